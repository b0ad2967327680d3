"""The figures of a run: what the judgements of many answers come to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from evals.metrics import abstention, bootstrap, mean, percentile
from evals.questions import KINDS
from evals.run import Result

SPLITS = ("dev", "test", "all")


@dataclass(frozen=True, slots=True)
class Scores:
    """Figures over some results; None where there is nothing to measure. Shares are 0..1.

    - `n`, `answerable`: how many questions there are, and how many of them can be answered.
    - `accuracy`: share of the answerable questions answered right, with its 95 % bootstrap interval.
    - `accuracy_all`: the same over all questions, where abstaining is right if there is no answer. Abstaining
      always scores the share of such questions, so `accuracy` is the figure to quote.
    - `exact_match`, `token_f1`: means over the answerable questions; an abstention is 0.
    - `abstention_precision`, `abstention_recall`: over all questions.
    - `citation_precision`: see `evals.metrics.supports`; over the quotes of all answered questions.
    - `citations`, `not_verbatim`: citations of answers and abstentions, and those that break the promise of verbatim
      quotes. `uncited`: answers without any citation.
    - `p50_ms`, `p95_ms`: percentiles of the time of one question.
    """

    n: int
    answerable: int
    accuracy: float | None
    accuracy_interval: tuple[float, float] | None
    accuracy_all: float | None
    accuracy_all_interval: tuple[float, float] | None
    exact_match: float | None
    token_f1: float | None
    abstention_precision: float | None
    abstention_recall: float | None
    citation_precision: float | None
    citations: int
    not_verbatim: int
    uncited: int
    p50_ms: float | None
    p95_ms: float | None


def scores(results: Sequence[Result]) -> Scores:
    """The figures over `results`."""
    every = [float(result.judgement.right) for result in results]
    answerable = [float(result.judgement.right) for result in results if result.question.answerable]
    precision, recall = abstention((result.question.answerable, result.answer.answered) for result in results)
    quotes: list[bool] = []
    for result in results:
        if result.answer.answered:
            quotes += result.judgement.supported or (False,)
    verbatim = [flag for result in results for flag in result.judgement.verbatim]
    times = [result.milliseconds for result in results]
    return Scores(
        n=len(results),
        answerable=len(answerable),
        accuracy=mean(answerable),
        accuracy_interval=bootstrap(answerable),
        accuracy_all=mean(every),
        accuracy_all_interval=bootstrap(every),
        exact_match=mean(r.judgement.exact for r in results if r.judgement.exact is not None),
        token_f1=mean(r.judgement.f1 for r in results if r.judgement.f1 is not None),
        abstention_precision=precision,
        abstention_recall=recall,
        citation_precision=mean(map(float, quotes)),
        citations=len(verbatim),
        not_verbatim=verbatim.count(False),
        uncited=sum(result.answer.answered and not result.answer.citations for result in results),
        p50_ms=percentile(times, 50),
        p95_ms=percentile(times, 95),
    )


def by_split(results: Sequence[Result]) -> dict[str, Scores]:
    """The figures of each half and of both together."""
    return {split: scores([r for r in results if split in {r.question.split, "all"}]) for split in SPLITS}


def by_kind(results: Sequence[Result]) -> dict[str, dict[str, tuple[int, int]]]:
    """For each kind of question that occurs: split -> (how many were dealt with rightly, how many there are)."""
    table: dict[str, dict[str, tuple[int, int]]] = {}
    for kind in KINDS:
        of_kind = [result for result in results if result.question.kind == kind]
        if of_kind:
            table[kind] = {
                split: (sum(r.judgement.right for r in some), len(some))
                for split in SPLITS
                for some in [[r for r in of_kind if split in {r.question.split, "all"}]]
            }
    return table
