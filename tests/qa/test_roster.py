"""Who or what of a kind an archive names."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from qa import ask
from qa.corpus import Corpus
from qa.roster import Roster, asked

TOLD = [
    ("Port Daily", "2023-05-03", "A harbour closes", "On Monday Port spokesman Jan Veer told the Coast Herald that the harbour would close. Malta’s transport minister, Ann Lee, said it was a mistake. Attorney General Bo Roe did not answer. General Ida Stone sent soldiers from Tornes, the seat of Vik province."),
    ("Hill Post", "2023-06-20", "Another harbour", "Union spokeswoman Mia Holt was angry, according to Reuters. Prime Minister Lee Ash met Ann Lee, the transport minister of Malta. A number of island countries, including Malta, Cyprus and Iceland, sent help to the city of Ashford. The mayor’s spokesman was silent. Yesterday, US Ambassador to Malta Sir Tom Pike left. The US captain slept."),
]  # fmt: skip


@pytest.fixture(scope="module")
def ports(archive_of: Callable[..., Corpus]) -> Corpus:
    return archive_of(TOLD)


@pytest.mark.parametrize(
    ("text", "noun", "of"),
    [
        ("Which ministers are mentioned?", "minister", ()),
        ("Name the spokesmen who are quoted, and for whom they speak.", "spokesman", ()),
        ("Who are the US officials mentioned in the articles?", "official", ("US",)),
        ("List the ministers", "minister", ()),
        ("What are the names of the defence ministers?", "minister", ("defence",)),
        ("Which newspapers or agencies are quoted?", "newspaper", ()),
        ("Which neighbouring countries are named?", "country", ("neighbouring",)),
    ],
)
def test_a_question_for_names_of_a_kind_is_read(text: str, noun: str, of: tuple[str, ...]) -> None:
    assert asked(text) == Roster(noun, of)


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("Which people are mentioned?", ""),
        ("Who is quoted in the articles?", ""),
        ("Who is quoted in the article about the harbour?", "the harbour"),
        ("List the people mentioned in the harbour case", "the harbour case"),
        ("Who are the key players in the sale of the mill?", "the sale of the mill"),
    ],
)
def test_a_question_for_everybody_is_read(text: str, topic: str) -> None:
    assert asked(text) == Roster("person", topic=topic)


@pytest.mark.parametrize(
    "text",
    ["Who was named in the lawsuit?", "Who was mentioned as a successor?", "Who were the players in the final?", "Name the people in the boat"],
)  # fmt: skip
def test_a_question_for_some_persons_is_none(text: str) -> None:
    assert asked(text) is None


def test_everybody_with_an_office_is_listed(ports: Corpus) -> None:
    reply = ask("Who is mentioned in the articles about the closing of the harbour?", corpus=ports)
    named = "Port spokesman Jan Veer|Ann Lee|Bo Roe|General Ida Stone"
    assert [name for name in named.split("|") if name in reply.short] == named.split("|")
    assert all(c.title == "A harbour closes" for c in reply.citations if "Jan Veer" in c.quote)
    assert not ask("Who is mentioned in the articles about Utland?", corpus=ports).answered


@pytest.mark.parametrize(
    "text",
    ["Which ministers resigned?", "Who are the presidents of Malta and of Cyprus?", "Which reasons are mentioned?", "Name the minister.", "Which minister is mentioned?", "List the ministers who fled."],
)  # fmt: skip
def test_a_question_that_asks_more_of_them_is_none(text: str) -> None:
    assert asked(text) is None


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Name the spokesmen who are quoted, and for whom they speak.", ["Port spokesman Jan Veer", "Union spokeswoman Mia Holt"]),
        ("Which ministers are mentioned?", ["Malta’s transport minister, Ann Lee", "Prime Minister Lee Ash"]),
        ("Which transport ministers are mentioned?", ["Malta’s transport minister, Ann Lee"]),
        ("Name the generals", ["General Ida Stone"]),
        ("Which countries are named?", ["Malta", "Cyprus", "Iceland"]),
        ("Which cities are named?", ["Tornes", "Ashford"]),
        ("Which provinces are named?", ["Vik"]),
        ("Which newspapers are quoted?", ["the Coast Herald", "Reuters"]),
        ("Which ambassadors are mentioned?", ["US Ambassador to Malta Sir Tom Pike"]),
    ],
)  # fmt: skip
def test_names_beside_a_word_for_the_kind_are_listed(ports: Corpus, text: str, names: list[str]) -> None:
    reply = ask(text, corpus=ports)
    assert reply.answered
    for name in names:
        assert name in reply.short
    assert reply.short.count(name) == 1
    assert len(reply.short.replace("minister, Ann", "minister Ann").split(", ")) == len(names)
    assert all(c.quote for c in reply.citations)


@pytest.mark.parametrize(
    "text", ["Which admirals are mentioned?", "Which neighbouring countries are named?", "Name the judges"]
)
def test_where_no_name_stands_beside_the_kind_none_is_given(ports: Corpus, text: str) -> None:
    assert not ask(text, corpus=ports).answered
