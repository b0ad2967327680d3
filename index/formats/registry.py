"""Which reader reads what: by a file's name, and by its first bytes where the name says nothing or lies."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from index.errors import LoadError
from index.formats import archive, feed, html, mail, office, pdf, tables, text
from index.formats.record import Blob, Failure, Options, Record

Reader = Callable[[Blob, Options], Iterator[Record | Failure]]

READERS: Final[dict[str, Reader]] = {
    ".txt": text.read, ".text": text.read, ".md": text.read, ".markdown": text.read,
    ".html": html.read, ".htm": html.read, ".xhtml": html.read,
    ".pdf": pdf.read,
    ".docx": office.read_docx, ".epub": office.read_epub,
    ".json": tables.read_json, ".jsonl": tables.read_jsonl, ".ndjson": tables.read_jsonl,
    ".csv": tables.read_csv, ".tsv": tables.read_csv,
    ".mbox": mail.read, ".eml": mail.read_message,
    ".rss": feed.read, ".atom": feed.read, ".xml": feed.read,
    ".zip": archive.read_zip,
    ".tar": archive.read_tar, ".tgz": archive.read_tar, ".tbz2": archive.read_tar, ".txz": archive.read_tar,
    ".gz": archive.read_compressed, ".bz2": archive.read_compressed, ".xz": archive.read_compressed,
}  # fmt: skip
_TAR = re.compile(r"(?i)\.tar\.(?:gz|bz2|xz)$")
_SUFFIX = re.compile(r"\.[A-Za-z][A-Za-z0-9]{0,9}$")


def is_known(name: str) -> bool:
    """Whether files of this name are read: one of the suffixes above, or none at all."""
    suffix = _suffix(name)
    return not suffix or suffix in READERS


def read(blob: Blob, options: Options) -> Iterator[Record | Failure]:
    """The articles in a blob. Raises LoadError, naming it and the cause, when nothing of it can be read."""
    options.entering(blob.path)
    if blob.path in options.avoid:
        raise LoadError(options.avoid[blob.path])
    if not blob.size and not blob.head(1):
        raise LoadError(f"{blob.path} is empty.")
    return reader_of(blob)(blob, options)


def reader_of(blob: Blob) -> Reader:
    """The reader for a blob. What the first bytes prove goes before the name; what nothing tells is read as text."""
    if _TAR.search(blob.name):
        return archive.read_tar
    suffix = _suffix(blob.name)
    named = READERS.get(suffix)
    head = blob.head()
    if head.startswith(b"%PDF-"):
        return pdf.read
    if head.startswith(b"PK\x03\x04"):
        return named if named in (office.read_docx, office.read_epub) else _zipped(head)
    if named is not None:
        return named
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html")):
        return html.read
    if start.startswith((b"<?xml", b"<rss", b"<feed", b"<rdf")):
        return html.read if b"<html" in start else feed.read
    if mail.BEGINS.match(head.lstrip(b"\xef\xbb\xbf \t\r\n")):
        return mail.read
    return text.read


def _zipped(head: bytes) -> Reader:
    if b"mimetypeapplication/epub+zip" in head[:100]:
        return office.read_epub
    return office.read_docx if b"[Content_Types].xml" in head and b"word/" in head else archive.read_zip


def _suffix(name: str) -> str:
    """The suffix in lower case; "" when the last part of the name is none ("v1.2", "Mr. Smith goes home")."""
    match = _SUFFIX.search(name)
    return match[0].lower() if match else ""
