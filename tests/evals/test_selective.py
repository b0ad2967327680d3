"""Risk, coverage, calibration and the recall of citations, worked out by hand."""

import pytest
from madeup_run import QUOTE, result

from evals.metrics import cited_share
from evals.questions import Evidence, Question
from evals.scores import scores
from evals.selective import Outcome, Point, area_under, risk_coverage
from qa.answer import Citation


def answered(confidence: float, right: bool) -> Outcome:
    return Outcome(True, confidence, right)


def test_the_surest_answers_come_first() -> None:
    curve = risk_coverage([answered(0.5, False), answered(0.9, True)])
    assert curve == [Point(0.5, 0.0), Point(1.0, 0.5)]
    assert area_under(curve) == pytest.approx(0.25)


def test_equal_confidence_is_one_point_whatever_the_order() -> None:
    one, other = answered(0.7, True), answered(0.7, False)
    assert risk_coverage([one, other]) == risk_coverage([other, one]) == [Point(1.0, 0.5)]


def test_what_is_declined_comes_last_the_least_sure_of_declining_first_and_counts_as_wrong() -> None:
    curve = risk_coverage([Outcome(False, 0.9, True), Outcome(False, 0.6, True), answered(0.1, True)])
    assert curve == [Point(1 / 3, 0.0), Point(2 / 3, 0.5), Point(1.0, pytest.approx(2 / 3))]


def test_the_area_runs_from_perfect_to_hopeless() -> None:
    assert area_under(risk_coverage([answered(0.9, True), answered(0.2, True)])) == 0
    assert area_under(risk_coverage([answered(0.9, False), Outcome(False, 0.5, False)])) == 1
    assert area_under(risk_coverage([])) is None
    ordered = area_under(risk_coverage([answered(0.9, True), answered(0.3, False)]))
    upside_down = area_under(risk_coverage([answered(0.3, True), answered(0.9, False)]))
    assert ordered is not None
    assert upside_down is not None
    assert ordered < upside_down


TEXT = f"{QUOTE} The river rose on Tuesday night. Nobody was hurt in either of them."


def cite(quote: str, start: int | None = None) -> Citation:
    at = TEXT.index(quote) if start is None else start
    return Citation(1, "mill", "", "", None, "unknown", quote, at, at + len(quote))


def test_citation_recall_is_the_share_of_gold_quotes_that_are_cited() -> None:
    gold = (Evidence("mill", QUOTE), Evidence("mill", "The river rose on Tuesday night."), Evidence("other", "No."))
    question = Question("a", "?", "fact", True, (("ash",),), gold, "dev")
    texts = {"mill": TEXT}
    assert cited_share([cite(QUOTE)], question, texts) == pytest.approx(1 / 3)
    assert cited_share([cite(QUOTE), cite("river rose on Tuesday night")], question, texts) == pytest.approx(2 / 3)
    assert cited_share([cite(TEXT[-40:])], question, texts) == 0
    assert cited_share([cite(QUOTE, start=3)], question, texts) == 0, "a quote that is not verbatim cites nothing"
    assert cited_share([cite(QUOTE)], Question("a", "?", "fact", True, (("ash",),), (), "dev"), texts) is None


def test_citations_are_not_judged_where_the_evidence_is_not_known() -> None:
    known, unknown = result("a", cited=0.5), result("b", evidence=(), supported=(False,), cited=None)
    none = result("c", answerable=False, right=False, supported=(False,))
    assert (scores([known, unknown]).citation_precision, scores([known, unknown]).citation_recall) == (1.0, 0.5)
    assert scores([known, unknown, none]).citation_precision == 0.5, "what cannot be answered needs no gold evidence"
    assert scores([unknown, none]).citation_precision is None


def test_the_calibration_error_of_a_run_weighs_the_bins() -> None:
    sure = [result(f"s{n}", confidence=0.95, right=True) for n in range(3)]
    unsure = [result("u", confidence=0.35, right=True, answered=False)]
    assert scores([*sure, *unsure]).calibration_error == pytest.approx(0.75 * 0.05 + 0.25 * 0.65)
    assert scores([*sure, *unsure]).risk_coverage_area == pytest.approx(0.25 * 0.25)
    assert scores([]).calibration_error is None
