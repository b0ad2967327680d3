"""Follow-up questions, made standalone."""

import pytest

from qa.followup import short, standalone


@pytest.mark.parametrize(
    ("previous", "answer", "asked", "whole"),
    [
        ("Who is Jane Doe?", "The chief executive of Acme.", "When was she hired?", "When was Jane Doe hired?"),
        ("Who is Jane Doe?", "The chief executive of Acme.", "What is her salary?", "What is Jane Doe’s salary?"),
        (
            "How many more ships is Smith sending to Malta?",
            "30.",
            "When did he announce that?",
            "When did Smith announce sending 30 more ships to Malta?",
        ),
        (
            "What does the town lose with the mill?",
            "The taxes on flour.",
            "How much are they worth a year?",
            "How much are the taxes on flour worth a year?",
        ),
        ("When did Herat fall?", "12 August 2021 (Thursday). “It fell.” [1]", "What about Kandahar?", "When did Kandahar fall?"),
        ("Who beat Jones of Wales?", "Smith. “Smith won.” [1]", "How old is he?", "How old is Smith?"),
        ("Who opened the bridge?", "Ann Lee. “She did.” [1]", "When was that?", "When did Ann Lee open the bridge?"),
        ("When did Herat fall?", "12 August 2021", "And Kandahar?", "When did Kandahar fall?"),
        ("What did Jane Doe say about the mill?", "Much", "And about the barn?", "What did Jane Doe say about the barn?"),
        ("When did Herat fall?", "12 August 2021", "Why?", "Why did Herat fall?"),
        ("When was the bridge closed?", "2 May 2022 (Monday)", "And the mill?", "When was the mill closed?"),
        ("When did the old fire chief resign from the board?", "2 May 2022", "What about the mayor?", "When did the mayor resign from the board?"),
        ("What happened on 16 August 2021?", "16 August 2021: nothing", "What about Kandahar?", "What about Kandahar?"),
        ("Did Herat fall on 16 August 2021?", "Yes", "And Kandahar?", "Did Kandahar fall on 16 August 2021?"),
        ("Who closed the old bridge?", "The mayor", "And the mill?", "Who closed the mill?"),
        ("How many died?", "Three", "And in Herat?", "How many died in Herat?"),
        ("Who resigned?", "Jane Doe", "And the mill?", "And the mill?"),
        ("When did Herat fall?", "12 August 2021 (Thursday). “It fell.” [1]", "And the day after?", "What happened on 13 August 2021?"),
        ("When did Herat fall?", "12 August 2021 (Thursday). “It fell.” [1]", "What happened the next day in Kabul?", "What happened on 13 August 2021 in Kabul?"),
        ("When did Herat fall?", "12 August 2021 (Thursday). “It fell.” [1]", "And two days before?", "What happened on 10 August 2021?"),
        ("When was the bridge closed?", "2 May 2022 (Monday).", "How long after that was the mayor fired?", "How long after the bridge was closed was the mayor fired?"),
        ("When did Herat fall?", "12 August 2021", "How many days after that did Kabul fall?", "How many days after Herat fall did Kabul fall?"),
        ("What caused the fire?", "A faulty dryer.", "Who wrote it?", "Who wrote the article about the fire?"),
        ("Which book won?", "The Mill", "Who wrote it?", "Who wrote the Mill?"),
        ("Which town did the army take?", "Herat", "When was that?", "When did the army take Herat?"),
        ("What is Mr Roe accused of?", "Theft", "What does he say to it?", "What does Mr Roe say to Theft?"),
        ("What did the company offer?", "62 crowns", "Who accepted them?", "Who accepted them?"),
        ("When did the Reds take Herat?", "In May", "Who was captured there?", "Who was captured in Herat?"),
        ("Who was hurt in Herat in the raid of the Reds?", "Jane Doe", "What happened there?", "What happened in Herat?"),
        ("How many US soldiers did Lee send?", "40", "And how many did Roe send?", "And how many US soldiers did Roe send?"),
        ("Who sent soldiers?", "Lee", "How many did Roe send?", "How many did Roe send?"),
        ("Who is Jane Doe?", "A judge", "What did Ann Lee say she wanted?", "What did Ann Lee say she wanted?"),
        ("Who is Jane Doe?", "A judge", "What did the Reds say she wanted?", "What did the Reds say Jane Doe wanted?"),
        ("Who was the boy in the cellar?", "Ray Doe", "What was the dog that found him called?", "What was the dog that found Ray Doe called?"),
        ("Is Jane Doe leaving?", "No", "What made her change her plan?", "What made Jane Doe change Jane Doe’s plan?"),
        ("What did Ann Lee do in Malta?", "Sold her house", "How many people live there?", "How many people live in Malta?"),
        ("What happens to Bo Roe?", "Steps down", "Who is against it?", "Who is against Bo Roe?"),
        ("Since when is Bo Roe accused of theft?", "The archive does not answer this. Nearest passages: [1].", "Who is his lawyer?", "Who is Bo Roe’s lawyer?"),
        ("What did the FTC sue over?", "Amazon’s fees", "When did that happen?", "When did the FTC sue over Amazon’s fees?"),
    ],
)  # fmt: skip
def test_what_a_question_leans_on_is_filled_in(previous: str, answer: str, asked: str, whole: str) -> None:
    assert standalone(asked, [(previous, answer)]) == whole


@pytest.mark.parametrize(
    "asked", ["Who leads the bank?", "When did the bridge at Genoa collapse?", "Why is the sky blue?"]
)
def test_a_question_that_stands_alone_is_left_alone(asked: str) -> None:
    assert standalone(asked, [("Who is Jane Doe?", "The chief executive of Acme.")]) == asked


def test_without_a_conversation_nothing_changes() -> None:
    assert standalone("When was he arrested?", []) == "When was he arrested?"


def test_a_chain_of_follow_ups_leans_on_the_first() -> None:
    history = [("When did Herat fall?", "12 August 2021"), ("What about Kandahar?", "13 August 2021")]
    assert standalone("Why?", history) == "Why did Kandahar fall?"


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ("5,000. “He is sending 5,000 more.” [1]", "5,000"),
        ("“It fell on Friday.” [1]", ""),
        ("Sir Laurie Bristow.", "Sir Laurie Bristow"),
        ("", ""),
    ],
)
def test_the_short_answer_is_what_stands_before_its_quote(answer: str, words: str) -> None:
    assert short(answer) == words


@pytest.mark.parametrize(
    ("text", "previous", "answer", "whole"),
    [
        ("Who stole it?", "What was stolen?", "Two paintings [1].", "Who stole two paintings?"),
        ("Who stole it?", "What was stolen from the museum?", "A ring [1].", "Who stole a ring?"),
        ("Who sold it?", "Which mill was sold?", "Thorn Mill [1].", "Who sold Thorn Mill?"),
    ],
)
def test_it_is_the_answer_where_the_verb_is_asked_of_again(text: str, previous: str, answer: str, whole: str) -> None:
    assert standalone(text, [(previous, answer)]) == whole


@pytest.mark.parametrize(
    ("first", "answer", "text", "whole"),
    [
        ("How many kids took part in the study?", "203", "How old were they?", "How old were the kids?"),
        ("How many hours do kids spend on their phones?", "4.5 hours", "Who sells them?", "Who sells the phones?"),
        ("How many hours do miners work a day?", "9 hours", "What do they earn?", "What do miners earn?"),
    ],
)
def test_they_are_those_who_are_counted_or_do_it_and_no_amount_of_time(
    first: str, answer: str, text: str, whole: str
) -> None:
    assert standalone(text, [(first, answer)]) == whole
