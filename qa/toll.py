"""Numbers of dead, hurt, missing and held: which number of a sentence is of which, so that the dead are not taken for the hurt."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import Final

from qa.question import Question
from qa.span import Span

# Log-odds that a span loses that counts others than were asked for, set by hand.
_OF_OTHERS: Final = 2.5

_FATES: Final = {
    "dead": r"kill(?:ed|ing|s)?|dead|die[ds]?|dying|deaths?|slain|perish(?:ed|ing)?|murder(?:ed|ing|s)?|fatalit(?:y|ies)|toll|lost their lives",
    "hurt": r"wound(?:ed|ing|s)?|injur(?:ed|ing|e|es|y|ies)|hurt(?:ing)?|hospitali[sz]ed|maim(?:ed|ing)?",
    "missing": r"missing|unaccounted for",
    "held": r"arrest(?:ed|ing|s)?|detain(?:ed|ing|s)?|imprison(?:ed|ing)?|jail(?:ed|ing)?|kidnapp(?:ed|ing)|abduct(?:ed|ing)?",
    "away": r"displac(?:ed|ing)|homeless|evacuat(?:ed|ing)|fled|fleeing|flee",
    "saved": r"rescu(?:ed|ing)|saved|saving|surviv(?:ed|ors?)",
}
_FATE: Final = re.compile(
    r"\b(?:" + "|".join(f"(?P<{name}>{words})" for name, words in _FATES.items()) + r")\b", re.IGNORECASE
)
_WORDS: Final = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty"
    "|forty|fifty|sixty|seventy|eighty|ninety|dozens|scores|hundreds|thousands|many|several|nobody|no one|none"
)
_SOME: Final = (
    r"(?:(?:at least|at most|more than|fewer than|less than|about|around|nearly|almost|some|up to|over|as many as|an estimated|another|a further) )*"
    rf"(?P<number>\d(?:[\d,]*\d)?|\b(?:{_WORDS})\b)(?:-\w+)?(?: (?:hundred|thousand|million|dozen))?(?! (?:years?|months?|weeks?|days?|hours?|minutes?|miles|kilometers|km|percent|per cent)\b)(?![%-])"
)
_NUMBER: Final = re.compile(_SOME, re.IGNORECASE)
_BEHIND: Final = re.compile(rf" (?:(?:toll )?(?:rose|rises|climbed|stands|stood|was|is|of|to|at|reached) )*(?P<all>{_SOME})", re.IGNORECASE)  # fmt: skip
# Between a number and what became of so many: "three people were", never another number or clause.
_BETWEEN: Final = re.compile(r"(?: (?!(?:and|but|while|when|after|who|which|that)\b)[\w’'-]+){0,5} ?")
_HOW_MANY: Final = re.compile(r"^(?:\w+ )?how many\b|\bnumber of\b", re.IGNORECASE)


def counted(question: Question, span: Span) -> Span:
    """The span, or the number of the same sentence that counts what the question asks for, where the span counts others; with
    less of a score (0..1) where the sentence has no such number."""
    fate = _asked(question.text) if question.type == "number" else ""
    if not fate:
        return span
    a = span.sentence[0] - span.passage.start
    sentence = span.passage.text[a : span.sentence[1] - span.passage.start]
    at, end = span.start - span.passage.start - a, span.end - span.passage.start - a
    found = _numbers(sentence)
    here = {of for of, (start, stop) in found if start < end and at < stop}
    if not here or fate in here:
        return span
    there = next((place for of, place in found if of == fate), None)
    if there is None:
        return span.less(_OF_OTHERS)
    start, stop = (span.sentence[0] + place for place in there)
    return replace(span, start=start, end=stop)


@lru_cache(maxsize=64)
def _asked(question: str) -> str:
    """What became of those whom a question counts: one of `_FATES`; "" where it counts no such thing, or says two."""
    if not _HOW_MANY.search(question):
        return ""
    fates = {match.lastgroup or "" for match in _FATE.finditer(question)}
    return fates.pop() if len(fates) == 1 else ""


@lru_cache(maxsize=256)
def _numbers(sentence: str) -> tuple[tuple[str, tuple[int, int]], ...]:
    """The numbers of a sentence that count dead, hurt …, by what became of them, each with its (start, end)."""
    numbers = [match.span() for match in _NUMBER.finditer(sentence)]
    out: list[tuple[str, tuple[int, int]]] = []
    for match in _FATE.finditer(sentence):
        fate = match.lastgroup or ""
        if behind := _BEHIND.match(sentence, match.end()):
            out.append((fate, behind.span("all")))
            continue
        before = next(((a, b) for a, b in reversed(numbers) if b <= match.start()), None)
        if before and _BETWEEN.fullmatch(sentence, before[1], match.start()):
            other = _FATE.search(sentence, before[1], match.start())
            if other is None:
                out.append((fate, before))
    return tuple(out)
