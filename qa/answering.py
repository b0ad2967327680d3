"""`ask` and `Chat`: a question to an Answer. What is asked of one thing goes to `qa.single`, of several to `qa.compound`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from index.errors import UsageError
from qa.answer import Answer

if TYPE_CHECKING:
    from qa.about import About
    from qa.combine import Dated
    from qa.corpus import Corpus
    from qa.question import Question


def ask(
    question: str,
    *,
    corpus: Corpus | None = None,
    history: Sequence[tuple[str, str]] = (),
    source: str | None = None,
    after: date | str | None = None,
    before: date | str | None = None,
) -> Answer:
    """Answers a question from an archive.

    `corpus` defaults to the archive of the seed articles, built on first use. `history` is the conversation so far as
    (question, answer text) pairs, oldest first. `source` keeps only articles whose source or URL contains it; `after`
    and `before` (dates or ISO dates, inclusive) only articles that are, or may be, from those days.

    Raises UsageError for an empty or over-long question and for days that are none; CorpusError for an archive that
    cannot be opened.
    """
    from qa import conversation, unknownsource
    from qa.corpus import default_corpus
    from qa.question import understand
    from qa.spelling import respell

    archive = corpus if corpus is not None else default_corpus()
    said = pairs(history)

    def understood(earlier: Sequence[tuple[str, str]]) -> Question:
        return understand(
            question,
            earlier,
            source=source or None,
            after=parse_day(after, "after"),
            before=parse_day(before, "before"),
            spell=lambda word: respell(word, archive.store),
        )

    asked = understood(said)
    reply = conversation.answer(asked, understood(()) if said else asked, said, archive, answer)
    return replace(reply, notes=(*reply.notes, *unknownsource.notes(asked, archive.store)))


class Chat:
    """A conversation with an archive: each question may lean on the ones before."""

    def __init__(self, corpus: Corpus | None = None) -> None:
        self.corpus = corpus
        self.history: list[tuple[str, str]] = []

    def ask(
        self,
        question: str,
        *,
        source: str | None = None,
        after: date | str | None = None,
        before: date | str | None = None,
    ) -> Answer:
        """Like `qa.ask`, in the light of the conversation."""
        reply = ask(question, corpus=self.corpus, history=self.history, source=source, after=after, before=before)
        self.history.append((question, reply.text))
        return reply


def answer(question: Question, corpus: Corpus) -> Answer:
    """Answers an understood question. One that asks about several things is taken apart, and the answers put together."""
    from qa import (
        about,
        chronology,
        claims,
        compound,
        course,
        described,
        distribute,
        each,
        holdings,
        roster,
        several,
        sides,
        single,
        topic,
        twoevents,
    )

    if found := holdings.answer(question, corpus):
        return found
    if corpus.llm is None:
        if found := claims.answer(question, corpus) or described.answer(question, corpus):
            return found
        if (asked := about.about(question.text)) and (found := _answer_about(question, asked, corpus)):
            return found
        if found := chronology.answer(question, corpus, lambda asked: _answer_by_day(asked, corpus)):
            return found
        if found := roster.answer(question, corpus) or _answer_by_day(question, corpus):
            return found
        if found := sides.answer(question, corpus, lambda asked: single.answer(asked, corpus).answer):
            return found
        if topic.asks_for_both(question.text) and (found := topic.answer(question, corpus)):
            return found
        if events := twoevents.two_events(question.text):
            return compound.two_events(question, events, corpus)
        if (then := each.changed(question.text)) and (found := compound.change(question, then, corpus)):
            return found
        if found := course.answer(question, corpus):
            return found
        parts = several.parts(question.text)
        if rest := several.left_over(parts[-1]):
            question = question.noted(f"“{rest}” was not understood as a question of its own: ask it by itself.")
        if len(parts) > 1:
            return compound.parts(question, parts, corpus)
        two = distribute.of_each(question.text) or distribute.of_each(question.asked)
        if two and (found := compound.of_each(question, two, corpus)):
            return found
    return single.answer(question, corpus).answer


def _answer_by_day(question: Question, corpus: Corpus) -> Answer | None:
    """The answer to "how long ago", and to what happened on a day; None for other questions."""
    from qa import ago, happened, single

    def dated(text: str) -> Dated:
        return single.answer(question.part(text), corpus)

    return ago.answer(question, dated) or happened.answer(question, corpus, dated)


def _answer_about(question: Question, asked: About, corpus: Corpus) -> Answer | None:
    """Who wrote or published the article that is nearest to the topic, or when; None if it does not say."""
    from qa import about, compose, period
    from qa.retrieve import retrieve
    from qa.when import how_dated, in_words

    topic = about.topic_of(question, asked)
    evidence = retrieve(corpus, topic, corpus.settings.read_k, period.asked_for(topic.text, corpus.last_day))
    best = evidence[0] if evidence else None
    if best is None or (best.cosine or 0.0) < about.LEAST_COSINE:
        return None
    article = corpus.article(best.passage.article_id)
    day = article.published.day
    said = {"author": article.author, "source": article.source, "published": in_words(day, day) if day else ""}[
        asked.asked
    ]
    if not said:
        return None
    place = about.where_it_says(article, said) or best.passage.sentences[0]
    cited = compose.citation(1, article, *place)
    notes = (*question.notes, f"Of the article “{article.title}”; {how_dated(article)}.")
    return Answer(question.asked, f"{said} [1].", True, min(1.0, 0.3 + (best.cosine or 0.0)), (cited,), notes, said)


def parse_day(value: date | str | None, name: str) -> date | None:
    """A day given as a date or in ISO form. Raises UsageError naming the argument for anything else."""
    if value is None or value == "":
        return None
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value).strip())
    except ValueError as error:
        raise UsageError(
            f"{name} is {value!r}, which is no day: write it as YYYY-MM-DD, for example 2021-08-13."
        ) from error


def pairs(history: object) -> list[tuple[str, str]]:
    """The conversation as (question, answer) pairs. Raises UsageError for anything else."""
    out: list[tuple[str, str]] = []
    if isinstance(history, str) or not isinstance(history, Sequence):
        raise UsageError("history must be a list of [question, answer] pairs.")
    for item in history:
        if isinstance(item, str) or not isinstance(item, Sequence) or len(item) != 2:
            raise UsageError(f"history must be a list of [question, answer] pairs; it holds {item!r}.")
        asked, answered = item
        if not isinstance(asked, str) or not isinstance(answered, str):
            raise UsageError(f"history must hold texts; it holds {item!r}.")
        out.append((asked, answered))
    return out
