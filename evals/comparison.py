"""Two runs of the same questions, question by question: which differences are real, and which are chance."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from evals.scores import parts
from index.errors import UsageError

Verdict = Literal["better", "worse", "no real difference", "too few questions"]
Floats = npt.NDArray[np.float64]

LEAST = 20
"""With fewer questions nothing is called real: the bootstrap is too narrow for a handful of values."""
SAMPLES = 2000
LOWER_IS_BETTER = frozenset({"risk-coverage area", "calibration error", "latency p50, ms", "latency p95, ms"})
_AT_ONCE = 100  # resamples held in memory at a time


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure of both runs, the later minus the earlier with its 95 % interval, and what that says."""

    figure: str
    earlier: float
    this: float
    difference: float
    interval: tuple[float, float]
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Comparison:
    """This run against the earlier one in `path`.

    `notes` say what besides the answers differs: settings, versions, machine. `splits` has the differences of each part
    of the questions; `gained` and `lost` are the ids of questions that turned right, and wrong.
    """

    path: str
    started: str
    notes: tuple[str, ...]
    splits: Mapping[str, tuple[Difference, ...]]
    gained: tuple[str, ...]
    lost: tuple[str, ...]


def load_run(path: str | Path) -> dict[str, Any]:
    """A run that `evals.report.write` wrote. Raises UsageError, with the cause, for a file that is none."""
    path = Path(path)
    try:
        run = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError(
            f"{path} cannot be read: {error.strerror or error}. Name the JSON file of an earlier run."
        ) from error
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{path} is damaged, or no run: it is not JSON ({error}).") from error
    if not isinstance(run, dict) or "suite" not in run:
        raise UsageError(f"{path} is no run of `dateline eval`: it has no “suite”.")
    if not isinstance(run.get("results"), list):
        raise UsageError(f"{path} is a run of “{run['suite']}”, which cannot be compared: runs of questions can.")
    try:
        _arrays(run["results"])
        [_asked(result) for result in run["results"]]
        str(run["started"])
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise UsageError(
            f"{path} is damaged: a result lacks a field, or has a wrong one ({type(error).__name__}: {error})."
        ) from error
    return run


def refuse_others(
    earlier: Mapping[str, Any], path: str | Path, suite: str, questions: Sequence[Mapping[str, Any]]
) -> None:
    """Raises UsageError unless `earlier` asked these very questions (as JSON gives them) and expected the same."""
    asked = {str(result["question"]["id"]): result["question"] for result in earlier["results"]}
    now = {str(question["id"]): question for question in questions}
    of = f"{path} is a run of other questions (suite “{earlier['suite']}”; this is “{suite}”)"
    if missing := sorted(now.keys() - asked.keys()):
        raise UsageError(f"{of}: {len(missing)} of this suite's {len(now)} are not in it, “{missing[0]}” for one.")
    if more := sorted(asked.keys() - now.keys()):
        raise UsageError(f"{of}: {len(more)} of its {len(asked)} are not in this suite, “{more[0]}” for one.")
    for name, question in now.items():
        for field in ("question", "history", "answerable", "answers", "date", "evidence", "split"):
            if json.dumps(question.get(field)) != json.dumps(asked[name].get(field)):
                raise UsageError(
                    f"{of}: the {field} of “{name}” was another one. Ask these questions with the earlier program."
                )


def compare(run: Mapping[str, Any], earlier: Mapping[str, Any], path: str | Path) -> Comparison:
    """Compares two runs, as JSON gives them, of the same questions (`refuse_others`).

    The interval of a difference is a paired bootstrap: the questions are drawn with replacement 2,000 times, the figure is
    worked out for both runs on the same draw, and the 2.5th and 97.5th percentile of the differences are taken. A
    difference is real when the interval leaves out 0. Of twenty figures that do not differ one will look as if it did.
    """
    earlier_by_id = {str(result["question"]["id"]): result for result in earlier["results"]}
    these = list(run["results"])
    those = [earlier_by_id[str(result["question"]["id"])] for result in these]
    splits: dict[str, tuple[Difference, ...]] = {}
    for split in parts([str(r["question"]["split"]) for r in these]):
        chosen = [n for n, r in enumerate(these) if split in {r["question"]["split"], "all"}]
        splits[split] = _differences([these[n] for n in chosen], [those[n] for n in chosen])
    right = [(str(a["question"]["id"]), a["judgement"]["right"], b["judgement"]["right"]) for a, b in zip(these, those, strict=True)]  # fmt: skip
    return Comparison(
        str(path),
        str(earlier["started"]),
        _notes(run, earlier),
        splits,
        tuple(name for name, now, then in right if now and not then),
        tuple(name for name, now, then in right if then and not now),
    )


def figures(results: Sequence[Mapping[str, Any]]) -> dict[str, float]:
    """The figures that are compared, by name, NaN where there is nothing to measure; as `evals.scores` defines them."""
    arrays = _arrays(results)
    return {name: float(value[0]) for name, value in _figures(arrays, np.arange(len(results))[None, :]).items()}


