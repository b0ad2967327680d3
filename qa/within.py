"""Questions that name a time to keep to: "what did Milley say in July?", "who fled since the fall of Kandahar?"."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence, Set
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from index import timex
from index.printeddate import open_order
from qa import period, verdict
from qa.combine import Dated
from qa.period import Period
from qa.question import Question
from qa.rephrase import day_question, is_noun_form, other_ways
from qa.when import in_words
from qa.words import AUXILIARY

if TYPE_CHECKING:
    from index.article import Passage, TimeExpression
    from qa.answer import Answer
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
# "In the same week as the fire": the day of another event, which no calendar gives.
_OF_AN_EVENT = re.compile(r"(?:the )?same \w+ (?:as|that|when|in which|on which)\b", re.IGNORECASE)
_NOUN = re.compile(
    rf" (?!(?:{AUXILIARY}|when|where|who|which|that|and|or|of|in|on|at|by|to|for|with|from|about|after|before)\b)[a-z]+"
)
# "This weekend" and "last week" name their days; a month or a year does not.
_NEARLY_A_DAY = timedelta(days=7)


def answer(question: Question, corpus: Corpus, plain: Callable[[Question], Dated]) -> Dated:
    """The answer to one question, kept to the time that it names if anything from then answers it.

    `plain` answers without regard to the time. Where nothing of that time answers, what it says of any time is given,
    with a note.
    """
    if impossible := period.impossible_day(question.text):
        question = replace(question, notes=(*question.notes, f"There is no {impossible}."))
    if question.type == "when":
        return _in_other_words(question, plain)
    if question.period is not None:
        return plain(question)
    found = _since_event(question, corpus, plain) or named_time(question.text, corpus.last_day)
    order = open_order(question.text)
    if order:
        question = replace(question, notes=(*question.notes, f"{order}."))
    if found is None:
        return plain(question)
    kept_to, note, bare = found
    notes = tuple(filter(None, (*question.notes, note)))
    question = replace(question, notes=notes)
    told = None
    if question.type == "yes-no":
        told = verdict.by_day(question, kept_to, bare, lambda asked: _in_other_words(asked, plain))
        # In a month there may have been another of its kind than the one that was found.
        if told and (told.inside or kept_to.last_day - kept_to.first_day <= _NEARLY_A_DAY):
            return told.dated
    restricted = plain(replace(question, text=bare, period=kept_to))
    if told and not (restricted.answer.answered and restricted.answer.confidence > told.answer.confidence):
        return told.dated
    if restricted.answer.answered:
        return restricted
    free = plain(question)
    if not free.answer.answered:
        return restricted
    said = in_words(kept_to.first_day, kept_to.last_day)
    said = said if said.startswith("until ") else f"from {said}"
    missing = (
        "" if _is_of(free.answer, kept_to, corpus) else f"Nothing {said} answers this; the answer is from another time."
    )
    notes = (*free.answer.notes, *filter(None, [missing]))
    return replace(free, answer=replace(free.answer, notes=notes))


def _in_other_words(question: Question, plain: Callable[[Question], Dated]) -> Dated:
    """The day of an event, asked for as news may tell it where the words of the question find nothing."""
    found = plain(question)
    others = other_ways(question.text)
    if found.answer.answered and is_noun_form(question.text) and others:
        # News has more verbs than nouns for what happens, and so has what the reader was taught.
        told = plain(replace(question, text=others[0]))
        return told if told.answer.answered and told.answer.confidence > found.answer.confidence else found
    if found.answer.answered:
        return found
    for text in others:
        other = plain(replace(question, text=text, notes=(*question.notes, f"Asked as: {text}")))
        if other.answer.answered:
            return other
    return found


def told_in(evidence: Sequence[Evidence], period: Period, corpus: Corpus) -> list[Evidence]:
    """The evidence of articles that are, or may be, from the period or the days after it on which it is told, and of
    others the sentences that name a day of it."""
    wanted = set(corpus.select(None, period.first_day, period.told_until) or ())
    return [replace(e, passage=passage) for e in evidence for passage in _of_period(e.passage, period, corpus, wanted)]


def passages_told_in(passages: Sequence[Passage], period: Period, corpus: Corpus) -> list[Passage]:
    """Like `told_in`, for articles from the period itself."""
    wanted = set(corpus.select(None, period.first_day, period.last_day) or ())
    return [kept for passage in passages for kept in _of_period(passage, period, corpus, wanted)]


def _of_period(passage: Passage, period: Period, corpus: Corpus, articles: Set[str]) -> list[Passage]:
    """The passage if it is of one of the articles, else each of its sentences that names a day of the period."""
    if passage.article_id in articles:
        return [passage]
    expressions = corpus.time_expressions(passage.article_id)
    return [
        replace(passage, start=a, end=b, text=passage.text[a - passage.start : b - passage.start], sentences=((a, b),))
        for a, b in passage.sentences
        if _names(expressions, a, b, period)
    ]


def _names(expressions: Sequence[TimeExpression], start: int, end: int, period: Period) -> bool:
    """Whether a time expression from `start` to `end` lies in the period, or is a few days that reach into it."""
    widest = max(_NEARLY_A_DAY, period.last_day - period.first_day)
    return any(
        start <= t.start < end
        and t.first_day is not None
        and t.last_day is not None
        and period.first_day <= t.last_day
        and t.first_day <= period.last_day
        and t.last_day - t.first_day <= widest
        for t in expressions
    )


def _is_of(answer: Answer, period: Period, corpus: Corpus) -> bool:
    """Whether an answer cites what is from the period, or a sentence that names a day of it."""
    wanted = set(corpus.select(None, period.first_day, period.told_until) or ())
    return any(
        c.article_id in wanted or _names(corpus.time_expressions(c.article_id), c.start, c.end, period)
        for c in answer.citations
    )


def named_time(text: str, last_day: date | None) -> tuple[Period, str, str] | None:
    """The period after a preposition ("in July", "before 10 August", "between June and July"), how it was understood, and
    the text without."""
    found = period.named(text, last_day)
    for i, t in enumerate(found):
        before = text[: t.start]
        relative = re.match(r"(?i)(?:last|this|past|yesterday|today)\b", t.text)
        preposition = _IN.search(before)
        if _OF_AN_EVENT.match(text[t.start :]):
            continue
        if not (preposition or relative) or (last_day is not None and t.first_day and t.first_day > last_day):
            continue
        together = period.joined(text, found[i:])
        words = text[t.start : together[-1].end]
        kept_to = Period(
            min(x.first_day for x in together if x.first_day), max(x.last_day for x in together if x.last_day), words
        )
        if len(together) == 1:
            kept_to = period.opened(before, kept_to, last_day)
        printed = all(x.first_day and str(x.first_day.year) in words for x in together)
        note = "" if printed else f"“{words}” is read as {in_words(kept_to.first_day, kept_to.last_day)}."
        start = preposition.start() if preposition and not _is_of_a_noun(text, t.start, together[-1].end) else t.start
        return kept_to, note, _without(text, start, together[-1].end)
    return None


def _is_of_a_noun(text: str, start: int, end: int) -> bool:
    """Whether a time stands between an article and its noun ("the July fire")."""
    noun = _NOUN.match(text, end)
    return bool(noun) and re.search(r"\b(?:the|an?|this|that|those|these) $", text[:start], re.IGNORECASE) is not None


def _since_event(
    question: Question, corpus: Corpus, plain: Callable[[Question], Dated]
) -> tuple[Period, str, str] | None:
    """The days since an event, whose own day is asked of the archive first; and as in `named_time`."""
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
    kept_to = Period(found.when.first_day, max(latest, found.when.last_day), event)
    return kept_to, f"{known}, when the archive dates it.", f"{match['asked'] or match['asked2']}?"


def _without(text: str, start: int, end: int) -> str:
    """A question without the words that name the time: a reader finds them in no passage that says "on Friday"."""
    bare = " ".join(f"{text[:start]} {text[end:]}".split()).replace(" ?", "?").strip(" ,")
    return f"{bare[:1].upper()}{bare[1:]}"
