"""Mentions told from here and now, or from another mention: "yesterday", "next week", "two days ago", "a year later"."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import MAXYEAR, MINYEAR, date
from typing import Final

from index import timevalue as tv
from index.quartermention import last_quarter, quarter_ended
from index.reading import NO_MENTION, Meaning, Reading
from index.timeword import (
    DEICTIC,
    MONTHS,
    NEXT_WORDS,
    PARTS_OF_DAY,
    PAST_WORDS,
    REFERENCES,
    UNITS,
    WEEKDAYS,
)

Match = re.Match[str]

_WITH_CLAUSE: Final = frozenset("that when as".split())
_FROM_MENTION: Final = frozenset("previous prior preceding following same that".split())
# "Soon" is a time where it stands with a verb of what is to come ("may soon seek"); elsewhere it tells how, not when.
_BEFORE_SOON: Final = frozenset("will ll may might could would should can to shall must very pretty".split())
_EVERYWHERE: Final = frozenset("today tonight yesterday tomorrow tonite".split())
_SPANNING: Final = frozenset("over in during within for throughout".split())
_BACKWARD: Final = frozenset("ago earlier before previously".split())
_WHOLE: Final = {"Y": 12, "DE": 120, "CE": 1200, "Q": 3, "M": 1}


def deictic(r: Reading, m: Match) -> Meaning | None:
    """ "yesterday", "tonight", "tomorrow morning"."""
    word = r.first(m, "w")
    part = r.first(m, "part")
    if word not in _EVERYWHERE and not r.post:
        return None  # "YTD" is the year to date
    if r.word_before(m.start()).isalpha() and _is_title(r, m.start()):
        return None
    night = word in ("tonight", "tonite", "tonights")
    code = PARTS_OF_DAY[part] if part else ("NI" if night else "")
    kind: str = "TIME" if code else "DATE"
    suffix = f"T{code}" if code else ""
    if r.published is None:
        return Meaning("TIME" if code else "DATE", f"XXXX-XX-XX{suffix}" if kind == "TIME" else "", anchors=False)
    one = tv.plus_days(r.published, DEICTIC[word])
    return Meaning("TIME" if code else "DATE", one.isoformat() + suffix, days=(one, one))


def _is_title(r: Reading, at: int) -> bool:
    """Whether a word ends the name of a paper or programme ("USA Today"): a capital after letters that are all capitals."""
    before = r.raw(at - 2)
    return r.capital(at) and not r.raw(at).isupper() and len(before) > 1 and before.isupper()


def day_before_yesterday(r: Reading, m: Match) -> Meaning | None:
    """ "the day before yesterday", "the day after tomorrow"."""
    step = -1 if r.first(m, "dir") in _BACKWARD else 1
    offset = DEICTIC[r.first(m, "w")] + step
    if r.published is None:
        return Meaning("DATE", "", anchors=False)
    return Meaning("DATE", tv.plus_days(r.published, offset).isoformat())


def part_of_day(r: Reading, m: Match) -> Meaning | None:
    """ "this morning", "last night", "that evening", "the next morning", "overnight"."""
    groups = m.re.groupindex
    word = r.first(m, "part")
    code = PARTS_OF_DAY[word]
    relation = r.words(m, "rel") if "rel" in groups and m["rel"] is not None else []
    if "rel" not in groups and "art" not in groups and (r.in_name(m.start()) or (word != "overnight" and not r.post)):
        return None
    if "art" in groups:
        before = r.word_before(m.start())
        if r.first(m, "art") != "the" or before not in ("in", "during", "into", "of", "through"):
            return None
        base = r.reference()
        if base is not None and base[0] != base[1]:
            base = None  # of which day, nothing has said
    elif (
        relation and relation[-1] in ("this", "last", "past", "latest", "current", "present", "coming", "upcoming")
    ) or (not relation and "rel" not in groups):
        base = (r.published, r.published) if r.published else None
    elif not relation:
        return None
    else:
        base = r.reference() if r.last_days is None or r.last_days[0] == r.last_days[1] else None
    if base is None:
        return Meaning("TIME", f"XXXX-XX-XXT{code}", anchors=False)
    last = relation[-1] if relation else ""
    step = -1 if last in PAST_WORDS else 1 if last in NEXT_WORDS else 0
    one = tv.plus_days(base[0], step)
    return Meaning("TIME", f"{one.isoformat()}T{code}", days=(one, one))


def unit_value(one: date, unit: str) -> str:
    """The value of the calendar unit that a day lies in."""
    if unit in ("W", "FN"):
        return tv.week_value(one)
    if unit == "WE":
        return tv.week_value(one) + "-WE"
    if unit == "M":
        return f"{one:%Y-%m}"
    if unit == "Q":
        return f"{one.year:04d}-Q{tv.quarter(one)}"
    if unit == "Y":
        return f"{one.year:04d}"
    if unit == "DE":
        return f"{one.year // 10:03d}"
    if unit == "CE":
        return f"{one.year // 100:02d}"
    return one.isoformat()


def unit(r: Reading, m: Match) -> Meaning | None:
    """ "last week", "this year", "the following day", "that month", "the past year"."""
    letter = UNITS[r.first(m, "unit")]
    relation = r.words(m, "rel")
    word = relation[-1]
    fiscal = "fiscal" in r.tokens[m.start() : m.end()]
    definite = (relation[0] == "the" and not fiscal) or relation == ["past"] or relation == ["this", "past"]
    if letter in ("TS", "TM", "NI") or _is_name(r, m, "unit"):
        return None
    if letter == "Q" and r.of_match:
        return NO_MENTION
    if letter == "Q" and word == "latest":
        value = r.near_quarter(r.starts[m.start()]) or last_quarter(r)
        r.report(value, r.starts[m.start()])
        return Meaning("DATE", value, anchors=False)
    if letter == "Q" and word in ("that", "same") and r.quarter:
        return Meaning("DATE", r.last_value if r.last_value[4:6] == "-Q" else r.quarter)
    if letter == "Y" and relation == ["last"] and _is_compared(r, m.start()):
        quarter = r.near_quarter(r.starts[m.start()])
        if quarter:
            return Meaning("DATE", f"{int(quarter[:4]) - 1:04d}{quarter[4:]}", anchors=False)
    if letter == "TH":
        return _span(r, 1, letter, word) if word in PAST_WORDS | NEXT_WORDS else None
    if word == "past" and definite:
        return _span(r, 1, letter, word)
    if word == "last" and definite and letter not in ("Q", "WE"):
        return None if letter == "D" else _span(r, 1, letter, word)
    ahead = word == "next" and definite and letter not in ("D", "WE", "Q")
    if ahead and (r.last_days is None or letter not in "WMY" or r.word_before(m.start()) in _SPANNING):
        return _span(r, 1, letter, word)
    if letter == "D" and word in ("last", "latest", "past", "current", "present", "upcoming", "coming"):
        return None
    own = word in _FROM_MENTION or (letter == "D" and word == "next") or ahead
    if word == "same" and letter in "WMY" and r.word_after(m.end()) in _WITH_CLAUSE and _is_news(r, m.start()):
        own = False
    base = r.reference() if own else ((r.published, r.published) if r.published else None)
    if base is None:
        return Meaning("DATE", "", anchors=False)
    if letter == "D" and own and word in ("that", "same") and base[0] != base[1]:
        wide = r.last_value if len(r.last_value) == len("2013-01") and r.last_value[5:].isdecimal() else ""
        return Meaning("DATE", wide, anchors=False) if wide else None  # a day of that month, which is not said
    start = base[0]
    # The latest fiscal year is the last one that is over.
    latest = word == "latest" and (fiscal or letter in "MW")
    step = -1 if word in PAST_WORDS or latest else 1 if word in NEXT_WORDS else 0
    if step and not can_count(base, letter):
        return Meaning("DATE", "", anchors=False)
    one = tv.shifted(start.replace(day=1) if letter in _WHOLE else start, step, letter)
    if letter == "WE" and word == "this" and start.isoweekday() <= 3 and r.tense(m) == "past":
        one = tv.plus_days(start, -7)
    return Meaning("DATE", unit_value(one, letter))


def _is_news(r: Reading, start: int) -> bool:
    """Whether a sentence puts the news beside another event in "the same week that": it names no other time itself."""
    return r.published is not None and re.search(r"[.!?\n]\s", r.text[max(0, r.last_at) : r.starts[start]]) is not None


def can_count(base: tv.Days, letter: str) -> bool:
    """Whether units can be counted from these days: days only from one day, weeks from a week at most."""
    width = (base[1] - base[0]).days
    if letter in ("D", "NI", "WE", "TH", "TM", "TS"):
        return width == 0
    return width < 7 if letter in ("W", "FN") else True


def _is_compared(r: Reading, at: int) -> bool:
    """Whether a figure is compared with that of then: "compared with a loss of $3 million last year"."""
    words = [token for token in r.tokens[max(0, at - 28) : at] if token.isalpha()]
    return any(word in ("compared", "compare", "compares", "versus", "against") for word in words)


def _is_name(r: Reading, m: Match, group: str) -> bool:
    """Whether a unit is part of a name ("This Week", a programme): a capital where only a name has one."""
    at = m.start(group)
    return r.capital(at) and not r.raw(at).isupper() and not r.raw(m.start()).isupper()


def _span(r: Reading, count: float | None, letter: str, word: str) -> Meaning:
    """So many units up to, or from, the document's date."""
    days: tv.Days | None = None
    if r.published is not None and count is not None:
        away = tv.shifted(r.published, -count if word in PAST_WORDS else count, letter)
        days = (min(away, r.published), max(away, r.published))
    return Meaning("DURATION", tv.duration_value(count, letter), days=days)


