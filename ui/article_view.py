"""An article as HTML: where it is from, when it is from and why, and its text with the quotes highlighted."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import PurePath
from urllib.parse import urlencode

from index.article import Article, TimeExpression
from ui.markup import date_badge, days_words, escape, published_words

# Lines this long are paragraphs; shorter ones are the hard line breaks of a paragraph that a blank line ends.
_PARAGRAPH_CHARS = 100
LONG_CHARS = 300_000  # texts over this are shown in part, for a browser takes seconds to lay them out
_AROUND_CHARS = 30_000  # what is shown then on either side of the quote
_ONCE = re.compile(r' (?:id|tabindex|role|aria-label)="[^"]*"')


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


def article_html(
    article: Article,
    quotes: Sequence[Quote] = (),
    times: Sequence[TimeExpression] = (),
    *,
    whole: bool = False,
    dated_by_hand: bool = False,
) -> str:
    """The whole view. `times` are the article's time expressions; those with resolved days are underlined. Of a very
    long text the surroundings of the chosen quote are shown, or all of it if the `whole` is asked for."""
    source = " · ".join(escape(s) for s in (article.source, article.author) if s) or "Source not given"
    return (
        f'<article class="story" aria-label="{escape(article.title or article.id)}">'
        f'<header><p class="kicker">{source}</p><h2>{escape(article.title or article.id)}</h2>'
        f'<p class="dateline">{date_badge(article.published)}</p>{_reasons(article)}{_deeds(article, quotes, dated_by_hand)}</header>'
        f'<div class="story-text">{_body(article, quotes, times, whole)}</div>'
        f'<footer class="imprint">{escape(article.url or PurePath(article.path).name or article.id)}</footer></article>'
    )


def no_article_html(message: str) -> str:
    """What stands in the view's place when there is no article to show."""
    return f'<div class="no-story"><p>{escape(message)}</p></div>'


def _deeds(article: Article, quotes: Sequence[Quote], dated_by_hand: bool) -> str:
    """To copy the address of the passage, and to put right what is known of the article."""
    chosen = next((q for q in quotes if q.chosen and q.end), None)
    place = {"article": article.id} | ({"quote": f"{chosen.start}-{chosen.end}"} if chosen else {})
    day = article.published.day
    forget = '<button type="button" data-forget>Forget the date set by hand</button>' if dated_by_hand else ""
    return (
        f'<div class="deeds"><button type="button" data-place="{escape(urlencode(place))}">Copy link</button>'
        '<details class="correct"><summary>Correct date or title</summary>'
        f'<form data-article="{escape(article.id)}"><label>Title <input type="text" name="title" maxlength="500" '
        f'value="{escape(article.title)}"></label><label>Date <input type="date" name="day" '
        f'value="{day.isoformat() if day else ""}"></label><span class="deeds"><button type="submit" class="strong">Save'
        f"</button>{forget}</span></form></details></div>"
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


def _body(article: Article, quotes: Sequence[Quote], times: Sequence[TimeExpression], whole: bool) -> str:
    text = article.text
    marks = [quote for quote in quotes if 0 <= quote.start < quote.end <= len(text)]
    chosen = next((quote for quote in marks if quote.chosen), None)
    first, last = (0, len(text)) if whole else _window(text, chosen)
    layers = [_skip(a, b) for a, b in article.skipped]
    layers += [_mark(quote) for quote in marks]
    layers += [layer for time in times if (layer := _time(time, chosen)) is not None]
    cover = _Cover(layers)
    out: list[str] = []
    begun: set[_Layer] = set()
    for start, end in _paragraphs(text):
        if end <= first or start >= last:
            continue
        kind = ' class="before-body"' if end <= article.body_start else ""
        segment = _segment(text, max(start, first), min(end, last), cover, begun)
        out.append(f"<p{kind}>{segment}</p>")
    if first > 0:
        out.insert(0, _elided("The beginning is left out", text))
    if last < len(text):
        out.append(_elided("The rest is left out", text))
    return "".join(out)


def _window(text: str, chosen: Quote | None) -> tuple[int, int]:
    """What is shown of a text: all of it, or of a very long one the surroundings of the chosen quote, else the
    beginning. No word is cut in two."""
    if len(text) <= LONG_CHARS:
        return 0, len(text)
    middle = chosen.start if chosen else 0
    first = max(0, middle - _AROUND_CHARS)
    last = max(middle, chosen.end if chosen else 0) + _AROUND_CHARS
    before = re.compile(r"\s").search(text, first, middle) if first else None
    after = re.compile(r"\s").search(text, last, min(len(text), last + _AROUND_CHARS))
    return before.end() if before else first, after.start() if after else min(len(text), last)


def _elided(what: str, text: str) -> str:
    return (
        f'<p class="elided">{what}: the text has {len(text):,} characters. '
        '<button type="button" class="plain-button" data-whole>Show all</button></p>'
    )


class _Cover:
    """Which layers lie over a piece of the text, for pieces that are asked for from the front to the back."""

    def __init__(self, layers: Sequence[_Layer]) -> None:
        self._waiting = sorted(enumerate(layers), key=lambda layer: layer[1].start, reverse=True)
        self._open: list[tuple[int, _Layer]] = []
        self._cuts = sorted({p for layer in layers for p in (layer.start, layer.end)})

    def cuts(self, start: int, end: int) -> list[int]:
        """Where layers begin or end within `start`..`end`, and these two."""
        a, b = bisect_right(self._cuts, start), bisect_left(self._cuts, end)
        return [start, *self._cuts[a:b], end]

    def over(self, start: int, end: int) -> list[_Layer]:
        """The layers over `text[start:end]`, which no layer's beginning or end may cut, in the order they were given."""
        while self._waiting and self._waiting[-1][1].start <= start:
            self._open.append(self._waiting.pop())
        self._open = sorted((at, layer) for at, layer in self._open if layer.end >= end)
        return [layer for _, layer in self._open]


def _segment(text: str, start: int, end: int, cover: _Cover, begun: set[_Layer]) -> str:
    """`text[start:end]`, cut where any layer begins or ends, so that layers may overlap and cross paragraphs."""
    out: list[str] = []
    for a, b in pairwise(cover.cuts(start, end)):
        around = cover.over(a, b)
        for layer in around:
            # An id may stand once in a page: only the first piece of a layer keeps it.
            out.append(layer.opening if layer not in begun else _ONCE.sub("", layer.opening))
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


def _time(time: TimeExpression, chosen: Quote | None) -> _Layer | None:
    if time.first_day is None and time.last_day is None:
        return None
    words = escape(days_words(time.first_day, time.last_day))
    said = escape(" ".join(time.text.split()))
    # The keyboard stops at the days of the quote; a stop at each one of a long article would bar the way through it.
    stop = ' tabindex="0"' if chosen and chosen.start < time.end and time.start < chosen.end else ""
    opening = f'<span class="when" data-days="{words}" role="note" aria-label="{said}: {words}"{stop}>'
    return _Layer(time.start, time.end, opening, "</span>")
