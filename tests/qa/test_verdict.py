"""Yes or no to whether something was at a time, by the day that the archive gives it."""

from __future__ import annotations

from datetime import date

import pytest

from qa.answer import Answer
from qa.combine import Dated
from qa.period import Period
from qa.question import Question
from qa.verdict import by_day
from qa.when import When

ASKED = Question("Was the bridge shut?", "Was the bridge shut?", "yes-no")


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ((2020, 5, 4), (2020, 5, 4), "Yes: 4 May 2020"),
        ((2020, 5, 5), (2020, 5, 5), "No: 4 May 2020"),
        ((2020, 5, 1), (2020, 5, 31), "Yes: 4 May 2020"),
    ],
)
def test_whether_it_was_then_is_told_by_the_day_that_the_archive_gives(
    first: tuple[int, int, int], last: tuple[int, int, int], said: str
) -> None:
    asked: list[str] = []

    def plain(question: Question) -> Dated:
        asked.append(question.text)
        assert question.type == "when"
        reply = Answer(question.asked, "4 May 2020. “It was shut.” [1]", True, 0.7, (), (), "4 May 2020")
        return Dated(reply, When(date(2020, 5, 4), date(2020, 5, 4), "4 May 2020", "", 1.0, None))

    found = by_day(ASKED, Period(date(*first), date(*last), "then"), "Was the bridge shut?", plain)
    assert asked == ["When was the bridge shut?"]
    assert found is not None
    assert found.inside == said.startswith("Yes")
    assert found.answer.short == said
    assert found.answer.text == f"{said}. “It was shut.” [1]"


def test_days_that_only_overlap_tell_nothing() -> None:
    reply = Answer("", "May 2020.", True, 0.7, (), (), "May 2020")
    may = When(date(2020, 5, 1), date(2020, 5, 31), "May 2020", "", 1.0, None)
    day = Period(date(2020, 5, 4), date(2020, 5, 4), "4 May")
    assert by_day(ASKED, day, "Was the bridge shut?", lambda _: Dated(reply, may)) is None
    assert by_day(ASKED, day, "Was the bridge shut?", lambda _: Dated(reply)) is None
