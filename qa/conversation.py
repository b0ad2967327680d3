"""A question that leans on a conversation, asked of the articles that the last answers rest on before all others.

Who asks "How many were hurt?" after "When did the mill burn?" means that fire. The question is asked of those articles as it is
completed from the conversation, and as it was typed, for a completion may go wrong. An answer from elsewhere counts only if it
is much surer and tells of what the conversation names.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from qa import antecedent
from qa.followup import History, leans_on_person, short, standalone
from qa.rephrase import alike
from qa.words import content_words, stem, stems, stems_of

if TYPE_CHECKING:
    from qa.answer import Answer
    from qa.corpus import Corpus
    from qa.question import Question

_TURNS: Final = 2
_WORDS: Final = 14  # of a quote, by which its passage is found
# An answer from the articles of the conversation stands at this share of the confidence of one from elsewhere.
_BESIDE: Final = 0.4
_BESIDE_COMPLETED: Final = (
    1.0  # for a question that finds its articles itself: completed with a name, or about a new thing
)
_AS_TYPED: Final = 0.9
_DEFINITE: Final = re.compile(r"\b[Tt]he ((?:[a-z-]+ )?[a-z-]+)")
_QUOTE: Final = re.compile(r"“([^”]{12,})”(?= \[\d+\])")


@dataclass(frozen=True, slots=True)
class Context:
    """What a conversation has come to: the ids of the articles that the last answers rest on, those of the latest first, and the
    sentences that the latest quotes, as (article id, start, end). `named` are the stems of the last names that it named last."""

    articles: tuple[str, ...]
    told: tuple[tuple[str, int, int], ...]
    named: frozenset[str]


def answer(
    question: Question,
    typed: Question,
    history: History,
    corpus: Corpus,
    answered: Callable[[Question, Corpus], Answer],
) -> Answer:
    """The answer to `question`, which is complete by itself, and was `typed` in the conversation `history`; `answered` answers
    a question without one."""
    if not history or corpus.llm is not None or not leans(question, typed):
        return answered(question, corpus)
    so_far = context(history, corpus)
    if not so_far.articles:
        return answered(question, corpus)
    completed = question.text != typed.text
    named = completed and bool(antecedent.named(question.text))
    another = _is_of_another(typed, so_far, corpus)
    least = _BESIDE_COMPLETED if named or another else _BESIDE
    inside = replace(question, articles=so_far.articles, told=so_far.told)
    near = [answered(inside, corpus)]
    if completed and not (named and leans_on_person(typed.text)):  # in an article many are "he"
        as_typed = answered(replace(typed, notes=(), articles=so_far.articles, told=so_far.told), corpus)
        near.append(replace(as_typed, confidence=_AS_TYPED * as_typed.confidence))
    best = max((reply for reply in near if reply.answered), key=lambda reply: reply.confidence, default=None)
    if best is not None and best.confidence >= least:
        return best  # nothing else can be sure enough
    anywhere = answered(question, corpus)
    counts = named or another or _of_the_story(anywhere, so_far, corpus)
    if best is not None and not (anywhere.answered and counts and best.confidence < least * anywhere.confidence):
        return best
    if anywhere.answered and not counts:
        why = "Nothing in the articles of this conversation answers it: name what it is about to ask the whole archive."
        return replace(near[0], notes=(*near[0].notes, why))
    return anywhere


def _of_the_story(reply: Answer, so_far: Context, corpus: Corpus) -> bool:
    """Whether an answer rests on an article that has one of the names of the conversation."""
    if not reply.citations:
        return True
    of = reply.citations[0].article_id
    return not so_far.named or of in so_far.articles or bool(so_far.named & _stems_of_article(of, corpus))


def _is_of_another(typed: Question, so_far: Context, corpus: Corpus) -> bool:
    """Whether a question is about something of which the articles of the conversation have no word: "When did the ferry sink?"."""
    there = frozenset[str]().union(*(_stems_of_article(of, corpus) for of in so_far.articles))
    things = (stems(content_words(match[1])) for match in _DEFINITE.finditer(typed.text))
    return any(thing and not alike(thing) & there for thing in things)


def _stems_of_article(of: str, corpus: Corpus) -> frozenset[str]:
    article = corpus.article(of)
    return frozenset(stems_of(f"{article.title} {article.text}"))


def leans(question: Question, typed: Question) -> bool:
    """Whether a question leans on the conversation: it was completed from it, or names nothing itself."""
    return question.text != typed.text or not antecedent.named(typed.text)


def context(history: History, corpus: Corpus) -> Context:
    """The articles and sentences that the last answers rest on: those that they quote, and for an answer that quotes none the article
    that comes first when its question is asked with its answer."""
    from qa.ranking import rank

    articles: dict[str, None] = {}
    told: list[tuple[str, int, int]] = []
    for back in range(1, min(_TURNS, len(history)) + 1):
        asked, answered = history[-back]
        quoted = [place for quote in _QUOTE.findall(answered) if (place := _place(quote, corpus))]
        if back == 1:
            told = quoted
        if quoted:
            articles.update(dict.fromkeys(place[0] for place in quoted))
        elif near := rank(corpus, f"{standalone(asked, history[:-back])} {short(answered)}", 1):
            articles[near[0].passage.article_id] = None
    named = (frozenset(stem(name.split()[-1]) for name in antecedent.named(asked)) for asked, _ in reversed(history))
    return Context(tuple(articles), tuple(told), next(filter(None, named), frozenset()))


def _place(quote: str, corpus: Corpus) -> tuple[str, int, int] | None:
    """The sentence that an answer quotes, or None where the archive has it no more."""
    words = content_words(quote)
    found = corpus.lexical(words[:_WORDS], 1, None)
    for passage in corpus.passages([of for of, _ in found]):
        best = max(
            passage.sentences, key=lambda s: _shared(quote, passage.text[s[0] - passage.start : s[1] - passage.start])
        )
        return passage.article_id, *best
    return None


def _shared(quote: str, sentence: str) -> float:
    said, there = set(quote.split()), set(sentence.split())
    return len(said & there) / max(1, len(said | there))
