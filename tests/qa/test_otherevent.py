"""Sentences with a day that tell of another event than was asked for."""

from __future__ import annotations

import pytest

from qa.grain import without_units
from qa.otherevent import cost, is_of_other_name
from qa.rephrase import said_stems
from qa.words import content_words, names, stems, tokens


def price(asked: str, sentence: str) -> float:
    event = stems(without_units(content_words(asked))) - stems(tokens(" ".join(names(asked))))
    return cost(asked, sentence, event, said_stems(sentence))


@pytest.mark.parametrize(
    ("asked", "told", "other"),
    [
        (
            "When was the second round of the vote held?",
            "Lee won Sunday's run-off.",
            "Lee led in the first round on 4 May.",
        ),
        ("When was the last victim found?", "The last victim was found on 4 May.", "A victim was found on 2 May."),
        (
            "When did the mate Ann Lee resign?",
            "The mate, Ann Lee, left on 4 May.",
            "The mate, Ann Lee, testified on 4 May.",
        ),
        (
            "When was Bo Ash brought out of the mine?",
            "Bo Ash left the mine on 4 May.",
            "Dust in the mine was reported on 4 May.",
        ),
    ],
)
def test_a_sentence_of_another_event_loses(asked: str, told: str, other: str) -> None:
    assert price(asked, told) < price(asked, other)


def test_a_day_belongs_to_the_name_of_its_part_of_the_sentence() -> None:
    sentence = "Owners of Brent Bank vote in May, those of Ashford Bank in June."
    may, june = sentence.index("May"), sentence.index("June")
    blank = sentence.replace("May", "   ").replace("June", "    ")
    assert is_of_other_name("When do the owners of Ashford vote?", blank, may, [june])
    assert not is_of_other_name("When do the owners of Ashford vote?", blank, june, [may])
    assert not is_of_other_name("When do the owners vote?", blank, may, [june])
