"""Mentions that the calendar names: whole and partial dates, weekdays, holidays, seasons, quarters, decades, clock times."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import MAXYEAR, date

from index import holiday as holidays
from index import timevalue as tv
from index.reading import NO_MENTION, Meaning, Reading
from index.timeword import (
    DECADE_WORDS,
    DEICTIC,
    MONTHS,
    ORDINALS,
    PARTS_OF_DAY,
    SEASONS,
    SMALL,
    TENS,
    WEEKDAYS,
    spoken_year,
)

Match = re.Match[str]

_PAST_WORDS = frozenset("last past previous prior preceding".split())
_MONTHS = 12
_SOON = 2
_LIST_GAP = 5  # tokens between days of a list: ", and "
_DAYS_OF_A_WEEK = 7
_WEDNESDAY = 3
_WEEKS_OF_A_MONTH = 5
_NEXT_WORDS = frozenset("next nxt coming following upcoming".split())
# A day of a year that everybody knows and nobody prints.
_ATTACKS = frozenset("attack attacks terrorist terror hijackers hijackings".split())
_BEFORE_A_DATE = frozenset(
    "in since until till by from of during for on this next last early late mid before after between through to and "
    "around about or every each past coming starting beginning ending ended circa year".split()
)


# After these a capital "May" is the month even before a word that could go with the verb: "in May the firm".
_IN_A_MONTH = frozenset("in since until till during last next late early mid before after this past".split())


_FIRST_NAMES = frozenset("april june august".split())
_DETERMINERS = frozenset("the a an its his her their our my your s that these those".split())
# Days that have a name of their own ("Black Monday"), and are not of this week.
_NAMED_DAY = frozenset("black bloody super holy fat shrove maundy whit freaky".split())


def year_of(words: list[str]) -> int | None:
    """Digits of a year; two digits are read as 1970-2069."""
    if not words or not words[0].isdecimal():
        return None
    year = int(words[0])
    return year if len(words[0]) > 2 else year + (1900 if year >= 70 else 2000)


def short_year(r: Reading, words: list[str]) -> int | None:
    """The year of "'69": the last one that ends so, but for the few years to come."""
    year = year_of(words)
    latest = (r.published.year if r.published else 2060) + 9
    return year - 100 if year is not None and year > latest else year


def relative_year(r: Reading, words: list[str]) -> int | None:
    """ "last year", "this year", "next year" as a number; None without a document date."""
    if not words or r.published is None:
        return None
    return r.published.year + (-1 if words[0] in _PAST_WORDS else 1 if words[0] in _NEXT_WORDS else 0)


def _year(r: Reading, m: Match) -> int | None:
    groups = m.re.groupindex
    if "y" in groups and m["y"] is not None:
        return year_of(r.words(m, "y"))
    if "ry" in groups and m["ry"] is not None:
        return relative_year(r, r.words(m, "ry"))
    return None


def _nearest(r: Reading, m: Match, candidates: list[date]) -> date | None:
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


def _named(r: Reading, m: Match, group: str = "m") -> bool:
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
        if not capital or after in ("i", "we", "you", "he", "she", "they", "it", "be", "not", "have", "the", "also"):
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
    year = _year(r, m)
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
    one = next((d for d in options if begun and d >= begun), None) or _nearest(r, m, options)
    if one is None:
        wider = [d for y in range(base - 4, base + 5) if (d := tv.day(y, month, dom))]
        one = _nearest(r, m, wider)
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
    if not r.capital(m.start("m")) or not (of or r.capital(at)) or r.prefix(m.start("m")):
        return None
    month = MONTHS[r.first(m, "m")]
    year = _year(r, m)
    base = r.reference_year()
    if year is None and base is None:
        return Meaning("DATE", f"XXXX-{month:02d}-{dom:02d}")
    years = [year] if year is not None else [(base or 0) + k for k in (-1, 0, 1)]
    one = _nearest(r, m, [d for y in years if (d := tv.day(y, month, dom))])
    return Meaning("DATE", one.isoformat()) if one else None


def day_of_named_month(r: Reading, m: Match) -> Meaning | None:
    """ "the 25th of last month"."""
    if r.published is None:
        return None
    word = r.first(m, "rel")
    step = -1 if word in _PAST_WORDS else 1 if word in _NEXT_WORDS else 0
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
    return (
        Meaning("DATE", one.isoformat(), span=(m.start("w") if m.re.groupindex.get("w") else m.start() + 2, m.end()))
        if one
        else None
    )


def month(r: Reading, m: Match) -> Meaning | None:
    """A month, with a year ("August 1988", "June last year"), in relation ("last June") or bare ("in August")."""
    if not _named(r, m):
        return None
    number = MONTHS[r.first(m, "m")]
    year = _year(r, m)
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
    if any(word in _PAST_WORDS for word in relation):
        # In November "last October" is seldom the month before, which is "last month".
        year = base if number < index - ("last" in relation) else base - 1
    elif any(word in _NEXT_WORDS for word in relation):
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
        and m.end() == at + 1
    ):
        return None  # a family name: "Susan Winter"
    year = short_year(r, r.words(m, "y")) if "y" in groups and "'" in r.tokens[at : m.end()] else _year(r, m)
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
    begun = today.year if today.month >= start_month else today.year - 1
    current = tv.days(f"{begun:04d}-{code}")
    inside = current is not None and current[0] <= today <= current[1]
    if any(w in _PAST_WORDS for w in relation):
        year = begun - 1 if inside else begun
    elif any(w in _NEXT_WORDS for w in relation):
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


def bare_year(r: Reading, m: Match) -> Meaning | None:
    """Four digits that are a year and not a count, a price, a part of a longer number, or a name."""
    start, end = m.start("y"), m.end()
    before = r.tokens[start - 1] if start else " "
    after = r.tokens[end] if end < len(r.tokens) else " "
    old = m.re.groupindex.get("y") and int(r.first(m, "y")) < 1900
    if before in tuple("$£€#.:/+-&_@") and not (before == "-" and r.prefix(start)):
        return None
    if before[:1].isalnum() or (after in tuple("%$€£_") or (after[:1].isalnum())):
        return None
    if (after in (".", ",", ":", "/") and end + 1 < len(r.tokens) and r.tokens[end + 1][:1].isdecimal()) or after in (
        "+",
        "/",
    ):
        return None
    following = r.word_after(end)
    word = r.word_before(start)
    if word == "at" and r.capital(end + 1) and following.isalpha():
        return Meaning("DATE", r.first(m, "y"))  # "at 2014 Leeds Film Festival"
    if word in (
        "page",
        "room",
        "channel",
        "model",
        "flight",
        "highway",
        "route",
        "no",
        "area",
        "than",
        "over",
        "some",
        "nearly",
        "about",
        "at",
        "only",
        "another",
        "windows",
        "boeing",
        "office",
    ):
        return None
    if following in (
        "people",
        "shares",
        "miles",
        "meters",
        "metres",
        "points",
        "dollars",
        "pounds",
        "feet",
        "men",
        "women",
        "troops",
        "tons",
        "tonnes",
        "employees",
        "jobs",
        "workers",
        "km",
        "kilometers",
        "gmt",
        "est",
        "edt",
        "others",
        "million",
        "billion",
        "soldiers",
        "votes",
        "homes",
        "students",
        "children",
        "units",
        "cases",
        "acres",
        "words",
        "rpm",
        "hours",
        "yen",
        "francs",
        "marks",
        "rubles",
        "euros",
    ):
        return None
    if old and word not in (
        "in",
        "since",
        "of",
        "by",
        "from",
        "until",
        "circa",
        "to",
        "and",
        "between",
        "during",
        "after",
        "before",
        "early",
        "late",
    ):
        return None
    return Meaning("DATE", r.first(m, "y"))


def apostrophe_year(r: Reading, m: Match) -> Meaning | None:
    """ "in '98"."""
    words = r.words(m, "y")
    if r.word_before(m.start()) not in (
        "in",
        "since",
        "of",
        "from",
        "until",
        "summer",
        "winter",
        "spring",
        "fall",
        "and",
    ):
        return None
    year = short_year(r, words)
    return Meaning("DATE", f"{year:04d}") if year and len(words[0]) == 2 and not r.raw(m.end())[:1].isalpha() else None


def year_span(r: Reading, m: Match) -> Meaning | None:
    """ "1996-97", "1996-2001": from the first year to the last."""
    first, last = r.first(m, "y"), r.first(m, "y2")
    before = r.tokens[m.start() - 1] if m.start() else ""
    after = r.tokens[m.end()] if m.end() < len(r.tokens) else ""
    end = int(last) if len(last) == 4 else int(first[: 4 - len(last)] + last)
    if (
        end <= int(first)
        or end - int(first) > 150
        or before in tuple("$-/.#")
        or after in tuple("-/%")
        or before[:1].isalnum()
        or ("/" in r.tokens[m.start() : m.end()] and end != int(first) + 1)
    ):
        return None
    return Meaning("DATE", first, days=(date(int(first), 1, 1), date(end, 12, 31)))


def spoken(r: Reading, m: Match) -> Meaning | None:
    """ "nineteen ninety-six", "January nineteen ninety-seven", "the year two thousand"."""
    year = spoken_year(r.words(m, "y"))
    if year is None or (
        m["y"]
        and "thousand" in r.words(m, "y")
        and "year" not in r.tokens[m.start() : m.end()]
        and r.word_before(m.start()) not in ("in", "since", "by", "of")
    ):
        return None
    return Meaning("DATE", f"{year:04d}-{MONTHS[r.first(m, 'm')]:02d}" if m["m"] else f"{year:04d}")


def decade(r: Reading, m: Match) -> Meaning | None:
    """ "the 1980s", "the '80s", "the nineties"; two digits and words are of the twentieth century, or this one's."""
    word = r.first(m, "y")
    if word in DECADE_WORDS:
        value = f"{190 + DECADE_WORDS[word]}"
    elif len(word) == 4:
        value = word[:3]
    elif len(word) == 2 and word.endswith("0"):
        value = ("20" if word < "20" else "19") + word[0]
    else:
        return None
    if len(word) == 4 and word[3] != "0":
        return None
    if word in ("twenties", "thirties") and r.word_before(m.start()) not in ("in", "of", "since", "during"):
        return None
    return Meaning("DATE", value)


