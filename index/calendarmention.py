"""Mentions that the calendar names: whole and partial dates, months and their parts, seasons."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Final

from index import timevalue as tv
from index.reading import Meaning, Reading
from index.timeword import (
    MONTHS,
    NEXT_WORDS,
    ORDINALS,
    PAST_WORDS,
    SEASONS,
    WEEKDAYS,
)
from index.yearmention import is_counted, named_year, short_year, year_of

Match = re.Match[str]

_MONTHS: Final = 12
_SOON: Final = 2  # months
_DAYS_OF_A_WEEK: Final = 7
_WEDNESDAY: Final = 3
_WEEKS_OF_A_MONTH: Final = 5
# A day of a year that everybody knows and nobody prints.
_ATTACKS: Final = frozenset("attack attacks terrorist terror hijackers hijackings".split())
_BEFORE_A_DATE: Final = frozenset(
    "in since until till by from of during for on this next last early late mid before after between through to and "
    "around about or every each past coming starting beginning ending ended circa year".split()
)
# After these a capital "May" is the month even before a word that could go with the verb: "in May the firm".
_IN_A_MONTH: Final = frozenset("in since until till during last next late early mid before after this past".split())
_FIRST_NAMES: Final = frozenset("april june august".split())
_DETERMINERS: Final = frozenset("the a an its his her their our my your s that these those".split())


def nearest(r: Reading, m: Match, candidates: list[date]) -> date | None:
    """Of the same calendar day in several years, the one that the tense and the document's date ask for."""
    published = r.published
    if published is None or not candidates:
        return candidates[0] if candidates else None
    tense = r.tense(m)
    past = [c for c in candidates if c <= published]
    future = [c for c in candidates if c >= published]
    nearest = min(candidates, key=lambda c: abs((c - published).days))
    if abs((nearest - published).days) <= 45:
        return nearest
    if tense == "past" and past:
        return past[-1]
    if tense == "future" and future:
        return future[0]
    return nearest


def _names_somebody(r: Reading, at: int) -> bool:
    """Whether a month that is a first name too stands before a family name ("April Smith"), and not as a month does."""
    family, before = r.raw(at + 2), r.word_before(at)
    return (
        r.classes[at + 1 : at + 2] == " "
        and family[:1].isupper()
        and not family.isupper()
        and r.tokens[at + 2] not in MONTHS
        and r.tokens[at + 2] not in WEEKDAYS
        and before not in _BEFORE_A_DATE
        and before not in _DETERMINERS
        and r.tokens[at - 1 : at] not in (["-"], ["/"])
    )


def is_month(r: Reading, m: Match, group: str = "m") -> bool:
    """Whether a month or weekday word that can also be another word is meant as one here."""
    start = m.start(group)
    word, capital = r.tokens[start], r.capital(start)
    if r.prefix(start):
        return capital
    if word in _FIRST_NAMES and m.end() == start + 1 and m.start() == start and _names_somebody(r, start):
        return False
    full = len(word) > 5 or word in ("april", "june", "july", "monday", "friday", "sunday")
    if full:
        return capital or word not in ("march", "august")
    if start >= 2 and r.classes[start - 1] == "-" and r.tokens[start - 2] in MONTHS:
        return capital  # "January-March"
    if word in ("may", "march"):
        if capital and r.word_before(start) in _IN_A_MONTH:
            return True
        after = r.word_after(m.end())
        alone = m.end() == start + 1  # "and May 1983 the bridge" is no verb
        if not capital or (
            alone and after in ("i", "we", "you", "he", "she", "they", "it", "be", "not", "have", "the", "also")
        ):
            return False
        before = r.word_before(start)
        return before in _BEFORE_A_DATE or m.end() > start + 1 or (word == "march" and before not in ("the", ""))
    before = r.word_before(start)
    after = r.tokens[m.end()] if m.end() < len(r.tokens) else ""
    if after == "-" and r.raw(m.end() + 1)[:1].isalpha() and r.tokens[m.end() + 1] not in MONTHS:
        return False  # "Mar-a-Lago"
    if word == "jan" and r.word_after(m.end()).isalpha() and r.capital(m.end() + 1):
        return False  # a first name
    return before in _BEFORE_A_DATE or (capital and m.end() - m.start() > 1 and after != "'")


