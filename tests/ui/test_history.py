"""Conversations that are kept, the documents made of them, and judgements as questions."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from evals.questions import load
from index.errors import UsageError
from qa.answer import Answer, Citation
from qa.answering import ask
from qa.corpus import Corpus
from ui import export
from ui.history import History, HistoryError, new_id
from ui.judgements import as_jsonl
from ui.turn import Scope, Turn

QUOTE = "The mayor <b>resigned</b> on *Friday* [see] `here` $x$."
CITED = Citation(1, "a", "A headline | with * signs", "Site", "2021-08-13", "stated", QUOTE, 0, len(QUOTE))
ANSWER = Answer("When?", "13 August 2021. “He left.” [1]", True, 0.83, (CITED,), ("Asked as: When did he?", "A note."))


@pytest.fixture
def history(tmp_path: Path) -> History:
    return History(tmp_path / "conversations.sqlite3")


def test_keeps_turns_in_order_with_all_of_their_answers_across_a_restart(history: History, tmp_path: Path) -> None:
    one, scope = new_id(), Scope("nytimes.com", date(2021, 8, 1), None)
    for question in ("First?", "Second?"):
        history.add("ann", "archive", one, Turn(question, ANSWER, asked_as="When did he?"), scope)
    history.close()
    again = History(tmp_path / "conversations.sqlite3")
    turns = again.turns("ann", one)
    assert [t.question for t in turns] == ["First?", "Second?"]
    assert turns[0].answer == ANSWER
    assert turns[0].asked_as == "When did he?"
    kept = again.conversation("ann", "archive", one)
    assert kept is not None
    assert (kept.title, kept.scope) == ("First?", scope)
    again.add("ann", "archive", one, Turn("Third?", ANSWER), scope, replaces=turns[1].id)
    assert [t.question for t in again.turns("ann", one)] == ["First?", "Third?"]
    again.add("ann", "archive", one, Turn("Fourth?", ANSWER), scope, replaces=turns[0].id)  # not the last: kept
    assert [t.question for t in again.turns("ann", one)] == ["First?", "Third?", "Fourth?"]


def test_nobody_sees_or_changes_the_conversations_of_another(history: History) -> None:
    one = new_id()
    turn = history.add("ann", "archive", one, Turn("Secret?", ANSWER), Scope())
    assert history.conversations("bob", "archive") == []
    assert history.conversations("ann", "another archive") == []
    assert history.turns("bob", one) == []
    assert history.conversation_of("bob", turn.id) is None
    assert history.conversation("bob", "archive", one) is None
    assert history.conversation("ann", "another archive", one) is None
    for forbidden in (
        lambda: history.rename("bob", one, "Mine"),
        lambda: history.delete("bob", one),
        lambda: history.judge("bob", turn.id, "right"),
        lambda: history.add("bob", "archive", one, Turn("Mine?", ANSWER), Scope()),
    ):
        with pytest.raises(UsageError):
            forbidden()
    assert len(history.turns("ann", one)) == 1


def test_finds_renames_and_deletes(history: History) -> None:
    ids = [new_id(), new_id()]
    for conversation, question in zip(ids, ("About Kabul?", "About Herat?"), strict=True):
        history.add("ann", "archive", conversation, Turn(question, ANSWER), Scope())
    assert [c.id for c in history.conversations("ann", "archive")] == ids[::-1]
    assert [c.id for c in history.conversations("ann", "archive", "KABUL about")] == ids[:1]
    assert len(history.conversations("ann", "archive", "he left")) == 2  # an answer's words
    history.rename("ann", ids[0], "  The   fall ")
    assert history.conversations("ann", "archive", "fall")[0].title == "The fall"
    with pytest.raises(UsageError):
        history.rename("ann", ids[0], "  ")
    history.delete("ann", ids[0])
    assert history.turns("ann", ids[0]) == []
    with pytest.raises(UsageError):
        history.delete("ann", ids[0])
    with pytest.raises(UsageError, match="deleted before the answer came"):
        history.add("ann", "archive", ids[0], Turn("And then?", ANSWER), Scope(), begun=True)
    assert history.conversation("ann", "archive", ids[0]) is None


def test_a_damaged_file_and_one_of_a_later_version_are_refused_with_what_to_do(tmp_path: Path) -> None:
    (damaged := tmp_path / "damaged.sqlite3").write_text("no database, " * 100)
    with pytest.raises(HistoryError, match="Move that file away"):
        History(damaged)
    with sqlite3.connect(later := tmp_path / "later.sqlite3") as db:
        db.execute("PRAGMA user_version = 99")
    with pytest.raises(HistoryError, match="newer"):
        History(later)


def test_the_documents_hold_every_footnote_and_no_markup_of_the_articles() -> None:
    turns = [Turn("When? <script>alert(1)</script>", ANSWER, id="x", asked_as="When did he?")] * 2
    text = export.markdown("A *title*", turns)
    assert "[^1-1]" in text.split("[^1-1]:")[0]
    assert text.count("[^2-1]: “") == 1
    shown = MarkdownIt("commonmark", {"html": True}).render(text)
    for markup in ("<script>", "<b>", "<em>Friday", "<code>", "<a "):
        assert markup not in shown
    assert "Asked as: When did he?" in shown
    page = export.html("A <title>", turns)
    assert "<script>" not in page
    assert "<b>" not in page
    for number in (1, 2):
        assert f'href="#note-{number}-1"' in page
        assert f'id="note-{number}-1"' in page
    assert "http" not in page
    turned = Turn("When?", replace(ANSWER, citations=(replace(CITED, title="\u202eeltiT"),)), id="y")
    assert "<bdi>\u202eeltiT</bdi>, <bdi>Site</bdi>" in export.html("A title", [turned])
    assert "— \u2068\u202eeltiT\u2069, Site, " in export.markdown("A title", [turned])
    for title in (
        "كتاب اليوم",
        "\u2069\u2067كتاب اليوم\u2069",
    ):  # isolates of a title's own cannot end the one around it
        turned = Turn("When?", replace(ANSWER, citations=(replace(CITED, title=title),)), id="y")
        assert "— \u2068كتاب اليوم\u2069, Site, " in export.markdown("A title", [turned])
    assert "a{color" in page.partition("prefers-color-scheme:dark")[2]  # every link can be read in the dark
    assert export.file_name("../../When? now", "md") == "when-now.md"


def test_judgements_become_an_evaluation_that_loads(history: History, seeds: Corpus, tmp_path: Path) -> None:
    article = next(a for a in seeds.articles() if "Ismail Khan" in a.text)
    start = article.text.index("Ismail Khan")
    cited = Citation(
        1, article.id, article.title, "", None, "stated", article.text[start : start + 11], start, start + 11
    )
    right = Answer("Who?", "Ismail Khan. [1]", True, 0.9, (cited,), (), "Ismail Khan")
    nothing = ask("Who won the 2022 World Cup?", corpus=seeds)
    judged = [("right", "", right), ("wrong", "Ismail Khan", right), ("wrong", "", right), ("absent", "", right),
              ("wrong", "words that stand nowhere", right), ("right", "", nothing)]  # fmt: skip
    for verdict, expected, answer in judged:
        turn = history.add("ann", "archive", new_id(), Turn("Who was the strongman?", answer), Scope())
        history.judge("ann", turn.id, verdict, expected)  # type: ignore[arg-type]
    text, left_out = as_jsonl(history.judged("archive", "ann"), seeds)
    assert left_out == 2
    (tmp_path / "mine.jsonl").write_text(text)
    questions = load(tmp_path / "mine.jsonl")
    assert [q.answerable for q in questions] == [True, True, False, False]
    assert questions[1].answers == (("Ismail Khan",),)
    for question in questions:
        for evidence in question.evidence:
            assert evidence.quote in seeds.article(evidence.article_id).text
    assert as_jsonl(history.judged("archive", "bob"), seeds) == ("", 0)
    assert json.loads(text.splitlines()[0])["kind"] == "name"
