"""`dateline eval multihop-rag`: retrieval and answers over several articles, beside the published figures.

MultiHop-RAG (Tang and Yang, COLM 2024): 609 news articles, questions that rest on two to four of them, and questions
that have no answer.
"""

from __future__ import annotations

import gzip
import json
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from evals import page
from evals.metrics import bootstrap, mean, percentile
from evals.normalise import normalise
from evals.retrieval import DEPTH, Found, found, mean_of
from evals.run import answer_from, machine, versions
from evals.unfinished import Unfinished
from index.corpus import Progress
from index.errors import UsageError
from index.settings import Settings
from qa.answer import Answer
from qa.corpus import Corpus

NAME = "multihop-rag"
NULL = "null"
INSUFFICIENT = "Insufficient information."
"""The answer of questions that have none; what an abstention counts as."""

RETRIEVAL_COLUMNS = ("retrieval", "Hits@10", "Hits@4", "MRR@10", "MAP@10", "AP@10", "recall@10")
# All questions that have an answer; MAP@10 is its scorer's (evals.retrieval.Found).
PUBLISHED_RETRIEVAL = (
    ("paper: voyage-02 + reranker", "0.747", "0.662", "0.586", "0.480", "", ""),
    ("paper: bge-large-en-v1.5", "0.672", "0.522", "0.430", "0.342", "", ""),
)
# Answers from retrieved chunks, all questions.
PUBLISHED_ANSWERS = (("GPT-4", 0.56), ("Claude-2.1", 0.52), ("PaLM", 0.47), ("ChatGPT", 0.44), ("Mixtral-8x7B", 0.32), ("Llama-2-70b", 0.28))  # fmt: skip

ABLATIONS: Mapping[str, Mapping[str, Any]] = {
    "clauses by vectors, too": {"clause_vectors": True},
    "reciprocal ranks": {"fusion": "rrf"},
    "no vectors": {"dense_k": 0},
    "no full text": {"lexical_k": 0, "clause_vectors": True},
    "no clauses": {"clause_weight": 0},
    "no sources": {"source_boost": 0},
    "no days": {"day_boost": 0},
    "no diversity": {"diversity": 0},
    "copies kept": {"same_story": 1},
    "passages without context": {"context_words": 0},
    "eight of each clause judged by the reader": {"rerank": 8},
    "fusion alone": {"clause_weight": 0, "source_boost": 0, "day_boost": 0, "diversity": 0, "same_story": 1},
}
"""What is switched off, or on, and the settings that do it."""


@dataclass(frozen=True, slots=True)
class MultiHop:
    """A question, its answer, its kind (inference, comparison, temporal, null) and the facts it rests on (none: null)."""

    question: str
    answer: str
    kind: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Retrieved:
    """What was found for one question: the passages' ids, the measure, and the time of it."""

    question: MultiHop
    passages: tuple[str, ...]
    found: Found
    milliseconds: float


@dataclass(frozen=True, slots=True)
class Answered:
    """What was answered to one question: as judged, by the paper's scorer, strictly, and the time of it."""

    question: MultiHop
    said: str
    answer: Answer
    lenient: bool
    strict: bool
    milliseconds: float


def load(folder: Path) -> list[MultiHop]:
    """The questions in `folder` (queries_dev.json.gz). Raises UsageError for a file that is missing or does not fit."""
    path = folder / "queries_dev.json.gz"
    try:
        with gzip.open(path, "rt", encoding="utf-8") as file:
            rows = json.load(file)
        return [
            MultiHop(
                row["query"],
                row["answer"],
                row["question_type"].removesuffix("_query"),
                tuple(evidence["fact"] for evidence in row["evidence_list"]),
            )
            for row in rows
        ]
    except FileNotFoundError as error:
        raise UsageError(f"{path} is not there: name the folder of the public data in DATELINE_DATA.") from error
    except (OSError, ValueError, KeyError, TypeError, AttributeError, EOFError) as error:
        raise UsageError(f"{path} does not hold MultiHop-RAG's questions ({type(error).__name__}: {error}).") from error


def archive(data: Path, settings: Settings, on_progress: Progress | None = None) -> Corpus:
    """The archive of the data set's articles (`data`/corpus.json.gz) in the home folder, made on first use: minutes.

    Raises UsageError when the articles are not there.
    """
    articles = data / "corpus.json.gz"
    if not articles.is_file():
        raise UsageError(f"{articles} is not there: name the folder of the public data in DATELINE_DATA.")
    corpus = Corpus.create(settings.home / NAME, settings)
    corpus.add([articles], on_progress)
    return corpus