def full_date(r: Reading, m: Match) -> Meaning | None:
    """Day and month, with or without a year and a weekday."""
    if r.tokens[m.start("m")] in ("may", "march", "mar", "sun", "dec", "sep") and not (
        r.capital(m.start("m")) or r.tokens[m.start("m")] in ("dec", "sep")
    ):
        return None
    if m.start() and r.tokens[m.start() - 1] in ("$", "€", "£", "#"):
        return None
    month, dom = MONTHS[r.first(m, "m")], int(r.first(m, "d"))
    year = named_year(r, m)
    weekday = WEEKDAYS.get(r.first(m, "w")) or WEEKDAYS.get(r.first(m, "w2"))
    if year is None and (month, dom) == (9, 11) and _ATTACKS.intersection(r.tokens[m.end() : m.end() + 4]):
        year = 2001
    if year is not None:
        one = tv.day(year, month, dom)
        return Meaning("DATE", one.isoformat()) if one else None
    if (ranged := _range_year(r, m.end())) and (one := tv.day(ranged, month, dom)):
        return Meaning("DATE", one.isoformat())
    base = r.reference_year()
    if base is None or r.number_after(m.end()):
        return Meaning("DATE", f"XXXX-{month:02d}-{dom:02d}") if tv.day(2000, month, dom) else None
    options = [d for y in range(base - 1, base + 2) if (d := tv.day(y, month, dom))]
    if weekday:
        options = [d for d in options if d.isoweekday() == weekday] or options
    relation = r.first(m, "rel")
    if relation and r.published is not None:
        known = r.published
        sides = {"last": [d for d in options if d < known][-1:], "next": [d for d in options if d > known][:1]}
        options = sides.get(relation, [d for d in options if d.year == base]) or options
    if r.published is None:
        options = [d for d in options if d.year == base] or options
    begun = _range_begun(r, m.start())
    one = next((d for d in options if begun and d >= begun), None) or nearest(r, m, options)
    if one is None:
        wider = [d for y in range(base - 4, base + 5) if (d := tv.day(y, month, dom))]
        one = nearest(r, m, wider)
    return Meaning("DATE", one.isoformat()) if one else None


def _range_begun(r: Reading, at: int) -> date | None:
    """The day that a range began on, when this mention is its end ("June 2-July 3"); None when it is not."""
    if r.listed < 0 or not r.last_days or r.last_days[0] != r.last_days[1] or at - r.listed > len(" to "):
        return None
    between = [token for token in r.tokens[r.listed : at] if token != " "]
    return r.last_days[0] if between in (["-"], ["–"], ["—"], ["to"], ["through"], ["until"]) else None


def _range_year(r: Reading, end: int) -> int | None:
    """The year at the end of a range that this mention begins: 2014 in "12 June to 13 July 2014"."""
    words = [token for token in r.tokens[end : end + 12] if token not in (" ", ",", ".")]
    if words[:1] not in (["-"], ["–"], ["to"], ["and"], ["through"], ["until"]):
        return None
    named = [k for k, token in enumerate(words[1:4], start=1) if token in MONTHS]
    if not named or not any(token.isdecimal() and len(token) < 3 for token in words[1 : named[0] + 2]):
        return None
    years = [
        int(t) for t in words[named[0] + 1 : named[0] + 3] if len(t) == 4 and t.isdecimal() and "1000" < t < "2100"
    ]
    return years[0] if years else None


def ordinal_date(r: Reading, m: Match) -> Meaning | None:
    """ "the Fourth of July", "July Fourth"."""
    at, dom = m.start("o"), ORDINALS[r.first(m, "o")]
    of = m.start("m") > at
    if not of and r.word_after(m.end()) and r.capital(m.end() + 1):
        return None  # "in October Third World debt rose"
    if not r.capital(m.start("m")) or not (of or r.capital(at)) or r.prefix(m.start("m")):
        return None
    month = MONTHS[r.first(m, "m")]
    year = named_year(r, m)
    base = r.reference_year()
    if year is None and base is None:
        return Meaning("DATE", f"XXXX-{month:02d}-{dom:02d}")
    years = [year] if year is not None else [(base or 0) + k for k in (-1, 0, 1)]
    one = nearest(r, m, [d for y in years if (d := tv.day(y, month, dom))])
    return Meaning("DATE", one.isoformat()) if one else None


