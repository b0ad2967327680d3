"""Asking every question of a suite, and keeping all that is needed to judge the answers and to ask again."""

from __future__ import annotations

import os
import platform
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from typing import Any, Protocol

from pydantic import BaseModel

from evals.metrics import cited_share, exact_match, is_right, is_verbatim, judged, stands_in_quote, supports, token_f1
from evals.questions import Question
from evals.unfinished import Unfinished
from index.article import Article
from index.errors import UsageError
from qa.answer import Answer, Citation

PACKAGES = (
    "dateline",
    "llama-index-core",
    "llama-index-vector-stores-chroma",
    "chromadb",
    "sentence-transformers",
    "torch",
    "onnxruntime",
    "tokenizers",
    "numpy",
    "nltk",
    "pydantic",
)
WARM_UP = "What is the news?"


class Archive(Protocol):
    """What a run needs of a corpus."""

    @property
    def settings(self) -> BaseModel:
        """Every setting that the answers depend on."""

    def article(self, article_id: str) -> Article:
        """An article by id. Raises UsageError if there is none."""


class Ask(Protocol):
    """What answers: `qa.ask`, or anything to be compared with it."""

    def __call__(self, question: str, /, *, corpus: Any, history: Sequence[tuple[str, str]]) -> Answer: ...


OnProgress = Callable[[int, int], None]
"""Called with how many questions are done and how many there are."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the metrics say of one answer.

    `exact` and `f1` are None for a question that cannot be answered. `supported` and `verbatim` have one entry a
    citation, in their order. `cited` is `evals.metrics.cited_share`, None for an abstention. `quoted` is
    `evals.metrics.stands_in_quote`, None where the answer is no one span.
    """

    right: bool
    judged: str
    exact: float | None
    f1: float | None
    supported: tuple[bool, ...]
    verbatim: tuple[bool, ...]
    cited: float | None
    quoted: bool | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """One question, its answer, the judgement of it, and how long `ask` took."""

    question: Question
    answer: Answer
    judgement: Judgement
    milliseconds: float


@dataclass(frozen=True, slots=True)
class Run:
    """Every question of a suite asked once, in order, one at a time.

    `peak_memory_mb` is the most memory (resident set, MB of 10^6 bytes) that the process has held, None where the
    system does not say.
    """

    started: str
    settings: dict[str, Any]
    versions: dict[str, str | None]
    machine: dict[str, Any]
    warm_up_ms: float
    results: tuple[Result, ...]
    peak_memory_mb: float | None = None

    def as_dict(self) -> dict[str, Any]:
        """The run as JSON-ready dictionaries and lists."""
        return asdict(self)


def run(
    questions: Sequence[Question],
    corpus: Archive,
    *,
    on_progress: OnProgress | None = None,
    ask: Ask | None = None,
    unfinished: Unfinished | None = None,
) -> Run:
    """Asks every question of `corpus` and judges the answers.

    One warm-up question, which is not in the suite, is asked first and timed apart: it pays for the loading of models.
    `ask` is `qa.ask` unless given. Answers kept in `unfinished` by an earlier, interrupted run are not asked for again.
    Raises UsageError when the corpus lacks an article that the questions rest on; what `ask` raises is not caught, for
    an evaluation with holes would mislead.
    """
    answer_to: Ask = ask or import_module("qa").ask
    texts = _texts(questions, corpus)
    before = (unfinished.get("begun") if unfinished is not None else None) or {}
    started = before.get("started") or datetime.now(UTC).isoformat(timespec="seconds")
    _, warm_up_ms = _timed(answer_to, WARM_UP, corpus, ())
    if unfinished is not None and not before:
        unfinished.keep("begun", {"started": started})
    results: list[Result] = []
    memory = list[float]()
    for number, question in enumerate(questions):
        kept = unfinished.get(str(number)) if unfinished is not None else None
        if kept:
            answer, milliseconds = answer_from(kept["answer"]), kept["milliseconds"]
        else:
            answer, milliseconds = _timed(answer_to, question.question, corpus, question.history)
            kept = {"answer": answer.as_dict(), "milliseconds": milliseconds, "memory": peak_memory_mb()}
            if unfinished is not None:
                unfinished.keep(str(number), kept)
        memory += [kept["memory"]] if kept["memory"] else []
        for citation in answer.citations:
            if citation.article_id not in texts:
                texts[citation.article_id] = _text(corpus, citation.article_id)
        results.append(Result(question, answer, judge(question, answer, texts), milliseconds))
        if on_progress is not None:
            on_progress(len(results), len(questions))
    settings = corpus.settings.model_dump(mode="json")
    return Run(started, settings, versions(), machine(), warm_up_ms, tuple(results), max(memory, default=None))


def judge(question: Question, answer: Answer, texts: dict[str, str]) -> Judgement:
    """The judgement of one answer; `texts` are the articles' texts by id."""
    said = judged(answer)
    return Judgement(
        right=is_right(question, answer),
        judged=said,
        exact=exact_match(said, question.answers) if question.answerable else None,
        f1=token_f1(said, question.answers) if question.answerable else None,
        supported=tuple(supports(citation, question, texts) for citation in answer.citations),
        verbatim=tuple(is_verbatim(citation, texts) for citation in answer.citations),
        cited=cited_share(answer.citations, question, texts) if question.answerable and answer.answered else None,
        quoted=stands_in_quote(answer),
    )


def answer_from(kept: Mapping[str, Any]) -> Answer:
    """The Answer that `Answer.as_dict` made `kept` of."""
    citations = tuple(Citation(**citation) for citation in kept["citations"])
    sides = tuple(tuple(side) for side in kept.get("sides", ()))
    return Answer(**{**kept, "citations": citations, "notes": tuple(kept["notes"]), "sides": sides})


def peak_memory_mb() -> float | None:
    """The most memory that this process has held so far (resident set, MB of 10^6 bytes); None where the system does not
    say (Windows)."""
    try:
        resource = import_module("resource")
    except ImportError:
        return None
    peak = int(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)  # KiB; bytes on macOS
    return peak / 1e6 if sys.platform == "darwin" else peak * 1024 / 1e6


def versions() -> dict[str, str | None]:
    """The versions of Python and of the packages that answers depend on; None for one that is not installed."""
    found: dict[str, str | None] = {"python": platform.python_version()}
    for package in PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            found[package] = None
    return found


def machine() -> dict[str, Any]:
    """The machine, as far as it bears on times."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return {
        "platform": platform.platform(),
        "architecture": platform.machine(),
        "cpu_count": os.cpu_count(),
        "cpus_usable": usable,
    }


def _timed(ask: Ask, question: str, corpus: Archive, history: Sequence[tuple[str, str]]) -> tuple[Answer, float]:
    begin = time.perf_counter()
    answer = ask(question, corpus=corpus, history=history)
    return answer, (time.perf_counter() - begin) * 1000


def _texts(questions: Sequence[Question], corpus: Archive) -> dict[str, str]:
    texts: dict[str, str] = {}
    for question in questions:
        for evidence in question.evidence:
            if evidence.article_id in texts:
                continue
            try:
                texts[evidence.article_id] = corpus.article(evidence.article_id).text
            except UsageError as error:
                raise UsageError(
                    f'The corpus lacks the article "{evidence.article_id}", which question "{question.id}" rests on: '
                    "index the articles of this suite first, or name the corpus that holds them."
                ) from error
    return texts


def _text(corpus: Archive, article_id: str) -> str:
    """The text of a cited article; nothing, in which no quote is verbatim, for one that is not in the corpus."""
    try:
        return corpus.article(article_id).text
    except UsageError:
        return ""
