"""A run for people, as tables; and for programs, as one JSON file."""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from evals.run import Result, Run
from evals.scores import SPLITS, Scores, by_kind, by_split
from index.errors import UsageError


def show(run: Run, console: Console, *, failures: bool = False) -> None:
    """Prints the figures of each split, the accuracy of each kind of question and, if asked for, every failure."""
    scores = by_split(run.results)
    console.print(_figures(scores))
    console.print(_kinds(run))
    whole = scores["all"]
    console.print(Text(f"{whole.citations - whole.not_verbatim} of {whole.citations} citations are verbatim."))
    if whole.uncited:
        console.print(Text(f"{whole.uncited} answers have no citation."))
    if failures:
        wrong = [result for result in run.results if not result.judgement.right]
        console.print(Text(f"\n{len(wrong)} failures", style="bold"))
        for result in wrong:
            console.print(_failure(result))


def as_json(run: Run, suite: str) -> dict[str, Any]:
    """All of a run: suite, settings, versions, machine, figures, and every question with answer, judgement, time."""
    return {
        "suite": suite,
        "scores": {split: asdict(scores) for split, scores in by_split(run.results).items()},
        "right_by_kind": by_kind(run.results),
        **run.as_dict(),
    }


def write(run: Run, suite: str, folder: str | Path) -> Path:
    """Writes `as_json` to a new file in `folder` (made if need be), named for the suite and the time of the run.

    The file appears whole or not at all. Returns its path. Raises UsageError if it cannot be written.
    """
    return write_json(as_json(run, suite), suite, run.started, folder)


def write_json(figures: dict[str, Any], suite: str, started: str, folder: str | Path) -> Path:
    """Like `write`, for any figures; `started` is the ISO time of the run."""
    folder = Path(folder)
    stamp = started[:19].replace("-", "").replace(":", "")
    content = json.dumps(figures, ensure_ascii=False, indent=1) + "\n"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path = _unused(folder, f"{Path(suite).stem}-{stamp}")
        part = path.with_suffix(f".{os.getpid()}.part")
        part.write_text(content, encoding="utf-8")
        part.replace(path)
    except OSError as error:
        raise UsageError(
            f"The run cannot be written to {folder}: {error.strerror or error}. Name a folder that can be written to."
        ) from error
    return path


def _unused(folder: Path, stem: str) -> Path:
    path, number = folder / f"{stem}.json", 1
    while path.exists():
        number += 1
        path = folder / f"{stem}-{number}.json"
    return path


def _figures(scores: dict[str, Scores]) -> Table:
    """Figures down, splits across: it fits a terminal of 80 columns."""
    table = Table("", *(f"{split} ({scores[split].n})" for split in SPLITS), title="Evaluation")
    for column in table.columns[1:]:
        column.justify = "right"
    columns = [scores[split] for split in SPLITS]
    rows = {
        "accuracy, answerable questions": [_with_interval(s.accuracy, s.accuracy_interval) for s in columns],
        "accuracy, all questions": [_with_interval(s.accuracy_all, s.accuracy_all_interval) for s in columns],
        "exact match": [_share(s.exact_match) for s in columns],
        "token F1": [_share(s.token_f1) for s in columns],
        "abstention precision": [_share(s.abstention_precision) for s in columns],
        "abstention recall": [_share(s.abstention_recall) for s in columns],
        "citation precision": [_share(s.citation_precision) for s in columns],
        "latency p50, ms": [_time(s.p50_ms) for s in columns],
        "latency p95, ms": [_time(s.p95_ms) for s in columns],
    }
    for name, cells in rows.items():
        table.add_row(name, *cells)
    return table


def _kinds(run: Run) -> Table:
    table = Table("kind", *SPLITS, title="Right, by kind of question")
    for column in table.columns[1:]:
        column.justify = "right"
    for kind, splits in by_kind(run.results).items():
        table.add_row(kind, *(f"{right}/{n}" if n else "-" for right, n in (splits[split] for split in SPLITS)))
    return table


def _failure(result: Result) -> Text:
    question, answer = result.question, result.answer
    expected = "; ".join(" or ".join(group) for group in question.answers) or "to abstain"
    got = result.judgement.judged if answer.answered else "abstained"
    asked = " / ".join([*(earlier for earlier, _ in question.history), question.question])
    text = Text(f"\n{question.id} ({question.split}): ", style="bold")
    text.append(f"{asked}\n", style="not bold")
    text.append(f"  expected: {expected}\n  got:      {got} (confidence {answer.confidence:.2f})", style="not bold")
    return text


def _share(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def _with_interval(value: float | None, interval: tuple[float, float] | None) -> str:
    if value is None or interval is None:
        return "-"
    return f"{value:.3f} [{interval[0]:.2f}, {interval[1]:.2f}]"


def _time(value: float | None) -> str:
    return "-" if value is None else f"{value:.0f}" if value >= 10 else f"{value:.1f}"
