"""Answers put together: numbering, missing parts, time between two events, their order."""

from dataclasses import replace
from datetime import date

import pytest

from qa.answer import Answer, Citation
from qa.combine import Dated, parts, two_events
from qa.question import Question
from qa.twoevents import TwoEvents
from qa.when import When

ASKED = Question("q", "q", "what", notes=("Asked as: q",))


def cite(number: int, start: int) -> Citation:
    return Citation(number, "a", "T", "", None, "unknown", "quote", start, start + 5)


def said(text: str, *citations: Citation, short: str = "", confidence: float = 0.8) -> Answer:
    return Answer("part?", text, True, confidence, citations, (), short)


def missing(name: str = "part?") -> Answer:
    return Answer(name, "The archive does not answer this.", False, 0.9, (cite(1, 90),))


def on(day: date, last: date | None = None, start: int = 0) -> Dated:
    return Dated(said("x [1]", cite(1, start)), When(day, last or day, "words", "", 1.0, None))


def test_parts_share_one_numbering_and_cite_each_quote_once() -> None:
    reply = parts(ASKED, [said("A [1].", cite(1, 0), short="A"), said("B [1] [2].", cite(1, 9), cite(2, 0), short="B")])
    assert reply.text == "A [1]. B [2] [1]."
    assert [(c.number, c.start) for c in reply.citations] == [(1, 0), (2, 9)]
    assert reply.short == "A; B"


def test_a_part_without_an_answer_is_named() -> None:
    reply = parts(ASKED, [said("A [1].", cite(1, 0), short="A"), missing("And who?")])
    assert reply.answered
    assert reply.text == "A [1]. The archive does not answer “And who?”"


def test_each_part_stands_behind_what_it_is_the_answer_of() -> None:
    told = [
        said("Yes [1].", cite(1, 0), short="Yes"),
        missing("What did Roe say?"),
        said("No [1].", cite(1, 9), short="No"),
    ]
    text = parts(ASKED, told, ["Lee", "Roe", "the mayor"]).text
    assert text == "Lee: Yes [1]. The mayor: No [2]. The archive does not answer “What did Roe say?”"


def test_what_two_parts_say_alike_is_said_once_in_short() -> None:
    assert parts(ASKED, [said("A [1].", cite(1, 0), short="A"), said("A [1].", cite(1, 9), short="A")]).short == "A"


def test_no_part_answered_is_an_abstention() -> None:
    reply = parts(ASKED, [missing(), missing()])
    assert not reply.answered
    assert len(reply.citations) == 1


@pytest.mark.parametrize(
    ("first", "second", "unit", "words"),
    [
        (on(date(2021, 8, 13)), on(date(2021, 8, 15), start=9), "days", "2 days"),
        (on(date(2021, 8, 13)), on(date(2021, 8, 14), start=9), "", "1 day"),
        (on(date(2021, 8, 1)), on(date(2021, 8, 29), start=9), "", "4 weeks"),
        (on(date(2021, 8, 15)), on(date(2021, 8, 13), start=9), "days", "2 days earlier, not later"),
        (on(date(2021, 8, 1), date(2021, 8, 31)), on(date(2021, 9, 2), start=9), "days", "between 2 days and 32 days"),
    ],
)
def test_the_time_between(first: Dated, second: Dated, unit: str, words: str) -> None:
    reply = two_events(ASKED, TwoEvents("between", "a?", "b?", ("a", "b"), unit), first, second)
    assert reply.short == words
    assert [c.number for c in reply.citations] == [1, 2]


@pytest.mark.parametrize(("asked", "words"), [("first", "a"), ("last", "b"), ("before", "yes"), ("after", "no")])
def test_the_order(asked: str, words: str) -> None:
    events = TwoEvents("order", "a?", "b?", ("a", "b"), asked=asked)
    assert two_events(ASKED, events, on(date(2021, 8, 13)), on(date(2021, 8, 15))).short == words


