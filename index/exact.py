"""Exact search in memory: the nearest passages by their vectors, and BM25 scores by words, for archives that fit."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeVar

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from index.store import Store

K = TypeVar("K")
V = TypeVar("V")

LIMIT = 50_000  # passages up to which this is taken: 75 MB
_KEPT_VECTORS = 32  # a question is searched for several times, within different articles
_KEPT_WORDS = 2_000


class Exact:
    """The vectors of an archive as one matrix, and the scores of words asked for, read again when it has changed."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = threading.Lock()  # the page answers several visitors at once
        self._state: tuple[int, int] | None = None
        self._ids: NDArray[np.int64] = np.empty(0, dtype=np.int64)
        self._matrix: NDArray[np.float32] = np.empty((0, 0), dtype=np.float32)
        self._has_vector: NDArray[np.bool_] = np.empty(0, dtype=np.bool_)
        self._numbers: dict[str, int] = {}
        self._article: NDArray[np.int64] = np.empty(0, dtype=np.int64)
        self._cosines: OrderedDict[bytes, NDArray[np.float32]] = OrderedDict()
        self._words: OrderedDict[str, tuple[NDArray[np.int64], NDArray[np.float32]]] = OrderedDict()

    def nearest(self, vector: Sequence[float], k: int, article_ids: Sequence[str] | None) -> list[tuple[int, float]]:
        """The `k` nearest passages: (passage id, cosine similarity), nearest first. `article_ids` restricts the search."""
        with self._lock:
            self._refresh()
            return self._best(self._similarity(vector), self._has_vector, k, article_ids)

    def lexical(self, words: Sequence[str], k: int, article_ids: Sequence[str] | None) -> list[tuple[int, float]]:
        """The `k` passages with the highest BM25 score for any of the words: (passage id, score), best first."""
        with self._lock:
            self._refresh()
            scores = self._bm25(words)
            return self._best(scores, scores > 0, k, article_ids)

    def cosines(self, vector: Sequence[float], ids: Sequence[int]) -> NDArray[np.float32]:
        """The cosine similarity of each of the passages; 0 for one that has no vector."""
        with self._lock:
            self._refresh()
            return self._at(np.where(self._has_vector, self._similarity(vector), np.float32(0)), ids)

    def bm25(self, words: Sequence[str], ids: Sequence[int]) -> NDArray[np.float32]:
        """The BM25 score of each of the passages; 0 for one that has none of the words."""
        with self._lock:
            self._refresh()
            return self._at(self._bm25(words), ids)

    def _best(
        self, scores: NDArray[np.float32], eligible: NDArray[np.bool_], k: int, article_ids: Sequence[str] | None
    ) -> list[tuple[int, float]]:
        if article_ids is not None:
            wanted = [self._numbers[a] for a in article_ids if a in self._numbers]
            eligible = eligible & np.isin(self._article, wanted)
        rows = np.flatnonzero(eligible)
        if not len(rows) or k <= 0:
            return []
        if k < len(rows):
            rows = rows[np.argpartition(-scores[rows], k - 1)[:k]]
        rows = rows[np.lexsort((self._ids[rows], -scores[rows]))]
        return [(int(self._ids[row]), float(scores[row])) for row in rows]

    def _at(self, scores: NDArray[np.float32], ids: Sequence[int]) -> NDArray[np.float32]:
        if not len(self._ids):
            return np.zeros(len(ids), dtype=np.float32)
        wanted = np.asarray(ids, dtype=np.int64)
        rows = np.minimum(np.searchsorted(self._ids, wanted), len(self._ids) - 1)
        return np.where(self._ids[rows] == wanted, scores[rows], np.float32(0)).astype(np.float32)

    def _similarity(self, vector: Sequence[float]) -> NDArray[np.float32]:
        wanted = np.asarray(vector, dtype=np.float32)
        key = wanted.tobytes()
        if key not in self._cosines:
            self._cosines[key] = self._matrix @ wanted if self._matrix.size else np.zeros(len(self._ids), np.float32)
        return kept(self._cosines, key, _KEPT_VECTORS)

    def _bm25(self, words: Sequence[str]) -> NDArray[np.float32]:
        scores = np.zeros(len(self._ids), dtype=np.float32)
        for word in words:
            if word not in self._words:
                found = np.array(self._store.scores([word]), dtype=np.float64).reshape(-1, 2)
                ids, rows = found[:, 0].astype(np.int64), np.searchsorted(self._ids, found[:, 0])
                there = rows < len(self._ids)  # a writer may be adding passages meanwhile
                there[there] = self._ids[rows[there]] == ids[there]
                self._words[word] = rows[there], found[there, 1].astype(np.float32)
            rows, values = kept(self._words, word, _KEPT_WORDS)
            scores[rows] += values
        return scores

    def _refresh(self) -> None:
        state = self._store.state()
        if state == self._state:
            return
        articles = self._store.passage_articles()
        vectors = dict(self._store.vectors())
        self._ids = np.array(sorted(articles), dtype=np.int64)
        self._numbers = {article: number for number, article in enumerate(dict.fromkeys(articles.values()))}
        self._article = np.array([self._numbers[articles[int(i)]] for i in self._ids], dtype=np.int64)
        self._has_vector = np.array([int(i) in vectors for i in self._ids], dtype=np.bool_)
        empty = b"\0" * len(next(iter(vectors.values()), b""))
        packed = b"".join(vectors.get(int(i), empty) for i in self._ids)
        self._matrix = (
            np.frombuffer(packed, dtype="<f2").astype(np.float32).reshape(len(self._ids), -1)
            if packed
            else np.empty((0, 0), dtype=np.float32)
        )
        self._cosines.clear()
        self._words.clear()
        self._state = state


def kept(cache: OrderedDict[K, V], key: K, limit: int) -> V:
    """The value of a key that is there, which becomes the last to go; what was used longest ago goes beyond `limit`."""
    cache.move_to_end(key)
    while len(cache) > limit:
        cache.popitem(last=False)
    return cache[key]
