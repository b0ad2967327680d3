"""The dead are not the hurt."""

import pytest

from index.article import Passage
from qa.question import understand
from qa.span import Span
from qa.toll import counted


def told(question: str, marked: str) -> tuple[str, float]:
    """What becomes of the words in brackets as a span with a score of 0.5."""
    start, end = marked.index("["), marked.index("]") - 1
    text = marked.replace("[", "").replace("]", "")
    passage = Passage(1, "a", 0, len(text), text, ((0, len(text)),))
    span = counted(understand(question), Span(passage, start, end, (0, len(text)), 0.5))
    return span.text, span.score


@pytest.mark.parametrize(
    ("question", "marked", "right"),
    [
        ("How many were hurt?", "The raid hit a house, killing [three] and wounding many others.", "many"),
        ("How many people died?", "The blast left 3 dead and [12] wounded.", "3"),
        ("How many were injured?", "At least [40] people were killed and more than 100 injured.", "more than 100"),
        ("How many are missing?", "The toll rose to [45], with 300 injured and 12 still missing.", "12"),
        ("How many officers were hurt?", "Police arrested [34] protesters after 3 officers were injured.", "3"),
        ("How many people were displaced?", "It killed [12] people, injured dozens and displaced 4,000.", "4,000"),
    ],
)
def test_the_number_of_those_asked_for_takes_the_place_of_that_of_others(
    question: str, marked: str, right: str
) -> None:
    assert told(question, marked) == (right, 0.5)


@pytest.mark.parametrize(
    ("question", "marked"),
    [
        ("How many people died?", "The blast left [three] dead and 12 wounded."),
        ("How many children were killed?", "Four people were killed, [two] of them children, and five hurt."),
        ("How many of the wounded died?", "Of the 20 wounded, [three] died."),
        ("How many houses burned?", "It burned [40] houses and killed two."),
        ("Who was hurt?", "The raid killed [three] and hurt two."),
    ],
)
def test_other_numbers_are_left_alone(question: str, marked: str) -> None:
    assert told(question, marked) == (marked[marked.index("[") + 1 : marked.index("]")], 0.5)


def test_a_number_of_others_answers_less_where_those_asked_for_are_not_counted() -> None:
    text, score = told("How many were hurt?", "The raid killed [three] in the town.")
    assert text == "three"
    assert score < 0.1
