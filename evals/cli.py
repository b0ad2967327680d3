"""`dateline eval`: a suite asked of a corpus, its figures on the terminal and the whole run in a file."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any, cast

from rich.console import Console
from rich.progress import MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.text import Text

from evals import comparison, draft, multihop, own_questions, page, papers, report, squad, stories, time_suite
from evals.comparison import load_run, refuse_others
from evals.data import data_folder
from evals.questions import FOLDER, SUITES, WITH_ARTICLES, Question, load, some, suite_path
from evals.run import Archive, run, versions
from evals.unfinished import Unfinished, program
from index.corpus import Progress as OnProgress
from index.errors import UsageError
from index.settings import Settings
from qa.corpus import Corpus


def own_archive(suite: str, settings: Settings, on_progress: OnProgress | None = None) -> Corpus | None:
    """The archive that a suite's questions are about, made on first use (minutes); None for one that is asked of any
    archive. Raises UsageError for a suite that there is not."""
    if suite == multihop.NAME:
        return multihop.archive(data_folder() / "multihop_rag", settings, on_progress)
    if suite == stories.NAME:
        return stories.archive(settings, on_progress)
    if suite in WITH_ARTICLES:
        return papers.archive(suite, settings, on_progress)
    if suite in SUITES:
        return None
    path = suite_path(suite)
    return squad.archive(squad.load(path), settings, on_progress) if path.suffix == squad.SUFFIX else None


def questions_of(suite: str, corpus: Archive) -> list[Question]:
    """The questions of a suite, given its name or the path of a file (.jsonl, .csv, .json), to be asked of `corpus`, where
    the evidence of a user's file is looked up. Raises UsageError for what cannot be read."""
    if suite == stories.NAME:
        return stories.questions()
    if suite in WITH_ARTICLES:
        return papers.questions(suite, cast(Corpus, corpus))
    path = suite_path(suite)
    locate = own_questions.locator(cast(Corpus, corpus))
    if path.suffix == squad.SUFFIX:
        return squad.questions(squad.load(path), locate)
    return load(path) if path.parent == FOLDER else own_questions.load(path, locate)


def evaluate(
    suite: str,
    corpus: Archive,
    *,
    out: str | Path | None = "runs",
    failures: bool = False,
    compare: str | Path | None = None,
    fresh: bool = False,
    limit: int | None = None,
) -> int:
    """Asks the questions of `suite` (a name, or the path of a file) of `corpus`; "time" measures dates.

    The figures go to stdout, with every failure if `failures`; progress and the path of the run go to stderr. The run
    is written to a new file in the folder `out`, with a page to read beside it, or not at all if that is None. What an
    interrupted run of the same has done is kept there, too, and not done again unless `fresh`. `compare` is the file of an
    earlier run to compare with; `limit` is how many of the questions to ask, evenly spread. Returns the exit code: 0, or 1
    if a citation is not verbatim or a short answer stands in no quote. Raises UsageError for a suite, file or folder that cannot be used, and for a corpus
    without the articles that the questions rest on.
    """
    stderr, stdout = Console(stderr=True), Console()
    earlier = load_run(compare) if compare is not None else None
    if suite == time_suite.NAME:
        _no_comparison(suite, compare)
        asked = time_suite.questions()
        with _unfinished(suite, asked, corpus, out, fresh) as kept:
            figures = time_suite.measure(
                corpus, data_folder(), on_stage=lambda stage: stderr.print(f"{stage} …"), unfinished=kept
            )
        time_suite.show(figures, stdout)
        if out is not None:
            path = report.write_json(time_suite.as_json(figures), suite, figures.started, out)
            _say_where(stderr, path, time_suite.write_page(figures, path))
        return 0
    asked = some(questions_of(suite, corpus), limit)
    if earlier is not None and compare is not None:
        refuse_others(earlier, compare, suite, [asdict(question) for question in asked])
    with _unfinished(suite, asked, corpus, out, fresh) as kept, _bars(stderr) as progress:
        task = progress.add_task("Asking", total=len(asked))
        result = run(asked, corpus, on_progress=lambda done, _: progress.update(task, completed=done), unfinished=kept)
    report.show(result, stdout, failures=failures)
    figures_too: dict[str, Any] = {}
    if Path(suite).suffix == squad.SUFFIX:
        squad.show(result.results, stdout)
        figures_too["squad"] = squad.figures(result.results)
    compared = None
    if earlier is not None and compare is not None:
        compared = comparison.compare(json.loads(json.dumps(result.as_dict())), earlier, compare)
        report.show_comparison(compared, stdout)
        figures_too["compared"] = asdict(compared)
    if out is not None:
        path = report.write(result, suite, out, figures_too)
        _say_where(stderr, path, page.write(result, suite, path, compared))
    made = [flag for r in result.results for flag in (*r.judgement.verbatim, r.judgement.quoted)]
    return 1 if False in made else 0


