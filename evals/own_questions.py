"""A user's own file of questions and expected answers, JSONL or CSV: a question and an answer suffice.

JSONL has one JSON object a line; CSV (comma, semicolon or tab; UTF-8) has the same names in its first line.

| field | what it is | left out |
|---|---|---|
| question | what to ask | an error |
| answer | what a right answer holds. Alternatives: in JSONL a list, in CSV with "|" between. What must all be said: in JSONL (as "answers") a list of lists, in CSV with ";" between | an error, unless answerable is false |
| answerable | true or false (CSV also yes, no): false if declining is right | true |
| evidence | the words of the article that say so, verbatim; a list of them, in CSV with "|" between | citations are not judged |
| article | the id of the article that the evidence is from (`dateline articles`) | it is searched for |
| kind | fact, number, name, place, date, why, how, list …: see KINDS in evals/questions.py | by the question's words |
| date | for a date asked for, ISO 8601: 2021-08-15, 2021-08, 2021-08-13/2021-08-14; no other day may then be answered | not judged |
| split | dev or test | test |
| id | any name, each once | made from the question |
| history | JSONL: earlier [question, answer] pairs | none |
| draft | true while nobody has checked it | false |
| comment | anything; not read | |

A file in the stricter format of evals/questions.py is one of these, too.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from evals.questions import Kind, Question, WrongRow, question_of, read_text
from index.corpus import Corpus
from index.errors import UsageError
from index.plain import markdown_to_plain
from qa.question import answer_type
from qa.words import tokens

FIELDS = (
    "question", "answer", "answers", "answerable", "evidence", "article", "kind", "date", "split", "id", "history",
    "draft", "comment",
)  # fmt: skip
KIND_OF: Mapping[str, Kind] = {
    "when": "date", "who": "name", "where": "place", "number": "number", "duration": "number", "why": "why", "how": "how",
    "list": "list",
}  # fmt: skip
"""The kind of a question by the type of answer that its words ask for; "fact" for others."""
_TRUTHS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
_LONGEST_CELL = 1_000_000

Locate = Callable[[str, str], str | None]
"""Finds the article that holds a quote, given (quote, article id or ""): its id, or None."""


def load(path: str | Path, locate: Locate) -> list[Question]:
    """The questions of a user's file, .jsonl or .csv. `locate` finds the articles that evidence is from.

    Raises UsageError with file, line number and cause for the first line that does not fit, for evidence that `locate`
    does not find, and for a file without questions.
    """
    path = Path(path)
    questions: list[Question] = []
    lines: dict[str, int] = {}
    rows = _csv_rows if path.suffix.lower() == ".csv" else _json_rows
    for number, row in rows(path):
        try:
            question = question_of(_completed(row, locate), evidence_needed=False)
        except WrongRow as error:
            raise UsageError(f"{path}, line {number}: {error}.") from error
        if question.id in lines:
            same = "this question" if "id" not in row else f"the id “{question.id}”"
            raise UsageError(f"{path}, line {number}: {same} is already on line {lines[question.id]}.")
        lines[question.id] = number
        questions.append(question)
    if not questions:
        raise UsageError(f"{path} holds no questions: write one a line, with “question” and “answer”.")
    return questions


def locator(corpus: Corpus) -> Locate:
    """Finds quotes in an archive, white space not counting; the first article by id where several have a quote."""

    def locate(quote: str, article: str) -> str | None:
        pattern = re.compile(r"\s+".join(map(re.escape, quote.split())))
        if article:
            try:
                return article if pattern.search(corpus.article(article).text) else None
            except UsageError as error:
                raise WrongRow(str(error).rstrip(".")) from error
        words = re.findall(r"\w+", quote)[:40]
        found = corpus.passages([i for i, _ in corpus.store.lexical(words, 50, every=True)])
        for article_id in sorted({passage.article_id for passage in found}):
            if pattern.search(corpus.article(article_id).text):
                return article_id
        # A quote that runs over two passages is whole in neither.
        rare = sorted(
            {t.lower() for t in tokens(quote)}, key=lambda t: (corpus.store.document_frequency(t) or 10**9, t)
        )
        some = corpus.passages([i for i, _ in corpus.store.lexical(rare[:1], 200)]) if rare else []
        held = (i for i in sorted({p.article_id for p in some}) if pattern.search(corpus.article(i).text))
        return next(held, None)

    return locate


def identity(question: str, history: object = ()) -> str:
    """The id of a question that has none: it stays the same when lines are added or moved."""
    return "q-" + hashlib.sha256(json.dumps([question, history], default=list).encode()).hexdigest()[:10]


def _json_rows(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, line in enumerate(read_text(path).split("\n"), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            raise UsageError(f"{path}, line {number}: not JSON ({error.msg} at column {error.colno}).") from error
        except RecursionError as error:
            raise UsageError(f"{path}, line {number}: nested too deeply to be a question.") from error
        if not isinstance(row, dict):
            raise UsageError(f"{path}, line {number}: a line must be a JSON object.")
        yield number, row


def _csv_rows(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    text = read_text(path)
    head = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=head.count)
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    names: list[str] = []
    line = 1
    try:
        for cells in reader:
            number, line = line, reader.line_num + 1
            if not any(cell.strip() for cell in cells):
                continue
            if not names:
                names = _heads(cells, f"{path}, line {number}")
                continue
            if len(cells) > len(names):
                raise UsageError(
                    f"{path}, line {number}: {len(cells)} cells under {len(names)} heads; put a cell that holds "
                    f"“{delimiter}” in double quotes."
                )
            given = {name: cell.strip() for name, cell in zip(names, cells, strict=False) if cell.strip()}
            try:
                yield number, _from_cells(given)
            except WrongRow as error:
                raise UsageError(f"{path}, line {number}: {error}.") from error
    except csv.Error as error:
        raise UsageError(f"{path}, line {line}: not CSV ({error}).") from error


def _heads(cells: list[str], where: str) -> list[str]:
    names = [cell.strip().lower() for cell in cells]
    if "question" not in names:
        raise UsageError(f"{where}: the first line must name the columns, and “question” is not among them.")
    for name in names:
        if name not in FIELDS or names.count(name) > 1:
            fault = "there twice" if name in FIELDS else f"unknown; the columns are {', '.join(FIELDS)}"
            raise UsageError(f"{where}: the column “{name}” is {fault}.")
    return names


def _from_cells(given: dict[str, str]) -> dict[str, Any]:
    row: dict[str, Any] = dict(given)
    for name in ("answerable", "draft"):
        if name in row:
            if given[name].lower() not in _TRUTHS:
                raise WrongRow(f'"{name}" must be true or false; it is {json.dumps(given[name], ensure_ascii=False)}')
            row[name] = _TRUTHS[given[name].lower()]
    for name in ("answer", "answers"):
        if name in row:
            row[name] = [_alternatives(part) for part in given[name].split(";") if part.strip()]
    if "evidence" in row:
        row["evidence"] = _alternatives(given["evidence"])
    if "history" in row:
        raise WrongRow('"history" cannot stand in CSV: use JSONL')
    return row


def _alternatives(cell: str) -> list[str]:
    return [part.strip() for part in cell.split("|") if part.strip()]


def _completed(given: Mapping[str, Any], locate: Locate) -> dict[str, Any]:
    """A row in the strict format, with what was left out."""
    row = {name: value for name, value in given.items() if name != "comment"}
    if strangers := sorted(row.keys() - set(FIELDS)):
        raise WrongRow(f'unknown field "{strangers[0]}"; the fields are {", ".join(FIELDS)}')
    asked = row.get("question")
    if not isinstance(asked, str) or not asked.strip():
        raise WrongRow('"question" must be a text that is not empty')
    if "answer" in row and "answers" in row:
        raise WrongRow('give "answer" or "answers", not both')
    answers = _groups(row.pop("answer", row.pop("answers", None)))
    row.setdefault("answerable", True)
    if row["answerable"] is True and not answers:
        raise WrongRow('no "answer": write what a right answer holds, or "answerable": false if declining is right')
    row["answers"] = answers
    article = row.pop("article", "")
    if not isinstance(article, str):
        raise WrongRow('"article" must be the id of an article')
    row["evidence"] = [_located(item, article, locate) for item in _quotes(row.get("evidence"))]
    row.setdefault("split", "test")
    row.setdefault("id", identity(asked, row.get("history", ())))
    if not row.get("kind"):
        row["kind"] = _kind(asked, answers) if row["answerable"] is True else "unanswerable"
    return row


def _kind(asked: str, answers: Any) -> Kind:
    if answer_type(asked) == "yes-no" and answers in ([["yes"]], [["no"]]):
        return "yes-no"
    return KIND_OF.get(answer_type(asked), "fact")


def _groups(value: object) -> Any:
    """Answers as groups of alternatives: a text is one alternative, a list of texts are alternatives of one group."""
    if value is None or value == "":
        return []
    if isinstance(value, str):
        return [[value]]
    if isinstance(value, list) and value and all(isinstance(item, str) for item in value):
        return [value]
    return value


def _quotes(value: object) -> list[Any]:
    if value is None or value == "":
        return []
    return value if isinstance(value, list) else [value]


def _located(item: object, article: str, locate: Locate) -> Any:
    if isinstance(item, Mapping):
        return dict(item)
    if not isinstance(item, str) or not item.strip():
        raise WrongRow('"evidence" must be the words of an article, or a list of them')
    found = locate(item, article)
    if found is None and (shown := markdown_to_plain(item)[0]) != item:
        item, found = shown, locate(shown, article)  # copied from a Markdown file with its marks
    if found is None:
        where = f"the article “{article}”" if article else "no article of the archive"
        short = " ".join(item.split()[:8])
        raise WrongRow(f"{where} has{' not' if article else ''} these words, “{short} …”: copy them verbatim, or leave the evidence out")  # fmt: skip
    return {"article_id": found, "quote": item}