def century(r: Reading, m: Match) -> Meaning | None:
    """ "the 19th century" is "18": the hundred years whose numbers begin so."""
    number = ordinal(r.words(m, "o"))
    if not number or number > 22:
        return None
    if (
        r.tokens[m.start()] != "the"
        and r.capital(m.end() - 1)
        and r.word_after(m.end())
        and r.capital(m.end() + 1)
        and not r.text.isupper()
    ):
        return NO_MENTION  # the name of a firm
    return Meaning("DATE", f"BC{number:02d}" if m["bc"] else f"{number - 1:02d}")


def ordinal(words: list[str]) -> int:
    """ "third" and "3rd" are 3; 0 when it is none."""
    word = words[0] if words else ""
    return int(word) if word.isdecimal() and len(word) < 5 else ORDINALS.get(word, 0)


def quarter(r: Reading, m: Match) -> Meaning | None:
    """ "the third quarter", "third-quarter", "Q3 2019", "the first half of 1989": without a year, the last one begun."""
    number = ordinal(r.words(m, "o"))
    half = "half" in r.tokens[m.start() : m.end()] or r.tokens[m.start()] == "h"
    if not 1 <= number <= (2 if half else 4):
        return None
    year = _year(r, m)
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
    year = _year(r, m) or (r.published.year if r.published and m["ty"] is not None else None)
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


