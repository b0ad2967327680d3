"""Yes or no, from what settles the question."""

from __future__ import annotations

from datetime import date

import pytest

from index.article import Article, Passage, Published
from qa.answer import Answer
from qa.combine import Dated
from qa.period import Period
from qa.question import Question
from qa.span import Span
from qa.verdict import answer, by_day, word
from qa.when import When

ASKED = Question("Was the bridge shut?", "Was the bridge shut?", "yes-no")


def told(text: str, article: str, yes: float, score: float = 0.9) -> tuple[Span, Article]:
    whole = (0, len(text))
    passage = Passage(hash(text) % 1000, article, 0, len(text), text, (whole,))
    held = Article(
        article, text, title=article.title(), published=Published("stated", date(2020, 5, 4), date(2020, 5, 4))
    )
    return Span(passage, 0, len(text), whole, score, is_sentence=True, yes=yes), held


def answered(*sides: tuple[Span, Article]) -> Answer:
    return answer(ASKED, [span for span, _ in sides], {held.id: held for _, held in sides}, 0.8)


@pytest.mark.parametrize(("yes", "said"), [(0.9, "Yes"), (0.1, "No"), (0.55, ""), (0.45, "")])
def test_a_verdict_is_given_where_it_is_sure(yes: float, said: str) -> None:
    span, held = told("The bridge was closed on Monday.", "post", yes)
    assert word(span) == said
    reply = answered((span, held))
    assert reply.short == said
    assert reply.text == f"{f'{said}. ' if said else ''}“The bridge was closed on Monday.” [1]"
    assert reply.confidence == pytest.approx(0.8 * max(yes, 1 - yes) if said else 0.8)
    assert any("implies" in note or "imply" in note for note in reply.notes) == bool(said)


def test_two_articles_that_say_yes_and_no_are_two_sides() -> None:
    reply = answered(
        told("The bridge was closed on Monday.", "post", 0.9),
        told("The bridge stayed open all week.", "echo", 0.1, 0.8),
    )
    assert reply.short == "Yes; No"
    assert reply.sides == ((1,), (2,))
    assert [c.article_id for c in reply.citations] == ["post", "echo"]


def test_the_same_article_a_poor_passage_and_one_that_is_unsure_are_no_other_side() -> None:
    first = told("The bridge was closed on Monday.", "post", 0.9)
    for other in (
        told("The bridge stayed open all week.", "post", 0.1, 0.8),
        told("The bridge stayed open all week.", "echo", 0.1, 0.3),
        told("The bridge was painted.", "echo", 0.5, 0.8),
    ):
        assert answered(first, other).short == "Yes"


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
    assert found.answer.short == said
    assert found.answer.text == f"{said}. “It was shut.” [1]"


def test_days_that_only_overlap_tell_nothing() -> None:
    reply = Answer("", "May 2020.", True, 0.7, (), (), "May 2020")
    may = When(date(2020, 5, 1), date(2020, 5, 31), "May 2020", "", 1.0, None)
    day = Period(date(2020, 5, 4), date(2020, 5, 4), "4 May")
    assert by_day(ASKED, day, "Was the bridge shut?", lambda _: Dated(reply, may)) is None
    assert by_day(ASKED, day, "Was the bridge shut?", lambda _: Dated(reply)) is None
