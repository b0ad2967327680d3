"""The clauses of a long question, each to be searched for by itself: its words, the sources and the days it names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from index import timex
from qa.sources import Mention, mentions
from qa.words import content_words

MOST = 8
"""A question has no more clauses than this; what comes after is left to the question as a whole."""
LONG = 12
"""A question of fewer content words than this has one thing to search for."""
LEAST_WORDS = 4
"""A clause of fewer content words says too little to be searched for, and goes with its neighbour."""

Days = tuple[date, date]
"""The first and the last day of a time that is named, both inclusive."""

_LONGEST = timedelta(days=40)  # a year says little about which article is meant
_CUT = re.compile(
    r"[,;:?!—]\s*|\s+(?:while|whereas|and|but|compared (?:to|with)|in contrast (?:to|with)|as opposed to|unlike|versus|than"
    r"|from|with|after|before|between)\s+",
    re.IGNORECASE,
)
# How questions speak of articles: beside a source's name these words say nothing of the news itself.
_FRAME = re.compile(
    r"\b(?:articles?|report(?:s|ed|ing)?|stor(?:y|ies)|publish(?:ed|ing)|publications?|according to|suggest(?:s|ed|ing)?"
    r"|stat(?:es?|ed|ing)|claim(?:s|ed|ing)?|mention(?:s|ed|ing)?|discuss(?:es|ed|ing)?|describ(?:es?|ed|ing)"
    r"|indicat(?:es?|ed|ing)|cover(?:s|ed|ing|age)|sources?|same)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Clause:
    """Words to search for, and where: `sources` as the archive spells them, `days` on which the article appeared or
    that it tells of. Empty means anywhere, any time. `own_sources` and `own_days` say that the clause itself names them."""

    text: str
    sources: frozenset[str] = frozenset()
    days: tuple[Days, ...] = ()
    own_sources: bool = False
    own_days: bool = False


def whole(question: str, sources: Iterable[str], last_day: date | None) -> Clause:
    """The question as one clause, without the names of sources and the talk about articles that goes with them.

    `sources` are those of the archive, `last_day` its latest day, by which days without a year are read.
    """
    named = mentions(question, sources)
    return _clause(question, 0, len(question), named, _days(question, last_day))


def clauses(question: str, sources: Iterable[str], last_day: date | None) -> list[Clause]:
    """The clauses of a question that has two or more, else nothing: a short question is searched for as it is.

    Cuts are made at punctuation, conjunctions and words that compare, not within the name of a source or a day. A
    clause that names no source (no day) takes those of the whole question.
    """
    named, days = mentions(question, sources), _days(question, last_day)
    if len(content_words(question)) < LONG:
        return []
    kept = [(m.start, m.end) for m in named] + [place for place, _ in days]
    bounds, start = list[tuple[int, int]](), 0
    for cut in _CUT.finditer(question):
        if not any(a < cut.end() and cut.start() < b for a, b in kept):
            bounds.append((start, cut.start()))
            start = cut.end()
    bounds.append((start, len(question)))
    merged = list[tuple[int, int]]()
    for begin, end in bounds:
        if merged and _short(question, merged[-1], named):
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((begin, end))
    if len(merged) > 1 and _short(question, merged[-1], named):
        begin, end = merged[-2][0], merged[-1][1]
        merged[-2:] = [(begin, end)]
    if len(merged) < 2:
        return []
    every = frozenset[str]().union(*(m.sources for m in named))
    ever = tuple(d for _, d in days)
    found = [_clause(question, begin, end, named, days) for begin, end in merged[:MOST]]
    return [Clause(c.text, c.sources or every, c.days or ever, bool(c.sources), bool(c.days)) for c in found]


def _short(question: str, bounds: tuple[int, int], named: list[Mention]) -> bool:
    return len(content_words(_words(question, *bounds, named))) < LEAST_WORDS


def _clause(
    question: str, start: int, end: int, named: list[Mention], days: list[tuple[tuple[int, int], Days]]
) -> Clause:
    return Clause(
        _words(question, start, end, named),
        frozenset[str]().union(*(m.sources for m in named if start <= m.start < end)),
        tuple(day for (at, _), day in days if start <= at < end),
    )


def _words(question: str, start: int, end: int, named: list[Mention]) -> str:
    """The words between two places, without sources' names; nothing else is left out where no source is named."""
    text = question[start:end]
    for mention in reversed(named):
        if start <= mention.start and mention.end <= end:
            text = text[: mention.start - start] + " " + text[mention.end - start :]
    if named and content_words(stripped := _FRAME.sub(" ", text)):
        text = stripped
    return " ".join(text.split())


def _days(question: str, last_day: date | None) -> list[tuple[tuple[int, int], Days]]:
    """The times that a question names, of at most some weeks, with their places in it."""
    return [
        ((t.start, t.end), (t.first_day, t.last_day))
        for t in timex.find(question, last_day)
        if t.type in {"DATE", "TIME"}
        and t.first_day
        and t.last_day
        and t.last_day - t.first_day <= _LONGEST
        and not t.value.endswith("_REF")
    ]
