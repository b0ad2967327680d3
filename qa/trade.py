"""What somebody was before: "a former engineer", "trained as a nurse" answer what a person's trade was."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from qa.question import Question
from qa.span import Span

# Log-odds that a span gains which tells a former trade of whom the question is about, set by hand on development questions.
_TOLD: Final = 2.0

_NAME: Final = r"(?-i:(?:[A-Z][\w.-]* )*[A-Z](?:\w|-|[’'](?!s\b))*)"
_ASKED: Final = re.compile(
    rf"\bwhat (?:was|were|is|had been) (?P<one>{_NAME})[’']s? (?:(?:former|previous|original|earlier|old|first|last) )?(?:trade|job|profession|occupation|career|line of work|day job)\b"
    rf"|\bwhat (?:did|had|was) (?P<two>{_NAME}) (?:do|done|doing|be|been|work as|worked as)\b(?=.*\b(?:for a living|before|previously|by trade|by profession|earlier))"
    rf"|\bwhat (?:work|job|trade|profession) (?:did|had) (?P<three>{_NAME}) (?:do|have|had|done|learn|follow)\b",
    re.IGNORECASE,
)
_WAS: Final = re.compile(
    r"\b(?:[Aa]|[Tt]he) (?:former|one-time|retired|trained) (?P<trade>[a-z-]+(?: [a-z-]+){0,3})"
    r"|\b(?:trained|worked|had worked|started out|started|began|earned (?:his|her|their) living) as an? (?P<trade2>[a-z-]+(?: [a-z-]+){0,3})"
    r"|\b(?:[Aa]n?|[Tt]he) (?P<trade3>[a-z-]+(?: [a-z-]+){0,2}) by (?:trade|profession)\b|\bused to be an? (?P<trade4>[a-z-]+(?: [a-z-]+){0,2})"
)
# Who is named at the beginning is told of.
_NAMES_ANOTHER: Final = re.compile(r"\W*(?:M(?:r|s|rs) |Dr )?[A-Z][\w’'-]+ [A-Z]")
_PRONOUN: Final = re.compile(r"\b(?:he|she|his|her)\b", re.IGNORECASE)


def weighed(question: Question, span: Span) -> Span:
    """The span, with more of a score (0..1) where a question asks what somebody did before and the span is what its sentence says
    that he was."""
    who = _asked(question.text)
    if not who or span.is_sentence:
        return span
    first = span.sentence[0]
    sentence = span.passage.text[first - span.passage.start : span.sentence[1] - span.passage.start]
    told = any(first + m.start() < span.end and span.start < first + m.end() for m in _WAS.finditer(sentence))
    about = who in sentence or (_PRONOUN.search(sentence) is not None and not _NAMES_ANOTHER.match(sentence))
    return span.less(-_TOLD) if told and about else span


@lru_cache(maxsize=64)
def _asked(question: str) -> str:
    """The last name of the person whose trade a question asks for; "" for none."""
    match = _ASKED.search(question)
    return next((name.split()[-1] for name in match.groups() if name), "") if match else ""
