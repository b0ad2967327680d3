"""What differs between the parts of an archive, and the mending of it from the store of record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from index.errors import MisplacedVectorsError, VectorsError

if TYPE_CHECKING:
    from index.corpus import Corpus, Progress

SAMPLE = 50  # vectors that are looked up to see whether Chroma finds them


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was wrong, and whether it is right now."""

    what: str
    mended: bool


def examine(corpus: Corpus, *, mend: bool, on_progress: Progress | None = None) -> list[Finding]:
    """What is wrong with an archive; with `mend`, it is put right as far as the store of record allows.

    Raises CorpusError when it is to be mended while another process writes, and when a server cannot be reached.
    """
    store = corpus.store
    damage = store.faults()
    if damage:
        advice = "Restore the folder from a copy, or index the articles into a new one"
        return [Finding(f"the store of record is damaged: {fault}. {advice}.", False) for fault in damage]
    found: list[Finding] = []
    if store.search_differs():
        if mend:
            with corpus.writing(), store.transaction():
                store.rebuild_search()
        found.append(Finding("the full-text index did not hold every passage.", mend))
    if unsigned := store.unsigned():
        if mend:
            with corpus.writing(), store.transaction():
                store.put_vectors(store.vectors_of(unsigned).items())
        found.append(Finding(f"vectors without their signs: {len(unsigned)}.", mend))
    undone = {
        "passages without a vector": store.count_pending(),
        "vectors of removed passages": len(store.orphans()),
        "articles not dated": int(store.get_meta("dated") == "no"),
    }
    found += [Finding(f"{what}: {count}.", mend) for what, count in undone.items() if count]
    fault = _vector_fault(corpus)
    if fault:
        found.append(Finding(fault, mend))
    if mend and found:
        if fault:
            corpus.rebuild_vectors(on_progress)
        corpus.finish(on_progress)
        left = _vector_fault(corpus)
        if left:
            found.append(Finding(left, False))
    return found


def _vector_fault(corpus: Corpus) -> str:
    """Why the vectors in Chroma are not those of the store of record; "" when they are."""
    store = corpus.store
    try:
        there, wanted = set(corpus.vectors.ids()), set(store.embedded())
        if there - set(store.orphans()) != wanted:
            return f"Chroma lacked {len(wanted - there)} vectors and had {len(there - wanted)} too many."
        step = max(1, len(wanted) // SAMPLE)
        for number, (passage_id, packed) in enumerate(store.vectors()):
            if number % step == 0 and passage_id in wanted:
                vector = np.frombuffer(packed, dtype="<f2").astype(np.float32)
                (best, *_) = corpus.vectors.nearest(vector.tolist(), 1, None) or [(0, -1.0)]
                if best[1] < 0.99:
                    return f"Chroma did not find the vector of passage {passage_id}."
    except MisplacedVectorsError:
        return "the vectors were not where DATELINE_CHROMA, or that it is not set, wants them."
    except VectorsError as error:
        return str(error)
    return ""
