"""What the reader is measured by: exact match and token F1 as SQuAD defines them, AUROC, calibration error."""

from __future__ import annotations

import re
import string
from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
_PUNCTUATION = str.maketrans("", "", string.punctuation)


def plain(answer: str) -> str:
    """Lower case without punctuation, articles and spare blanks (Rajpurkar et al. 2016)."""
    return " ".join(re.sub(r"\b(a|an|the)\b", " ", answer.lower().translate(_PUNCTUATION)).split())


def exact(given: str, golds: Sequence[str]) -> float:
    """1.0 when `given` equals one of `golds` after `plain`; without golds, when `given` is empty."""
    return float(any(plain(given) == plain(gold) for gold in golds or [""]))


def token_f1(given: str, golds: Sequence[str]) -> float:
    """The best F1 (0..1) of the words of `given` against one of `golds`; without golds, 1.0 for an empty `given`."""
    return max(_f1(plain(given).split(), plain(gold).split()) for gold in golds or [""])


def _f1(given: Sequence[str], gold: Sequence[str]) -> float:
    if not given or not gold:
        return float(given == gold)
    shared = sum((Counter(given) & Counter(gold)).values())
    return 2 * shared / (len(given) + len(gold))


def auroc(scores: Sequence[float], labels: Sequence[bool]) -> float:
    """The probability (0..1) that a positive outscores a negative, ties half (Mann-Whitney)."""
    values, positive = np.asarray(scores, dtype=np.float64), np.asarray(labels, dtype=bool)
    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[inverse]
    hits, misses = int(positive.sum()), int((~positive).sum())
    return float((ranks[positive].sum() - hits * (hits + 1) / 2) / (hits * misses))


def calibration_error(probabilities: Sequence[float], labels: Sequence[bool], bins: int = 10) -> float:
    """Expected calibration error (0..1) over `bins` bins of equal width (Naeini et al. 2015)."""
    return sum(share * abs(said - true) for share, said, true in reliability(probabilities, labels, bins))


def reliability(
    probabilities: Sequence[float], labels: Sequence[bool], bins: int = 10
) -> list[tuple[float, float, float]]:
    """The reliability curve: for each bin that is not empty its share of rows, mean probability, and share of positives."""
    said, true = np.asarray(probabilities, dtype=np.float64), np.asarray(labels, dtype=np.float64)
    bin_of = np.minimum((said * bins).astype(np.int64), bins - 1)
    curve = []
    for number in range(bins):
        inside = bin_of == number
        if inside.any():
            curve.append((float(inside.mean()), float(said[inside].mean()), float(true[inside].mean())))
    return curve


def fit_logistic(features: Floats, labels: Sequence[bool], ridge: float = 1e-3, rounds: int = 50) -> Floats:
    """Coefficients, the bias last, of a ridge logistic regression of `labels` on `features` (rows, columns), by Newton."""
    x = np.hstack([features, np.ones((len(features), 1))])
    y = np.asarray(labels, dtype=np.float64)
    penalty = ridge * np.eye(x.shape[1])
    weights = np.zeros(x.shape[1])
    for _ in range(rounds):
        p = 1 / (1 + np.exp(-np.clip(x @ weights, -30, 30)))
        slope = x.T @ (p - y) / len(y) + penalty @ weights
        bend = (x * (p * (1 - p))[:, None]).T @ x / len(y) + penalty
        step = np.linalg.solve(bend, slope)
        weights = weights - step
        if np.abs(step).max() < 1e-8:
            break
    return weights
