"""Days of the calendar that a story prints, with or without their year, and how likely each makes a day of publication."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final, Literal

from index import holiday
from index import timevalue as tv
from index.article import TimeExpression
from index.dateclue import Clue, quoted, told_as
from index.timeword import WEEKDAYS

Kind = Literal["post", "weekday", "plain"]
_Mixture = tuple[tuple[float, float], ...]

# How far in days a story is from the days it prints, as parts of a mixture (share, scale of a Laplace curve), from the tuning
# half of MultiHop-RAG: the last post it embeds, a day with its weekday ("Friday, Nov. 24"), any other.
_GAPS: Final[dict[Kind, _Mixture]] = {
    "post": ((0.86, 1.5), (0.14, 20.0)),
    "weekday": ((0.90, 3.0), (0.10, 15.0)),
    "plain": ((0.45, 3.0), (0.35, 20.0), (0.20, 70.0)),
}
# How much a day of each kind tells beside others in the same story.
_WEIGHT: Final[dict[Kind, float]] = {"post": 4.0, "weekday": 2.0, "plain": 1.0}
# That the story is from quite another time than all the days it prints.
_STRAY: Final = 0.03
_FARTHEST: Final = 182
_MOST: Final = 40
# A day told as past is no later than the story and a slack of one day for the other side of the earth; how many days beyond
# are as good as ruled out, and by how much (a log-likelihood).
_SOON: Final = 60
_AGAINST: Final = 2.5
_POST: Final = re.compile(r"\(@\w{1,30}\)[\s|·—-]{0,4}$")


@dataclass(frozen=True, slots=True)
class DayClue:
    """A printed day. `start`/`end` are offsets into the text (0-based, end exclusive).

    `year` is None where none is printed; `weekday` is ISO (Monday is 1), 0 where none is printed; `told` is whether the
    story tells of it as past or as coming, "" where its words do not say.
    """

    kind: Kind
    start: int
    end: int
    month: int
    dom: int
    year: int | None = None
    weekday: int = 0
    told: Literal["past", "coming", ""] = ""

    def occurrences(self, first: int, last: int) -> list[int]:
        """The days (ordinals) from `first` to `last` that the words can mean: of every year in which the weekday fits."""
        if self.year is not None:
            years: Iterable[int] = (self.year,)
        else:
            years = range(date.fromordinal(max(first, 1)).year, date.fromordinal(last).year + 1)
        days = (tv.day(year, self.month, self.dom) for year in years)
        return [
            day.toordinal()
            for day in days
            if day is not None
            and first <= day.toordinal() <= last
            and (not self.weekday or day.isoweekday() == self.weekday)
        ]


def day_clues(text: str, undated: Sequence[TimeExpression]) -> list[DayClue]:
    """The days that a text prints; `undated` are its time expressions as `timex.find` gives them without a date."""
    found: list[DayClue] = []
    for t in undated:
        if t.type not in ("DATE", "TIME") or len(t.value) < 10 or not t.value[5:7].isdecimal() or t.value[7] != "-":
            continue
        if not t.value[8:10].isdecimal() or not re.search(r"\d", t.text):
            continue
        words = re.findall(r"[a-z]+", t.text.lower())
        if t.value[5:10] == "09-11" or holiday.known(" ".join(words)):
            continue  # the attacks of 2001, and days that are talked of for weeks
        printed = re.search(r"(?<!\d)\d{4}(?!\d)", t.text) is not None
        weekday = next((WEEKDAYS[w] for w in words if w in WEEKDAYS), 0)
        year = int(t.value[:4]) if printed and t.value[:4].isdecimal() else None
        month, dom = int(t.value[5:7]), int(t.value[8:10])
        if weekday and year is not None and (day := tv.day(year, month, dom)) and day.isoweekday() != weekday:
            continue  # a slip, or another calendar
        post = printed and _POST.search(text, max(0, t.start - 40), t.start) is not None
        kind: Kind = "post" if post else "weekday" if weekday else "plain"
        told = "" if post else told_as(text, t.start)
        found.append(DayClue(kind, t.start, t.end, month, dom, year, weekday, told))
    posts = [c for c in found if c.kind == "post"]
    last = max(posts, key=lambda c: (c.year or 0, c.month, c.dom), default=None)
    return [c for c in found if c.kind != "post" or c is last]


# What may stand between "today" and its date ("today, November 6", "today (December 19)"; on an event's sheet "... tonight?",
# then "Date: Thursday, Oct. 19"), and between a date and "today" after it ("December 19 (today)").
_THEN_DATE: Final = re.compile(r"(?i)[\s,(–—-]{1,4}|[?!.:]?\s*\n\s*(?:date|when|day)\s*:\s*")
_THEN_TODAY: Final = re.compile(r"[ \t]*[,(–—-][ \t]*")


@dataclass(frozen=True, slots=True)
class OwnDay:
    """A printed day that the story calls its own, or counts from its own: it came out `offset` days before `day`.

    `start`/`end` are offsets of the whole phrase ("yesterday (December 18)", `offset` -1).
    """

    start: int
    end: int
    day: DayClue
    offset: int

    def published(self, first: int, last: int) -> list[int]:
        """The days of publication (ordinals) from `first` to `last` that the words can mean."""
        return [day - self.offset for day in self.day.occurrences(first + self.offset, last + self.offset)]


def own_days(text: str, clues: Sequence[Clue], days: Sequence[DayClue]) -> list[OwnDay]:
    """The days that a text sets beside "today", "yesterday" and their like, but for what it quotes."""
    found = []
    for clue in clues:
        if clue.kind != "deictic" or quoted(text, clue.start):
            continue
        for day in days:
            if day.kind == "post":
                continue
            after = clue.end <= day.start and _THEN_DATE.fullmatch(text, clue.end, day.start)
            if after or (day.end <= clue.start and _THEN_TODAY.fullmatch(text, day.end, clue.start)):
                start, end = min(clue.start, day.start), max(clue.end, day.end)
                end += "(" in text[start:end] and text[end : end + 1] == ")"
                found.append(OwnDay(start, end, day, clue.offset))
    return found


# A line that is a month, or a day of a month, with or without its year.
_ENTRY: Final = re.compile(
    r"(?im)^[ \t]*(?:\d{1,2}(?:st|nd|rd|th)?[ \t]+)?(january|february|march|april|may|june|july|august|september|october|november"
    r"|december)(?:[ \t]+\d{1,2}(?:st|nd|rd|th)?)?(?:,?[ \t]+\d{4})?[ \t]*:?[ \t]*$"
)
_ENTRIES: Final = 3
_MONTHS: Final = tuple("january february march april may june july august september october november december".split())


def kept_up(text: str) -> tuple[int, int] | None:
    """The first of a page's dated headings (0-based start, exclusive end) if it is one that is added to from month to month:
    with headings of three months at least, newest first. None for other pages, and for a chronicle, which goes forward.
    """
    entries = list(_ENTRY.finditer(text))
    months = [_MONTHS.index(match[1].lower()) for match in entries]
    turns = [(a - b) % 12 for a, b in pairwise(months)]
    if len(set(months)) < _ENTRIES or any(turn > 6 for turn in turns):
        return None
    return entries[0].start(1), entries[0].end()


def weigh(clues: Sequence[DayClue], first: int, size: int) -> tuple[list[float], DayClue | None]:
    """The log-likelihood of `size` days from `first` (an ordinal) on, and the clue that tells most; None when none does.

    A story is near one of the days it prints, and nobody knows which: so their curves are added, not multiplied.
    """
    curves: dict[tuple[Kind, int, int, int | None, int], tuple[float, list[int]]] = {}
    told: dict[tuple[Kind, int, int, int | None, int], DayClue] = {}
    for clue in clues[:_MOST]:
        key = (clue.kind, clue.month, clue.dom, clue.year, clue.weekday)
        if key in curves:
            continue
        days = clue.occurrences(first - _FARTHEST, first + size - 1 + _FARTHEST)
        if days:
            curves[key], told[key] = (_WEIGHT[clue.kind], days), clue
    if not curves:
        return [0.0] * size, None
    total = sum(weight for weight, _ in curves.values())
    density = [_STRAY / size] * size
    for key, (weight, days) in curves.items():
        table = _TABLES[key[0]]
        share = (1 - _STRAY) * weight / total
        for day in days:
            for k in range(max(0, day - _FARTHEST - first), min(size, day + _FARTHEST + 1 - first)):
                density[k] += share * table[abs(first + k - day)]
    best = max(curves, key=lambda key: (curves[key][0], -told[key].start))
    values = [math.log(d) for d in density]
    for clue in {(c.month, c.dom, c.year, c.weekday, c.told): c for c in clues[:_MOST] if c.told}.values():
        for day in clue.occurrences(first - _SOON, first + size - 1 + _SOON):
            # From the days before it, a past day would be a coming one; from those after it, a coming one past.
            ruled_out = range(day - _SOON, day - 1) if clue.told == "past" else range(day + 1, day + _SOON + 1)
            for k in range(max(0, ruled_out[0] - first), min(size, ruled_out[-1] + 1 - first)):
                values[k] -= _AGAINST
    return values, told[best]


_TABLES: Final[dict[Kind, list[float]]] = {
    kind: [
        sum(share * math.exp(-gap / scale) / (2 * scale) for share, scale in mixture) for gap in range(_FARTHEST + 1)
    ]
    for kind, mixture in _GAPS.items()
}
