"""Misspelt words of a question."""

from pathlib import Path

import pytest

from qa.corpus import Corpus
from qa.spelling import cased, respell


@pytest.fixture
def valley(archive: Corpus, tmp_path: Path) -> Corpus:
    (tmp_path / "one.txt").write_text(
        "The valley\n3 May 2022\n\nMayor Ghosan met Tervik in Herlat. Ghosan praised Tervik.\n"
    )
    archive.add([tmp_path / "one.txt"])
    return archive


@pytest.mark.parametrize(
    ("written", "meant"),
    [("Herlta", "Herlat"), ("Terviik", "Tervik"), ("Tervek", "Tervik"), ("Trvik", "Tervik"), ("ghozsan", "ghosan")],
)
def test_a_slip_is_put_right(valley: Corpus, written: str, meant: str) -> None:
    assert respell(written, valley.store) == meant


def test_a_short_name_that_differs_by_a_consonant_may_be_another_name(valley: Corpus) -> None:
    assert respell("Hertat", valley.store) == "Hertat"
    assert respell("Tervis", valley.store) == "Tervis"


@pytest.fixture
def harbour(archive: Corpus, tmp_path: Path) -> Corpus:
    (tmp_path / "two.txt").write_text(
        "The harbour\n3 May 2022\n\nA starter is what the cook preceded the dinner with. The president of the harbour, Lord"
        " Tolivan, asked for a branch and was allegations of what the injured said. The stamp was tempered. A band played.\n"
    )
    archive.add([tmp_path / "two.txt"])
    return archive


@pytest.mark.parametrize(
    "word",
    ["precede", "Starmer", "allegation", "insured", "tampered", "brunch", "preceding", "recalibration"],
)
def test_a_rare_word_is_no_misspelling(harbour: Corpus, word: str) -> None:
    assert respell(word, harbour.store) == word


@pytest.mark.parametrize(
    ("written", "meant"),
    [("presidnet", "president"), ("Tolvan", "Tolivan"), ("harbourr", "harbour"), ("startr", "starter")],
)
def test_a_misspelling_is_put_right_beside_rare_words(harbour: Corpus, written: str, meant: str) -> None:
    assert respell(written, harbour.store) == meant


@pytest.mark.parametrize(("written", "meant"), [("Lrod", "Lord"), ("Lodr", "Lord"), ("Lars", "Lars")])
def test_a_name_of_four_letters_is_put_right_where_two_are_swapped(harbour: Corpus, written: str, meant: str) -> None:
    assert respell(written, harbour.store) == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("mcuh", "much"),
        ("wsa", "was"),
        ("befroe", "before"),
        ("dinenr", "dinner"),
        ("diner", "diner"),
        ("asekd", "asked"),
        ("payed", "payed"),
    ],
)
def test_a_common_word_is_put_right_where_it_helps(harbour: Corpus, written: str, meant: str) -> None:
    assert respell(written, harbour.store) == meant


@pytest.mark.parametrize("word", ["herat", "Mcuh", "brige", "tarim", "xyz"])
def test_a_word_is_not_made_a_common_one_that_the_archive_does_not_have(harbour: Corpus, word: str) -> None:
    assert respell(word, harbour.store) == word


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("how old is ann lee", "how old is Ann Lee"),
        ("what did workers in brent do", "what did workers in Brent do"),
        ("How old is ann Lee", "How old is ann Lee"),
        ("When was the bank robbed?", "When was the bank robbed?"),
    ],
)
def test_a_question_without_capitals_gets_those_of_the_names_in_the_texts(typed: str, read: str) -> None:
    assert (
        cased(typed, ["Ann Lee, the chief of the bank, met workers. Workers cheered.", "Rain fell in Brent."]) == read
    )
