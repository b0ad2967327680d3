"""Whom and what a pronoun may stand for."""

import pytest

from qa.antecedent import group, named, persons, thing
from qa.followup import standalone


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("On Friday, the Northmen arrested Ann Lee in Ashford.", ["Ann Lee"]),
        ("In May the ABX office near Brent was shut by Roe.", ["Roe"]),
        ("The mill stands at Brent.", []),
        ("In May the Reverend Roe quit.", ["Reverend Roe"]),
    ],
)
def test_persons_are_no_days_no_places_and_nothing_with_an_article(text: str, found: list[str]) -> None:
    assert persons(text) == found


def test_days_and_months_are_no_names_that_a_pronoun_takes() -> None:
    assert named("On Friday Ann Lee flew to Brent in July.") == ["Ann Lee", "Brent"]


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("What share of the Ashford retreat was done?", "the Ashford retreat"),
        ("What became of the Brent mill?", "the Brent mill"),
        ("Who does the Brent council blame?", "the Brent council"),
        ("When did the Northmen take Ashford?", ""),
        ("What flew in one of the July raids?", ""),
    ],
)
def test_a_thing_has_its_noun_behind_the_name(question: str, found: str) -> None:
    assert thing(question) == found


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("How many Ashford firemen stayed?", "the Ashford firemen"),
        ("How many Brent soldiers are staying?", "the Brent soldiers"),
        ("What are the names of the two pilots?", "the two pilots"),
        ("When did Ann Lee leave?", ""),
    ],
)
def test_a_group_has_its_noun_behind_the_name(question: str, found: str) -> None:
    assert group(question) == found


@pytest.mark.parametrize(
    ("previous", "answer", "asked", "whole"),
    [
        ("What happened to Tom Roe?", "On Friday, the Northmen arrested Tom Roe.", "Is he still held?", "Is Tom Roe still held?"),
        ("What happened to Ann Lee?", "Tom Roe arrested Ann Lee in May.", "Is she free?", "Is Ann Lee free?"),
        ("What happened in Ashford?", "On Friday the mayor, Ann Lee, quit.", "Where is she?", "Where is Ann Lee?"),
        ("How many Brent soldiers stay?", "Some 650.", "What are they to guard?", "What are the 650 Brent soldiers to guard?"),
        ("What share of the Brent retreat was done?", "", "When was it due to end?", "When was the Brent retreat due to end?"),
        ("Who arrested Ann Lee?", "Tom Roe.", "Where is he now?", "Where is Tom Roe now?"),
        ("What are the names of the two pilots?", "", "Where did they land?", "Where did the two pilots land?"),
        ("Whom does the Brent council blame?", "", "What does it want of them?", "What does the Brent council want of them?"),
        ("In what year did the mill open?", "", "In what year did it burn?", "In what year did the mill burn?"),
        ("When did the mayor of Ashford resign?", "In May.", "Who beat him?", "Who beat the mayor of Ashford?"),
        ("How did the pilot in Brent land?", "", "What field did she use?", "What field did the pilot use?"),
        ("Who succeeded the mayor of Ashford?", "Ann Lee.", "How old is she?", "How old is Ann Lee?"),
        ("Where are the Northmen?", "", "What do they offer him?", "What do Northmen offer him?"),
    ],
)  # fmt: skip
def test_a_pronoun_takes_the_person_or_the_whole_thing(previous: str, answer: str, asked: str, whole: str) -> None:
    assert standalone(asked, [(previous, answer)]) == whole
