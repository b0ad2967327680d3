"""Amounts with their units in a sentence: which of them are money, a length, a time, a weight or the like."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from index.timeword import SMALL, TENS

_WORD: Final = rf"(?:{'|'.join(sorted({*SMALL, *TENS} - {'a', 'an'}, key=len, reverse=True))})"
_MANY: Final = r"(?:hundred|thousand|million|billion|trillion|dozen|m|bn|k)"
_NUMBER: Final = (
    rf"(?:\d(?:[\d,]*\d)?(?:\.\d+)?(?:[ -]{_MANY}\b)?|\b{_WORD}(?:[ -](?:{_WORD}|{_MANY}))*|\b(?:half an?|an?)(?= ))"
    r"(?: and (?:a half|a quarter|three quarters))?"
)
_TIME: Final = r"(?:seconds?|minutes?|hours?|days?|nights?|weeks?|months?|years?|decades?|fortnights?)"
_UNITS: Final = {
    "duration": rf"{_NUMBER}[ -]{_TIME}\b(?:,? (?:and )?{_NUMBER}[ -]{_TIME}\b)*(?![- ]old)|\blife(?: in prison)?\b",
    "distance": rf"{_NUMBER}[ -]?(?:kilomet(?:er|re)s?|km|miles?|(?:centi|milli)?met(?:er|re)s?|c?m|feet|foot|ft|yards?|inch(?:es)?|nautical miles?|furlongs?)\b",
    "money": r"(?:\b(?:US|A|C))?[$£€¥₹]\d(?:[\d,]*\d)?(?:\.\d+)?(?:[ -]?(?:hundred|thousand|million|billion|trillion|m|bn|k)\b)?"
    rf"|{_NUMBER} (?:US |American )?(?:dollars?|pounds?(?! of\b)|euros?|cents?|pence|yen|yuan|rupees?|pesos?|shekels?|francs?|crowns?|kron(?:or|er|a)|roubles?|rubles?|dinars?|lira|rand)\b",
    "weight": rf"{_NUMBER}[ -]?(?:tonnes?|tons?|kilo(?:gram(?:me)?)?s?|kg|gram(?:me)?s?|pounds?|lbs?|ounces?|stone)\b",
    "power": rf"{_NUMBER}[ -]?(?:(?:mega|giga|kilo)?watts?|[MGk]W|horsepower)\b",
    "speed": rf"{_NUMBER}[ -]?(?:kilomet(?:er|re)s?|km|miles?|met(?:er|re)s?)(?:[ -]?(?:per|an?|/)[ -]?(?:hour|second|h|s)|/h|ph)\b|{_NUMBER} ?(?:km/h|kph|mph|knots)\b",
}  # fmt: skip
KINDS: Final = tuple(_UNITS)
"""The kinds of amounts that have units of their own."""
_FOUND: Final = {kind: re.compile(pattern, re.IGNORECASE) for kind, pattern in _UNITS.items()}


@lru_cache(maxsize=512)
def amounts(kind: str, sentence: str) -> tuple[tuple[int, int], ...]:
    """The (start, end) of the amounts of a kind in a sentence, in order; none for a kind that has no units of its own."""
    pattern = _FOUND.get(kind)
    return tuple(match.span() for match in pattern.finditer(sentence)) if pattern else ()