@dataclass(frozen=True, slots=True)
class Kept:
    """What an interrupted run has done of one `part` of its work, by the number of the question."""

    unfinished: Unfinished | None = None
    part: str = ""

    def get(self, number: int) -> Any:
        """What was kept of a question; None if nothing was."""
        return None if self.unfinished is None else self.unfinished.get(f"{self.part}/{number}")

    def keep(self, number: int, value: Any) -> None:
        """Keeps a JSON-ready value."""
        if self.unfinished is not None:
            self.unfinished.keep(f"{self.part}/{number}", value)


def retrieve(
    questions: Sequence[MultiHop],
    corpus: Corpus,
    on_progress: Callable[[], None] = lambda: None,
    kept: Kept = Kept(),
) -> list[Retrieved]:
    """Asks the archive's retriever for the passages of every question that has an answer and is not `kept`."""
    retriever = corpus.as_retriever(top_k=DEPTH)
    retriever.retrieve("What is the news?")  # loads the model
    out = []
    for number, question in enumerate(questions):
        if question.facts:
            before = kept.get(number)
            if before is None:
                begin = time.perf_counter()
                nodes = retriever.retrieve(question.question)
                milliseconds = (time.perf_counter() - begin) * 1000
                measured = found([n.node.get_content() for n in nodes], question.facts)
                before = [[n.node.node_id for n in nodes], asdict(measured), milliseconds]
                kept.keep(number, before)
            passages, figures, milliseconds = before
            out.append(Retrieved(question, tuple(passages), Found(**figures), milliseconds))
        on_progress()
    return out


def answer(
    questions: Sequence[MultiHop],
    corpus: Corpus,
    on_progress: Callable[[], None] = lambda: None,
    ask: Callable[..., Answer] | None = None,
    kept: Kept = Kept(),
) -> list[Answered]:
    """Asks every question that is not `kept` (by `qa.ask` unless told otherwise) and scores the answers."""
    answer_to: Callable[..., Answer] = ask or import_module("qa").ask
    out = []
    for number, question in enumerate(questions):
        before = kept.get(number)
        if before is None:
            begin = time.perf_counter()
            reply = answer_to(question.question, corpus=corpus)
            before = [reply.as_dict(), (time.perf_counter() - begin) * 1000]
            kept.keep(number, before)
        reply, milliseconds = answer_from(before[0]), before[1]
        said = (reply.short or reply.text) if reply.answered else INSUFFICIENT
        lenient, strict = shares_a_word(said, question.answer), normalise(said) == normalise(question.answer)
        out.append(Answered(question, said, reply, lenient, strict, milliseconds))
        on_progress()
    return out


def shares_a_word(prediction: str, gold: str) -> bool:
    """The paper's scorer: whether the two have any word in common, in lower case, split at blanks alone. It is generous:
    "the" is enough, and a comma at a word's end is not seen."""
    return bool(set(prediction.lower().split()) & set(gold.lower().split()))


def constants(questions: Sequence[MultiHop]) -> dict[str, list[tuple[bool, bool]]]:
    """Answers that read nothing, scored: (by the paper's scorer, strictly) of every question, by the constant's name.

    "most frequent" knows the kind of each question and gives the most frequent answer of that kind.
    """
    by_kind: dict[str, Counter[str]] = {}
    for q in questions:
        by_kind.setdefault(q.kind, Counter())[q.answer.lower()] += 1
    best = {kind: counts.most_common(1)[0][0] for kind, counts in by_kind.items()}
    said: dict[str, Callable[[MultiHop], str]] = {
        "always “yes”": lambda _: "Yes",
        "always abstaining": lambda _: INSUFFICIENT,
        "most frequent of its kind": lambda q: best[q.kind],
    }
    return {
        name: [(shares_a_word(say(q), q.answer), normalise(say(q)) == normalise(q.answer)) for q in questions]
        for name, say in said.items()
    }


def retrieval_row(name: str, results: Sequence[Retrieved]) -> list[str]:
    """One row of a table with `RETRIEVAL_COLUMNS`. Raises ValueError without results."""
    m = mean_of([r.found for r in results])
    return [
        name,
        *(f"{value:.3f}" for value in (m.hits_10, m.hits_4, m.mrr, m.map_paper, m.average_precision, m.recall)),
    ]


