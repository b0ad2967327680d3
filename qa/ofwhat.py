"""What an amount is of: "92 metres high" does not say how long a dam is, "a crack 40 centimetres long" nothing about the bridge, and
"600 tonnes of cheese" nothing about butter."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from qa.nouns import singular
from qa.question import Question
from qa.span import Span
from qa.words import STOP_WORDS, content_words, stem, stems_of

# Log-odds that a span loses which is of another thing, set by hand.
_ANOTHER: Final = 4.0

_DIMENSIONS: Final = (
    "long length",
    "high tall height",
    "wide broad width across diameter",
    "deep depth",
    "thick thickness",
)
_DIMENSION: Final = {word: number for number, line in enumerate(_DIMENSIONS) for word in line.split()}
_SIZED: Final = "|".join(sorted(_DIMENSION, key=len, reverse=True))
# "How long is the bridge?", "how tall was the statue that fell"; a meeting is long in time, and then no length answers.
_ASKS: Final = re.compile(
    rf"^(?:and |but |so )?how (?P<size>{_SIZED}) (?:is|was|are|were|will) (?P<of>[^?]+?)(?: (?:be|that|which|when|in|on|at|by|for|from|to|near|before|after)\b|\??$)",
    re.IGNORECASE,
)
_LENGTH: Final = (
    r"(?:kilomet(?:er|re)s?|km|miles?|(?:centi|milli)?met(?:er|re)s?|c?m|mm|feet|foot|ft|yards?|inch(?:es)?|storeys?)"
)
_BEHIND: Final = re.compile(rf"[\s-]*(?:{_LENGTH}\b)?[\s-]*(?:in )?(?P<size>{_SIZED})\b", re.IGNORECASE)
_SOME_SIZE: Final = re.compile(rf"\d[\s-]*{_LENGTH}[\s-]+(?:in )?({_SIZED})\b", re.IGNORECASE)
# The noun right before an amount is what has it: "a crack 40 centimetres long", "the dam, 92 metres high".
_HAS_IT: Final = re.compile(
    r"\b(?P<noun>[a-z]{3,}),? (?:about |around |nearly |almost |some |over |more than |up to )?$"
)
_UNITS: Final = (
    r"(?:kilo|mega)?(?:tonnes?|tons?|grams?|grammes?)|kilos?|kg|pounds?|ounces?|lit(?:er|re)s?|gallons?|barrels?|bottles?|bags?|sacks?|boxes|crates?|cases"
    r"|cans?|packs?|packets?|bales?|loads|truckloads?|lorryloads?|hectares?|acres?|(?:cubic |square )(?:kilo)?(?:met(?:er|re)s?|feet|yards|miles)"
)
_ASKS_MUCH: Final = re.compile(
    rf"\bhow (?:many (?P<unit>{_UNITS}) of|much) (?P<of>(?!(?:of|more|less|time|longer|did|does|do|is|was|were|are|has|had|have|will|would|money|can|could|the)\b)(?:[a-z-]+ ){{0,2}}?[a-z]{{3,}})(?= (?:is|was|were|are|did|does|do|has|had|have|will|would|can|could|went|a)\b)",
    re.IGNORECASE,
)
_OF: Final = re.compile(
    r"[\s-]*(?:(?:more|fewer|other|new|whole|metric|million|billion|thousand)\s)?(?:[a-z]{4,} )?of (?P<of>(?!the\b|them\b|it\b|its\b|his\b|her\b|their\b|these\b|those\b|this\b|that\b)(?:[a-z-]+ ){0,2}?[a-z]{3,})(?=[\s,.;:)]|$)"
)


def weighed(question: Question, span: Span) -> Span:
    """The span with less of a score where it is an amount of another thing, or of another dimension, than the question asks for."""
    if span.is_sentence:
        return _of_sentence(question, span)
    text, at, end = span.passage.text, span.start - span.passage.start, span.end - span.passage.start
    a, b = (place - span.passage.start for place in span.sentence)
    if asked := _ASKS.match(question.text):
        return _sized(asked, span, text[a:at], text[at:b], text[end:b])
    if of := _substance(question.text):
        match = _OF.match(text, end) or _OF.search(span.text)
        if match and not of & _heads(match["of"]):
            return span.less(_ANOTHER, "[1] tells it of another thing than the question asks of.")
    return span


def _of_sentence(question: Question, span: Span) -> Span:
    """The span, which is a whole sentence, with less of a score where it tells one dimension and the question asks for another."""
    asked = _ASKS.match(question.text)
    told = {_DIMENSION[match[1].lower()] for match in _SOME_SIZE.finditer(span.text)}
    if asked and told and _DIMENSION[asked["size"].lower()] not in told:
        return span.less(_ANOTHER, f"[1] does not tell how {asked['size'].lower()} it is.")
    return span


def _sized(asked: re.Match[str], span: Span, before: str, told: str, behind: str) -> Span:
    size = _BEHIND.match(behind) or re.search(rf"\b(?P<size>{_SIZED})\W*$", span.text, re.IGNORECASE)
    if size and _DIMENSION[size["size"].lower()] != _DIMENSION[asked["size"].lower()]:
        return span.less(_ANOTHER, f"[1] tells how {size['size'].lower()} it is, and not how {asked['size'].lower()}.")
    noun = _HAS_IT.search(before)
    words = content_words(asked["of"])
    if size and noun and words and stem(noun["noun"]) not in {stem(word) for word in words}:
        # Of two things of one sentence the amount is that of the one beside which it stands.
        rest = stems_of(before[: noun.start()] + " " + told)
        if stem(words[-1]) in rest and noun["noun"] not in STOP_WORDS:
            return span.less(_ANOTHER, "[1] tells it of another thing than the question asks of.")
    return span


@lru_cache(maxsize=64)
def _substance(question: str) -> frozenset[str]:
    """The stems of what a question asks the amount of ("how many tonnes of butter": butter); none for any other."""
    match = _ASKS_MUCH.search(question)
    return _heads(match["of"]) if match else frozenset()


def _heads(words: str) -> frozenset[str]:
    return frozenset({stem(singular(word)) for word in content_words(words)})
