"""Mentions of years, decades and centuries, in digits and in words."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Final

from index.reading import NO_MENTION, Meaning, Reading
from index.timeword import (
    DECADE_WORDS,
    MONTHS,
    NEXT_WORDS,
    ORDINALS,
    PAST_WORDS,
    spoken_year,
)

Match = re.Match[str]


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
    return r.published.year + (-1 if words[0] in PAST_WORDS else 1 if words[0] in NEXT_WORDS else 0)


def named_year(r: Reading, m: Match) -> int | None:
    groups = m.re.groupindex
    if "y" in groups and m["y"] is not None:
        return year_of(r.words(m, "y"))
    if "ry" in groups and m["ry"] is not None:
        return relative_year(r, r.words(m, "ry"))
    return None


_COUNTED: Final = frozenset(
    (
        "people shares miles meters metres points dollars pounds feet men women troops tons tonnes employees jobs workers km kilometers gmt est edt others million billion soldiers votes homes students children units cases acres words rpm hours yen francs marks rubles euros"
    ).split()
)


def is_counted(r: Reading, m: Match) -> bool:
    """Whether four digits below 1900 count what follows, and are no year: "in May 1200 workers"."""
    following = r.word_after(m.end())
    plural = (
        following.islower()
        and following.endswith("s")
        and following not in ("as", "is", "was", "has", "his", "its", "this")
    )
    return following in _COUNTED or plural


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
    if following in _COUNTED:
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


RULES: Final[dict[str, Callable[[Reading, Match], Meaning | None]]] = {
    "year": bare_year, "old_year": bare_year, "apos_year": apostrophe_year, "year_span": year_span,
    "spoken_year": spoken, "fiscal_year": lambda r, m: Meaning("DATE", r.first(m, "y")),
    "decade": decade, "apos_decade": decade, "word_decade": decade, "century": century,
}  # fmt: skip