def day_of_named_month(r: Reading, m: Match) -> Meaning | None:
    """ "the 25th of last month"."""
    if r.published is None:
        return None
    word = r.first(m, "rel")
    step = -1 if word in PAST_WORDS else 1 if word in NEXT_WORDS else 0
    of = tv.plus_months(r.published.replace(day=1), step)
    one = tv.day(of.year, of.month, int(r.first(m, "d")))
    return Meaning("DATE", one.isoformat()) if one else None


def part_of_month(r: Reading, m: Match) -> Meaning | None:
    """ "the last week of June", "the first day of May 2012", "the third Thursday in November"."""
    of = month(r, m)
    days = tv.days(of.value) if of is not None else None
    if days is None:
        return None
    first, last = days
    word = r.first(m, "o")
    nth = ORDINALS.get(word) or -1
    if "w" in m.re.groupindex:
        number = WEEKDAYS[r.first(m, "w")]
        start = tv.plus_days(first, (number - first.isoweekday()) % _DAYS_OF_A_WEEK)
        one = tv.plus_days(start, _DAYS_OF_A_WEEK * (nth - 1))
        if nth < 0:
            one = tv.plus_days(last, -((last.isoweekday() - number) % _DAYS_OF_A_WEEK))
        return Meaning("DATE", one.isoformat()) if one <= last else None
    unit = r.first(m, "unit")
    if unit == "day":
        one = last if nth < 0 else tv.plus_days(first, nth - 1)
        return Meaning("DATE", one.isoformat()) if one <= last else None
    if unit != "week" or nth > _WEEKS_OF_A_MONTH:
        return None
    start = tv.plus_days(last, 1 - _DAYS_OF_A_WEEK) if nth < 0 else tv.plus_days(first, _DAYS_OF_A_WEEK * (nth - 1))
    end = min(tv.plus_days(start, _DAYS_OF_A_WEEK - 1), last)
    return Meaning("DATE", tv.week_value(tv.plus_days(start, _WEDNESDAY)), days=(start, end))


def iso(r: Reading, m: Match) -> Meaning | None:
    """2021-08-13, 2021/08/13."""
    one = tv.day(int(r.first(m, "y")), int(r.first(m, "m")), int(r.first(m, "d")))
    return Meaning("DATE", one.isoformat()) if one else None