def units(r: Reading, m: Match) -> Meaning | None:
    """ "the last three years", "the next few weeks", "these two days"."""
    relation = r.words(m, "rel")
    word = relation[-1] if relation else "last"
    count = r.number(m, "n")
    letter = UNITS[r.first(m, "unit")]
    if word in PAST_WORDS | NEXT_WORDS:
        return _span(r, count, letter, word)
    return Meaning("DURATION", tv.duration_value(count, letter))


def units_or(r: Reading, m: Match) -> Meaning | None:
    """ "the next two or three years"."""
    return _span(r, r.number(m, "n"), UNITS[r.first(m, "unit")], r.first(m, "rel"))


def vague_units(r: Reading, m: Match) -> Meaning | None:
    """ "recent weeks", "coming months", "the previous years"."""
    word = r.first(m, "ref")
    letter = UNITS[r.first(m, "unit")]
    if word in ("these", "those"):
        return None
    if word in REFERENCES and word not in ("recent", "current"):
        return None
    days: tv.Days | None = None
    if r.published is not None and letter in ("D", "W", "M", "Y", "DE"):
        # "recent weeks": within about ten of them.
        away = tv.shifted(r.published, 10 if word in NEXT_WORDS else -10, letter)
        days = (min(away, r.published), max(away, r.published))
    return Meaning("DURATION", tv.duration_value(None, letter), days=days)


