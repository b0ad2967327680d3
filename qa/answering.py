"""`ask` and `Chat`: a question to an Answer, through retrieval, reading, dating and composing."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from index.article import Article
from index.errors import UsageError
from qa.answer import Answer

if TYPE_CHECKING:
    from qa.corpus import Corpus
    from qa.question import Question
    from qa.retrieve import Evidence
    from qa.span import Span

log = logging.getLogger(__name__)

# A further sentence joins an answer when its score is at least this share of the best one's.
_ALSO = {"list": 0.75, "why": 0.9, "how": 0.9, "what": 0.95}
_MAX_SENTENCES = 4


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
    from qa.corpus import default_corpus
    from qa.question import understand
    from qa.spelling import respell

    archive = corpus if corpus is not None else default_corpus()
    understood = understand(
        question,
        pairs(history),
        source=source or None,
        after=parse_day(after, "after"),
        before=parse_day(before, "before"),
        spell=lambda word: respell(word, archive.store),
    )
    return answer(understood, archive)


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
    """Answers an understood question."""
    from qa import compose, when
    from qa.retrieve import retrieve

    evidence = retrieve(corpus, question, corpus.settings.read_k)
    articles = {a: corpus.article(a) for a in dict.fromkeys(e.passage.article_id for e in evidence)}
    if not evidence:
        why = "No article fits the source and days asked for." if _filtered(question) else "The archive is empty."
        return compose.abstention(question, (), {}, 1.0, why)
    spans = _read(question, evidence, articles, corpus)
    nearest = [e.passage for e in evidence]
    if corpus.llm is not None:
        composed = _compose_with_model(question, evidence, articles, corpus)
        if composed is not None:
            return composed
    confidence = spans[0].score if spans else 0.0
    if confidence < corpus.settings.threshold:
        return compose.abstention(question, nearest, articles, 1.0 - confidence)
    dated = None
    if question.type == "when":
        dated_spans = (
            (
                span,
                when.resolve(
                    question, span, articles[span.passage.article_id], corpus.time_expressions(span.passage.article_id)
                ),
            )
            for span in spans[:5]
            if span.score >= 0.8 * confidence and span.score >= corpus.settings.threshold
        )
        candidates = [(span, found) for span, found in dated_spans if found is not None]
        if candidates:
            best, dated = max(candidates, key=lambda c: c[0].score * c[1].certainty)
            return compose.answer_from_spans(question, [best], articles, best.score * dated.certainty, dated)
    return compose.answer_from_spans(question, _together(question, spans), articles, confidence, dated)


def _read(question: Question, evidence: Sequence[Evidence], articles: dict[str, Article], corpus: Corpus) -> list[Span]:
    """The reader's spans, those whose passage does not speak of what the question names marked down."""
    from dataclasses import replace

    from qa.support import unsupported

    passages = [e.passage for e in evidence]
    titles = [articles[p.article_id].title for p in passages]
    spans = corpus.reader.read(question, passages, titles)
    missing = {
        p.id: len(unsupported(question.text, f"{title} {articles[p.article_id].source} {p.text}"))
        for p, title in zip(passages, titles, strict=True)
    }
    spans = [replace(s, score=s.score * 0.6 ** missing[s.passage.id]) for s in spans]
    return sorted(spans, key=lambda s: -s.score)


def _together(question: Question, spans: Sequence[Span]) -> list[Span]:
    """The best span and the further sentences that belong to the answer, best first."""
    share = _ALSO.get(question.type)
    if share is None or not spans[0].is_sentence:
        return [spans[0]]
    chosen = [spans[0]]
    for span in spans[1:]:
        if len(chosen) == _MAX_SENTENCES or span.score < share * spans[0].score:
            break
        if all(_words(span) != _words(other) for other in chosen):
            chosen.append(span)
    return chosen


def _words(span: Span) -> str:
    a, b = span.sentence
    return " ".join(span.passage.text[a - span.passage.start : b - span.passage.start].lower().split())


def _compose_with_model(
    question: Question, evidence: Sequence[Evidence], articles: dict[str, Article], corpus: Corpus
) -> Answer | None:
    """The configured model's answer or abstention, or None (logged) when it gave none that could be checked."""
    from qa import compose, llm

    assert corpus.llm is not None
    passages = [e.passage for e in evidence]
    try:
        draft = llm.draft(corpus.llm, question.text, passages, articles)
    except llm.LanguageModelError as error:
        log.warning("%s The extractive answer is given instead.", error)
        return None
    if not draft.answered:
        return compose.abstention(question, passages, articles, 0.5, "The configured language model found no answer.")
    return compose.answer_from_draft(question, draft, articles, 0.8)


def _filtered(question: Question) -> bool:
    return question.source is not None or question.after is not None or question.before is not None


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
