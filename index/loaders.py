"""Files and folders to Articles. Each loader turns one format into the plain text that offsets refer to."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from index.article import Article
from index.boilerplate import boilerplate_spans
from index.dateline import stated
from index.errors import LoadError, UsageError
from index.header import read_header, split_front_matter
from index.plain import looks_like_markdown, markdown_to_plain

TEXT_SUFFIXES = frozenset({".txt", ".text", ".md", ".markdown", ""})
MAX_BYTES = 50_000_000


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to index: where it is, and its path below the folder it was found through ("a/b.txt")."""

    path: Path
    relative: str


def find_files(paths: Sequence[Path]) -> Iterator[SourceFile]:
    """The text files named by `paths`, folders walked in sorted order; hidden files and other formats are passed over.

    Links to folders are not followed (they can form loops). Raises UsageError for a path that does not exist or a
    folder with no text file in it. A file named directly is yielded whatever its suffix.
    """
    for path in paths:
        if path.is_dir():
            found = False
            for folder, folders, files in path.walk() if hasattr(path, "walk") else _walk(path):
                folders[:] = sorted(name for name in folders if not name.startswith("."))
                for name in sorted(files):
                    if not name.startswith(".") and Path(name).suffix.lower() in TEXT_SUFFIXES:
                        found = True
                        yield SourceFile(folder / name, (folder / name).relative_to(path).as_posix())
            if not found:
                raise UsageError(
                    f"No text files in {path}: it holds nothing that ends in .txt, .text, .md or .markdown. "
                    "Name a folder with articles, or the files themselves."
                )
        elif path.exists():
            yield SourceFile(path, path.name)
        else:
            raise UsageError(f"{path} does not exist: name a text file or a folder of text files.")


def _walk(top: Path) -> Iterator[tuple[Path, list[str], list[str]]]:
    import os

    for folder, folders, files in os.walk(top):  # Path.walk is new in Python 3.12
        yield Path(folder), folders, files


def load(file: SourceFile, article_id: str) -> Article:
    """Reads one text file as an Article (its `published` is what the article itself states, or unknown).

    Raises LoadError naming the file and the cause: unreadable, too large, empty, binary, or not text in any encoding.
    """
    text = decode(_read(file.path), str(file.path))
    metadata, text = split_front_matter(text)
    title = metadata.get("title", "")
    if file.path.suffix.lower() in {".md", ".markdown"} or looks_like_markdown(text):
        text, heading = markdown_to_plain(text)
        header = read_header(text, title=heading)
    else:
        header = read_header(text)
    if not text.strip():
        raise LoadError(f"{file.path} holds no text.")
    merged = {**header.metadata, **metadata}
    url = metadata.get("url") or metadata.get("link") or header.url
    source = metadata.get("source") or metadata.get("publication") or metadata.get("site") or header.source
    return Article(
        id=article_id,
        text=text,
        title=title or header.title,
        source=source or _site(url),
        author=metadata.get("author") or metadata.get("authors") or header.author,
        url=url,
        path=str(file.path.resolve()),
        published=stated(text, url=url, metadata=merged),
        body_start=header.body_start,
        skipped=_merge([*header.skipped, *boilerplate_spans(text)]),
    )


def decode(raw: bytes, name: str) -> str:
    """The text in `raw`: UTF-8 (or UTF-16/32 with a byte order mark), else the encoding that fits best.

    Line ends become "\\n", a byte order mark goes. Raises LoadError for bytes that are no text.
    """
    if not raw.strip():
        raise LoadError(f"{name} is empty.")
    text: str | None = None
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = _try(raw, "utf-16") or _try(raw, "utf-32")
    elif b"\0" not in raw:
        text = _try(raw, "utf-8-sig")
        if text is None:
            from charset_normalizer import from_bytes

            best = from_bytes(raw[:1_000_000]).best()
            text = _try(raw, best.encoding) if best is not None else None
    if text is None or _share_of_controls(text) > 0.01:
        raise LoadError(f"{name} is not a text file (binary content or an unknown encoding): save it as UTF-8 text.")
    return text.replace("\r\n", "\n").replace("\r", "\n").lstrip("﻿")


def fingerprint(raw: bytes) -> str:
    """SHA-256 of a file's bytes, in hexadecimal."""
    return hashlib.sha256(raw).hexdigest()


def slug(relative: str) -> str:
    """An article id from a file's relative path: its stem, in letters, digits, "_", "-" and "."."""
    stem = unicodedata.normalize("NFKC", Path(relative).stem)
    return re.sub(r"[^\w.-]+", "-", stem).strip("-.")[:80] or "article"


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise LoadError(f"{path} is larger than {MAX_BYTES // 1_000_000} MB: split it into its articles.")
        return path.read_bytes()
    except PermissionError as error:
        raise LoadError(
            f"{path} cannot be read: permission denied. Change its permissions or run as its owner."
        ) from error
    except OSError as error:
        raise LoadError(f"{path} cannot be read: {error.strerror or error}.") from error


def _try(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _share_of_controls(text: str) -> float:
    sample = text[:100_000]
    controls = sum(1 for c in sample if unicodedata.category(c) == "Cc" and c not in "\t\n\r\f")
    return controls / max(1, len(sample))


def _site(url: str) -> str:
    return urlsplit(url).netloc.removeprefix("www.") if url else ""


def _merge(spans: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    out: list[tuple[int, int]] = []
    for a, b in sorted(spans):
        if out and a <= out[-1][1]:
            out[-1] = (out[-1][0], max(b, out[-1][1]))
        else:
            out.append((a, b))
    return tuple(out)
