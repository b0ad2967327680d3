"""Yes-or-no questions about what two sources say."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from index.settings import Settings
from qa import ask
from qa.claims import relation_of
from qa.corpus import Corpus

ROWS = [
    ("Port Daily | Shipping", "2023-05-03", "Cranes", "Crane operators at the harbour stopped work over pay, and grain rotted on the quay."),
    ("Fortune", "2023-05-09", "Premiums", "Insurance brokers doubled shipping premiums after the harbour strike."),
    ("Fortune", "2023-06-01", "Cranes again", "Crane operators at the harbour never stopped work over pay, the port authority said."),
]  # fmt: skip


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory, settings: Settings) -> Iterator[Corpus]:
    folder = tmp_path_factory.mktemp("claims")
    rows = [{"source": s, "published": day, "title": title, "text": text} for s, day, title, text in ROWS]
    (folder / "rows.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    with Corpus.create(folder / "archive", settings) as corpus:
        corpus.add([folder / "rows.jsonl"])
        yield corpus


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
    [("Do both agree on it?", "agreement"), ("Has it changed since?", "difference"), ("Do both say so?", "claims")],
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