def _differences(these: Sequence[Mapping[str, Any]], those: Sequence[Mapping[str, Any]]) -> tuple[Difference, ...]:
    n = len(these)
    now, then = _arrays(these), _arrays(those)
    draw = np.random.default_rng(0)
    drawn: dict[str, list[Floats]] = {}
    for _ in range(SAMPLES // _AT_ONCE):
        indices = draw.integers(0, n, (_AT_ONCE, n))
        a, b = _figures(now, indices), _figures(then, indices)
        for name in a:
            drawn.setdefault(name, []).append(a[name] - b[name])
    found = []
    this, earlier = figures(these), figures(those)
    for name, chunks in drawn.items():
        samples = np.concatenate(chunks)
        samples = samples[~np.isnan(samples)]
        if np.isnan(this[name]) or np.isnan(earlier[name]) or not len(samples):
            continue
        low, high = (float(v) for v in np.percentile(samples, [2.5, 97.5]))
        verdict: Verdict = "no real difference"
        if n < LEAST:
            verdict = "too few questions"
        elif low > 0 or high < 0:
            verdict = "better" if (low > 0) != (name in LOWER_IS_BETTER) else "worse"
        found.append(Difference(name, earlier[name], this[name], this[name] - earlier[name], (low, high), verdict))
    return tuple(found)


def _arrays(results: Sequence[Mapping[str, Any]]) -> dict[str, Floats]:
    """One number a question for each thing that a figure is made of; NaN where a question has none."""
    rows = []
    has_gold = any(r["question"]["evidence"] for r in results)
    for r in results:
        question, answer, judgement = r["question"], r["answer"], r["judgement"]
        answerable, answered, right = bool(question["answerable"]), bool(answer["answered"]), bool(judgement["right"])
        quotes = [bool(flag) for flag in judgement["supported"]] or [False]
        judged = has_gold and answered and (bool(question["evidence"]) or not answerable)
        rows.append(
            {
                "answerable": answerable,
                "answered": answered,
                "right": right,
                "exact": _number(judgement["exact"]),
                "f1": _number(judgement["f1"]),
                "supported": sum(quotes) if judged else 0,
                "quotes": len(quotes) if judged else 0,
                "cited": _number(judgement.get("cited")),
                "confidence": float(answer["confidence"]),
                "ms": float(r["milliseconds"]),
            }
        )
    names = rows[0] if rows else {}
    return {name: np.array([row[name] for row in rows], dtype=np.float64) for name in names}


def _number(value: Any) -> float:
    return float("nan") if value is None else float(value)


def _figures(of: Mapping[str, Floats], indices: npt.NDArray[np.int64]) -> dict[str, Floats]:
    """Each figure for each row of question numbers."""
    samples, n = indices.shape
    flat = (indices + n * np.arange(samples)[:, None]).ravel()
    counts = np.bincount(flat, minlength=samples * n).reshape(samples, n).astype(np.float64)
    every, right, answerable, answered = np.ones(len(of["right"])), of["right"], of["answerable"], of["answered"]
    declined, unanswerable = 1 - answered, 1 - answerable

    def ratio(over: Floats, under: Floats) -> Floats:
        below = counts @ under
        share: Floats = np.divide(counts @ over, below, out=np.full(samples, np.nan), where=below > 0)
        return share

    def mean_of(values: Floats) -> Floats:
        return ratio(np.nan_to_num(values), (~np.isnan(values)).astype(np.float64))

    return {
        "accuracy, answerable questions": ratio(right * answerable, answerable),
        "accuracy, all questions": ratio(right, every),
        "exact match": mean_of(of["exact"]),
        "token F1": mean_of(of["f1"]),
        "abstention precision": ratio(declined * unanswerable, declined),
        "abstention recall": ratio(declined * unanswerable, unanswerable),
        "citation precision": ratio(of["supported"], of["quotes"]),
        "citation recall": mean_of(of["cited"]),
        "risk-coverage area": _area(of, counts) / n,
        "calibration error": _calibration(of, counts) / n,
        "latency p50, ms": np.percentile(of["ms"][indices], 50, axis=1),
        "latency p95, ms": np.percentile(of["ms"][indices], 95, axis=1),
    }


def _area(of: Mapping[str, Floats], counts: Floats) -> Floats:
    """n times the area under the risk-coverage curve (`evals.selective`) of each row of counts."""
    declined = 1 - of["answered"]
    sure = np.where(declined > 0, of["confidence"], -of["confidence"])
    order = np.lexsort((sure, declined))
    keys = np.stack([declined[order], sure[order]])
    starts = np.flatnonzero(np.r_[True, (np.diff(keys) != 0).any(axis=0)])
    wrong = 1 - of["answered"] * of["right"]
    taken = np.add.reduceat(counts[:, order], starts, axis=1)
    missed = np.add.reduceat((counts * wrong)[:, order], starts, axis=1)
    seen = np.cumsum(taken, axis=1)
    risk = np.divide(np.cumsum(missed, axis=1), seen, out=np.zeros_like(seen), where=seen > 0)
    area: Floats = (taken * risk).sum(axis=1)
    return area


def _calibration(of: Mapping[str, Floats], counts: Floats) -> Floats:
    """n times the expected calibration error in 10 bins of each row of counts."""
    bins = np.clip((of["confidence"] * 10).astype(np.int64), 0, 9)
    member = (bins[:, None] == np.arange(10)).astype(np.float64)
    error: Floats = np.abs(counts @ (member * (of["confidence"] - of["right"])[:, None])).sum(axis=1)
    return error


def _notes(run: Mapping[str, Any], earlier: Mapping[str, Any]) -> tuple[str, ...]:
    notes = []
    for what in ("settings", "versions"):
        now, then = run.get(what) or {}, earlier.get(what) or {}
        for name in sorted({*now, *then}):
            if now.get(name) != then.get(name):
                notes.append(f"{what[:-1]} {name}: then {then.get(name)}, now {now.get(name)}")
    if run.get("machine") != earlier.get("machine"):
        notes.append("another machine: the times say nothing about the program")
    return tuple(notes)


def _asked(result: Mapping[str, Any]) -> tuple[str, str, str]:
    question = result["question"]
    return str(question["id"]), str(question["question"]), str(question["split"])
