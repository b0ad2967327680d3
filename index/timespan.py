"""Time expressions of an article whose own date is only an interval: the days between which each must lie."""

from __future__ import annotations

from dataclasses import replace

from index import timex
from index.article import Published, TimeExpression


def resolved(text: str, published: Published) -> list[TimeExpression]:
    """The time expressions of `text`, as `timex.find` gives them for the day of `published`.

    Where only an interval is known, a mention that depends on the day spans from the earliest to the latest days that it
    can denote, and has an incomplete value ("XXXX-WXX-5").
    """
    if published.day is not None or published.first_day is None or published.last_day is None:
        return timex.find(text, published.day)
    ends = [{(t.start, t.end): t for t in timex.find(text, day)} for day in (published.first_day, published.last_day)]
    out = []
    for t in timex.find(text):
        days = [
            day
            for end in ends
            if (other := end.get((t.start, t.end)))
            for day in (other.first_day, other.last_day)
            if day
        ]
        # A mention of one end alone is read in two ways, and then nothing is sure.
        if t.first_day is None and len(days) == 4:
            t = replace(t, first_day=min(days), last_day=max(days))
        out.append(t)
    return out
