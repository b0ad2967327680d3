"""When somebody died by the age and the birth that an obituary gives: "has died at the age of 84", "was born on 22 May 1941"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from index import timevalue as tv
from index.article import TimeExpression


@dataclass(frozen=True, slots=True)
class Death:
    """The words on the death (`start`..`end`) and on the birth (`born_start`..`born_end`; offsets into the text, 0-based, end
    exclusive), and the days between which the death lies."""

    start: int
    end: int
    born_start: int
    born_end: int
    first_day: date
    last_day: date


_DIED: Final = re.compile(
    r"\b(?:(?:has|have)\s+(?:sadly\s+|recently\s+)?)?(?:died|dies|passed\s+away|passes\s+away|dead)\b(?:\s+[^\s.;:!?]+){0,8}?,?\s+"
    r"(?:(?:aged?|at\s+the\s+age\s+of)\s+|at\s+(?=\d+\b(?! [A-Z])))(\d{1,3})\b(?!\s*(?:[.:]\d|%|per\b|a\.?m|p\.?m|years?\s+(?:ago|later)))"
    r"|\b(?:died|dies|passed\s+away)\b[^.;:!?\n]{0,60}[.;]\s+(?:He|She|They)\s+(?:was|were)\s+(\d{2,3})\b(?=[.;,]|\s+years\s+old)"
)
_BORN: Final = re.compile(r"\b(?:was\s+)?[Bb]orn\b[^.;!?\n]{0,80}$")
_NAME: Final = re.compile(r"\b[A-ZÀ-Þ]\w{2,}")
_BORN_BEFORE: Final = 100  # characters before a date in which "born" stands
_LEAD: Final = 1200  # an obituary says at once who died, and how old
_OLDEST: Final = 125


def death(text: str, undated: Sequence[TimeExpression], lead: int = 0) -> Death | None:
    """The death that a text tells of at its head, bounded by age and birth; `undated` are its time expressions without a date,
    `lead` is where the story begins.

    None where it gives neither, or several births or ages: they may be those of others.
    """
    died = list(_DIED.finditer(text))
    births = [(match, t) for t in undated if (match := _birth(text, t)) is not None]
    ages = {int(match[1] or match[2]) for match in died}
    days = {t.value for _, t in births}
    if len(ages) != 1 or len(days) != 1 or died[0].start() > lead + _LEAD or not 0 < min(ages) <= _OLDEST:
        return None
    (age,), (match, born) = ages, births[0]
    known = tv.days(born.value)
    if known is None or known[1] > date.today() or not _of_one(text, died[0], match.start(), born.start):
        return None
    first, last = _birthday(known[0], age), _birthday(known[1], age + 1) - timedelta(days=1)
    start = match.start()
    return Death(died[0].start(), died[0].end(), start, born.end, first, last) if first <= date.today() else None


def _of_one(text: str, died: re.Match[str], start: int, end: int) -> bool:
    """Whether a birth is that of the dead: told of "she", of nobody else named, or of a name of the death's paragraph."""
    before = re.split(r"(?<=[.!?][\s”\"’'])\s*|\n", text[max(0, start - 200) : end])[-1]
    subject = before.rpartition("orn")[0][:-1]
    named = set(_NAME.findall(subject))
    paragraph = text[text.rfind("\n", 0, died.start()) + 1 : died.end()]
    return bool(re.match(r"\W*(?:(?i:he|she|they)\b|$)", subject)) or not named.isdisjoint(_NAME.findall(paragraph))


def _birth(text: str, t: TimeExpression) -> re.Match[str] | None:
    if t.type != "DATE" or re.search(r"(?<!\d)\d{4}(?!\d)", t.text) is None or t.mod:
        return None
    at = max(0, t.start - _BORN_BEFORE)
    return _BORN.search(text, at, t.start)


def _birthday(born: date, age: int) -> date:
    """The day on which somebody born on a day is `age` years old."""
    try:
        return born.replace(year=born.year + age)
    except ValueError:  # 29 February
        return date(born.year + age, 3, 1)