def weekday(r: Reading, m: Match) -> Meaning | None:
    """A weekday: the last one, this one when today is it, or the next one when the verbs speak of what is to come."""
    at = m.start("w")
    word, groups = r.first(m, "w"), m.re.groupindex
    relation = r.words(m, "rel") if "rel" in groups and m["rel"] is not None else []
    if len(word) < 6:
        before = r.word_before(at)
        if not (
            relation
            or before in ("on", "by", "until", "till", "since", "from", "every")
            or ("part" in groups and r.capital(at))
            or (r.weekday_end >= 0 and at - r.weekday_end <= 4)  # "Fri or Sat"
        ):
            return None
        if before == "on" and not r.capital(at) and word in ("sun", "sat", "wed", "mon"):
            return None
    elif not r.capital(at) and not (
        relation
        or r.word_before(at) in ("on", "by", "until", "a", "since", "from", "late", "early", "of", "and", "to")
        or r.text.islower()
        or len(r.text) < 400
    ):
        return None
    if r.capital(at) and r.word_before(m.start()) in _NAMED_DAY and r.capital(m.start() - 2):
        return NO_MENTION
    r.weekday_end = m.end()
    first = m.start()
    if (
        0 <= at - r.set_end <= _LIST_GAP
        and r.set_end >= 0
        and all(t in (" ", ",", "and", "or", "/", "&") for t in r.tokens[r.set_end : at])
    ):
        r.set_end = m.end()
        return Meaning("SET", f"XXXX-WXX-{WEEKDAYS[word]}")  # "every Monday, Wednesday and Friday"
    if relation == ["following"] and r.tokens[first] == "following":
        relation, first = [], at  # "following Monday's talks" is "after" them
    if relation == ["the"] or (
        not relation
        and r.word_before(at) == "the"
        and "part" not in groups
        and r.capital(m.end() + 1)
        and r.classes[m.end() : m.end() + 1] == " "
    ):
        return None
    part = PARTS_OF_DAY[r.first(m, "part")] if "part" in groups else ""
    if part and r.first(m, "part").endswith("s") and not relation:
        return Meaning("SET", f"XXXX-WXX-{WEEKDAYS[word]}T{part}")  # "on Monday mornings"
    if part and r.capital(m.end() - 1) and r.capital(m.end() + 1) and r.word_after(m.end()) and not r.text.isupper():
        return NO_MENTION  # "Saturday Night Fever"
    number = WEEKDAYS[word]
    end = m.end() - 1 if r.tokens[m.end() - 1] == "." else m.end()
    span = (first, end)
    if r.published is None and not (
        relation and r.last_days and relation[-1] in ("previous", "following", "preceding")
    ):
        value = f"XXXX-WXX-{number}" + (f"T{part}" if part else "")
        return Meaning("TIME" if part else "DATE", value, span=span)
    base = r.published
    if relation and relation[-1] in ("previous", "following", "preceding", "prior") and r.last_days:
        base = r.last_days[0]
    assert base is not None
    back = (base.isoweekday() - number) % 7
    if relation and relation[-1] in _PAST_WORDS:
        one = tv.plus_days(base, -(back or 7))
    elif relation and relation[-1] in _NEXT_WORDS:
        one = tv.plus_days(base, ((-back) % 7) or 7)
    elif relation and relation[-1] == "this":
        one = tv.plus_days(base, -back if r.tense(m) == "past" and back < base.isoweekday() else (-back) % 7)
    elif back and (r.tense(m) == "future" or (back == 6 and not r.tense(m))):
        one = tv.plus_days(base, (-back) % 7)
    else:
        one = tv.plus_days(base, -back)
    one = _bracketed_day(r, end, one)
    value = one.isoformat() + (f"T{part}" if part else "")
    return Meaning("TIME" if part else "DATE", value, days=(one, one), span=span)


