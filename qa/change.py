"""Which end of a change is asked for that one sentence tells: "raised from green to yellow", "first put at 38 tonnes, came to
31", "47, and not 74"."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import Final

from index.timeword import SMALL, TENS
from qa import latest
from qa.question import Question
from qa.span import Span

_NUMBER_WORDS: Final = "|".join(sorted({*SMALL, *TENS} - {"a", "an"}, key=len, reverse=True))
FIGURE: Final = re.compile(
    rf"[$£€]?(?:\d[\d,.]*\d|\d|\b(?:{_NUMBER_WORDS})(?:-(?:{_NUMBER_WORDS}))?\b)(?P<unit> (?:hundred|thousand|million|billion|trillion|dozen|per cent|percent))?",
    re.IGNORECASE,
)
"""A number, with its currency and what multiplies it."""
_END: Final = (
    r"(?:(?! (?:to|at|on|in|after|before|for|by|because|when|as|since|under|over|following|while|and|but|with|within|than)\b)[^\s,;:.]"
    r"|(?<=\d)[,.](?=\d)| (?!(?:to|at|on|in|after|before|for|by|because|when|as|since|under|over|following|while|and|but|with|within|than)\b)(?=\S+)){1,60}"
)
_FROM_TO: Final = re.compile(rf"\bfrom (?P<first>{_END}) to (?P<last>{_END})", re.IGNORECASE)
# What stands before the figure that holds no longer, and before or behind it where the one that holds stands before it.
_AT_FIRST: Final = re.compile(
    r"(?<!\bthe )\b(?:first|initially|originally|at first|previously|provisionally)(?: (?!and\b|but\b|then\b)[a-z]+){0,4} $",
    re.IGNORECASE,
)
_NO_MORE: Final = re.compile(
    r"(?P<wrong>(?:,| and|,? but|;)? not|,? rather than|,? instead of)(?: the)? $|\b(?:up|down) from(?: the)? $|\b(?:compared with|against)(?: the)? $",
    re.IGNORECASE,
)
_TO_WHAT: Final = re.compile(r"^(?:and )?to (?:what|which|how)\b", re.IGNORECASE)
_FROM_WHAT: Final = re.compile(r"^(?:and )?from (?:what|which|how)\b", re.IGNORECASE)
_CHANGES: Final = (
    r"(?:chang|rais|lower|lift|rais|cut|reduc|increas|mov|switch|renam|shift|extend|shorten|lengthen|r[io]se|risen|f[ae]ll|grow|grew|shrink|shrunk"
    r"|drop|climb|revis|correct|updat|convert|promot|relegat|upgrad|downgrad)\w*"
)
_DANGLING: Final = re.compile(
    rf"^(?:what|which|how)\b.*\b{_CHANGES}\b(?: [\w’'-]+){{0,6}}? (?P<end>to|from)$", re.IGNORECASE
)

YEAR: Final = re.compile(r"(?:1[5-9]|20)\d\d")
_OF: Final = re.compile(r"\d of (?:the |its |their )?$")

_Place = tuple[int, int]


def asked_end(question: Question, span: Span) -> Span:
    """The span, or what its sentence says of the other end of the change, where the question asks for that end."""
    if question.type == "when":
        return span
    a = span.sentence[0] - span.passage.start
    sentence = span.passage.text[a : span.sentence[1] - span.passage.start]
    at, end = span.start - span.sentence[0], span.end - span.sentence[0]
    wanted = _wanted(question.text)
    for first, last, wrong in ends(sentence):
        here = [at < place[1] and place[0] < end for place in (first, last)]
        if here[0] == here[1]:
            continue
        to = last if here[0] and (wanted > 0 or (wrong and not wanted)) else first if here[1] and wanted < 0 else None
        if to is not None:
            # "31.4 tonnes" for "38 tonnes".
            was = first if to is last else last
            unit = sentence[was[1] : max(end, was[1])]
            stop = to[1] + len(unit) * sentence.startswith(unit, to[1])
            return replace(span, start=span.sentence[0] + to[0], end=span.sentence[0] + stop)
    return span


@lru_cache(maxsize=64)
def _wanted(question: str) -> int:
    """1 where a question asks for what came of a change, -1 for what was before it, else 0."""
    bare = question.rstrip(" ?.!")
    if match := _DANGLING.match(bare):
        return 1 if match["end"].lower() == "to" else -1
    if _TO_WHAT.match(bare):
        return 1
    return -1 if _FROM_WHAT.match(bare) else latest.side(question)


@lru_cache(maxsize=256)
def ends(sentence: str) -> tuple[tuple[_Place, _Place, bool], ...]:
    """The changes that a sentence tells: the places of what was and of what is, and whether what was is said to be wrong."""
    out = [(match.span("first"), match.span("last"), False) for match in _FROM_TO.finditer(sentence)]
    # Neither a year nor the whole of "15 of the 41".
    figures = [
        match.span()
        for match in FIGURE.finditer(sentence)
        if not YEAR.fullmatch(match.group()) and not _OF.search(sentence[: match.start()])
    ]
    for n, (start, end) in enumerate(figures):
        before = sentence[:start]
        if _AT_FIRST.search(before) and n + 1 < len(figures):
            out.append(((start, end), figures[n + 1], False))
        elif n and (match := _NO_MORE.search(before)):
            out.append(((start, end), figures[n - 1], match["wrong"] is not None))
    return tuple(out)
