"""Questions for the course of a figure: how a toll, a price or a number changed over the articles."""

from pathlib import Path

import pytest

from qa import ask
from qa.corpus import Corpus
from qa.course import asked


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("How did the death toll change?", ("How many people died?", "What was the death toll?")),
        (
            "How has the official toll of the Holm flood risen over the week?",
            ("How many people died in the Holm flood?", "What was the official toll of the Holm flood?"),
        ),
        ("How did the number of homes without power fall?", ("How many homes without power?",)),
        (
            "How did the cost of the bridge grow between May and October?",
            ("What was the cost of the bridge?", "How much does the bridge cost?"),
        ),
        ("By how much did Mr Roe's majority shrink?", ("What was Mr Roe's majority?",)),
        (
            "What magnitudes did the institute give, one after the other?",
            ("What magnitudes did the institute give?",),
        ),
        (
            "What were the successive estimates for the roof?",
            ("What was the estimates for the roof?", "How much does the roof cost?"),
        ),
        ("How did the war develop?", ()),
        ("How did the mayor change the plan?", ()),
        ("How did it change?", ()),
        ("How many people died?", ()),
        ("How did the price change hands?", ()),
        ("What were the names of the four, in turn?", ()),
    ],
)
def test_which_questions_ask_for_a_course(question: str, expected: tuple[str, ...]) -> None:
    assert asked(question) == expected


def add(archive: Corpus, **articles: str) -> None:
    """One article a keyword: its day, as "d3" for 3 March 2025 ("none": without one), and its text."""
    folder: Path = archive.folder.parent / "articles"
    folder.mkdir()
    for name, text in articles.items():
        day = f"{name[1:]} March 2025\n" if name != "none" else ""
        (folder / f"{name}.txt").write_text(f"Holm flood\n{day}\n{text}\n", encoding="utf-8")
    archive.add([folder])


def test_the_values_of_several_articles_stand_in_the_order_of_their_days(archive: Corpus) -> None:
    add(
        archive,
        d9="The flood in Holm killed 19 people, the police said.",
        d3="The flood in Holm killed 12 people, the police said.",
        d5="The flood in Holm killed 15 people, the police said.",
    )
    found = ask("How did the death toll of the Holm flood change?", corpus=archive)
    assert found.short == "12; 15; 19"
    assert found.text.startswith("First 12 (3 March 2025) [1], then 15 (5 March 2025) [2], 19 (9 March 2025) [3].")
    assert [c.published for c in found.citations] == ["2025-03-03", "2025-03-05", "2025-03-09"]


def test_a_sentence_gives_both_ends_of_a_change_and_a_number_of_the_hurt_is_no_toll(archive: Corpus) -> None:
    add(
        archive,
        d3="The flood in Holm killed 12 people and injured 40, the police said.",
        d9="The death toll of the flood in Holm was raised from 15 to 19 yesterday. Some 70 people are in hospital.",
    )
    assert ask("How did the death toll of the Holm flood change?", corpus=archive).short == "12; 15; 19"


def test_a_figure_that_the_article_calls_lower_than_an_earlier_one_comes_after_it(archive: Corpus) -> None:
    add(
        archive,
        d3="The flood in Holm killed at least 12 people, the police said.",
        d9="The toll of the flood in Holm was set at 17. The number of dead is lower than the 21 given last week.",
    )
    assert ask("How did the toll of the Holm flood move?", corpus=archive).short == "12; 21; 17"


def test_a_figure_that_is_told_once_only_has_no_course(archive: Corpus) -> None:
    same = "The flood in Holm killed 12 people, the police said."
    add(archive, d3=same, d9=f"{same} A bridge 400 metres long was lost.")
    assert not ask("How did the death toll of the Holm flood change?", corpus=archive).text.startswith("First")


def test_a_value_of_an_article_without_a_day_is_set_apart(archive: Corpus) -> None:
    add(
        archive,
        d3="The flood in Holm killed 12 people, the police said.",
        none="The flood in Holm killed 19 people, the police said.",
    )
    found = ask("How did the death toll of the Holm flood change?", corpus=archive)
    assert found.short == "12; 19"
    assert "12 (3 March 2025) [1]; in articles whose place in this order is not known: 19 [2]." in found.text
