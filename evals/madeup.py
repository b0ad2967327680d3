"""Made-up embeddings for tests of the archive itself: instant, the same every time, alike for texts that share words, or,
as a model's are, for texts about the same."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

DIMENSION = 384
_TOPIC, _OWN, _PLAIN = 0.8, 0.6, 0.1


class MadeUpEncoder:
    """Stands in for a model (`index.embed.Encoder`): a text's vector is the sum of random vectors, one a word."""

    def encode(self, texts: Sequence[str], *, query: bool) -> NDArray[np.float32]:
        """Unit vectors."""
        out = np.zeros((len(texts), DIMENSION), dtype=np.float32)
        for row, text in zip(out, texts, strict=True):
            for word in re.findall(r"\w+", text.lower()) or [""]:
                row += self.of_word(word)
        out /= np.maximum(np.linalg.norm(out, axis=1, keepdims=True), 1e-6)
        return out

    def of_word(self, word: str) -> NDArray[np.float32]:
        """What a word adds to the vector of its text."""
        return _of(word)


class TopicalEncoder(MadeUpEncoder):
    """Words of one topic are alike, and words without one count little. Over 11,000 passages of `evals.madeuptext` the
    cosines to the nearest other passage, the tenth, the hundredth and the thousandth are .87, .67, .14 and .08 on average
    (.85, .75, .47 and .27 over 17,000 of news with the bundled model), and those of a question .41, .35, .14 and .08 (.63,
    .51, .34 and .21): its neighbours are about as near one another, and harder to find."""

    def __init__(self, topics: Mapping[str, Sequence[int]]) -> None:
        """`topics` are those of each word that has any, by number."""
        self._topics = topics
        self._known: dict[str, NDArray[np.float32]] = {}

    def of_word(self, word: str) -> NDArray[np.float32]:
        """What a word adds to the vector of its text."""
        if word not in self._known:
            about = sum((_of(f"topic {n}") for n in self._topics.get(word, ())), np.zeros(DIMENSION, dtype=np.float32))
            self._known[word] = _TOPIC * about + (_OWN if word in self._topics else _PLAIN) * _of(word)
        return self._known[word]


@lru_cache(maxsize=50_000)
def _of(word: str) -> NDArray[np.float32]:
    seed = int.from_bytes(hashlib.blake2b(word.encode(), digest_size=8).digest(), "little")
    return np.random.default_rng(seed).standard_normal(DIMENSION).astype(np.float32)
