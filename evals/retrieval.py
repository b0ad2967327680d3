"""Metrics of retrieval: whether, and how early, the passages found hold the facts that an answer rests on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

DEPTH = 10
"""How many passages of a question are looked at."""


@dataclass(frozen=True, slots=True)
class Found:
    """How well the first ten passages serve one question, or the means over many; all 0..1.

    - `hits_10`, `hits_4`: 1 if any of the first ten (four) passages holds a fact.
    - `mrr`: 1 / rank of the first passage that does; 0 without one.
    - `map_paper`: what the scorer of MultiHop-RAG calls MAP@10: the sum over ranks of (facts first seen at that rank) /
      rank, divided by the number of facts. Its most for n facts in n passages is H(n) / n, .75 for two, .52 for four.
    - `average_precision`: as it is defined elsewhere: the sum over ranks with a new fact of (facts seen so far) / rank,
      at most 1 each, divided by the number of facts.
    - `recall`: the share of the facts that the ten passages hold.
    """

    hits_10: float
    hits_4: float
    mrr: float
    map_paper: float
    average_precision: float
    recall: float


def found(passages: Sequence[str], facts: Sequence[str]) -> Found:
    """The measure of one question's passages, best first. A passage holds a fact that is a part of its text, blanks and
    line ends not counting, as in the scorer of MultiHop-RAG. Raises ValueError without facts."""
    if not facts:
        raise ValueError("a question without facts has nothing to be found")
    wanted = [_close(fact) for fact in facts]
    seen: set[int] = set()
    first, paper, precision = 0, 0.0, 0.0
    for rank, passage in enumerate(map(_close, passages[:DEPTH]), start=1):
        held = {number for number, fact in enumerate(wanted) if fact in passage}
        first = first or (rank if held else 0)
        if new := held - seen:
            seen |= new
            paper += len(new) / rank
            precision += len(new) * min(1.0, len(seen) / rank)
    n = len(facts)
    return Found(
        float(first > 0), float(0 < first <= 4), 1 / first if first else 0.0, paper / n, precision / n, len(seen) / n
    )


def mean_of(measured: Sequence[Found]) -> Found:
    """The means of each figure. Raises ValueError of nothing."""
    if not measured:
        raise ValueError("no questions were measured")
    return Found(*(sum(getattr(m, f.name) for m in measured) / len(measured) for f in fields(Found)))


def _close(text: str) -> str:
    return text.replace(" ", "").replace("\n", "")
