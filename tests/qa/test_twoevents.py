"""The time between two events whose days the archive does not give, told in so many words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.settings import Settings
from qa import ask
from qa.corpus import Corpus
from qa.twoevents import two_events

TOLD = {
    "ferry": "Ferry raised\nPublished: 12 May 2023\n\nThe wreck of the ferry Sirene was raised off Ashford, 46 years after a storm sank the ship."
    " Divers cheered on the quay. The hull will go to a museum.",
    "trial": "Trial of the mayor\nPublished: 20 May 2023\n\nThe judge told jurors to expect five weeks of trial. The mayor of Ashford denies everything.",
}  # fmt: skip


@pytest.fixture(scope="module")
def wrecks(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    folder: Path = tmp_path_factory.mktemp("wrecks")
    for name, text in TOLD.items():
        (folder / f"{name}.txt").write_text(text)
    with Corpus.create(tmp_path_factory.mktemp("two-events") / "archive", settings) as corpus:
        corpus.add([folder])
        yield corpus


def test_a_time_that_a_sentence_tells_needs_no_days(wrecks: Corpus) -> None:
    for asked in (
        "How many years after a storm sank the ferry Sirene was the wreck raised?",
        "How many years separate the storm that sank the ferry Sirene from the raising of its wreck?",
    ):
        reply = ask(asked, corpus=wrecks)
        assert (reply.answered, reply.short) == (True, "46 years"), asked


def test_a_length_of_something_is_no_time_between_events(wrecks: Corpus) -> None:
    assert not ask("How many weeks lay between the trial of the mayor and the verdict?", corpus=wrecks).answered


@pytest.mark.parametrize(
    ("asked", "first", "second"),
    [
        ("Which was earlier, the Ashford fire or the Brent flood?", "When was the Ashford fire?", "When was the Brent flood?"),
        ("Which was first: the fire or the flood?", "When was the fire?", "When was the flood?"),
        ("How many days after Ann Ray's death did Lee win the cup?", "When did Ann Ray die?", "When did Lee win the cup?"),
        ("How many days after Ray spoke was Lee arrested?", "When did Ray speak?", "When was Lee arrested?"),
    ],
)  # fmt: skip
def test_each_event_is_asked_for_as_news_tells_it(asked: str, first: str, second: str) -> None:
    found = two_events(asked)
    assert found is not None
    assert (found.first, found.second) == (first, second)


@pytest.mark.parametrize(
    ("asked", "first", "second"),
    [
        (
            "Which of Ann Lee's medals came first, the silver or the bronze?",
            "When was the silver of Ann Lee's medals?",
            "When was the bronze of Ann Lee's medals?",
        ),
        (
            "Who scored first in the cup final, Lee or Ash?",
            "When did Lee score in the cup final?",
            "When did Ash score in the cup final?",
        ),
        (
            "Which came earlier in the match, Lee's penalty or Ash's free kick?",
            "When was Lee's penalty in the match?",
            "When was Ash's free kick in the match?",
        ),
        (
            "Did the strike begin before the mine collapsed?",
            "When did the strike begin?",
            "When did the mine collapse?",
        ),
    ],
)
def test_what_two_events_are_both_of_is_asked_of_each(asked: str, first: str, second: str) -> None:
    events = two_events(asked)
    assert events is not None
    assert (events.first, events.second) == (first, second)
