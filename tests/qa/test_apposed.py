"""Whom a sentence calls what a question asks for."""

import pytest

from index.article import Passage
from qa.apposed import asked, called, weighed
from qa.question import understand
from qa.span import Span


@pytest.mark.parametrize(
    ("noun", "sentence", "name"),
    [
        ("mediator", "The mediator, Ann Lee, a retired judge, was silent.", "Ann Lee"),
        ("judge", "The mediator, Ann Lee, a retired judge, was silent.", "Ann Lee"),
        ("rival", "Her closest rival, the Belgian Ann Lee, fell.", "Ann Lee"),
        ("director", "Its director, Dr Ann Lee, said so.", "Dr Ann Lee"),
        ("secretary", "Ann Lee, who had become club secretary in May, saw it.", "Ann Lee"),
        ("driver", "The driver Ann Lee was hurt, and Bo Roe was not.", "Ann Lee"),
        ("envoy", "According to The Ashford Echo, Norland’s envoy to Brent Sir Bo Roe has left.", "Sir Bo Roe"),
        ("teenager", "She took off Ann Lee and sent on Bo Roe, who is 17.", "Bo Roe"),
        ("teenager", "Bo Roe, 43, was helped by 15-year-old Ann Lee.", "Ann Lee"),
    ],
)
def test_a_name_beside_a_noun_is_called_so(noun: str, sentence: str, name: str) -> None:
    assert [sentence[a:b] for a, b in called(noun, sentence)] == [name]


def test_a_name_beside_another_noun_is_not_called_so() -> None:
    assert called("driver", "The pilot, Ann Lee, waved to the driver and to Bo Roe.") == ()
    assert called("teenager", "Ann Lee, 43, left.") == ()


@pytest.mark.parametrize(
    ("question", "noun"),
    [
        ("Who was the rival Lee waited for?", "rival"),
        ("Which young teacher came off the bench?", "teacher"),
        ("What is the name of the driver who left?", "driver"),
        ("Who is Norland's new energy minister?", "minister"),
        ("Who left Ashford?", ""),
        ("What did the driver say?", ""),
    ],
)
def test_a_question_calls_somebody_by_the_noun_that_it_asks_for(question: str, noun: str) -> None:
    assert asked(question) == noun


def test_a_span_on_another_person_goes_to_the_one_who_is_called_what_is_asked_for() -> None:
    text = "She took off her captain, Ann Lee, and sent on Bo Roe, who is 17."
    passage = Passage(1, "a", 0, len(text), text, ((0, len(text)),))
    at = text.index("Ann Lee")
    found = weighed(understand("Which teenager came on?"), Span(passage, at, at + 7, (0, len(text)), 0.5))
    assert (found.text, found.score > 0.5) == ("Bo Roe", True)
    kept = weighed(understand("Who left the field?"), Span(passage, at, at + 7, (0, len(text)), 0.5))
    assert (kept.text, kept.score) == ("Ann Lee", 0.5)


@pytest.mark.parametrize(
    ("question", "words"),
    [("Who is the mayor of Ashford?", "Ann Lee"), ("Who were the mayors of Ashford?", "Ann Lee and her critic Bo Roe")],
)
def test_of_two_names_the_one_is_meant_that_is_called_so(question: str, words: str) -> None:
    text = "It made mayor Ann Lee and her critic Bo Roe of Ashford a couple."
    passage = Passage(1, "a", 0, len(text), text, ((0, len(text)),))
    at = text.index("Ann Lee")
    found = weighed(understand(question), Span(passage, at, text.index(" of Ash"), (0, len(text)), 0.5))
    assert found.text == words
