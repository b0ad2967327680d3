"""The figures of a run: what the judgements of many answers come to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from evals.metrics import abstention, bootstrap, mean, percentile
from evals.questions import KINDS
from evals.run import Result
from evals.selective import Outcome, area_under, risk_coverage
from qa.reader.metrics import calibration_error

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
    - `citation_precision`: see `evals.metrics.supports`; over the quotes of all answered questions. `citation_recall`: see
      `evals.metrics.cited_share`; over the answered questions that can be answered. Both leave out answerable questions
      without gold evidence, and are None where no question has any.
    - `risk_coverage_area`: see `evals.selective.area_under`; over all questions; 0 is best.
    - `calibration_error`: how far the confidence is from the share of right answers, on average, over all questions:
      the expected calibration error in 10 bins of equal width (Naeini et al. 2015).
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
    citation_recall: float | None
    risk_coverage_area: float | None
    calibration_error: float | None
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
    quotes = [flag for result in results for flag in supported(result)]
    has_gold = any(result.question.evidence for result in results)
    sure = [result.answer.confidence for result in results]
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
        citation_precision=mean(map(float, quotes)) if has_gold else None,
        citation_recall=mean(r.judgement.cited for r in results if r.judgement.cited is not None),
        risk_coverage_area=area_under(risk_coverage(map(outcome, results))),
        calibration_error=calibration_error(sure, [r.judgement.right for r in results]) if results else None,
        citations=len(verbatim),
        not_verbatim=verbatim.count(False),
        uncited=sum(result.answer.answered and not result.answer.citations for result in results),
        p50_ms=percentile(times, 50),
        p95_ms=percentile(times, 95),
    )


def supported(result: Result) -> tuple[bool, ...]:
    """For each quote of an answer whether it bears the gold answer out; an answer without a quote counts as one that does
    not. Nothing for an abstention, and for a question whose gold evidence is not known."""
    if not result.answer.answered or (result.question.answerable and not result.question.evidence):
        return ()
    return result.judgement.supported or (False,)


def outcome(result: Result) -> Outcome:
    """A result as the risk-coverage curve sees it."""
    return Outcome(result.answer.answered, result.answer.confidence, result.judgement.right)


def parts(splits: Sequence[str]) -> tuple[str, ...]:
    """Which of dev, test and all to show for questions of these splits: "all" alone where they are of one."""
    return SPLITS if len(set(splits)) > 1 else ("all",)


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
