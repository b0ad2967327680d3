"""Mentions of lengths of time: "three years", "a two-day visit", "for months"."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from index import timevalue as tv
from index.reading import NO_MENTION, Meaning, Reading
from index.relativemention import can_count, unit_value
from index.timeword import (
    UNITS,
)

Match = re.Match[str]

_BOUNDING: Final = frozenset("for in within than only just by after".split())
_WHOLE_WORDS: Final = frozenset("full whole entire solid".split())


def duration(r: Reading, m: Match) -> Meaning | None:
    """ "three years", "a two-day visit", "several months", "six to nine weeks"."""
    words = r.words(m, "n")
    letter = UNITS[r.first(m, "unit")]
    unit_word = r.first(m, "unit")
    count = r.number(m, "n")
    groups = m.re.groupindex
    if unit_word in ("sec", "min") and r.raw(m.start("unit")).isupper() and not r.raw(m.start("unit") - 2).isupper():
        return None  # a name: "two SEC teams"
    if "old" in groups and m["old"] is not None:
        return NO_MENTION  # an age is no time of the news
    if unit_word in ("second", "sec", "quarter", "quarters", "min", "night") and words[0] in ("a", "an", "one", "some"):
        return None
    if words[0] in ("a", "an") and len(words) == 1:
        if unit_word.endswith("s"):
            return None  # "a decades-long war"
        between = [token for token in r.tokens[m.end("n") : m.start("unit")] if token != " "]
        if r.classes[m.end("n")] != " " or (between and between[0] not in _WHOLE_WORDS):
            return None
        before = r.word_before(m.start())
        if before and (
            before.isdecimal()
            or before
            in (
                "times",
                "time",
                "once",
                "twice",
                "dollars",
                "cents",
                "barrels",
                "people",
                "million",
                "billion",
                "percent",
            )
        ):
            return NO_MENTION  # a rate: "$5 a day"
    if r.word_after(m.end()) == "old":
        return NO_MENTION
    if words == ["some"]:
        return None
    if (words[0] == "many" and r.word_before(m.start()) in ("as", "how")) or r.tokens[m.end() : m.end() + 4] == [
        " ",
        "of",
        " ",
        "age",
    ]:
        return NO_MENTION  # "the third in as many years", "80 years of age"
    if unit_word == "quarters" and r.word_after(m.end()) == "of" and count in (2, 3):
        return NO_MENTION  # "three quarters of the vote"
    if letter == "Q" and "-" in r.tokens[m.start() : m.end()]:
        return NO_MENTION  # three-quarters
    alone = r.tokens[m.end() - 2] == " " and r.word_after(m.end()) != ""
    if words == ["one"] and unit_word == "day" and alone and r.word_before(m.start()) not in _BOUNDING:
        return NO_MENTION  # "one day" is some day
    return Meaning("DURATION", tv.duration_value(count, letter))


def another_unit(r: Reading, m: Match) -> Meaning | None:
    """ "for another year"."""
    letter = UNITS[r.first(m, "unit")]
    if letter not in ("TH", "D", "W", "M", "Y", "DE") or (letter == "D" and r.word_before(m.start()) != "for"):
        return None
    return Meaning("DURATION", tv.duration_value(1, letter))


def and_a_half(r: Reading, m: Match) -> Meaning | None:
    """ "a year and a half"."""
    count, letter = r.number(m, "n"), UNITS[r.first(m, "unit")]
    word = r.first(m, "dir")
    if word in ("ago", "earlier", "later") and count is not None and letter in ("Y", "M", "W", "D", "DE"):
        near = word != "ago" and r.last_days is not None and r.starts[m.start()] - r.last_at < 400
        base = r.last_days[0] if near and r.last_days else r.published
        if base is None or (near and r.last_days and not can_count(r.last_days, letter)):
            return Meaning("DATE", "", anchors=False)
        one = tv.shifted(base, (count + 0.5) * (1 if word == "later" else -1), letter)
        return Meaning("DATE", unit_value(one, {"Y": "M", "DE": "Y"}.get(letter, "D")))
    end = m.start("dir") - 1 if word else m.end()
    value = tv.duration_value(None if count is None else count + 0.5, letter)
    return Meaning("DURATION", value, span=(m.start(), end))


def bare_units(r: Reading, m: Match) -> Meaning | None:
    """ "for years", "within weeks", "months or years", "months of talks"."""
    if r.word_after(m.end()) != "of" and r.word_before(m.start()) not in (
        "for",
        "in",
        "within",
        "over",
        "after",
        "of",
        "by",
        "takes",
        "take",
        "took",
        "lasted",
        "last",
    ):
        return None
    letter = UNITS[r.first(m, "unit")]
    if r.tokens[m.end() + 1 : m.end() + 4] == ["of", " ", "age"]:
        return NO_MENTION
    if r.first(m, "unit") == "minutes" and r.tokens[m.end() + 1 : m.end() + 4] in (
        ["of", " ", "the"],
        ["of", " ", "a"],
    ):
        return None  # of a meeting
    return Meaning("DURATION", tv.duration_value(None, letter))


def some_time(r: Reading, m: Match) -> Meaning | None:
    """ "for some time"."""
    return Meaning("DURATION", "PXX") if r.word_before(m.start()) in ("for", "in", "take", "within") else None


def half_unit(r: Reading, m: Match) -> Meaning | None:
    """ "half a year", "half-hour"."""
    letter = UNITS[r.first(m, "unit")]
    value = {"Y": "P6M", "TH": "PT30M", "D": "PT12H", "M": "P15D", "TM": "PT30S", "DE": "P5Y", "CE": "P50Y"}.get(letter)
    return Meaning("DURATION", value) if value else None


def post_unit(r: Reading, m: Match) -> Meaning | None:
    """ "a rainy day", "long weekend" in a post."""
    word = r.first(m, "unit")
    letter = UNITS[word]
    if not r.post or letter in ("TS", "TM", "Q"):
        return None
    if letter == "WE" and word == "weekend" and r.published is not None:
        return Meaning("DATE", unit_value(r.published, letter))
    if word == "weekends":
        return Meaning("SET", "XXXX-WE")
    if letter == "NI":
        return None
    return Meaning("DURATION", tv.duration_value(None if word.endswith("s") else 1, letter))


RULES: Final[dict[str, Callable[[Reading, Match], Meaning | None]]] = {
    "duration": duration, "another": another_unit, "and_half": and_a_half, "units": bare_units, "some_time": some_time,
    "half_unit": half_unit, "bare_unit": post_unit,
}  # fmt: skip