def mid_unit(r: Reading, m: Match) -> Meaning | None:
    """ "midyear", "mid-week": the middle of the one that the document's date is in, or of the next year once that is over."""
    letter = UNITS[r.first(m, "unit") or r.tokens[m.start()].removeprefix("mid")]
    if letter not in ("Y", "M", "W", "DE", "CE"):
        return None
    if r.published is None:
        return Meaning("DATE", "", "MID", anchors=False)
    one = r.published
    if letter == "Y" and one.month > 7 and r.tense(m) == "future":
        one = tv.plus_months(one, 12)
    value = unit_value(one, letter)
    days = tv.days(value)
    return Meaning("DATE", value, "MID", days=tv.narrowed(days, "MID") if days else None)


def unit_end(r: Reading, m: Match) -> Meaning | None:
    """ "month's end", "the quarter's end"."""
    if r.published is None:
        return Meaning("DATE", "", "END", anchors=False)
    value = unit_value(r.published, UNITS[r.first(m, "unit")])
    days = tv.days(value)
    return Meaning("DATE", value, "END", days=tv.narrowed(days, "END") if days else None)


def year_end(r: Reading, m: Match) -> Meaning | None:
    """ "year end", "by year's end"; after "since", the end of the year before."""
    if r.published is None:
        return Meaning("DATE", "", "END", anchors=False)
    back = r.word_before(m.start()) in ("since", "from") or r.tense(m) == "past"
    year = r.published.year - (1 if back else 0)
    return Meaning("DATE", f"{year:04d}", "END", days=(date(year, 12, 1), date(year, 12, 31)))


