"""Days that a sentence gives by another event."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from qa import ask
from qa.corpus import Corpus
from qa.later import counted_from, follows_soon, sentence_before

DAY = date(2021, 8, 13)
ROWS = [
    ("Echo", "2021-08-13", "Tornes mourns", "Tornes laid a wreath at the quay, 46 years after the ferry Sirene sank off the cape in fog. "
     "On Tuesday the council of Tornes closed the old bridge. A lorry fell into the river Alder a few hours later."),
]  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "sentence", "days"),
    [
        ("When did the ferry sink?", "They met 46 years after the ferry sank in fog.", (date(1975, 1, 1), date(1975, 12, 31))),
        ("When did the ferry sink?", "They met three months after the ferry sank.", (date(2021, 5, 1), date(2021, 5, 31))),
        ("When will the tower open?", "Work stops two years before the tower is to open.", (date(2023, 1, 1), date(2023, 12, 31))),
        ("When did they meet?", "They met 46 years after the ferry sank in fog.", None),
        ("When did the ferry sink?", "They met nearly 50 years after the ferry sank.", None),
        ("When did the ferry sink?", "The ferry sank. They met two years after that.", None),
        ("When did the ferry sink?", "The ferry sank in fog.", None),
    ],
)  # fmt: skip
def test_years_are_counted_from_the_news(asked: str, sentence: str, days: tuple[date, date] | None) -> None:
    found = counted_from(asked, sentence, DAY)
    assert (found[:2] if found else None) == days


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("It sank a few hours later.", "a few hours later"),
        ("Minutes later, it sank.", "Minutes later"),
        ("It sank shortly after.", "shortly after"),
        ("It sank shortly after the storm.", ""),
        ("It sank two days later.", ""),
    ],
)
def test_what_came_hours_later(sentence: str, words: str) -> None:
    assert follows_soon(sentence) == words


def test_the_sentence_before() -> None:
    text = "Mr. Lee left. He ran.\n\nIt rained."
    before = sentence_before(text, text.index("It"))
    assert before is not None
    assert text[slice(*before)] == "He ran."
    assert sentence_before(text, 0) is None


@pytest.mark.parametrize(
    ("asked", "said", "why"),
    [
        ("When did the ferry Sirene sink?", "1975", "“46 years after” is counted from the article"),
        ("When did a lorry fall into the river?", "10 August 2021 (Tuesday)", "“a few hours later” counts from the sentence before"),
    ],
)  # fmt: skip
def test_an_answer_says_what_its_day_is_counted_from(
    archive_of: Callable[..., Corpus], asked: str, said: str, why: str
) -> None:
    reply = ask(asked, corpus=archive_of(ROWS))
    assert reply.short == said
    assert any(why in note for note in reply.notes)
