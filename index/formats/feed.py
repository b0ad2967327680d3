"""RSS and Atom files: an article an entry."""

from __future__ import annotations

import re
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

# The vocabularies of feeds, beside the one that the entry itself is written in. Those of pictures and podcasts use the
# same names for other things: media:content is a photograph, itunes:title the name of an episode.
_NAMESPACES: Final = (
    "",  # RSS 0.91 and 2.0
    "http://purl.org/rss/1.0/",
    "http://www.w3.org/2005/Atom",
    "http://purl.org/atom/ns#",
    "http://purl.org/rss/1.0/modules/content/",
    "http://purl.org/dc/elements/1.1/",
    "http://purl.org/dc/terms/",
)


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
        body = _body(entry)
        title = " ".join(plain(_first(entry, ("title",))).split())
        if not body.strip() and not title:
            yield Failure(path, f"{path}: the entry has neither a title nor a text.")
            continue
        known = {
            "title": title,
            "author": _named(entry, _AUTHOR, "name"),
            "source": _named(entry, ("source",), "title") or site,
            "url": link,
            "published": _first(entry, _DATE),
            "section": _first(entry, ("category",)),
        }
        metadata = {k: " ".join(v.split()) for k, v in known.items() if v.strip()}
        yield Record(path, f"{blob.relative}-{number}", with_headline(title, body), title, metadata)


def _children(element: Any, name: str) -> Iterator[Any]:
    """The children of this name, those in the element's own vocabulary first; those of vocabularies unknown not at all."""
    own = element.nsmap.get(element.prefix) or ""
    if "{" in own or "}" in own:  # of a damaged file; lxml takes no such name
        own = ""
    for namespace in dict.fromkeys((own, *_NAMESPACES)):
        yield from element.iterchildren(f"{{{namespace}}}{name}")


def _inner(element: Any) -> str:
    """What stands in an element; markup inside it (Atom's XHTML) is kept."""
    from lxml import etree

    parts = (etree.tostring(child, encoding="unicode", with_tail=True) for child in element)
    return ((element.text or "") + "".join(parts)).strip()


def _first(element: Any, names: tuple[str, ...]) -> str:
    """What stands in the first child of one of these names in which anything does."""
    return next((text for name in names for child in _children(element, name) if (text := _inner(child))), "")


def _named(element: Any, names: tuple[str, ...], part: str) -> str:
    """As `_first`, of children that are a text in RSS and in Atom hold it in a part (an author's name)."""
    for name in names:
        for child in _children(element, name):
            text = _first(child, (part,)) or (child.text or "").strip()
            if text:
                return str(text)
    return ""


def _body(entry: Any) -> str:
    """The longest text of an entry: which of its elements holds the whole article, and which the teaser, varies."""
    texts = [
        plain(_inner(child))
        for name in _TEXT
        for child in _children(entry, name)
        if re.fullmatch(r"(?i)|text|x?html|text/.*|.*[/+]xml", child.get("type", "").strip())  # not image/png in base64
    ]
    return max(texts, key=lambda text: len(text.split()), default="")


def _link(entry: Any) -> str:
    for child in _children(entry, "link"):
        if child.get("rel", "alternate") == "alternate":
            href = (child.get("href") or child.text or "").strip()
            if href:
                return str(href)
    return ""
