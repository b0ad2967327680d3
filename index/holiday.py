"""Holidays that news names without a date: which day each falls on in a given year."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final

from index.timevalue import plus_days


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the anonymous computus of 1876)."""
    a, (b, c) = year % 19, divmod(year, 100)
    (d, e), g = divmod(b, 4), (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    weekday = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * weekday) // 451
    month, dom = divmod(h + weekday - 7 * m + 114, 31)
    return date(year, month, dom + 1)


def _fixed(month: int, dom: int) -> Callable[[int], date]:
    return lambda year: date(year, month, dom)


def _nth(month: int, weekday: int, n: int) -> Callable[[int], date]:
    """The n-th weekday (Monday is 0) of the month; n = -1 is the last."""

    def on(year: int) -> date:
        if n < 0:
            last = plus_days(date(year + month // 12, month % 12 + 1, 1), -1)
            return plus_days(last, -((last.weekday() - weekday) % 7))
        first = date(year, month, 1)
        return plus_days(first, (weekday - first.weekday()) % 7 + 7 * (n - 1))

    return on


def _from_easter(days: int) -> Callable[[int], date]:
    return lambda year: plus_days(easter(year), days)


_DAYS: Final[dict[str, Callable[[int], date]]] = {
    "new year": _fixed(1, 1),
    "new years": _fixed(1, 1),
    "new years eve": _fixed(12, 31),
    "new years day": _fixed(1, 1),
    "inauguration day": _fixed(1, 20),
    "mlk day": _nth(1, 0, 3),
    "patriots day": _nth(4, 0, 3),
    "anzac day": _fixed(4, 25),
    "flag day": _fixed(6, 14),
    "new year day": _fixed(1, 1),
    "new year eve": _fixed(12, 31),
    "martin luther king day": _nth(1, 0, 3),
    "martin luther king jr day": _nth(1, 0, 3),
    "groundhog day": _fixed(2, 2),
    "australia day": _fixed(1, 26),
    "valentine day": _fixed(2, 14),
    "valentines day": _fixed(2, 14),
    "presidents day": _nth(2, 0, 3),
    "st patrick day": _fixed(3, 17),
    "april fool day": _fixed(4, 1),
    "april fools day": _fixed(4, 1),
    "earth day": _fixed(4, 22),
    "may day": _fixed(5, 1),
    "mother day": _nth(5, 6, 2),
    "mothers day": _nth(5, 6, 2),
    "memorial day": _nth(5, 0, -1),
    "father day": _nth(6, 6, 3),
    "fathers day": _nth(6, 6, 3),
    "juneteenth": _fixed(6, 19),
    "canada day": _fixed(7, 1),
    "independence day": _fixed(7, 4),
    "bastille day": _fixed(7, 14),
    "labor day": _nth(9, 0, 1),
    "columbus day": _nth(10, 0, 2),
    "halloween": _fixed(10, 31),
    "veterans day": _fixed(11, 11),
    "armistice day": _fixed(11, 11),
    "remembrance day": _fixed(11, 11),
    "thanksgiving": _nth(11, 3, 4),
    "thanksgiving day": _nth(11, 3, 4),
    "black friday": lambda year: plus_days(_nth(11, 3, 4)(year), 1),
    "cyber monday": lambda year: plus_days(_nth(11, 3, 4)(year), 4),
    "election day": lambda year: plus_days(_nth(11, 0, 1)(year), 1),
    "christmas": _fixed(12, 25),
    "xmas": _fixed(12, 25),
    "christmas day": _fixed(12, 25),
    "xmas day": _fixed(12, 25),
    "christmas eve": _fixed(12, 24),
    "boxing day": _fixed(12, 26),
    "ash wednesday": _from_easter(-46),
    "palm sunday": _from_easter(-7),
    "good friday": _from_easter(-2),
    "easter": _from_easter(0),
    "easter day": _from_easter(0),
    "easter sunday": _from_easter(0),
    "easter monday": _from_easter(1),
}


def known(name: str) -> bool:
    """Whether the holiday (lower case, no apostrophes: "new year eve") is one of these."""
    return name in _DAYS


def holiday(name: str, year: int) -> date | None:
    """The day a holiday falls on in that year; None when the name is not known or the year is out of range."""
    rule = _DAYS.get(name)
    return rule(year) if rule is not None and 1583 <= year <= 9998 else None
