"""Lists that news writes out."""

from pathlib import Path

import pytest

from qa import ask
from qa.corpus import Corpus

PEACE = """Ann Lee has written a plan to end the quarrel over the Ashford mill. Here are three steps that could be taken.

First, give the mill back to the weavers for five years, and let them vote at the end of it. Second, place the weir under a joint board. Third, hand the books to a judge from Brent.

Nothing of the kind has been tried before in the valley.
"""
MAYOR = """The council of Brent has to choose a mayor before June, after the old one left for Ashford. Three names are being mentioned:

Cora Dell, a former teacher who belongs to no party;

Hugo Finn, the treasurer;

Ida Gale herself, though she has said no.

Nobody in Brent expects a quick vote.
"""
TEAM = "Ashford 3 Brent 2\n\nAshford Town: Price; Odell, Boyle, Finch; D. Marsh, Ruiz; Abbott, Penn.\n"


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    where = tmp_path_factory.mktemp("written")
    for name, text in (("peace", PEACE), ("mayor", MAYOR), ("team", TEAM)):
        (where / f"{name}.txt").write_text(text)
    made = Corpus.create(where / "archive")
    made.add([Path(where / f"{name}.txt") for name in ("peace", "mayor", "team")])
    return made


def test_what_is_counted_sentence_by_sentence_is_listed(corpus: Corpus) -> None:
    told = ask("What three steps does Lee propose to end the quarrel over the mill?", corpus=corpus).text
    assert all(words in told for words in ("Give the mill back to the weavers", "joint board", "a judge from Brent"))


def test_lines_after_one_that_announces_them_are_listed(corpus: Corpus) -> None:
    assert (
        ask("Who are the people named as the next mayor of Brent?", corpus=corpus).short
        == "Cora Dell, Hugo Finn, Ida Gale"
    )


def test_who_asks_for_one_gets_no_list(corpus: Corpus) -> None:
    assert "Finn" not in ask("Who is the former teacher named as the next mayor of Brent?", corpus=corpus).short


def test_the_lines_of_a_team_are_no_list_of_four(corpus: Corpus) -> None:
    told = ask("Who were the four people who played for Ashford Town?", corpus=corpus).text
    assert "Odell [1], D. Marsh" not in told


FERRY = """Report on the ferry published
20 November 2025

The judge recommends that charges be considered against two men: Tom Keane, the former director of the line, and Carl Pask, its shore superintendent. She says nothing of the captain.

The minister wants more time for three of her proposals: a ban on single-hull ferries by 2030, an inspectorate of 1,200 people, and cameras on every car deck. The others were accepted outright.
"""


@pytest.fixture(scope="module")
def ferry(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    where = tmp_path_factory.mktemp("ferry")
    (where / "ferry.txt").write_text(FERRY)
    made = Corpus.create(where / "archive")
    made.add([where / "ferry.txt"])
    return made


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Which two men should be charged in the view of the judge?", ["Tom Keane", "Carl Pask"]),
        ("Against whom should charges be considered in the view of the judge?", ["Tom Keane", "Carl Pask"]),
        (
            "For which three proposals does the minister want more time?",
            [
                "A ban on single-hull ferries by 2030",
                "an inspectorate of 1,200 people",
                "cameras on every car deck",
            ],
        ),
    ],
)
def test_what_a_sentence_announces_and_lists_behind_a_colon(ferry: Corpus, question: str, expected: list[str]) -> None:
    assert ask(question, corpus=ferry).text.startswith(", ".join(f"{item} [1]" for item in expected))


def test_how_many_is_no_list(ferry: Corpus) -> None:
    assert ask("Against how many men should charges be considered?", corpus=ferry).short.lower().startswith("two")
