"""A run for people, as tables; and for programs, as one JSON file."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from evals.comparison import Comparison
from evals.run import Result, Run
from evals.scores import Scores, by_kind, by_split, parts
from index.errors import UsageError


def show(run: Run, console: Console, *, failures: bool = False) -> None:
    """Prints the figures of each split, the accuracy of each kind of question and, if asked for, every failure."""
    scores = by_split(run.results)
    console.print(_figures(run, scores))
    console.print(_kinds(run))
    whole = scores["all"]
    console.print(Text(f"{whole.citations - whole.not_verbatim} of {whole.citations} citations are verbatim."))
    if whole.uncited:
        console.print(Text(f"{whole.uncited} answers have no citation."))
    if run.peak_memory_mb:
        console.print(Text(f"Peak memory: {run.peak_memory_mb:.0f} MB."))
    if drafts := sum(result.question.draft for result in run.results):
        console.print(Text(f"{drafts} of the questions are drafts: check them, and take their mark “draft” away."))
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


def write(run: Run, suite: str, folder: str | Path, further: Mapping[str, Any] | None = None) -> Path:
    """Writes `as_json`, and `further` figures, to a new file in `folder` (made if need be), named for the suite and the
    time of the run.

    The file appears whole or not at all. Returns its path. Raises UsageError if it cannot be written.
    """
    return write_json({**as_json(run, suite), **(further or {})}, suite, run.started, folder)


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


def figure_rows(scores: Mapping[str, Scores]) -> dict[str, dict[str, str]]:
    """The figures in words: name -> split -> what to show."""
    shown: dict[str, Callable[[Scores], str]] = {
        "accuracy, answerable questions": lambda s: _with_interval(s.accuracy, s.accuracy_interval),
        "accuracy, all questions": lambda s: _with_interval(s.accuracy_all, s.accuracy_all_interval),
        "exact match": lambda s: _share(s.exact_match),
        "token F1": lambda s: _share(s.token_f1),
        "abstention precision": lambda s: _share(s.abstention_precision),
        "abstention recall": lambda s: _share(s.abstention_recall),
        "citation precision": lambda s: _share(s.citation_precision),
        "citation recall": lambda s: _share(s.citation_recall),
        "risk-coverage area (0 is best)": lambda s: _share(s.risk_coverage_area),
        "calibration error (0 is best)": lambda s: _share(s.calibration_error),
        "latency p50, ms": lambda s: _time(s.p50_ms),
        "latency p95, ms": lambda s: _time(s.p95_ms),
    }
    return {name: {split: of(s) for split, s in scores.items()} for name, of in shown.items()}


def show_comparison(comparison: Comparison, console: Console) -> None:
    """Prints each figure of both runs, the difference, and whether it is real; then the questions that changed sides."""
    for split, differences in comparison.splits.items():
        title = f"Against {comparison.path}: {split}"
        table = Table("", "then", "now", "difference [95 %]", "", title=title, box=None, padding=(0, 2, 0, 0))
        for column in table.columns[1:4]:
            column.justify = "right"
        for d in differences:
            change = f"{_signed(d.difference)} {shown_interval(d.interval)}"
            table.add_row(d.figure, shown_value(d.earlier), shown_value(d.this), change, d.verdict)
        console.print(table)
    for what, ids in (("Turned right", comparison.gained), ("Turned wrong", comparison.lost)):
        console.print(Text(f"{what} ({len(ids)}): {', '.join(ids) or 'none'}"))
    for note in comparison.notes:
        console.print(Text(note))


def shown_interval(interval: tuple[float, float]) -> str:
    """An interval of differences in few digits, each end with its sign."""
    low, high = (f"{end:+.0f}" if abs(end) >= 10 else f"{end:+.2f}" for end in interval)
    return f"[{low}, {high}]"


def _figures(run: Run, scores: Mapping[str, Scores]) -> Table:
    """Figures down, splits across: it fits a terminal of 80 columns."""
    shown = parts([result.question.split for result in run.results])
    table = Table(
        "", *(f"{split} ({scores[split].n})" for split in shown), title="Evaluation", box=None, padding=(0, 2, 0, 0)
    )
    for column in table.columns[1:]:
        column.justify = "right"
    for name, cells in figure_rows(scores).items():
        table.add_row(name, *(cells[split] for split in shown))
    return table


def _kinds(run: Run) -> Table:
    shown = parts([result.question.split for result in run.results])
    table = Table("kind", *shown, title="Right, by kind of question")
    for column in table.columns[1:]:
        column.justify = "right"
    for kind, splits in by_kind(run.results).items():
        table.add_row(kind, *(f"{right}/{n}" if n else "-" for right, n in (splits[split] for split in shown)))
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


def _signed(value: float) -> str:
    return f"{value:+.0f}" if abs(value) >= 10 else f"{value:+.3f}"


def shown_value(value: float) -> str:
    """A share or a time in few digits."""
    return f"{value:.0f}" if abs(value) >= 10 else f"{value:.3f}"


def _time(value: float | None) -> str:
    return "-" if value is None else f"{value:.0f}" if value >= 10 else f"{value:.1f}"
