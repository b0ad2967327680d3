"""Answers put together: the parts of a question side by side, and two dated events compared."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index import timex
from qa.answer import NOT_IN_ARCHIVE, Answer, Citation
from qa.question import Question
from qa.twoevents import TwoEvents
from qa.when import When, in_words
from qa.words import content_words, stems

# A time of the calendar, which can stand for an event: no "Friday" and no "two days later".
_CALENDAR = re.compile(
    r"\d|\b(?:january|february|march|april|may|june|july|august|september|october|november|december|christmas|easter)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Dated:
    """An answer, and the days it names if it was asked when."""

    answer: Answer
    when: When | None = None


def parts(question: Question, answers: Sequence[Answer], of: Sequence[str] = ()) -> Answer:
    """The answers to the parts of a question as one, what several of them say once in its short form, each behind what it
    is the answer `of`, if that is given. Parts without an answer are named; without any it is an abstention.

    The confidence is that of the least certain part that is answered.
    """
    answered = [a for a in answers if a.answered]
    if not answered:
        return _abstention(question, answers)
    citations, texts = _merged(answered)
    missing = [a.question for a in answers if not a.answered]
    if len(of) == len(answers):
        told = (name for name, a in zip(of, answers, strict=True) if a.answered)
        texts = [f"{name[0].upper()}{name[1:]}: {said}" for name, said in zip(told, texts, strict=True)]
    text = " ".join([*texts, *(f"The archive does not answer “{part}”" for part in missing)])
    short = "; ".join(dict.fromkeys(a.short for a in answered)) if all(a.short for a in answered) else ""
    notes = dict.fromkeys([*question.notes, *(note for a in answered for note in a.notes)])
    return Answer(question.asked, text, True, min(a.confidence for a in answered), citations, tuple(notes), short)


def two_events(question: Question, events: TwoEvents, first: Dated, second: Dated) -> Answer:
    """How long it was from one event to the other, or which came first; an abstention when a date is missing, or when two
    events are said to be of one day by the same few words. An event that is a date is that date."""
    first, second = _named(events.names[0], first, second), _named(events.names[1], second, first)
    if first.when is None or second.when is None:
        reply = _abstention(question, [first.answer, second.answer])
        unknown = [name for name, found in zip(events.names, (first, second), strict=True) if found.when is None]
        note = "It gives no date for " + " and for ".join(f"“{name}”" for name in unknown) + "."
        return replace(reply, notes=(*reply.notes, note))
    if _on_the_same_words(events, first, second):
        words = first.when.expression.text if first.when.expression else "the day of the article"
        note = f"Both days rest on “{words}” in one sentence, which may be the day of only one of the two."
        reply = _abstention(question, [first.answer, second.answer])
        return replace(reply, notes=(*reply.notes, note))
    citations, texts = _merged([first.answer, second.answer])
    short = (
        _between(events, first.when, second.when)
        if events.kind == "between"
        else _order(events, first.when, second.when)
    )
    notes = dict.fromkeys([*question.notes, *first.answer.notes, *second.answer.notes])
    confidence = first.answer.confidence * second.answer.confidence
    text = " ".join(filter(None, [f"{short[0].upper()}{short[1:]}.", *texts]))
    return Answer(question.asked, text, True, confidence, citations, tuple(notes), short)


def _named(event: str, found: Dated, other: Dated) -> Dated:
    """`found`, or the days of an event that is named by them ("1 May 2022"), without a year in the other event's."""
    bare = re.sub(r"(?i)^(?:on|in|at|from) ", "", event.strip())
    for day in (None, other.when.first_day if other.when else None):
        t = next(iter(timex.find(bare, day)), None)
        if t is None or t.start > len("the ") or bare[: t.start].strip().lower() not in {"", "the"}:
            return found
        if t.end == len(bare) and _CALENDAR.search(bare) and t.type in {"DATE", "TIME"} and t.first_day and t.last_day:
            words = in_words(t.first_day, t.last_day)
            return Dated(Answer(event, "", True, 1.0, ()), When(t.first_day, t.last_day, words, "", 1.0, t))
    return found


