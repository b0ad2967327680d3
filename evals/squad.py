"""`dateline eval FILE.json`: questions in the layout of SQuAD 1.1 or 2.0, judged by its published scorer, too.

An archive is harder than SQuAD: there the paragraph is given, here it must be found among all of them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from evals.metrics import bootstrap, mean
from evals.own_questions import KIND_OF, Locate
from evals.questions import Evidence, Question, WrongRow, read_text
from evals.run import Result
from index.corpus import Progress
from index.errors import UsageError
from index.sentences import sentence_spans
from index.settings import Settings
from qa.corpus import Corpus
from qa.question import answer_type
from qa.reader.metrics import exact, plain, token_f1

SUFFIX = ".json"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A context with its article's title, and its (id, question, accepted answers, where the first one begins)."""

    title: str
    text: str
    asked: tuple[tuple[str, str, tuple[str, ...], int], ...]


def load(path: str | Path) -> list[Paragraph]:
    """The paragraphs of a file. Raises UsageError, with the place in the file and the cause, for one of another layout."""
    path = Path(path)
    try:
        whole = json.loads(read_text(path))
    except ValueError as error:
        raise UsageError(f"{path} is not JSON ({error}).") from error
    except RecursionError as error:
        raise UsageError(f"{path} is nested too deeply to be in SQuAD's layout.") from error
    try:
        data = _list(whole, "data", "the file")
        found = [
            _paragraph(item, _text(article, "title", f"data[{n}]", ""), f"data[{n}].paragraphs[{m}]")
            for n, article in enumerate(data)
            for m, item in enumerate(_list(article, "paragraphs", f"data[{n}]"))
        ]
    except WrongRow as error:
        raise UsageError(f"{path} is not in SQuAD's layout: {error}.") from error
    ids = [name for paragraph in found for name, *_ in paragraph.asked]
    if not ids:
        raise UsageError(f"{path} holds no questions.")
    if doubled := next((name for name in ids if ids.count(name) > 1), None) if len(set(ids)) < len(ids) else None:
        raise UsageError(f"{path}: the id “{doubled}” is there twice.")
    return found


def archive(paragraphs: Sequence[Paragraph], settings: Settings, on_progress: Progress | None = None) -> Corpus:
    """An archive with each paragraph as an article, in the home folder: made on first use, safe to delete."""
    texts = list(dict.fromkeys((p.title, p.text) for p in paragraphs))
    name = hashlib.sha256(json.dumps([texts, settings.embed_model]).encode()).hexdigest()[:12]
    folder = settings.home / f"squad-{name}"
    rows = folder / "paragraphs.jsonl"
    if not rows.is_file():
        folder.mkdir(parents=True, exist_ok=True)
        part = rows.with_suffix(".part")
        part.write_text("".join(json.dumps({"title": t, "text": x}) + "\n" for t, x in texts), encoding="utf-8")
        part.replace(rows)
    corpus = Corpus.create(folder / "archive", settings)
    corpus.add([rows], on_progress)
    return corpus


def questions(paragraphs: Sequence[Paragraph], locate: Locate) -> list[Question]:
    """The questions as an evaluation asks them: any of the accepted answers is right, and the evidence is the sentence of
    the first one, if `locate` finds its paragraph in the archive. All are of the split "test"."""
    found = []
    for paragraph in paragraphs:
        article = locate(paragraph.text, "") if any(answers for _, _, answers, _ in paragraph.asked) else None
        for name, asked, answers, start in paragraph.asked:
            kind = KIND_OF.get(answer_type(asked), "fact") if answers else "unanswerable"
            evidence = (Evidence(article, _sentence(paragraph.text, start)),) if article and answers else ()
            found.append(Question(name, asked, kind, bool(answers), (answers,) if answers else (), evidence, "test"))
    return found


