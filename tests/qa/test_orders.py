"""Orders that ask something."""

import pytest

from qa.forms import plainly
from qa.question import answer_type
from qa.several import parts


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Name Norland's foreign minister and the rebels' spokesman who spoke in Ashford.", ["Who is Norland's foreign minister?", "Who is the rebels' spokesman who spoke in Ashford?"]),
        ("Name the mayor and the governor", ["Who is the mayor?", "Who is the governor?"]),
        ("Name the mayor of Ashford.", ["Who is the mayor of Ashford?"]),
        ("Name the ferries that sank", ["Name the ferries that sank"]),
        ("Name the ministers and the mayor.", ["Name the ministers and the mayor."]),
    ],
)  # fmt: skip
def test_who_is_to_be_named_is_asked_for_one_by_one(text: str, found: list[str]) -> None:
    assert parts(plainly(text)) == found


@pytest.mark.parametrize(
    ("text", "put"),
    [
        ("Whom is Norland taking out of Ashford? List the groups.", "Which groups is Norland taking out of Ashford?"),
        ("What did they burn? Name all the old papers", "Which old papers did they burn?"),
        ("Who was hurt? List the names.", "Who was hurt?"),
        ("When did it sink? List the days.", "When did it sink?"),
    ],
)
def test_what_is_to_be_listed_is_what_is_asked_for(text: str, put: str) -> None:
    assert plainly(text) == put


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Tell me what share of the Brent mill was sold and when it burned.", ["What share of the Brent mill was sold?", "When did the Brent mill burn?"]),
        ("Can you tell me when the mill burned and who was hurt?", ["When did the mill burn?", "Who was hurt?"]),
        ("Tell me what part of the wall the army has sold.", ["Tell me what part of the wall the army has sold."]),
    ],
)  # fmt: skip
def test_two_questions_told_in_one_order_are_both_asked(text: str, found: list[str]) -> None:
    assert parts(plainly(text)) == found


def test_the_name_of_one_is_no_list() -> None:
    assert answer_type("Name of the mayor of Ashford") != "list"
    assert answer_type("Name two ferries that sank") == "list"
