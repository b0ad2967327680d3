"""Which passages to read for a question: candidates for the whole and for each clause, scored, and chosen in turn."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from index.timeword import SMALL, TENS
from qa.clauses import Clause, Days, clauses, whole
from qa.words import content_words, tokens

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from index.article import Passage
    from index.corpus import Corpus
    from index.settings import Settings

# News tells of a day on that day and the next ones; a day's margin before, for the clocks of the world.
_BEFORE, _AFTER = timedelta(days=1), timedelta(days=3)
# What a clause loses for each passage that was chosen for it: the next one is chosen for another clause. On the
# development questions of MultiHop-RAG, .1 to .5 make no difference beyond the third digit.
_SERVED = 0.3


_NUMBERS = frozenset({*SMALL, *TENS, "hundred", "thousand", "million", "billion", "dozen"}) - {"one"}

Judge = Callable[[str, Sequence["Passage"]], Sequence[float]]
"""How likely (0..1) each passage bears on what the words say or ask."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A passage chosen for a question.

    `score` orders passages of one question and has no unit; `cosine` (-1..1) and `bm25` (0 and up) are those of
    the whole question. `copies` are articles that have the same passage in nearly the same words.
    """

    passage: Passage
    score: float
    cosine: float
    bm25: float
    copies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Pool:
    """Candidates: passage ids, their articles and sources, and their scores: the whole question's in the first row,
    then one row for each clause. Scores are 0..1 for the best, with boosts on top."""

    ids: list[int]
    origins: list[tuple[str, str]]
    scores: NDArray[np.float32]
    cosines: NDArray[np.float32]
    bm25: NDArray[np.float32]


def rank(
    corpus: Corpus,
    question: str,
    top_k: int,
    *,
    article_ids: Sequence[str] | None = None,
    days: Days | None = None,
    vector: Sequence[float] | None = None,
    judge: Judge | None = None,
) -> list[Ranked]:
    """The `top_k` passages to read for a question, in the order in which they were chosen, the best first.

    `article_ids` restricts the search. Sources and days that the question names are preferences, no filters;
    `days` are preferred instead of those it names. `vector` is the question's embedding, if it was made already. `judge`
    says for the best passages of each clause, `Settings.rerank` of them, how likely they bear on it.
    """
    settings, sources, last_day = corpus.settings, corpus.store.sources(), corpus.last_day
    asked = whole(question, sources, last_day)
    if days is not None:
        asked = Clause(asked.text, asked.sources, (days,))
    parts = clauses(question, sources, last_day) if _by_clause(settings) else []
    pool = _pool(corpus, [asked, *parts], article_ids, vector, top_k)
    if judge is not None and settings.rerank and pool.ids:
        _judge(corpus, pool, [asked, *parts], judge)
    return _chosen(corpus, pool, top_k, several_sources=len(asked.sources) > 1) if pool.ids else []


def _by_clause(settings: Settings) -> bool:
    return settings.clause_weight > 0 and (settings.lexical_k > 0 or (settings.dense_k > 0 and settings.clause_vectors))


def lexical_words(text: str) -> list[str]:
    """The words of a text to search for: its content words, or all of its words when it has none of these."""
    words = content_words(text) or tokens(text)
    return sorted({part for word in words for part in word.replace("’", "'").replace('"', "").split("-") if part})


def _pool(
    corpus: Corpus,
    parts: Sequence[Clause],
    article_ids: Sequence[str] | None,
    vector: Sequence[float] | None,
    top_k: int,
) -> _Pool:
    """The best candidates of each part, anywhere and within its sources and days, scored for all parts."""
    settings = corpus.settings
    dense = len(parts) if settings.clause_vectors else 1
    vectors = _vectors(corpus, parts[:dense], vector) if settings.dense_k else []
    words = [lexical_words(part.text) if settings.lexical_k else [] for part in parts]
    places = [_preferred(corpus, part, settings) for part in parts]
    ids: dict[int, None] = {}
    for row, part_places in enumerate(places):
        for within in (article_ids, *(_both(article_ids, articles) for articles, _ in part_places)):
            if row < len(vectors):
                ids.update(
                    dict.fromkeys(i for i, _ in corpus.nearest(vectors[row], max(top_k, settings.dense_k), within))
                )
            ids.update(dict.fromkeys(i for i, _ in corpus.lexical(words[row], max(top_k, settings.lexical_k), within)))
    origins = corpus.store.origins(list(ids))
    kept = sorted(i for i in ids if i in origins)  # Chroma may hold what has just been removed
    where = [origins[i] for i in kept]
    nothing = np.zeros(len(kept), dtype=np.float32)
    cosines = [corpus.cosines(vectors[row], kept) if row < len(vectors) else nothing for row in range(len(parts))]
    bm25 = [corpus.bm25(found, kept) if found else nothing for found in words]
    scores = np.zeros((len(parts), len(kept)), dtype=np.float32)
    for row, part_places in enumerate(places):
        scores[row] = _fused(cosines[row], bm25[row], settings)
        for articles, boost in part_places:
            scores[row] += boost * np.array([article in articles for article, _ in where], dtype=np.float32)
    return _Pool(kept, where, scores, cosines[0], bm25[0])


def _judge(corpus: Corpus, pool: _Pool, parts: Sequence[Clause], judge: Judge) -> None:
    """Adds what the judge says to the scores of the clauses, or to those of the question if it has none."""
    settings = corpus.settings
    for row in range(1 if len(parts) > 1 else 0, len(parts)):
        best = np.argsort(-pool.scores[row], kind="stable")[: settings.rerank].tolist()
        held = {p.id: p for p in corpus.passages([pool.ids[i] for i in best])}
        known = [i for i in best if pool.ids[i] in held]
        said = judge(parts[row].text, [held[pool.ids[i]] for i in known])
        pool.scores[row, known] += settings.rerank_weight * np.array(said, dtype=np.float32)


def _vectors(corpus: Corpus, parts: Sequence[Clause], vector: Sequence[float] | None) -> list[list[float]]:
    made = corpus.encoder.encode([part.text for part in parts[vector is not None :]], query=True)
    return [*([list(vector)] if vector is not None else []), *np.asarray(made, dtype=np.float32).tolist()]


def _preferred(corpus: Corpus, part: Clause, settings: Settings) -> list[tuple[frozenset[str], float]]:
    """The articles of the sources, and of the days, that a part names, each with what they gain."""
    found = []
    if part.sources and settings.source_boost:
        found.append((frozenset(corpus.store.articles_of(part.sources)), settings.source_boost))
    then = preferred_days(corpus, part) if settings.day_boost else None
    if then is not None:
        found.append((then, settings.day_boost))
    return found


def preferred_days(corpus: Corpus, part: Clause) -> frozenset[str] | None:
    """Ids of the articles that are, or may be, from the days that a clause names; None if it names none."""
    if not part.days:
        return None
    return frozenset(a for first, last in part.days for a in corpus.select(None, *_around(first, last)) or ())


def _around(first: date, last: date) -> Days:
    return max(first, date.min + _BEFORE) - _BEFORE, min(last, date.max - _AFTER) + _AFTER


def _both(one: Sequence[str] | None, other: frozenset[str]) -> list[str]:
    return sorted(other if one is None else other.intersection(one))


def _fused(cosines: NDArray[np.float32], bm25: NDArray[np.float32], settings: Settings) -> NDArray[np.float32]:
    """Both scores as one, at most 1.

    "convex": a * cosine / highest cosine + (1 - a) * BM25 / highest BM25, a = dense_weight (Bruch, Gai and Ingber, TOIS
    2023; their normalisation by the theoretical minimum, 0 for both). "rrf": the sum over both of 1 / (rrf_k + rank),
    rank from 1 (Cormack, Clarke and Büttcher, SIGIR 2009), as a share of the sum of a passage that is first in both.
    """
    shares = [settings.dense_weight, 1 - settings.dense_weight]
    if not cosines.any() or not bm25.any():
        shares = [1.0, 1.0]
    fused = np.zeros(len(cosines), dtype=np.float32)
    for share, scores in zip(shares, (cosines, bm25), strict=True):
        if not scores.any():
            continue
        if settings.fusion == "convex":
            fused += share * np.maximum(scores, 0) / max(float(scores.max()), 1e-9)
        else:
            ranks = np.empty(len(scores), dtype=np.float32)
            ranks[np.argsort(-scores, kind="stable")] = np.arange(1, len(scores) + 1)
            fused += np.where(scores > 0, (settings.rrf_k + 1) / (2 * (settings.rrf_k + ranks)), 0)
    return fused


def _chosen(corpus: Corpus, pool: _Pool, top_k: int, *, several_sources: bool) -> list[Ranked]:
    """The passages, each the best one in view of those before it.

    A passage counts by its score for the whole question and for the clause that it serves best; it loses with every
    passage that was chosen for that clause, and with every one of its source (where several are named) or article
    (where there are clauses).
    """
    settings = corpus.settings
    first, parts = pool.scores[0], pool.scores[1:]
    served = np.zeros(len(parts), dtype=np.float32)
    lost = np.zeros(len(pool.ids), dtype=np.float32)
    sources, articles = (np.array([origin[n] for origin in pool.origins]) for n in (1, 0))
    likely = np.argsort(-first, kind="stable")[: 2 * top_k].tolist()
    read = {p.id: p for p in corpus.passages([pool.ids[n] for n in likely])}  # in one go, instead of each in its turn
    chosen: list[Ranked] = []
    seen: list[set[str]] = []
    copies: dict[int, list[str]] = {}
    while len(chosen) < top_k:
        scores = first - lost
        if len(parts):
            scores = scores + settings.clause_weight * (parts - _SERVED * served[:, None]).max(axis=0)
        best = int(np.argmax(scores))
        if not np.isfinite(scores[best]):
            break
        lost[best] = np.inf
        found = [read[of]] if (of := pool.ids[best]) in read else corpus.passages([of])
        if not found:
            continue
        passage, said = found[0], set(found[0].text.lower().split())
        if (copied := _copied(said, seen, settings.same_story)) is not None:
            if passage.article_id != chosen[copied].passage.article_id:
                copies.setdefault(copied, []).append(passage.article_id)
            continue
        chosen.append(Ranked(passage, float(scores[best]), float(pool.cosines[best]), float(pool.bm25[best])))
        seen.append(said)
        if len(parts):
            served[int(np.argmax(parts[:, best] - _SERVED * served))] += 1
            lost[articles == articles[best]] += settings.diversity
        if several_sources:
            lost[sources == sources[best]] += settings.diversity
    return [
        Ranked(r.passage, r.score, r.cosine, r.bm25, tuple(dict.fromkeys(copies.get(n, ()))))
        for n, r in enumerate(chosen)
    ]


def _copied(said: set[str], seen: Sequence[set[str]], least: float) -> int | None:
    """Which of the earlier passages has nearly the same words, and the same numbers, or None: a story that comes again
    with a higher toll is no copy."""
    for number, other in enumerate(seen):
        shared = min(len(said), len(other))  # at most: sets of very different sizes need no closer look
        if not said or shared < least * max(len(said), len(other)):
            continue
        if len(said & other) >= least * len(said | other) and not any(map(_is_number, said ^ other)):
            return number
    return None


def _is_number(word: str) -> bool:
    return any(c.isdigit() for c in word) or any(part in _NUMBERS for part in re.findall(r"[a-z]+", word))
