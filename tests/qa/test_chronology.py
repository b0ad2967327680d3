"""Timelines, and what is new on a topic."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from qa import ask
from qa.chronology import Order, asked_about
from qa.corpus import Corpus

ROWS = [
    ("2023-05-03", "Cranes stand still", "Crane operators at the harbour of Ashford began a strike on Tuesday. The last strike in Ashford was in 1998, and it ended in tears."),
    ("2023-05-20", "No deal", "The strike in Ashford goes on: talks with the port broke down on Thursday. Bread is short, and bakers are angry."),
    ("2023-06-09", "A deal for the harbour", "The strike in Ashford ended on Friday with a rise of 5 percent. The port will pay it from 1 July. Mayor Jane Doe welcomed the end of the strike in Ashford."),
    ("2023-06-20", "Malta opens a bridge", "The Maltese minister Bo Roe opened a bridge on Monday."),
]  # fmt: skip


@pytest.fixture(scope="module")
def strikes(archive_of: Callable[..., Corpus]) -> Corpus:
    return archive_of([("", *row) for row in ROWS])


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("Give me a timeline of the strike", Order("the strike")),
        ("Could you draw a short chronology of the strike in Ashford?", Order("the strike in Ashford")),
        ("strike timeline", Order("strike")),
        ("I need a timeline of the strike", Order("the strike")),
        ("May I have a timeline of the strike?", Order("the strike")),
        ("What were the key events of the strike?", Order("the strike")),
        ("List the events of the strike in chronological order", Order("the strike")),
        ("How did the strike unfold?", Order("the strike", surely=False)),
        ("What is the latest on the strike?", Order("the strike", latest=True)),
        ("What are the latest developments in Ashford?", Order("Ashford", latest=True)),
        ("any news about Bo Roe", Order("Bo Roe", latest=True)),
        ("What's happening in Ashford right now?", Order("Ashford", latest=True)),
        ("What is the latest report of the commission?", Order("the commission", latest=True, surely=False)),
        ("What is the latest album of Ann Lee?", None),
        ("How did she open the bridge?", None),
        ("What is the latest on it?", None),
        ("When did the strike begin?", None),
    ],
)
def test_reads_a_wish_for_a_timeline_or_for_what_is_new(text: str, order: Order | None) -> None:
    assert asked_about(text) == order


def test_a_timeline_tells_in_the_order_of_days(strikes: Corpus) -> None:
    for asked in ("Give me a timeline of the strike in Ashford", "How did the strike in Ashford unfold?"):
        reply = ask(asked, corpus=strikes)
        assert [c.title for c in reply.citations[-3:]] == [title for _, title, _ in ROWS[:3]]
        assert "2 May 2023 (Tuesday): “Crane operators" in reply.text
        assert "18 May 2023 (Thursday): “The strike" in reply.text
        assert "9 June 2023 (Friday): “The strike" in reply.text
        assert any("“Tuesday” is 2 May 2023" in note for note in reply.notes)
        for cited in reply.citations:
            assert strikes.article(cited.article_id).text[cited.start : cited.end] == cited.quote


def test_a_timeline_keeps_to_the_days_that_are_asked_about(strikes: Corpus) -> None:
    reply = ask("Give me a timeline of the strike in Ashford in May 2023", corpus=strikes)
    assert {c.title for c in reply.citations} == {"Cranes stand still", "No deal"}


def test_what_is_new_comes_from_the_newest_articles(strikes: Corpus) -> None:
    reply = ask("What is the latest on the strike in Ashford?", corpus=strikes)
    assert {c.title for c in reply.citations} == {"A deal for the harbour"}
    assert reply.text.startswith("9 June 2023 (Friday): “The strike in Ashford ended")
    assert "The archive goes on to 20 June 2023 (Tuesday) and tells nothing newer of it." in reply.notes


@pytest.mark.parametrize(
    "asked", ["Timeline of the war in Utland", "What is the latest on Utland?", "timeline", "timeline of ?"]
)
def test_of_what_is_not_told_there_is_none(strikes: Corpus, asked: str) -> None:
    assert not ask(asked, corpus=strikes).answered


def test_a_timeline_of_days_alone_tells_what_happened(strikes: Corpus) -> None:
    reply = ask("Timeline of the events in May 2023", corpus=strikes)
    assert {c.title for c in reply.citations} == {"Cranes stand still", "No deal"}


def test_what_two_papers_tell_in_the_same_words_is_told_once(archive_of: Callable[..., Corpus]) -> None:
    told = "Dockers in Tarn began a strike on Tuesday over the pay of night shifts."
    archive = archive_of(
        [
            ("Echo", "2023-05-03", "Dockers stop work", told),
            ("Post", "2023-05-03", "Tarn", f"{told} Ships wait outside the port of Tarn since the strike began."),
            ("Echo", "2023-05-20", "Dockers return", "The strike of the dockers in Tarn ended on Friday."),
        ]
    )
    for asked, words in (
        ("Give me a timeline of the strike in Tarn", "began a strike"),
        ("What do the articles say about the strike in Tarn?", "began a strike"),
        ("What happened in Tarn on 2 May 2023?", "began a strike"),
    ):
        assert [words in c.quote for c in ask(asked, corpus=archive).citations].count(True) == 1
