"""How fine a time a question asks for: the hour, the day, the weekday, the month, the year."""

from __future__ import annotations

import re
from datetime import date
from typing import Final, Literal

from index.article import TimeExpression

Grain = Literal["time", "weekday", "day", "week", "month", "year", ""]

_NOUN: Final = r"day of the week|week ?days?|dates?|days?|weekends?|weeks?|months?|years?|times?|hours?"
_ASKED: Final = re.compile(
    rf"\b(?:(?:what|which)(?: (?:was|is|were|are|will be) the)?|(?:the|its) exact) (?:exact |precise |specific |very |calendar )*(?P<noun>{_NOUN})"
    rf"(?: (?:and|or) (?:what |which |in which )?(?P<other>{_NOUN}))?\b(?! (?:is|was) it (?:now|today))|"
    rf"\bthe (?P<of>{_NOUN}) (?:of|when|that|on which|in which|at which)\b",
    re.IGNORECASE,
)
_FINEST_FIRST: Final[tuple[Grain, ...]] = ("time", "day", "weekday", "week", "month", "year")
_CLOCK: Final = re.compile(r"T(\d\d):(\d\d)")
# What it costs, in log-odds, that an expression is coarser than what was asked: (at most so many days, cost) in order.
_COSTS: Final[dict[Grain, tuple[tuple[int, float], ...]]] = {
    "time": ((1, 1.2), (31, 3.0)),
    "weekday": ((1, 0.0), (3, 1.0), (31, 3.0)),
    "day": ((1, 0.0), (3, 0.7), (10, 1.2), (31, 2.0), (366, 2.5)),
    "week": ((7, 0.0), (31, 1.0), (366, 2.5)),
    "month": ((31, 0.0), (92, 1.5), (366, 2.5)),
    "year": ((366, 0.0),),
    "": ((1, 0.0), (31, 0.1), (366, 0.8), (3660, 1.5)),
}
_MOST: Final = 4.0


def grain(text: str) -> Grain:
    """The unit that a question's words ask for, the finest where it names several ("in which month and year"); "" for a
    plain "when"."""
    match = _ASKED.search(text)
    if match is None:
        return ""
    asked = {_unit(word) for word in match.groups() if word}
    return next((unit for unit in _FINEST_FIRST if unit in asked), "")


def cost(asked: Grain, expression: TimeExpression) -> float:
    """How ill an expression that denotes days fits what was asked, in log-odds: 0 where it is as fine as asked."""
    if expression.first_day is None or expression.last_day is None:
        return _MOST
    if asked == "time" and _CLOCK.search(expression.value):
        return 0.0
    days = (expression.last_day - expression.first_day).days + 1
    return next((price for most, price in _COSTS[asked] if days <= most), _MOST)


def in_grain(asked: Grain, first: date, last: date, value: str = "") -> str:
    """Days in the unit asked for: "Friday", "October 2023", "2023", "8:22 p.m."; "" where they are not within one, and
    where the day itself is the answer. `value` is the TimeML value, which may name an hour."""
    if asked == "time" and (clock := _CLOCK.search(value)):
        hour, minute = int(clock[1]), clock[2]
        return f"{(hour - 1) % 12 + 1}:{minute} {'a.m.' if hour < 12 else 'p.m.'}"
    if asked == "weekday" and first == last:
        return f"{first:%A}"
    if asked == "month" and (first.year, first.month) == (last.year, last.month):
        return f"{first:%B} {first.year}"
    if asked == "year" and first.year == last.year:
        return str(first.year)
    return ""


def without_units(words: list[str]) -> list[str]:
    """The words of a question without those that ask for a unit of time, which no passage need mention."""
    return [word for word in words if not re.fullmatch(_NOUN, word, re.IGNORECASE)]


def _unit(noun: str) -> Grain:
    word = noun.lower().rstrip("s").replace(" ", "")
    if word in {"dayoftheweek", "weekday"}:
        return "weekday"
    return {"date": "day", "day": "day", "week": "week", "weekend": "week", "month": "month", "year": "year"}.get(
        word, "time"
    )  # type: ignore[return-value]
