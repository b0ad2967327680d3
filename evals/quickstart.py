"""LlamaIndex's quickstart over Chroma, for comparison: VectorStoreIndex, its embedding class's batches of ten, no tricks."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from llama_index.core import StorageContext, VectorStoreIndex
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.bridge.pydantic import PrivateAttr
from llama_index.core.schema import NodeRelationship, RelatedNodeInfo, TextNode
from numpy.typing import NDArray

from index.embed import bundled_folder

BATCH = 10  # HuggingFaceEmbedding's default


class PlainEmbedding(BaseEmbedding):
    """What HuggingFaceEmbedding does, which is not installed: sentence-transformers in float32, batch by batch."""

    _model: Any = PrivateAttr()

    def __init__(self) -> None:
        super().__init__(model_name="all-MiniLM-L6-v2", embed_batch_size=BATCH)
        from sentence_transformers import SentenceTransformer

        self._model = SentenceTransformer(str(bundled_folder()), device="cpu", local_files_only=True)

    def _embed(self, texts: list[str]) -> list[list[float]]:
        made = self._model.encode(texts, batch_size=BATCH, normalize_embeddings=True, show_progress_bar=False)
        return made.tolist()  # type: ignore[no-any-return]

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        return self._embed(texts)

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._embed([text])[0]

    def _get_query_embedding(self, query: str) -> list[float]:
        return self._embed([query])[0]

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_query_embedding(query)


@dataclass(frozen=True, slots=True)
class Quickstart:
    """An index made, the seconds that took (the model was loaded before), and the vectors in the order of the texts."""

    index: VectorStoreIndex
    seconds: float
    vectors: NDArray[np.float32]


def build(texts: Sequence[str], article_ids: Sequence[str], folder: Path) -> Quickstart:
    """Indexes texts, each a node of its article, into a Chroma folder."""
    import chromadb
    from chromadb.config import Settings
    from llama_index.vector_stores.chroma import ChromaVectorStore

    embedding = PlainEmbedding()
    embedding.get_text_embedding("The first text takes longest.")
    client = chromadb.PersistentClient(str(folder), Settings(anonymized_telemetry=False))
    collection = client.get_or_create_collection("quickstart", embedding_function=None)
    nodes = [
        TextNode(
            id_=str(n), text=text, relationships={NodeRelationship.SOURCE: RelatedNodeInfo(node_id=article_ids[n])}
        )
        for n, text in enumerate(texts)
    ]
    context = StorageContext.from_defaults(vector_store=ChromaVectorStore(chroma_collection=collection))
    began = time.perf_counter()
    index = VectorStoreIndex(nodes, storage_context=context, embed_model=embedding)
    seconds = time.perf_counter() - began
    found = collection.get(include=["embeddings"])
    order = np.argsort([int(i) for i in found["ids"]])
    return Quickstart(index, seconds, np.asarray(found["embeddings"], dtype=np.float32)[order])
