"""Mentions made of two: a part of a named day ("the morning of 17 June"), days of a list ("3-5 October"), "weeks ago"."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from index import timevalue as tv
from index.calendarmention import full_date, last_season, month, season
from index.reading import Meaning, Reading
from index.relativemention import unit_value, vague_days
from index.timeword import DEICTIC, NEXT_WORDS, PARTS_OF_DAY, UNITS, WEEKDAYS
from index.weekdaymention import weekday

Match = re.Match[str]

# After "3 and 4", a word that can follow a date; a noun there would be what is counted ("May 2 and 3 people").
_AFTER_A_DAY: Final = frozenset(
    "at in and or to from with when as after before for while but where who that of".split()
)
_MOST_WEEKS: Final = 520
_MOST_SEASONS: Final = 100
_LATER: Final = frozenset("later after hence".split())


def part_of_date(r: Reading, m: Match) -> Meaning | None:
    """ "the morning of 17 June 2021", "the week of March 6"."""
    on = full_date(r, m)
    interval = tv.days(on.value) if on is not None else None
    if interval is None:
        return None
    one, word = interval[0], r.first(m, "part")
    if word in PARTS_OF_DAY:
        return Meaning("TIME", f"{one.isoformat()}T{PARTS_OF_DAY[word]}", days=interval)
    return Meaning("DATE", unit_value(one, UNITS[word])) if word in ("day", "week", "weekend") else None


def month_of(r: Reading, m: Match) -> Meaning | None:
    """ "the month of April"."""
    return month(r, m) if r.first(m, "unit") == "month" else None


def early_part(r: Reading, m: Match) -> Meaning | None:
    """ "mid afternoon", "late morning", "early evening Tuesday": of the day beside it, else of the document's."""
    code = PARTS_OF_DAY[r.first(m, "part")]
    on = weekday(r, m) if m["w"] is not None else None
    named = on is not None or m["de"] is not None
    if code == "NI" and not named:
        return None  # "late-night" says when, not which day
    mod = {"early": "START", "late": "END"}.get(r.first(m, "em"), "MID")
    span = (m.start(), m.end() if named else m.end("part"))  # the sun of "mid-afternoon sun" is no Sunday
    if on is not None:
        base = tv.days(on.value[:10])
    elif r.published is None:
        base = None
    elif m["de"] is not None:
        one = tv.plus_days(r.published, DEICTIC[r.first(m, "de")])
        base = (one, one)
    else:
        single = r.last_days is not None and r.last_days[0] == r.last_days[1]
        near = single and 0 <= r.starts[m.start()] - r.last_at < 200
        base = r.last_days if near else (r.published, r.published)
    if base is None:
        return Meaning("TIME", f"XXXX-XX-XXT{code}", mod, span=span, anchors=False)
    return Meaning("TIME", f"{base[0].isoformat()}T{code}", mod, days=base, span=span, anchors=named)


def first_days(r: Reading, m: Match) -> Meaning | None:
    """The "3" of "3-5 October", the "10" and the "11" of "10, 11 and 12 November 2021"."""
    if not r.capital(m.start("m")):
        return None
    last = int(r.first(m, "last"))
    return full_date(r, m) if int(r.first(m, "d")) < last else None


def next_day(r: Reading, m: Match) -> Meaning | None:
    """The "5" of "Oct. 3-5" and of "October 3 and 5": a number that goes on with a date right before it."""
    at = m.start()
    if r.listed < 0 or r.last_days is None or r.last_days[0] != r.last_days[1]:
        return None
    between = [token for token in r.tokens[r.listed : at] if token != " "]
    if at - r.listed > 4 or len(between) != 1:
        return None
    joined = between[0] in ("-", "–", "—", "to", "through")
    after, mark = r.word_after(m.end()), r.tokens[m.end()] if m.end() < len(r.tokens) else ""
    if mark in ("%", ":", "/") or (mark in (".", ",") and r.tokens[m.end() + 1 : m.end() + 2] == ["0"]):
        return None
    if not joined and after and after not in _AFTER_A_DAY:
        return None
    before = r.last_days[0]
    one = tv.day(before.year, before.month, int(r.first(m, "d")))
    return Meaning("DATE", one.isoformat()) if one is not None and one > before else None


def units_ago(r: Reading, m: Match) -> Meaning | None:
    """ "weeks ago", "months later", "hours before the vote"."""
    letter = UNITS[r.first(m, "unit")]
    direction = r.first(m, "dir")
    if direction == "ago":
        return Meaning("DATE", "PAST_REF", days=vague_days(r, letter, back=True), anchors=False)
    return Meaning("DURATION", tv.duration_value(None, letter), span=(m.start(), m.start("dir") - 1))


