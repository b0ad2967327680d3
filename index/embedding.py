"""The embedding model as LlamaIndex sees it. Dateline itself uses `index.embed`: LlamaIndex takes a second to import."""

from __future__ import annotations

from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.bridge.pydantic import PrivateAttr

from index.embed import Encoder


class DatelineEmbedding(BaseEmbedding):
    """An encoder as a LlamaIndex embedding model."""

    _encoder: Encoder = PrivateAttr()

    def __init__(self, model_name: str, encoder: Encoder) -> None:
        super().__init__(model_name=model_name, embed_batch_size=32)
        self._encoder = encoder

    def _get_query_embedding(self, query: str) -> list[float]:
        return self._encoder.encode([query], query=True)[0].tolist()  # type: ignore[no-any-return]

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._encoder.encode([text], query=False)[0].tolist()  # type: ignore[no-any-return]

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        return self._encoder.encode(texts, query=False).tolist()  # type: ignore[no-any-return]

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_query_embedding(query)

    async def _aget_text_embedding(self, text: str) -> list[float]:
        return self._get_text_embedding(text)
