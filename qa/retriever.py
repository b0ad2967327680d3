"""Retrieval as a LlamaIndex retriever, apart from `qa.retrieve`: LlamaIndex takes a second to import."""

from __future__ import annotations

from collections.abc import Sequence

from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode

from index.corpus import Corpus
from qa.ranking import Ranked, rank


class HybridRetriever(BaseRetriever):
    """An archive's passages by vectors and full-text search (`qa.ranking.rank`), in the order in which they were chosen.

    A node's `score` is its rank's: from 1 down to 0, for programs that sort by it. Its metadata keep "cosine", "bm25"
    and, where other articles have nearly the same passage, "copies" (their ids).
    """

    def __init__(self, corpus: Corpus, top_k: int, article_ids: Sequence[str] | None = None) -> None:
        super().__init__()
        self._corpus, self._top_k, self._article_ids = corpus, top_k, article_ids

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        found = rank(
            self._corpus,
            query_bundle.query_str,
            self._top_k,
            article_ids=self._article_ids,
            vector=query_bundle.embedding,
        )
        return nodes(self._corpus, found)


def nodes(corpus: Corpus, found: Sequence[Ranked]) -> list[NodeWithScore]:
    """Passages as LlamaIndex nodes: the text with its offsets in the article, and the article's metadata."""
    articles = {a: corpus.article(a) for a in {r.passage.article_id for r in found}}
    out = []
    for place, ranked in enumerate(found):
        passage = ranked.passage
        article = articles[passage.article_id]
        day = article.published.day
        node = TextNode(
            id_=str(passage.id),
            text=passage.text,
            start_char_idx=passage.start,
            end_char_idx=passage.end,
            metadata={
                "article_id": article.id,
                "title": article.title,
                "source": article.source,
                "published": day.isoformat() if day else None,
                "published_how": article.published.how,
                "cosine": ranked.cosine,
                "bm25": ranked.bm25,
                **({"copies": list(ranked.copies)} if ranked.copies else {}),
            },
            excluded_llm_metadata_keys=["article_id", "published_how", "cosine", "bm25", "copies"],
        )
        out.append(NodeWithScore(node=node, score=1 - place / len(found)))
    return out
