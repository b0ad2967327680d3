"""What two sides of one story say: "Do the union and the firm give the same number?" is answered in the sentences of both."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from index import timex
from index.timeword import SMALL, TENS
from qa.compose import citation, quoted
from qa.words import content_words, names, stems, stems_of

if TYPE_CHECKING:
    from index.article import Article
    from qa.answer import Answer
    from qa.corpus import Corpus
    from qa.question import Question

# The other side is told at most so many sentences away.
_FAR: Final = 4
_ASKS: Final = re.compile(
    r"\b(?:do|does|did) (?P<one>[^?,]+?) and (?P<other>[^?,]+?) (?:dis)?agree\b"
    r"|^(?:do|does|did) (?P<one2>[^?,]+?) and (?P<other2>[^?,]+?) (?:give|name|cite|count|report|tell|put forward|have) (?:the same|different)\b"
    r"|\b(?:do|does|did) (?:the|his|her|their|its) [^?,]+? (?:dis)?agree\b"
    r"|^(?:and )?(?:how|by how much|how much|how far|in what way|where) (?:do|does|did) [^?]+? (?:differ|diverge|disagree)\b"
    r"|\b(?:both|the two) (?:figures|numbers|versions|accounts|counts|estimates|tolls)\b"
    r"|\baccording to (?P<one3>[^,?]+?),? (?:and|but) (?:how many )?according to (?P<other3>[^,?]+)",
    re.IGNORECASE,
)
# One side alone is asked for after the other was told.
_VERSION: Final = re.compile(
    r"\bwhat(?:[’']s| is| was) [^?]*?[’']s? (?:version|account|side|response|reply|answer)\b|\bhow (?:did|does|do) [^?]+? (?:respond|reply|react|answer)\b",
    re.IGNORECASE,
)
_BARE_DENIAL: Final = 6  # words
_OF_FIGURES: Final = re.compile(
    r"\b(?:how (?:many|much|far|big|large|high|long|old)|numbers?|figures?|counts?|estimates?|tolls?|losses|sums?|amounts?)\b",
    re.IGNORECASE,
)
_FIGURE: Final = re.compile(
    rf"[$£€]?\d[\d,.]*|\b(?:{'|'.join(sorted({*SMALL, *TENS} - {'a', 'an', 'one'}, key=len, reverse=True))}|half|third|hundreds?|thousands?|dozens?)\b",
    re.IGNORECASE,
)
_SAYS: Final = re.compile(
    r"\b(?:says?|said|told|according to|den(?:y|ies|ied)|rejects?|rejected|disputes?|disputed|claims?|claimed|insists?|insisted|argues?|argued|thinks?|thought"
    r"|believes?|believed|counts?|counted|puts?|spoke of|speaks? of|calls?|called|maintains?|maintained|counter(?:s|ed)|replied|added|estimates?|estimated)\b",
    re.IGNORECASE,
)


def answer(question: Question, corpus: Corpus, ask: Callable[[Question], Answer]) -> Answer | None:
    """The sentences of both sides, where a question asks whether two agree or how they differ and one story tells it of both;
    None for other questions and where only one side is found. `ask` answers a question about one thing."""
    match = _ASKS.search(question.asked) or _ASKS.search(question.text)
    version = match is None and _VERSION.search(question.text) is not None
    if match is None and not version:
        return None
    reply = ask(question)
    if not reply.answered or not reply.citations:
        return None
    first = reply.citations[0]
    article = corpus.article(first.article_id)
    places: list[tuple[int, int]] = corpus.store.sentences_of(article.id)
    told = [article.text[a:b] for a, b in places]
    within = [n for n, (a, _) in enumerate(places) if first.start <= a < first.end]
    if not within:
        return None
    figures = _OF_FIGURES.search(question.asked) is not None
    at = next((n for n in reversed(within) if _figures(told[n])), within[-1]) if figures else within[-1]
    if match is None:
        # "Lee denied this." says what he does not say; the sentence after it what he does.
        if len(told[at].split()) > _BARE_DENIAL or not _SAYS.search(told[at]) or at + 1 == len(told):
            return None
        return _quoting(question, reply, article, places[at : at + 2])
    sides = [side for name, side in match.groupdict().items() if side]
    if len(sides) == 2 and all(_is_named(side, told[at]) for side in sides):
        both = [at]
    else:
        other = _other_side(told, at, figures=figures)
        if other is None:
            return None
        both = sorted((at, other))
    return _quoting(question, reply, article, [places[n] for n in both])


def _quoting(question: Question, reply: Answer, article: Article, places: Sequence[tuple[int, int]]) -> Answer:
    """The answer in the sentences at the places of an article."""
    citations = tuple(citation(number, article, *place) for number, place in enumerate(places, 1))
    text = " ".join(f"{quoted(c.quote)} [{c.number}]" for c in citations)
    return replace(reply, question=question.asked, text=text, short="", citations=citations)


def _other_side(told: list[str], at: int, *, figures: bool) -> int | None:
    """The nearest sentence, those behind first, that tells the other side: another number where `figures` are asked for, else
    what another says; None where none is near."""
    here = _figures(told[at])
    if figures and not here:
        return None
    near: list[int] = [*range(at + 1, min(len(told), at + 1 + _FAR)), *range(at - 1, max(-1, at - 1 - _FAR), -1)]
    speakers = set(names(told[at]))
    for n in near:
        found = _figures(told[n])
        by_another = _SAYS.search(told[n]) is not None and not speakers & set(names(told[n]))
        if (bool(found) and not found <= here) if figures else by_another:
            return n
    return None


def _is_named(side: str, sentence: str) -> bool:
    """Whether a sentence has the noun of one side."""
    words = content_words(side)
    return bool(words) and bool(stems(words[-1:]) & stems_of(sentence))


def _figures(sentence: str) -> set[str]:
    """The numbers of a sentence, in digits and in words, that are no part of a time."""
    times = timex.find(sentence)
    return {
        m.group().rstrip(".,").lower()
        for m in _FIGURE.finditer(sentence)
        if not any(t.start <= m.start() < t.end for t in times)
    }
