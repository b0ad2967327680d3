"""What the archive says on a topic, and which of its articles tell of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from qa import ask, compound
from qa.answer import Answer, Citation
from qa.corpus import Corpus
from qa.support import same_name
from qa.telling import _Wanted
from qa.topic import asked_about

TOLD = [
    ("Port Daily", "2023-05-03", "Cranes stand still", "Crane operators at the harbour of Ashford stopped work over pay. Mayor Jane Doe met them on Tuesday at the town hall. Who is Jane Doe? Finally, Jane Doe. The baker Jane Poe sold bread. Grain rotted on the quay."),
    ("Coast Radio", "2023-06-09", "A deal for the harbour", "Talks between the crane operators and the port ended with a deal. Jane Doe called it a good day for Ashford. The ferry to Malta sails again, with 40 troops on board."),
    ("Hill Post", "2023-06-20", "Malta opens a bridge", "The Maltese minister Bo Roe opened a bridge. Some 300 people came to the feast. Some 12 bakers sold bread to all. For 30 years, bakers had sold none. The Moon, Moon, Blue Moon, that is the ship. In the end they saw nothing of the moon, for clouds and smoke from burning fields hid all the valley."),
]  # fmt: skip


@pytest.fixture(scope="module")
def topics(archive_of: Callable[..., Corpus]) -> Corpus:
    return archive_of(TOLD)


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("What do the articles say about the role of Malta?", "the role of Malta"),
        ("What are the main points of the article on the bridge?", "the bridge"),
        ("Give a short overview of the strike", "the strike"),
        ("What's the story with the ferry?", "the ferry"),
        ("Quotes about the deal", "the deal"),
        ("Explain the quarrel over pay", "the quarrel over pay"),
        ("What do we know about Jane Doe?", "Jane Doe"),
        ("What is said about the strike?", "the strike"),
        ("What has been reported on the strike in the archive?", "the strike in the archive"),
        ("What does the archive have on the old ferry?", "the old ferry"),
        ("What can you tell me about the ferry?", "the ferry"),
        ("Summarise what is known about the ferry.", "the ferry"),
        ("Please sum up everything that is known about the ferry", "the ferry"),
        ("Give me a short summary of the reports on the strike", "the strike"),
        ("Tell me about the ferry", "the ferry"),
        ("Is anything known about the ferry?", "the ferry"),
        ("What facts are known about the ferry?", "the ferry"),
        ("What do the articles say about whether the ferry sank?", "the ferry sank"),
        ("Could you tell me more about the ferry?", "the ferry"),
    ],
)
def test_a_question_for_all_that_is_said_has_a_topic(asked: str, words: str) -> None:
    found = asked_about(asked)
    assert found is not None
    assert (found.words, found.by_article) == (words, False)


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("Which article reports on the ferry?", "the ferry"),
        ("Which articles mention Jane Doe?", "Jane Doe"),
        ("In which article is Jane Doe mentioned?", "Jane Doe"),
        ("Which of the articles deal with the strike?", "the strike"),
        ("Which articles are there about the strike?", "the strike"),
        ("Find articles that mention Jane Doe", "Jane Doe"),
        ("Are there any articles on the ferry?", "the ferry"),
    ],
)
def test_a_question_for_articles_has_a_topic(asked: str, words: str) -> None:
    found = asked_about(asked)
    assert found is not None
    assert (found.words, found.by_article) == (words, True)


@pytest.mark.parametrize(
    "asked",
    [
        "Who is Jane Doe?",
        "What did Jane Doe say about the ferry?",
        "Tell me about what happened to the ferry",
        "Which article does not mention the ferry?",
        "What do the articles say?",
        "What can be found on the lid?",
        "What does the mayor know about the ferry?",
    ],
)
def test_other_questions_have_none(asked: str) -> None:
    assert asked_about(asked) is None


def quotes(archive: Corpus, asked: str) -> list[str]:
    reply = ask(asked, corpus=archive)
    assert all(archive.article(c.article_id).text[c.start : c.end] == c.quote for c in reply.citations)
    return [c.quote for c in reply.citations] if reply.answered else []


def test_what_is_said_comes_from_every_article(topics: Corpus) -> None:
    said = quotes(topics, "What do the articles say about Jane Doe?")
    assert sorted(said) == ["Jane Doe called it a good day for Ashford.", "Mayor Jane Doe met them on Tuesday at the town hall."]  # fmt: skip
    assert sorted(quotes(topics, "Tell me about Jane Doe")) == sorted(said)


def test_words_that_frame_a_topic_need_not_be_said(topics: Corpus) -> None:
    said = quotes(topics, "What is reported on the role of Malta?")
    assert any("Maltese minister" in quote for quote in said)
    assert any("ferry to Malta" in quote for quote in said)


def test_other_words_for_a_thing_are_found_and_numbers_where_they_are_asked_for(topics: Corpus) -> None:
    (said,) = quotes(topics, "What is said about the number of soldiers?")
    assert "40 troops" in said


def test_a_topic_is_kept_to_the_time_it_names(topics: Corpus) -> None:
    assert quotes(topics, "What is said about Jane Doe in the articles of June?") == ["Jane Doe called it a good day for Ashford."]  # fmt: skip


@pytest.mark.parametrize(
    "topic", ["Norway", "the role of Norway", "the hospital in Ashford", "Jane Doe's dog", "the flood"]
)
def test_what_no_article_tells_of_is_declined(topics: Corpus, topic: str) -> None:
    assert not ask(f"What do the articles say about {topic}?", corpus=topics).answered
    assert not ask(f"Which article reports on {topic}?", corpus=topics).answered


def test_a_part_of_a_name_is_not_the_thing() -> None:
    wanted = _Wanted.of("the moon", lambda word: 1.0)
    assert wanted.is_in_a_name("A ship called Blue Moon came in.")
    assert not wanted.is_in_a_name("Moon dust fell.")
    assert not wanted.is_in_a_name("The Blue Moon lay in the light of the moon.")


def test_a_part_of_a_name_is_told_last(topics: Corpus) -> None:
    assert (
        quotes(topics, "Tell me about the moon")[0]
        == "In the end they saw nothing of the moon, for clouds and smoke from burning fields hid all the valley."
    )


def test_what_is_counted_stands_behind_its_number() -> None:
    wanted = _Wanted.of("the number of ferries", lambda word: 1.0)
    assert wanted.counted_in("Some 40 old ferries sank.")
    assert not wanted.counted_in("For 40 years, ferries sank.")
    assert not wanted.counted_in("The ferries sank.")


def test_only_what_is_counted_is_told_where_a_number_is_asked_for(topics: Corpus) -> None:
    assert quotes(topics, "What is said about the number of bakers?") == ["Some 12 bakers sold bread to all."]


def test_a_pronoun_is_no_topic(topics: Corpus) -> None:
    reply = ask("What do we know about him?", corpus=topics)
    assert (reply.answered, reply.notes) == (False, ("Whom or what “him” means is not known.",))


@pytest.mark.parametrize(
    "asked",
    [
        "What do the Coast Radio articles say about Jane Doe?",
        "Which Coast Radio article mentions Jane Doe?",
        "Which article from Coast Radio mentions Jane Doe?",
    ],
)
def test_a_source_that_is_named_is_kept_to(topics: Corpus, asked: str) -> None:
    assert quotes(topics, asked) == ["Jane Doe called it a good day for Ashford."]


def test_two_topics_at_once_are_told_of_both(topics: Corpus) -> None:
    said = quotes(topics, "What do we know about Bo Roe and the bakers?")
    assert any("Bo Roe" in quote for quote in said)
    assert any("bakers" in quote for quote in said)


def test_articles_are_named_with_source_day_and_sentence(topics: Corpus) -> None:
    reply = ask("Which articles mention the crane operators?", corpus=topics)
    assert sorted(reply.short.split("; ")) == ["A deal for the harbour", "Cranes stand still"]
    assert "“Cranes stand still” (Port Daily, 3 May 2023): “Crane operators at the harbour" in reply.text
    assert len(reply.citations) == 2
    assert ask("Which articles mention grain?", corpus=topics).short == "Cranes stand still"


def test_the_adjective_to_a_name_is_that_name_and_a_like_name_is_not() -> None:
    assert same_name("malta", {"maltes"}) is False  # another stem
    assert same_name("mali", {"malian"})
    assert same_name("afghan", {"afghanistan"})
    assert not same_name("abdullah", {"abdul"})


def test_what_one_is_quoted_with_is_not_told_of_the_other() -> None:
    cited = Citation(1, "a", "T", "", None, "unknown", "“A good day,” Jane Doe said.", 0, 28)
    reply = Answer("q", "A good day [1].", True, 0.7, (cited,), (), "A good day")
    none = Answer("q", "No [2].", True, 0.7, (replace(cited, quote="No."),))
    assert compound._by_itself(0, [reply, none], ["Jane Doe", "Bo Roe"]) == reply
    assert not compound._by_itself(1, [none, reply], ["Jane Doe", "Bo Roe"]).answered
    assert compound._by_itself(1, [none, reply], ["Ann Lee", "Bo Roe"]) == reply  # it names neither
    assert not compound._by_itself(1, [reply, reply], ["the good day", "the flood"]).answered
    assert compound._by_itself(1, [none, reply], ["the good day", "the flood"]) == reply  # in words of its own, perhaps


def test_in_other_words_of_the_same_names(topics: Corpus) -> None:
    reply = ask("What do we know about the labour dispute in Ashford?", corpus=topics)
    assert reply.citations[0].quote.startswith("Crane operators at the harbour of Ashford stopped work")
    assert all("bread" not in c.quote for c in reply.citations)
    assert not ask("What do we know about the labour dispute in Utland?", corpus=topics).answered


def test_quotes_are_sentences_that_quote_somebody(archive: Corpus, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "Mill sold\n\nThe sale of the mill is final, the town said on Monday. “The sale of the mill is a shame for all of us,” said Ann Lee.\n"
    )
    archive.add([tmp_path / "a.txt"])
    reply = ask("Show me some quotes about the sale of the mill", corpus=archive)
    assert [c.quote for c in reply.citations] == ["“The sale of the mill is a shame for all of us,” said Ann Lee."]


def test_every_article_with_the_words_is_named(topics: Corpus) -> None:
    reply = ask("Which articles mention bread?", corpus=topics)
    assert {c.title for c in reply.citations} == {"Cranes stand still", "Malta opens a bridge"}


def test_what_nothing_tells_may_be_read_as_another_question(topics: Corpus) -> None:
    assert not ask("Describe the wedding of Bo Roe", corpus=topics).answered


def test_of_both_are_the_articles_that_tell_of_each(topics: Corpus) -> None:
    reply = ask("Which articles mention both Malta and Jane Doe?", corpus=topics)
    assert {c.title for c in reply.citations} == {"A deal for the harbour"}
