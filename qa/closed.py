"""Yes or no to a question that asks for it: what the judge of claims makes of what the reader found.

The judge reads the sentence that the reader found, and its passage. What it says of them counts beside how many of the question's
words the sentence has and whether only one of the two denies something, with weights fitted on the development questions of the suite
"yesno" (`python -m evals.closed`). Where yes or no is not sure enough, the sentence is quoted without a verdict.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Protocol

from qa.opposite import contradicts
from qa.reader.data import headed
from qa.rephrase import alike
from qa.when import day_of
from qa.words import content_words, stems, stems_of

if TYPE_CHECKING:
    from index.article import Article
    from qa.answer import Answer
    from qa.question import Question
    from qa.span import Span

# From this chance of being right it is said, and from the second without "probably".
_SAID: Final = 0.7
_SURE: Final = 0.8
SETTLED: Final = (-0.01, 0.19, 0.63, 1.72)
YES: Final = (0.45, 0.65, -1.37, -0.2)
"""Weights of `Judged.of_settled` and `Judged.of_yes` and the bias, for log-odds: `python -m evals.closed` prints them."""
_FURTHEST: Final = 8.0  # log-odds of the judge; beyond it is no surer
_LIMIT: Final = 1e-6
_DENIES: Final = re.compile(
    r"\b(?:not|never|no|nobody|none|neither|nor|without|cannot|nothing|hardly|fail(?:ed|s)? to|refus\w+ to|declin\w+ to|"
    r"den(?:y|ies|ied)|rul\w+ out)\b|n[’']t\b",
    re.IGNORECASE,
)
_WITHOUT: Final = re.compile(r"\bwithout (?:(?!\b(?:and|but|or|while|which|who|as|when)\b)[^,;:–—.])+", re.IGNORECASE)
_CLAUSES: Final = re.compile(
    r"[,;:–—]|\b(?:but|while|although|though|because|which|who|where|when|and|after|before|since|until|meaning)\b",
    re.IGNORECASE,
)
_EITHER: Final = re.compile(r"\bor\b(?! (?:so|more|less)\b)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a text says to a yes-or-no question: `settled`, how likely (0..1) it settles it, and `yes`, how likely (0..1) it
    then bears it out."""

    settled: float
    yes: float


class Judge(Protocol):
    """Says whether texts bear out what is asked."""

    def verdicts(self, question: str, texts: Sequence[str], headings: Sequence[str]) -> list[Verdict]:
        """One a text, in their order; `headings` say what articles they are from."""
        ...


class TrainedJudge:
    """`qa.reader.predict.Reader` with the weights of the judge; loaded once, safe to share between threads."""

    def __init__(self) -> None:
        from qa.reader.predict import Reader
        from qa.reader.weights_files import JUDGE

        self._reader = Reader.load(JUDGE)

    def verdicts(self, question: str, texts: Sequence[str], headings: Sequence[str]) -> list[Verdict]:
        """See `Judge`."""
        readings = self._reader.read(question, texts, best=1, headings=headings)
        return [Verdict(reading.answerable, reading.yes) for reading in readings]


@dataclass(frozen=True, slots=True)
class Judged:
    """What tells whether a sentence settles a question for yes or no, and how.

    `of_settled` are the log-odds of being settled by the judge, of passage and sentence, and by the reader. `of_yes` are the judge's
    log-odds of yes (passage and sentence together), the share (0..1) of the question's words that the sentence has, and
    whether only one of the two denies something (0 or 1).
    """

    of_settled: tuple[float, float, float]
    of_yes: tuple[float, float, float]

    @property
    def settled(self) -> float:
        """How likely (0..1) the sentence settles the question."""
        return probability(SETTLED, self.of_settled)

    @property
    def yes(self) -> float:
        """How likely (0..1) yes is right, given that the sentence settles it."""
        return probability(YES, self.of_yes)

    @property
    def right(self) -> float:
        """How likely (0..1) the likelier of yes and no is right."""
        return self.settled * max(self.yes, 1 - self.yes)


def is_closed(question: Question) -> bool:
    """Whether the question is for yes or no, and not for one of two things ("Was it sold or given away?")."""
    return question.type == "yes-no" and not _EITHER.search(question.text)


def judged(question: Question, span: Span, article: Article, judge: Judge) -> Judged:
    """What the judge makes of the sentence of a span and of its passage, which is of `article`."""
    sentence = article.text[slice(*span.sentence)]
    heading = headed(article.title, day_of(article))
    passage, alone = judge.verdicts(question.text, [span.passage.text, sentence], [heading] * 2)
    yes = max(-_FURTHEST, min(_FURTHEST, _logit(passage.yes) + _logit(alone.yes)))
    sure = (_logit(passage.settled), _logit(alone.settled), span.verdict)
    return Judged(sure, (yes, _coverage(question.text, sentence), float(_is_denied(question.text, sentence))))


def with_verdict(reply: Answer, found: Judged) -> Answer:
    """The answer with yes or no before its quotes, as far as that is sure."""
    if found.right < _SAID:
        return reply
    yes = found.yes > 0.5
    said = ("Yes" if yes else "No") if found.right >= _SURE else ("Probably yes" if yes else "Probably no")
    return replace(reply, text=f"{said}. {reply.text}", short=said, confidence=reply.confidence * found.right)


def _coverage(question: str, sentence: str) -> float:
    """The share (0..1) of the question's words that the sentence has, or that others use for the same event."""
    asked, told = stems(content_words(question)), stems_of(sentence)
    return sum(bool(alike({word}) & told) for word in asked) / len(asked) if asked else 0.0


def _is_denied(question: str, sentence: str) -> bool:
    """Whether only one of the two denies something, or the sentence has a word for the opposite. Of the sentence the clauses count
    that have a word of the question, and what it says to be "without" only where that is asked about: "seized the town without
    a fight" denies a fight, not that it was seized."""
    asked = stems(content_words(question))
    told = _WITHOUT.sub(lambda m: m[0] if asked & stems(content_words(m[0])) else " ", sentence)
    meant = alike(asked)
    denies = any(_DENIES.search(clause) and meant & stems_of(clause) for clause in _CLAUSES.split(told))
    return contradicts(question, sentence) or bool(_DENIES.search(question)) != denies


def probability(weights: Sequence[float], values: Sequence[float]) -> float:
    """The probability (0..1) of log-odds that are the weighted sum of `values` and the last of `weights`, the bias."""
    odds = sum(weight * value for weight, value in zip(weights, (*values, 1.0), strict=True))
    return 1 / (1 + math.exp(-odds))


def _logit(probability: float) -> float:
    kept = min(1 - _LIMIT, max(_LIMIT, probability))
    return math.log(kept / (1 - kept))
