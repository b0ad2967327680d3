"""Several figures of one sentence, each of a time of its own: "11,000 acres on Friday and 38,000 on Sunday"."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from index.article import TimeExpression
from qa.change import FIGURE
from qa.parallel import NEW_PART
from qa.period import Period
from qa.question import Question
from qa.span import Span

# A figure and its time stand no farther apart (characters).
_FAR: Final = 40
_WEEKDAY: Final = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b")


def of_time(question: Question, span: Span, expressions: Callable[[], Sequence[TimeExpression]]) -> Span:
    """The span, or the figure of its sentence that stands beside the time which the question names, where the span's own stands beside
    another. `expressions` gives those of the article."""
    asked = question.text.lower()
    days = set(_WEEKDAY.findall(asked))
    if question.type in {"when", "duration"}:
        return span

    def named(time: TimeExpression) -> bool:
        if question.period is not None and _is_within(time, question.period):
            return True
        if " " in time.text and time.text.lower() in asked:
            return True
        return len(days) == 1 and bool(days & set(_WEEKDAY.findall(time.text.lower())))

    first, end = span.sentence
    times = [t for t in expressions() if first <= t.start < end]
    if not any(map(named, times)):
        return span
    sentence = span.passage.text[first - span.passage.start : end - span.passage.start]
    figures = [
        (first + match.start(), first + match.end())
        for match in FIGURE.finditer(sentence)
        if not any(t.start < first + match.end() and first + match.start() < t.end for t in times)
    ]
    if len(figures) < 2:
        return span
    # "In June 80 and in July 45", or "80 in June and 45 in July".
    ahead = times[0].start < figures[0][0]
    beside = {t: _nearest(t, figures, ahead, sentence, first) for t in times}
    own = [t for t, figure in beside.items() if figure and figure[0] < span.end and span.start < figure[1]]
    wanted = {figure for t, figure in beside.items() if figure and named(t)}
    if len(wanted) != 1 or any(map(named, own)) or (not own and question.period is not None):
        return span
    ((start, stop),) = wanted
    return replace(span, start=start, end=stop, settled=True)


def _nearest(
    time: TimeExpression, figures: Sequence[tuple[int, int]], ahead: bool, sentence: str, first: int
) -> tuple[int, int] | None:
    """The figure that a time belongs to: where times stand `ahead` of their figures the next one, else the one before; the other where
    that is far, or in another part of the `sentence`, which begins at `first`."""

    def near(start: int, end: int) -> bool:
        return 0 <= end - start <= _FAR and not NEW_PART.search(sentence[start - first : end - first])

    before = [f for f in figures if near(f[1], time.start)][-1:]
    behind = [f for f in figures if near(time.end, f[0])][:1]
    found = behind or before if ahead else before or behind
    return found[0] if found else None


def _is_within(time: TimeExpression, period: Period) -> bool:
    if time.first_day is None or time.last_day is None:
        return False
    return period.first_day <= time.first_day and time.last_day <= period.last_day
