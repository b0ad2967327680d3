"""The words that news tells time with, each put into its categories, and what a number written in words is worth."""

from __future__ import annotations

import re
from itertools import accumulate
from typing import Final

WEEKDAYS: Final = {
    name: number
    for number, names in enumerate(
        (
            "monday mon",
            "tuesday tue tues",
            "wednesday wed weds",
            "thursday thu thur thurs",
            "friday fri",
            "saturday sat",
            "sunday sun",
        ),
        start=1,
    )
    for name in names.split()
}
MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sep sept",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
SEASONS: Final = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
SMALL: Final = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split()
    )
}
TENS: Final = {
    word: number * 10
    for number, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)
}
SCALES: Final = {"hundred": 100, "thousand": 1000}
ORDINALS: Final = {
    word: number
    for number, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
        "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split(),
        start=1,
    )
}
DECADE_WORDS: Final = {
    word: number
    for number, word in enumerate("twenties thirties forties fifties sixties seventies eighties nineties".split(), 2)
}
# Unit words to the letter TimeML uses; "T" units (hour, minute, second) stand after a T in a duration.
UNITS: Final = {
    "second": "TS", "seconds": "TS", "sec": "TS", "secs": "TS",
    "minute": "TM", "minutes": "TM", "min": "TM", "mins": "TM",
    "hour": "TH", "hours": "TH", "hr": "TH", "hrs": "TH",
    "day": "D", "days": "D",
    "night": "NI", "nights": "NI",
    "week": "W", "weeks": "W", "wk": "W", "wks": "W",
    "fortnight": "FN", "fortnights": "FN",
    "weekend": "WE", "weekends": "WE", "wkend": "WE",
    "month": "M", "months": "M", "mth": "M", "mths": "M",
    "quarter": "Q", "quarters": "Q",
    "year": "Y", "years": "Y", "yr": "Y", "yrs": "Y",
    "decade": "DE", "decades": "DE",
    "century": "CE", "centuries": "CE",
}  # fmt: skip
PARTS_OF_DAY: Final = {
    "morning": "MO", "mornings": "MO", "dawn": "MO", "daybreak": "MO",
    "afternoon": "AF", "afternoons": "AF", "lunchtime": "MI",
    "evening": "EV", "evenings": "EV", "dusk": "EV",
    "night": "NI", "nights": "NI", "nite": "NI", "overnight": "NI",
}  # fmt: skip
DEICTIC: Final = {
    "today": 0, "tdy": 0, "2day": 0,
    "tonight": 0, "tonite": 0, "tonights": 0,
    "yesterday": -1, "yest": -1, "ystd": -1, "ytd": -1,
    "tomorrow": 1, "tmr": 1, "tmrw": 1, "tomoro": 1, "tomorow": 1, "tomoz": 1, "tomo": 1, "tmw": 1, "tmoro": 1, "tmrow": 1,
}  # fmt: skip
REFERENCES: Final = {
    "now": "PRESENT_REF", "currently": "PRESENT_REF", "current": "PRESENT_REF", "nowadays": "PRESENT_REF",
    "recently": "PAST_REF", "recent": "PAST_REF",
    "formerly": "PAST_REF", "soon": "FUTURE_REF",
}  # fmt: skip
ADVERB_SETS: Final = {
    "daily": "P1D", "nightly": "P1D", "everyday": "P1D", "hourly": "PT1H", "weekly": "P1W", "biweekly": "P2W",
    "monthly": "P1M", "quarterly": "P1Q", "annually": "P1Y", "yearly": "P1Y",
}  # fmt: skip
# What puts a unit, a month or a day before or behind the one we are in: "last", "the coming".
PAST_WORDS: Final = frozenset("last past previous prior preceding".split())
NEXT_WORDS: Final = frozenset("next nxt coming following upcoming".split())
AMOUNTS: Final = {
    "few": None,
    "several": None,
    "many": None,
    "dozens": None,
    "hundreds": None,
    "couple": 2,
    "dozen": 12,
}

