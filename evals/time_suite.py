"""`dateline eval time`: time expressions, article dates and the questions about time, each against what is known."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from evals import dating, page, timeml
from evals.questions import Question, load, suite_path
from evals.run import Archive, Ask, Run, machine, run, versions
from evals.unfinished import Unfinished

NAME = "time"


@dataclass(frozen=True, slots=True)
class TimeFigures:
    """What a run of the suite measured; a part whose data are not there is empty and named in `missing`."""

    started: str
    expressions: tuple[timeml.Figures, ...]
    dates: tuple[dating.Row, ...]
    questions: Run
    missing: tuple[str, ...]


def measure(
    corpus: Archive,
    data: Path,
    *,
    on_stage: Callable[[str], None] = lambda _: None,
    ask: Ask | None = None,
    unfinished: Unfinished | None = None,
) -> TimeFigures:
    """Measures all three. `data` is the folder of the public data (`temporal/`, `multihop_rag/`); answers kept in
    `unfinished` are not asked for again.

    Raises UsageError when `corpus` lacks an article that a question rests on.
    """
    started = datetime.now(UTC).isoformat(timespec="seconds")
    missing: list[str] = []
    on_stage("Asking the questions about time")
    answers = run(questions(), corpus, ask=ask, unfinished=unfinished)
    on_stage("Reading time expressions")
    expressions = []
    for name in timeml.SETS:
        path = data / "temporal" / f"{name}.jsonl.gz"
        if path.is_file():
            expressions.append(timeml.measure(path)[0])
        else:
            missing.append(str(path))
    on_stage("Dating articles")
    dates: list[dating.Row] = []
    if (data / "multihop_rag" / "corpus.json.gz").is_file():
        dates = dating.measure(dating.corpus(data / "multihop_rag"))
    else:
        missing.append(str(data / "multihop_rag" / "corpus.json.gz"))
    return TimeFigures(started, tuple(expressions), tuple(dates), answers, tuple(missing))


def questions() -> list[Question]:
    """The questions of the seeds' suite that ask for a time."""
    return [q for q in load(suite_path("seeds")) if q.date is not None]


def show(figures: TimeFigures, console: Console) -> None:
    """Prints three tables and names the data that are missing."""
    for table in tables(figures):
        console.print(_table(table.caption, table.columns, table.rows))
    for missing in _not_measured(figures):
        console.print(Text(missing))


def tables(figures: TimeFigures) -> list[page.Figures]:
    """The three tables; a part whose data are not there has none."""
    found = []
    if figures.expressions:
        found.append(page.Figures("Time expressions", timeml.COLUMNS, [f.cells() for f in figures.expressions]))
    if figures.dates:
        found.append(page.Figures("Article dates", dating.COLUMNS, [r.cells() for r in figures.dates]))
    rows = []
    for split in ("dev", "test"):
        of = [r for r in figures.questions.results if r.question.split == split]
        wrong = sum(r.answer.answered and not r.judgement.right for r in of)
        rows.append([split, str(len(of)), str(sum(r.judgement.right for r in of)), str(wrong)])
    found.append(page.Figures("Questions about time", ("split", "asked", "right", "answered wrongly"), rows))
    return found


def write_page(figures: TimeFigures, beside: Path) -> Path:
    """The run as a page for people, beside its JSON: the tables, and every question with its answer."""
    told = [
        page.Told(
            r.question.question,
            r.judgement.right,
            [
                ("half", r.question.split),
                ("expected", r.question.date or ""),
                ("given", r.answer.text),
                *[("note", note) for note in r.answer.notes],
            ],
        )
        for r in figures.questions.results
    ]
    return page.write_figures(NAME, figures.started, tables(figures), told, beside, _not_measured(figures))


def _not_measured(figures: TimeFigures) -> list[str]:
    return [f"Not measured: {path} is not there; name its folder in DATELINE_DATA." for path in figures.missing]


def as_json(figures: TimeFigures) -> dict[str, Any]:
    """The run as JSON-ready values, with versions, machine, and every question with its answer."""
    return {
        "suite": NAME,
        "started": figures.started,
        "versions": versions(),
        "machine": machine(),
        "expressions": [
            {**asdict(f), "cells": dict(zip(timeml.COLUMNS, f.cells(), strict=True))} for f in figures.expressions
        ],
        "dates": [{**asdict(r), "cells": dict(zip(dating.COLUMNS, r.cells(), strict=True))} for r in figures.dates],
        "questions": figures.questions.as_dict(),
        "missing": list(figures.missing),
    }


def _table(title: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    table = Table(*columns, title=title, box=None, padding=(0, 2, 0, 0))
    for column in table.columns[1:]:
        column.justify = "right"
    for row in rows:
        table.add_row(*row)
    return table
