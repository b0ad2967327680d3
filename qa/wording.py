"""Candidates beside one another: one whose sentence tells what is asked in the question's words, and one that has none of them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final

from qa import verb
from qa.confidence import share
from qa.question import Question
from qa.span import Span
from qa.words import AUXILIARY, stem, stems_of

# A sentence with this share of the question's words tells it, one with less than the other hardly; how near in score the two have
# to be, and the log-odds that the latter loses. Set by hand on development questions.
_MOST_OF_IT: Final = 0.5
_LITTLE_OF_IT: Final = 0.25
_NOT_FAR: Final = 0.3
_UNTOLD: Final = 1.0

_COUNTED: Final = re.compile(
    rf"^(?:and |but |so )?how many (?P<what>(?:(?!(?:{AUXILIARY}|in|on|at|of|from|to|for|with|by|were|who|that)\b)[\w-]+ ?)+)",
    re.IGNORECASE,
)
# What news counts without a word for it: "12 dead".
_ANY: Final = frozenset(
    "people persons person men times votes goals points days weeks months years hours minutes".split()
)
# What is measured by a number that news gives beside the word itself: "What was the turnout?"
_MEASURED: Final = re.compile(
    r"^(?:and |but |so )?(?:what|how (?:high|low|big|large|great)) (?:is|was|were|are|will be) (?:the |its |his |her |their |[\w’'-]+[’']s? )(?:[\w’'-]+ ){0,3}?(?P<what>turnout|attendance|magnitude|toll|majority|margin"
    r"|salary|fee|fine|budget|population|circulation|temperature|rent|bail|revenue|profit|deficit|debt|speed|depth|height|length|width|weight|wingspan|capacity|score|scoreline|reward|ransom|quorum|fare|tax|tariff|duty|dose)s?\b",
    re.IGNORECASE,
)
# Kinds of answers that stand in the sentence which tells them.
_TYPES: Final = frozenset({"who", "where", "number", "duration"})


def compared(question: Question, asked: Mapping[str, float], spans: Sequence[Span]) -> list[Span]:
    """The spans, best first, with less of a score (0..1) for those whose sentence has hardly a word of the question, or no word for
    what it counts, where that of another has them and is not much less likely. `asked` are the stems of the question's words with
    their weights."""
    measured = _measured(question.text)
    if not (question.type in _TYPES or measured) or not spans:
        return list(spans)
    said = [stems_of(_sentence(span)) for span in spans]
    near = [span.score >= _NOT_FAR * spans[0].score for span in spans]
    held = [share(asked, words) for words in said]
    loses = [of < _LITTLE_OF_IT for of in held]
    if not any(n and of >= _MOST_OF_IT for n, of in zip(near, held, strict=True)):
        loses = [False] * len(spans)
    what = measured or (_counted(question.text) if question.type == "number" else "")
    if what and any(n and what in words for n, words in zip(near, said, strict=True)):
        loses = [lost or what not in words for lost, words in zip(loses, said, strict=True)]
    out = [span.less(_UNTOLD) if lost else span for span, lost in zip(spans, loses, strict=True)]
    return sorted(out, key=lambda s: -s.score)


@lru_cache(maxsize=64)
def _counted(question: str) -> str:
    """The stem of the noun that a question counts ("How many young children died?": "child"); "" where it counts any persons or times."""
    match = _COUNTED.match(question)
    words = match["what"].lower().split() if match else []
    done = next((n for n, word in enumerate(words) if n and verb.is_past(word)), len(words))
    noun = words[done - 1] if words else ""
    return "" if noun in _ANY else stem(noun)


@lru_cache(maxsize=64)
def _measured(question: str) -> str:
    """The stem of the noun for what is measured ("What was the turnout in May?": "turnout"); "" where none is asked for."""
    match = _MEASURED.match(question)
    return stem(match["what"].lower()) if match else ""


def _sentence(span: Span) -> str:
    a, b = (at - span.passage.start for at in span.sentence)
    return span.passage.text[a:b]
