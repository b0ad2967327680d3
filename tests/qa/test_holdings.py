"""What is asked of the archive itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from qa import ask
from qa.corpus import Corpus
from qa.holdings import asked_about

ROWS = [
    ("Port Daily", "2023-05-03", "Cranes stand still", "Crane operators at the harbour of Ashford stopped work over pay."),
    ("Coast Radio", "2023-06-09", "A deal for the harbour", "Talks between crane operators and the port ended with a deal."),
    ("Coast Radio", "2023-06-20", "Malta opens a bridge", "The minister Bo Roe opened a bridge. A ferry brought guests."),
    ("", "", "Old crane", "A crane was painted green by Ann Lee, who owned it."),
]  # fmt: skip


@pytest.fixture(scope="module")
def kept(archive_of: Callable[..., Corpus]) -> Corpus:
    return archive_of(ROWS)


@pytest.mark.parametrize(
    ("text", "asked", "topic"),
    [
        ("How many articles do you have?", "count", ""),
        ("how many stories are there in the archive", "count", ""),
        ("Which newspapers do you have?", "sources", ""),
        ("Where are the articles from?", "sources", ""),
        ("What period does the archive cover?", "days", ""),
        ("How far back does the archive go?", "days", ""),
        ("What is the most recent article?", "newest", ""),
        ("List all articles", "articles", ""),
        ("What is in the archive?", "articles", ""),
        ("How many articles mention the strike?", "mentions", "the strike"),
        ("How often is Bo Roe mentioned?", "mentions", "Bo Roe"),
        ("How many articles are from Port Daily?", "published by", "Port Daily"),
        ("Is Bo Roe named in the articles?", "whether", "Bo Roe"),
        ("Hello!", "greeting", ""),
        ("thank you very much", "greeting", ""),
        ("What can you do?", "help", ""),
        ("Which questions can I ask?", "help", ""),
    ],
)
def test_reads_what_is_asked_of_the_archive(text: str, asked: str, topic: str) -> None:
    held = asked_about(text)
    assert held is not None
    assert (held.asked, held.topic) == (asked, topic)


@pytest.mark.parametrize(
    "text",
    [
        "How many people were hurt?",
        "What did the latest report say?",
        "Which articles of the treaty were changed?",
        "Which papers did the minister sign?",
        "What is the latest on the strike?",
        "Who are you to say so, asked Bo Roe of whom?",
        "Which articles mention the strike?",
        "How many reports did the commission receive about the fire?",
        "What did he do?",
        "How many documents?",
        "Which reports?",
        "Was the victim named?",
        "Was the sum mentioned in the contract?",
        "How many reports said that the dam was unsafe?",
    ],
)
def test_a_question_about_the_news_is_none(text: str) -> None:
    assert asked_about(text) is None


def test_counts_and_names_what_it_has(kept: Corpus) -> None:
    reply = ask("How many articles do you have?", corpus=kept)
    assert reply.short == "4 articles"
    assert reply.text.startswith(
        "4 articles, from 3 May 2023 (Wednesday) to 20 June 2023 (Tuesday). “Malta opens a bridge”"
    )
    assert [c.title for c in reply.citations] == [ROWS[i][2] for i in (2, 1, 0, 3)]
    for cited in reply.citations:
        assert kept.article(cited.article_id).text[cited.start : cited.end] == cited.quote
        assert cited.quote
    within = ask("How many articles do you have?", corpus=kept, after="2023-06-01", before="2023-06-15")
    assert within.short == "1 article"
    assert not ask("How many articles do you have?", corpus=kept, after="2024-06-01").answered


def test_the_newest_and_the_oldest(kept: Corpus) -> None:
    assert ask("What is the latest article?", corpus=kept).short == "Malta opens a bridge"
    assert ask("What is the oldest article?", corpus=kept).short == "Cranes stand still"
    assert ask("Show me the latest articles", corpus=kept).short.startswith("Malta opens a bridge; A deal")


def test_the_newest_and_the_oldest_on_a_topic(kept: Corpus) -> None:
    assert ask("What is the latest article about cranes?", corpus=kept).short == "A deal for the harbour"
    assert ask("Which article about cranes is the oldest?", corpus=kept).short == "Cranes stand still"
    reply = ask("When was the last article about cranes published?", corpus=kept)
    assert reply.short == "9 June 2023 (Friday)"
    assert "Of the 3 articles with “cranes” in a passage." in reply.notes


def test_the_days_and_the_sources(kept: Corpus) -> None:
    days = ask("What period does the archive cover?", corpus=kept)
    assert days.short == "from 3 May 2023 (Wednesday) to 20 June 2023 (Tuesday)"
    sources = ask("Which sources do you have?", corpus=kept)
    assert sources.short == "Coast Radio, Port Daily"
    assert [c.title for c in sources.citations] == ["Malta opens a bridge", "Cranes stand still"]
    assert ask("How many articles are from Coast Radio?", corpus=kept).short == "2 articles"


def test_counts_the_articles_that_mention_a_word(kept: Corpus) -> None:
    reply = ask("How many articles mention cranes?", corpus=kept)
    assert reply.short == "3 articles"
    assert [c.quote for c in reply.citations] == [ROWS[1][3], ROWS[0][3], ROWS[3][3]]
    assert any("any form of the word" in note for note in reply.notes)
    assert ask("How many articles mention the harbour of Ashford?", corpus=kept).short == "1 article"
    assert ask("How many articles mention cranes in June?", corpus=kept).short == "1 article"
    none = ask("How many articles mention Lisbon?", corpus=kept)
    assert not none.answered
    assert any("No article mentions" in note for note in none.notes)


@pytest.mark.parametrize(
    ("asked", "short"),
    [
        ("How many articles are from June 2023?", "2 articles"),
        ("How many articles were published in June?", "2 articles"),
        ("Show me articles from 9 June 2023", "1 article"),
        ("Which articles were published before 5 May 2023?", "1 article"),
        ("How many articles about cranes were published in June 2023?", "1 article"),
        ("How many articles are from Coast Radio?", "2 articles"),
        ("Do the articles mention cranes?", "Yes, in 3 articles"),
        ("Is Bo Roe mentioned anywhere?", "Yes, in 1 article"),
        ("What's new?", "Malta opens a bridge"),
        ("latest news", "Malta opens a bridge; A deal for the harbour; Cranes stand still; Old crane"),
    ],
)
def test_of_some_days_or_words(kept: Corpus, asked: str, short: str) -> None:
    assert ask(asked, corpus=kept).short == short


def test_a_word_that_nothing_mentions(kept: Corpus) -> None:
    assert not ask("Do the articles mention Lisbon?", corpus=kept).answered
    assert not ask("How many articles were published in May 2022?", corpus=kept).answered


def test_a_greeting_is_told_what_can_be_asked(kept: Corpus) -> None:
    for said in ("Hello", "Thanks!", "What can I ask you?"):
        reply = ask(said, corpus=kept)
        assert "This archive has 4 articles" in reply.text
        assert [c.title for c in reply.citations] == ["Malta opens a bridge"]


def test_an_archive_without_articles_declines(archive: Corpus) -> None:
    assert not ask("Hello", corpus=archive).answered


def test_articles_by_day(kept: Corpus) -> None:
    newest = kept.store.by_day(2)
    assert [article.published.day for article in newest] == [date(2023, 6, 20), date(2023, 6, 9)]
    ids = [article.id for article in kept.articles()]
    assert [article.title for article in kept.store.by_day(9, ids, oldest=True)] == [row[2] for row in ROWS]
    assert kept.store.by_day(9, []) == []
