"""Several figures of one sentence, each of a time of its own."""

from dataclasses import replace
from datetime import date

import pytest

from index.article import Passage
from index.timex import find
from qa.attime import of_time
from qa.question import understand
from qa.span import Span
from qa.within import named_time

DAY = date(2025, 7, 23)
FIRE = "The fire was 11,000 acres on Friday and 38,000 on Sunday; it had burned 64,500 acres by Wednesday noon."
CARS = "The factory made 1,200 cars in 2022, 1,900 in 2023 and 2,400 in 2024."
HIRED = "In June it hired 80 people and in July 45."


@pytest.mark.parametrize(
    ("question", "sentence", "chosen", "right"),
    [
        ("How big was the fire on Wednesday at midday?", FIRE, "38,000", "64,500"),
        ("How big was the fire on Friday?", FIRE, "38,000", "11,000"),
        ("How big was the fire on Sunday?", FIRE, "38,000", "38,000"),
        ("How many cars did it make in 2023?", CARS, "1,200", "1,900"),
        ("How many cars did it make in 2022?", CARS, "1,200", "1,200"),
        ("How many cars did it make in 2020?", CARS, "1,200", "1,200"),
        ("How many people did it hire in July?", HIRED, "80 people", "45"),
        ("How many people did it hire in June?", HIRED, "80 people", "80 people"),
        ("How many cars did it make?", CARS, "1,200", "1,200"),
        (
            "How many dead had been found by Sunday evening?",
            "Four bodies were found that day; by Sunday evening the count stood at eight.",
            "eight",
            "eight",
        ),
    ],
)
def test_the_figure_beside_the_time_that_the_question_names(
    question: str, sentence: str, chosen: str, right: str
) -> None:
    passage = Passage(1, "a", 0, len(sentence), sentence, ((0, len(sentence)),))
    at = sentence.index(chosen)
    asked = understand(question)
    named = named_time(question, DAY)
    asked = asked if named is None else replace(asked, period=named[0])
    span = Span(passage, at, at + len(chosen), (0, len(sentence)), 0.5)
    assert of_time(asked, span, lambda: find(sentence, DAY)).text == right
