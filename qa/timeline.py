"""The timeline of an archive, or of a topic: dated sentences in the order of the days they tell of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from qa.answer import Citation
from qa.dated import DatedSentence, dated_sentences
from qa.when import in_words
from qa.words import content_words, stem, stems_of

if TYPE_CHECKING:
    from index.article import Article
    from qa.corpus import Corpus

# How many passages a topic's timeline is drawn from.
TOPIC_PASSAGES = 40
# A sentence is on the topic when its passage is this similar to the question (cosine), or half as many of the
# question's words, weighed by their rarity, stand in it.
LEAST_COSINE = 0.42
LEAST_SHARE = 0.5
_NO_TOPIC = frozenset(
    stem(w) for w in "timeline chronology history events event order list show draw news develop unfold".split()
)


@dataclass(frozen=True, slots=True)
class Event:
    """One entry: what a sentence tells, and when it happened (both days inclusive).

    - `words`: the days in words; `said`: the words of the article that they come from, "" for its opening.
    - `why`: how the days are known, in a sentence.
    - `coming`: whether it was still to come when the article was published.
    - `citation`: the sentence, verbatim; numbered from 1 in the timeline's order.
    """

    first_day: date
    last_day: date
    words: str
    said: str
    why: str
    coming: bool
    citation: Citation

    def as_dict(self) -> dict[str, Any]:
        """The event as JSON-ready values."""
        return {**asdict(self), "first_day": self.first_day.isoformat(), "last_day": self.last_day.isoformat()}


def timeline(
    corpus: Corpus,
    question: str | None = None,
    *,
    source: str | None = None,
    after: date | str | None = None,
    before: date | str | None = None,
) -> list[Event]:
    """The dated sentences of the archive by day; with a question, those of the passages on its topic.

    `source` keeps only articles whose source or URL contains it; `after` and `before` (dates or ISO dates, inclusive)
    only what happened, or may have, on those days, and so do days that the question names. A sentence that several
    articles share is given once. Raises UsageError for an empty or over-long question and for days that are none.
    """
    from qa import period
    from qa.answering import parse_day
    from qa.question import clean

    first, last = parse_day(after, "after"), parse_day(before, "before")
    topic = ""
    if question is not None:
        topic = clean(question)
        if named := period.asked_for(topic, corpus.last_day):
            first, last = first or named.first_day, last or named.last_day
    on_topic = _all(corpus, source) if not topic_words(topic) else [s for _, s in likeliest(corpus, topic, source)]
    sentences = [
        s for s in on_topic if (first is None or s.last_day >= first) and (last is None or s.first_day <= last)
    ]
    return events(sentences)


def events(sentences: Iterable[DatedSentence]) -> list[Event]:
    """Sentences as events in the order of their days, each sentence's wording once a day, citations numbered from 1."""
    from qa.compose import citation

    out: list[Event] = []
    seen: set[tuple[date, date, str]] = set()
    for s in sorted(sentences, key=lambda s: (s.first_day, s.last_day, s.article.id, s.start)):
        key = (s.first_day, s.last_day, " ".join(s.text.lower().split()))
        if key in seen:
            continue
        seen.add(key)
        cited = citation(len(out) + 1, s.article, s.start, s.end)
        said = s.expression.text if s.expression else ""
        out.append(Event(s.first_day, s.last_day, in_words(s.first_day, s.last_day), said, s.why, s.coming, cited))
    return out


def topic_words(question: str) -> list[str]:
    """The words of a question that name a topic: without those that name days, or ask for an order of events."""
    from index import timex

    for t in reversed(timex.find(question)):
        question = question[: t.start] + question[t.end :]
    return [w for w in content_words(question) if stem(w) not in _NO_TOPIC]


def _all(corpus: Corpus, source: str | None) -> Iterator[DatedSentence]:
    wanted = corpus.select(source, None, None)
    for article in corpus.articles():
        if wanted is None or article.id in wanted:
            yield from _dated(corpus, article)


def likeliest(corpus: Corpus, question: str, source: str | None = None) -> list[tuple[float, DatedSentence]]:
    """The dated sentences of the passages that retrieval finds, as far as they are on the topic, each with how near it is: the cosine of
    its passage and the share of the question's words in it, weighed by their rarity."""
    from qa.question import understand
    from qa.retrieve import retrieve

    weigh = corpus.weigher()
    weights = {stem(word): weigh(word) for word in topic_words(question)}
    total = sum(weights.values())
    found: dict[str, dict[tuple[int, int], float]] = {}
    for e in retrieve(corpus, understand(question, source=source), TOPIC_PASSAGES):
        spans = found.setdefault(e.passage.article_id, {})
        spans.update(dict.fromkeys(e.passage.sentences, e.cosine or 0.0))
    out = []
    for article_id, spans in found.items():
        for s in _dated(corpus, corpus.article(article_id)):
            cosine = spans.get((s.start, s.end))
            if cosine is None:
                continue
            inside = stems_of(s.text)
            share = sum(w for word, w in weights.items() if word in inside) / total
            if cosine >= LEAST_COSINE or share >= LEAST_SHARE:
                out.append((cosine + share, s))
    return out


def _dated(corpus: Corpus, article: Article) -> Iterator[DatedSentence]:
    return dated_sentences(article, corpus.store.passages_of(article.id), corpus.time_expressions(article.id))
