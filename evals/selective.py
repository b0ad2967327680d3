"""Does the confidence order answers? Risk and coverage, as pure functions of (confidence, right) pairs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby


@dataclass(frozen=True, slots=True)
class Outcome:
    """One question for the risk-coverage curve: whether it was answered, how sure (0..1), and whether rightly."""

    answered: bool
    confidence: float
    right: bool


@dataclass(frozen=True, slots=True)
class Point:
    """Answering the surest `coverage` (0..1) of all questions, a share of `risk` (0..1) of these answers is wrong."""

    coverage: float
    risk: float


def risk_coverage(outcomes: Iterable[Outcome]) -> list[Point]:
    """The risk-coverage curve (El-Yaniv and Wiener 2010): one point for each confidence that occurs, the surest first.

    Questions are taken by falling confidence, those of equal confidence at once. Coverage is the share of all questions
    taken so far, risk the share of these that were answered wrongly. Declined questions come last, the least sure of
    declining first, and count as wrong: to reach their coverage the system would have to answer what it has no answer
    for. Empty for no questions.
    """
    rest = sorted(outcomes, key=_key)
    taken = wrong = 0
    curve = []
    for _, group in groupby(rest, key=_key):
        for outcome in group:
            taken += 1
            wrong += not (outcome.answered and outcome.right)
        curve.append(Point(taken / len(rest), wrong / taken))
    return curve


def area_under(curve: Sequence[Point]) -> float | None:
    """The area under a risk-coverage curve, 0 (best) to 1: the risk averaged over all coverages from 0 to 1 (AURC, Geifman,
    Uziel and El-Yaniv 2019), each point's risk standing for the coverages since the point before. None without points.
    """
    if not curve:
        return None
    before, area = 0.0, 0.0
    for point in curve:
        area += (point.coverage - before) * point.risk
        before = point.coverage
    return area


def _key(outcome: Outcome) -> tuple[bool, float]:
    # A declined question's confidence is that declining is right.
    return not outcome.answered, outcome.confidence if not outcome.answered else -outcome.confidence
