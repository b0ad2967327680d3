"""An article as HTML: where it is from, when it is from and why, and its text with the quotes highlighted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import PurePath
from urllib.parse import urlencode

from index.article import Article, TimeExpression
from ui.markup import date_badge, days_words, escape, published_words

# Lines this long are paragraphs; shorter ones are the hard line breaks of a paragraph that a blank line ends.
_PARAGRAPH_CHARS = 100


@dataclass(frozen=True, slots=True)
class Quote:
    """A span of the article's text (0-based, end exclusive) to highlight, and its citation's number if it has one.

    The one that is `chosen` is what the view scrolls to.
    """

    start: int
    end: int
    number: int | None = None
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class _Layer:
    start: int
    end: int
    opening: str
    closing: str


def article_html(article: Article, quotes: Sequence[Quote] = (), times: Sequence[TimeExpression] = ()) -> str:
    """The whole view. `times` are the article's time expressions; those with resolved days are underlined."""
    source = " · ".join(escape(s) for s in (article.source, article.author) if s) or "Source not given"
    return (
        f'<article class="story" aria-label="{escape(article.title or article.id)}">'
        f'<header><p class="kicker">{source}</p><h2>{escape(article.title or article.id)}</h2>'
        f'<p class="dateline">{date_badge(article.published)}</p>{_reasons(article)}{_deeds(article, quotes)}</header>'
        f'<div class="story-text">{_body(article, quotes, times)}</div>'
        f'<footer class="imprint">{escape(article.url or PurePath(article.path).name or article.id)}</footer></article>'
    )


def no_article_html(message: str) -> str:
    """What stands in the view's place when there is no article to show."""
    return f'<div class="no-story"><p>{escape(message)}</p></div>'


def _deeds(article: Article, quotes: Sequence[Quote]) -> str:
    """To copy the address of the passage, and to put right what is known of the article."""
    chosen = next((q for q in quotes if q.chosen and q.end), None)
    place = {"article": article.id} | ({"quote": f"{chosen.start}-{chosen.end}"} if chosen else {})
    day = article.published.day
    return (
        f'<div class="deeds"><button type="button" data-place="{escape(urlencode(place))}">Copy link</button>'
        '<details class="correct"><summary>Correct date or title</summary>'
        f'<form data-article="{escape(article.id)}"><label>Title <input type="text" name="title" maxlength="500" '
        f'value="{escape(article.title)}"></label><label>Date <input type="date" name="day" '
        f'value="{day.isoformat() if day else ""}"></label><span class="deeds"><button type="submit" class="strong">Save'
        '</button><button type="button" data-forget>Forget a date set by hand</button></span></form></details></div>'
    )


def _reasons(article: Article) -> str:
    reasons = article.published.reasons
    if not reasons:
        if article.published.how == "unknown":
            return '<p class="reason">Nothing in the article or in the archive says when it was published.</p>'
        return ""
    items = "".join(f"<li>{escape(reason.text)}</li>" for reason in reasons)
    words = escape(published_words(article.published))
    return f'<details class="reasons"><summary>How {words} is known</summary><ul>{items}</ul></details>'


def _body(article: Article, quotes: Sequence[Quote], times: Sequence[TimeExpression]) -> str:
    layers = [_skip(a, b) for a, b in article.skipped]
    layers += [_mark(quote) for quote in quotes if 0 <= quote.start < quote.end <= len(article.text)]
    layers += [layer for time in times if (layer := _time(time)) is not None]
    out: list[str] = []
    begun: set[_Layer] = set()
    for start, end in _paragraphs(article.text):
        kind = ' class="before-body"' if end <= article.body_start else ""
        out.append(f"<p{kind}>{_segment(article.text, start, end, layers, begun)}</p>")
    return "".join(out)


def _segment(text: str, start: int, end: int, layers: Sequence[_Layer], begun: set[_Layer]) -> str:
    """`text[start:end]`, cut where any layer begins or ends, so that layers may overlap and cross paragraphs."""
    here = [layer for layer in layers if layer.start < end and layer.end > start]
    cuts = sorted({start, end, *(p for layer in here for p in (layer.start, layer.end) if start < p < end)})
    out: list[str] = []
    for a, b in pairwise(cuts):
        around = [layer for layer in here if layer.start <= a and layer.end >= b]
        for layer in around:
            # An id may stand once in a page: only the first piece of a layer keeps it.
            out.append(layer.opening if layer not in begun else re.sub(r' (?:id|tabindex)="[^"]*"', "", layer.opening))
            begun.add(layer)
        out.append(escape(text[a:b]))
        out += [layer.closing for layer in reversed(around)]
    return "".join(out)


def _paragraphs(text: str) -> list[tuple[int, int]]:
    lines = [m.span() for m in re.finditer(r"[^\n]*\S[^\n]*", text)]
    if lines and sum(b - a for a, b in lines) / len(lines) >= _PARAGRAPH_CHARS:
        return lines
    return [m.span() for m in re.finditer(r"\S(?:.*?\S)??(?=\s*\n[ \t]*\n|\s*\Z)", text, re.DOTALL)]


def _mark(quote: Quote) -> _Layer:
    chosen = ' class="chosen" id="proof" tabindex="-1"' if quote.chosen else ""
    label = f' data-number="{quote.number}"' if quote.number is not None else ""
    return _Layer(quote.start, quote.end, f"<mark{chosen}{label}>", "</mark>")


def _skip(start: int, end: int) -> _Layer:
    return _Layer(start, end, '<span class="boilerplate">', "</span>")


def _time(time: TimeExpression) -> _Layer | None:
    if time.first_day is None and time.last_day is None:
        return None
    words = escape(days_words(time.first_day, time.last_day))
    return _Layer(time.start, time.end, f'<span class="when" data-days="{words}" tabindex="0">', "</span>")