def init(corpus: Corpus, *, out: Path, number: int) -> int:
    """Drafts at most `number` questions over `corpus` into the new file `out`, and says on stderr what to do with it.
    Returns the exit code, 0. Raises UsageError for an archive that yields none and a file that cannot be made."""
    draft.check(out)
    found = draft.drafts(corpus, number)
    if not found:
        raise UsageError(
            "No sentence of this archive turns into a question by rule. Write the file by hand: one question a line, "
            '{"question": "…", "answer": "…"}.'
        )
    draft.write(found, out)
    none = sum(not one.answer for one in found)
    Console(stderr=True).print(
        Text(
            f"{len(found)} drafts are in {out}, {none} of them not answerable. Mend each one (or delete it), take its mark "
            f"“draft” away, add your own, and run: dateline eval {out}"
        ),
        soft_wrap=True,
    )
    return 0


@contextmanager
def _unfinished(
    suite: str, asked: Sequence[object], corpus: Archive, out: str | Path | None, fresh: bool
) -> Iterator[Unfinished | None]:
    """Where the pieces of a run are kept until it ends; says on stderr what is taken over, and what an interruption left."""
    if out is None:
        yield None
        return
    store = corpus.store if isinstance(corpus, Corpus) else None
    what = {
        "questions": asked,
        "settings": corpus.settings.model_dump(mode="json"),
        "archive": store.fingerprint() if store else "",
        "versions": versions(),
        "program": program(),
    }
    with Unfinished(out, suite, what, fresh=fresh) as kept:
        stderr = Console(stderr=True)
        if len(kept):
            stderr.print("Going on where an interrupted run stopped; --fresh starts anew.")
        elif kept.others:
            names = ", ".join(path.name for path in kept.others)
            stderr.print(
                Text(
                    f"Not gone on with, for questions, settings, archive or program are others now: {names} in {out}. "
                    "Delete what is not needed."
                ),
                soft_wrap=True,
            )
        try:
            yield kept
        except KeyboardInterrupt:
            stderr.print("What is done is kept: the same command goes on from here.")
            raise


def _say_where(console: Console, run: Path, to_read: Path) -> None:
    console.print(Text(f"The run is in {run}"), soft_wrap=True)
    console.print(Text(f"To be read: {to_read}"), soft_wrap=True)


def _no_comparison(suite: str, compare: str | Path | None) -> None:
    if compare is not None:
        raise UsageError(f"“{suite}” cannot be compared with an earlier run: suites of questions can.")


def _bars(console: Console) -> Progress:
    columns = (TextColumn("{task.description}"), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, console=console, transient=True)


def evaluate_multihop(
    corpus: Corpus,
    *,
    out: str | Path | None = "runs",
    limit: int | None = None,
    answers: bool = True,
    ablations: bool = False,
    compare: str | Path | None = None,
    fresh: bool = False,
) -> int:
    """Measures retrieval and, with `answers`, answering over MultiHop-RAG's articles, which `corpus` holds.

    `limit` is how many of the questions to ask, evenly spread. With `ablations` each stage of retrieval is switched off
    in turn. Tables go to stdout, progress and the path of the run to stderr. An interrupted run is gone on with, as by
    `evaluate`. Returns the exit code, 0. Raises UsageError when the questions are not in the folder of the public data,
    and for `compare`: the runs of this suite are read side by side.
    """
    _no_comparison(multihop.NAME, compare)
    stderr, stdout = Console(stderr=True), Console()
    questions = some(multihop.load(data_folder() / "multihop_rag"), limit)
    variants = {"Dateline": {}, **(multihop.ABLATIONS if ablations else {})}
    rows, first, answered = list[list[str]](), list[multihop.Retrieved](), list[multihop.Answered]()
    with _unfinished(multihop.NAME, questions, corpus, out, fresh) as kept, _bars(stderr) as progress:
        for name, changes in variants.items():
            task = progress.add_task(f"Retrieving: {name}", total=len(questions))
            changed = Corpus.open(corpus.folder, corpus.settings.model_copy(update=dict(changes)))
            with changed:
                found = multihop.retrieve(
                    questions,
                    changed,
                    lambda task=task: progress.advance(task),  # type: ignore[misc]
                    multihop.Kept(kept, name),
                )
            first = first or found
            rows.append(multihop.retrieval_row(name, found))
        if answers:
            task = progress.add_task("Answering", total=len(questions))
            answered = multihop.answer(
                questions, corpus, lambda: progress.advance(task), kept=multihop.Kept(kept, "answers")
            )
    multihop.show_retrieval(rows, first, stdout)
    if answered:
        multihop.show_answers(answered, stdout)
    if out is not None:
        figures = multihop.as_json(corpus, rows, first, answered)
        path = report.write_json(figures, multihop.NAME, figures["started"], out)
        _say_where(stderr, path, multihop.write_page(rows, first, answered, path))
    return 0
