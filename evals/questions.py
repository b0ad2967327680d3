"""The questions of an evaluation: what is asked, what a right answer holds, and where the article says so."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal, TypeVar, cast, get_args

from evals.normalise import normalise
from index.errors import UsageError

T = TypeVar("T")
Split = Literal["dev", "test"]
Kind = Literal[
    "fact",
    "number",
    "name",
    "place",
    "date",
    "why",
    "how",
    "yes-no",
    "list",
    "several",
    "paraphrase",
    "typo",
    "follow-up",
    "false-premise",
    "unanswerable",
]
KINDS: tuple[Kind, ...] = get_args(Kind)
FOLDER = Path(__file__).parent / "questions"
PAPERS = Path(__file__).parent / "papers"
WITH_ARTICLES = tuple(sorted(folder.name for folder in PAPERS.iterdir() if folder.is_dir()))
"""Suites that bring a dozen invented articles along: see `evals.papers`."""
SUITES = ("stories", *WITH_ARTICLES, "time", "multihop-rag", "mine")
"""Suites whose questions are not in a file of `FOLDER`."""
SUFFIXES = (".jsonl", ".csv", ".json")
"""What the name of a file of questions ends in."""

_FIELDS = {"id", "question", "history", "kind", "answerable", "answers", "evidence", "date", "split", "draft"}
_YEAR_OR_LONGER = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")


@dataclass(frozen=True, slots=True)
class Evidence:
    """A quote, verbatim in the text of article `article_id`, that a right answer rests on."""

    article_id: str
    quote: str


@dataclass(frozen=True, slots=True)
class Question:
    """One question and its judgement.

    - `history`: earlier (question, answer) pairs of the conversation.
    - `answerable`: whether the articles answer it; if not, the right behaviour is to abstain.
    - `answers`: groups of alternatives; a right answer holds one alternative of every group. Empty iff not answerable.
    - `date`: for a question about a time, the time asked for as ISO 8601: a day, a month, a year, or two of them with
      a slash between.
    - `split`: "dev" is for tuning, "test" only for reporting.
    - `draft`: made up by `evals.draft`, and not yet looked at by anybody.
    """

    id: str
    question: str
    kind: Kind
    answerable: bool
    answers: tuple[tuple[str, ...], ...]
    evidence: tuple[Evidence, ...]
    split: Split
    history: tuple[tuple[str, str], ...] = ()
    date: str | None = None
    draft: bool = False


def suite_path(suite: str) -> Path:
    """The file of a suite, given its name ("seeds") or the path of a file of questions. Raises UsageError if none is."""
    path = Path(suite) if Path(suite).suffix.lower() in SUFFIXES else FOLDER / f"{suite}.jsonl"
    if not path.is_file():
        names = ", ".join(sorted([*(file.stem for file in FOLDER.glob("*.jsonl")), *SUITES]))
        raise UsageError(
            f"There is no suite {suite!r}. Suites: {names}; or give the path of a file of questions (.jsonl, .csv, or "
            ".json in SQuAD's layout)."
        )
    return path


def load(path: str | Path) -> list[Question]:
    """The questions of a JSONL file: one JSON object a line with the fields of Question; blank lines are skipped.

    Raises UsageError with file, line number and cause for the first line that does not fit, and for a file without
    questions.
    """
    path = Path(path)
    text = read_text(path)
    questions: list[Question] = []
    lines: dict[str, int] = {}
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            question = question_of(json.loads(line))
        except json.JSONDecodeError as error:
            raise UsageError(f"{path}, line {number}: not JSON ({error.msg} at column {error.colno}).") from error
        except WrongRow as error:
            raise UsageError(f"{path}, line {number}: {error}.") from error
        except RecursionError as error:
            raise UsageError(f"{path}, line {number}: nested too deeply to be a question.") from error
        if question.id in lines:
            raise UsageError(f'{path}, line {number}: the id "{question.id}" is already on line {lines[question.id]}.')
        lines[question.id] = number
        questions.append(question)
    if not questions:
        raise UsageError(f"{path} holds no questions: write one JSON object a line.")
    return questions


def some(questions: Sequence[T], limit: int | None) -> list[T]:
    """At most `limit` of the questions, evenly spread over all of them."""
    if limit is None or limit >= len(questions):
        return list(questions)
    return [questions[n * len(questions) // limit] for n in range(limit)]


def read_text(path: Path) -> str:
    """The text of a UTF-8 file, with or without a byte order mark. Raises UsageError for one that is not to be read."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror or error}.") from error
    except UnicodeDecodeError as error:
        raise UsageError(
            f"{path} is not UTF-8 text ({error.reason} at byte {error.start}): save it as UTF-8."
        ) from error


