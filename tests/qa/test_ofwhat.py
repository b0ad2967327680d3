"""What an amount is of: another dimension or another thing answers nothing."""

from __future__ import annotations

import pytest

from index.article import Passage
from qa.ofwhat import weighed
from qa.question import understand
from qa.span import Span

BRIDGE = "Engineers closed the bridge after a crack 40 centimetres long was found."
DAM = "The dam, 92 metres high, will flood four villages."
CHEESE = "About 600 tonnes of cheese were lost."


def span(text: str, words: str, *, is_sentence: bool = False) -> Span:
    passage = Passage(1, "a", 7, 7 + len(text), text, ((7, 7 + len(text)),))
    start = 7 + text.index(words)
    return Span(passage, start, start + len(words), (7, 7 + len(text)), 0.9, is_sentence=is_sentence)


@pytest.mark.parametrize(
    ("question", "text", "words", "is_of_it"),
    [
        ("How long is the bridge?", BRIDGE, "40 centimetres", False),
        ("How long is the bridge?", BRIDGE, "40", False),
        ("How long was the crack?", BRIDGE, "40 centimetres", True),
        ("How long is the gap in the girder?", BRIDGE, "40 centimetres", True),
        ("How high is the dam?", DAM, "92 metres", True),
        ("How tall is the dam?", DAM, "92 metres high", True),
        ("How long is the dam?", DAM, "92 metres", False),
        ("How many tonnes of butter were lost?", CHEESE, "About 600 tonnes", False),
        ("How much butter was lost?", CHEESE, "600 tonnes of cheese", False),
        ("How many tonnes of cheese were lost?", CHEESE, "About 600 tonnes", True),
        ("How much cheese was lost?", CHEESE, "600 tonnes", True),
        ("How many tonnes were lost?", CHEESE, "600 tonnes", True),
        ("How much did the fire cost?", CHEESE, "600", True),
        (
            "How many members of parliament left?",
            "Some 40 of them left, 12 members of opposition parties.",
            "12 members",
            True,
        ),
        ("How much time was lost?", "It lost a week of work.", "a week", True),
    ],
)
def test_an_amount_answers_for_what_it_is_of(question: str, text: str, words: str, is_of_it: bool) -> None:
    before = span(text, words)
    after = weighed(understand(question), before)
    assert (after == before) is is_of_it
    assert is_of_it or (after.score < 0.3 and after.against.startswith("[1] "))


def test_a_sentence_that_tells_another_dimension_answers_nothing() -> None:
    assert weighed(understand("How deep is the dam?"), span(DAM, DAM, is_sentence=True)).score < 0.3
    assert weighed(understand("How high is the dam?"), span(DAM, DAM, is_sentence=True)).score == 0.9
    assert weighed(understand("Why is the dam high?"), span(DAM, DAM, is_sentence=True)).score == 0.9
