"""Search in memory in archives too large for exact search: by the signs of the vectors' numbers, and by the rarest words.

A vector is kept as the signs of its numbers, 48 bytes instead of 1,536. Of those whose signs are most like a question's the
likeliest are compared by their vectors themselves, which stay in the store of record; and the passages that hold the
rarest of a question's words are scored by all of its words. `python -m evals.bench --scale` measures what is missed by that.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from itertools import chain, islice
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index import signs
from index.exact import kept

if TYPE_CHECKING:
    from index.store import Store

_WEIGHED = 8000  # passages whose signs are weighed by the numbers of the question
_COMPARED = 800  # and, of these, those whose vectors themselves are compared
_POSTINGS = 5_000  # occurrences of the rarest words that are looked at; a common word adds little to a score
_SCORED = 60  # passages that are scored by all words
_QUESTIONS = 8  # a question is searched for several times, within different articles
_AT_A_TIME = 4096
_SAMPLE = 20_000
_MARGIN = 1.25
_WITHOUT = np.iinfo(np.uint16).max
_BYTE = 256
_BITS = np.unpackbits(np.arange(_BYTE, dtype=np.uint8)[:, None], axis=1).astype(np.float32)  # of each value of a byte

_Found = tuple[NDArray[np.int64], NDArray[np.float32]]


class Coded:
    """The signs of an archive's vectors, followed as it changes.

    What has been removed meanwhile stays until the archive is opened again; it is found no more, since its vector is gone.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = threading.Lock()  # the page answers several visitors at once
        self._state: tuple[int, int] | None = None  # that of the archive which the passages are of
        self._looked: tuple[int, int] | None = None  # that which the signs are of
        self._ids: NDArray[np.int64] = np.empty(0, dtype=np.int64)
        self._article: NDArray[np.int32] = np.empty(0, dtype=np.int32)
        self._numbers: dict[str, int] = {}
        self._signs: NDArray[np.uint64] = np.empty((0, 0), dtype=np.uint64)  # (words of 64 signs, passages)
        self._lacking: set[int] = set()  # passages before the next one whose vector has yet to be made
        self._next = 0  # the first passage whose vector has not been looked for
        self._distances: OrderedDict[bytes, NDArray[np.uint16]] = OrderedDict()
        self._postings: OrderedDict[tuple[str, ...], _Found] = OrderedDict()
        self._frequencies: dict[str, int] = {}

    def nearest(self, vector: Sequence[float], k: int, article_ids: Sequence[str] | None) -> list[tuple[int, float]]:
        """The `k` nearest passages: (passage id, cosine similarity), nearest first. `article_ids` restricts the search."""
        with self._lock:
            self._refresh()
            self._take_signs()
            distances = self._distance(vector)
            if article_ids is not None:
                distances = np.where(self._within(article_ids), distances, np.uint16(_WITHOUT))
            rows = self._best_weighed(vector, _least(distances, max(_WEIGHED, 20 * k)), max(_COMPARED, 4 * k))
            ids = self._ids[rows]
        cosines = self.cosines(vector, ids.tolist())
        found = [(int(i), float(c)) for i, c in zip(ids, cosines, strict=True) if c]
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))[:k]

    def lexical(self, words: Sequence[str], k: int, article_ids: Sequence[str] | None) -> list[tuple[int, float]]:
        """The `k` passages with the highest BM25 score for any of the words, of those that hold one of the rarest:
        (passage id, score), best first."""
        with self._lock:
            self._refresh()
            rarest = self._rarest(words)
            ids, scores = self._holding(rarest)
            if article_ids is not None and len(ids):
                rows = np.minimum(np.searchsorted(self._ids, ids), len(self._ids) - 1)
                inside = self._within(article_ids)[rows] & (self._ids[rows] == ids)
                ids, scores = ids[inside], scores[inside]
        order = np.lexsort((ids, -scores))[: max(_SCORED, k)]
        ids, scores = ids[order], scores[order]
        found = list(zip(ids.tolist(), scores.tolist(), strict=True))
        if set(rarest) != set(words):
            found = self._store.scores(words, ids.tolist())
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))[:k]

    def cosines(self, vector: Sequence[float], ids: Sequence[int]) -> NDArray[np.float32]:
        """The cosine similarity of each of the passages; 0 for one that has no vector."""
        out = np.zeros(len(ids), dtype=np.float32)
        vectors = self._store.vectors_of(ids)
        there = [row for row, i in enumerate(ids) if i in vectors]
        if there:
            packed = b"".join(vectors[ids[row]] for row in there)
            matrix = np.frombuffer(packed, dtype="<f2").reshape(len(there), -1).astype(np.float32)
            out[there] = matrix @ np.asarray(vector, dtype=np.float32)
        return out

    def bm25(self, words: Sequence[str], ids: Sequence[int]) -> NDArray[np.float32]:
        """The BM25 score of each of the passages; 0 for one that has none of the words."""
        found = dict(self._store.scores(words, ids))
        return np.array([found.get(i, 0.0) for i in ids], dtype=np.float32)

    def _rarest(self, words: Sequence[str]) -> tuple[str, ...]:
        """The rarest of the words, as many as there may be looked at."""
        for word in words:
            if word not in self._frequencies:
                self._frequencies[word] = self._store.frequency(word)
        ordered = sorted((self._frequencies[word], word) for word in set(words) if self._frequencies[word])
        chosen, total = list[str](), 0
        for count, word in ordered:
            if chosen and total + count > _POSTINGS:
                break
            chosen.append(word)
            total += count
        return tuple(chosen)

    def _holding(self, words: tuple[str, ...]) -> _Found:
        """All passages that hold one of the words, and their scores by these."""
        if words not in self._postings:
            rows = np.array(self._store.scores(words) if words else [], dtype=np.float64).reshape(-1, 2)
            self._postings[words] = rows[:, 0].astype(np.int64), rows[:, 1].astype(np.float32)
        return kept(self._postings, words, _QUESTIONS)

    def _within(self, article_ids: Sequence[str]) -> NDArray[np.bool_]:
        wanted = np.zeros(len(self._numbers) + 1, dtype=np.bool_)
        wanted[[self._numbers[a] for a in article_ids if a in self._numbers]] = True
        inside: NDArray[np.bool_] = wanted[self._article]
        return inside

    def _distance(self, vector: Sequence[float]) -> NDArray[np.uint16]:
        """In how many signs each passage differs from a vector."""
        wanted = np.asarray(vector, dtype=np.float32)
        key = wanted.tobytes()
        if key not in self._distances:
            total = np.zeros(len(self._ids), dtype=np.uint16)
            for of_all, of_this in zip(
                self._signs, signs.of(wanted[None])[:, 0], strict=False
            ):  # there may be none yet
                total += np.bitwise_count(of_all ^ of_this)
            if self._lacking:
                total[np.searchsorted(self._ids, sorted(self._lacking))] = _WITHOUT
            self._distances[key] = total
        return kept(self._distances, key, _QUESTIONS)

    def _best_weighed(self, vector: Sequence[float], rows: NDArray[np.int64], count: int) -> NDArray[np.int64]:
        """The rows whose signs fit the vector best, where its numbers are large above all."""
        if len(rows) <= count:
            return rows
        codes = np.ascontiguousarray(self._signs[:, rows].T).view(np.uint8)
        numbers = np.zeros(8 * codes.shape[1], dtype=np.float32)
        numbers[: len(vector)] = vector
        # What each byte of a code adds is looked up: of its eight signs, the sum of the numbers where there is one.
        sums = (numbers.reshape(-1, 8) @ _BITS.T).ravel()
        fit = sums.take(codes + _BYTE * np.arange(codes.shape[1])).sum(axis=1)
        return rows[np.sort(np.argpartition(-fit, count)[:count])]

    def _refresh(self) -> None:
        state = self._store.state()
        if state == self._state:
            return
        self._distances.clear()
        self._postings.clear()
        self._frequencies.clear()
        last = int(self._ids[-1]) if len(self._ids) else 0
        fresh = [np.empty(0, dtype=np.int64)]
        numbers = [np.empty(0, dtype=np.int32)]
        for article, passages in self._store.passages_by_article(last + 1):
            fresh.append(np.array(passages, dtype=np.int64))
            numbers.append(
                np.full(len(passages), self._numbers.setdefault(article, len(self._numbers)), dtype=np.int32)
            )
        ids = np.concatenate(fresh)
        order = np.argsort(ids)
        self._ids = np.concatenate([self._ids, ids[order]])
        self._article = np.concatenate([self._article, np.concatenate(numbers)[order]])
        self._state = state

    def _take_signs(self) -> None:
        """Reads the signs of the vectors that have been made since this was last called."""
        if self._looked == self._state:
            return
        late = self._store.signs_of(sorted(self._lacking)).items()
        kept_signs = chain(late, self._store.signs(self._next))
        passages, made = list[int](), list[NDArray[np.uint64]]()
        while some := list(islice(kept_signs, _AT_A_TIME)):
            passages += [passage for passage, _ in some]
            made.append(signs.unpacked([bits for _, bits in some]))
        known = np.zeros((len(made[0]) if made else len(self._signs), len(self._ids)), dtype=np.uint64)
        known[: len(self._signs), : self._signs.shape[1]] = self._signs
        if made:
            rows = np.searchsorted(self._ids, passages)
            there = self._ids[np.minimum(rows, len(self._ids) - 1)] == passages  # a writer may be adding some meanwhile
            known[:, rows[there]] = np.concatenate(made, axis=1)[:, there]
        self._signs = known
        self._lacking.update(self._ids[np.searchsorted(self._ids, self._next) :].tolist())
        self._lacking.difference_update(passages)
        self._next = int(self._ids[-1]) + 1 if len(self._ids) else 0
        self._looked = self._state


def _least(distances: NDArray[np.uint16], count: int) -> NDArray[np.int64]:
    """The rows of the `count` least distances and of somewhat more: how far they reach is taken from a sample."""
    sample = distances[:: max(1, len(distances) // _SAMPLE)]
    wanted = _MARGIN * count * len(sample) / max(1, len(distances))
    at_most = int(np.searchsorted(np.cumsum(np.bincount(sample)), wanted))
    return np.flatnonzero(distances <= min(at_most, _WITHOUT - 1))
