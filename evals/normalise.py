"""One form for what people write in many: a string as judged, with numbers, money and dates in one notation."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import Decimal

_MONTH_NAMES = "jan feb mar apr may jun jul aug sep oct nov dec"
_MONTHS = {name: number for number, name in enumerate(_MONTH_NAMES.split(), start=1)}
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTH = (
    r"\b(?P<month>jan(?:uary|\b\.?)|feb(?:ruary|\b\.?)|mar(?:ch|\b\.?)|apr(?:il|\b\.?)|may\b|june?\b\.?|july?\b\.?"
    r"|aug(?:ust|\b\.?)|sept?(?:ember|\b\.?)|oct(?:ober|\b\.?)|nov(?:ember|\b\.?)|dec(?:ember|\b\.?))"
)
_DAY = r"\b(?P<day{}>[0-3]?\d)(?:st|nd|rd|th)?\b"
_SEVERAL = r"\s*(?:-|–|—|,|&|\bto\b|\bor\b|,?\s*\band\b)\s*(?:the\s+)?"
_YEAR = r"(?:,?\s+(?P<year>[12]\d{3})\b)"
_DATES = tuple(
    re.compile(pattern)
    for pattern in (
        _DAY.format(1) + _SEVERAL + _DAY.format(2) + r"(?:\s+of)?\s+" + _MONTH + _YEAR + "?",
        _MONTH + r"\s+" + _DAY.format(1) + _SEVERAL + _DAY.format(2) + _YEAR + "?",
        _DAY.format(1) + r"(?:\s+of)?[\s-]+" + _MONTH + r"(?:,?[\s-]+(?P<year>[12]\d{3})\b)?",
        _MONTH + r"\s+" + _DAY.format(1) + _YEAR + "?",
        r"(?<!\d )" + _MONTH + r"(?:\s+of)?" + _YEAR,
    )
)
_TOKEN = re.compile(r"\d{4}-\d\d-\d\d|\d{4}-(?:0[1-9]|1[0-2])(?!\d)|--\d\d-\d\d|\d+\.\d+(?!\w)|[^\W_]+")
_FULL_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_DIGITS = re.compile(r"[0-9]{1,15}(?:\.[0-9]{1,9})?")
_ANY_DAY = re.compile(r"(?:\d{4}|-)-\d\d-\d\d")

_SIGNS = {"$": "usd", "£": "gbp", "€": "eur"}
_MONEY = re.compile(r"(?:\bus\s?)?([$£€])\s?(\d+(?:\.\d+)?)\s?(k|mn|m|bn|b|tn|t)?\b")
_SUFFIXES = {"k": "thousand", "m": "million", "mn": "million", "b": "billion", "bn": "billion"}
_SUFFIXES |= {"t": "trillion", "tn": "trillion"}

_SMALL_NAMES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_SMALL = {word: value for value, word in enumerate(_SMALL_NAMES.split())}
_TENS_NAMES = "twenty thirty forty fifty sixty seventy eighty ninety"
_TENS = {word: 10 * value for value, word in enumerate(_TENS_NAMES.split(), start=2)}
_SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "bn": 10**9, "trillion": 10**12}
_ORDINAL_NAMES = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
_ORDINAL_SUFFIXES = {1: "st", 2: "nd", 3: "rd"}
_ORDINALS = {
    word: f"{value}{_ORDINAL_SUFFIXES.get(value, 'th')}" for value, word in enumerate(_ORDINAL_NAMES.split(), start=1)
}


def normalise(text: str) -> str:
    """The tokens of `text`, joined by single spaces, in the form in which answers are compared.

    As SQuAD's scorer does (Rajpurkar et al. 2016), case, punctuation and the articles a, an, the do not count. Besides:

    - typographic quotes are plain, a possessive 's is dropped, dotted abbreviations lose their dots (U.S. -> us), and a
      hyphen separates words (SQuAD joins them, so "Taliban-held" would not contain "Taliban");
    - numbers are digits without separators: "five thousand" and "5,000" -> 5000, "143 billion" -> 143000000000;
      ordinals up to twelfth are digits: "fifth" -> 5th;
    - money is the number and a currency code: "$143 billion", "US$143bn", "143 billion dollars" -> 143000000000 usd;
      "%" and "per cent" -> percent;
    - dates are ISO 8601: "August 15, 2021", "15 August 2021" -> 2021-08-15; without the year --08-15; "August 2021" ->
      2021-08; "21 and 22 July 2021" -> 2021-07-21 2021-07-22. A weekday beside a full date is dropped if it is the
      right one. A date that does not exist (31 February) stays as words.
    """
    text = unicodedata.normalize("NFKC", text).lower().translate(_PLAIN)
    text = re.sub(r"(?<=\w)'s\b", "", text).replace("'", "")
    text = re.sub(r"\b(?:[a-z]\.){2,}", lambda match: match[0].replace(".", ""), text)
    text = re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", text)
    for pattern in _DATES:
        text = pattern.sub(_iso, text)
    text = re.sub(r"%|\bper cent\b", " percent ", text)
    text = _MONEY.sub(lambda m: f"{m[2]} {_SUFFIXES.get(m[3] or '', '')} {_SIGNS[m[1]]} ", text)
    text = re.sub(r"\b(?:(?:us|american)\s+)?dollars?\b", " usd ", text)
    text = re.sub(r"\beuros?\b", " eur ", text)
    # "$143 billion" is by now "143 usd billion": the scale belongs before the currency.
    text = re.sub(r"(usd|gbp|eur)\s+(thousand|million|billion|trillion|bn)\b", r"\2 \1", re.sub(r"\s+", " ", text))
    tokens = _drop_right_weekdays(_numbers(_TOKEN.findall(text)))
    return " ".join(_ORDINALS.get(token, token) for token in tokens if token not in {"a", "an", "the"})


def days(normalised: str) -> frozenset[str]:
    """The days (2021-08-13, or --08-13 where no year is given) that a normalised text names."""
    return frozenset(token for token in normalised.split() if _ANY_DAY.fullmatch(token))


_PLAIN = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "‑": "-"})


def _iso(match: re.Match[str]) -> str:
    """The days or the month that a match of _DATES names, or the match itself when there is no such day."""
    parts = match.groupdict()
    month = _MONTHS[parts["month"][:3]]
    year = parts.get("year")
    named = [int(parts[key]) for key in ("day1", "day2") if parts.get(key)]
    if not named:
        return f" {year}-{month:02} "
    try:
        for day in named:
            date(int(year or 2000), month, day)  # 2000 is a leap year: 29 February without a year is a date
    except ValueError:
        return match[0]
    prefix = f"{year}" if year else "-"
    return " ".join(["", *(f"{prefix}-{month:02}-{day:02}" for day in named), ""])


def _drop_right_weekdays(tokens: list[str]) -> list[str]:
    kept = []
    for i, token in enumerate(tokens):
        if token in _WEEKDAYS:
            beside = [t for t in (*tokens[max(0, i - 1) : i], *tokens[i + 1 : i + 2]) if _FULL_DAY.fullmatch(t)]
            if any(_weekday(day) == token for day in beside):
                continue
        kept.append(token)
    return kept


def _weekday(iso: str) -> str:
    try:
        return _WEEKDAYS[date.fromisoformat(iso).weekday()]
    except ValueError:
        return ""


def _numbers(tokens: list[str]) -> list[str]:
    """The tokens with every number in words, and every number before a scale, replaced by its digits."""
    out: list[str] = []
    i = 0
    while i < len(tokens):
        value, taken = _number(tokens, i)
        if taken:
            out.append(str(int(value)) if value == int(value) else str(value.normalize()))
            i += taken
        else:
            out.append(tokens[i])
            i += 1
    return out


def _number(tokens: list[str], start: int) -> tuple[Decimal, int]:
    """The number that begins at `start` and how many tokens it takes (0: no number begins there)."""
    total, group, i = Decimal(0), Decimal(0), start
    last_scale = 10**15
    filled = ""  # what the group ends in: "digits", "small", "tens", "hundred" or nothing yet
    while i < len(tokens):
        token = tokens[i]
        if token in _SMALL and (filled in {"", "hundred"} or (filled == "tens" and 0 < _SMALL[token] < 10)):
            group, filled = group + _SMALL[token], "small"
        elif token in _TENS and filled in {"", "hundred"}:
            group, filled = group + _TENS[token], "tens"
        elif i == start and (digits := _decimal(token)) is not None:
            group, filled = digits, "digits"
        elif token == "hundred" and filled in {"", "small", "digits"} and (filled or i == start):
            group, filled = (group or Decimal(1)) * 100, "hundred"
        elif token in _SCALES and _SCALES[token] < last_scale and (filled or i == start):
            last_scale = _SCALES[token]
            total, group, filled = total + (group if filled else Decimal(1)) * last_scale, Decimal(0), ""
        elif (
            token == "and"
            and filled == "hundred"
            and i + 1 < len(tokens)
            and tokens[i + 1] in _SMALL.keys() | _TENS.keys()
        ):
            pass
        else:
            break
        i += 1
    return total + group, i - start


def _decimal(token: str) -> Decimal | None:
    return Decimal(token) if _DIGITS.fullmatch(token) else None