def show_retrieval(rows: Sequence[Sequence[str]], results: Sequence[Retrieved], console: Console) -> None:
    """Prints the table of retrieval, the published rows first, and how long one question took."""
    console.print(_table(f"Retrieval ({len(results)} questions)", RETRIEVAL_COLUMNS, [*PUBLISHED_RETRIEVAL, *rows]))
    times = [r.milliseconds for r in results]
    console.print(f"Retrieval takes {percentile(times, 50):.0f} ms (median), {percentile(times, 95):.0f} ms (95th percentile).")  # fmt: skip


def answer_rows(results: Sequence[Answered]) -> tuple[list[str], list[list[str]]]:
    """The columns and rows of the accuracy of answers by kind, beside constant answers and the published figures."""
    kinds = [*dict.fromkeys(r.question.kind for r in results)]
    rows = [[f"paper: {name}", f"{value:.2f}"] for name, value in PUBLISHED_ANSWERS]
    scored = {name: list(values) for name, values in constants([r.question for r in results]).items()}
    scored["Dateline"] = [(r.lenient, r.strict) for r in results]
    for name, values in scored.items():
        row = [name]
        for kind in (None, *kinds):
            of = [v for v, r in zip(values, results, strict=True) if kind in {None, r.question.kind}]
            row.append(f"{mean(float(v[0]) for v in of):.2f} / {mean(float(v[1]) for v in of):.2f}")
        rows.append(row)
    columns = ["answers: scorer / strict", f"all ({len(results)})", *kinds]
    return columns, [[*row, *[""] * (len(columns) - len(row))] for row in rows]


def show_answers(results: Sequence[Answered], console: Console) -> None:
    """Prints the table of `answer_rows`, how sure its figure is, and how long an answer took."""
    console.print(_table("Answers", *answer_rows(results)))
    interval = bootstrap([float(r.lenient) for r in results])
    times = [r.milliseconds for r in results]
    console.print(
        f"95 % interval of Dateline's accuracy: {interval[0]:.2f} to {interval[1]:.2f}. " if interval else "",
        f"An answer takes {percentile(times, 50):.0f} ms (median), {percentile(times, 95):.0f} ms (95th percentile).",
        sep="",
    )


def write_page(
    rows: Sequence[Sequence[str]], retrieved: Sequence[Retrieved], answered: Sequence[Answered], beside: Path
) -> Path:
    """The run as a page for people, beside its JSON: the tables, and every question with what came of it."""
    tables = [page.Figures(f"Retrieval ({len(retrieved)} questions)", RETRIEVAL_COLUMNS, [*PUBLISHED_RETRIEVAL, *rows])]
    if answered:
        tables.append(page.Figures("Answers", *answer_rows(answered)))
    told = [
        page.Told(
            r.question.question,
            r.strict,
            [
                ("kind", r.question.kind),
                ("expected", r.question.answer),
                ("given", f"{r.said} — {r.answer.text}" if r.answer.answered else r.answer.text),
                ("by the paper", "right" if r.lenient else "wrong"),
                *[("cited", f"[{c.number}] {c.quote} ({c.title}, {c.source})") for c in r.answer.citations],
                *[("evidence", fact) for fact in r.question.facts],
            ],
        )
        for r in answered
    ]
    return page.write_figures(NAME, datetime.now(UTC).isoformat(timespec="seconds"), tables, told, beside)


def as_json(
    corpus: Corpus, rows: Sequence[Sequence[str]], retrieved: Sequence[Retrieved], answered: Sequence[Answered]
) -> dict[str, Any]:
    """The run as JSON-ready values: settings, versions, machine, the table, every question with what came of it."""
    return {
        "suite": NAME,
        "started": datetime.now(UTC).isoformat(timespec="seconds"),
        "settings": corpus.settings.model_dump(mode="json"),
        "versions": versions(),
        "machine": machine(),
        "retrieval": [dict(zip(RETRIEVAL_COLUMNS, row, strict=True)) for row in rows],
        "retrieved": [asdict(r) for r in retrieved],
        "answered": [asdict(r) for r in answered],
    }


def _table(title: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    table = Table(*columns, title=title, box=None, padding=(0, 2, 0, 0))
    table.columns[0].no_wrap = True
    for column in table.columns[1:]:
        column.justify = "right"
    for row in rows:
        table.add_row(*row)
    return table
