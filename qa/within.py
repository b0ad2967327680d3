"""Questions that name a time to keep to: "what did Milley say in July?", "who fled since the fall of Kandahar?"."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from index import timex
from index.printeddate import open_order
from qa.combine import Dated
from qa.period import Period, asked_for
from qa.question import Question
from qa.rephrase import day_question, other_ways
from qa.when import day_in_words, in_words

if TYPE_CHECKING:
    from qa.corpus import Corpus
    from qa.retrieve import Evidence

_SINCE = re.compile(
    r"^(?:since|ever since) (?P<first>[^,]+), (?P<asked>.+)$|^(?P<asked2>.+?),? (?:ever )?since (?P<last>.+)$",
    re.IGNORECASE,
)
_IN = re.compile(
    r"\b(?:in|on|during|over|within|for|of|from|between|by|until|till|before|after|since|through|throughout)\s+(?:early |mid[- ]|late |the |about |around )*$",
    re.IGNORECASE,
)
_OPEN_START = re.compile(r"\b(?:by|until|till|before|up to)\s+(?:the )?$", re.IGNORECASE)
_OPEN_END = re.compile(r"\b(?:after|since|from)\s+(?:the )?$", re.IGNORECASE)


def answer(question: Question, corpus: Corpus, plain: Callable[[Question], Dated]) -> Dated:
    """The answer to one question, kept to the time that it names if anything from then answers it.

    `plain` answers without regard to the time. Where nothing of that time answers, what it says of any time is given,
    with a note.
    """
    if question.type == "when":
        return _in_other_words(question, plain)
    if question.period is not None:
        return plain(question)
    found = _since_event(question, corpus, plain) or _named(question, corpus.last_day)
    order = open_order(question.text)
    if order:
        question = replace(question, notes=(*question.notes, f"{order}."))
    if found is None:
        return plain(question)
    kept_to, note, bare = found
    notes = tuple(filter(None, (*question.notes, note)))
    restricted = plain(replace(question, text=bare, period=kept_to, notes=notes))
    if restricted.answer.answered:
        return restricted
    free = plain(question)
    if not free.answer.answered:
        return restricted
    said = in_words(kept_to.first_day, kept_to.last_day)
    missing = f"Nothing from {said} answers this; the answer is from another time."
    notes = (*free.answer.notes, *filter(None, [note]), missing)
    return replace(free, answer=replace(free.answer, notes=notes))


def _in_other_words(question: Question, plain: Callable[[Question], Dated]) -> Dated:
    """The day of an event, asked for as news may tell it where the words of the question find nothing."""
    found = plain(question)
    if found.answer.answered:
        return found
    for text in other_ways(question.text):
        other = plain(replace(question, text=text, notes=(*question.notes, f"Asked as: {text}")))
        if other.answer.answered:
            return other
    return found


def told_in(evidence: Sequence[Evidence], period: Period, corpus: Corpus) -> list[Evidence]:
    """The evidence of articles that are, or may be, from the period or the days after it on which it is told, and that
    which names a day of it."""
    wanted = set(corpus.select(None, period.first_day, period.told_until) or ())
    out = []
    for e in evidence:
        p = e.passage
        if p.article_id in wanted or any(
            p.start <= t.start < p.end
            and t.first_day is not None
            and t.last_day is not None
            and period.first_day <= t.last_day
            and t.first_day <= period.last_day
            for t in corpus.time_expressions(p.article_id)
        ):
            out.append(e)
    return out


def _named(question: Question, last_day: date | None) -> tuple[Period, str, str] | None:
    """The period after a preposition ("in July", "before 10 August"), how it was understood, and the question without."""
    for t in timex.find(question.text, last_day):
        before = question.text[: t.start]
        period = asked_for(t.text, last_day)
        if period is None or t.first_day is None or t.last_day is None or t.value.endswith("_REF"):
            continue
        relative = re.match(r"(?i)(?:last|this|past|yesterday|today)\b", t.text)
        preposition = _IN.search(before)
        if not (preposition or relative):
            continue
        if _OPEN_START.search(before) and last_day is not None:
            period = Period(date.min, t.last_day, t.text)
        elif _OPEN_END.search(before) and last_day is not None and t.last_day < last_day:
            period = Period(t.first_day, last_day, t.text)
        if last_day is not None and period.first_day > last_day:
            continue
        printed = str(t.first_day.year) in t.text
        said = (
            f"until {day_in_words(period.last_day)}"
            if period.first_day == date.min
            else in_words(period.first_day, period.last_day)
        )
        note = "" if printed else f"“{t.text}” is read as {said}."
        return period, note, _without(question.text, preposition.start() if preposition else t.start, t.end)
    return None


def _since_event(
    question: Question, corpus: Corpus, plain: Callable[[Question], Dated]
) -> tuple[Period, str, str] | None:
    """The days since an event, whose own day is asked of the archive first; and as in `_named`."""
    match = _SINCE.match(question.text.rstrip(" ?"))
    latest = corpus.last_day
    if match is None or latest is None:
        return None
    event = match["first"] or match["last"]
    if timex.find(event, latest):
        return None
    found = _in_other_words(replace(question, asked=event, text=day_question(event), type="when", notes=()), plain)
    if found.when is None or not found.answer.answered or found.when.first_day > latest:
        return None
    day = in_words(found.when.first_day, found.when.last_day)
    known = f"“since {event}” is read as since {day}"
    period = Period(found.when.first_day, max(latest, found.when.last_day), event)
    return period, f"{known}, when the archive dates it.", f"{match['asked'] or match['asked2']}?"


def _without(text: str, start: int, end: int) -> str:
    """A question without the words that name the time: a reader finds them in no passage that says "on Friday"."""
    bare = " ".join(f"{text[:start]} {text[end:]}".split()).replace(" ?", "?").strip(" ,")
    return f"{bare[:1].upper()}{bare[1:]}"
