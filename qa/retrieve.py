"""Retrieval: vectors and full-text search, each a LlamaIndex retriever, fused by reciprocal ranks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode

from index.article import Passage
from index.corpus import Corpus
from qa.period import Period
from qa.question import Question
from qa.words import content_words, tokens


@dataclass(frozen=True, slots=True)
class Evidence:
    """A retrieved passage. `score` is its fused score (a sum of 1/(k + rank)), `cosine` its similarity to the
    question (-1..1; None when only full-text search found it)."""

    passage: Passage
    score: float
    cosine: float | None


class DenseRetriever(BaseRetriever):
    """The passages whose vectors are nearest to the question; scores are cosines."""

    def __init__(self, corpus: Corpus, top_k: int, article_ids: Sequence[str] | None = None) -> None:
        super().__init__()
        self._corpus, self._top_k, self._article_ids = corpus, top_k, article_ids

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        vector = query_bundle.embedding or self._corpus.embedding.get_query_embedding(query_bundle.query_str)
        return nodes(self._corpus, self._corpus.nearest(vector, self._top_k, self._article_ids))


class LexicalRetriever(BaseRetriever):
    """The passages that share the question's words; scores are BM25 as SQLite's FTS5 computes it."""

    def __init__(self, corpus: Corpus, top_k: int, article_ids: Sequence[str] | None = None) -> None:
        super().__init__()
        self._corpus, self._top_k, self._article_ids = corpus, top_k, article_ids

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        query = fts_query(query_bundle.query_str)
        found = self._corpus.store.lexical(query, self._top_k, self._article_ids) if query else []
        return nodes(self._corpus, found)


class HybridRetriever(BaseRetriever):
    """Dense and lexical retrieval fused by reciprocal ranks (Cormack, Clarke and Büttcher, SIGIR 2009): a passage's
    score is the sum over both lists of 1 / (rrf_k + rank), rank from 1. Node metadata keep both scores."""

    def __init__(self, corpus: Corpus, top_k: int, article_ids: Sequence[str] | None = None) -> None:
        super().__init__()
        settings = corpus.settings
        self._top_k, self._rrf_k = top_k, settings.rrf_k
        self._retrievers: list[BaseRetriever] = []
        if settings.dense_k:
            self._retrievers.append(DenseRetriever(corpus, max(top_k, settings.dense_k), article_ids))
        if settings.lexical_k:
            self._retrievers.append(LexicalRetriever(corpus, max(top_k, settings.lexical_k), article_ids))

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        fused: dict[str, NodeWithScore] = {}
        for retriever in self._retrievers:
            key = "cosine" if isinstance(retriever, DenseRetriever) else "bm25"
            for rank, found in enumerate(retriever.retrieve(query_bundle), 1):
                entry = fused.setdefault(found.node.node_id, NodeWithScore(node=found.node, score=0.0))
                entry.node.metadata[key] = found.score
                entry.score = (entry.score or 0.0) + 1.0 / (self._rrf_k + rank)
        return sorted(fused.values(), key=lambda n: (-(n.score or 0.0), int(n.node.node_id)))[: self._top_k]


def retrieve(corpus: Corpus, question: Question, top_k: int, period: Period | None = None) -> list[Evidence]:
    """The `top_k` best passages for a question, within its filters, best first.

    A `period` that the question names is a preference and no filter: the passages of the articles from those days get
    a second vote, and the others stay in the race.
    """
    article_ids = corpus.select(question.source, question.after, question.before)
    if article_ids is not None and not article_ids:
        return []
    found = {n.node.node_id: n for n in HybridRetriever(corpus, 2 * top_k, article_ids).retrieve(question.text)}
    if period is not None:
        then = corpus.select(question.source, period.first_day, period.told_until)
        for n in HybridRetriever(corpus, top_k, then).retrieve(question.text) if then else []:
            entry = found.setdefault(n.node.node_id, NodeWithScore(node=n.node, score=0.0))
            entry.score = (entry.score or 0.0) + (n.score or 0.0)
    best = sorted(found.values(), key=lambda n: (-(n.score or 0.0), int(n.node.node_id)))[:top_k]
    passages = {p.id: p for p in corpus.passages([int(n.node.node_id) for n in best])}
    return [
        Evidence(passages[int(n.node.node_id)], float(n.score or 0.0), n.node.metadata.get("cosine"))
        for n in best
        if int(n.node.node_id) in passages
    ]


def nodes(corpus: Corpus, found: Sequence[tuple[int, float]]) -> list[NodeWithScore]:
    """Passages as LlamaIndex nodes: the text with its offsets in the article, and the article's metadata."""
    passages = {p.id: p for p in corpus.passages([i for i, _ in found])}
    articles = {a: corpus.article(a) for a in {p.article_id for p in passages.values()}}
    out = []
    for passage_id, score in found:
        passage = passages.get(passage_id)
        if passage is None:  # its article went while Chroma still had the vector
            continue
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
            },
            excluded_llm_metadata_keys=["article_id", "published_how", "cosine", "bm25"],
        )
        out.append(NodeWithScore(node=node, score=score))
    return out


def fts_query(text: str) -> str:
    """An FTS5 query for any of the text's content words (all its words when it has none), "" when it has no word."""
    words = content_words(text) or tokens(text)
    terms = {part for word in words for part in word.replace("’", "'").replace('"', "").split("-") if part}
    return " OR ".join(f'"{term}"' for term in sorted(terms))
