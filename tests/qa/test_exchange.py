"""Who came for whom, and who sold to whom."""

import pytest

from index.article import Passage
from qa.exchange import party
from qa.question import understand
from qa.span import Span

COACH = "Rovers have replaced their coach, Tim Darrow, with the former goalkeeper Luca Bassi."
MILL = "The Fenner family sold the paper mill to the Garrick group for 3 million crowns."
MAYOR = "Ann Lee was succeeded in May by Bo Roe."
BANK = "Dornan Bank has bought the ferry line from Ada Quist."


@pytest.mark.parametrize(
    ("question", "sentence", "chosen", "right"),
    [
        ("Who replaced Tim Darrow?", COACH, "Rovers", "the former goalkeeper Luca Bassi"),
        ("Who is the new coach of Rovers?", COACH, "Tim Darrow", "the former goalkeeper Luca Bassi"),
        ("Whom did Luca Bassi replace?", COACH, "Rovers", "their coach, Tim Darrow"),
        ("Who was replaced?", COACH, "Luca Bassi", "their coach, Tim Darrow"),
        ("Who bought the paper mill?", MILL, "Fenner family", "the Garrick group"),
        ("Who sold the paper mill?", MILL, "Garrick group", "The Fenner family"),
        ("Who succeeded Ann Lee?", MAYOR, "Ann Lee", "Bo Roe"),
        ("Who sold the ferry line?", BANK, "Dornan Bank", "Ada Quist"),
        (
            "Who took the last penalty?",
            "Goalkeeper Hanne Falk saved the last penalty, taken by Moss.",
            "Hanne Falk",
            "Moss",
        ),
        ("Who wrote the film?", "Ann Lee produced the film, written by Bo Roe.", "Ann Lee", "Bo Roe"),
        ("Which bank bought the ferry line?", BANK, "Ada Quist", "Dornan Bank"),
    ],
)
def test_the_party_that_is_asked_for_stands_for_the_other(
    question: str, sentence: str, chosen: str, right: str
) -> None:
    span = told(question, sentence, chosen)
    assert span is not None
    assert span.text.removeprefix("The ") == right.removeprefix("The ")


@pytest.mark.parametrize(
    ("question", "sentence", "chosen"),
    [
        ("Who replaced Tim Darrow?", COACH, "Luca Bassi"),
        ("Who sold the paper mill?", MILL, "Fenner family"),
        ("Who owns the paper mill?", MILL, "Fenner family"),
        ("How much did the mill fetch?", MILL, "3 million crowns"),
        ("Who bought the paper mill?", "Ann Lee sold cakes.", "Ann Lee"),
        ("Who saved the penalty?", "Hanne Falk saved the penalty, taken by Moss.", "Hanne Falk"),
    ],
)
def test_the_party_that_is_asked_for_stays(question: str, sentence: str, chosen: str) -> None:
    assert told(question, sentence, chosen) is None


def told(question: str, sentence: str, chosen: str) -> Span | None:
    passage = Passage(1, "a", 0, len(sentence), sentence, ((0, len(sentence)),))
    at = sentence.index(chosen)
    return party(understand(question), Span(passage, at, at + len(chosen), (0, len(sentence)), 0.5))
