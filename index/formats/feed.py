"""RSS and Atom files: an article an entry."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from index.errors import LoadError
from index.formats.html import plain
from index.formats.record import MAX_WHOLE, Blob, Failure, Options, Record, with_headline
from index.formats.xml import parse_xml

# Names of elements without their namespaces, best first.
_TEXT: Final = ("encoded", "content", "description", "summary")
_DATE: Final = ("pubDate", "published", "issued", "date", "updated", "modified")
_AUTHOR: Final = ("creator", "author")
_KEY: Final = ("guid", "id")


def read(blob: Blob, _options: Options) -> Iterator[Record | Failure]:
    """The entries of a feed; `path` ends in "#" and the entry's identifier, its link, or its number (from 1).

    Raises LoadError for XML that is no feed.
    """
    root = parse_xml(blob.read(MAX_WHOLE), blob.path)
    entries = root.xpath("//*[local-name()='item' or local-name()='entry']")
    if not entries:
        raise LoadError(f"{blob.path} is XML but no RSS or Atom feed: it has no item and no entry.")
    channel = root.xpath("//*[local-name()='channel']") or [root]
    site = _first(channel[0], ("title",))
    taken: set[str] = set()
    for number, entry in enumerate(entries, 1):
        link = _link(entry)
        key = _first(entry, _KEY) or link or str(number)
        while key in taken:
            key += f"~{number}"
        taken.add(key)
        path = f"{blob.path}#{key}"
        body = plain(_first(entry, _TEXT))
        title = " ".join(plain(_first(entry, ("title",))).split())
        if not body.strip() and not title:
            yield Failure(path, f"{path}: the entry has neither a title nor a text.")
            continue
        known = {
            "title": title,
            "author": _author(entry),
            "source": _first(entry, ("source",)) or site,
            "url": link,
            "published": _first(entry, _DATE),
            "section": _first(entry, ("category",)),
        }
        metadata = {k: " ".join(v.split()) for k, v in known.items() if v.strip()}
        yield Record(path, f"{blob.relative}-{number}", with_headline(title, body), title, metadata)


def _first(element: Any, names: tuple[str, ...]) -> str:
    """The text of the first child of one of these names that has any; markup inside it (Atom's XHTML) is kept."""
    from lxml import etree

    for name in names:
        for child in element.iterchildren("{*}" + name):
            if len(child):
                inner = "".join(etree.tostring(c, encoding="unicode", with_tail=True) for c in child)
                text = (child.text or "") + inner
            else:
                text = child.text or ""
            if text.strip():
                return str(text).strip()
    return ""


def _author(entry: Any) -> str:
    for name in _AUTHOR:
        for child in entry.iterchildren("{*}" + name):
            text = _first(child, ("name",)) or (child.text or "")
            if text.strip():
                return str(text).strip()
    return ""


def _link(entry: Any) -> str:
    for child in entry.iterchildren("{*}link"):
        if child.get("rel", "alternate") == "alternate":
            href = (child.get("href") or child.text or "").strip()
            if href:
                return str(href)
    return ""
