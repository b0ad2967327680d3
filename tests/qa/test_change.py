"""Which end of a change a question asks for."""

import pytest

from index.article import Passage
from qa.change import asked_end
from qa.question import understand
from qa.span import Span


def told(question: str, marked: str) -> str:
    """What the words in brackets become as a span."""
    start, end = marked.index("["), marked.index("]") - 1
    text = marked.replace("[", "").replace("]", "")
    passage = Passage(1, "a", 0, len(text), text, ((0, len(text)),))
    return asked_end(understand(question), Span(passage, start, end, (0, len(text)), 0.5)).text


@pytest.mark.parametrize(
    ("question", "marked", "right"),
    [
        ("To what colour was the alert raised?", "The alert was raised from [green] to yellow on Monday.", "yellow"),
        ("From what colour was the alert raised?", "The alert was raised from green to [yellow] on Monday.", "green"),
        ("What was the promise lengthened to?", "It was lengthened from [three years] to five.", "five"),
        ("What did the price rise from?", "It went from $1.3 billion to [$1.6 billion], she said.", "$1.3 billion"),
        ("What was the catch first said to weigh?", "Fish first put at 38 tonnes came to [31.4 tonnes].", "38 tonnes"),
        ("What did the catch weigh in the end?", "Fish first put at [38 tonnes] came to 31.4 tonnes.", "31.4 tonnes"),
        ("How many seats has the party now?", "The party has 15 of the 41 seats, down from [19] in 2020.", "15"),
        ("How many branches had the bank?", "The bank had 47 branches, not [74].", "47"),
    ],
)
def test_the_end_that_is_asked_for(question: str, marked: str, right: str) -> None:
    assert told(question, marked) == right


@pytest.mark.parametrize(
    ("question", "marked"),
    [
        ("What colour was it?", "The alert was raised from [green] to yellow on Monday."),
        ("To what colour was it raised?", "The alert was raised from green to [yellow] on Monday."),
        ("Which two colours were there?", "The alert went from [green to yellow] on Monday."),
        ("How many seats did it have in 2020?", "The party has 15 of the 41 seats, down from [19] in 2020."),
        ("How many are dead?", "It has [1,204] dead, rather than 980."),
        ("When was it finally held?", "It was moved from [4 May] to 9 May."),
        ("Who is captain now?", "The first [two] of 31 boats were late."),
    ],
)
def test_other_answers_stay_as_they_are(question: str, marked: str) -> None:
    assert told(question, marked) == marked[marked.index("[") + 1 : marked.index("]")]
