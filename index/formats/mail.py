"""Newsletters: mailboxes (.mbox) and single messages (.eml)."""

from __future__ import annotations

import email
import re
from collections.abc import Iterator
from email.errors import MessageError
from email.message import EmailMessage
from email.policy import default as policy
from email.utils import parseaddr, parsedate_to_datetime
from typing import Any, BinaryIO

from index.errors import LoadError
from index.formats.html import plain
from index.formats.record import MAX_ARTICLE, Blob, Failure, Options, Record, with_headline
from index.formats.text import decode
from index.wordcount import length_in_words

_MOST_HEAD = 100_000  # bytes
_MOST_FIELD = 4_000
_HEAD_END = re.compile(rb"\r?\n\r?\n")
# The standard parser is lazy: a header or a part that is broken is found out only when it is looked at.
_BROKEN = (MessageError, ValueError, LookupError, AttributeError, TypeError, ArithmeticError, RecursionError)
# A line that begins a message in a mailbox (RFC 4155): "From", an address, and a date with a clock time.
BEGINS = re.compile(
    rb"From \S+.{0,60}\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? +(?:\d{1,2} +)?"
    rb"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\b.{0,20}\d{1,2}:\d{2}"
)
_STUB = 3  # a plain part with less than a third of the HTML's words only says that there is HTML
_DEEPEST = 5  # messages forwarded within forwarded ones


def read(blob: Blob, _options: Options) -> Iterator[Record | Failure]:
    """The messages of a mailbox; `path` ends in "#" and the message's id, or its number (from 1)."""
    taken: set[str] = set()
    number = 0
    with blob.open() as stream:
        for number, raw in enumerate(_messages(stream), 1):
            if raw is None:
                yield Failure(f"{blob.path}#{number}", f"{blob.path}#{number} is larger than {MAX_ARTICLE} bytes.")
                continue
            try:
                yield _article(raw, blob, number, taken)
            except LoadError as error:
                yield Failure(f"{blob.path}#{number}", str(error))
    if not number:
        raise LoadError(f"{blob.path} is not a mailbox: no line of it begins a message (“From address date”).")


def read_message(blob: Blob, _options: Options) -> Iterator[Record | Failure]:
    """One message a file. Raises LoadError when it has no text."""
    yield _article(blob.read(), blob, 0, set())


def _messages(stream: BinaryIO) -> Iterator[bytes | None]:
    """The messages of a mailbox, one at a time; None for one that is too large."""
    lines: list[bytes] = []
    size = 0
    begun = False
    blank = True
    while line := stream.readline(1_000_000):
        if blank and BEGINS.match(line):
            if begun:
                yield b"".join(lines) if size <= MAX_ARTICLE else None
            lines, size, begun = [], 0, True
        elif begun:
            size += len(line)
            if size <= MAX_ARTICLE:
                lines.append(line[1:] if re.match(rb">+From ", line) else line)
        blank = not line.strip()
    if begun:
        yield b"".join(lines) if size <= MAX_ARTICLE else None


def _with_short_fields(raw: bytes) -> bytes:
    """The message with the first `_MOST_FIELD` bytes of each field of its head: to parse a field of addresses takes the square of
    the time that it is long."""
    end = _HEAD_END.search(raw)
    head = raw[: end.start()] if end else raw
    if len(head) <= _MOST_FIELD:
        return raw
    return b"\n".join(field[:_MOST_FIELD] for field in re.split(rb"\r?\n(?![ \t])", head)) + raw[len(head) :]


def _article(raw: bytes, blob: Blob, number: int, taken: set[str]) -> Record:
    place = f"{blob.path}#{number}" if number else blob.path
    if not _HEAD_END.search(raw, 0, _MOST_HEAD) and len(raw) > _MOST_HEAD:
        raise LoadError(f"{place} is not a message that can be read: its head is longer than {_MOST_HEAD // 1000} kB.")
    try:
        message = email.message_from_bytes(_with_short_fields(raw), policy=policy)
        assert isinstance(message, EmailMessage)
        subject = _header(message, "subject")
        name, address = parseaddr(_header(message, "from"))
        body = _body(message, place)
    except _BROKEN as error:
        raise LoadError(f"{place} is not a message that can be read ({type(error).__name__}).") from error
    if not body.strip():
        raise LoadError(f"{place} holds no text.")
    key = _header(message, "message-id").strip("<> ") or str(number)
    while key in taken:
        key += f"~{number}"
    taken.add(key)
    known = {"title": subject, "source": name or address, "published": _day(_header(message, "date"))}
    metadata = {k: v for k, v in known.items() if v}
    path = f"{blob.path}#{key}" if number else blob.path
    relative = f"{blob.relative}-{number}" if number else blob.relative
    return Record(path, relative, with_headline(subject, body), subject, metadata)


def _header(message: EmailMessage, name: str) -> str:
    """A header's words; "" where there is none, or none that can be read."""
    try:
        return " ".join(str(message.get(name, "")).split())
    except _BROKEN:
        return ""


def _day(value: str) -> str:
    try:
        return parsedate_to_datetime(value).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return value


def _body(message: EmailMessage, place: str, depth: int = 0) -> str:
    """A message's text: the plain part unless it is a mere stub beside the HTML, then the messages that it forwards."""
    plain_text, html_text = (_text(message.get_body((kind,)), place) for kind in ("plain", "html"))
    of_html = length_in_words(html_text) > _STUB * length_in_words(plain_text)
    texts = [html_text if of_html else plain_text]
    for inner in _forwarded(message) if depth < _DEEPEST else ():
        text = _body(inner, place, depth + 1)
        if text.strip():
            texts.append(with_headline(_header(inner, "subject"), text))
    return "\n\n".join(text.strip("\n") for text in texts if text.strip())


def _forwarded(part: EmailMessage) -> Iterator[EmailMessage]:
    """The messages in a message (those of a digest, too), not those inside them."""
    if part.get_content_type() == "message/rfc822":
        inner = part.get_payload()
        yield from (m for m in (inner if isinstance(inner, list) else []) if isinstance(m, EmailMessage))
    elif part.is_multipart():
        for inner in part.iter_parts():
            if isinstance(inner, EmailMessage):
                yield from _forwarded(inner)


def _text(part: Any, place: str) -> str:
    """The words of a part of a message; "" when they are fewer than three."""
    raw = part.get_payload(decode=True) if part is not None else None
    if not isinstance(raw, bytes) or not raw.strip():
        return ""
    is_html = part.get_content_subtype() == "html"
    charset = part.get_content_charset() or ""
    try:
        text = raw.decode(charset) if charset else decode(raw, place, declared=is_html)
    except (LookupError, UnicodeDecodeError):
        text = decode(raw, place, declared=is_html)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = plain(text) if is_html else text
    return text if length_in_words(text) >= 3 else ""
