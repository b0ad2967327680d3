"""Days that the words before them arrange: weekdays and days of the calendar that are to come."""

from __future__ import annotations

from datetime import date

import pytest

from index import timex

SUNDAY, TUESDAY, FRIDAY = date(2023, 3, 12), date(2023, 3, 7), date(2023, 3, 10)


def the_day(sentence: str, written: date) -> date | None:
    """The first day of the only time that a sentence names."""
    (found,) = [t for t in timex.find(sentence, written) if t.type != "DURATION"]
    assert found.first_day == found.last_day
    return found.first_day


@pytest.mark.parametrize(
    "sentence",
    [
        "Mayor Ann Lee declared three days of mourning, starting on Thursday.",
        "The council imposed a curfew from Thursday.",
        "The airline cancelled all flights, beginning Thursday.",
    ],
)
def test_what_is_decided_begins_on_the_coming_weekday(sentence: str) -> None:
    assert the_day(sentence, TUESDAY) == date(2023, 3, 9)


@pytest.mark.parametrize(
    "sentence", ["The strike lasted three days, starting on Saturday.", "The council imposed a curfew from Monday."]
)
def test_what_lasted_or_was_decided_to_begin_yesterday_has_begun(sentence: str) -> None:
    day = the_day(sentence, TUESDAY)
    assert day is not None
    assert day < TUESDAY


@pytest.mark.parametrize(
    "sentence",
    [
        "They parade through Ashford on an open bus on Wednesday.",
        "The pianist, who performs in Brent on Wednesday, is 19.",
        "Parliament votes on Wednesday.",
        "On Wednesday, voters elect a new mayor.",
        "Trains run again from Wednesday.",
        "The captain, who has a chemistry exam on Wednesday, scored twice.",
    ],
)
def test_the_simple_present_with_a_weekday_is_what_is_arranged(sentence: str) -> None:
    assert the_day(sentence, SUNDAY) == date(2023, 3, 15)


@pytest.mark.parametrize(
    "sentence",
    [
        "It comes after a raid on Thursday.",
        "They mourn the miners killed on Thursday.",
        "They say the dam in Brent broke on Thursday.",
        "She knows what happened on Thursday.",
        "On Thursday, workers found the doors open.",
        "On Thursday the players who fly to Brent were ill.",
    ],
)
def test_the_simple_present_of_other_verbs_leaves_the_weekday_behind(sentence: str) -> None:
    assert the_day(sentence, SUNDAY) == date(2023, 3, 9)


@pytest.mark.parametrize(
    "sentence",
    [
        "The match was postponed to Tuesday.",
        "The hearing was put off to Tuesday.",
        "The court set a hearing for Tuesday.",
        "The union has called a strike for Tuesday.",
        "Ann Lee said she had invited both sides back on Tuesday.",
        "The bloc called its leaders to an emergency summit in Brent on Tuesday.",
        "Ann Lee summoned the owners to a meeting on Tuesday.",
    ],
)
def test_what_is_put_off_or_called_for_a_weekday_is_to_come(sentence: str) -> None:
    assert the_day(sentence, FRIDAY) == date(2023, 3, 14)


def test_what_had_been_called_for_a_weekday_is_behind() -> None:
    assert the_day("The board had called a meeting for Tuesday.", FRIDAY) == date(2023, 3, 7)
    assert the_day("Ann Lee summoned the owners to her house on Tuesday.", FRIDAY) == date(2023, 3, 7)


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("With only Sunday's race to come, all is open.", SUNDAY),
        ("Before Sunday's race the team is calm.", SUNDAY),
        ("Brent must win Sunday's race to stay up.", SUNDAY),
        ("Brent won Sunday's race with ease.", date(2023, 3, 5)),
        ("Before Sunday's race the team was calm.", date(2023, 3, 5)),
    ],
)
def test_the_occasion_of_a_weekday_is_to_come_where_its_sentence_says_so(sentence: str, day: date) -> None:
    assert the_day(sentence, FRIDAY) == day


def test_a_clause_of_its_own_does_not_tell_the_side_of_a_day() -> None:
    text = "The fund said it would vote against the plan at the extraordinary meeting on June 19 because the price was low."
    assert the_day(text, date(2023, 4, 20)) == date(2023, 6, 19)


def test_weeks_are_counted_to_the_day_from_a_day_that_the_text_tells() -> None:
    found = timex.find("The first body was found on February 2. The last was found a week later.", SUNDAY)
    assert (found[-1].value, found[-1].first_day, found[-1].last_day) == (
        "2023-W06",
        date(2023, 2, 9),
        date(2023, 2, 9),
    )
