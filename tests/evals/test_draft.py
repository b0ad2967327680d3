"""Drafts of questions: what the rules make of sentences, and files that are read as they were written."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from evals import draft
from evals.cli import init
from evals.own_questions import load, locator
from index import timex
from index.errors import UsageError
from qa.corpus import Corpus


def asked(sentence: str) -> list[tuple[str, str, str]]:
    known = {"seize": 3, "arrest": 9, "stop": 2}
    found = draft._asked(sentence, timex.find(sentence, date(2022, 5, 3)), lambda word: known.get(word, 0))
    return [(question, answer, day) for question, answer, _, day in found]


@pytest.mark.parametrize(
    ("sentence", "question", "answer", "day"),
    [
        ("At least 12 people were killed in the flood, officials said", "How many people were killed in the flood?", "12", ""),
        ("Hundreds of men fled the town", "How many men fled the town?", "Hundreds", ""),
        ("Two of his sons were hurt in the fire", "How many of his sons were hurt in the fire?", "Two", ""),
        ("Jane Doe took the helm of the bank", "Who took the helm of the bank?", "Jane Doe", ""),
        ("The rebels seized the port on Monday", "When did the rebels seize the port?", "2 May 2022", "2022-05-02"),
        ("On Monday, police arrested Jane Doe, who denied it", "When did police arrest Jane Doe?", "2 May 2022", "2022-05-02"),
        ("On Monday, the Taliban arrested a man", "When did the Taliban arrest a man?", "2 May 2022", "2022-05-02"),
        ("The bridge was closed on 1 May 2022 for repairs", "When was the bridge closed for repairs?", "1 May 2022", "2022-05-01"),
        ("The firm announced a loss on Monday", "When did the firm announce a loss?", "2 May 2022", "2022-05-02"),
        ("The bank fell on Monday", "When did the bank fall?", "2 May 2022", "2022-05-02"),
        ("He was arrested on Monday", "", "", ""),
        ("The men that stopped fled on Monday", "", "", ""),
        ("It rained on Monday and on Tuesday", "", "", ""),
    ],
)  # fmt: skip
def test_a_sentence_becomes_a_question(sentence: str, question: str, answer: str, day: str) -> None:
    found = asked(sentence)
    if not question:
        assert not found
    else:
        assert (question, answer, day) in found


@pytest.fixture(scope="module")
def found(seeds: Corpus) -> list[draft.Draft]:
    return draft.drafts(seeds, 20)


def test_the_drafts_of_an_archive_are_the_same_each_time(found: list[draft.Draft], seeds: Corpus) -> None:
    assert found == draft.drafts(seeds, 20)
    assert len({one.question for one in found}) == len(found) >= 4
    assert {"date", "number"} <= {one.kind for one in found}
    assert all(one.evidence in seeds.article(one.article).text for one in found if one.answer)
    assert len(draft.drafts(seeds, 2)) == 2


def test_an_unanswerable_draft_asks_of_a_name_from_elsewhere(found: list[draft.Draft], seeds: Corpus) -> None:
    none = [one for one in found if not one.answer]
    for one in none:
        assert (one.kind, one.evidence) == ("unanswerable", "")
        assert "make sure" in one.comment
    assert len(none) <= len(found) // 4


@pytest.mark.parametrize("name", ["drafts.jsonl", "drafts.csv"])
def test_what_is_drafted_is_read_back(
    found: list[draft.Draft], seeds: Corpus, tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "new" / name
    assert init(seeds, out=path, number=20) == 0
    questions = load(path, locator(seeds))
    assert [q.question for q in questions] == [one.question for one in found]
    assert [q.answers for q in questions] == [((one.answer,),) if one.answer else () for one in found]
    assert [q.date for q in questions] == [one.date or None for one in found]
    assert all(q.draft for q in questions)
    assert f"{len(found)} drafts are in {path}" in capsys.readouterr().err
    assert [p.name for p in path.parent.iterdir()] == [name]
    with pytest.raises(UsageError, match="is there already, and what is in it would be lost"):
        init(seeds, out=path, number=20)


def test_places_and_archives_that_cannot_be_used(archive: Corpus, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"must end in \.jsonl or \.csv"):
        init(archive, out=tmp_path / "drafts.txt", number=5)
    with pytest.raises(UsageError, match="No sentence of this archive turns into a question"):
        init(archive, out=tmp_path / "drafts.csv", number=5)
    (tmp_path / "file").write_text("x")
    with pytest.raises(UsageError, match="cannot be written"):
        draft.write([], tmp_path / "file" / "drafts.csv")
