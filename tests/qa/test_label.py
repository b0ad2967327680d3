"""What somebody called something, and who said it."""

import pytest

from qa.label import is_of_another, is_untold, said_by_another

LEE = 'Ann Lee called the plan "a mistake" because the pits are empty.'
RAY = 'Tom Ray said on Friday that the plan was "a mistake".'


@pytest.mark.parametrize(
    "question",
    [
        "Why did Ann Lee call the plan a mistake?",
        'Why did Ann Lee call the plan "a mistake"?',
        "Why did Ann Lee describe the plan as an error?",
        "Why did Ann Lee call the plan wrong?",
    ],
)
def test_what_somebody_called_something_is_told_by_who_said_so_and_not_by_another(question: str) -> None:
    assert not is_of_another(question, [LEE, RAY])
    assert is_of_another(question, [RAY, "Ann Lee went home."])
    assert not is_untold(question, [LEE])
    assert is_untold(question, ['Ann Lee described the plan as "welcome".'])


@pytest.mark.parametrize(
    "question",
    [
        "Why did Ann Lee call for calm?",
        "What did Ann Lee call the plan?",
        "How did Ann Lee describe the plan?",
        "Who is Ann Lee?",
    ],
)
def test_a_question_that_gives_no_such_name_asks_for_any_sentence(question: str) -> None:
    assert not is_untold(question, ["Tom Ray said that it was a mistake."])
    assert not is_of_another(question, ["Tom Ray said that it was a mistake."])


def test_a_pronoun_may_stand_for_who_is_asked_about() -> None:
    assert said_by_another("Ann Lee", "According to Tom Ray, it was a mistake.")
    assert not said_by_another("Ann Lee", "She told Tom Ray that it was a mistake.")
    assert not said_by_another("Ann Lee", "It was a mistake.")
