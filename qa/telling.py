"""Sentences of an archive that tell of a topic: its names and words, or words that mean the same."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from qa import compose, within
from qa.answer import Answer
from qa.confidence import share
from qa.period import Period
from qa.question import Question
from qa.ranking import rank
from qa.support import same_name
from qa.words import content_words, names, stem, stems, stems_of, tell_the_same, tokens

if TYPE_CHECKING:
    from index.article import Article
    from index.embed import Encoder
    from qa.corpus import Corpus

_PASSAGES: Final = 24
# The few words of a short topic must all be told of; of a longer one this share, words weighed by rarity.
_SHORT: Final = 3
_MOST: Final = 0.6
# A sentence in other words: so near to the topic as a whole, with this share of its words. Names make sentences alike
# that tell of different things, so it does for topics without one only.
_NEAR: Final = 0.45
_SOME: Final = 0.3
# For a topic with names where fewer sentences tell of it than this: one that is as near to it, and so near to the topic without them.
_HANDFUL: Final = 3
_NEAR_UNNAMED: Final = 0.15
# Words that stand for one another by their vectors: "soldiers" and "troops" .89, "fire" and "burning" .79, but "women" and
# "men" .71, "school" and "hospital" .40. Each takes about a millisecond.
_SAME_WORD: Final = 0.75
# They are looked for where fewer sentences have the topic's own words.
_FEW: Final = 2
_WORDS_LOOKED_AT: Final = 100
_BEHIND_NUMBER: Final = re.compile(r"%?(?: [\w-]+){1,3}")
_BEFORE: Final = 300  # characters before a sentence, or its headline, that may name whom it tells of
_NAMED: Final = 0.3  # what a sentence gains that itself has the names, and loses where a word is but a part of a name
# Words that say how a topic is looked at, and that no sentence on it needs to have.
_FRAMING: Final = frozenset(
    stem(word)
    for word in "role part situation issue topic subject matter question fate attitude position stance view opinion detail background aspect course state condition"
    " event development news story number amount size extent level rate figure involvement circumstance status problem history reaction response importance impact"
    " significance consequence future context case thing fact statement comment remark plan aim goal behaviour behavior conduct latest recent general different various".split()
)
_OF_NUMBERS: Final = re.compile(
    r"^(?:the )?(?:\w+ )?(?:number|numbers|amount|size|share|percentage|proportion|total|count|toll|cost|costs|price|prices|sum|figures|rate) (?:of|for)\b",
    re.IGNORECASE,
)
_NUMERAL: Final = re.compile(
    r"\d[\d,.]*|\b(?:two|three|four|five|six|seven|eight|nine|ten|dozens?|half|third|quarter|hundreds?|thousands?|millions?|billions?|trillions?)\b",
    re.IGNORECASE,
)


# Headings, captions and questions tell nothing.
_SENTENCE: Final = re.compile(r"(?:\S+\s+){3,}\S*[.!…][\"”’'\])]*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence, `start` to `end` of its article's text, that tells of a topic; `score` orders those on one topic."""

    article: Article
    start: int
    end: int
    score: float

    @property
    def text(self) -> str:
        """Its words."""
        return self.article.text[self.start : self.end]


