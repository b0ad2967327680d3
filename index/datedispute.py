"""What speaks against the date that an article states: other dates it states, and later days told as past."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from index.article import Published, Reason
from index.dateclue import told_as
from index.datedline import dated_line
from index.printeddate import printed_date

# Time zones and printing make a day's difference between two statements of one date.
_SAME: Final = timedelta(days=1)
_DISPUTED: Final = 0.7
_REFUTED: Final = 0.4
_MONTH: Final = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\\.?"
_WHOLE_DATE: Final = re.compile(
    rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH},? \d{{4}}|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}})\b",
    re.IGNORECASE,
)


def disputed(published: Published, others: Iterable[Published], text: str) -> Published:
    """The stated date with what speaks against it: a lower confidence, and a reason for each contradiction.

    `others` are what else the article states of its date; `text` is the article's. The day itself is kept.
    """
    day = published.day
    if day is None:
        return published
    reasons = list(published.reasons)
    confidence = published.confidence
    for other in others:
        if other.day is not None and abs(other.day - day) > _SAME:
            confidence = min(confidence, _DISPUTED)
            reasons += [replace(r, text=f"But: {r.text[0].lower()}{r.text[1:]}") for r in other.reasons]
    later = _later_day_told(text, day)
    if later is not None:
        found, start, end = later
        confidence = min(confidence, _REFUTED)
        words = f"But it tells of “{text[start:end]}” as past, which is {(found - day).days} days later."
        reasons.append(Reason(words, None, start, end))
    return replace(published, confidence=confidence, reasons=tuple(reasons))


def _later_day_told(text: str, day: date) -> tuple[date, int, int] | None:
    """The first whole date of the text that is later than the day and told as past: (day, start, end)."""
    for match in _WHOLE_DATE.finditer(text):
        if int(match[0][-4:]) < day.year:
            continue
        found = printed_date(match[0])
        if found is None or found.day - day <= _SAME or _of_the_page(text, match):
            continue
        if told_as(text, match.start()) == "past":
            return found.day, match.start(), match.end()
    return None


def _of_the_page(text: str, date_in_text: re.Match[str]) -> bool:
    """Whether a date stands in a line on the page itself ("Last updated: 5 May 2024")."""
    end = text.find("\n", date_in_text.end())
    line = text[text.rfind("\n", 0, date_in_text.start()) + 1 : end if end >= 0 else len(text)].strip()
    dated = dated_line(line)
    return dated is not None and dated.labelled
