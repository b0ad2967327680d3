"""The vectors: one Chroma collection, reached through LlamaIndex, always rebuildable from the store of record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from index.errors import CorpusError

COLLECTION = "passages"
BATCH = 2000  # Chroma refuses more than 5,461 in one call


class Vectors:
    """The vectors of an archive's passages, by passage id."""

    def __init__(self, folder: Path) -> None:
        """Opens the folder, making it if need be. Raises CorpusError when Chroma cannot open it."""
        import chromadb
        from chromadb.config import Settings as ChromaSettings
        from llama_index.vector_stores.chroma import ChromaVectorStore

        self._folder = folder
        with self._errors():
            self._client = chromadb.PersistentClient(str(folder), ChromaSettings(anonymized_telemetry=False))
            self._collection = self._client.get_or_create_collection(
                COLLECTION, embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
            )
        self.as_vector_store: Any = ChromaVectorStore(chroma_collection=self._collection)

    def __len__(self) -> int:
        with self._errors():
            return int(self._collection.count())

    def ids(self) -> list[int]:
        """The passage ids that have a vector."""
        with self._errors():
            return [int(i) for i in self._collection.get(include=[])["ids"]]

    @contextmanager
    def _errors(self) -> Iterator[None]:
        """Turns what Chroma raises over damaged files into CorpusError."""
        from chromadb.errors import ChromaError

        try:
            yield
        except (ChromaError, ValueError, OSError, RuntimeError, KeyError, TypeError, AttributeError) as error:
            raise self._damaged(error) from error
        except BaseException as error:
            # Its core is written in Rust, and a panic there is no Exception.
            if type(error).__name__ == "PanicException":
                raise self._damaged(error) from error
            raise

    def _damaged(self, error: BaseException) -> CorpusError:
        return CorpusError(
            f"The vectors in {self._folder} cannot be read ({str(error)[:200]}). Run `dateline doctor`: it makes them anew "
            "from the archive."
        )

    def upsert(self, ids: Sequence[int], article_ids: Sequence[str], vectors: Any) -> None:
        """Adds or replaces vectors, an array of float32 of shape (len(ids), dimension)."""
        for at in range(0, len(ids), BATCH):
            some = slice(at, at + BATCH)
            with self._errors():
                self._collection.upsert(
                    ids=[str(i) for i in ids[some]],
                    embeddings=vectors[some],
                    metadatas=[{"article_id": article_id} for article_id in article_ids[some]],
                    documents=[""] * len(ids[some]),  # the text is in the store of record; LlamaIndex wants a document
                )

    def delete(self, ids: Sequence[int]) -> None:
        """Removes vectors; ids that are not there are passed over."""
        for at in range(0, len(ids), BATCH):
            with self._errors():
                self._collection.delete(ids=[str(i) for i in ids[at : at + BATCH]])

    def clear(self) -> None:
        """Removes every vector."""
        self.delete(self.ids())

    def nearest(self, vector: Sequence[float], k: int, article_ids: Sequence[str] | None) -> list[tuple[int, float]]:
        """The `k` nearest passages: (passage id, cosine similarity), nearest first. `article_ids` restricts the search.

        ChromaVectorStore reports exp(-distance); with the cosine space that distance is 1 - cosine.
        """
        import math

        from llama_index.core.vector_stores.types import (
            FilterOperator,
            MetadataFilter,
            MetadataFilters,
            VectorStoreQuery,
        )

        if article_ids is not None and not article_ids:
            return []
        filters = None
        if article_ids is not None:
            wanted = MetadataFilter(key="article_id", value=list(article_ids), operator=FilterOperator.IN)
            filters = MetadataFilters(filters=[wanted])
        with self._errors():
            result = self.as_vector_store.query(
                VectorStoreQuery(query_embedding=list(vector), similarity_top_k=k, filters=filters)
            )
        pairs = zip(result.ids or [], result.similarities or [], strict=True)
        return [(int(i), 1.0 + math.log(s)) for i, s in pairs]