# Behind "the night before": a preposition or conjunction, so that nothing says before what.
_STANDS_ALONE: Final = frozenset(
    ("", *"and but at in near outside inside from with as because while when where who for by".split())
)


def unit_before(r: Reading, m: Match) -> Meaning | None:
    """ "the year before", "the day after", where no words follow that would say before what."""
    if r.word_after(m.end()) not in _STANDS_ALONE:
        return None
    base, word = r.reference(), r.first(m, "unit")
    step = 1 if r.first(m, "dir") in _LATER else -1
    if base is None or (word in ("day", *PARTS_OF_DAY) and base[0] != base[1]):
        return Meaning("DATE", "", anchors=False)  # of which day, nothing has said
    if word in PARTS_OF_DAY:
        one = tv.plus_days(base[0], step)
        return Meaning("TIME", f"{one.isoformat()}T{PARTS_OF_DAY[word]}", days=(one, one))
    letter = UNITS[word]
    if letter.startswith("T") or letter == "Q":
        return None
    return Meaning("DATE", unit_value(tv.shifted(base[0], step, letter), letter))


def weekday_before(r: Reading, m: Match) -> Meaning | None:
    """ "the Saturday before", "the Tuesday after that", where no words follow that would say before what else."""
    if r.word_after(m.end()) not in _STANDS_ALONE | {"that"}:
        return None
    base = r.reference()
    if base is None or base[0] != base[1]:
        return None
    ahead = r.first(m, "dir") in _LATER
    days = (WEEKDAYS[r.first(m, "w")] - base[0].isoweekday()) % 7 or 7
    one = tv.plus_days(base[0], days if ahead else ((days - 7) or -7))
    return Meaning("DATE", one.isoformat(), days=(one, one))


def beyond(r: Reading, m: Match) -> Meaning | None:
    """ "the Monday after next", "the week after next", "the month before last"."""
    said = (r.first(m, "dir"), r.first(m, "rel"))
    if said not in (("after", "next"), ("before", "last")):
        return None
    if r.published is None:
        return Meaning("DATE", "", anchors=False)
    step = 1 if said[0] == "after" else -1
    if m["w"] is not None:
        return _weeks_on(r, r.first(m, "w"), step)
    letter = UNITS[r.first(m, "unit")]
    if letter.startswith("T") or letter in ("D", "FN"):
        return None
    return Meaning("DATE", unit_value(tv.shifted(r.published, 2 * step, letter), letter))


def weekday_of(r: Reading, m: Match) -> Meaning | None:
    """ "the Thursday of last week", "Monday of the week after next"."""
    relation = (r.words(m, "rel") or [r.first(m, "dir"), r.first(m, "rel2")])[-2:]
    step = {"this": 0, "that": 0, "same": 0}.get(relation[-1])
    if step is None:
        step = 1 if relation[-1] in NEXT_WORDS else -1
    if m["far"] is not None:
        if relation not in (["after", "next"], ["before", "last"]):
            return None
        step *= 2
    base = r.reference() if relation[-1] in ("that", "same") else (r.published, r.published) if r.published else None
    if base is None or (r.first(m, "unit") or r.first(m, "far")) != "week":
        return None
    one = tv.plus_days(base[0], 7 * step + WEEKDAYS[r.first(m, "w")] - base[0].isoweekday())
    return Meaning("DATE", one.isoformat(), days=(one, one))


def season_beyond(r: Reading, m: Match) -> Meaning | None:
    """ "the summer before last", "the winter after next"."""
    said = (r.first(m, "dir"), r.first(m, "rel"))
    near = season(r, m) if said in (("after", "next"), ("before", "last")) else None
    return _years_on(near, 1 if said[0] == "after" else -1)


def seasons_ago(r: Reading, m: Match) -> Meaning | None:
    """ "two summers ago": the one before the last, as people count."""
    count, name = r.number(m, "n"), r.first(m, "s").removesuffix("s")
    if count is None or not 1 <= count <= _MOST_SEASONS or r.first(m, "dir") != "ago" or r.published is None:
        return None
    return _years_on(Meaning("DATE", last_season(r.published, name)), 1 - int(count))


def _years_on(near: Meaning | None, years: int) -> Meaning | None:
    if near is None or not near.value[:4].isdecimal():
        return near
    return replace(near, value=f"{int(near.value[:4]) + years:04d}{near.value[4:]}")