CATEGORIES: Final[dict[str, str]] = {
    "wday": " ".join(WEEKDAYS),
    "wdays": "mondays tuesdays wednesdays thursdays fridays saturdays sundays",
    "month": " ".join(MONTHS),
    "season": " ".join(SEASONS),
    "seasons": " ".join(f"{season}s" for season in SEASONS),
    "unit": " ".join(UNITS),
    "unit1": "second minute hour day week weekend month quarter year decade century night fortnight hr min yr",
    "units": "seconds minutes hours days weeks weekends months years decades centuries nights hrs mins yrs secs wks",
    "quarter": "quarter quarters",
    "half": "half",
    "period": "period",
    "day1": "day",
    "year1": "year",
    "decade": "decade",
    "century": "century",
    "num": " ".join([*SMALL, *TENS, *SCALES]),
    "one": "one",
    "ten": " ".join(TENS),
    "teen": "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty",
    "thousand": "thousand",
    "ord": " ".join(ORDINALS),
    "amount": " ".join(AMOUNTS),
    "some": "some",
    "sfx": "st nd rd th",
    "the": "the",
    "a": "a an",
    "p": "p",
    "m": "m",
    "s": "s",
    "t": "t",
    "z": "z",
    "q": "q",
    "fy": "fy",
    "this": "this",
    "that": "that",
    "these": "these those",
    "last": " ".join(sorted(PAST_WORDS)),
    "past": "past",
    "next": " ".join(sorted(NEXT_WORDS)),
    "ahead": "ahead",
    "same": "same",
    "alike": "corresponding comparable equivalent similar",
    "final": "final closing",
    "another": "another",
    "month1": "month",
    "latest": "latest current present",
    "entire": "full entire whole",
    "more": "more additional",
    "approx": "about around approximately nearly almost roughly some over under exactly just within barely circa",
    "than": "than",
    "at": "at",
    "least": "least most",
    "less": "less fewer",
    "up": "up",
    "to": "to until till through thru",
    "early": "early late mid middle earlier later",
    "mid": "mid",
    "earlymid": "early late mid middle",
    "longw": "long",
    "ulong": " ".join(f"{unit}long" for unit in ("day", "night", "week", "month", "year", "decade", "century", "hour")),
    "h": "h",
    "endw": "end",
    "edge": "end beginning start middle close rest remainder",
    "of": "of",
    "in": "in",
    "on": "on",
    "or": "or",
    "and": "and",
    "so": "so",
    "from": "from between",
    "ago": "ago earlier later before after previously hence",
    "agoh": "ago earlier",
    "now": "now",
    "old": "old olds",
    "part": " ".join(PARTS_OF_DAY),
    "noon": "noon midday midnight",
    "deictic": " ".join(DEICTIC),
    "ref": " ".join(REFERENCES),
    "right": "right",
    "future": "future",
    "near": "near distant foreseeable",
    "every": "every each",
    "per": "per",
    "other": "other",
    "advset": " ".join(ADVERB_SETS),
    "ampm": "am pm",
    "tz": "est edt gmt utc pst pdt cst cdt mst mdt cet cest bst et pt ct ist jst hkt sgt aest aedt local",
    "tzname": "eastern central mountain pacific atlantic",
    "standard": "standard daylight summer",
    "midunit": "midyear midweek midmonth",
    "wee": "wee small predawn",
    "hours": "hours",
    "weekend": "weekend",
    "oclock": "clock",
    "minutes": "minutes",
    "o": "o",
    "decadew": " ".join(DECADE_WORDS),
    "fiscal": "fiscal",
    "uadj": "trading business calendar straight consecutive working full more additional whole light solid long "
    "successive fiscal short",
    "year": "year",
    "time": "time",
    "year2": "twenty nineteen eighteen seventeen",
    "bc": "bc bce",
    "hol1": "christmas xmas thanksgiving halloween easter hanukkah ramadan diwali passover juneteenth kwanzaa",
    "holw": "christmas xmas thanksgiving easter new year years valentine valentines independence memorial labor labour "
    "veterans boxing good ash palm mother mothers father fathers columbus presidents martin luther king jr day eve "
    "black cyber super st saint patrick patricks election armistice remembrance earth april fools fool groundhog "
    "australia canada bastille patriots anzac flag inauguration mlk may monday friday sunday saturday wednesday",
}

PUNCTUATION: Final = {"’": "'", "‘": "'", "–": "-", "—": "-", "‐": "-", "‑": "-"}
# A run of letters, digits or spaces, or one mark; "[a-z]+" first, for it is what most tokens are and costs least.
_TOKEN: Final = re.compile(r"[a-z]+[^\W\d_]*|\s+|[^\W\d_]+|\d+|[\W_]")
_KNOWN_PUNCTUATION = frozenset("-',./:()+&$#%")
OTHER_WORD: Final = "w"
OTHER_MARK: Final = "!"
PARAGRAPH: Final = "\n"
DIGITS: Final = ("d0", "d12", "d24", "d31", "d59", "d99", "year4", "oldyear", "ymd", "bignum")


# Words that are none of time are remembered too, for most words of a text have been seen before: some 10 MB at most.
_MOST_REMEMBERED: Final = 100_000


class _Classes(dict[str, str]):
    """Token → its one-character class; digits and unknown words are classed by shape when asked for."""

    def __missing__(self, token: str) -> str:
        char = _class_by_shape(token)
        if len(self) < _MOST_REMEMBERED and len(token) < 25:
            self[token] = char
        return char


def _class_by_shape(token: str) -> str:
    first = token[0]
    if first.isalpha():
        return OTHER_WORD
    if first.isdecimal():
        return CLASS_OF_DIGITS[_digit_category(token)]
    if first.isspace():
        return PARAGRAPH if token.count("\n") > 1 else " "
    return OTHER_MARK


