"""The events an answer about time rests on, and what was told of the topic around them, as a plot in HTML."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from qa.answer import Answer
from qa.question import answer_type
from ui.markup import days_words, escape

if TYPE_CHECKING:
    from qa.corpus import Corpus
    from qa.dated import DatedSentence
    from qa.timeline import Event

MOST = 14  # events in a plot
_NEAR_DAYS = 62
_IN_ROW = 8  # points of one day beside each other, so many that they fit a narrow screen
_HINT = "Each point is a dated sentence: point at one to read it, choose it to open its article."
_SCROLL_HINT = " Where a day has more points than fit, scroll up to them."
ROWS_IN_SIGHT = 5  # of the style sheet's height of a plot
_LABEL_SHARE = 0.2  # of the axis that a day's label takes
_POINT_SHARE = 0.086  # of the axis that a point takes: 24 pixels of the 280 that it has on the narrowest screen


def events_of(question: str, answer: Answer, corpus: Corpus) -> list[tuple[Event, bool]]:
    """The events to plot for an answer, in the order of their days, each with whether the answer cites its sentence.

    Only an answer about time, or about a course of events, has some. Around the cited events stand the nearest in time of those on the topic, and of
    the cited articles.
    """
    from qa import chronology
    from qa.timeline import events, timeline

    if not answer.answered or not (answer_type(question) in {"when", "duration"} or chronology.asked_about(question)):
        return []
    sentences = [s for article_id in dict.fromkeys(c.article_id for c in answer.citations)
                 for s in _dated(article_id, answer, corpus)]  # fmt: skip
    found: dict[tuple[str, int, date], tuple[Event, bool]] = {}
    for event in [*events(sentences), *timeline(corpus, question)]:
        key = (event.citation.article_id, event.citation.start, event.first_day)
        found.setdefault(key, (event, _is_cited(event, answer)))
    days = [event.first_day for event, cited in found.values() if cited]
    if not days:
        return []
    away = {key: min(abs((e.first_day - day).days) for day in days) for key, (e, _) in found.items()}
    near = {key for key, days_away in away.items() if days_away <= _NEAR_DAYS}
    # One event of decades ago would press all others into one point; it is shown if there is nothing nearer.
    keys = sorted(near if len(near) > 1 else found, key=lambda key: (not found[key][1], away[key]))
    return sorted(
        (found[key] for key in keys[:MOST]),
        key=lambda e: (e[0].first_day, e[0].citation.article_id, e[0].citation.start),
    )


def _dated(article_id: str, answer: Answer, corpus: Corpus) -> list[DatedSentence]:
    """The dated sentences of a cited article; a cited one without a date of its own has that of its article."""
    from qa.dated import DatedSentence, dated_sentences

    article = corpus.article(article_id)
    found = list(dated_sentences(article, corpus.store.passages_of(article_id), corpus.time_expressions(article_id)))
    day = article.published.day
    for c in answer.citations:
        if c.article_id == article_id and day and not any(s.start < c.end and c.start < s.end for s in found):
            found.append(DatedSentence(article, c.start, c.end, day, day))
    return found


def timeline_html(events: Sequence[tuple[Event, bool]]) -> str:
    """The plot: a point an event, above each other where they would touch, or in rows where there is one day only.
    Pointing at one shows its sentence, choosing it opens the article there. Nothing for fewer than two events."""
    if len(events) < 2:
        return ""
    first, last = events[0][0].first_day, max(event.first_day for event, _ in events)
    if first == last:
        places = _side_by_side(len(events))
    else:
        shares = [_share(event.first_day, first, last) for event, _ in events]
        rows_of = _stacked(shares, [cited for _, cited in events])
        places = [(f"{100 * share:.2f}%", row) for share, row in zip(shares, rows_of, strict=True)]
    points = [_point(event, cited, *place) for (event, cited), place in zip(events, places, strict=True)]
    rows = max(row for _, row in places) + 1
    return (
        f'<figure class="timeline"><figcaption>Timeline, {escape(days_words(first, last))}</figcaption>'
        f'<div class="plot"><ol class="points" style="height:{rows * 24 + 8}px">{"".join(points)}</ol></div>'
        f'<div class="axis" aria-hidden="true">{_labels([event.first_day for event, _ in events], first, last)}</div>'
        f'<p class="told">{_HINT}{_SCROLL_HINT if rows > ROWS_IN_SIGHT else ""}</p></figure>'
    )


def _side_by_side(count: int) -> list[tuple[str, int]]:
    """Where the points of one day are, in the middle: left, and row from the axis upwards."""
    places = []
    for at in range(count):
        row, in_row = divmod(at, _IN_ROW)
        among = min(_IN_ROW, count - row * _IN_ROW)
        places.append((f"calc(50% + {28 * in_row - 14 * (among - 1)}px)", row))
    return places


def _stacked(shares: Sequence[float], cited: Sequence[bool]) -> list[int]:
    """The row of each point, the lowest in which it touches no other; what is cited comes next to the axis."""
    rows: list[list[float]] = []
    of: dict[int, int] = {}
    for at in sorted(range(len(shares)), key=lambda at: (not cited[at], shares[at], at)):
        free = (n for n, row in enumerate(rows) if all(abs(shares[at] - other) >= _POINT_SHARE for other in row))
        of[at] = next(free, len(rows))
        if of[at] == len(rows):
            rows.append([])
        rows[of[at]].append(shares[at])
    return [of[at] for at in range(len(shares))]


def _point(event: Event, cited: bool, left: str, height: int) -> str:
    c = event.citation
    href = escape("?" + urlencode({"article": c.article_id, "quote": f"{c.start}-{c.end}"}))
    told = _told(event)
    return (
        f'<li style="left:{left};bottom:{height * 24}px"><a class="event{" cited" if cited else ""}" '
        f'href="{href}" data-article="{escape(c.article_id)}" data-start="{c.start}" data-end="{c.end}" '
        f'aria-label="{told}" data-told="{told}"></a></li>'
    )


def _told(event: Event) -> str:
    coming = ", still to come then" if event.coming else ""
    return escape(f"{event.words}{coming}: {' '.join(event.citation.quote.split())}")


def _labels(days: Sequence[date], first: date, last: date) -> str:
    """Labels of the first and the last day, and of those between that have room."""
    if first == last:
        return f'<span style="left:50%">{escape(_short(first))}</span>'
    shares = {_share(day, first, last): day for day in days}
    kept = [0.0]
    for share in sorted(shares):
        if share - kept[-1] >= _LABEL_SHARE and 1 - share >= _LABEL_SHARE:
            kept.append(share)
    out = [f'<span class="between" style="left:{100 * s:.2f}%">{escape(_short(shares[s]))}</span>' for s in kept[1:]]
    ends = f'<span class="first">{escape(_short(first))}</span><span class="last">{escape(_short(last))}</span>'
    return ends + "".join(out)


def _short(day: date) -> str:
    return f"{day.day} {day:%b %Y}"


def _share(day: date, first: date, last: date) -> float:
    width = (last - first).days
    return (day - first).days / width if width else 0.5


def _is_cited(event: Event, answer: Answer) -> bool:
    e = event.citation
    return any(c.article_id == e.article_id and c.start < e.end and e.start < c.end for c in answer.citations)
