"""The days a question names: "in July", "on 13 August", "last week" as an archive of those days would mean it."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from index import timex
from index.article import TimeExpression
from index.timeword import MONTHS, WEEKDAYS

# News tells what happened on a day on that day and the next ones.
_TOLD_WITHIN = timedelta(days=3)
_LONGEST = timedelta(days=800)  # a decade or a century says nothing about when an article appeared

_OPEN_START: Final = re.compile(r"\b(?P<word>by|until|till|before|up to)\s+(?:the )?$", re.IGNORECASE)
_OPEN_END: Final = re.compile(r"\b(?P<word>after|since|from)\s+(?:the )?$", re.IGNORECASE)
_JOINED: Final = re.compile(
    r"\s*(?:,|-|–|\b(?:and|or|to|until|till|through)\b)+\s*(?:(?:on|in|from|the|early|late)\s+)*", re.IGNORECASE
)
_YEAR: Final = re.compile(r"\b\d{4}\b")
_TO_COME: Final = re.compile(r"\b(?:will|going to|is|are|shall|next|coming)\b", re.IGNORECASE)
_BARE_WEEKDAY: Final = re.compile(rf"(?:{'|'.join(WEEKDAYS)})(?: \w+)?", re.IGNORECASE)
_MONTH: Final = "|".join(sorted((m for m in MONTHS if len(m) > 2), key=len, reverse=True))
_DAY: Final = re.compile(
    rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?(?P<month>{_MONTH})\b\.?(?:,? (?P<year>[12]\d{{3}})\b)?"
    rf"|\b(?P<month2>{_MONTH})\b\.? (?:the )?(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\b(?![.,:]?\d)(?:,? (?P<year2>[12]\d{{3}})\b)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Period:
    """The days from `first_day` to `last_day`, inclusive, and the words that name them."""

    first_day: date
    last_day: date
    words: str

    @property
    def told_until(self) -> date:
        """The last day on which an article about the period's news is expected."""
        return min(self.last_day, date.max - _TOLD_WITHIN) + _TOLD_WITHIN


def named(text: str, last_day: date | None) -> list[TimeExpression]:
    """The times that a question names, in order, each with its days.

    Days without a year are those before `last_day`, the archive's latest day, or of the year that follows in the same
    phrase ("between June and July 2022"). A bare weekday names no days, since any such weekday may be meant; nor does a
    day that does not exist.
    """
    found = [t for t in timex.find(text, last_day) if not _is_impossible(text, t)]
    if not _TO_COME.search(text):
        # The verb of a question ("did envoys meet") misleads about the side: what is asked has happened.
        found = [_read(t, "happened ", last_day) for t in found]
    for i in range(len(found) - 2, -1, -1):
        later = found[i + 1]
        if _JOINED.fullmatch(text[found[i].end : later.start]) and _YEAR.search(later.text):
            found[i] = _read(found[i], "", later.last_day)
    return [
        t
        for t in found
        if t.type in {"DATE", "TIME"}
        and t.first_day
        and t.last_day
        and not t.value.endswith("_REF")
        and t.last_day - t.first_day <= _LONGEST
        and not _BARE_WEEKDAY.fullmatch(t.text)
    ]


def _read(expression: TimeExpression, before: str, day: date | None) -> TimeExpression:
    """A time without a year as it is read on `day` after the words `before`; itself where these say nothing of it."""
    if _YEAR.search(expression.text):
        return expression
    again = next((t for t in timex.find(before + expression.text, day) if t.text == expression.text), None)
    return replace(again, start=expression.start, end=expression.end) if again and again.first_day else expression


def joined(text: str, found: Sequence[TimeExpression]) -> list[TimeExpression]:
    """The first of the times found and those that follow it in the same phrase: "on 24 June and on 19 July"."""
    out = list(found[:1])
    for t in found[1:]:
        if not _JOINED.fullmatch(text[out[-1].end : t.start]):
            break
        out.append(t)
    return out


def asked_for(text: str, last_day: date | None) -> Period | None:
    """The period that a question names, or None if it names none.

    Of several times (see `named`) the span from the first to the last counts.
    """
    found = named(text, last_day)
    if not found:
        return None
    first = min(t.first_day for t in found if t.first_day)
    last = max(t.last_day for t in found if t.last_day)
    return Period(first, last, ", ".join(t.text for t in found))


def opened(before: str, period: Period, last_day: date | None) -> Period:
    """The period that the words `before` a time make of it: "before 5 May" ends with 4 May, "until 5 May" with 5 May;
    "after 5 May" begins with 6 May and "since 5 May" with 5 May, and both end with `last_day` if that is later."""
    if start := _OPEN_START.search(before):
        last = _beside(period.first_day, -1) if start["word"].lower() == "before" else period.last_day
        return Period(date.min, last, f"{start[0]}{period.words}")
    if last_day is not None and (end := _OPEN_END.search(before)):
        first = _beside(period.last_day, 1) if end["word"].lower() == "after" else period.first_day
        return Period(first, max(last_day, first), f"{end[0]}{period.words}")
    return period


def impossible_day(text: str) -> str:
    """A day that `text` names and that does not exist ("31 June"), as it is written; "" without one."""
    return next((text[a:b] for a, b in _impossible(text)), "")


def _impossible(text: str) -> Iterator[tuple[int, int]]:
    for match in _DAY.finditer(text):
        word = match["month"] or match["month2"]
        if word in {"may", "march"}:  # "may 35 people enter"
            continue
        month = MONTHS[word.lower()]
        day, year = int(match["day"] or match["day2"]), match["year"] or match["year2"]
        # Greater numbers are no slip in a day: "June 98".
        if monthrange(int(year) if year else 2000, month)[1] < day < 40:
            yield match.span()


def _is_impossible(text: str, expression: TimeExpression) -> bool:
    return any(a < expression.end and expression.start < b for a, b in _impossible(text))


def _beside(day: date, step: int) -> date:
    return date.fromordinal(min(max(day.toordinal() + step, 1), date.max.toordinal()))
