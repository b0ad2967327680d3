"""Sources that a question names and the archive lacks are spoken of; those who are quoted in its articles are not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from index.article import Article, Published
from index.passages import passages
from index.sqlite import SqliteStore
from index.store import Store
from qa import ask, unknownsource
from qa.corpus import Corpus
from qa.question import understand

HELD = [
    ("one", "TechCrunch", "Jane Doe", "", "The Pentagon said on Monday that General Mark Brown had told the Sunday Telegraph so."),
    ("two", "BBC News - Technology", "", "https://www.portdaily.example/ships", "Ships waited, according to Reuters and Moody’s."),
    ("three", "The Wall Street Gazette", "", "", "Amazon cut jobs in Kabul, the White House reported."),
]  # fmt: skip


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder = tmp_path_factory.mktemp("store")
    SqliteStore.prepare(folder)
    made = SqliteStore(folder)
    with made.transaction():
        for name, source, author, url, text in HELD:
            article = Article(name, text, title=name, source=source, author=author, url=url, published=Published())
            made.put_article(article, name, list(passages(article)), name)
    yield made
    made.close()


def notes(store: Store, text: str, source: str | None = None) -> list[str]:
    return unknownsource.notes(understand(text, source=source), store)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Who won, according to the Financial Herald?", "Financial Herald"),
        ("According to The Financial Herald's article, who won?", "Financial Herald"),
        ("according to the financial herald, who won?", "financial herald"),
        ("According to TechCrunch and the Port Tribune, who won?", "Port Tribune"),
        ("Does the Port Tribune article on Amazon mention Kabul?", "Port Tribune"),
        ("What did the Port Tribune say about Amazon?", "Port Tribune"),
        ("Which story by Engadget mentions Amazon?", "Engadget"),
        ("Who won, as reported by Radio Bexley?", "Radio Bexley"),
        ("What did Cricbuzz report on Amazon?", "Cricbuzz"),
        ("What did Cricbuzz write about Amazon?", "Cricbuzz"),
        ("Did the Port Tribune write about Amazon?", "Port Tribune"),
        ("Has Cricbuzz ever written about Amazon?", "Cricbuzz"),
        ("Didn’t the Port Tribune publish a piece on Amazon?", "Port Tribune"),
        ("Does the Sunday Telegraph article mention Kabul?", "Sunday Telegraph"),
        ("Who won according to the article in the Daily Planet?", "Daily Planet"),
    ],
)
def test_a_source_that_is_not_there_is_named(store: Store, text: str, name: str) -> None:
    (said,) = notes(store, text)
    assert f"“{name}”" in said
    assert ("though others mention it" in said) == (name == "Sunday Telegraph")


@pytest.mark.parametrize(
    "text",
    [
        "According to the Pentagon, what happened on Monday?",
        "What happened on Monday according to General Brown?",
        "According to the Sunday Telegraph, what did Mark Brown say?",
        "According to Reuters, which ships waited?",
        "What has Moody's reported?",
        "What did the White House say on Monday?",
        "According to a report by the White House, who cut jobs?",
        "According to Monday's report, what happened?",
        "Which article from Kabul mentions Amazon?",
        "What did Zorblatt say about Amazon?",
        "What did John Zorblatt claim about the article?",
        "According to TechCrunch, who won?",
        "According to tech crunch, who won?",
        "What does the BBC article say?",
        "According to WSG, who cut jobs?",
        "According to the Gazette, who cut jobs?",
        "Which article by Jane Doe mentions the Pentagon?",
        "Which article by Doe mentions the Pentagon?",
        "Which story from the Port Daily mentions ships?",
        "When was the news of the Mail delivered?",
        "Who won?",
        "According to recent times, who won?",
    ],
)
def test_no_false_alarm(store: Store, text: str) -> None:
    assert notes(store, text) == []


def test_a_source_that_may_have_been_meant_is_offered_else_those_there_are(store: Store) -> None:
    assert notes(store, "According to TechCrumch, who won?") == [
        "Nothing in the archive is from “TechCrumch”, or mentions it; it has “TechCrunch”."
    ]
    (said,) = notes(store, "According to the Port Tribune, who won?")
    assert said.endswith("as its source; its sources are BBC News, TechCrunch, The Wall Street Gazette.")
    assert notes(store, "Who said so in the Zorblatt report?") == [
        "Nothing in the archive is from “Zorblatt”, or mentions it."
    ]


def test_a_filter_that_no_article_has_is_named(store: Store) -> None:
    (said,) = notes(store, "Who won?", source="tecgcrunch")
    assert said == "No article of the archive has “tecgcrunch” in its source or URL; it has “TechCrunch”."
    assert notes(store, "Who won?", source="techc") == notes(store, "Who won?", source="portdaily") == []


def test_an_answer_carries_the_note(seeds: Corpus) -> None:
    reply = ask("When was Ismail Khan arrested, according to the Financial Gazette?", corpus=seeds)
    assert any("“Financial Gazette”" in note for note in reply.notes)
    none = ask("When was Ismail Khan arrested?", corpus=seeds, source="Financial Gazette")
    assert not none.answered
    assert any(note.startswith("No article of the archive has “Financial Gazette”") for note in none.notes)
    assert not [n for n in ask("When was Ismail Khan arrested?", corpus=seeds).notes if "source" in n]
