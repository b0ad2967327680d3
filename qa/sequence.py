"""The order of two events that one sentence tells in so many words: "the clerk left a day before the bank fell"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from qa import compose
from qa.answer import Answer
from qa.question import Question
from qa.retrieve import retrieve
from qa.twoevents import TwoEvents

if TYPE_CHECKING:
    from qa.corpus import Corpus

# Cosines of an event asked about and a clause, set by hand on development questions: each of the two has to mean about the same as its own
# clause, and both together more than the other way round.
_LEAST: Final = 0.35
_MARGIN: Final = 0.5
_NAME: Final = 2  # words
_MOST: Final = 16  # clauses that are weighed
_LONGEST: Final = 400  # characters of a sentence
_ORDER: Final = re.compile(r"\b(?P<order>before|after)\b(?! (?:that|then|it|all)\b[,.])\s+", re.IGNORECASE)
_END: Final = re.compile(r"[,;:.!?](?=\s|$)|\s[–—-]\s")
_COUNT: Final = re.compile(
    r"[,\s]*(?:\b(?:just|only|shortly|soon|long|immediately|right|not long|(?:(?:an?|the|\w+) )?(?:few )?(?:second|minute|hour|day|week|month|year)s?)\s*)*$"
)
# "The retreat, which came after the order": what came is the noun, not the sentence.
_OF_ITS_NOUN: Final = re.compile(
    r"\b(?:which|that|who) \w+(?: \w+)?$|\b(?:coming|came|comes|happening|made|taken)$", re.IGNORECASE
)
_SAYS: Final = re.compile(r"\b(?:said|says|told \w+|warned|claimed|added|stated)\b(?: (?:on )?\w+day)?(?: that\b)?")
_DENIED: Final = re.compile(r"\b(?:not|never|no)\b|n[’']t\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Told:
    """Two clauses of a sentence, at `start`..`end` of an article, of which the `first` tells what came earlier."""

    article_id: str
    start: int
    end: int
    first: str
    second: str


def answer(question: Question, events: TwoEvents, corpus: Corpus) -> Answer | None:
    """Which of two events came first, as one sentence of the passages found tells it; None where none does."""
    found = retrieve(corpus, question, corpus.settings.read_k, None)
    told = [t for e in found for t in _told(e.passage.article_id, e.passage.text, e.passage.start, e.passage.sentences)]
    told = told[: _MOST // 2]
    if not told:
        return None
    asked = (_event(events.names[0], events.first), _event(events.names[1], events.second))
    texts = [*asked, *(clause for t in told for clause in (t.first, t.second))]
    vectors = np.asarray(corpus.encoder.encode(texts, query=False), dtype=np.float32)
    cosines = vectors[:2] @ vectors[2:].T
    best: tuple[float, bool, _Told] | None = None
    for n, t in enumerate(told):
        for as_asked in (True, False):
            one, other = (0, 1) if as_asked else (1, 0)
            right = (float(cosines[one, 2 * n]), float(cosines[other, 2 * n + 1]))
            wrong = float(cosines[other, 2 * n] + cosines[one, 2 * n + 1])
            if min(right) >= _LEAST and sum(right) - wrong >= _MARGIN and (best is None or sum(right) > best[0]):
                best = (sum(right), as_asked, t)
    if best is None:
        return None
    likeness, first_is_earlier, sentence = best
    short = _short(events, first_is_earlier=first_is_earlier)
    cited = compose.citation(1, corpus.article(sentence.article_id), sentence.start, sentence.end)
    text = f"{short[0].upper()}{short[1:]}. “{cited.quote}” [1]"
    return Answer(question.asked, text, True, min(1.0, likeness / 2), (cited,), question.notes, short)


def _event(name: str, question: str) -> str:
    """What happened, in the words asked: a mere name has its verb in the question for its day."""
    return name if len(name.split()) > _NAME else re.sub(r"^When (?:did|was|were) ", "", question.rstrip("?"))


def _short(events: TwoEvents, *, first_is_earlier: bool) -> str:
    if events.asked == "either":
        return "before" if first_is_earlier else "after"
    if events.asked in {"before", "after"}:
        return "yes" if first_is_earlier == (events.asked == "before") else "no"
    return events.names[0 if first_is_earlier == (events.asked == "first") else 1]


def _told(article_id: str, text: str, start: int, sentences: tuple[tuple[int, int], ...]) -> Iterator[_Told]:
    """The pairs of clauses in a passage that begins at `start` of its article, of which "before" or "after" tells the order."""
    for a, b in sentences:
        sentence = text[a - start : b - start]
        if len(sentence) > _LONGEST:
            continue
        for match in _ORDER.finditer(sentence):
            other, rest = _clause(sentence[match.end() :])
            before = _COUNT.sub("", sentence[: match.start()]).strip()
            main = _said(before) or rest
            if _OF_ITS_NOUN.search(before) or len(main.split()) < 2 or len(other.split()) < 2 or _DENIED.search(main):
                continue
            first, second = (main, other) if match["order"].lower() == "before" else (other, main)
            yield _Told(article_id, a, b, first, second)


def _said(text: str) -> str:
    """What somebody says in a clause ("Lee said that the mill closed"), because that is what came before or after; the clause itself
    where nobody says anything."""
    said = _SAYS.split(text)[-1].strip()
    return said if len(said.split()) > _NAME else text


def _clause(text: str) -> tuple[str, str]:
    """A clause up to its first mark, and what follows it."""
    end = _END.search(text)
    return (text[: end.start()], text[end.end() :].strip()) if end else (text, "")
