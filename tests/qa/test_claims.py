"""Yes-or-no questions about what two sources say."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from qa import ask
from qa.claims import relation_of
from qa.corpus import Corpus

ROWS = [
    ("Port Daily | Shipping", "2023-05-03", "Cranes", "Crane operators at the harbour stopped work over pay, and grain rotted on the quay."),
    ("Fortune", "2023-05-09", "Premiums", "Insurance brokers doubled shipping premiums after the harbour strike."),
    ("Fortune", "2023-06-01", "Cranes again", "Crane operators at the harbour never stopped work over pay, the port authority said."),
]  # fmt: skip


@pytest.fixture(scope="module")
def archive(archive_of: Callable[..., Corpus]) -> Corpus:
    return archive_of(ROWS)


@pytest.fixture(scope="module")
def articles_at_one(archive_of: Callable[..., Corpus]) -> Corpus:
    told = [
        ("Port Daily", "2023-05-03", "Cranes", f"{SAME.capitalize()}. In all 300 tonnes of grain rotted on the quay."),
        ("Coast Radio", "2023-05-09", "Cranes and grain", f"{SAME.capitalize()} last week. In all 450 tonnes of grain rotted on the quay."),
        ("Coast Radio", "2023-05-11", "Ferry", "The ferry Sirene sank off the cape in fog."),
        ("Harbour Post", "2023-05-03", "Bakery", "A bakery opened on the pier to long queues."),
    ]  # fmt: skip
    return archive_of(told)


def test_both_halves_are_shown_with_source_day_and_quote(archive: Corpus) -> None:
    reply = ask(
        "Does the Port Daily article say that crane operators at the harbour stopped work over pay, while the Fortune "
        "article says that insurance brokers doubled shipping premiums?",
        corpus=archive,
    )
    assert (reply.answered, reply.short) == (True, "")  # shared words bear nothing out
    assert [c.source for c in reply.citations] == ["Port Daily | Shipping", "Fortune"]
    assert reply.as_dict()["sides"] == [[1], [2]]
    assert "Port Daily, 3 May 2023" in reply.text
    assert "[1]" in reply.text
    assert "[2]" in reply.text
    for c in reply.citations:
        assert archive.article(c.article_id).text[c.start : c.end] == c.quote


@pytest.mark.parametrize(("asked", "said"), [("agree", "No"), ("disagree", "Yes")])
def test_a_denial_is_a_difference(archive: Corpus, asked: str, said: str) -> None:
    reply = ask(
        f"Do the Port Daily report that crane operators at the harbour stopped work over pay, and the Fortune report of "
        f"1 June 2023 on crane operators at the harbour and their work {asked}?",
        corpus=archive,
    )
    assert reply.short == said
    assert any("denies" in note for note in reply.notes)


def test_a_half_that_its_source_does_not_tell_is_named(archive: Corpus) -> None:
    reply = ask(
        "Does the Port Daily article say that crane operators at the harbour stopped work over pay, while the Fortune "
        "article says that astronauts planted tomatoes aboard an orbiting laboratory?",
        corpus=archive,
    )
    assert not reply.answered
    assert any("from Fortune" in note and "tomatoes" in note for note in reply.notes)


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Do both agree on it?", "agreement"),
        ("Has it changed since?", "difference"),
        ("Do both say so?", "claims"),
        ("Was there no change in it?", "claims"),
    ],
)
def test_what_is_asked_about_the_halves(text: str, relation: str) -> None:
    assert relation_of(text) == relation


def test_no_difference_is_claimed_or_denied_where_none_was_found(archive: Corpus) -> None:
    reply = ask(
        "Does the Port Daily report that crane operators at the harbour stopped work over pay, compared with the Fortune "
        "report that insurance brokers doubled shipping premiums, show a change?",
        corpus=archive,
    )
    assert reply.answered
    assert (reply.short, len(reply.citations)) == ("", 2)


@pytest.mark.parametrize(
    "question",
    [
        "Did the Port Daily and Fortune both report the harbour strike?",
        "What do the Port Daily and Fortune say about crane operators at the harbour?",
        "Don't the Port Daily and Fortune differ on the crane operators?",
    ],
)
def test_a_short_question_about_two_outlets_shows_both_sides(archive: Corpus, question: str) -> None:
    reply = ask(question, corpus=archive)
    assert reply.answered
    assert {c.source for c in reply.citations} == {"Port Daily | Shipping", "Fortune"}
    assert reply.sides == ((1,), (2,))


def test_a_question_about_one_outlet_has_no_sides(archive: Corpus) -> None:
    assert ask("What does Fortune say about shipping premiums?", corpus=archive).sides == ()


def test_who_says_so_stands_beside_the_source(archive: Corpus) -> None:
    reply = ask("What do the Port Daily and Fortune say of crane operators who never stopped work?", corpus=archive)
    assert "Fortune, 1 June 2023, citing the port authority" in reply.text


SAME = "crane operators at the harbour stopped work over pay"


@pytest.mark.parametrize(
    ("asked", "said"),
    [("agree", "Yes"), ("disagree", "No"), ("differ", ""), ("show agreement or disagreement", "Agreement")],
)
def test_sources_of_which_none_denies_the_other_agree(articles_at_one: Corpus, asked: str, said: str) -> None:
    reply = ask(
        f"Do the Port Daily report that {SAME}, and the Coast Radio report on cranes and grain {asked}?",
        corpus=articles_at_one,
    )
    assert reply.short == said
    assert any("None of the passages denies" in note for note in reply.notes)


@pytest.mark.parametrize(("asked", "said"), [("agree", "No"), ("disagree", "Yes")])
def test_other_figures_are_a_difference(articles_at_one: Corpus, asked: str, said: str) -> None:
    reply = ask(
        f"Do the Port Daily report on how many tonnes of grain rotted on the quay, and the Coast Radio report on how many tonnes of "
        f"grain rotted on the quay {asked}?",
        corpus=articles_at_one,
    )
    assert reply.short == said
    assert any("different figures" in note for note in reply.notes)


@pytest.mark.parametrize(
    ("order", "said"), [("before", "Yes"), ("after", "No"), ("before or after", "Before"), ("earlier than", "Yes")]
)
def test_which_outlet_reported_first_is_told_by_the_days_of_their_articles(
    articles_at_one: Corpus, order: str, said: str
) -> None:
    reply = ask(
        f"Did the Port Daily report that {SAME} {order} Coast Radio mentioned that the ferry Sirene sank off the cape?",
        corpus=articles_at_one,
    )
    assert reply.short == said
    assert any("days of the articles" in note for note in reply.notes)


def test_no_order_is_told_where_both_articles_are_of_one_day(articles_at_one: Corpus) -> None:
    reply = ask(
        f"Did the Port Daily report that {SAME} before the Harbour Post mentioned that a bakery opened on the pier?",
        corpus=articles_at_one,
    )
    assert (reply.answered, reply.short) == (True, "")
