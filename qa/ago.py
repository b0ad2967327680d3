"""Answers to "how long ago": the day of the event, counted to today."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from qa.answer import Answer
from qa.combine import Dated, length
from qa.question import Question
from qa.rephrase import day_question
from qa.when import day_in_words

_ASKED = re.compile(
    r"^(?:and |so )?(?:about |roughly )?(?:how (?:long|many (?P<unit>days|weeks|months|years)|much time)) ago "
    r"(?P<clause>(?:was|were|did|is|has|have|had)\b.+)$|"
    r"^how (?:long|many (?P<unit2>days|weeks|months|years)) (?:has it been|is it) since (?P<event>.+)$",
    re.IGNORECASE,
)


def answer(question: Question, dated: Callable[[str], Dated], today: date | None = None) -> Answer | None:
    """The time from the event asked about to `today` (the day of the call unless given); None for other questions.

    `dated` answers a question that is asked with "when".
    """
    match = _ASKED.match(question.text.rstrip(" ?"))
    if match is None:
        return None
    asked = f"When {match['clause']}?" if match["clause"] else day_question(match["event"])
    found = dated(asked)
    if found.when is None or not found.answer.answered:
        return replace(found.answer, question=question.asked)
    today = today or date.today()
    short = _ago(today, found.when.first_day, found.when.last_day, (match["unit"] or match["unit2"] or "").lower())
    note = f"Counted to today, {day_in_words(today)}."
    text = f"{short[0].upper()}{short[1:]}: {found.answer.text}"
    return replace(found.answer, question=question.asked, text=text, short=short, notes=(*found.answer.notes, note))


def _ago(today: date, first: date, last: date, unit: str) -> str:
    least, most = (today - last).days, (today - first).days
    if most < 0:
        return f"not yet: in {length(-most, unit)}" if least == most else f"not yet: in {length(-most, unit)} or later"
    if least == most:
        return "today" if most == 0 else f"{length(most, unit)} ago"
    low, high = length(max(0, least), unit), length(most, unit)
    return f"{low} ago" if low == high else f"between {low} and {high} ago"