def _bracketed_day(r: Reading, end: int, weekday: date) -> date:
    """The date in brackets after a weekday ("on Sunday (March 17)"), of the years around; `weekday` where there is none."""
    if r.tokens[end : end + 2] != [" ", "("]:
        return weekday
    words = [token for token in r.tokens[end + 2 : end + 8] if token != "."]
    named = [token for token in words[:3] if token in MONTHS]
    doms = [int(token) for token in words[:3] if token.isdecimal() and len(token) < 3]
    if not named or not doms:
        return weekday
    options = [d for y in (-1, 0, 1) if (d := tv.day(weekday.year + y, MONTHS[named[0]], doms[0]))]
    return min(
        (d for d in options if d.isoweekday() == weekday.isoweekday()),
        key=lambda d: abs((d - weekday).days),
        default=weekday,
    )


def weekdays(r: Reading, m: Match) -> Meaning | None:
    """ "Fridays": every Friday."""
    return Meaning("SET", f"XXXX-WXX-{WEEKDAYS[r.first(m, 'w')[:-1]]}") if r.capital(m.start()) else None


def holiday(r: Reading, m: Match) -> Meaning | None:
    """A named holiday in the year given, or in the year nearest to the document's date."""
    start, end = m.span("h")
    names = [t for t in r.tokens[start:end] if t.isalpha() and t != "s"]
    kept = end
    while names and not holidays.known(" ".join(names)):
        kept -= 1
        while kept > start and not r.tokens[kept - 1].isalpha():
            kept -= 1
        if kept <= start:
            return None
        names = [t for t in r.tokens[start:kept] if t.isalpha() and t != "s"]
    name = " ".join(names)
    if not names or (not r.capital(start) and name not in ("christmas", "xmas", "easter", "halloween")):
        return None
    if name in ("new year", "new years") and not ("'" in r.tokens[start:kept] or r.word_before(m.start()) == "the"):
        return None
    groups = m.re.groupindex
    year = _year(r, m) if kept == end else None
    relation = r.words(m, "rel") if m["rel"] is not None else []
    span = (m.start(), m.end() if kept == end else kept)
    if year is None:
        if r.published is None:
            year = r.year
        else:
            options = [d for y in range(r.published.year - 1, r.published.year + 2) if (d := holidays.holiday(name, y))]
            published = r.published
            past, future = [d for d in options if d < published], [d for d in options if d > published]
            if any(w in _PAST_WORDS for w in relation) and past:
                year = past[-1].year
            elif any(w in _NEXT_WORDS for w in relation) and future:
                year = future[0].year
            elif "this" in relation:
                year = published.year
            elif options:
                near = _nearest(r, m, options)
                year = near.year if near else None
    one = holidays.holiday(name, year) if year else None
    if one is not None and kept == end and m["we"] is not None:
        # The weekend beside the holiday: after it from Wednesday on, before it otherwise.
        near = one if one.isoweekday() >= _WEDNESDAY else tv.plus_days(one, -_DAYS_OF_A_WEEK)
        return Meaning("DATE", tv.week_value(near) + "-WE", span=span)
    return (
        Meaning("DATE", one.isoformat(), span=span)
        if one
        else (Meaning("DATE", "", span=span) if "h" in groups else None)
    )


