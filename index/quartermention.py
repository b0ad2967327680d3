"""Mentions of quarters and halves of years, and of the periods that companies compare."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import MAXYEAR, date
from typing import Final

from index import timevalue as tv
from index.reading import NO_MENTION, Meaning, Reading
from index.timeword import (
    MONTHS,
    UNITS,
)
from index.yearmention import named_year, ordinal, relative_year

Match = re.Match[str]


def quarter(r: Reading, m: Match) -> Meaning | None:
    """ "the third quarter", "third-quarter", "Q3 2019", "the first half of 1989": without a year, the last one begun."""
    number = ordinal(r.words(m, "o"))
    half = "half" in r.tokens[m.start() : m.end()] or r.tokens[m.start()] == "h"
    if not 1 <= number <= (2 if half else 4):
        return None
    year = named_year(r, m)
    if year is None and not half and r.tokens[m.start()] not in ("q", "fiscal") and r.of_match:
        return NO_MENTION
    if half and year is None and not ("ty" in m.re.groupindex and m["ty"]):
        return None
    letter, size = ("H", 6) if half else ("Q", 3)
    if year is None:
        if r.published is None:
            return Meaning("DATE", f"XXXX-{letter}{number}")
        today = r.published
        year = today.year if (number - 1) * size + 1 <= today.month else today.year - 1
        if r.tense(m) == "future" and year < today.year and (today.month - 1) // size + 1 != (4 if size == 3 else 2):
            year = today.year
    return Meaning("DATE", f"{year:04d}-{letter}{number}")


def final_quarter(r: Reading, m: Match) -> Meaning | None:
    """ "the last quarter of 2012", "the final half of last year"."""
    year = named_year(r, m) or (r.published.year if r.published and m["ty"] is not None else None)
    part = "H2" if "half" in r.tokens[m.start() : m.end()] else "Q4"
    return Meaning("DATE", f"{year:04d}-{part}") if year else None


def quarter_ended(r: Reading, end: int) -> str:
    """The quarter that ends on the day which follows ("the quarter ended July 31"): the one its middle month lies in; "" if none."""
    words = [token for token in r.tokens[end : end + 12] if token[0].isalnum()]
    named = [k for k, token in enumerate(words[:3]) if token in MONTHS]
    if not named or words[0] not in ("ended", "ending"):
        return ""
    years = [int(token) for token in words[named[0] + 1 : named[0] + 3] if len(token) == 4 and token.isdecimal()]
    month = MONTHS[words[named[0]]]
    if not years and r.published is None:
        return ""
    year = years[0] if years else r.published.year - (month > r.published.month) if r.published else 0
    if not 0 < year < MAXYEAR:
        return ""
    middle = tv.plus_months(date(year, month, 1), -1)
    return f"{middle.year:04d}-Q{tv.quarter(middle)}"


def last_half(r: Reading, m: Match) -> Meaning | None:
    """ "the last half of 1989"."""
    if m["y"] is None:
        return None
    return Meaning("DATE", f"{int(r.first(m, 'y')):04d}-H2")


def last_quarter(r: Reading) -> str:
    """The last quarter that was over on the document's date; "" without one."""
    if r.published is None:
        return ""
    one = tv.plus_months(r.published.replace(day=1), -3)
    return f"{one.year:04d}-Q{tv.quarter(one)}"


def period(r: Reading, m: Match) -> Meaning | None:
    """ "the year-ago period", "the 1988 quarter", "the latest period": a quarter the text has been talking about."""
    groups = m.re.groupindex
    quarter = r.near_quarter(r.starts[m.start()])
    if "y" in groups:
        year = r.first(m, "y")
        return Meaning("DATE", f"{year}{quarter[4:]}" if quarter else year)
    quarter = quarter or (last_quarter(r) if "latest" in r.tokens[m.start() : m.end()] else "")
    if quarter:
        if "same" in r.tokens[m.start() : m.end()] or "latest" in r.tokens[m.start() : m.end()]:
            return Meaning("DATE", quarter)
        return Meaning("DATE", f"{int(quarter[:4]) - 1:04d}{quarter[4:]}", anchors=False)
    if r.published is None or "same" in r.tokens[m.start() : m.end()] or "latest" in r.tokens[m.start() : m.end()]:
        return None
    return Meaning("DATE", f"{r.published.year - 1:04d}", anchors=False)


def ago_quarter(r: Reading, m: Match) -> Meaning | None:
    """ "the year-ago third quarter"."""
    of = quarter(r, m)
    if of is None or not of.value[:4].isdecimal():
        return None
    return Meaning("DATE", f"{int(of.value[:4]) - 1:04d}{of.value[4:]}", anchors=False)


def ago_span(r: Reading, m: Match) -> Meaning | None:
    """ "the year-earlier nine months"."""
    return Meaning("DURATION", tv.duration_value(r.number(m, "n"), UNITS[r.first(m, "unit")]))


def same_period(r: Reading, m: Match) -> Meaning | None:
    """ "the same period last year", "the corresponding quarter of 1988", "the same month a year ago", "last year's quarter"."""
    if "y" in m.re.groupindex and m["y"] is not None:
        year = int(r.first(m, "y"))
    elif r.published is not None:
        year = (relative_year(r, r.words(m, "ry")) if m["ry"] is not None else None) or r.published.year - 1
    else:
        return Meaning("DATE", "", anchors=False)
    word = r.first(m, "unit")
    if word == "month":
        last = r.last_value if len(r.last_value) == len("2013-01") and r.last_value[5:].isdecimal() else ""
        return Meaning("DATE", f"{year:04d}{last[4:]}", anchors=False)
    quarter_of = r.near_quarter(r.starts[m.start()]) or (last_quarter(r) if word != "period" else "")
    return Meaning("DATE", f"{year:04d}{quarter_of[4:]}", anchors=False)


# Rules of quarters that rest on another that the text tells of.
DERIVED: Final[dict[str, Callable[[Reading, Match], Meaning | None]]] = {
    "year_period": period, "ago_period": period, "latest_period": period,
    "ago_quarter": ago_quarter, "ago_span": ago_span, "same_period": same_period, "rel_period": same_period,
}  # fmt: skip
RULES: Final[dict[str, Callable[[Reading, Match], Meaning | None]]] = {
    "quarter": quarter, "year_quarter": quarter, "rel_quarter": quarter, "q_quarter": quarter, "quarters": quarter,
    "last_half": last_half, "final_quarter": final_quarter, **DERIVED,
}  # fmt: skip