def compact(r: Reading, m: Match) -> Meaning | None:
    """20210813."""
    digits = r.first(m, "ymd")
    one = tv.day(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    return Meaning("DATE", one.isoformat()) if one else None


def numeric(r: Reading, m: Match) -> Meaning | None:
    """03/04/2021: month first, as most English news writes it, unless this text has a date that can only be day first.

    With stops (03.04.2021) the day is first, since only day-first countries write stops.
    """
    a, b, year = int(r.first(m, "a")), int(r.first(m, "b")), year_of(r.words(m, "y"))
    before, after = r.tokens[m.start() - 1] if m.start() else "", r.tokens[m.end()] if m.end() < len(r.tokens) else ""
    short = len(r.first(m, "y")) == 2
    if len(r.first(m, "y")) == 1:
        return None  # "a 5-3-2 formation"
    if before in tuple("/-.,$") or after in tuple("/-%") or (after[:1].isdecimal()) or (short and m["sep"] == "."):
        return None
    day_first = r.day_first or m["sep"] == "."
    first, second = (tv.day(year or 0, b, a), tv.day(year or 0, a, b))
    one = (first or second) if day_first else (second or first)
    return Meaning("DATE", one.isoformat()) if one else None


def day_of_month(r: Reading, m: Match) -> Meaning | None:
    """ "on the 13th": of the month that the text or its date is in."""
    base = r.reference()
    if base is None:
        return None
    start, dom = base[0], int(r.first(m, "d"))
    months = [tv.plus_months(start.replace(day=1), k) for k in (-1, 0, 1)]
    options = [d for first in months if (d := tv.day(first.year, first.month, dom))]
    if m.re.groupindex.get("w"):
        weekday = WEEKDAYS[r.first(m, "w")]
        options = [
            d
            for k in range(-7, 8)
            if (f := tv.plus_months(start.replace(day=1), k)) and (d := tv.day(f.year, f.month, dom))
            if d.isoweekday() == weekday
        ]
        one = min(options, key=lambda d: abs((d - start).days), default=None)
    else:
        one = next((d for d in options if (d.year, d.month) == (start.year, start.month)), None)
        # "Will meet on the 11th": of the month that comes, whatever day of the past was told before.
        if r.published is not None and start < r.published and r.tense(m) == "future":
            to_come = [tv.plus_months(r.published.replace(day=1), k) for k in (0, 1, 2)]
            options = [d for of in to_come if (d := tv.day(of.year, of.month, dom)) and d >= r.published]
            one = min(options, default=one)
        # "On the 14th the court ruled", told on the 5th with no other day before it: of the month before.
        if one and r.last_days is None and one > start and r.tense(m) == "past":
            one = max((d for d in options if d <= start), default=None)
    return (
        Meaning("DATE", one.isoformat(), span=(m.start("w") if m.re.groupindex.get("w") else m.start() + 2, m.end()))
        if one
        else None
    )


def weekday_ordinal(r: Reading, m: Match) -> Meaning | None:
    """ "Friday, the fifth", where no noun follows that it would be the fifth of."""
    base = r.reference()
    if base is None or r.word_after(m.end()) or not r.capital(m.start("w")):
        return None
    first, dom = base[0].replace(day=1), ORDINALS[r.first(m, "o")]
    months = (tv.plus_months(first, k) for k in (-1, 0, 1))
    options = [d for of in months if (d := tv.day(of.year, of.month, dom))]
    options = [d for d in options if d.isoweekday() == WEEKDAYS[r.first(m, "w")]]
    one = min(options, key=lambda d: abs((d - base[0]).days), default=None)
    return Meaning("DATE", one.isoformat()) if one else None


def month(r: Reading, m: Match) -> Meaning | None:
    """A month, with a year ("August 1988", "June last year"), in relation ("last June") or bare ("in August")."""
    if not is_month(r, m):
        return None
    number = MONTHS[r.first(m, "m")]
    year = named_year(r, m)
    groups = m.re.groupindex
    end = m.end() - 1 if r.tokens[m.end() - 1] in (".", ",") and m.end() > m.start() + 1 else m.end()
    if year is not None:
        return Meaning("DATE", f"{year:04d}-{number:02d}") if year else None
    base = r.reference_year()
    if base is None:
        return Meaning("DATE", f"XXXX-{number:02d}", span=(m.start(), end))
    published = r.published or date(base, number, 1)
    index = published.month
    relation = r.words(m, "rel") if "rel" in groups and m["rel"] is not None else []
    if any(word in PAST_WORDS for word in relation):
        # In November "last October" is seldom the month before, which is "last month".
        year = base if number < index - ("last" in relation) else base - 1
    elif any(word in NEXT_WORDS for word in relation):
        year = base if number > index else base + 1
    elif relation:
        year = r.last_days[0].year if relation[-1] in ("that", "same") and r.last_days else base
    else:
        tense = r.tense(m)
        gap = (number - index) % _MONTHS
        # The next month is the coming one even in the past tense: eleven months ago is told as "last". The last one is
        # the past one even beside "will": eleven months ahead is told as "next".
        if (tense == "future" and gap != _MONTHS - 1) or gap == 1 or (tense is None and 0 < gap <= 4):
            year = base if number >= index else base + 1
        else:
            year = base if number <= index else base - 1
        if r.published is None:
            year = base
    return Meaning("DATE", f"{year:04d}-{number:02d}", span=(m.start(), end))


def old_month(r: Reading, m: Match) -> Meaning | None:
    """A month of a year before 1900: "June 1881", "May of 1789"."""
    return None if is_counted(r, m) else month(r, m)


def old_season(r: Reading, m: Match) -> Meaning | None:
    """A season of a year before 1900: "the summer of 1816"."""
    return None if is_counted(r, m) else season(r, m)


def last_season(today: date, word: str) -> str:
    """The value of the last season of a name ("summer") that was over on a day."""
    code = SEASONS[word]
    begun, inside = _season_begun(today, code)
    return f"{begun - 1 if inside else begun:04d}-{code}"


def _season_begun(today: date, code: str) -> tuple[int, bool]:
    """The year in which the season of a code last began, and whether the day is in it."""
    begun = today.year if today.month >= tv.SEASON_MONTH[code] else today.year - 1
    current = tv.days(f"{begun:04d}-{code}")
    return begun, current is not None and current[0] <= today <= current[1]


def season(r: Reading, m: Match) -> Meaning | None:
    """ "summer 2013", "last fall", "this spring"; the bare word only where it cannot be a verb."""
    word = r.first(m, "s")
    code = SEASONS[word]
    groups = m.re.groupindex
    at = m.start("s")
    if (
        r.capital(at)
        and r.word_before(m.start()).isalpha()
        and r.capital(m.start() - 2)
        and not r.post
        and m.start() == at == m.end() - 1
    ):
        return None  # a family name: "Susan Winter"
    year = short_year(r, r.words(m, "y")) if "y" in groups and "'" in r.tokens[at : m.end()] else named_year(r, m)
    if r.capital(at) and r.capital(m.end() + 1) and m.end() < len(r.tokens) and r.classes[m.end()] == " ":
        return None
    if year is not None:
        return Meaning("DATE", f"{year:04d}-{code}")
    relation = r.words(m, "rel") if "rel" in groups and m["rel"] is not None else []
    if not relation:
        before, after = r.word_before(m.start()), r.word_after(m.end())
        article = m.start() != at
        if (
            not (r.post and r.capital(at))
            and word in ("fall", "spring")
            and (
                not article
                or before not in ("in", "by", "during", "since", "until", "for", "of", "last", "early", "late")
            )
        ):
            return None
        if after == "of" and word == "fall":
            return None
        if r.post:
            article = True
        if article and after in ("olympics", "games", "school"):
            return None
    if r.published is None:
        return Meaning("DATE", f"XXXX-{code}")
    today, start_month = r.published, tv.SEASON_MONTH[code]
    begun, inside = _season_begun(today, code)
    if any(w in PAST_WORDS for w in relation):
        year = begun - 1 if inside else begun
    elif any(w in NEXT_WORDS for w in relation):
        year = begun + 1
    elif relation and relation[-1] in ("that", "same") and r.last_days:
        year = r.last_days[0].year
    elif inside:
        year = begun
    elif relation:
        year = today.year
    else:
        tense = r.tense(m)
        # A season that is about to begin is the coming one, unless the verbs speak of the past.
        coming = tense is None and 0 < (start_month - today.month) % _MONTHS <= _SOON
        year = begun + 1 if tense == "future" or coming else begun
    return Meaning("DATE", f"{year:04d}-{code}")


RULES: Final[dict[str, Callable[[Reading, Match], Meaning | None]]] = {
    "iso": iso, "compact": compact, "numeric": numeric,
    "mdy": full_date, "dmy": full_date, "monthspan": full_date, "rel_mdy": full_date,
    "ord_month": ordinal_date, "month_ord": ordinal_date, "dom_of": day_of_named_month,
    "the_day": day_of_month, "wday_dom": day_of_month, "wday_ord": weekday_ordinal,
    "week_of_month": part_of_month, "wday_of_month": part_of_month,
    "month_old_year": old_month, "season_old_year": old_season,
    "month_year": month, "month_rel": month, "rel_month": month, "month": month,
    "season_year": season, "season_apos": season, "season_rel": season,
    "year_season": season, "rel_season": season, "season": season,
}  # fmt: skip
