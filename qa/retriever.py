"""Retrieval as a LlamaIndex retriever, apart from `qa.retrieve`: LlamaIndex takes a second to import."""

from __future__ import annotations

from collections.abc import Sequence

from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode

from index.article import Article, Passage
from index.corpus import Corpus
from index.sentences import Span, begins_between
from index.wordcount import length_in_words
from qa.ranking import Judge, Ranked, rank


class HybridRetriever(BaseRetriever):
    """An archive's passages by vectors and full-text search (`qa.ranking.rank`), in the order in which they were chosen.

    Passages are found small and given with the sentences around them, up to `Settings.context_words`; one that stands
    in what an earlier node gives already is left out. A node's `score` is its rank's: from 1 down to 0, for programs
    that sort by it. Its metadata keep "cosine", "bm25", "passage" (start and end of what was found, characters of the
    article) and, where other articles have nearly the same passage, "copies" (their ids).
    """

    def __init__(
        self, corpus: Corpus, top_k: int, article_ids: Sequence[str] | None = None, judge: Judge | None = None
    ) -> None:
        super().__init__()
        self._corpus, self._top_k, self._article_ids, self._judge = corpus, top_k, article_ids, judge

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        wide = self._corpus.settings.context_words > 0
        found = rank(
            self._corpus,
            query_bundle.query_str,
            2 * self._top_k if wide else self._top_k,  # some will stand in the context of others
            article_ids=self._article_ids,
            vector=query_bundle.embedding,
            judge=self._judge,
        )
        return nodes(self._corpus, found)[: self._top_k]


def nodes(corpus: Corpus, found: Sequence[Ranked]) -> list[NodeWithScore]:
    """Passages in their context as LlamaIndex nodes: the text with its offsets in the article, and the article's metadata."""
    articles = {a: corpus.article(a) for a in {r.passage.article_id for r in found}}
    sentences = {a: corpus.store.sentences_of(a) for a in articles}
    given: list[tuple[Ranked, Span]] = []
    for ranked in found:
        passage = ranked.passage
        if all(
            other.passage.article_id != passage.article_id or passage.start < start or end < passage.end
            for other, (start, end) in given
        ):
            of = passage.article_id
            given.append((ranked, context(passage, articles[of], sentences[of], corpus.settings.context_words)))
    out = []
    for place, (ranked, (start, end)) in enumerate(given):
        passage = ranked.passage
        article = articles[passage.article_id]
        day = article.published.day
        node = TextNode(
            id_=str(passage.id),
            text=article.text[start:end],
            start_char_idx=start,
            end_char_idx=end,
            metadata={
                "article_id": article.id,
                "title": article.title,
                "source": article.source,
                "published": day.isoformat() if day else None,
                "published_how": article.published.how,
                "cosine": ranked.cosine,
                "bm25": ranked.bm25,
                "passage": [passage.start, passage.end],
                **({"copies": list(ranked.copies)} if ranked.copies else {}),
            },
            excluded_llm_metadata_keys=["article_id", "published_how", "cosine", "bm25", "passage", "copies"],
        )
        out.append(NodeWithScore(node=node, score=1 - place / len(given)))
    return out


def context(passage: Passage, article: Article, sentences: Sequence[Span], words: int) -> Span:
    """Where the passage stands with the sentences around it, on both sides alike, at most `words` words in all: (start, end)
    characters of the article. `sentences` are all of the article's, in order; it ends before boilerplate."""
    skips = tuple(sorted(article.skipped))
    first = sentences.index(passage.sentences[0])
    last = sentences.index(passage.sentences[-1])
    held = length_in_words(passage.text)
    sides = {-1: 0, 1: 0}  # words added before and after; a side that is full goes
    while sides:
        side = min(sides, key=lambda s: (sides[s], -s))
        at = first - 1 if side < 0 else last + 1
        if 0 <= at < len(sentences):
            one, other = sorted((sentences[at], sentences[first if side < 0 else last]))
            count = length_in_words(article.text[slice(*sentences[at])])
            if held + count <= words and not begins_between(skips, one[1], other[0]):
                held, sides[side] = held + count, sides[side] + count
                first, last = min(first, at), max(last, at)
                continue
        del sides[side]
    return sentences[first][0], sentences[last][1]
