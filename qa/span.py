"""What a reader finds: spans in passages, and how likely each passage answers at all."""

from __future__ import annotations

import math
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from typing import Protocol

from index.article import Passage
from qa.question import Question


@dataclass(frozen=True, slots=True)
class Span:
    """A candidate answer. `start`/`end` are offsets into the article's text (0-based, end exclusive), inside
    `sentence`, the (start, end) of the sentence it stands in; `score` is the probability (0..1) that it answers.

    `verdict` is the reader's log-odds that the passage answers, and `share` (0..1] how probable this span is beside the
    passage's best one. `is_sentence` says that no shorter answer was found in the sentence.
    `settled` says that it was chosen among others of its sentence, and is not to be exchanged for one of them.
    `against` is what the sentence says against what the question takes for granted, in words for a note in which it is "[1]",
    and `held` the score that the span would have but for that; "" and 0 where it says nothing against it.
    """

    passage: Passage
    start: int
    end: int
    sentence: tuple[int, int]
    score: float
    verdict: float = 0.0
    share: float = 1.0
    is_sentence: bool = False
    against: str = ""
    held: float = 0.0
    settled: bool = False

    @property
    def text(self) -> str:
        """The words of the span."""
        return self.passage.text[self.start - self.passage.start : self.end - self.passage.start]

    def less(self, loss: float, against: str = "") -> Span:
        """The span with `loss` taken off the log-odds of its score, for what it says `against` the question if that is given."""
        odds = math.log(max(1e-9, self.score) / max(1e-9, 1 - self.score))
        changed = replace(self, score=1 / (1 + math.exp(loss - odds)))
        return replace(changed, against=against, held=max(self.held, self.score)) if against else changed


class Reader(Protocol):
    """Finds answers in passages."""

    def read(
        self, question: Question, passages: Sequence[Passage], headings: Sequence[str], days: Sequence[str]
    ) -> list[Span]:
        """Candidate spans over all passages, best first; empty when there is nothing to read.

        For passage i `headings[i]` says what article it is from, and never answers; `days[i]` is its article's day in
        words, read in front of a passage that is asked "when". Both may be "".
        """
        ...

    def begun(
        self, question: Question, passages: Sequence[Passage], headings: Sequence[str], days: Sequence[str]
    ) -> AbstractContextManager[None]:
        """Reads in the background, in their order, what `read` will be asked for with the same arguments or a part of them; what it
        was not asked for at the end is dropped."""
        ...

    def judge(self, text: str, passages: Sequence[Passage], headings: Sequence[str]) -> list[float]:
        """How likely (0..1) each passage bears on a question or on a statement."""
        ...