def ago_in(r: Reading, m: Match) -> Meaning | None:
    """ "fifty years ago this week", "ten years ago next month": that week or month of that year."""
    count, letter = r.number(m, "n"), UNITS[r.first(m, "unit")]
    part, relation = UNITS[r.first(m, "in")], r.first(m, "rel")
    if count is None or letter not in ("Y", "DE", "CE") or part not in ("W", "M") or r.first(m, "dir") != "ago":
        return None
    if r.published is None:
        return None
    step = 0 if relation == "this" else 1 if relation in NEXT_WORDS else -1
    then = tv.shifted(tv.shifted(r.published, step, part), -count, letter)
    return Meaning("DATE", unit_value(then, part))


def weekday_week(r: Reading, m: Match) -> Meaning | None:
    """ "on Monday week", "a week on Monday", as British papers count: a week after the next Monday; and "a week last Monday"."""
    group = "w" if m["w"] is not None else "w2"
    unit = r.first(m, "unit" if m["w"] is not None else "unit2")
    if unit not in ("week", "fortnight") or not r.capital(m.start(group)) or r.published is None:
        return None
    weeks = 2 if unit == "fortnight" else 1
    if group == "w" and r.first(m, "on") != "on":
        weeks = -weeks if r.first(m, "on") == "last" else 0
    elif r.word_before(m.start()) in ("the", "a", "last", "this") or r.tense(m) == "past":
        weeks = 0
    if not weeks:
        return None
    return _weeks_on(r, r.first(m, group), weeks)


def _weeks_on(r: Reading, weekday: str, weeks: int) -> Meaning:
    """The weekday so many weeks after the next one, or before the last one where `weeks` is negative."""
    assert r.published is not None
    days = (WEEKDAYS[weekday] - r.published.isoweekday()) % 7 or 7
    one = tv.plus_days(r.published, (days if weeks > 0 else days - 7 or -7) + 7 * weeks)
    return Meaning("DATE", one.isoformat(), days=(one, one))


def the_units(r: Reading, m: Match) -> Meaning | None:
    """ "over the years", "in the weeks before the vote"."""
    before, after = r.word_before(m.start()), r.word_after(m.end())
    if before not in ("over", "in", "through", "during") and after not in ("before", "after", "since", "following"):
        return None
    return Meaning("DURATION", tv.duration_value(None, UNITS[r.first(m, "unit")]))


def unit_long(r: Reading, m: Match) -> Meaning | None:
    """ "year-long", "decades-long", "monthlong"."""
    word = r.first(m, "unit").removesuffix("long")
    return Meaning("DURATION", tv.duration_value(None if word.endswith("s") else 1, UNITS[word]))


def quarter_of(r: Reading, m: Match) -> Meaning | None:
    """ "a quarter of a century", "a quarter-century", "a quarter of an hour"."""
    value = {"CE": "P25Y", "TH": "PT15M", "Y": "P3M", "TM": "PT15S"}.get(UNITS[r.first(m, "unit")])
    return Meaning("DURATION", value) if value else None


def weekdays_ago(r: Reading, m: Match) -> Meaning | None:
    """ "two Fridays ago"."""
    count = r.number(m, "n")
    if count is None or not 1 <= count <= _MOST_WEEKS or r.published is None or r.first(m, "dir") != "ago":
        return None
    back = (r.published.isoweekday() - WEEKDAYS[r.first(m, "w")[:-1]]) % 7 or 7
    return Meaning("DATE", tv.plus_days(r.published, -back - 7 * (int(count) - 1)).isoformat())


def attacks_of_2001(r: Reading, m: Match) -> Meaning | None:
    """ "9/11", which news writes as the name of a day."""
    digits = [token for token in r.tokens[m.start() : m.end()] if token.isdecimal()]
    before = r.tokens[m.start() - 1] if m.start() else ""
    after = r.tokens[m.end()] if m.end() < len(r.tokens) else ""
    if (
        digits != ["9", "11"]
        or before in tuple("/-.$")
        or after in tuple("/%")
        or (r.published and r.published.year < 2001)
    ):
        return None
    return Meaning("DATE", "2001-09-11")


RULES: Final[dict[str, Callable[[Reading, Match], Meaning | None]]] = {
    "part_mdy": part_of_date, "part_dmy": part_of_date, "part_wday": weekday, "month_of": month_of,
    "early_part": early_part, "first_days": first_days, "next_day": next_day,
    "units_ago": units_ago, "unit_before": unit_before, "wday_before": weekday_before, "wday_of": weekday_of, "beyond": beyond,
    "wday_week": weekday_week, "season_beyond": season_beyond, "seasons_ago": seasons_ago, "ago_in": ago_in, "the_units": the_units,
    "unit_long": unit_long, "quarter_of": quarter_of, "wdays_ago": weekdays_ago, "nine_eleven": attacks_of_2001,
}  # fmt: skip