def _digit_category(token: str) -> str:
    size = len(token)
    if size <= 2:
        number = int(token)
        for limit, name in ((0, "d0"), (12, "d12"), (24, "d24"), (31, "d31"), (59, "d59")):
            if number <= limit:
                return name
        return "d99"
    if size == 4:
        number = int(token)
        if 1900 <= number <= 2099:
            return "year4"
        return "oldyear" if 1000 <= number < 1900 else "bignum"
    return "ymd" if size == 8 and token[:2] in ("19", "20") else "bignum"


def _assign() -> tuple[_Classes, dict[str, str], dict[str, str]]:
    memberships: dict[str, set[str]] = {}
    for category, words in CATEGORIES.items():
        for word in words.split():
            memberships.setdefault(word, set()).add(category)
    letter: dict[frozenset[str], str] = {}
    classes = _Classes()
    members: dict[str, list[str]] = {category: [] for category in (*CATEGORIES, *DIGITS)}
    for word, categories in memberships.items():
        key = frozenset(categories)
        if key not in letter:
            letter[key] = chr(0xC0 + len(letter))
            for category in key:
                members[category].append(letter[key])
        classes[word] = letter[key]
    digit_letters = {}
    for offset, category in enumerate(DIGITS):
        digit_letters[category] = chr(0xC0 + len(letter) + offset)
        members[category].append(digit_letters[category])
    for mark in _KNOWN_PUNCTUATION:
        classes[mark] = mark
    for mark, plain in PUNCTUATION.items():
        classes[mark] = plain
    classes[" "] = " "
    return classes, {name: "".join(chars) for name, chars in members.items()}, digit_letters


_CLASSES, MEMBERS, CLASS_OF_DIGITS = _assign()


# A blank line in the middle of a sentence, where a page broke it.
_BROKEN: Final = re.compile(r"(?<=[a-z,])\s*\n\s*\n\s*(?=[a-z])")


def tokenise(text: str) -> tuple[list[str], list[int], str]:
    """Tokens in lower case, the offset where each starts (one more at the end), and a string of one class each.

    Whitespace and punctuation are tokens too, so that the tokens laid end to end are the text.
    """
    text = _BROKEN.sub(lambda gap: " " * len(gap[0]), text)
    low = text.lower()
    if len(low) == len(text):
        lower = _TOKEN.findall(low)
        starts = list(accumulate(map(len, lower), initial=0))
    else:  # a few capitals become two characters
        tokens = _TOKEN.findall(text)
        starts = list(accumulate(map(len, tokens), initial=0))
        lower = [token.lower() for token in tokens]
    return lower, starts, "".join(map(_CLASSES.__getitem__, lower))


_DIGITS: Final = re.compile(r"(\d[\d,]*)(?:\.(\d+))?(?:[ -](\d+)/(\d+))?(?:[ -]and a (half))?\+?")


def number(words: str) -> float | None:
    """What a number is worth: digits ("2,000", "2 1/2", "1.5") or words ("twenty-five", "a hundred", "a couple of").

    `words` are in lower case. None when they name no definite number ("several", "some").
    """
    digits = _DIGITS.fullmatch(words.strip())
    if digits and len(digits[1]) > 15:
        return None
    if digits:
        value = float(digits[1].replace(",", "")) + (float("0." + digits[2]) if digits[2] else 0.0)
        if digits[3] and int(digits[4]):
            value += int(digits[3]) / int(digits[4])
        return value + (0.5 if digits[5] else 0.0)
    total, group, seen = 0.0, 0.0, False
    for word in re.findall(r"[^\W\d_]+|\d+/\d+|\d+", words):
        if word in AMOUNTS:
            if AMOUNTS[word] is None:
                return None
            group, seen = float(AMOUNTS[word] or 0), True
        elif word in SMALL or word in TENS:
            group, seen = group + SMALL.get(word, 0) + TENS.get(word, 0), True
        elif word == "hundred":
            group, seen = max(group, 1) * 100, True
        elif word == "thousand":
            total, group, seen = total + max(group, 1) * 1000, 0.0, True
        elif word == "half":
            group, seen = group + 0.5, True
        elif word in ("a", "an"):
            group, seen = (1.0, True) if not seen and words.strip() in ("a", "an") else (group, seen)
        elif word.isdecimal() and len(word) <= 15:
            group, seen = group + int(word), True
    return total + group if seen else None


def spoken_year(words: list[str]) -> int | None:
    """A year as it is spoken: "nineteen ninety-six" is 1996, "two thousand and eight" is 2008; None if it is no year."""
    names = [word for word in words if word.isalpha() and word != "and"]
    if "thousand" in names:
        value = number(" ".join(names))
        return int(value) if value is not None and 1000 <= value <= 2099 else None
    if len(names) < 2 or names[0] not in ("twenty", "nineteen", "eighteen", "seventeen"):
        return None
    century = SMALL.get(names[0]) or TENS.get(names[0]) or 0
    rest = sum(SMALL.get(name, 0) + TENS.get(name, 0) for name in names[1:])
    return century * 100 + rest if 10 <= rest <= 99 else None
