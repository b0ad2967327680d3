"""A date as metadata, a header line or a URL prints it, and how sure the reading is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from index import timex
from index.errors import UsageError

# A whole date, a date with or without its year, the name of a day before it, and a clock time, as patterns for lines that
# are read case-insensitively.
MONTH: Final = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_ORDINAL: Final = r"(?:st|nd|rd|th)?"
WHOLE_DATE: Final = (
    r"(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?:[T ]\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?(?:Z|\s?[+-]\d{2}:?\d{2})?)?"
    rf"|\d{{1,2}}{_ORDINAL}\s+(?:of\s+)?{MONTH},?\s+\d{{4}}"
    rf"|{MONTH}\s+\d{{1,2}}{_ORDINAL},?\s+\d{{4}}"
    rf"|\d{{1,2}}-{MONTH}-\d{{4}}"
    r"|\d{1,2}[/.-]\d{1,2}[/.-]\d{4})(?!\d)"
)
DAY_OF_MONTH: Final = rf"(?:\d{{1,2}}{_ORDINAL}\s+(?:of\s+)?{MONTH}|{MONTH}\s+\d{{1,2}}{_ORDINAL}(?!\d))"
DAY_NAME: Final = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?,?\s+)"
CLOCK: Final = (
    r"(?:(?:at\s+)?(?:\d{1,2}[:.]\d{2}(?::\d{2})?\s*(?:[ap]\.?m\b\.?)?|\d{1,2}\s*[ap]\.?m\b\.?|\d{4}\s?(?=gmt|utc|hrs))"
    r"(?:\s*\(?(?:[a-z]{1,4}t|utc|gmt|hrs|local\s+time)\b(?:\s?[+-]\d{1,2}(?::?\d{2})?)?\)?)?)"
)

# A day before the first newspapers, or after next year, is no date of publication.
FIRST_YEAR = 1600
_ISO = re.compile(r"(?<!\d)(\d{4})-?(\d\d)-?(\d\d)(?=$|[T\s]|[^\d-])")
_NUMERIC = re.compile(r"(?<!\d)(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?!\d)")
_URL_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)[/-](\d{1,2})[/-](\d{1,2})(?=[/_.-]|$)")
_URL_NAMED = re.compile(r"(?<!\d)((?:19|20)\d\d)/([a-z]{3})/(\d{1,2})(?=/|$)")
# Countries whose sites write the month first.
_MONTH_FIRST_SITES = (".us", ".com.ph", ".gov", ".mil")
_DAY_FIRST_SITES = (
    ".uk", ".au", ".in", ".ie", ".nz", ".za", ".ng", ".ke", ".pk", ".fr", ".de", ".it", ".es", ".nl", ".eu", ".br", ".sg",
)  # fmt: skip
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A day, where it stands in the string it was read from (0-based, end exclusive), how sure that reading is (0..1),
    and, when the order of the numbers had to be guessed, which reading was taken and why."""

    day: date
    start: int
    end: int
    confidence: float = 1.0
    note: str = ""


def plausible(day: date) -> bool:
    """Whether an article can be from that day: after printing began, and not after next year."""
    return FIRST_YEAR <= day.year <= date.today().year + 1


def printed_date(text: str, *, url: str = "", context: str = "") -> PrintedDate | None:
    """The first whole date in a short string; None when it prints none, an impossible or an implausible one.

    `url` and `context` (the article's text) help to read numbers whose order is open ("03/04/2021").
    """
    iso = _ISO.search(text)
    if iso:
        return _checked(_day(int(iso[1]), int(iso[2]), int(iso[3])), *iso.span())
    numeric = _NUMERIC.search(text)
    if numeric:
        return _numeric(numeric, url, context)
    for expression in timex.find(text):
        if (
            expression.first_day
            and expression.first_day == expression.last_day
            and re.search(r"\d{4}", expression.text)
        ):
            return _checked(expression.first_day, expression.start, expression.end)
    return None


