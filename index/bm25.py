"""BM25 of single texts, as SQLite's FTS5 counts it: for a few known passages, where a search would go through all that hold a word."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from index.tsvector import stem_of, words_of

_K1, _B = 1.2, 0.75
TITLE_WEIGHT = 0.5  # a headline's word counts half as much as a word of the passage itself
_OTHER = "?"  # no stem: "s" has the empty one
_LEAST = 1e-6  # of a word that is in more than half of all passages


@dataclass(frozen=True, slots=True)
class Term:
    """What is asked for: a word as `index.tsvector` splits it, "e-mail" in two, and its inverse document frequency."""

    words: tuple[str, ...]
    weight: float

    @property
    def stems(self) -> tuple[str, ...]:
        """The words' stems."""
        return tuple(map(stem_of, self.words))


class Words:
    """A passage under its headline, as words."""

    def __init__(self, title: str, text: str) -> None:
        self._columns = ((TITLE_WEIGHT, words_of(title)), (1.0, words_of(text)))
        self._length = sum(len(words) for _, words in self._columns)

    def score(self, asked: Sequence[Term], average: float) -> float:
        """Its BM25 score for what is asked, 0 or more; `average` is the mean length of all passages with their headlines.

        With k1 = 1.2 and b = .75, and a headline's occurrences at half: bm25() of https://sqlite.org/fts5.html.
        """
        # Words of one stem begin alike, and few words of a text begin as one that is asked for.
        beginnings = {word[:2] for term in asked for word in term.words}
        columns = [
            (weight, [stem_of(word) if word[:2] in beginnings else _OTHER for word in words])
            for weight, words in self._columns
        ]
        shrink = _K1 * (1 - _B + _B * self._length / max(average, 1e-9))
        score = 0.0
        for term in asked:
            if found := sum(weight * _occurrences(term.stems, stems) for weight, stems in columns):
                score += term.weight * found * (_K1 + 1) / (found + shrink)
        return score


def _occurrences(wanted: tuple[str, ...], stems: Sequence[str]) -> int:
    if len(wanted) == 1:
        return stems.count(wanted[0])
    n = len(wanted)
    return sum(tuple(stems[at : at + n]) == wanted for at in range(len(stems) - n + 1))


def inverse_frequency(passages: int, holding: int) -> float:
    """The weight of a word that `holding` of so many passages hold."""
    return max(math.log((passages - holding + 0.5) / (holding + 0.5)), _LEAST)
