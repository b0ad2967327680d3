"""The days a question names: "in July", "on 13 August", "last week" as an archive of those days would mean it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from index import timex

# News tells what happened on a day on that day and the next ones.
_TOLD_WITHIN = timedelta(days=3)
_LONGEST = timedelta(days=800)  # a decade or a century says nothing about when an article appeared


@dataclass(frozen=True, slots=True)
class Period:
    """The days from `first_day` to `last_day`, inclusive, and the words that name them."""

    first_day: date
    last_day: date
    words: str

    @property
    def told_until(self) -> date:
        """The last day on which an article about the period's news is expected."""
        return min(self.last_day, date.max - _TOLD_WITHIN) + _TOLD_WITHIN


def asked_for(text: str, last_day: date | None) -> Period | None:
    """The period that a question names, or None if it names none.

    Days without a year are those before `last_day`, the archive's latest day. Of several periods the span from the
    first to the last counts.
    """
    found = [
        t
        for t in timex.find(text, last_day)
        if t.type in {"DATE", "TIME"} and t.first_day and t.last_day and not t.value.endswith("_REF")
    ]
    found = [t for t in found if t.first_day and t.last_day and t.last_day - t.first_day <= _LONGEST]
    if not found:
        return None
    first = min(t.first_day for t in found if t.first_day)
    last = max(t.last_day for t in found if t.last_day)
    return Period(first, last, ", ".join(t.text for t in found))