def units_ahead(r: Reading, m: Match) -> Meaning | None:
    """ "the year ahead", "the weeks ahead"."""
    word = r.first(m, "unit")
    letter = UNITS[word]
    return _span(r, None if word.endswith("s") else 1, letter, "next")


def _date_begins(r: Reading, at: int) -> bool:
    """Whether a month, or a day of one, stands at a token."""
    words = [token for token in r.tokens[at : at + 4] if token != " "]
    return bool(words) and (words[0] in MONTHS or (words[0].isdecimal() and words[-1] in MONTHS))


def the_unit(r: Reading, m: Match) -> Meaning | None:
    """ "the quarter", "the year": the one the text is about."""
    letter = UNITS[r.first(m, "unit")]
    before = r.word_before(m.start())
    after = r.word_after(m.end())
    if after.isdecimal():
        return None  # "the year 99999"
    if before == "of" and _is_name(r, m, "unit"):
        return NO_MENTION  # "Player of the Year"
    if letter == "Q" and (r.of_match or (r.tokens[m.end() : m.end() + 1] == ["-"] and r.raw(m.end() + 1).isalpha())):
        return NO_MENTION  # of a game: "the quarter-final"
    if letter == "Y" and after == "to" and _date_begins(r, m.end() + 3):
        return Meaning("DURATION", "P1Y")  # "in the year to March"
    if after == "since" and before in ("in", "over", "during", "for") and letter in ("W", "M", "Y", "DE"):
        return Meaning("DURATION", tv.duration_value(1, letter))  # "in the year since the war"
    if letter in ("Y", "Q") and after in ("ended", "ending"):
        if letter == "Y":
            return Meaning("DURATION", "P1Y")
        if value := quarter_ended(r, m.end()):
            r.report(value, r.starts[m.start()])
        value = value or r.near_quarter(r.starts[m.start()]) or last_quarter(r)
        return Meaning("DATE", value) if value else None
    if letter == "D":
        base = r.reference()
        if base is None or before != "in" or r.tokens[m.start() - 4 : m.start() - 3] not in (["later"], ["earlier"]):
            return None
        one = base[0] if base[0] == base[1] else r.published
        return Meaning("DATE", one.isoformat(), anchors=False) if one is not None else None
    if after == "of" and r.tokens[m.end() + 3 : m.end() + 4] == ["$"]:
        after = ""  # "a high for the year of $42"
    if after in ("of", "before", "after", "when", "that", "ago", "earlier", "later", "in"):
        return None
    if letter == "Q":
        value = r.near_quarter(r.starts[m.start()]) or last_quarter(r)
        if value and m["agoh"] is not None:
            value = f"{int(value[:4]) - 1:04d}{value[4:]}"
        return Meaning("DATE", value, anchors=False) if value else None
    if letter == "WE" and r.published is not None:
        past = r.tense(m) != "future" and r.published.isoweekday() <= 5
        one = tv.plus_days(r.published, -7) if past else r.published
        return Meaning("DATE", unit_value(one, letter))
    if letter in ("Y", "M", "W", "WE") and before in (
        "of",
        "for",
        "in",
        "during",
        "on",
        "over",
        "this",
        "later",
        "earlier",
        "throughout",
    ):
        told = r.tokens[m.start() - 4 : m.start() - 3] if before == "in" else []
        near = r.last_days is not None and r.starts[m.start()] - r.last_at < 300
        if letter == "Y" and told == ["later"] and near and r.last_days:
            return Meaning("DATE", unit_value(r.last_days[0], letter), anchors=False)
        return Meaning("DATE", unit_value(r.published, letter), anchors=False) if r.published else None
    return None