def _on_the_same_words(events: TwoEvents, first: Dated, second: Dated) -> bool:
    """Whether one and the same time expression dates two different events to the same day."""
    assert first.when is not None
    assert second.when is not None
    if first.when != second.when or not first.answer.citations or not second.answer.citations:
        return False
    one, other = ({(c.article_id, c.start, c.end) for c in found.answer.citations} for found in (first, second))
    about, about_other = (stems(content_words(text)) for text in (events.first, events.second))
    return bool(one & other) and about != about_other


def _between(events: TwoEvents, first: When, second: When) -> str:
    """The time between the events, in words; if they came in the other order than the one asked for, that as well."""
    if events.order == "before":
        first, second = second, first
    against = {"after": " earlier, not later", "before": " later, not earlier", "": ""}[events.order]
    least = (second.first_day - first.last_day).days
    most = (second.last_day - first.first_day).days
    if least == most:
        said = length(abs(least), events.unit)
        return said if least >= 0 else said + against
    if about := _apart(first, second):
        return about if second.first_day > first.first_day else about + against
    low, high = (max(0, least), most) if most > 0 else (-most, -least)
    said = f"between {length(low, events.unit)} and {length(high, events.unit)}"
    return said if most > 0 else said + against


def _apart(first: When, second: When) -> str:
    """The time between two events of which only the years, or the months, are known: "about 12 years"; else ""."""
    widths = [(w.last_day - w.first_day).days + 1 for w in (first, second)]
    for unit, least, most, in_days in (("years", 360, 366, 365.25), ("months", 28, 31, 30.44)):
        count = round(abs((second.first_day - first.first_day).days) / in_days)
        if all(least <= width <= most for width in widths) and count:
            return f"about {count} {unit if count > 1 else unit[:-1]}"
    return ""


def length(days: int, unit: str) -> str:
    """A number of days in words, in `unit` (days, weeks, months, years) or in the unit that fits: "3 weeks"."""
    if unit == "weeks" or (not unit and days >= 14 and days % 7 == 0 and days < 60):
        count, unit = round(days / 7, 1), "week"
    elif unit == "years" or (not unit and days >= 730):
        count, unit = round(days / 365.25, 1), "year"
    elif unit == "months" or (not unit and days >= 60):
        count, unit = round(days / 30.44, 1), "month"
    else:
        count, unit = float(days), "day"
    return f"{count:g} {unit}{'' if count == 1 else 's'}"


def _order(events: TwoEvents, first: When, second: When) -> str:
    """Which event came first or last, whether the one came before (after) the other, or which of the two it was."""
    earlier = _certainly_before(first, second)
    later = _certainly_before(second, first)
    if earlier == later:
        same = (first.first_day, first.last_day) == (second.first_day, second.last_day)
        days = in_words(first.first_day, first.last_day)
        return f"both are from {days}" if same else "the dates that are known leave the order open"
    if events.asked == "either":
        return "before" if earlier else "after"
    if events.asked in {"before", "after"}:
        return "yes" if earlier == (events.asked == "before") else "no"
    return events.names[0 if earlier == (events.asked == "first") else 1]


def _certainly_before(one: When, other: When) -> bool:
    return one.last_day < other.first_day


def _merged(answers: Sequence[Answer]) -> tuple[tuple[Citation, ...], list[str]]:
    """The citations of all answers, each quote once and numbered from 1, and the texts with those numbers."""
    numbers: dict[tuple[str, int, int], Citation] = {}
    texts = []
    for answer in answers:
        renamed = {}
        for cited in answer.citations:
            key = (cited.article_id, cited.start, cited.end)
            kept = numbers.setdefault(key, replace(cited, number=len(numbers) + 1))
            renamed[cited.number] = kept.number
        texts.append(re.sub(r"\[(\d+)\]", lambda m, to=renamed: f"[{to.get(int(m[1]), m[1])}]", answer.text))  # type: ignore[misc]
    return tuple(numbers.values()), texts


def _abstention(question: Question, answers: Sequence[Answer]) -> Answer:
    """One abstention from several answers; their citations are offered as the nearest passages."""
    citations, _ = _merged(answers)
    text = NOT_IN_ARCHIVE
    if citations:
        text += " Nearest passages: " + ", ".join(f"[{c.number}]" for c in citations) + "."
    return Answer(question.asked, text, False, max(a.confidence for a in answers), citations, question.notes)
