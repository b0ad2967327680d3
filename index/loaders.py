"""Files and folders to Articles: what is found under a path, what its reader makes of it, and the article of a Record."""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from index.article import Article
from index.boilerplate import boilerplate_spans
from index.dateline import stated
from index.errors import LoadError, UsageError
from index.field import said
from index.formats.record import Failure, Options, Record, file_blob
from index.formats.registry import READERS, is_known, read
from index.header import read_header
from index.language import language_of


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to index: where it is, and its path below the folder it was found through ("a/b.txt")."""

    path: Path
    relative: str


@dataclass(frozen=True, slots=True)
class Found:
    """The files under `paths`: how many can be read, and how many of other formats are passed over, by suffix."""

    paths: tuple[Path, ...]
    count: int = 0
    passed_over: Counter[str] = field(default_factory=Counter)

    @property
    def files(self) -> Iterator[SourceFile]:
        """The files that can be read, looked up as they are asked for: a million of them need no room."""
        return (file for path in self.paths for file in _under(path, Counter()))


def find_files(paths: Sequence[Path], had: Callable[[Path], bool] = lambda _path: False) -> Found:
    """The files named by `paths` that can be read, folders walked in sorted order; hidden ones are not looked at.

    Links to folders are not followed (they can form loops). Raises UsageError for a path that does not exist or a
    folder with nothing to read in it, unless it `had` something once. A file named directly is taken whatever its suffix.
    """
    count, passed_over, there = 0, Counter[str](), []
    for path in paths:
        if not path.exists() and not path.is_symlink():
            if had(path):
                continue
            if str(path).lower().startswith(("http:/", "https:/")):
                raise UsageError(
                    f"{path} is an address, and nothing is fetched unless it is asked for: write the addresses into a file, "
                    "one a line, and run `dateline index --urls FILE`."
                )
            raise UsageError(f"{path} does not exist: name a file with articles or a folder of such files.")
        there.append(path)
        here = sum(1 for _ in _under(path, passed_over))
        if not here and not had(path):
            raise UsageError(
                f"No text files in {path}: it holds nothing that ends in {', '.join(READERS)}. "
                "Name a folder with articles, or the files themselves."
            )
        count += here
    return Found(tuple(there), count, passed_over)


def _under(path: Path, passed_over: Counter[str]) -> Iterator[SourceFile]:
    if not path.is_dir():
        yield SourceFile(path, path.name)
        return
    for folder, folders, names in os.walk(path):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if name.startswith("."):
                continue
            if is_known(name):
                file = Path(folder) / name
                yield SourceFile(file, file.relative_to(path).as_posix())
            else:
                passed_over[Path(name).suffix.lower()] += 1


def place(path: Path) -> str:
    """Where a file lies, links followed: its name in the archive. Raises LoadError for a name that is not UTF-8."""
    real = os.path.realpath(path)  # Path.resolve raises on links that form a loop
    try:
        real.encode()
    except UnicodeEncodeError as error:
        raise LoadError(f"{str(path)!a} has a name that is not UTF-8: rename it.") from error
    return real


def records(file: SourceFile, options: Options) -> Iterator[Record | Failure]:
    """The articles in a file, one Record each, and what of it could not be read.

    Raises LoadError, naming the file and the cause, when none of it can be.
    """
    try:
        yield from read(file_blob(file.path, file.relative), options)
    except MemoryError as error:
        raise LoadError(f"{file.path} does not fit into memory: split it.") from error


def load(file: SourceFile, article_id: str) -> Article:
    """The first article of a file. Raises LoadError when there is none."""
    for found in records(file, Options()):
        if isinstance(found, Failure):
            raise LoadError(found.cause)
        return article_of(found, article_id)
    raise LoadError(f"{file.path} holds no article.")


def article_of(record: Record, article_id: str) -> Article:
    """The Article of a Record (its `published` is what the article itself states, or unknown).

    Raises LoadError when it has no text.
    """
    text = _without_surrogates(record.text)
    if not text.strip():
        raise LoadError(f"{record.path} holds no text.")
    given = {key: _without_surrogates(value) for key, value in record.metadata.items()}
    title = said(given, "title")
    header = read_header(text, title=_without_surrogates(record.heading) or title)
    url = said(given, "url") or header.url
    return Article(
        id=article_id,
        text=text,
        title=title or header.title,
        source=said(given, "source") or header.source or _site(url),
        author=said(given, "author") or header.author,
        url=url,
        path=_without_surrogates(record.path),
        published=stated(text, url=url, metadata={**header.metadata, **given}),
        body_start=header.body_start,
        skipped=merge_spans([*header.skipped, *boilerplate_spans(text)]),
        language=language_of(text, given.get("language") or given.get("lang") or ""),
    )


def fingerprint(path: Path) -> str:
    """SHA-256 of a file's bytes, in hexadecimal. Raises LoadError when it cannot be read or is empty."""
    digest = hashlib.sha256()
    blob = file_blob(path, path.name)
    if not blob.size:
        raise LoadError(f"{path} is empty.")
    try:
        with blob.open() as stream:
            while block := stream.read(1 << 20):
                digest.update(block)
    except OSError as error:
        raise LoadError(f"{path} cannot be read: {error.strerror or error}.") from error
    return digest.hexdigest()


def slug(relative: str) -> str:
    """An article id from a relative path: its stem, in letters, digits, "_", "-" and "."."""
    name = relative.rstrip("/").rpartition("/")[2]
    stem = Path(name).stem if is_known(name) else name
    stem = unicodedata.normalize("NFKC", _without_surrogates(stem))
    return re.sub(r"[^\w.-]+", "-", stem).strip("-.")[:80] or "article"


def merge_spans(spans: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Spans in order, those that touch or overlap made one."""
    out: list[tuple[int, int]] = []
    for a, b in sorted(spans):
        if out and a <= out[-1][1]:
            out[-1] = (out[-1][0], max(b, out[-1][1]))
        else:
            out.append((a, b))
    return tuple(out)


def _site(url: str) -> str:
    try:
        return urlsplit(url).netloc.removeprefix("www.") if url else ""
    except ValueError:  # "http://[" and its like
        return ""


def _without_surrogates(text: str) -> str:
    """Text that UTF-8 can hold: halves of characters, from damaged JSON or odd file names, become U+FFFD.

    NUL goes too: SQLite ends a text there.
    """
    if "\0" in text:
        text = text.replace("\0", " ")
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text
