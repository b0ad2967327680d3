"""Whether a span is the kind of thing that is asked for."""

import pytest

from index.article import Passage
from qa.fitting import asked_kind, fitted
from qa.question import understand
from qa.span import Span


def score(question: str, sentence: str, text: str) -> float:
    """The score that a span keeps; 0 where other words of its sentence stand in its place."""
    at = sentence.index(text)
    passage = Passage(1, "a", 0, len(sentence), sentence, ((0, len(sentence)),))
    span = Span(passage, at, at + len(text), passage.sentences[0], 0.5)
    fit = fitted(understand(question), [span])[0]
    return fit.score if fit.text == text else 0.0


@pytest.mark.parametrize(
    ("question", "sentence", "good", "bad"),
    [
        ("What share of his passes did Lee complete?", "Lee completed 22 passes (78.6%) for 381 yards.", "78.6%", "381 yards"),
        ("What portion of the town is flooded?", "A flood 3 meters high took two thirds of it.", "two thirds", "3 meters"),
        ("How much did the mill cost?", "Built in 60 years, it cost $4 million.", "4 million", "60 years"),
        ("What fine did Acme get?", "Acme, with 300 workers, was fined £2m.", "£2m", "300"),
        ("What was the attendance at the final?", "Rome won 29-28 before 80,065 people.", "80,065", "29-28"),
        ("How big was the TV audience?", "From 9:36 p.m. some 27 million watched.", "27 million", "9:36 p.m."),
        ("How many people were hurt?", "A 36-year-old and 11 others were hurt.", "11", "36-year-old"),
        ("How many goals did Lee score?", "After 79 mins Lee had 2 goals.", "2", "79 mins"),
        ("By how many votes did Lee win?", "Barely 20 percent went to the polls, and Lee won by 900.", "900", "20 percent"),
        ("How much of the harvest was lost?", "Rain took half of what was a lovely harvest.", "half", "lovely"),
        ("Which judge hears the case?", "The federal court named Judge Ann Lee.", "Judge Ann Lee", "federal court"),
        ("what agent represents ann lee", "The free agent is represented by Bo Roe.", "Bo Roe", "free agent"),
        ("What is the price in rupees?", "It costs ₹500, which is $6.", "₹500", "$6"),
        ("What is the name of the ship?", "The ship was named Lark to sail on.", "Lark", "to sail on"),
        ("Name of the guard who tweeted?", "Guard Ann Lee tweeted, We have arrived in Lee Square.", "Ann Lee", "We have arrived in Lee Square"),
        ("What equipment did they take?", "They took vans to bring relief.", "vans", "to bring relief"),
        ("What is the mood in town?", "Fear reigns, although they would be safe.", "Fear", "they would be safe"),
        ("Who wrote the score?", "On October 7 it was written by Lee.", "Lee", "October 7"),
        ("How big is her lead?", "With 23.7 kilometres to go her lead is 19.", "19", "23.7 kilometres"),
        ("Which island does it leave from?", "It leaves the pier on Ness for the poles.", "Ness", "the poles"),
        ("What records did they read?", "They sat between two doors with lists.", "lists", "between two doors"),
        ("How much did the clerk steal?", "He made 74 transfers of £200.", "£200", "74"),
        ("What was the attendance?", "Ashford 3 Brent 2, before 14,226.", "14,226", "Ashford 3 Brent 2"),
        ("Where was he on the day?", "On October 7 he was in Rome.", "Rome", "October 7"),
    ],
)  # fmt: skip
def test_a_span_of_another_kind_than_the_one_asked_for_loses(question: str, sentence: str, good: str, bad: str) -> None:
    assert score(question, sentence, good) == 0.5
    assert score(question, sentence, bad) < 0.35


@pytest.mark.parametrize(
    ("question", "sentence", "text"),
    [
        ("How many years did it take?", "It took 60 years.", "60 years"),
        ("How many yards did he run?", "He ran 381 yards.", "381 yards"),
        ("How long is the tunnel?", "It is 3 km long.", "3 km"),
        ("Which coach said so?", "Coach Ann Lee did.", "Ann Lee"),
        ("Who was hurt?", "The driver was.", "The driver"),
        ("What did the judge say?", "It was wrong, she said.", "It was wrong"),
        ("Where did they hide?", "They hid under a bridge.", "under a bridge"),
    ],
)
def test_other_spans_keep_their_score(question: str, sentence: str, text: str) -> None:
    assert score(question, sentence, text) == 0.5


def test_a_person_is_asked_for_by_the_noun_behind_which_and_not_by_another() -> None:
    assert asked_kind("Which former player coaches Rome?", "what") == "person"
    assert asked_kind("What injury to its quarterback hurt Rome?", "what") == ""
    assert asked_kind("What does coach Ann Lee say?", "what") == ""


def test_of_a_clause_the_name_is_taken_that_ends_in_the_noun_asked_for() -> None:
    sentence = "The men have arrived in Lee Square, they say."
    passage = Passage(1, "a", 0, len(sentence), sentence, ((0, len(sentence)),))
    span = Span(passage, 0, 34, passage.sentences[0], 0.5)
    found = fitted(understand("What is the name of the square that they reached?"), [span])[0]
    assert (found.text, found.score) == ("Lee Square", 0.5)


@pytest.mark.parametrize(
    ("question", "sentence", "text", "instead"),
    [
        ("What prison term did Lee get?", "Lee, who stole 212 vans, was jailed for three years and two months.", "212", "three years and two months"),
        ("How long is the tunnel?", "At 4 a.m. they dug the 1,180-metre tunnel.", "4 a.m. they dug the 1,180-metre", "1,180-metre"),
        ("How much did the clerk steal?", "In 74 visits the clerk stole £186,400.", "74", "£186,400"),
        ("Besides pay, what software did they hate?", "A new system, called Tidewater, left ten hours between two flights.", "between two flights", "Tidewater"),
        ("What records did they use?", "They read the school registers of eleven districts.", "eleven", "the school registers of eleven districts"),
    ],
)  # fmt: skip
def test_a_span_of_another_kind_goes_to_the_one_of_its_sentence_that_fits(
    question: str, sentence: str, text: str, instead: str
) -> None:
    at = sentence.index(text)
    passage = Passage(1, "a", 0, len(sentence), sentence, ((0, len(sentence)),))
    fit = fitted(understand(question), [Span(passage, at, at + len(text), passage.sentences[0], 0.5)])[0]
    assert fit.text == instead
    assert fit.score >= 0.5


def test_an_amount_counts_for_more_as_an_attribute_of_the_thing_asked_about_and_less_in_another_unit() -> None:
    assert score("How tall is the dam?", "They saw the 212-metre dam.", "212-metre") > 0.5
    assert score("How tall is the dam?", "They saw the 212-metre crane.", "212-metre") == 0.5
    assert score("How tall is the dam?", "It holds 11.4 billion cubic metres.", "11.4 billion cubic metres") < 0.2
    assert score("How tall is the dam?", "It gives 1,180 megawatts.", "1,180 megawatts") < 0.2


def test_of_several_amounts_none_stands_in_for_a_number() -> None:
    assert (
        score("What prison term did Lee get?", "Lee, 43, got 16 months after three years and 212 vans.", "212") == 0.5
    )
