"""Questions that lean on a conversation, asked of its articles first."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest

from qa import Chat, Corpus, ask, conversation
from qa.conversation import context
from qa.question import understand

MILL = "The old mill in Ashford burned down on Monday night. Four people were hurt. The police said that a heater had started the fire."
FERRY = (
    "The ferry Lena sank off Malta on Friday. Nine people were hurt, and two drowned. A storm had torn its ramp away."
)
MARKET = "A gas stove exploded at the market of Corley on Sunday. Thirty people were hurt. The mayor, Ann Lee, closed the market."


@pytest.fixture(scope="module")
def news(archive_of: Callable[..., Corpus]) -> Corpus:
    return archive_of(
        [
            ("Post", "2022-05-03", "Mill burns down", MILL),
            ("Post", "2022-06-11", "Ferry lost", FERRY),
            ("Post", "2022-07-04", "Stove explodes at market", MARKET),
        ]
    )


@pytest.mark.parametrize(
    ("first", "hurt"),
    [
        ("When did the mill in Ashford burn down?", "Four"),
        ("When did the ferry Lena sink?", "Nine"),
        ("Where did a gas stove explode?", "Thirty"),
    ],
)
def test_a_question_that_names_nothing_is_about_the_article_of_the_last_answer(
    news: Corpus, first: str, hurt: str
) -> None:
    chat = Chat(news)
    of = chat.ask(first).citations[0].article_id
    reply = chat.ask("How many people were hurt?")
    assert reply.text.startswith(hurt)
    assert {citation.article_id for citation in reply.citations} == {of}


def test_a_question_that_names_another_thing_leaves_the_conversation(news: Corpus) -> None:
    chat = Chat(news)
    chat.ask("When did the mill in Ashford burn down?")
    assert "10 June 2022" in chat.ask("When did the ferry sink?").text
    assert "Ann Lee" in chat.ask("Who closed the market of Corley?").text


def test_what_the_articles_of_the_conversation_do_not_tell_is_not_taken_from_another_story(news: Corpus) -> None:
    chat = Chat(news)
    chat.ask("When did the mill in Ashford burn down?")
    reply = chat.ask("How many drowned?")
    assert not reply.answered or "mill" in reply.citations[0].title.lower()


def test_the_articles_of_a_conversation_are_those_that_its_last_answers_quote(news: Corpus) -> None:
    mill, ferry = (ask(f"When did the {thing}?", corpus=news) for thing in ("mill burn down", "ferry sink"))
    history = [("When did the mill burn down?", mill.text), ("When did the ferry sink?", ferry.text)]
    so_far = context(history, news)
    assert so_far.articles == (ferry.citations[0].article_id, mill.citations[0].article_id)
    assert so_far.told == tuple((c.article_id, c.start, c.end) for c in ferry.citations)


def test_an_answer_without_a_quote_is_of_the_article_that_is_nearest_to_it(news: Corpus) -> None:
    so_far = context([("When did the mill in Ashford burn down?", "2 May 2022")], news)
    assert [news.article(of).title for of in so_far.articles] == ["Mill burns down"]
    assert so_far.told == ()
    assert so_far.named == {"ashford"}


def test_a_conversation_about_what_is_not_in_the_archive_hinders_no_question(news: Corpus) -> None:
    reply = ask(
        "When did the ferry sink?", corpus=news, history=[("Who won the cup in Norway?", "Not in the archive.")]
    )
    assert "10 June 2022" in reply.text


def test_a_language_model_is_asked_once(news: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(news, "llm", SimpleNamespace())
    monkeypatch.setattr(conversation, "context", lambda *_: pytest.fail("the articles were looked for"))
    question = understand("How many people were hurt?", ())
    conversation.answer(
        question, question, [("When did the mill burn down?", "2 May 2022")], news, lambda q, _: asked.append(q.text)
    )
    assert asked == ["How many people were hurt?"]
