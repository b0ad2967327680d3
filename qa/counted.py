"""Days that a sentence gives by counting from another one: "resigned on Friday, a week after the vote" dates the vote."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from index import timevalue
from index.article import TimeExpression
from index.timeword import SMALL, TENS

_NUMBER: Final = rf"an?|the|\d{{1,3}}|{'|'.join(word for word in (*SMALL, *TENS) if word != 'zero')}"
_COUNT: Final = re.compile(
    rf"\b(?:(?P<n>{_NUMBER})[ -])(?P<unit>day|week|fortnight|month|year)s? (?P<which>before|after|earlier than|later than)\b"
    r"(?! (?:(?:that|then|it|this)(?=[,.;:!?)]|$)|tomorrow\b|yesterday\b))(?=\s+\w)",
    re.IGNORECASE,
)
_UNITS: Final = {"day": "D", "week": "W", "fortnight": "FN", "month": "M", "year": "Y"}
# Days are counted from one day; a month or a year from what is as wide.
_WIDEST: Final = {"D": 1, "W": 1, "FN": 1, "M": 31, "Y": 366}
_LONGEST_GAP: Final = 60  # characters
_GAP: Final = re.compile(r"(?:[^.;!?\n]*[,–—(-])?\s*(?:(?:just|only|exactly|less than|about|some|barely) )?")
_FRONT: Final = re.compile(r"(?:^|[.!?\n][\"”’']?\s+)$")


@dataclass(frozen=True, slots=True)
class Counted(TimeExpression):
    """A time counted from another one of the same sentence, which stands at `base_start`..`base_end`."""

    base_start: int = -1
    base_end: int = -1


def with_counted(expressions: Sequence[TimeExpression], text: str) -> list[TimeExpression]:
    """An article's time expressions, in their order, with those that are counted from one of them; `text` is the article's."""
    dated = [t for t in expressions if t.type in {"DATE", "TIME"} and t.first_day and t.last_day]
    out = list(expressions)
    for match in _counts(text):
        before = [t for t in dated if t.end <= match.start()]
        base = before[-1] if before and _is_beside(text[before[-1].end : match.start()]) else None
        if base is None and _FRONT.search(text[: match.start()]):
            base = _only_one_behind(dated, match.end(), text)
        if base is not None and (told := _counted(base, match)):
            out.append(told)
    return sorted(out, key=lambda t: t.start) if len(out) > len(expressions) else list(expressions)


@lru_cache(maxsize=256)
def _counts(text: str) -> tuple[re.Match[str], ...]:
    """The counts of an article's text, which is looked through for every few of its passages."""
    return tuple(_COUNT.finditer(text))


def _is_beside(gap: str) -> bool:
    return len(gap) <= _LONGEST_GAP and _GAP.fullmatch(gap) is not None


def _only_one_behind(dated: Sequence[TimeExpression], start: int, text: str) -> TimeExpression | None:
    """The only dated expression in what is left of a sentence that begins with a count: "Two days after the fire, on 3 May, …"."""
    end = next((m.start() for m in re.finditer(r"[.!?]\s+[A-Z]|\n", text[start:])), len(text) - start) + start
    behind = [t for t in dated if start <= t.start and t.end <= end + 1]
    return behind[0] if len(behind) == 1 else None


def _counted(base: TimeExpression, match: re.Match[str]) -> Counted | None:
    """The time that is so long before or after `base`; None where that is too wide to count from."""
    word = match["n"].lower()
    count = int(word) if word.isdecimal() else {**SMALL, **TENS}.get(word, 1)
    unit = _UNITS[match["unit"].lower()]
    first, last = base.first_day, base.last_day
    if first is None or last is None or (last - first).days >= _WIDEST[unit]:
        return None
    is_later = match["which"].lower() in {"before", "earlier than"}  # what came a day before it was a day earlier
    one = timevalue.shifted(first, count if is_later else -count, unit)
    value = {"M": f"{one:%Y-%m}", "Y": f"{one.year:04d}"}.get(unit, one.isoformat())
    days = timevalue.days(value)
    if days is None:
        return None
    return Counted(match.start(), match.end(), match.group(), "DATE", value, None, *days, base.start, base.end)
