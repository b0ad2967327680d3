"""Exact nearest passages, by the vectors of the store of record held in memory."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from index.store import Store

LIMIT = 50_000  # passages up to which this is taken: 75 MB


class ExactVectors:
    """The vectors of an archive as one matrix, read again when the archive has changed."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._state: tuple[int, int] | None = None
        self._ids: NDArray[np.int64] = np.empty(0, dtype=np.int64)
        self._matrix: NDArray[np.float32] = np.empty((0, 0), dtype=np.float32)
        self._articles: dict[int, str] = {}

    def nearest(self, vector: Sequence[float], k: int, article_ids: Sequence[str] | None) -> list[tuple[int, float]]:
        """The `k` nearest passages: (passage id, cosine similarity), nearest first. `article_ids` restricts the search."""
        self._refresh()
        if not len(self._ids) or k <= 0:
            return []
        cosines = self._matrix @ np.asarray(vector, dtype=np.float32)
        if article_ids is not None:
            wanted = set(article_ids)
            outside = [self._articles.get(int(i)) not in wanted for i in self._ids]
            cosines[np.array(outside)] = -np.inf
        k = min(k, len(cosines))
        best = np.argpartition(-cosines, k - 1)[:k]
        best = best[np.lexsort((self._ids[best], -cosines[best]))]
        return [(int(self._ids[i]), float(cosines[i])) for i in best if cosines[i] > -np.inf]

    def _refresh(self) -> None:
        state = self._store.state()
        if state == self._state:
            return
        pairs = list(self._store.vectors())
        self._ids = np.array([i for i, _ in pairs], dtype=np.int64)
        packed = b"".join(vector for _, vector in pairs)
        self._matrix = (
            np.frombuffer(packed, dtype="<f2").astype(np.float32).reshape(len(pairs), -1) if pairs else self._matrix[:0]
        )
        self._articles = self._store.passage_articles()
        self._state = state
