"""Questions that describe somebody or something by what several articles tell."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from index.article import Article
from qa import ask, described
from qa.corpus import Corpus
from qa.question import understand

ROWS = [
    ("Port Daily", "2023-05-03", "Harbour chief resigns", "Marta Olsen resigned as head of the harbour board on Tuesday after the crane strike. Her deputy Jon Vik takes over."),
    ("The Ledger", "2023-05-09", "A yacht and its buyer", "The yacht Sirene was bought in secret by Marta Olsen, according to papers seen by The Ledger. Broker Pat Lund arranged the sale."),
    ("Coast Radio", "2023-06-01", "Charges over grain contracts", "Prosecutors charged Olsen with taking bribes from grain merchants. She denies it. The trial begins in autumn, said prosecutor Eva Roth."),
    ("The Ledger", "2023-06-02", "Tomatoes in orbit", "Astronauts planted tomatoes aboard an orbiting laboratory, and Captain Ann Reyes ate the first one."),
]  # fmt: skip
DESCRIBED = (
    "Who is the official that resigned from the harbour board after the crane strike according to Port Daily, secretly bought "
    "the yacht Sirene, as The Ledger reported, and was charged with taking bribes from grain merchants, as Coast Radio said?"
)


@pytest.fixture(scope="module")
def articles(archive_of: Callable[..., Corpus]) -> Corpus:
    return archive_of(ROWS)


def test_the_name_that_the_articles_have_in_common_answers_with_a_quote_from_each(articles: Corpus) -> None:
    reply = ask(DESCRIBED, corpus=articles)
    assert (reply.answered, reply.short) == (True, "Marta Olsen")
    assert {c.source for c in reply.citations} == {"Port Daily", "The Ledger", "Coast Radio"}
    assert "Marta Olsen" in reply.citations[0].quote
    for c in reply.citations:
        assert articles.article(c.article_id).text[c.start : c.end] == c.quote
        assert "Olsen" in c.quote
    assert any("3 of the 3" in note for note in reply.notes)


def test_nobody_whom_most_clauses_miss_is_named(articles: Corpus) -> None:
    reply = ask(
        "Who is the official that opened the tramway in Lisbon according to Port Daily, sold three theatres to a bank, as The Ledger "
        "reported, and was elected rector of the music academy, as Coast Radio said?",
        corpus=articles,
    )
    assert not reply.answered
    assert any("No name" in note for note in reply.notes)


def test_a_source_that_the_archive_lacks_is_named_instead_of_guessing(articles: Corpus) -> None:
    reply = ask(DESCRIBED.replace("Coast Radio said", "the Ashford Gazette article said"), corpus=articles)
    assert not reply.answered
    assert sum("Ashford Gazette" in note for note in reply.notes) == 1


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("Which company sold the mill, and was fined in May?", "Which company"),
        ("Who is the man that sold the mill?", "Who"),
        ("Considering the report on mills, which local company sold one?", "which local company"),
        ("What is the name of the company that sold the mill?", "which company"),
        ("Which company did the mayor buy?", ""),
        ("What really holds the company back from selling the mill?", ""),
        ("What happened at the mill?", ""),
        ("When was the mill sold?", ""),
        ("Did the mayor sell the mill?", ""),
    ],
)
def test_what_is_asked_for(text: str, head: str) -> None:
    assert described.asks_for(text) == head


@pytest.mark.parametrize(
    "text",
    [
        "Who sold the mill?",
        "Which city did the army leave without a fight, so that the government held nothing but the capital in the end?",
        "Which city passed to the rebels without any fighting at all, leaving the government nothing but the capital among the big ones?",
    ],
)
def test_a_question_that_one_passage_answers_is_no_description(articles: Corpus, text: str) -> None:
    assert described.look_up(understand(text), articles) == []


def test_short_names_and_initials_count_for_the_long_one_and_sentence_openings_are_no_part_of_it(
    articles: Corpus,
) -> None:
    question = understand(DESCRIBED)
    found = described.look_up(question, articles)
    held = {p.article_id: articles.article(p.article_id) for told in found for p in told.passages}
    best = described.candidates(question, found, held)[0]
    assert best.name == "Marta Olsen"
    assert ("olsen",) in best.spelt
    assert sorted(best.votes) == [0, 1, 2]
    assert all(vote > 0 for vote in best.votes.values())
    fewer = described.candidates(question, [replace(told, passages=(), weights=(), spans=()) for told in found], held)
    assert fewer == []


def test_a_name_that_stands_in_headlines_alone_is_not_answered_without_a_quote(
    articles: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(described, "_places", lambda *_: [])
    reply = ask(DESCRIBED, corpus=articles)
    assert not reply.answered


def test_the_short_answer_stands_in_the_first_quote_as_it_is_spelt_there(articles: Corpus) -> None:
    question = understand(DESCRIBED)
    found = described.look_up(question, articles)[2:]  # only "Olsen" stands in the last one's passage
    held = {p.article_id: articles.article(p.article_id) for told in found for p in told.passages}
    whole = described.candidates(question, described.look_up(question, articles), articles_of(articles))[0]
    passages = [replace(t, passages=t.passages[:1], weights=t.weights[:1]) for t in found]
    (place,) = described._places(question, whole, passages, articles)
    assert (place.name, whole.name) == ("Olsen", "Marta Olsen")
    assert "Olsen" in held[place.article_id].text[slice(*place.at)]


def articles_of(corpus: Corpus) -> dict[str, Article]:
    return {a.id: a for a in corpus.articles()}