def published_scores(results: Sequence[Result]) -> dict[str, tuple[int, list[float], list[float]]]:
    """By the published scorer (Rajpurkar et al. 2016 and 2018): of all questions, of those with an answer and of those
    without, how many there are, the exact match of each, and the F1 of each.

    Lower case, without punctuation and articles, an answer is compared with each accepted one, and the best counts; where
    there is none, an empty prediction scores 1 and any other 0. The prediction is the short answer, else the words of the
    answer's text that are judged; for an abstention it is empty.
    """
    groups = {
        "all": results,
        "with an answer": [r for r in results if r.question.answerable],
        "without an answer": [r for r in results if not r.question.answerable],
    }
    scored = {}
    for name, of in groups.items():
        golds = [[gold for group in r.question.answers for gold in group if plain(gold)] for r in of]
        said = [r.judgement.judged for r in of]
        scored[name] = (
            len(of),
            [exact(s, g) for s, g in zip(said, golds, strict=True)],
            [token_f1(s, g) for s, g in zip(said, golds, strict=True)],
        )
    return scored


def figures(results: Sequence[Result]) -> dict[str, dict[str, float]]:
    """The means of `published_scores`, for the JSON of a run."""
    scored = published_scores(results)
    return {
        name: {"n": n, "exact_match": mean(e) or 0.0, "f1": mean(f) or 0.0} for name, (n, e, f) in scored.items() if n
    }


def show(results: Sequence[Result], console: Console) -> None:
    """Prints the published scorer's figures, in per cent as they are published."""
    table = Table("questions", "", "exact match", "F1", title="SQuAD's scorer, per cent")
    for column in table.columns[1:]:
        column.justify = "right"
    for name, (n, exacts, f1s) in published_scores(results).items():
        if n:
            low, high = bootstrap(f1s) or (0.0, 0.0)
            f1 = f"{100 * (mean(f1s) or 0):.1f} [{100 * low:.1f}, {100 * high:.1f}]"
            table.add_row(name, str(n), f"{100 * (mean(exacts) or 0):.1f}", f1)
    console.print(table)


def _paragraph(item: object, title: str, where: str) -> Paragraph:
    text = _text(item, "context", where)
    asked = []
    for n, qa in enumerate(_list(item, "qas", where)):
        at = f"{where}.qas[{n}]"
        name, question = _text(qa, "id", at), _text(qa, "question", at)
        impossible = qa.get("is_impossible", False)
        if not isinstance(impossible, bool):
            raise WrongRow(f"{at}.is_impossible must be true or false")
        answers = _list(qa, "answers", at) if not impossible or "answers" in qa else []
        golds = tuple(dict.fromkeys(_text(answer, "text", f"{at}.answers[{m}]") for m, answer in enumerate(answers)))
        if impossible == bool(golds):
            fault = "has answers and is_impossible" if impossible else "has no answers, and is_impossible is not true"
            raise WrongRow(f"{at} {fault}")
        start = answers[0].get("answer_start", -1) if golds else -1
        if golds and (not isinstance(start, int) or text[start : start + len(golds[0])] != golds[0]):
            start = text.find(golds[0])  # some copies of the data count in bytes
        if golds and start < 0:
            raise WrongRow(f"{at}.answers[0]: “{golds[0]}” does not stand in its context")
        asked.append((name, question, golds, start))
    return Paragraph(title.replace("_", " "), text, tuple(asked))


def _sentence(text: str, start: int) -> str:
    """The sentence of `text` in which character `start` stands."""
    for spans in sentence_spans(text):
        for a, b in spans:
            if a <= start < b:
                return text[a:b]
    return text


def _list(of: object, name: str, where: str) -> list[Any]:
    value = of.get(name) if isinstance(of, Mapping) else None
    if not isinstance(value, list):
        raise WrongRow(f"{where} has no list “{name}”")
    return value


def _text(of: object, name: str, where: str, default: str | None = None) -> str:
    value = of.get(name, default) if isinstance(of, Mapping) else None
    if not isinstance(value, str) or (default is None and not value.strip()):
        raise WrongRow(f"{where} has no text “{name}”")
    return value
