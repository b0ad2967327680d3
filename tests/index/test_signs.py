"""Signs of vectors, as they are kept and as they are compared."""

from __future__ import annotations

import numpy as np
import pytest

from index import signs


@pytest.mark.parametrize("numbers", [384, 100, 3])
def test_signs_that_were_kept_are_those_of_the_vectors(numbers: int) -> None:
    vectors = np.random.default_rng(1).normal(size=(5, numbers)).astype("<f2")
    vectors[0, 0], vectors[1, 1] = 0.0, -0.0
    kept = [signs.packed(vector.tobytes()) for vector in vectors]
    assert {len(bits) for bits in kept} == {-(-numbers // 8)}
    words = signs.of(vectors)
    assert words.shape == (-(-numbers // 64), 5)
    assert np.array_equal(signs.unpacked(kept), words)
    bits = np.unpackbits(np.ascontiguousarray(words.T).view(np.uint8), axis=1)
    assert np.array_equal(bits[:, :numbers], vectors > 0)
    assert not bits[:, numbers:].any()
