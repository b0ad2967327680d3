"""PDF files: the text layer, its lines joined to paragraphs, page heads and feet left out."""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from index.errors import LoadError
from index.formats.record import Blob, Failure, Options, Record

if TYPE_CHECKING:
    from pypdf import PdfReader

MAX_PAGES = 2000
_MOST_SEARCHED = 100_000_000  # bytes


def read(blob: Blob, _options: Options) -> Iterator[Record | Failure]:
    """One article a file. Raises LoadError for a locked, damaged or scanned one."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it reports every oddity that it copes with
    raw = blob.read()
    try:
        # Where its catalogue is lost, the whole file is searched for each object that there may be.
        reader = PdfReader(
            io.BytesIO(raw), root_object_recovery_limit=min(1000, max(20, _MOST_SEARCHED // max(1, len(raw))))
        )
        _check(reader, blob.path)
        pages = [page.extract_text() or "" for page in reader.pages]
        said = reader.metadata
        title, author = (said.title or "", said.author or "") if said else ("", "")
    except LoadError:
        raise
    # A damaged PDF makes pypdf stumble in many ways; each means the same to the user.
    except (PyPdfError, ValueError, TypeError, KeyError, IndexError, AttributeError, ArithmeticError, RecursionError,
            NotImplementedError, AssertionError, OSError, EOFError, ImportError) as error:  # fmt: skip
        raise LoadError(
            f"{blob.path} is not a PDF that can be read ({_short(error)}): save or print it anew."
        ) from error
    text = join_pages(pages)
    if not text.strip():
        raise LoadError(f"{blob.path} has no text layer (a scan?): run it through text recognition first.")
    metadata = {"author": " ".join(str(author).split())} if str(author).strip() else {}
    heading = " ".join(str(title).split())
    # Programs put file names and "untitled" into the title; it counts when the page shows it.
    if heading and heading.lower() in " ".join(text[:2000].lower().split()):
        metadata["title"] = heading
    yield Record(blob.path, blob.relative, text, metadata.get("title", ""), metadata)


def join_pages(pages: Sequence[str]) -> str:
    """The running text of pages: lines that head or foot most pages go, broken words and lines are joined, and a
    paragraph ends where a line is short or ends a sentence before a capital."""
    split = [[line.rstrip() for line in page.replace("\0", "").splitlines()] for page in pages]
    edge: Counter[str] = Counter()
    for lines in split:
        shown = [line for line in lines if line.strip()]
        edge.update({_shape(line) for line in [*shown[:2], *shown[-2:]]})
    furniture = {shape for shape, count in edge.items() if len(pages) >= 3 and count * 2 > len(pages)}
    lines = [line for page in split for line in page if _shape(line) not in furniture or not line.strip()]
    widths = sorted(len(line) for line in lines if line.strip())
    width = widths[int(len(widths) * 0.8)] if widths else 0
    out: list[str] = []
    fresh = True
    for line in lines:
        bare = line.strip()
        if not bare:
            fresh = True
            continue
        if fresh or not out:
            out.append(bare)
        elif re.search(r"[^\W\d_]-$", out[-1]) and bare[0].islower():
            out[-1] = out[-1][:-1] + bare
        else:
            out[-1] += " " + bare
        fresh = len(line) < 0.7 * width
    return "\n\n".join(out)


def _check(reader: PdfReader, path: str) -> None:
    if reader.is_encrypted and not reader.decrypt(""):
        raise LoadError(f"{path} is locked with a password: save it without one.")
    if len(reader.pages) > MAX_PAGES:
        raise LoadError(f"{path} has more than {MAX_PAGES} pages: split it into its articles.")


def _shape(line: str) -> str:
    """A line with its numbers made alike, so that "Page 3" and "Page 4" are one."""
    return re.sub(r"\d+", "0", " ".join(line.split()).lower())


def _short(error: BaseException) -> str:
    return (" ".join(str(error).split()) or type(error).__name__)[:120]
