"""Made-up embeddings for tests of the archive itself: instant, the same every time, alike for texts that share words."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

DIMENSION = 384


class MadeUpEncoder:
    """Stands in for a model (`index.embed.Encoder`): a text's vector is the sum of random vectors, one a word."""

    def encode(self, texts: Sequence[str], *, query: bool) -> NDArray[np.float32]:
        """Unit vectors."""
        out = np.zeros((len(texts), DIMENSION), dtype=np.float32)
        for row, text in zip(out, texts, strict=True):
            for word in re.findall(r"\w+", text.lower()) or [""]:
                row += _of(word)
        out /= np.maximum(np.linalg.norm(out, axis=1, keepdims=True), 1e-6)
        return out


@lru_cache(maxsize=50_000)
def _of(word: str) -> NDArray[np.float32]:
    seed = int.from_bytes(hashlib.blake2b(word.encode(), digest_size=8).digest(), "little")
    return np.random.default_rng(seed).standard_normal(DIMENSION).astype(np.float32)
