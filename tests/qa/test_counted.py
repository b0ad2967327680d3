"""Days counted from another day of the same sentence."""

from __future__ import annotations

from datetime import date

import pytest

from index import timex
from qa.counted import Counted, with_counted
from qa.moment import _counted_to, joined

DAY = date(2024, 5, 20)  # a Monday


def counted(text: str) -> list[tuple[str, str, str]]:
    """What each counted time of a text says, what it was counted from, and its value."""
    found = with_counted(joined(timex.find(text, DAY), text), text)
    return [(t.text, text[t.base_start : t.base_end], t.value) for t in found if isinstance(t, Counted)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The council met on Friday, a week after the mayor had resigned.", ("a week after", "Friday", "2024-05-10")),
        ("Lee had the letter on 12 March, a day before troops took Brent.", ("a day before", "12 March", "2024-03-13")),
        ("It ran aground in 2011, two years after it was bought.", ("two years after", "2011", "2009")),
        ("Three days after the fire, on 3 May, the owner left.", ("Three days after", "3 May", "2024-04-30")),
    ],
)
def test_an_event_is_dated_by_counting_from_the_day_beside_it(text: str, told: tuple[str, str, str]) -> None:
    assert counted(text) == [told]


@pytest.mark.parametrize(
    "text",
    [
        "It closed on 3 May, two days after.",
        "It opened in 2011, two days after the fire.",  # days are counted from no year
        "Two days after the fire the owner left.",
        "The owner left on Friday. A week after the fire nobody was there.",
        "The owner left on Friday, the day after tomorrow being a holiday.",
    ],
)
def test_nothing_is_counted_without_a_day_to_count_from_or_an_event_to_date(text: str) -> None:
    assert counted(text) == []


def test_a_count_leads_to_what_stands_behind_it_up_to_the_next_mark() -> None:
    assert _counted_to(" the fire, 900 euros were paid in.") == " the fire"
    assert _counted_to(" the fire") == " the fire"
