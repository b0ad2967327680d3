"""Yes or no to whether something was at a time, by the day that the archive gives it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from qa.answer import Answer
from qa.combine import Dated
from qa.period import Period
from qa.question import Question


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the event was in the period, and the answer that says so with its day."""

    inside: bool
    dated: Dated

    @property
    def answer(self) -> Answer:
        """The answer: yes or no, and when it was."""
        return self.dated.answer


def by_day(question: Question, period: Period, bare: str, plain: Callable[[Question], Dated]) -> Verdict | None:
    """Whether what `bare` asks about, the question without its time, was in that period. None where the archive gives no
    day, or days of which only some are of the period."""
    asked = f"When {bare[:1].lower()}{bare[1:]}"
    found = plain(replace(question, text=asked, type="when", grain=""))
    when = found.when
    if when is None or not found.answer.answered:
        return None
    inside = period.first_day <= when.first_day and when.last_day <= period.last_day
    if not inside and when.first_day <= period.last_day and period.first_day <= when.last_day:
        return None
    said = "Yes" if inside else "No"
    reply = replace(found.answer, text=f"{said}: {found.answer.text}", short=f"{said}: {found.answer.short}")
    return Verdict(inside, Dated(reply, when))