def ago(r: Reading, m: Match) -> Meaning | None:
    """ "two days ago", "a year earlier", "three weeks later", "nearly two decades ago"."""
    direction = r.words(m, "dir")
    word = direction[0]
    letter = UNITS[r.first(m, "unit")]
    count = r.number(m, "n")
    if word in ("before", "after"):
        return Meaning("DURATION", tv.duration_value(count, letter), span=(m.start(), m.start("dir") - 1))
    if count is None and word in ("later", "earlier"):
        # "A few hours later" is counted from what the story tells, and so it may well be past.
        return Meaning("DURATION", tv.duration_value(None, letter), span=(m.start(), m.start("dir") - 1))
    back = word in _BACKWARD
    if count is None:
        return Meaning(
            "DATE", "PAST_REF" if back else "FUTURE_REF", days=vague_days(r, letter, back=back), anchors=False
        )
    quarter = r.near_quarter(r.starts[m.start()])
    if letter == "Y" and quarter and back:
        return Meaning("DATE", f"{int(quarter[:4]) - int(count):04d}{quarter[4:]}")
    near = r.last_days is not None and r.starts[m.start()] - r.last_at < 400
    base = r.published
    if word in ("earlier", "later", "previously") and near and r.last_days is not None:
        if not can_count(r.last_days, letter):
            return Meaning("DATE", "", anchors=False)
        base = r.last_days[0]
    if word in ("earlier", "previously") and r.earlier_value and r.earlier_value == r.last_value:
        base = r.earlier_from
    if base is None:
        return Meaning("DATE", "", anchors=False)
    one = tv.shifted(base, -count if back else count, letter)
    if one.year in (MINYEAR, MAXYEAR):
        return Meaning("DATE", "PAST_REF" if back else "FUTURE_REF", anchors=False)  # beyond the calendar
    if letter in ("TH", "TM", "TS") and word in ("earlier", "later"):
        return Meaning("DURATION", tv.duration_value(count, letter), span=(m.start(), m.start("dir") - 1))
    if letter in ("TH", "TM", "TS"):
        return Meaning(
            "TIME", "PAST_REF" if back else "FUTURE_REF", days=(min(one, base), max(one, base)), anchors=False
        )
    if letter == "NI":
        return Meaning("TIME", f"{one.isoformat()}TNI", days=(one, one))
    if letter == "DE" and word in ("earlier", "later") and near:
        return Meaning("DATE", f"{one.year:04d}")  # counted from a time that the text has told
    if letter == "DE" or (letter == "CE" and count <= 1):
        # Ten years back is a year, but nobody says so to the year.
        return Meaning(
            "DATE", f"{one.year:04d}", days=(date(max(one.year - 5, 1), 1, 1), date(min(one.year + 5, 9999), 12, 31))
        )
    if count != int(count) and letter == "Y":
        letter = "M"
    if word in ("earlier", "previously"):
        r.earlier_value, r.earlier_from = unit_value(one, letter), base
    # A week is counted to the day from a day that the text has told ("on 2 April … a week later").
    to_the_day = (
        letter in ("W", "FN") and count == int(count) and word in ("earlier", "later") and near and base != r.published
    )
    return Meaning("DATE", unit_value(one, letter), days=(one, one) if to_the_day else None)


