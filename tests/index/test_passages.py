from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from index.article import Article
from index.passages import MAX_CHARS, MAX_WORDS, passages
from qa.corpus import Corpus


def test_every_passage_of_the_seeds_is_whole_sentences_in_order(seeds: Corpus) -> None:
    for article in seeds.articles():
        end = 0
        for passage in seeds.store.passages_of(article.id):
            assert passage.text == article.text[passage.start : passage.end]
            assert passage.start >= end
            assert passage.sentences[0][0] == passage.start
            assert passage.sentences[-1][1] == passage.end
            end = passage.end


def test_no_passage_of_the_seeds_holds_boilerplate_or_a_header_line(seeds: Corpus) -> None:
    for article in seeds.articles():
        for passage in seeds.store.passages_of(article.id):
            assert not any(passage.start < b and a < passage.end for a, b in article.skipped)
            assert "browser" not in passage.text


def test_passages_keep_to_their_size_unless_one_sentence_is_longer() -> None:
    text = " ".join(f"Sentence number {i} has exactly seven words." for i in range(100))
    found = list(passages(Article("a", text)))
    assert all(len(text[p.start : p.end].split()) <= MAX_WORDS for p in found)
    assert len(found) < 20


@given(st.text(max_size=4000))
def test_any_text_is_cut_into_ordered_pieces_inside_it(text: str) -> None:
    end = 0
    for draft in passages(Article("a", text)):
        for a, b in draft.sentences:
            assert end <= a < b <= len(text)
            assert b - a <= MAX_CHARS
            end = b


def test_a_text_without_full_stops_is_cut_and_loses_no_word() -> None:
    text = "word " * 10_000
    kept = [w for d in passages(Article("a", text)) for a, b in d.sentences for w in text[a:b].split()]
    assert kept == text.split()
