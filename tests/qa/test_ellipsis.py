"""Second questions that are cut short."""

import pytest

from qa.ellipsis import asks_subject, each, in_full, is_cut_short


@pytest.mark.parametrize(
    ("first", "answer", "cut", "whole"),
    [
        ("Who was hurt at the mill on Friday?", "Ann Lee", "when was that", "When was Ann Lee hurt at the mill?"),
        ("Who captured Ashford?", "the rebels", "When?", "When did the rebels capture Ashford?"),
        ("Which bank bought the mill?", "Acme", "for how much", "For how much did Acme buy the mill?"),
        ("How many people were hurt?", "12", "where", "Where were 12 people hurt?"),
        ("Which two men were hurt?", "", "how badly", "How badly were the two men hurt?"),
        ("Who runs the mill?", "Bo", "since when", "Since when does Bo run the mill?"),
        ("Who is the mayor of Ashford?", "Ann Lee", "since when", "Since when is Ann Lee the mayor of Ashford?"),
        ("Who resigned?", "", "why", "Why did somebody resign?"),
        ("Who did Smith replace?", "Jones", "when", "When did Smith replace Jones?"),
        ("How many men is Rome sending?", "600", "to do what", "What is Rome sending 600 men to do?"),
        ("When was the mill sold?", "5 May 2021", "to whom", "To whom was the mill sold?"),
        (
            "By how many votes did Ann Lee win the election?",
            "900",
            "in which year",
            "In which year did Ann Lee win the election?",
        ),
        ("Who set the record?", "Ann Lee", "how many goals did she score", ""),
    ],
)
def test_a_question_cut_short_is_put_in_full(first: str, answer: str, cut: str, whole: str) -> None:
    assert in_full(cut, first, answer) == whole


def test_question_words_alone_are_short_for_a_question_and_a_question_about_a_thing_is_not() -> None:
    assert all(is_cut_short(text) for text in ("When?", "on what grounds", "and when was that?"[4:], "To do what?"))
    assert not any(is_cut_short(text) for text in ("How many yards was it?", "Who is he?", "What does it cost?"))


def test_several_question_words_on_end_are_as_many_questions() -> None:
    assert each("When, and by whom?") == ["When?", "By whom?"]
    assert each("When and where was he born?") == []


def test_who_asks_for_the_subject_is_told_from_who_asks_for_the_object() -> None:
    assert asks_subject("Which two men were hurt?")
    assert asks_subject("who bought the mill")
    assert not asks_subject("Which mill did Acme buy?")
    assert not asks_subject("How many men is Rome sending?")