def clock(r: Reading, m: Match) -> Meaning | None:
    """A time of day, on the day that the sentence names or else the document's."""
    groups = m.re.groupindex
    hour, minute, half = -1, 0, ""
    if "noon" in groups and m["noon"] is not None:
        hour = 0 if r.first(m, "noon") == "midnight" else 12
    elif "c" in groups:
        words = r.words(m, "c")
        half = "".join(w for w in words if w.isalpha())
        digits = [w for w in words if w.isdecimal()]
        if len(digits[0]) > 2:
            digits = [digits[0][:-2], digits[0][-2:]]
        if len(digits) > 1 and len(digits[1]) != 2:
            return None
        hour, minute = int(digits[0]), int(digits[1]) if len(digits) > 1 else 0
        if not 0 <= hour <= 12 and half != "am":
            return None
        hour = hour % 12 + (12 if half == "pm" else 0)
    elif "hm" in groups:
        digits_ = r.first(m, "hm")
        if len(digits_) != 4:
            return None
        hour, minute = int(digits_[:2]), int(digits_[2:])
    elif "min" in groups:
        if (
            len(r.first(m, "min")) != 2
            or (m.start() and r.tokens[m.start() - 1] in tuple(":.$-/"))
            or (m.end() < len(r.tokens) and r.tokens[m.end()] in tuple(":"))
        ):
            return None
        hour, minute = int(r.first(m, "h")), int(r.first(m, "min"))
        if len(r.first(m, "h")) == 1 and r.word_before(m.start()) not in (
            "at",
            "by",
            "from",
            "until",
            "to",
            "around",
            "about",
            "since",
            "and",
            "before",
            "after",
        ):
            return None
    else:
        word = r.first(m, "h")
        hour = int(word) if word.isdecimal() else SMALL.get(word) or TENS.get(word) or 99
        if hour > 12:
            return None
        part = PARTS_OF_DAY.get(r.first(m, "part"), "")
        hour = hour % 12 + 12 if part in ("AF", "EV") or (part == "NI" and hour > 5) else hour
    if hour > 23 or minute > 59:
        return None
    time = f"T{hour:02d}:{minute:02d}"
    one = sentence_day(r, m)
    if one is None:
        return Meaning("TIME", "XXXX-XX-XX" + time)
    return Meaning("TIME", one.isoformat() + time, days=(one, one), anchors=False)


