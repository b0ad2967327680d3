"""Near-duplicates: the same story in slightly other words, found by MinHash signatures (Broder 1997) and banding."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from typing import Any, Final

import numpy as np

from index.wordcount import SPACELESS

SHINGLE: Final = 3  # words
PERMUTATIONS: Final = 125
BANDS: Final = 25  # of 5 values each: pairs of a similarity of (1/25)^(1/5) = 0.53 are found half of the time
LEAST: Final = 0.6  # estimated Jaccard similarity of shingles from which two articles are linked
_LEAST_WORDS: Final = 20
_WORD: Final = re.compile(rf"[{SPACELESS}]|[^\W{SPACELESS}]+")  # a letter is a word where no space parts them


def signature(text: str) -> bytes:
    """The MinHash signature of a text (little-endian uint32), or b"" for one too short to be compared."""
    words = _WORD.findall(text.lower())
    if len(words) < _LEAST_WORDS:
        return b""
    made = _empty().copy()
    made.update_batch({" ".join(words[i : i + SHINGLE]).encode() for i in range(len(words) - SHINGLE + 1)})
    return bytes(np.asarray(made.hashvalues, dtype="<u4").tobytes())


def bands(signed: bytes) -> list[int]:
    """Signed 64-bit keys of a signature's bands; similar texts have one in common."""
    width = len(signed) // BANDS
    keys = []
    for number in range(BANDS):
        piece = bytes([number]) + signed[number * width : (number + 1) * width]
        keys.append(int.from_bytes(hashlib.blake2b(piece, digest_size=8).digest(), "little", signed=True))
    return keys


def similarity(a: bytes, b: bytes) -> float:
    """The estimated Jaccard similarity (0..1) of two texts by their signatures."""
    return float(np.mean(np.frombuffer(a, dtype="<u4") == np.frombuffer(b, dtype="<u4")))


@lru_cache(maxsize=1)
def _empty() -> Any:
    from datasketch import MinHash

    return MinHash(num_perm=PERMUTATIONS, seed=1)
