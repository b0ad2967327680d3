"""TimeML values and days: from a value to the interval of days it denotes, and calendar arithmetic that never overflows."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import MAXYEAR, MINYEAR, date, timedelta
from functools import lru_cache

Days = tuple[date, date]

# The month in which each season of a year begins, north of the equator; winter runs into the next year.
SEASON_MONTH = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_VALUE = re.compile(
    r"(?P<y>\d{4})(?:-(?:(?P<m>\d\d)(?:-(?P<d>\d\d))?|W(?P<w>\d\d)(?P<we>-WE)?|Q(?P<q>[1-4])|H(?P<h>[12])|(?P<s>SP|SU|FA|WI)))?"
    r"(?:T.*)?"
)


def day(year: int, month: int, dom: int) -> date | None:
    """The day, or None when the calendar has no such day (31 February, month 13, year 0)."""
    if not (MINYEAR <= year <= MAXYEAR and 1 <= month <= 12 and 1 <= dom <= monthrange(year, month)[1]):
        return None
    return date(year, month, dom)


def plus_days(start: date, days: int) -> date:
    """The day that many days away, held inside the years 1 to 9999."""
    return date.fromordinal(min(max(start.toordinal() + days, 1), date.max.toordinal()))


def plus_months(start: date, months: int) -> date:
    """The same day of the month that many months away; the month's last day where it is shorter."""
    index = min(max(start.year * 12 + start.month - 1 + months, MINYEAR * 12), MAXYEAR * 12 + 11)
    year, month = divmod(index, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def month_days(year: int, month: int) -> Days:
    """First and last day of a month."""
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def week_value(any_day: date) -> str:
    """The ISO week of a day, as TimeML writes it."""
    year, week, _ = any_day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def quarter(any_day: date) -> int:
    """1 to 4."""
    return (any_day.month - 1) // 3 + 1


@lru_cache(maxsize=4096)
def days(value: str) -> Days | None:
    """First and last day that a TimeML value denotes; None for references, durations, sets and impossible dates."""
    if len(value) == 3 and value.isdecimal():
        year = int(value) * 10
        return (date(year, 1, 1), date(year + 9, 12, 31)) if year >= 10 else None
    if len(value) == 2 and value.isdecimal():
        year = int(value) * 100
        return (date(max(year, 1), 1, 1), date(year + 99, 12, 31))
    match = _VALUE.fullmatch(value)
    if match is None or not (year := int(match["y"])):
        return None
    if match["d"]:
        one = day(year, int(match["m"]), int(match["d"]))
        return (one, one) if one else None
    if match["m"]:
        return month_days(year, int(match["m"])) if 1 <= int(match["m"]) <= 12 else None
    if match["w"]:
        return _week(year, int(match["w"]), bool(match["we"]))
    if match["q"]:
        month = int(match["q"]) * 3
        return date(year, month - 2, 1), month_days(year, month)[1]
    if match["h"]:
        month = int(match["h"]) * 6
        return date(year, month - 5, 1), month_days(year, month)[1]
    if match["s"]:
        start = date(year, SEASON_MONTH[match["s"]], 1)
        last = plus_days(plus_months(start, 3), -1)
        return start, last if last > start else date.max
    return date(year, 1, 1), date(year, 12, 31)


def _week(year: int, week: int, weekend: bool) -> Days | None:
    try:
        monday = date.fromisocalendar(year, week, 1)
    except ValueError:
        return None
    return (plus_days(monday, 5), plus_days(monday, 6)) if weekend else (monday, plus_days(monday, 6))


def narrowed(interval: Days, mod: str | None) -> Days:
    """The part of an interval that a modifier leaves: its first, middle or last third (START, MID, END)."""
    first, last = interval
    third = (last - first + timedelta(days=1)).days // 3
    if third < 1:
        return interval
    if mod == "START":
        return first, plus_days(first, third)
    if mod == "END":
        return plus_days(last, -third), last
    if mod == "MID":
        return plus_days(first, third), plus_days(last, -third)
    return interval


def duration_value(count: float | None, unit: str) -> str:
    """TimeML for so many of a unit (`timeword.UNITS`); None for an unknown number gives "PXD"."""
    if unit == "WE":
        return duration_value(None if count is None else count * 2, "D") if count == 1 else _amount(count, "WE", "P")
    factor, letter = {"DE": (10, "Y"), "CE": (100, "Y"), "FN": (2, "W"), "NI": (1, "D")}.get(unit, (1, unit))
    if unit in ("DE", "CE") and count is None:
        return _amount(None, unit, "P")
    if count is not None:
        count *= factor
    if letter.startswith("T"):
        return _amount(count, letter[1:], "PT")
    return _amount(count, letter, "P")


def _amount(count: float | None, letter: str, prefix: str) -> str:
    if count is None:
        return f"{prefix}X{letter}"
    if count == int(count):
        return f"{prefix}{int(count)}{letter}"
    smaller = {
        ("P", "Y"): (12, "P{}Y{}M"),
        ("PT", "H"): (60, "PT{}H{}M"),
        ("PT", "M"): (60, "PT{}M{}S"),
        ("P", "D"): (24, "P{}DT{}H"),
    }
    whole, part = int(count), count - int(count)
    if (prefix, letter) in smaller:
        times, shape = smaller[prefix, letter]
        text = shape.format(whole, round(part * times))
        return text.replace("P0Y", "P").replace("PT0H", "PT").replace("P0D", "P")
    return f"{prefix}{count:g}{letter}"


def shifted(start: date, count: float, unit: str) -> date:
    """The day so many units (see `timeword.UNITS`) after `start`; before it for a negative count."""
    count = max(min(count, 100000.0), -100000.0)
    if unit in ("D", "NI"):
        return plus_days(start, round(count))
    if unit in ("W", "WE", "FN"):
        return plus_days(start, round(count * (14 if unit == "FN" else 7)))
    if unit in ("M", "Q", "Y", "DE", "CE"):
        return plus_months(start, round(count * {"M": 1, "Q": 3, "Y": 12, "DE": 120, "CE": 1200}[unit]))
    return plus_days(start, round(count * {"TH": 1 / 24, "TM": 1 / 1440, "TS": 1 / 86400}.get(unit, 0)))
