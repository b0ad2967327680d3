"""Mentions of times that come again: "every year", "each Monday", "daily"."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from index import timevalue as tv
from index.reading import Meaning, Reading
from index.timeword import (
    ADVERB_SETS,
    MONTHS,
    ORDINALS,
    PARTS_OF_DAY,
    SEASONS,
    UNITS,
    WEEKDAYS,
)

Match = re.Match[str]


def every(r: Reading, m: Match) -> Meaning | None:
    """ "every year", "each month", "every two weeks", "every other day"."""
    letter = UNITS[r.first(m, "unit")]
    count = r.number(m, "n") if m["n"] is not None else 1.0
    if m["other"] is not None:
        count = float(ORDINALS.get(r.first(m, "other"), 2))
    if letter == "WE" and count == 1:
        return Meaning("SET", "XXXX-WXX-WE")
    return Meaning("SET", tv.duration_value(count, letter))


def every_month(r: Reading, m: Match) -> Meaning | None:
    """ "each July"."""
    return Meaning("SET", f"XXXX-{MONTHS[r.first(m, 'm')]:02d}") if r.capital(m.start("m")) else None


def every_season(r: Reading, m: Match) -> Meaning | None:
    """ "each spring", "every summer"."""
    return Meaning("SET", f"XXXX-{SEASONS[r.first(m, 's')]}")


def every_weekday(r: Reading, m: Match) -> Meaning | None:
    """ "every Friday", "each Monday morning"."""
    part = f"T{PARTS_OF_DAY[r.first(m, 'part')]}" if m["part"] is not None else ""
    r.set_end = r.weekday_end = m.end()
    return Meaning("SET", f"XXXX-WXX-{WEEKDAYS[r.first(m, 'w')]}{part}")


def every_part(r: Reading, m: Match) -> Meaning | None:
    """ "every morning"."""
    return Meaning("SET", f"XXXX-XX-XXT{PARTS_OF_DAY[r.first(m, 'part')]}")


def per(r: Reading, m: Match) -> Meaning | None:
    """ "per day"."""
    return Meaning("SET", tv.duration_value(1, UNITS[r.first(m, "unit")]))


def adverb_set(r: Reading, m: Match) -> Meaning | None:
    """ "daily", "monthly", "annually"."""

    if r.capital(m.start()) and m.start() and r.capital(m.start() - 2):
        return None
    if r.first(m, "w") == "quarterly" and r.word_after(m.end()) not in ("", "and", "or", "by", "in", "to", "at", "on"):
        return None  # a quarterly dividend is a kind of dividend
    return Meaning("SET", ADVERB_SETS[r.first(m, "w")])


RULES: Final[dict[str, Callable[[Reading, Match], Meaning | None]]] = {
    "every": every, "every_wday": every_weekday, "every_part": every_part, "every_month": every_month,
    "every_season": every_season, "per": per, "advset": adverb_set,
}  # fmt: skip
