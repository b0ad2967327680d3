"""What two questions in one share: the place or occasion that only one of them names, and the noun that is counted."""

from __future__ import annotations

import re
from typing import Final

from qa.verb import is_past
from qa.words import AUXILIARY, names, tokens

_WH: Final = r"(?:who|whom|whose|what|when|where|why|which|how)"
_PREPOSITION: Final = r"(?:in|at|on|of|during|after|before|against|near|for|from|to|by|with|about|over|under|between)"
# What tells of where and on what occasion, up to the end of the question.
_OCCASION: Final = re.compile(
    rf" (?P<occasion>(?:in|at|on|of|during|after|against|near) (?:the |an? |this |that |last )?(?!(?:{_WH}|{AUXILIARY}|which|him|her|it|them|us|me)\b)[\w’'-]+[^,;]*)$",
    re.IGNORECASE,
)
_LEANS: Final = re.compile(
    r"\b(?:he|she|it|they|him|her|hers|his|its|them|their|theirs|this|that|these|those|one|ones|there|then|each|both|you|we|i)\b",
    re.IGNORECASE,
)
_SHORT: Final = 7  # words of a question that may be about nothing by itself
_COUNTED: Final = tuple(
    re.compile(
        rf"^how many (?P<noun>(?:(?!(?:{AUXILIARY}|of|in|on|at|for|from|by)\b)[\w’'-]+ ){{1,3}}?)(?P<verb>{verb})\b",
        re.IGNORECASE,
    )
    for verb in (rf"(?:{AUXILIARY})", "[a-z]+")
)
_MEASURE: Final = re.compile(r"^(?:more|extra|further|other|additional|new) ", re.IGNORECASE)
_UNCOUNTED: Final = re.compile(rf"^how many (?=(?:(?:{AUXILIARY})\b(?! there\b)|remain\b))", re.IGNORECASE)


def shared(first: str, second: str) -> tuple[str, str]:
    """Two questions that were one, each with the occasion that only the other names and the noun that only the first has:
    "How many men died?" and "How many were hurt in the fire?" get "in the fire" and "men"."""
    counted = next(filter(None, (pattern.match(first) for pattern in _COUNTED)), None)
    if counted and _UNCOUNTED.match(second) and _is_verb(counted["verb"]):
        noun = _MEASURE.sub("", counted["noun"])
        second = _UNCOUNTED.sub(lambda m: f"{m.group()}{noun}", second)
    if _is_bare(second) and (found := _occasion(first)):
        return first, f"{second.rstrip(' ?')} {found}?"
    alike = first.split()[:1] == [second.split()[0].capitalize()]
    if alike and _is_bare(first) and (found := _occasion(second)):
        return f"{first.rstrip(' ?')} {found}?", second
    return first, second


def _is_verb(word: str) -> bool:
    return re.fullmatch(AUXILIARY, word, re.IGNORECASE) is not None or is_past(word)


def _is_bare(question: str) -> bool:
    """Whether a question names nobody and nothing, no place and no occasion: "What was the turnout?"."""
    bare = question.rstrip(" ?")
    return (
        3 <= len(tokens(bare)) <= _SHORT
        and not names(bare)
        and not re.search(rf"\d|\b{_PREPOSITION}\b", bare, re.IGNORECASE)
        and _LEANS.search(bare) is None
    )


def _occasion(question: str) -> str:
    """The place or occasion that a question names at its end: "in the election of 2019"; "" for none."""
    bare = question.rstrip(" ?")
    found = _OCCASION.search(bare)
    if found is None:
        return ""
    said = found["occasion"]
    if re.search(rf"\b(?:{AUXILIARY})\b|^at (?:the|that) (?:same )?time$|^in (?:all|total)\b", said, re.IGNORECASE):
        return ""
    definite = re.match(r"\w+ (?:the|this|that|last) ", said, re.IGNORECASE) is not None or bool(names(f"x {said}"))
    return said if definite and _LEANS.search(said) is None else ""
