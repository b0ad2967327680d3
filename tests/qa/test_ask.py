"""`ask` and `Chat` over the seed articles and over small archives of other news."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from index.article import Passage
from index.errors import UsageError
from qa import Chat, ask
from qa.answer import Answer
from qa.corpus import Corpus
from qa.question import Question
from qa.span import Span


def verbatim(corpus: Corpus, answer: Answer) -> bool:
    return all(corpus.article(c.article_id).text[c.start : c.end] == c.quote for c in answer.citations)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("When did Jalalabad fall?", "15 August 2021"),
        ("When was Ismail Khan arrested?", "13 August 2021"),
        ("Who is the Russian foreign minister?", "Sergei Lavrov"),
        ("How many more troops is Biden sending to Kabul?", "5,000"),
        ("How long after the arrest of Ismail Khan did Jalalabad fall?", "2 days"),
        ("Who wrote the story about US airstrikes?", "Bill Van Auken"),
    ],
)
def test_answers_from_the_seed_articles(seeds: Corpus, question: str, words: str) -> None:
    answer = ask(question, corpus=seeds)
    assert answer.answered
    assert words in answer.text
    assert 0 < answer.confidence <= 1
    assert answer.citations
    assert verbatim(seeds, answer)
    assert all(f"[{c.number}]" in answer.text for c in answer.citations)


def test_a_date_comes_with_the_words_it_was_resolved_from(seeds: Corpus) -> None:
    answer = ask("When was Ismail Khan arrested?", corpus=seeds)
    assert any("On Friday" in note or "“Friday”" in note for note in answer.notes)


def test_a_passage_is_read_under_its_title_and_day_or_with_its_day_when_that_may_answer(
    seeds: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = seeds.reader.read
    seen: list[tuple[str, Sequence[str], Sequence[str]]] = []

    def watched(
        question: Question, passages: Sequence[Passage], headings: Sequence[str], days: Sequence[str]
    ) -> list[Span]:
        seen.append((question.text, headings, days))
        return read(question, passages, headings, days)

    monkeypatch.setattr(seeds.reader, "read", watched)
    titles = {article.title for article in seeds.articles()}
    ask("Who arrested Ismail Khan?", corpus=seeds)
    for _, headings, days in seen:
        assert not any(days)
        assert all(re.fullmatch(r"(.+), \d+ August 2021", heading)[1] in titles for heading in headings)
    seen.clear()
    ask("When was Ismail Khan arrested?", corpus=seeds)
    asked = {text for text, *_ in seen}
    assert "When was Ismail Khan arrested?" in asked <= {"When was Ismail Khan arrested?", "Was Ismail Khan arrested?"}
    for text, headings, days in seen:
        assert not any(headings)
        assert all(re.fullmatch(r"\d+ August 2021", day) for day in days) or text.startswith("Was")


def test_whether_it_came_about_is_asked_of_the_likeliest_passages_only(
    seeds: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = seeds.reader.read
    asked: dict[str, int] = {}

    def watched(
        question: Question, passages: Sequence[Passage], headings: Sequence[str], days: Sequence[str]
    ) -> list[Span]:
        asked[question.text] = asked.get(question.text, 0) + len(passages)
        return []

    monkeypatch.setattr(seeds.reader, "read", watched)
    ask("When was the old mill in Ashford opened by the mayor of Kabul?", corpus=seeds)
    monkeypatch.setattr(seeds.reader, "read", read)
    (when,) = (count for text, count in asked.items() if text.startswith("When "))
    (whether,) = (count for text, count in asked.items() if text.startswith("Was "))
    assert when >= seeds.settings.read_k
    assert 0 < whether < when


@pytest.mark.parametrize(
    "question",
    [
        "Who won the men's 100 metres at the Tokyo Olympics?",
        "When was Angela Merkel born?",
        "How tall is the Eiffel Tower?",
    ],
)
def test_what_is_not_in_the_archive_is_said_to_be_missing(seeds: Corpus, question: str) -> None:
    answer = ask(question, corpus=seeds)
    assert not answer.answered
    assert "does not answer" in answer.text
    assert verbatim(seeds, answer)


def test_a_chat_remembers(seeds: Corpus) -> None:
    chat = Chat(seeds)
    chat.ask("Who is Ismail Khan?")
    answer = chat.ask("When was he arrested?")
    assert "13 August 2021" in answer.text
    assert len(chat.history) == 2


def test_filters_leave_only_the_articles_asked_for(seeds: Corpus) -> None:
    answer = ask("What did the Taliban claim?", corpus=seeds, before="2021-07-31")
    assert {c.published for c in answer.citations} <= {"2021-07-23"}
    none = ask("What did the Taliban claim?", corpus=seeds, after=date(2022, 1, 1))
    assert not none.answered
    assert "No article fits" in " ".join(none.notes)


def test_as_dict_is_json_ready(seeds: Corpus) -> None:
    import json

    held = json.loads(json.dumps(ask("When did Jalalabad fall?", corpus=seeds).as_dict()))
    assert set(held) >= {"question", "text", "answered", "confidence", "citations", "notes", "short"}


def test_an_archive_of_other_news(archive: Corpus, tmp_path: Path) -> None:
    (tmp_path / "mill.txt").write_text(
        "Mill burns down\n3 May 2022\n\nThe old mill in Ashford burned down on Monday night. Fire chief Jane Doe said that "
        "40 firefighters fought the blaze for six hours.\n"
    )
    (tmp_path / "vote.txt").write_text(
        "Council votes to rebuild\n10 May 2022\n\nAshford council voted yesterday to rebuild the mill at a cost of $4 million.\n"
    )
    archive.add([tmp_path / "mill.txt", tmp_path / "vote.txt"])
    assert "2 May 2022 (Monday)" in ask("When did the mill burn down?", corpus=archive).text
    assert "9 May 2022" in ask("When did the council vote to rebuild the mill?", corpus=archive).text
    assert "40" in ask("How many firefighters fought the blaze?", corpus=archive).text
    assert "$4 million" in ask("How much will it cost to rebuild the mill?", corpus=archive).text
    assert not ask("Who was the president of France in 1995?", corpus=archive).answered


def test_an_empty_archive_abstains(archive: Corpus) -> None:
    answer = ask("When did the mill burn down?", corpus=archive)
    assert not answer.answered
    assert "empty" in " ".join(answer.notes)


@pytest.mark.parametrize("history", ["text", [("only one",)], [(1, 2)], 7])
def test_a_history_of_another_shape_is_refused(seeds: Corpus, history: object) -> None:
    with pytest.raises(UsageError, match="history"):
        ask("Who?", corpus=seeds, history=history)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("Did Jalalabad fall on 13 August 2021?", "No: 15 August 2021 (Sunday)"),
        ("Did Jalalabad fall on 15 August 2021?", "Yes: 15 August 2021 (Sunday)"),
        ("Was Ismail Khan arrested in July 2021?", "No: 13 August 2021 (Friday)"),
    ],
)
def test_whether_it_was_then_is_answered_by_its_day(seeds: Corpus, question: str, short: str) -> None:
    reply = ask(question, corpus=seeds)
    assert reply.short == short
    assert reply.text.startswith(short)
    assert reply.citations


def test_what_happened_is_told_in_a_whole_sentence(seeds: Corpus) -> None:
    reply = ask("What happened to Ismail Khan afterwards?", corpus=seeds)
    assert reply.answered
    assert reply.short == ""
    assert reply.text.startswith("“Khan was later allowed to return to his home")
