"""Yes or no: what the passage that settles a question says to it, and the other side where another article says otherwise."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from index.article import Article
from qa import rival
from qa.answer import Answer
from qa.combine import Dated
from qa.compose import citation, date_notes, quoted
from qa.period import Period
from qa.question import Question
from qa.span import Span

SURE = 0.6
"""From this probability of "yes", or of "no", the word is said; else only the sentence is shown."""

_HOW = "“{}” is what the cited words imply; it does not stand there."


def word(span: Span) -> str:
    """ "Yes" or "No" where the reader is sure enough which of them the span's passage says; else ""."""
    if max(span.yes, 1 - span.yes) < SURE:
        return ""
    return "Yes" if span.yes >= 0.5 else "No"


def answer(question: Question, spans: Sequence[Span], articles: Mapping[str, Article], confidence: float) -> Answer:
    """The word and the sentence that it rests on: the best of `spans`, best first. `confidence` (0..1) is that the sentence
    settles the question; the answer's takes in whether the word is right. Two articles that say yes and no are two sides."""
    best = spans[0]
    said = word(best)
    if said and (other := _against(spans, said)):
        return rival.both(question, [best, other], articles, confidence, [said, word(other)])
    cited = citation(1, articles[best.passage.article_id], *best.sentence)
    notes = [*question.notes, *([_HOW.format(said)] if said else [])]
    notes += date_notes([cited], articles, said=" ".join(notes))
    text = f"{said}. {quoted(cited.quote)} [1]" if said else f"{quoted(cited.quote)} [1]"
    sure = confidence * max(best.yes, 1 - best.yes) if said else confidence
    return Answer(question.asked, text, True, sure, (cited,), tuple(notes), said)


def _against(spans: Sequence[Span], said: str) -> Span | None:
    """The best span of another article, nearly as good as the first, that says the opposite."""
    best = spans[0]
    for span in sorted(spans[1:], key=lambda s: -s.score):
        if span.score < rival.LEAST_SHARE * best.score:
            return None
        if span.passage.article_id != best.passage.article_id and word(span) not in {"", said}:
            return span
    return None


def by_day(question: Question, period: Period, bare: str, plain: Callable[[Question], Dated]) -> Dated | None:
    """Whether what `bare` asks about, the question without its time, was in that period: by the day that the archive gives
    it. None where it gives none, or days of which only some are of the period."""
    asked = f"When {bare[:1].lower()}{bare[1:]}"
    found = plain(replace(question, text=asked, type="when", grain=""))
    when = found.when
    if when is None or not found.answer.answered:
        return None
    inside = period.first_day <= when.first_day and when.last_day <= period.last_day
    if not inside and when.first_day <= period.last_day and period.first_day <= when.last_day:
        return None
    said = "Yes" if inside else "No"
    reply = replace(found.answer, text=f"{said}: {found.answer.text}", short=f"{said}: {found.answer.short}")
    return Dated(reply, when)
