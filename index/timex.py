"""Time expressions of a text: where they stand, their TimeML values, and the days they denote."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Final

from index import (
    calendarmention,
    clockmention,
    compoundmention,
    durationmention,
    quartermention,
    relativemention,
    setmention,
    weekdaymention,
    yearmention,
)
from index.article import TimeExpression
from index.reading import NO_MENTION, Meaning, Reading
from index.timegrammar import candidates
from index.timemodifier import modified
from index.timeword import MONTHS, WEEKDAYS, tokenise

_MEANINGS: Final[dict[str, Callable[[Reading, re.Match[str]], Meaning | None]]] = {
    **calendarmention.RULES,
    **yearmention.RULES,
    **weekdaymention.RULES,
    **clockmention.RULES,
    **quartermention.RULES,
    **relativemention.RULES,
    **durationmention.RULES,
    **setmention.RULES,
    **compoundmention.RULES,
}
# Rules whose mentions rest on another: a quarter among them is not the one that the text reports on.
_DERIVED: Final = frozenset((*relativemention.RULES, *quartermention.DERIVED))
# Rules of a date whose month stands before its day: "and 5" can follow.
_LISTING: Final = frozenset(("mdy", "monthspan", "rel_mdy", "next_day"))
# A date whose first number cannot be a month ("25/12/2020"): such a text writes the day first.
_IN_FULL: Final = {name for name in (*MONTHS, *WEEKDAYS) if len(name) > 4 or name in ("may", "june", "july")}
_DAY_FIRST: Final = re.compile(r"\b(?:1[3-9]|2\d|3[01])/(?:0?[1-9]|1[0-2])/\d{2,4}\b")
_MONTH_FIRST: Final = re.compile(r"\b(?:0?[1-9]|1[0-2])/(?:1[3-9]|2\d|3[01])/\d{2,4}\b")


def find(text: str, published: date | None = None) -> list[TimeExpression]:
    """The time expressions of `text` in order, none overlapping; relative ones are resolved against `published`.

    Offsets are characters of `text`, 0-based, end exclusive. Without `published`, a mention that needs it has an
    incomplete value ("XXXX-WXX-5", "") and no days. Nothing is raised, whatever the text.
    """
    tokens, starts, classes = tokenise(text)
    day_first = "/" in text and _DAY_FIRST.search(text) is not None and _MONTH_FIRST.search(text) is None
    reading = Reading(text, tokens, starts, classes, published, day_first)
    found: list[TimeExpression] = []
    position = floor = 0
    hours: list[int] = []  # of `found`, on the document's day as long as no other is named
    while True:
        at, matches = candidates(classes, position)
        if at < 0:
            return found
        for name, match in matches:
            meaning = _MEANINGS[name](reading, match)
            if meaning is not None:
                break
        else:
            position = at + 1
            continue
        if meaning is NO_MENTION:
            position = match.end()
            continue
        first, end = meaning.span or match.span()
        # The stop behind a whole month or weekday ends the sentence, that of "Sept." does not.
        if tokens[end - 1] == "." and tokens[end - 2] in _IN_FULL:
            end -= 1
        first, mod, days = modified(reading, meaning, first, end, floor)
        start, stop = starts[first], starts[end]
        found.append(
            TimeExpression(
                start=start,
                end=stop,
                text=text[start:stop],
                type=meaning.type,
                value=meaning.value,
                mod=meaning.mod or mod,
                first_day=days[0] if days else None,
                last_day=days[1] if days else None,
            )
        )
        if name in clockmention.HOURS:
            if published is not None and days == (published, published):
                hours.append(len(found) - 1)
        elif hours and days and days[0] == days[1] and (part := clockmention.part_of(meaning)) is not None:
            for n in hours:
                gap = text[found[n].end : start]
                if clockmention.right_before(gap) or (
                    not part and days[0] != published and clockmention.told_with(gap)
                ):
                    found[n] = clockmention.on(found[n], days[0], part)
            hours.clear()
        reading.note(meaning, start, derived=name in _DERIVED)
        reading.listed = end if name in _LISTING else -1
        position = floor = max(end, at + 1)
