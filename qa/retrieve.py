"""Retrieval: the passages to read for a question."""

from __future__ import annotations

from dataclasses import dataclass

from index.article import Passage
from index.corpus import Corpus
from qa.period import Period
from qa.question import Question
from qa.ranking import rank


@dataclass(frozen=True, slots=True)
class Evidence:
    """A retrieved passage. `score` orders the passages of one question and has no unit; `cosine` is its similarity to the
    question (-1..1; None where vectors are switched off); `copies` are articles with nearly the same passage;
    `first_article` says that it is from the article of the best passage."""

    passage: Passage
    score: float
    cosine: float | None
    copies: tuple[str, ...] = ()
    first_article: bool = False


def retrieve(corpus: Corpus, question: Question, top_k: int, period: Period | None = None) -> list[Evidence]:
    """The `top_k` best passages for a question, within its filters, best first.

    A `period` that the question names is a preference and no filter: the articles from those days get a boost, and the
    others stay in the race.
    """
    article_ids = corpus.select(question.source, question.after, question.before)
    if question.articles:
        article_ids = [a for a in question.articles if article_ids is None or a in article_ids]
    if article_ids is not None and not article_ids:
        return []
    days = (period.first_day, period.last_day) if period is not None else None
    found = rank(corpus, question.text, top_k, article_ids=article_ids, days=days)
    dense = corpus.settings.dense_k > 0
    first = found[0].passage.article_id if found else ""
    return [
        Evidence(r.passage, r.score, r.cosine if dense else None, r.copies, r.passage.article_id == first)
        for r in found
    ]