def test_dates_that_overlap_leave_the_order_open() -> None:
    events = TwoEvents("order", "a?", "b?", ("a", "b"), asked="first")
    reply = two_events(ASKED, events, on(date(2021, 8, 1), date(2021, 8, 31)), on(date(2021, 8, 15)))
    assert reply.short == "the dates that are known leave the order open"


def test_an_event_without_a_date_is_named() -> None:
    reply = two_events(ASKED, TwoEvents("between", "a?", "b?", ("a", "b")), on(date(2021, 8, 13)), Dated(missing()))
    assert not reply.answered
    assert "“b”" in reply.notes[-1]


@pytest.mark.parametrize(("first", "second", "words"), [(13, 15, "before"), (15, 13, "after")])
def test_before_or_after_is_answered_with_one_of_the_two(first: int, second: int, words: str) -> None:
    events = TwoEvents("order", "a?", "b?", ("a", "b"), asked="either")
    reply = two_events(ASKED, events, on(date(2021, 8, first)), on(date(2021, 8, second), start=9))
    assert reply.short == words
    assert reply.text == f"{words.capitalize()}. x [1] x [2]"


@pytest.mark.parametrize(
    ("first", "second", "words"),
    [
        (on(date(2021, 8, 15)), on(date(2021, 8, 13), start=9), "2 days"),
        (on(date(2021, 8, 13)), on(date(2021, 8, 15), start=9), "2 days later, not earlier"),
        (
            on(date(2021, 8, 1), date(2021, 8, 31)),
            on(date(2021, 9, 2), start=9),
            "between 2 days and 32 days later, not earlier",
        ),
        (on(date(2021, 9, 2)), on(date(2021, 8, 1), date(2021, 8, 31), start=9), "between 2 days and 32 days"),
    ],
)
def test_how_long_before_is_counted_backwards(first: Dated, second: Dated, words: str) -> None:
    events = TwoEvents("between", "a?", "b?", ("a", "b"), "days", order="before")
    assert two_events(ASKED, events, first, second).short == words


def test_the_wrong_order_of_spans_is_said() -> None:
    events = TwoEvents("between", "a?", "b?", ("a", "b"), "days")
    reply = two_events(ASKED, events, on(date(2021, 9, 2)), on(date(2021, 8, 1), date(2021, 8, 31), start=9))
    assert reply.short == "between 2 days and 32 days earlier, not later"
    either = replace(events, order="")
    assert two_events(ASKED, either, on(date(2021, 9, 2)), on(date(2021, 9, 1), start=9)).short == "1 day"


def test_two_events_on_the_same_words_are_not_0_days_apart() -> None:
    events = TwoEvents("between", "When was the bridge opened?", "When was the bridge closed?", ("a", "b"), "days")
    same = on(date(2021, 8, 13))
    reply = two_events(ASKED, events, same, same)
    assert not reply.answered
    assert "may be the day of only one of the two" in reply.notes[-1]
    assert two_events(ASKED, events, same, on(date(2021, 8, 13), start=9)).short == "0 days"
    one = replace(events, second="When was the bridge opened?")
    assert two_events(ASKED, one, same, same).short == "0 days"


@pytest.mark.parametrize("name", ["1 May 2022", "1 May", "the 1st of May 2022"])
def test_an_event_that_is_a_date_is_that_date(name: str) -> None:
    events = TwoEvents("between", "When did 1 May 2022?", "When did the mill burn?", (name, "the mill burn"), "days")
    for looked_up in (Dated(missing()), on(date(2020, 1, 1), start=9)):
        reply = two_events(ASKED, events, looked_up, on(date(2022, 5, 4)))
        assert (reply.answered, reply.short, reply.text) == (True, "3 days", "3 days. x [1]")
    unknown = two_events(ASKED, events, on(date(2020, 1, 1)), Dated(missing()))
    assert not unknown.answered
    weekday = replace(events, names=("Friday", "the mill burn"))
    assert not two_events(ASKED, weekday, Dated(missing()), on(date(2022, 5, 4))).answered