class WrongRow(Exception):  # noqa: N818 - never leaves what reads files of questions
    """What is wrong with a line, without its number."""


def question_of(row: object, *, evidence_needed: bool = True) -> Question:
    """The question in a row of a file. Raises WrongRow with the cause for one that does not fit."""
    if not isinstance(row, dict):
        raise WrongRow("a line must be a JSON object")
    if strangers := sorted(row.keys() - _FIELDS):
        raise WrongRow(f'unknown field "{strangers[0]}"; the fields are {", ".join(sorted(_FIELDS))}')
    answerable = row.get("answerable")
    if not isinstance(answerable, bool):
        raise WrongRow('"answerable" must be true or false')
    question = Question(
        id=_text(row, "id"),
        question=_text(row, "question"),
        kind=cast(Kind, _one_of(row, "kind", KINDS)),
        answerable=answerable,
        answers=tuple(_group(group) for group in _list(row, "answers")),
        evidence=tuple(_evidence(item) for item in _list(row, "evidence")),
        split=cast(Split, _one_of(row, "split", get_args(Split))),
        history=tuple(_turn(turn) for turn in _list(row, "history")),
        date=_date(row.get("date")),
        draft=_flag(row, "draft"),
    )
    if question.answerable and not evidence_needed and not question.answers:
        raise WrongRow('an answerable question needs "answers"')
    if question.answerable and evidence_needed and not (question.answers and question.evidence):
        raise WrongRow('an answerable question needs "answers" and "evidence"')
    if not question.answerable and (question.answers or question.evidence or question.date):
        raise WrongRow('a question that is not answerable has no "answers", "evidence" or "date"')
    return question


def _text(row: dict[str, Any], key: str) -> str:
    value = row.get(key)
    if not isinstance(value, str) or not value.strip():
        raise WrongRow(f'"{key}" must be a text that is not empty')
    return value


def _flag(row: dict[str, Any], key: str) -> bool:
    value = row.get(key, False)
    if not isinstance(value, bool):
        raise WrongRow(f'"{key}" must be true or false')
    return value


def _list(row: dict[str, Any], key: str) -> list[Any]:
    value = row.get(key, [])
    if not isinstance(value, list):
        raise WrongRow(f'"{key}" must be a list')
    return value


def _one_of(row: dict[str, Any], key: str, choices: Iterable[str]) -> str:
    value = row.get(key)
    if value not in tuple(choices):
        raise WrongRow(f'"{key}" must be one of {", ".join(choices)}; it is {json.dumps(value)}')
    return str(value)


def _group(group: object) -> tuple[str, ...]:
    if not isinstance(group, list) or not group or not all(isinstance(item, str) for item in group):
        raise WrongRow('"answers" must be a list of groups, each a list of one or more alternatives')
    for alternative in group:
        if not normalise(alternative):
            raise WrongRow(f"the answer {json.dumps(alternative)} has no word or number to be compared")
    return tuple(group)


def _evidence(item: object) -> Evidence:
    if not isinstance(item, dict) or item.keys() != {"article_id", "quote"}:
        raise WrongRow('"evidence" must be a list of {"article_id": …, "quote": …}')
    return Evidence(_text(item, "article_id"), _text(item, "quote"))


def _turn(turn: object) -> tuple[str, str]:
    if not isinstance(turn, list) or len(turn) != 2 or not all(isinstance(part, str) for part in turn):
        raise WrongRow('"history" must be a list of [question, answer]')
    return turn[0], turn[1]


def _date(value: object) -> str | None:
    if value is None:
        return None
    ends = value.split("/") if isinstance(value, str) else []
    if not 1 <= len(ends) <= 2 or not all(map(_is_iso, ends)) or ends != sorted(ends):
        raise WrongRow(
            f'"date" must be ISO 8601 (2021-08-15, 2021-08 or 2021-08-13/2021-08-14); it is {json.dumps(value)}'
        )
    return str(value)


def _is_iso(text: str) -> bool:
    if not _YEAR_OR_LONGER.fullmatch(text):
        return False
    try:
        date.fromisoformat(text + "-01" * ((10 - len(text)) // 3))
    except ValueError:
        return False
    return True