def told(question: Question, corpus: Corpus, topic: str, then: Period | None) -> list[Told]:
    """The sentences that tell of the topic, the best first; of articles from `then`, or naming a day of it."""
    allowed = list(question.articles) or corpus.select(question.source, question.after, question.before)
    days = (then.first_day, then.last_day) if then is not None else None
    evidence = [r.passage for r in rank(corpus, topic, _PASSAGES, article_ids=allowed, days=days)]
    if then is not None:
        evidence = within.passages_told_in(evidence, then, corpus)
    wanted = _Wanted.of(topic, corpus.weigher())
    articles = {p.article_id: corpus.article(p.article_id) for p in evidence}
    places = [
        (articles[p.article_id], a, b)
        for p in evidence
        for a, b in p.sentences
        if wanted.are_named(f"{articles[p.article_id].title} {articles[p.article_id].text[max(0, a - _BEFORE) : b]}")
        and _is_sentence(articles[p.article_id].text[a:b])
    ]
    if not places:
        return []
    texts = [article.text[a:b] for article, a, b in places]
    vectors = corpus.encoder.encode([topic, *texts], query=True)
    near = (vectors[1:] @ vectors[0]).tolist()
    held = [
        wanted.held(text, article.title, leads=_leads(article, a))
        for text, (article, a, _) in zip(texts, places, strict=True)
    ]
    likely = [texts[i] for i in sorted(range(len(texts)), key=lambda i: -near[i])]
    if sum(part >= wanted.least for part in held) < _FEW or (wanted.numbers and not any(map(wanted.counted_in, texts))):
        wanted = wanted.with_synonyms(likely, corpus.encoder)
        held = [
            wanted.held(text, article.title, leads=_leads(article, a))
            for text, (article, a, _) in zip(texts, places, strict=True)
        ]
    out = []
    for (article, a, b), text, cosine, part in zip(places, texts, near, held, strict=True):
        in_other_words = not wanted.names and cosine >= _NEAR and part >= _SOME
        if (part >= wanted.least or in_other_words) and (not wanted.numbers or _NUMERAL.search(text)):
            out.append(Told(article, a, b, part + cosine + _NAMED * (wanted.naming(text) - wanted.is_in_a_name(text))))
    if len(out) < _HANDFUL and wanted.names and wanted.words and not wanted.numbers:
        out += _of_the_same(topic, places, near, vectors[1:], {(t.article.id, t.start) for t in out}, corpus.encoder)
    if not wanted.words:
        naming = {t.article.id for t in out if wanted.naming(t.text)}
        out = [t for t in out if t.article.id not in naming or wanted.naming(t.text)]
    counted = [t for t in out if wanted.counted_in(t.text)] if wanted.numbers else []
    return sorted(counted or out, key=lambda t: -t.score)


def _of_the_same(
    topic: str,
    places: Sequence[tuple[Article, int, int]],
    near: Sequence[float],
    vectors: Any,
    known: Set[tuple[str, int]],
    encoder: Encoder,
) -> list[Told]:
    """Further sentences, in other words: near to the topic as a whole, and not for its names alone, but to what it says of them."""
    named = names(topic)
    unnamed = " ".join(re.sub("|".join(map(re.escape, named)), " ", topic).split())
    bare = (vectors @ encoder.encode([unnamed], query=True)[0]).tolist()
    return [
        Told(article, a, b, cosine + rest - 2.0)  # behind those in its own words
        for (article, a, b), cosine, rest in zip(places, near, bare, strict=True)
        if cosine >= _NEAR and rest >= _NEAR_UNNAMED and (article.id, a) not in known
    ]


def nothing(
    question: Question, corpus: Corpus, topic: str, why: str, notes: Sequence[str], confidence: float
) -> Answer:
    """The abstention where no sentence tells of a topic, with the passages nearest to it; `confidence` is that abstaining is right."""
    allowed = list(question.articles) or corpus.select(question.source, question.after, question.before)
    nearest = [ranked.passage for ranked in rank(corpus, topic, compose.NEAREST, article_ids=allowed)]
    articles = {p.article_id: corpus.article(p.article_id) for p in nearest}
    return compose.abstention(replace(question, notes=tuple(notes)), nearest, articles, confidence, why)


def chosen(found: Sequence[Told], most: int, of_each: int) -> list[Told]:
    """At most `most` of the sentences, the best of every article before the second of any, at most `of_each` of one, and, where there
    may be more than one of an article, none that repeats another."""
    turns: dict[str, int] = {}
    in_turn = []
    for sentence in found:
        turn = turns[sentence.article.id] = turns.get(sentence.article.id, 0) + 1
        in_turn.append((turn, sentence))
    out: list[Told] = []
    for turn, sentence in sorted(in_turn, key=lambda t: t[0]):
        if turn > of_each or len(out) == most:
            continue
        if of_each == 1 or not any(tell_the_same(sentence.text, other.text) for other in out):
            out.append(sentence)
    return out


def _counted(sentence: str) -> list[str]:
    """What stands right behind the numbers of a sentence: "more troops"."""
    following = (_BEHIND_NUMBER.match(sentence, m.end()) for m in _NUMERAL.finditer(sentence))
    return [said.group() for said in following if said]


