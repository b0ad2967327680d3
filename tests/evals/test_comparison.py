"""Two runs of the same questions: what differs for real, and files that are no such runs."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from madeup_run import as_written, result, run_of

from evals.comparison import Comparison, compare, figures, load_run, refuse_others
from evals.run import Result
from evals.scores import scores
from index.errors import UsageError


def mixed(n: int, right: int, **held: Any) -> list[Result]:
    """`n` results, the first `right` of them right, every fifth not answerable, every seventh declined."""
    return [
        result(
            f"q{k}",
            right=k < right,
            answerable=k % 5 > 0,
            answered=k % 7 > 0,
            confidence=(k % 9) / 9,
            ms=10.0 * (k % 13) + held.get("slower", 0),
            split="dev" if k % 2 else "test",
            supported=(k % 3 > 0,),
        )
        for k in range(n)
    ]


def against(this: list[Result], earlier: list[Result]) -> Comparison:
    return compare(as_written(run_of(this)), as_written(run_of(earlier)), "old.json")


def verdicts(comparison: Comparison, split: str = "all") -> dict[str, str]:
    return {d.figure: d.verdict for d in comparison.splits[split]}


def test_its_figures_are_those_of_the_scores() -> None:
    results = mixed(60, 31)
    told, known = figures(as_written(run_of(results))["results"]), asdict(scores(results))
    names = {
        "accuracy, answerable questions": "accuracy",
        "accuracy, all questions": "accuracy_all",
        "exact match": "exact_match",
        "token F1": "token_f1",
        "abstention precision": "abstention_precision",
        "abstention recall": "abstention_recall",
        "citation precision": "citation_precision",
        "citation recall": "citation_recall",
        "risk-coverage area": "risk_coverage_area",
        "calibration error": "calibration_error",
        "latency p50, ms": "p50_ms",
        "latency p95, ms": "p95_ms",
    }
    assert told == pytest.approx({name: known[field] for name, field in names.items()})


def test_a_run_against_itself_differs_in_nothing() -> None:
    results = mixed(60, 30)
    comparison = against(results, results)
    assert set(comparison.splits) == {"dev", "test", "all"}
    assert {d.difference for d in comparison.splits["all"]} == {0.0}
    assert set(verdicts(comparison).values()) == {"no real difference"}
    assert (comparison.gained, comparison.lost, comparison.notes) == ((), (), ())


def test_a_large_difference_is_real_a_small_one_is_not_and_pairing_counts() -> None:
    much, little = against(mixed(100, 80), mixed(100, 40)), against(mixed(100, 41), mixed(100, 40))
    assert verdicts(much)["accuracy, all questions"] == "better"
    assert verdicts(much)["risk-coverage area"] == "better", "less of it is better"
    assert verdicts(against(mixed(100, 40), mixed(100, 80)))["accuracy, all questions"] == "worse"
    assert verdicts(little)["accuracy, all questions"] == "no real difference"
    slower = verdicts(against(mixed(100, 40, slower=5), mixed(100, 40)))
    assert slower["latency p50, ms"] == "worse", "5 ms on every question are seen although questions differ by 120"
    assert slower["accuracy, all questions"] == "no real difference"
    (accuracy,) = [d for d in much.splits["all"] if d.figure == "accuracy, all questions"]
    low, high = accuracy.interval
    assert accuracy.difference == pytest.approx(0.4)
    assert 0.29 < low < 0.32, "0.4 less 1.96 standard errors of a share of 100"
    assert 0.48 < high < 0.51
    assert much.gained == tuple(f"q{k}" for k in range(40, 80))
    assert much.lost == ()


def test_of_a_handful_nothing_is_called_real() -> None:
    assert set(verdicts(against(mixed(10, 10), mixed(10, 0))).values()) == {"too few questions"}


def test_one_split_is_shown_once_and_what_cannot_be_measured_not_at_all() -> None:
    results = [result(f"q{k}", answered=True, evidence=(), cited=None) for k in range(30)]
    comparison = against(results, results)
    assert list(comparison.splits) == ["all"]
    assert not {"abstention precision", "citation precision", "citation recall"} & verdicts(comparison).keys()


def test_what_else_differs_is_said() -> None:
    then = as_written(run_of([result("a")], settings={"read_k": 8}, machine={"cpus_usable": 4}))
    now = as_written(run_of([result("a")], settings={"read_k": 12}))
    notes = compare(now, then, "old.json").notes
    assert notes[0] == "setting read_k: then 8, now 12"
    assert notes[1].startswith("another machine")


def write(folder: Path, content: object) -> Path:
    path = folder / "old.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content))
    return path


def unsure() -> dict[str, Any]:
    run = as_written(run_of([result("a")]))
    run["results"][0]["answer"]["confidence"] = "high"
    return run


@pytest.mark.parametrize(
    ("content", "cause"),
    [
        ('{"suite": "seeds", "resul', "is damaged, or no run: it is not JSON"),
        ("[]", "is no run of `dateline eval`"),
        ({"results": []}, "is no run of `dateline eval`"),
        ({"suite": "multihop-rag", "retrieved": []}, "run of “multihop-rag”, which cannot be compared"),
        ({"suite": "seeds", "results": [{"question": {}}]}, "is damaged: a result lacks a field"),
        ({"suite": "seeds", "results": [None]}, "is damaged"),
        (unsure(), "is damaged: .*high"),
    ],
)
def test_a_file_that_is_no_run_is_refused_with_the_cause(tmp_path: Path, content: object, cause: str) -> None:
    with pytest.raises(UsageError, match=cause) as caught:
        load_run(write(tmp_path, content))
    assert "old.json" in str(caught.value)


def test_a_run_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read: No such file"):
        load_run(tmp_path / "old.json")


def test_a_run_before_citation_recall_was_measured_can_be_compared(tmp_path: Path) -> None:
    run = as_written(run_of([result(f"q{k}") for k in range(25)]))
    for held in run["results"]:
        del held["judgement"]["cited"], held["question"]["draft"]
    earlier = load_run(write(tmp_path, run))
    comparison = compare(as_written(run_of([result(f"q{k}") for k in range(25)])), earlier, "old.json")
    assert "citation recall" not in verdicts(comparison)
    assert "citation precision" in verdicts(comparison)


@pytest.mark.parametrize(
    ("asked", "cause"),
    [
        (["a", "b", "c"], "1 of this suite's 3 are not in it, “c” for one"),
        (["a"], "1 of its 2 are not in this suite, “b” for one"),
    ],
)
def test_a_run_of_other_questions_is_refused(asked: list[str], cause: str) -> None:
    earlier = as_written(run_of([result("a"), result("b")]))
    with pytest.raises(UsageError, match=cause):
        refuse_others(earlier, "old.json", "mine", [asdict(result(name).question) for name in asked])


def test_a_run_that_expected_other_answers_is_refused() -> None:
    earlier = as_written(run_of([result("a", gold="soot")]))
    with pytest.raises(
        UsageError, match=r"old\.json .*suite “seeds”; this is “mine”.*: the answers of “a” was another"
    ):
        refuse_others(earlier, "old.json", "mine", [asdict(result("a").question)])
    refuse_others(earlier, "old.json", "mine", [asdict(result("a", gold="soot").question)])


def test_the_same_runs_give_the_same_intervals() -> None:
    one, other = (against(mixed(50, 30), mixed(50, 20)) for _ in range(2))
    assert one == other
    assert not any(np.isnan(d.interval).any() for d in one.splits["all"])
