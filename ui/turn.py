"""One question of a conversation and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from qa.answer import Answer
from qa.question import MAX_CHARS

Verdict = Literal["", "right", "wrong", "absent"]
"""What the reader says of an answer: right, wrong, or that the archive holds no answer; "" while nothing is said."""

_ASKED_AS = "Asked as: "


@dataclass(frozen=True, slots=True)
class Turn:
    """A question, and while it waits nothing else, then an answer or an error message.

    `id` is the turn's permanent name once it is kept, `asked_as` the standalone question that was answered where it
    differs from what was typed. `shown` is how many characters of the answer's text are on show while it streams; None
    is all. `verdict` and `expected` are the reader's judgement and the answer they would have expected.
    """

    question: str
    answer: Answer | None = None
    error: str = ""
    shown: int | None = None
    id: str = ""
    asked_as: str = ""
    verdict: Verdict = ""
    expected: str = ""


@dataclass(frozen=True, slots=True)
class Scope:
    """What a conversation is restricted to: a source, and days (inclusive). Empty is the whole archive."""

    source: str = ""
    after: date | None = None
    before: date | None = None


def as_kept(question: str) -> str:
    """What is kept of a question that was typed: all of it, as far as it may be one."""
    return question.strip()[:MAX_CHARS]


def asked_as(answer: Answer) -> str:
    """The standalone question that was answered, or "" when it is the one that was typed."""
    return next((note.removeprefix(_ASKED_AS) for note in answer.notes if note.startswith(_ASKED_AS)), "")


def other_notes(answer: Answer) -> tuple[str, ...]:
    """The answer's notes without the one that `asked_as` reads."""
    return tuple(note for note in answer.notes if not note.startswith(_ASKED_AS))
