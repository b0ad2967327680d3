"""Mentions of weekdays and holidays: which day of which week or year is meant."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Final

from index import holiday as holidays
from index import timevalue as tv
from index.calendarmention import nearest
from index.reading import NO_MENTION, Meaning, Reading
from index.timeword import (
    MONTHS,
    NEXT_WORDS,
    PARTS_OF_DAY,
    PAST_WORDS,
    WEEKDAYS,
)
from index.yearmention import named_year

Match = re.Match[str]

_DAYS_OF_A_WEEK: Final = 7
_WEDNESDAY: Final = 3
_LIST_GAP: Final = 5  # tokens between days of a list: ", and "
_QUOTATION: Final = (("“", "”"), ('"', '"'), ("‘", "’"))
_OPENING: Final = frozenset(opening for opening, _ in _QUOTATION)
_TITLE: Final = 10  # tokens, spaces among them
_NO_TITLE: Final = frozenset("on by in from until till since last next this late early every see".split())
# Days that have a name of their own ("Black Monday"), and are not of this week.
_NAMED_DAY: Final = frozenset("black bloody super holy fat shrove maundy whit freaky".split())


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
    if r.capital(at) and _is_of_title(r, at):
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
    if relation and relation[-1] in PAST_WORDS:
        one = tv.plus_days(base, -(back or 7))
    elif relation and relation[-1] in NEXT_WORDS:
        one = tv.plus_days(base, ((-back) % 7) or 7)
    elif relation and relation[-1] == "this":
        one = tv.plus_days(base, -back if r.tense(m) == "past" and back < base.isoweekday() else (-back) % 7)
    elif back and (r.tense(m) == "future" or (back == 6 and not (r.tense(m) or r.tense_before(m) == "past"))):
        one = tv.plus_days(base, (-back) % 7)
    else:
        one = tv.plus_days(base, -back)
    one = _bracketed_day(r, end, one)
    value = one.isoformat() + (f"T{part}" if part else "")
    return Meaning("TIME" if part else "DATE", value, days=(one, one), span=span)


def _is_of_title(r: Reading, weekday: int) -> bool:
    """Whether a weekday stands in quotation marks with other words that all begin with a capital: “Pink Friday 2”."""
    start, end = weekday - 1, weekday + 1
    if _OPENING.isdisjoint(r.tokens[max(0, start - _TITLE) : weekday]):
        return False  # as nearly every one
    while start >= 0 and weekday - start <= _TITLE and (r.tokens[start] == " " or r.capital(start)):
        start -= 1
    while (
        end < len(r.tokens)
        and end - weekday <= _TITLE
        and (r.tokens[end] in " ,.?!" or r.capital(end) or r.tokens[end].isdecimal())
    ):
        end += 1
    marks = (r.raw(start), r.raw(end))
    return marks in _QUOTATION and any(
        r.capital(i) and r.tokens[i] not in _NO_TITLE for i in range(start + 1, end) if i != weekday
    )


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
    if name.startswith("new year") and r.word_after(kept) in ("honours", "honors", "resolution", "resolutions"):
        return NO_MENTION
    groups = m.re.groupindex
    year = named_year(r, m) if kept == end else None
    relation = r.words(m, "rel") if m["rel"] is not None else []
    span = (m.start(), m.end() if kept == end else kept)
    if year is None:
        if r.published is None:
            year = r.year
        else:
            options = [d for y in range(r.published.year - 1, r.published.year + 2) if (d := holidays.holiday(name, y))]
            published = r.published
            past, future = [d for d in options if d < published], [d for d in options if d > published]
            if any(w in PAST_WORDS for w in relation) and past:
                year = past[-1].year
            elif any(w in NEXT_WORDS for w in relation) and future:
                year = future[0].year
            elif "this" in relation:
                year = published.year
            elif options:
                near = nearest(r, m, options)
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


RULES: Final[dict[str, Callable[[Reading, Match], Meaning | None]]] = {
    "wday_part": weekday, "wday": weekday, "wdays": weekdays, "hol1": holiday, "holiday": holiday,
}  # fmt: skip
