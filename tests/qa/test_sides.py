"""What two sides of one story say."""

from pathlib import Path

import pytest

from qa import ask
from qa.corpus import Corpus

STRIKE = """The Ashford ferrymen walked out on Monday over the pay that they were promised in spring.

Some 40 ferries lay idle on the first day of the strike, the union said. Its leader, Ann Lee, was cheered at the gate. The company counted 15 idle ferries, and called the strike a failure.

Bo Roe, the company's chief, said that the crews had been about to accept. Ms Lee denied this. No offer had been made, she said, and nobody had called.

Twelve of the seventeen crews had been paid, according to the union; the company said that all but one had.
"""


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    where = tmp_path_factory.mktemp("sides")
    (where / "strike.txt").write_text(STRIKE)
    made = Corpus.create(where / "archive")
    made.add([Path(where / "strike.txt")])
    return made


def test_the_figures_of_both_sides_are_quoted(corpus: Corpus) -> None:
    told = ask(
        "How many ferries lay idle on the first day of the strike - do the union and the company agree?", corpus=corpus
    )
    assert told.answered
    assert "40 ferries" in told.text
    assert "15 idle ferries" in told.text
    assert not told.short


def test_a_sentence_that_tells_of_both_sides_is_quoted_alone(corpus: Corpus) -> None:
    told = ask("Do the union and the company give the same number of crews that were paid?", corpus=corpus)
    assert [c.quote for c in told.citations] == [STRIKE.strip().rpartition("\n")[2]]
    assert not told.short


def test_what_one_side_says_is_answered_as_ever(corpus: Corpus) -> None:
    assert "40" in ask("How many ferries lay idle, according to the union?", corpus=corpus).short


def test_behind_a_mere_denial_stands_the_other_version(corpus: Corpus) -> None:
    told = ask("What is Ann Lee's version of whether the crews had been about to accept?", corpus=corpus)
    assert "No offer had been made" in told.text
