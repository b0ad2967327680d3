"""What kind of answer a question asks for."""

import pytest

from qa.question import answer_type


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Is the bridge safe?", "yes-no"),
        ("Isn't the bridge safe?", "yes-no"),
        ("Hasn’t the mill burned down?", "yes-no"),
        ("Can't it be mended?", "yes-no"),
        ("Won't the mill open again?", "yes-no"),
        ("And wasn't she mayor?", "yes-no"),
        ("Which mill isn't safe?", "what"),
        ("Why isn't the bridge safe?", "why"),
        ("List the ferries", "list"),
        ("Name the mayor and the minister", "list"),
    ],
)
def test_the_words_of_a_question_tell_its_kind(text: str, kind: str) -> None:
    assert answer_type(text) == kind
