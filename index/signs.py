"""The signs of a vector's numbers, which stand for it where a large archive is searched: one bit for each number."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

_WORD = 8  # bytes


def packed(vector: bytes) -> bytes:
    """The signs of a vector of little-endian float16: a bit for each number, 1 where it is above 0, the first number's the
    highest of the first byte."""
    return np.packbits(np.frombuffer(vector, dtype="<f2") > 0).tobytes()


def of(vectors: NDArray[np.floating]) -> NDArray[np.uint64]:
    """The signs of vectors (of shape (n, numbers)) in words of 64, of shape (words, n)."""
    return _in_words(np.packbits(vectors > 0, axis=1))


def unpacked(signs: Sequence[bytes]) -> NDArray[np.uint64]:
    """What `packed` made of vectors in words of 64, of shape (words, n)."""
    return _in_words(np.frombuffer(b"".join(signs), dtype=np.uint8).reshape(len(signs), -1))


def _in_words(bits: NDArray[np.uint8]) -> NDArray[np.uint64]:
    missing = -bits.shape[1] % _WORD
    bits = np.pad(bits, ((0, 0), (0, missing))) if missing else bits
    return np.ascontiguousarray(np.ascontiguousarray(bits).view(np.uint64).T)
