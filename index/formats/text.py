"""Plain text and Markdown, in whatever encoding."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterator

from index.errors import LoadError
from index.formats.record import Blob, Failure, Options, Record
from index.header import split_front_matter
from index.plain import looks_like_markdown, markdown_to_plain

_DECLARED = re.compile(rb"""(?i)(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""")

_MOST_NULS = 0.01


def read(blob: Blob, _options: Options) -> Iterator[Record | Failure]:
    """One article a file. Front matter becomes metadata, Markdown the text a reader sees."""
    metadata, text = split_front_matter(decode(blob.read(), blob.path))
    heading = ""
    if blob.name.lower().endswith((".md", ".markdown")) or looks_like_markdown(text):
        text, heading = markdown_to_plain(text)
    yield Record(blob.path, blob.relative, text, heading, metadata)


def decode(raw: bytes, name: str, *, declared: bool = False, known: str = "") -> str:
    """The text in `raw`: UTF-8, UTF-16, UTF-32 with a byte order mark, else the encoding that fits best.

    Of UTF-8 a hundredth may be NULs, which go. With `declared`, an encoding that the first bytes name (`charset=`, `encoding=`) is tried
    before guessing, and so is the `known` one of the file that the bytes are a part of. Line ends become "\\n", a byte order mark
    goes. Raises LoadError for bytes that are no text.
    """
    if not raw.strip():
        raise LoadError(f"{name} is empty.")
    text: str | None = None
    if raw.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        text = _try(raw, "utf-32")
    if text is None and raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = _try(raw, "utf-16")
    elif text is None and b"\0" in raw:
        wide = _utf16(raw)
        if wide:
            text = _try(raw, wide)
        elif raw.count(0) < _MOST_NULS * len(raw):  # a disk that was full, a program that crashed
            text = _try(raw, "utf-8-sig")
    elif text is None:
        text = _try(raw, "utf-8-sig")
        said = _DECLARED.search(raw[:2048]) if declared else None
        if text is None and said is not None:
            text = _try(raw, said[1].decode("ascii", "replace"))
        if text is None and known:
            text = _try(raw, known)
        if text is None:
            text = _try(raw, guessed(raw))
    if text is None or _share_of_controls(text) > 0.01:
        raise LoadError(f"{name} is not a text file (binary content or an unknown encoding): save it as UTF-8 text.")
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").lstrip("\ufeff")


def guessed(raw: bytes) -> str:
    """The encoding that fits bytes best which are no UTF-8; "" where none does."""
    from charset_normalizer import from_bytes

    best = from_bytes(raw[:1_000_000]).best()
    return best.encoding if best is not None else ""


def is_utf8(raw: bytes) -> bool:
    """Whether bytes can be read as UTF-8."""
    return _try(raw, "utf-8") is not None


def _utf16(raw: bytes) -> str:
    """Which UTF-16 bytes are without a byte order mark: in most languages every other byte of it is mostly NUL."""
    sample = raw[:100_000]
    first, second = (sample[at::2].count(0) / max(1, len(sample[at::2])) for at in (0, 1))
    if len(raw) % 2 or max(first, second) < 0.4 or min(first, second) > 0.01:
        return ""
    return "utf-16-be" if first > second else "utf-16-le"


def _try(raw: bytes, encoding: str) -> str | None:
    try:
        text = raw.decode(encoding)
    except (UnicodeDecodeError, LookupError, ValueError):
        return None
    # Codecs that are no text encodings ("hex", "base64") can be declared, too; Python refuses them with LookupError.
    return text if isinstance(text, str) else None


def _share_of_controls(text: str) -> float:
    sample = text[:100_000]
    controls = sum(1 for c in sample if unicodedata.category(c) == "Cc" and c not in "\t\n\r\f")
    return controls / max(1, len(sample))