def vague_days(r: Reading, letter: str, *, back: bool) -> tv.Days | None:
    """ "several weeks ago": between two and ten of them."""
    if r.published is None or letter.startswith("T"):
        return None
    a, b = (tv.shifted(r.published, -n if back else n, letter) for n in (2, 10))
    return min(a, b), max(a, b)


def some_ago(r: Reading, m: Match) -> Meaning | None:
    """ "some time ago", "a few later"."""
    if m["unit"] is None:
        return None
    back = r.first(m, "dir") in _BACKWARD
    return Meaning("DATE", "PAST_REF" if back else "FUTURE_REF", anchors=False)


def day_away(r: Reading, m: Match) -> Meaning | None:
    """ "two years ago today", "a week ago Friday", "a week from Monday"."""
    groups = m.re.groupindex
    count, letter = r.number(m, "n"), UNITS[r.first(m, "unit")]
    ago_ = "dir" in groups
    if count is None or letter not in ("D", "W", "M", "Y") or r.published is None:
        return None
    if "ago" not in r.tokens[m.start() : m.end()] if ago_ else "from" not in r.tokens[m.start() : m.end()]:
        return None
    step = -count if ago_ else count
    if m["de"] is not None:
        return _one_day(tv.shifted(tv.plus_days(r.published, DEICTIC[r.first(m, "de")]), step, letter))
    if not r.capital(m.start("w")):
        return None
    number = WEEKDAYS[r.first(m, "w")]
    back = (r.published.isoweekday() - number) % 7
    near = tv.plus_days(r.published, -back if back <= 3 else 7 - back)
    if ago_ and letter in "DW":
        far = tv.shifted(r.published, step, letter)
        return _one_day(min((tv.plus_days(far, k) for k in range(-3, 4)), key=lambda d: d.isoweekday() != number))
    return _one_day(tv.shifted(near if ago_ else tv.plus_days(r.published, (-back) % 7 or 7), step, letter))


def _one_day(one: date) -> Meaning:
    return Meaning("DATE", one.isoformat(), days=(one, one))


def early_hours(r: Reading, m: Match) -> Meaning | None:
    """The "early hours of" before a day: no hours are counted, and the day is a mention of its own."""
    return NO_MENTION


def reference(r: Reading, m: Match) -> Meaning | None:
    """ "now", "currently", "recently", "the future", "the past"."""
    word = r.words(m, "ref")[0]
    if word == "soon" and (
        r.word_before(m.start()) == "as" or r.word_after(m.end()) in ("after", "as", "became", "found")
    ):
        return None
    if word == "soon" and r.word_before(m.start()) not in _BEFORE_SOON:
        return None
    value = REFERENCES.get(word) or {"future": "FUTURE_REF", "past": "PAST_REF"}[word]
    if word == "past" and r.word_before(m.start()) not in ("in", "of", "from"):
        return None
    days = (r.published, r.published) if value == "PRESENT_REF" and r.published else None
    return Meaning("DATE", value, days=days, anchors=False)


def these_days(r: Reading, m: Match) -> Meaning | None:
    """ "these days"."""
    if r.first(m, "ref") != "these" or r.tokens[m.end() - 1] != "days":
        return None
    return Meaning("DATE", "PRESENT_REF", anchors=False)


RULES: Final[dict[str, Callable[[Reading, Match], Meaning | None]]] = {
    "deictic": deictic, "deictic2": day_before_yesterday,
    "rel_part": part_of_day, "part": part_of_day, "overnight": part_of_day, "early_hours": early_hours,
    "rel_unit": unit, "rel_units": units, "rel_range": units_or, "ref_units": vague_units,
    "units_ahead": units_ahead, "the_unit": the_unit, "year_end": year_end, "mid_unit": mid_unit, "unit_end": unit_end,
    "ago": ago, "some_ago": some_ago, "ago_day": day_away, "from_day": day_away,
    "ref": reference, "future": reference, "the_past": reference, "these_days": these_days,
}  # fmt: skip
