from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Article
from index.loaders import SourceFile, load
from index.passages import MAX_CHARS, MAX_WORDS, passages
from index.wordcount import length_in_words
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


def test_a_heading_stands_in_the_passage_of_what_it_heads() -> None:
    told = "The boats came back to the harbour before the storm, and the nets were full of herring again."
    text = f"{told} {told}\n\n11:30 - The bridge is closed\n\nNobody was hurt when the bridge was closed."
    drafts = list(passages(Article(id="a", text=text)))
    assert [text[d.start : d.end].split("\n")[0] for d in drafts] == [f"{told} {told}", "11:30 - The bridge is closed"]
    short = "It rained.\n\nThe bridge is closed\n\nNobody was hurt."
    assert len(list(passages(Article(id="a", text=short)))) == 1


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


CHINESE = "叛军周五清晨占领了河边的港口，政府军乘船撤离。四千名居民渡河逃往对岸！救援人员搭起了帐篷和厨房。"
JAPANESE = "金曜日の朝、反乱軍が川の港を占領した。「町は静かだ。」と市長は語った。四千人が対岸へ逃れた！"
THAI = "กองกำลังกบฏยึดท่าเรือริมแม่น้ำได้ในเช้าวันศุกร์ หลังจากปิดล้อมนานสองสัปดาห์ ชาวเมืองสี่พันคนหนีข้ามแม่น้ำไปอีกฝั่งหนึ่ง "


@pytest.mark.parametrize("ending", ["txt", "html"])
@pytest.mark.parametrize("told", [CHINESE, JAPANESE, THAI])
def test_scripts_without_spaces_are_read_and_cut_into_passages(tmp_path: Path, told: str, ending: str) -> None:
    path = tmp_path / f"a.{ending}"
    story = told * 20
    path.write_text(
        story if ending == "txt" else f"<html><body><article><h1>{told[:12]}</h1><p>{story}</p></article></body></html>"
    )
    article = load(SourceFile(path, path.name), "a")
    found = list(passages(article))
    assert len(found) >= 4
    for draft in found:
        assert length_in_words(article.text[draft.start : draft.end]) <= MAX_WORDS
    kept = "".join(article.text[d.start : d.end] for d in found)
    assert "".join(kept.split()) == "".join(article.text.split())


def test_a_short_page_in_a_script_without_spaces_is_an_article(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(f"<html><body><article><p>{CHINESE}</p></article></body></html>")
    assert "四千名居民" in load(SourceFile(path, "a.html"), "a").text


@pytest.mark.parametrize("text", ["叛" * 20_000, "a" * 20_000, ("b" * 700 + " ") * 30])
def test_no_passage_is_longer_than_its_limit(text: str) -> None:
    found = list(passages(Article("a", text)))
    assert all(draft.end - draft.start <= MAX_CHARS for draft in found)
    assert "".join(text[d.start : d.end] for d in found).replace(" ", "") == text.replace(" ", "")