def open_order(text: str) -> str:
    """What to say of a numeric date in `text` that can be read in two orders ("03/04/2021"); "" when there is none.

    The reading named first is the one that `index.timex` takes: the month first, unless other dates in the text show
    that it writes the day first.
    """
    for numbers in _NUMERIC.finditer(text):
        a, b, year = int(numbers[1]), int(numbers[3]), int(numbers[4])
        one, other = _day(year, a, b), _day(year, b, a)
        if one is None or other is None or one == other:
            continue
        found = timex.find(text)
        taken = next((t.first_day for t in found if t.start <= numbers.start() < t.end), one)
        if taken == other:
            one, other = other, one
        return f"“{numbers[0]}” is read as {one.day} {one:%B %Y}; it can also be {other.day} {other:%B %Y}"
    return ""


def given_day(value: str) -> date:
    """The day that a user gives: in ISO form, in words ("13 August 2021"), or in numbers of one possible order.

    Raises UsageError for a day that no calendar has, one before 1600 or after next year, one without its year, and
    numbers that can be read in two orders.
    """
    said = value.strip()
    found = printed_date(said)
    if found is None or said[: found.start].strip() or said[found.end :].strip():
        raise UsageError(
            f"{value!r} is no day from {FIRST_YEAR} to {date.today().year + 1}: write it as YYYY-MM-DD, for example 2021-08-13."
        )
    if found.note:
        numbers = _NUMERIC.search(said)
        assert numbers is not None
        a, b, year = int(numbers[1]), int(numbers[3]), int(numbers[4])
        raise UsageError(
            f"{value!r} can be {date(year, b, a):%d %B %Y} or {date(year, a, b):%d %B %Y}: write it as YYYY-MM-DD."
        )
    return found.day


def url_date(url: str) -> PrintedDate | None:
    """The day in a URL's path ("/2021/08/13/", "/2021/aug/13/"); None when it has none."""
    match = _URL_DAY.search(url)
    if match:
        return _checked(_day(int(match[1]), int(match[2]), int(match[3])), *match.span())
    match = _URL_NAMED.search(url)
    if match and match[2] in _MONTHS:
        return _checked(_day(int(match[1]), _MONTHS.index(match[2]) + 1, int(match[3])), *match.span())
    return None


def _numeric(match: re.Match[str], url: str, context: str) -> PrintedDate | None:
    a, b, year = int(match[1]), int(match[3]), int(match[4])
    month_first, day_first = _day(year, a, b), _day(year, b, a)
    if month_first is None or day_first is None or month_first == day_first:
        return _checked(month_first or day_first, *match.span())
    host = re.sub(r"^\w+://|[/?#].*$", "", url.lower()) if url else ""
    if match[2] == ".":
        chosen, why = day_first, "countries that write full stops write the day first"
        confidence = 0.95
    elif host.endswith(_DAY_FIRST_SITES):
        chosen, why, confidence = day_first, f"{host} is of a country that writes the day first", 0.9
    elif host.endswith(_MONTH_FIRST_SITES):
        chosen, why, confidence = month_first, f"{host} is of a country that writes the month first", 0.9
    else:
        sure = [(int(m[1]), int(m[3])) for m in _NUMERIC.finditer(context)]
        days_first = sum(1 for x, y in sure if x > 12 >= y)
        months_first = sum(1 for x, y in sure if y > 12 >= x)
        if days_first > months_first:
            chosen, why, confidence = day_first, "another date in the article has the day first", 0.95
        elif months_first:
            chosen, why, confidence = month_first, "another date in the article has the month first", 0.95
        else:
            chosen, why, confidence = (
                month_first,
                "nothing tells the order, and American usage puts the month first",
                0.6,
            )
    other = day_first if chosen == month_first else month_first
    order = "day" if chosen == day_first else "month"
    note = f"“{match[0]}” is read with the {order} first, because {why}; the other reading is {other:%d %B %Y}"
    return _checked(chosen, *match.span(), confidence, note)


def _checked(day: date | None, start: int, end: int, confidence: float = 1.0, note: str = "") -> PrintedDate | None:
    return PrintedDate(day, start, end, confidence, note) if day is not None and plausible(day) else None


def _day(year: int, month: int, dom: int) -> date | None:
    try:
        return date(year, month, dom)
    except ValueError:
        return None
