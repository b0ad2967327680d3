"""Words that news uses for one event."""

import pytest

from qa.rephrase import alike
from qa.words import stem


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("airstrikes", "bombed"), ("airstrikes", "struck"), ("resigned", "quit"), ("talks", "met"), ("bought", "acquisition"),
        ("seized", "stormed"), ("launch", "began"), ("blaze", "burned"), ("assault", "offensive"), ("closure", "shut"), ("played", "versus"),
    ],
)  # fmt: skip
def test_words_for_one_event_are_alike(asked: str, told: str) -> None:
    assert stem(told) in alike({stem(asked)})


@pytest.mark.parametrize(("asked", "told"), [("airstrikes", "arrested"), ("resigned", "met"), ("bought", "sold")])
def test_words_for_different_events_are_not(asked: str, told: str) -> None:
    assert stem(told) not in alike({stem(asked)})
