"""What the head and the byline of a web page say of its article: headline, author, paper."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from index.byline import byline
from index.datedline import dated_line
from index.field import said
from index.masthead import is_paper

_MOST_JSON: Final = 200_000  # characters of a block of JSON-LD
_DEEPEST: Final = 6
_ARTICLE: Final = re.compile(r"(?i).*(?:article|posting|report|review)$")
_BYLINE: Final = ".//body//*[contains(@class, 'byline') or contains(@class, 'Byline') or contains(@class, 'dateline') or contains(@id, 'byline')]"
_APART: Final = re.compile(r"\s+[-–—|:·•»«]+\s+")
_LONGEST: Final = 160


def page_head(tree: Any) -> dict[str, str]:
    """Fields of a page (title, author, source) by its `meta` elements, its JSON-LD, its byline and the end of its title;
    `tree` is its root as lxml has it."""
    meta = {
        key.lower(): " ".join(content.split())
        for element in tree.iter("meta")
        if (key := element.get("property") or element.get("name")) and (content := element.get("content"))
    }
    linked = next((_article(found) for found in _linked(tree)), {})
    byline = _byline(tree)
    title = " ".join(str(tree.findtext(".//head/title") or "").split())
    ends = [part for part in _APART.split(title) if is_paper(part)] if _APART.search(title) else []
    source = meta.get("og:site_name") or linked.get("source") or said(meta, "source") or byline.get("source", "")
    found = {
        "title": linked.get("title", ""),
        "author": linked.get("author") or said(meta, "author") or byline.get("author", ""),
        "source": source or (ends[-1] if ends else ""),
    }
    return {key: value for key, value in found.items() if value and "://" not in value}


def _linked(tree: Any) -> Iterator[Mapping[str, Any]]:
    """The articles that the page's JSON-LD describes."""
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "") or len(script.text or "") > _MOST_JSON:
            continue
        try:
            data = json.loads(script.text or "")
        except (ValueError, RecursionError):
            continue
        yield from _articles(data, _DEEPEST)


def _articles(data: Any, depth: int) -> Iterator[Mapping[str, Any]]:
    if isinstance(data, list) and depth:
        for item in data:
            yield from _articles(item, depth - 1)
    elif isinstance(data, dict) and depth:
        kinds = data.get("@type")
        if any(
            isinstance(kind, str) and _ARTICLE.match(kind) for kind in (kinds if isinstance(kinds, list) else [kinds])
        ):
            yield data
        yield from _articles(data.get("@graph"), depth - 1)


def _article(data: Mapping[str, Any]) -> dict[str, str]:
    return {
        "title": _name(data.get("headline")),
        "author": _name(data.get("author")),
        "source": _name(data.get("publisher") or data.get("sourceOrganization")),
    }


def _name(value: Any) -> str:
    """What an entity of JSON-LD is called; of several, all."""
    if isinstance(value, list):
        return ", ".join(filter(None, map(_name, value[:10])))
    if isinstance(value, dict):
        value = value.get("name")
    return " ".join(value.split()) if isinstance(value, str) else ""


def _byline(tree: Any) -> dict[str, str]:
    """What an element that is called a byline says."""
    found: dict[str, str] = {}
    for element in tree.xpath(_BYLINE)[:5]:
        words = " ".join(element.text_content().split())
        dated = dated_line(words)
        signed = re.fullmatch(r"(?i:by)\s+(.+)", words)
        if dated is not None:
            author, source = dated.author, dated.source
        elif signed and len(words) <= _LONGEST:
            author, source = byline(signed[1])
        else:
            continue
        found = {"source": found.get("source") or source, "author": found.get("author") or author}
    return found
