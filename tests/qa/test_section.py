"""News put under days: what stands below a line with a day is of that day."""

from __future__ import annotations

from datetime import date

import pytest

from index import timex
from index.article import Article, Passage, Published
from qa.moment import joined, moments, weighed
from qa.question import understand
from qa.section import reread, sections
from qa.span import Span
from qa.when import When, resolve

DAY = date(2023, 11, 6)  # a Monday
MATCHES = """The referees of Ames have had to say sorry often.
Ames 1-0 Bo: 3 May 2021
A goal of Cole was wrongly disallowed.
Ames 2-2 Dorn: 8 June 2021
Fenn was sent off in error.
Bo 0-4 Ames: 9 July 2021
The whistle was lost."""
ENTRIES = """The row over the mill goes on.
Saturday, Nov. 11
The judge heard the case on Friday.
Wednesday, Nov. 8
Ames sold the mill.
Monday, Nov. 6
Bo wept."""


def article_of(text: str) -> Article:
    """An article of one-line sentences."""
    return Article("a", text, published=Published("stated", DAY, DAY, 1.0), body_start=0)


def answer_at(asked: str, text: str, seen: str) -> When | None:
    """The best moment of a passage that the reader saw the answer in at `seen`."""
    question, article = understand(asked), article_of(text)
    places, at = [], 0
    for line in text.split("\n"):
        places.append((at, at + len(line)))
        at += len(line) + 1
    passage = Passage(1, "a", 0, len(text), text, tuple(places))
    sentence = next(s for s in places if s[0] <= text.index(seen) < s[1])
    expressions = joined(reread(article, timex.find(text, DAY)), text)
    found = moments(question, [Span(passage, *sentence, sentence, 0.5, is_sentence=True)], lambda _: expressions)
    best = max(found, key=lambda s: weighed(question, s, article, expressions, lambda _: 1.0))
    return resolve(question, best, article, expressions)


def test_what_stands_under_a_day_is_of_that_day() -> None:
    found = answer_at("When was Fenn sent off?", MATCHES, "Fenn was")
    assert found is not None
    assert found.words == "8 June 2021 (Tuesday)"
    assert found.note == "The sentence gives no date; it stands under “Ames 2-2 Dorn: 8 June 2021”."


def test_the_line_with_the_day_tells_of_the_event_too() -> None:
    found = answer_at("When did Ames have a goal of Cole disallowed against Bo?", MATCHES, "A goal of Cole")
    assert found is not None
    assert found.first_day == date(2021, 5, 3)


def test_an_entry_without_a_day_in_its_sentence_is_dated_by_its_heading() -> None:
    found = answer_at("When did Ames sell the mill?", ENTRIES, "Ames sold")
    assert found is not None
    assert found.first_day == date(2023, 11, 8)


def test_a_month_that_stands_alone_heads_what_happened_in_it() -> None:
    text = "The mill through the years.\nMay 2021\nAmes bought the mill.\nJune 2021\nBo burned it.\nJuly 2022\nBo wept."
    found = answer_at("When did Bo burn the mill?", text, "Bo burned")
    assert found is not None
    assert found.words == "June 2021"


def test_a_weekday_of_an_entry_is_that_before_the_day_of_the_entry() -> None:
    found = answer_at("When did the judge hear the case?", ENTRIES, "The judge")
    assert found is not None
    assert found.first_day == date(2023, 11, 10)


def test_what_stands_under_days_to_come_did_not_happen_on_them() -> None:
    text = f"{'x' * 500}\n{ENTRIES.replace('Nov', 'Dec')}"
    assert answer_at("When did Ames sell the mill?", text, "Ames sold") is None
    due = answer_at("When will Ames sell the mill?", text.replace("sold", "is to sell"), "Ames is to")
    assert due is not None
    assert due.first_day == date(2023, 12, 8)


@pytest.mark.parametrize(
    "text",
    [
        "Ames won.\nDate: 3 May 2021\nBo lost.\nDate: 4 May 2021\nDorn won.\nDate: 5 May 2021\nFenn lost.",
        "Ames won. — Cole (@cole) May 3, 2021\nBo lost. — Cole (@cole) May 4, 2021\nOh. — Cole (@cole) May 5, 2021\nHo.",
        "On 3 May 2021 Ames won.\nOn 4 May 2021 Bo lost.\nOn 5 May 2021 Dorn won.\nFenn lost.",
        "Ames 1-0 Bo: 3 May 2021\nCole scored.",
    ],
)
def test_other_lines_with_days_are_no_headings(text: str) -> None:
    assert sections(article_of(text), timex.find(text, DAY)) == []
