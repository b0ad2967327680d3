"""Days of the calendar that a story prints, with or without their year, and how likely each makes a day of publication."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Final, Literal

from index import holiday
from index import timevalue as tv
from index.article import TimeExpression
from index.dateclue import Clue, quoted, told_as
from index.datedline import dated_line, is_chronicle
from index.placeline import placeline
from index.timeword import WEEKDAYS

Kind = Literal["post", "note", "weekday", "holiday", "plain"]

# How far in days a story is from the days it prints: the shares of Laplace curves of these scales, how much of that the
# days after the printed one have, and how much such a day tells beside others in the same story. Fitted to the articles
# of MultiHop-RAG that have an even number there.
_SCALES: Final = (1.3, 6.0, 25.0, 90.0)
_Gaps = tuple[tuple[float, float, float, float], float, float]
_GAPS: Final[dict[str, _Gaps]] = {
    "post": ((0.93, 0.03, 0.01, 0.03), 0.60, 5.0),
    "posts": ((0.93, 0.03, 0.01, 0.03), 0.55, 3.0),
    "note": ((0.93, 0.03, 0.01, 0.03), 0.40, 6.0),
    "weekday": ((0.69, 0.20, 0.06, 0.05), 0.40, 2.7),
    "weekdays": ((0.82, 0.10, 0.04, 0.04), 0.52, 3.3),
    "holiday": ((0.33, 0.17, 0.24, 0.26), 0.30, 0.8),
    "lead": ((0.18, 0.33, 0.32, 0.17), 0.52, 3.5),
    "past": ((0.15, 0.11, 0.54, 0.20), 0.66, 1.0),
    "coming": ((0.10, 0.72, 0.08, 0.10), 0.12, 0.9),
    "plain": ((0.13, 0.11, 0.35, 0.41), 0.46, 1.1),
}
# That the story is from quite another time than all the days it prints.
_STRAY: Final = 0.05
# That a story which prints a day with its year is from quite another time: so the days of what is long past are printed.
_LONG_AGO: Final = 0.5
_FARTHEST: Final = 182
_MOST: Final = 40
# A day told as past is no later than the story and a slack of one day for the other side of the earth; how many days beyond
# are less likely, and by how much (a log-likelihood).
_SOON: Final = 60
_AGAINST: Final = 0.4
_POST: Final = re.compile(r"(?:\(@\w{1,30}\)|pic\.twitter\.com/\w+)[\s|·—-]{0,4}$")
# Words that print a day themselves, and not only a clock time of the day before them.
_PRINTED: Final = re.compile(
    r"(?i)\d\s*[/.-]\s*\d|\d.*\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\W.*\d"
)
# What stands before the day of a page's coming out or last change: "UPDATE: Nov. 27, 2023", "Updated October 11: We added
# ...". It is near the day of publication, but often another: of another time zone, or of a later version.
_NOTE: Final = re.compile(
    r"(?:(?:^|\n)\W*|[.!?][”\"’')]*\s+)(?:UPDATED?|Updated?|Last updated|Published|PUBLISHED|Correction|Corrected)(?: on)?[\s:,(–—-]{0,4}$"
)


@dataclass(frozen=True, slots=True)
class DayClue:
    """A printed day. `start`/`end` are offsets into the text (0-based, end exclusive).

    `year` is None where none is printed; `weekday` is ISO (Monday is 1), 0 where none is printed; `told` is whether the
    story tells of it as past or as coming, "" where its words do not say; `lead` says that it stands in the first
    sentences, `repeated` that the story prints the day more than once (of posts: that it embeds several), and `holiday` is
    its name where the story prints no number. "post" is the day of an embedded post, "note" one on which it says that its page was
    published or changed.
    """

    kind: Kind
    start: int
    end: int
    month: int
    dom: int
    year: int | None = None
    weekday: int = 0
    told: Literal["past", "coming", ""] = ""
    lead: bool = False
    repeated: bool = False
    holiday: str = ""

    @property
    def gaps(self) -> str:
        """Which of `_GAPS` holds for it."""
        if self.kind in ("post", "weekday") and self.repeated:
            return f"{self.kind}s"
        if self.kind != "plain":
            return self.kind
        return self.told or "plain" if self.told == "coming" or not self.lead else "lead"

    def occurrences(self, first: int, last: int) -> list[int]:
        """The days (ordinals) from `first` to `last` that the words can mean: of every year in which the weekday fits."""
        if self.year is not None:
            years: Iterable[int] = (self.year,)
        else:
            years = range(date.fromordinal(max(first, 1)).year, date.fromordinal(last).year + 1)
        days = (
            holiday.holiday(self.holiday, year) if self.holiday else tv.day(year, self.month, self.dom)
            for year in years
        )
        return [
            day.toordinal()
            for day in days
            if day is not None
            and first <= day.toordinal() <= last
            and (not self.weekday or day.isoweekday() == self.weekday)
        ]


def day_clues(text: str, undated: Sequence[TimeExpression], lead_end: int = 0) -> list[DayClue]:
    """The days that a text prints; `undated` are its time expressions as `timex.find` gives them without a date.

    `lead_end` is where the first sentences of the story end.
    """
    found: list[DayClue] = []
    chronicle = is_chronicle(text)
    for t in undated:
        words = re.findall(r"[a-z]+", t.text.lower())
        if holiday.known(" ".join(words)):
            # Further down, days are named that are talked of for weeks.
            if t.start < lead_end:
                found.append(DayClue("holiday", t.start, t.end, 0, 0, lead=True, holiday=" ".join(words)))
            continue
        if t.type not in ("DATE", "TIME") or len(t.value) < 10 or not t.value[5:7].isdecimal() or t.value[7] != "-":
            continue
        if not t.value[8:10].isdecimal() or not _PRINTED.search(t.text):
            continue
        if t.value[5:10] == "09-11":
            continue  # the attacks of 2001
        printed = re.search(r"(?<!\d)\d{4}(?!\d)", t.text) is not None
        weekday = next((WEEKDAYS[w] for w in words if w in WEEKDAYS), 0)
        year = int(t.value[:4]) if printed and t.value[:4].isdecimal() else None
        month, dom = int(t.value[5:7]), int(t.value[8:10])
        if weekday and year is not None and (day := tv.day(year, month, dom)) and day.isoweekday() != weekday:
            continue  # a slip, or another calendar
        post = printed and _POST.search(text, max(0, t.start - 40), t.start) is not None
        note = _NOTE.search(text, max(0, t.start - 40), t.start) is not None or (
            printed and not chronicle and _alone(text, t, lead_end)
        )
        kind: Kind = "post" if post else "note" if note else "weekday" if weekday else "plain"
        told = "" if post or note else told_as(text, t.start)
        found.append(DayClue(kind, t.start, t.end, month, dom, year, weekday, told, t.start < lead_end))
    posts = [c for c in found if c.kind == "post"]
    last = max(posts, key=lambda c: (c.year or 0, c.month, c.dom), default=None)
    times = Counter((c.month, c.dom) for c in found)
    return [
        replace(c, repeated=len(posts) > 1 if c is last else times[c.month, c.dom] > 1)
        for c in found
        if c.kind != "post" or c is last
    ]


def _alone(text: str, t: TimeExpression, lead_end: int) -> bool:
    """Whether it fills a line at the head of the story."""
    before, after = text.rfind("\n", 0, t.start) + 1, text.find("\n", t.end)
    return t.start < lead_end and after > 0 and not text[before : t.start].strip() and not text[t.end : after].strip()


# What may stand between "today" and its date ("today, November 6", "today (December 19)"; on an event's sheet "... tonight?",
# then "Date: Thursday, Oct. 19"), and between a date and "today" after it ("December 19 (today)").
_THEN_DATE: Final = re.compile(r"(?i)[\s,(–—-]{1,4}|[?!.:]?\s*\n\s*(?:date|when|day)\s*:\s*")
_THEN_TODAY: Final = re.compile(r"[ \t]*[,(–—-][ \t]*")


# The line of an event's sheet that gives its day, and lines that tell of it by the hour ("9:08 p.m. — It rains"): a story with
# so many was written while it went on.
_SHEET: Final = re.compile(r"(?i)(?:^|\n)[ \t]*((?:date|when|day)[ \t]*[:–-]\s*)$")
_WEEKDAY_NAME: Final = re.compile(r"(?i)(?:mon|tue|wed|thu|fri|sat|sun)")
_SHEET_LINE: Final = re.compile(r"(?i)(?:date|when|day)\b")
_HOUR: Final = re.compile(r"(?im)^\W*\d{1,2}(?::\d\d(?!:)(?:\s*[ap]\.?m\b)?|\.\d\d\s*[ap]\.?m\b)")
_HOURS: Final = 10


@dataclass(frozen=True, slots=True)
class OwnDay:
    """A printed day that the story calls its own, or counts from its own: it came out `offset` days before `day`.

    `start`/`end` are offsets of the whole phrase ("yesterday (December 18)", `offset` -1). `by_the_hour` says that it is
    the day of an event of which the story tells by the hour.
    """

    start: int
    end: int
    day: DayClue
    offset: int
    by_the_hour: bool = False

    def published(self, first: int, last: int) -> list[int]:
        """The days of publication (ordinals) from `first` to `last` that the words can mean."""
        return [day - self.offset for day in self.day.occurrences(first + self.offset, last + self.offset)]


# "Published by the Valley Herald, Anytown, on November 19, 2023."
_PUBLISHED: Final = re.compile(
    r"(?:(?:^|\n)\W*|[.!?][”\"’')]*\s+)((?:This (?:article|story|post) was )?(?:(?:[Oo]riginally|[Ff]irst) )?[Pp]ublished"
    r" (?:by|in) ([^\n]{2,80}?)\W{1,3}on )$"
)


def own_days(
    text: str, clues: Sequence[Clue], days: Sequence[DayClue], source: str = "", lead_end: int = 0
) -> list[OwnDay]:
    """The days that a text sets beside "today", "yesterday" and their like, but for what it quotes, and those on which it
    says that its `source` published it (a review names the publisher of the book, and its day). The day of an event of
    which a story tells by the hour is its own, too, and so is the day of its dateline ("KABUL, Aug. 13 (Reuters) - ") before `lead_end`.
    """
    found = _by_the_hour(text, days) + _at_its_head(text, days, lead_end)
    for day in days:
        note = _PUBLISHED.search(text, max(0, day.start - 140), day.start)
        if note and _names_source(note[2], source):
            found.append(OwnDay(note.start(1), day.end, day, 0))
    for clue in clues:
        if clue.kind != "deictic" or quoted(text, clue.start):
            continue
        for day in days:
            if day.kind in ("post", "holiday"):
                continue
            after = clue.end <= day.start and _THEN_DATE.fullmatch(text, clue.end, day.start)
            if after or (day.end <= clue.start and _THEN_TODAY.fullmatch(text, day.end, clue.start)):
                start, end = min(clue.start, day.start), max(clue.end, day.end)
                end += "(" in text[start:end] and text[end : end + 1] == ")"
                found.append(OwnDay(start, end, day, clue.offset))
    return found


def _by_the_hour(text: str, days: Sequence[DayClue]) -> list[OwnDay]:
    sheet = [(match.start(1), day) for day in days if (match := _SHEET.search(text, max(0, day.start - 20), day.start))]
    if len({(day.month, day.dom, day.year) for _, day in sheet}) != 1 or len(_HOUR.findall(text)) < _HOURS:
        return []
    start, day = sheet[0]
    return [OwnDay(start, day.end, day, 0, by_the_hour=True)]


def _at_its_head(text: str, days: Sequence[DayClue], lead_end: int) -> list[OwnDay]:
    for paragraph in re.finditer(r"[^\n]+", text[:lead_end]):
        bare = paragraph[0].lstrip()
        at = paragraph.end() - len(bare)
        place = placeline(bare)
        dated = dated_line(bare, first=not text[: paragraph.start()].strip()) if place is None else None
        # A day alone may be an event's; with its weekday it is the issue's.
        told = dated is not None and (dated.labelled or _WEEKDAY_NAME.match(dated.date) is not None)
        if place is None and (dated is None or not told or dated.revised or _SHEET_LINE.match(bare)):
            continue
        span = place or dated
        assert span is not None
        start, end = at + span.start, at + span.end
        own = [day for day in days if start <= day.start and day.end <= end]
        return [OwnDay(start if place is None else at, end, day, 0) for day in own[:1]]
    return []


def _names_source(words: str, source: str) -> bool:
    """Whether a word of the source's name, of four letters at least, is among the words."""
    return any(len(word) > 3 and re.search(rf"\b{word}\b", words) for word in re.findall(r"[^\W\d_]+", source))


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
    curves: dict[tuple[Kind, int, int, int | None, int, str], tuple[str, list[int]]] = {}
    told: dict[tuple[Kind, int, int, int | None, int, str], DayClue] = {}
    for clue in clues[:_MOST]:
        key = (clue.kind, clue.month, clue.dom, clue.year, clue.weekday, clue.holiday)
        if key in curves:
            continue
        days = clue.occurrences(first - _FARTHEST, first + size - 1 + _FARTHEST)
        if days:
            curves[key], told[key] = (clue.gaps, days), clue
    if not curves:
        return [0.0] * size, None
    total = sum(_GAPS[gaps][2] for gaps, _ in curves.values())
    density = [_STRAY / size] * size
    for key, (gaps, days) in curves.items():
        share = (1 - _STRAY) * _GAPS[gaps][2] / total
        if key[3] is not None and key[0] in ("weekday", "plain"):
            share *= 1 - _LONG_AGO
            density = [d + share * _LONG_AGO / (1 - _LONG_AGO) / size for d in density]
        for day in days:
            for k in range(max(0, day - _FARTHEST - first), min(size, day + _FARTHEST + 1 - first)):
                density[k] += share * _TABLES[gaps][first + k - day + _FARTHEST]
    best = max(curves, key=lambda key: (_GAPS[curves[key][0]][2], -told[key].start))
    values = [math.log(d) for d in density]
    for clue in {(c.month, c.dom, c.year, c.weekday, c.told): c for c in clues[:_MOST] if c.told}.values():
        for day in clue.occurrences(first - _SOON, first + size - 1 + _SOON):
            # From the days before it, a past day would be a coming one; from those after it, a coming one past.
            ruled_out = range(day - _SOON, day - 1) if clue.told == "past" else range(day + 1, day + _SOON + 1)
            for k in range(max(0, ruled_out[0] - first), min(size, ruled_out[-1] + 1 - first)):
                values[k] -= _AGAINST
    return values, told[best]


def _table(gaps: _Gaps) -> list[float]:
    """The likelihood of a story `_FARTHEST` days before the printed day, of one a day later, and so on."""
    shares, after, _ = gaps
    out = []
    for gap in range(-_FARTHEST, _FARTHEST + 1):
        side = 1.0 if gap == 0 else 2 * after if gap > 0 else 2 * (1 - after)
        parts = zip(shares, _SCALES, strict=True)
        out.append(side * sum(share * math.exp(-abs(gap) / scale) / (2 * scale) for share, scale in parts))
    return out


_TABLES: Final[dict[str, list[float]]] = {kind: _table(gaps) for kind, gaps in _GAPS.items()}