def clock_date(r: Reading, m: Match) -> Meaning | None:
    """ "9 a.m. Tuesday", "noon Saturday", "5 p.m. EST Nov. 9": the time on that day."""
    time = clock(r, m)
    if time is None:
        return None
    if "rel" in m.re.groupindex and "w" not in m.re.groupindex:
        last = r.first(m, "rel") in _PAST_WORDS
        on = tv.plus_days(r.published, -1 if last else 0).isoformat() if r.published else ""
    elif m["de"] is not None:
        on = tv.plus_days(r.published, DEICTIC[r.first(m, "de")]).isoformat() if r.published else ""
    else:
        date_of = weekday(r, m) if m["w"] is not None else full_date(r, m)
        on = date_of.value[:10] if date_of else ""
    one = tv.days(on)
    if one is None:
        return Meaning("TIME", time.value)
    return Meaning("TIME", f"{on}{time.value[time.value.index('T') :]}", days=one)


def date_clock(r: Reading, m: Match) -> Meaning | None:
    """ "this Sat, 7pm", "tomorrow at 6 p.m.", "May 10, 2014 2pm": the time on that day."""
    return clock_date(r, m)


def sentence_day(r: Reading, m: Match) -> date | None:
    """The day that the clock time beside it belongs to: one just mentioned, or the document's."""
    reach = 60 if r.post else 250  # characters; a post speaks of its own day
    if r.last_days and r.last_days[0] == r.last_days[1] and 0 <= r.starts[m.start()] - r.last_at < reach:
        return r.last_days[0]
    return r.published


RULES: dict[str, Callable[[Reading, Match], Meaning | None]] = {
    "iso": iso, "compact": compact, "numeric": numeric, "mdy": full_date, "dmy": full_date, "monthspan": full_date, "rel_mdy": full_date,
    "ord_month": ordinal_date, "month_ord": ordinal_date, "dom_of": day_of_named_month, "the_day": day_of_month, "wday_dom": day_of_month,
    "week_of_month": part_of_month, "wday_of_month": part_of_month, "month_year": month, "month_rel": month, "rel_month": month, "month": month,
    "season_year": season, "season_apos": season, "season_rel": season, "year_season": season, "rel_season": season, "season": season,
    "year": bare_year, "old_year": bare_year, "apos_year": apostrophe_year, "year_span": year_span,
    "spoken_year": spoken, "fiscal_year": lambda r, m: Meaning("DATE", r.first(m, "y")),
    "decade": decade, "apos_decade": decade, "word_decade": decade, "century": century,
    "quarter": quarter, "year_quarter": quarter, "rel_quarter": quarter, "q_quarter": quarter, "last_half": last_half, "quarters": quarter, "final_quarter": final_quarter,
    "wday_part": weekday, "wday": weekday, "wdays": weekdays,
    "hol1": holiday, "holiday": holiday,
    "clock": clock, "clock_date": clock_date, "clock24_date": clock_date, "military_date": clock_date, "clock_night": clock_date, "date_clock": date_clock, "clock24": clock, "military": clock, "oclock": clock, "hour_part": clock, "noon": clock,
}  # fmt: skip
