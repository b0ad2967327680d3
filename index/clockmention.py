"""Mentions of clock times, with or without the day they are of."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Final

from index import timevalue as tv
from index.article import TimeExpression
from index.calendarmention import full_date
from index.reading import Meaning, Reading
from index.timeword import (
    DEICTIC,
    PARTS_OF_DAY,
    PAST_WORDS,
    SMALL,
    TENS,
)
from index.weekdaymention import weekday

Match = re.Match[str]

_AHEAD: Final = 120  # characters from a clock time to the day that is named behind it
_JOINED: Final = re.compile(r"\b(?:when|until|till|before|as|while|by the time) (?!on\b)", re.IGNORECASE)
_PARTED: Final = re.compile(
    r"[.;:!?\n”\"]|\b(?:that|which|who|whose|since|had|because|although|though|after|where|to|today|yesterday)\b",
    re.IGNORECASE,
)
_ON: Final = re.compile(r",? (?:on )?(?:the )?", re.IGNORECASE)
_BESIDE: Final = 60  # characters between a day and the clock time that goes with it, another paragraph or not

_NOON: Final = 12
_HOUR: Final = 60  # minutes
_IS_AMOUNT: Final = re.compile(
    r"[%$€£,.]?\d|%| ?(?:per cent|percent|points?|votes?|hundred|thousand|million|minutes|hours|days|weeks|months|years)\b"
)
_SMALL_HOURS: Final = 5  # up to this hour a night is the end of one that began the day before
# "At 8.15 on Tuesday" is a time where no price or rate stands at it.
_IS_HOUR: Final = re.compile(
    r"(?<!\bclosed )(?<!\bended )(?<!\bsettled )(?<!\bfinished )(?<!\bstood )(?<!\btraded )(?<!\btrading )(?<!\bquoted )(?<!\bstands )(?<!\bfixed )(?<!\bpriced )(?<!\bvalued )(?<!\bput )(?<!\bset )"
    r"\b(?:at|until|till|shortly before|just before|shortly after|just after|soon after|at around|at about) $",
    re.IGNORECASE,
)


def clock(r: Reading, m: Match) -> Meaning | None:
    """A time of day, on the day that the sentence names or else the document's."""
    groups = m.re.groupindex
    hour, minute, half = -1, 0, ""
    if "noon" in groups and m["noon"] is not None:
        if r.in_name(m.start("noon")):
            return None
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
        if (
            "dot" in groups
            and r.tokens[m.start("dot")] == "."
            and not _IS_HOUR.search(r.text[: r.starts[m.start()]][-40:])
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
        hour = hour % 12 + 12 if part in ("AF", "EV") or (part == "NI" and hour > _SMALL_HOURS) else hour
    if hour > 23 or minute > 59:
        return None
    time = f"T{hour:02d}:{minute:02d}"
    one = sentence_day(r, m)
    if one is None:
        return Meaning("TIME", "XXXX-XX-XX" + time)
    return Meaning("TIME", one.isoformat() + time, days=(one, one), anchors=False)


def beside_hour(r: Reading, m: Match) -> Meaning | None:
    """ "Half past nine", "a quarter to ten", "twenty minutes past six"; None for "ten to nine", a vote, and "a quarter to 10 per cent"."""
    words = [token for token in r.tokens[m.start() : m.end()] if token[0].isalnum()]
    side = r.first(m, "side")
    if m["mins"] is not None:
        mins = r.number(m, "mins")
        if mins is None or not 0 < mins < _HOUR or (side == "to" and m["minutes"] is None):
            return None
    else:
        mins = _HOUR / (2 if "half" in words else 4)
    if side not in ("past", "to") or (side == "to" and "half" in words) or _IS_AMOUNT.match(r.text, r.starts[m.end()]):
        return None
    time = clock(r, m)
    if time is None:
        return None
    on, _, hours = time.value.partition("T")
    total = int(hours[:2]) * _HOUR + (int(mins) if side == "past" else -int(mins))
    if total < 0:
        return None
    return replace(time, value=f"{on}T{total // _HOUR:02d}:{total % _HOUR:02d}")


def clock_date(r: Reading, m: Match) -> Meaning | None:
    """ "9 a.m. Tuesday", "noon Saturday", "5 p.m. EST Nov. 9": the time on that day."""
    time = clock(r, m)
    if time is None:
        return None
    groups = m.re.groupindex
    if "pod" in groups and m["pod"] is not None:
        time = _in_part(time, PARTS_OF_DAY.get(r.first(m, "pod"), ""))
    if "rel" in groups and "w" not in groups:
        last = r.first(m, "rel") in PAST_WORDS
        on = tv.plus_days(r.published, -1 if last else 0).isoformat() if r.published else ""
    elif "de" in groups and m["de"] is not None:
        on = tv.plus_days(r.published, DEICTIC[r.first(m, "de")]).isoformat() if r.published else ""
    else:
        date_of = weekday(r, m) if "w" in groups and m["w"] is not None else full_date(r, m)
        on = date_of.value[:10] if date_of else ""
    one = tv.days(on)
    if one is None:
        return Meaning("TIME", time.value)
    return Meaning("TIME", f"{on}{time.value[time.value.index('T') :]}", days=one)


def _in_part(time: Meaning, part: str) -> Meaning:
    """A clock time of a part of the day: 6:40 in the evening is 18:40."""
    on, _, hours = time.value.partition("T")
    hour = int(hours[:2])
    later = hour < _NOON and (part in ("AF", "EV") or (part == "NI" and hour > _SMALL_HOURS))
    return replace(time, value=f"{on}T{hour + _NOON:02d}{hours[2:]}") if later else time


def date_clock(r: Reading, m: Match) -> Meaning | None:
    """ "this Sat, 7pm", "tomorrow at 6 p.m.", "May 10, 2014 2pm": the time on that day."""
    return clock_date(r, m)


def sentence_day(r: Reading, m: Match) -> date | None:
    """The day that the clock time beside it belongs to: one just mentioned, or the document's."""
    reach = _BESIDE if r.post else 250  # characters; a post speaks of its own day
    at = r.starts[m.start()]
    near = 0 <= at - r.last_at < reach and (at - r.last_at < _BESIDE or "\n\n" not in r.text[r.last_at : at])
    if r.last_days and r.last_days[0] == r.last_days[1] and near:
        return r.last_days[0]
    return r.published


def told_with(gap: str) -> bool:
    """Whether a day behind a clock time, with `gap` between them, is that of the time as well: "began at five, and when the
    doors opened on Wednesday"."""
    return len(gap) < _AHEAD and _JOINED.search(gap) is not None and _PARTED.search(gap) is None


def right_before(gap: str) -> bool:
    """Whether the day behind `gap` is that of the clock time before it: "six o'clock on Friday", "nine in the evening, Friday"."""
    return _ON.fullmatch(gap) is not None


def part_of(meaning: Meaning) -> str | None:
    """The part of the day ("EV") that a mention of a day names, "" for a whole day; None for any other mention."""
    if meaning.type == "DATE" and meaning.anchors:
        return ""
    part = meaning.value.partition("T")[2]
    return part if meaning.type == "TIME" and part in PARTS_OF_DAY.values() else None


def on(mention: TimeExpression, day: date, part: str = "") -> TimeExpression:
    """A clock time on another day, and in a part of it where that is given."""
    time = _in_part(Meaning("TIME", mention.value), part).value.partition("T")[2]
    return replace(mention, value=f"{day.isoformat()}T{time}", first_day=day, last_day=day)


HOURS: Final = frozenset(("clock", "clock24", "military", "oclock", "hour_part", "beside_hour", "noon"))
"""Rules of clock times alone, without a day."""
RULES: Final[dict[str, Callable[[Reading, Match], Meaning | None]]] = {
    "clock": clock, "clock24": clock, "military": clock, "oclock": clock, "hour_part": clock, "beside_hour": beside_hour, "noon": clock,
    "clock_date": clock_date, "clock24_date": clock_date, "military_date": clock_date, "clock_night": clock_date,
    "date_clock": date_clock, "clock_dmy": clock_date, "clock24_dmy": clock_date, "dmy_clock": clock_date,
}  # fmt: skip
