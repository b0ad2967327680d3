"""`dateline eval`: a suite asked of a corpus, its figures on the terminal and the whole run in a file."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console
from rich.progress import MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.text import Text

from evals import multihop, report, time_suite
from evals.data import data_folder
from evals.questions import load, suite_path
from evals.run import Archive, run
from qa.corpus import Corpus


def evaluate(suite: str, corpus: Archive, *, out: str | Path | None = "runs", failures: bool = False) -> int:
    """Asks the questions of `suite` (a name, or the path of a .jsonl file) of `corpus`; "time" measures dates.

    The figures go to stdout, with every failure if `failures`; progress and the path of the run go to stderr. The run
    is written to a new file in the folder `out`, or not at all if that is None. Returns the exit code: 0, or 1 if a
    citation is not verbatim. Raises UsageError for a suite or folder that cannot be used, and
    for a corpus without the articles that the questions rest on.
    """
    stderr = Console(stderr=True)
    if suite == time_suite.NAME:
        figures = time_suite.measure(corpus, data_folder(), on_stage=lambda stage: stderr.print(f"{stage} …"))
        time_suite.show(figures, Console())
        if out is not None:
            path = report.write_json(time_suite.as_json(figures), suite, figures.started, out)
            stderr.print(Text(f"The run is in {path}"), soft_wrap=True)
        return 0
    questions = load(suite_path(suite))
    columns = (TextColumn("{task.description}"), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=stderr, transient=True) as progress:
        task = progress.add_task("Asking", total=len(questions))
        result = run(questions, corpus, on_progress=lambda done, _: progress.update(task, completed=done))
    report.show(result, Console(), failures=failures)
    if out is not None:
        stderr.print(Text(f"The run is in {report.write(result, suite, out)}"), soft_wrap=True)
    return 1 if any(not flag for r in result.results for flag in r.judgement.verbatim) else 0


def evaluate_multihop(
    corpus: Corpus,
    *,
    out: str | Path | None = "runs",
    limit: int | None = None,
    answers: bool = True,
    ablations: bool = False,
) -> int:
    """Measures retrieval and, with `answers`, answering over MultiHop-RAG's articles, which `corpus` holds.

    `limit` is how many of the questions to ask, evenly spread. With `ablations` each stage of retrieval is switched off
    in turn. Tables go to stdout, progress and the path of the run to stderr. Returns the exit code, 0. Raises
    UsageError when the questions are not in the folder of the public data.
    """
    stderr, stdout = Console(stderr=True), Console()
    questions = multihop.some(multihop.load(data_folder() / "multihop_rag"), limit)
    variants = {"Dateline": {}, **(multihop.ABLATIONS if ablations else {})}
    columns = (TextColumn("{task.description}"), MofNCompleteColumn(), TimeElapsedColumn())
    rows, first, answered = list[list[str]](), list[multihop.Retrieved](), list[multihop.Answered]()
    with Progress(*columns, console=stderr, transient=True) as progress:
        for name, changes in variants.items():
            task = progress.add_task(f"Retrieving: {name}", total=len(questions))
            changed = Corpus.open(corpus.folder, corpus.settings.model_copy(update=dict(changes)))
            with changed:
                found = multihop.retrieve(questions, changed, lambda task=task: progress.advance(task))  # type: ignore[misc]
            first = first or found
            rows.append(multihop.retrieval_row(name, found))
        if answers:
            task = progress.add_task("Answering", total=len(questions))
            answered = multihop.answer(questions, corpus, lambda: progress.advance(task))
    multihop.show_retrieval(rows, first, stdout)
    if answered:
        multihop.show_answers(answered, stdout)
    if out is not None:
        figures = multihop.as_json(corpus, rows, first, answered)
        path = report.write_json(figures, multihop.NAME, figures["started"], out)
        stderr.print(Text(f"The run is in {path}"), soft_wrap=True)
    return 0