def _is_sentence(text: str) -> bool:
    return _SENTENCE.fullmatch(text.strip()) is not None and any(word.islower() for word in content_words(text))


def _leads(article: Article, start: int) -> bool:
    return not article.text[article.body_start : start].strip()


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What a sentence on a topic has: the topic's `names`, and its other words by stem, each with its weight and the stems
    that may stand for it. `numbers` says whether figures are asked for."""

    names: tuple[tuple[str, ...], ...]
    words: Mapping[str, float]
    spelt: Mapping[str, str]
    numbers: bool
    synonyms: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, topic: str, weigh: Callable[[str], float]) -> _Wanted:
        """Its words without those that say how it is looked at ("the role of"), unless there are no others."""
        named = tuple(parts for name in names(topic) if (parts := tuple(stem(part) for part in content_words(name))))
        of_names = {part for parts in named for part in parts}
        spelt = {stem(word): word for word in content_words(topic) if stem(word) not in of_names}
        kept = {word for word in spelt if word not in _FRAMING} or (set() if named else set(spelt))
        words = {word: weigh(spelt[word]) for word in sorted(kept)}
        return cls(named, words, spelt, _OF_NUMBERS.match(topic) is not None)

    @property
    def least(self) -> float:
        """The share of the words that a sentence has to hold."""
        return 1.0 if len(self.words) <= _SHORT else _MOST

    def are_named(self, text: str) -> bool:
        """Whether a text has all of the names."""
        inside = stems_of(text)
        return all(same_name(part, inside) for parts in self.names for part in parts)

    def naming(self, sentence: str) -> float:
        """How many of the names a sentence has, 0..1: people are called by their last names alone, and half of one counts so."""
        if not self.names:
            return 0.0
        inside = stems(word for word in tokens(sentence) if word[0].isupper())
        told = [[same_name(part, inside) for part in parts] for parts in self.names]
        return sum((1.0 if all(parts) else 0.5) if parts[-1] else 0.0 for parts in told) / len(told)

    def is_in_a_name(self, sentence: str) -> bool:
        """Whether a sentence has one of the words only as a part of a name: "Blue Moon" is no moon."""
        plain = stems(word for n, word in enumerate(tokens(sentence)) if n == 0 or word[0].islower())
        return bool(self._among(stems_of(sentence)) - self._among(plain))

    def held(self, sentence: str, title: str, *, leads: bool) -> float:
        """The share (0..1) of the words that a sentence and its headline hold; 0 for a sentence that has none itself. The one
        that `leads` an article tells what its headline names."""
        inside = stems_of(sentence)
        if not self.words:
            return float(self.naming(sentence) > 0 or (leads and self.are_named(title)))
        if not self._among(inside):
            return 0.0
        return share(self.words, self._among(inside | stems_of(title)))

    def with_synonyms(self, texts: Iterable[str], encoder: Encoder) -> _Wanted:
        """With the words of the texts that mean the same as one of its own."""
        words = [word for word in self.words if self.spelt[word].isalpha()]
        looked_through = [said for text in texts for said in _counted(text)] if self.numbers else texts
        others = dict.fromkeys(w for text in looked_through for w in content_words(text) if w.islower() and w.isalpha())
        looked_at = [word for word in others if stem(word) not in self.words][:_WORDS_LOOKED_AT]
        if not words or not looked_at:
            return self
        vectors = encoder.encode([*(self.spelt[word] for word in words), *looked_at], query=True)
        same = vectors[: len(words)] @ vectors[len(words) :].T >= _SAME_WORD
        found = {
            word: frozenset(stem(other) for other, is_same in zip(looked_at, row, strict=True) if is_same)
            for word, row in zip(words, same.tolist(), strict=True)
        }
        return replace(self, synonyms=found)

    def counted_in(self, sentence: str) -> bool:
        """Whether a number stands before one of the words: "3,000 more troops"."""
        return any(self._among(stems_of(said)) for said in _counted(sentence))

    def _among(self, inside: Set[str]) -> set[str]:
        return {w for w in self.words if w in inside or not inside.isdisjoint(self.synonyms.get(w, ()))}
