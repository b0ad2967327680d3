"""What joins an answer: the sentences beside its own, and its parts."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from index.article import Passage
from index.settings import Settings
from qa import ask
from qa.answering import _explained
from qa.corpus import Corpus
from qa.question import Question
from qa.span import Span


def passage_of(*sentences: str) -> Passage:
    """A passage of the sentences, a space between them."""
    text, places = "", list[tuple[int, int]]()
    for sentence in sentences:
        places.append((len(text), len(text) + len(sentence)))
        text += f"{sentence} "
    return Passage(1, "a", 0, len(text), text, tuple(places))


@pytest.mark.parametrize(
    ("before", "after", "kept"),
    [
        ("Rain fell for weeks.", "It took a year to mend.", "The bridge closed. It took a year to mend."),
        ("The bridge had cracks.", "Bakers sold bread.", "The bridge had cracks. The bridge closed."),
        ("Bakers sold bread.", "Rain fell for weeks.", "The bridge closed."),
        ("Bakers sold bread.", "The bridges were old.", "The bridge closed. The bridges were old."),
    ],
)
def test_a_reason_takes_only_neighbouring_sentences_that_belong_to_it(before: str, after: str, kept: str) -> None:
    passage = passage_of(before, "The bridge closed.", after)
    place = passage.sentences[1]
    span = _explained(Question("q", "Why did the bridge close?", "why"), Span(passage, *place, place, 0.9))
    assert passage.text[slice(*span.sentence)] == kept


ROWS = [
    ("Ashford Echo", "2022-05-03", "Mill burns down", "The old mill in Ashford burned down on Monday night [1]. The fire cost the town $4 million. "
     "The chief of the fire service, Jane Doe, resigned over it."),
    ("Ashford Echo", "2022-05-10", "New fire chief", "Mary Major succeeded Jane Doe as chief of the Ashford fire service on Monday."),
]  # fmt: skip


@pytest.fixture(scope="module")
def ashford(tmp_path_factory: pytest.TempPathFactory, settings: Settings) -> Iterator[Corpus]:
    folder = tmp_path_factory.mktemp("ashford")
    rows = [{"source": s, "published": day, "title": title, "text": text} for s, day, title, text in ROWS]
    (folder / "rows.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    with Corpus.create(folder / "archive", settings) as corpus:
        corpus.add([folder / "rows.jsonl"])
        yield corpus


@pytest.mark.parametrize(
    ("question", "why"),
    [
        ("asdf qwer zxcv", "No word"),
        ("[1] [2] [3]", "no word"),
        ("When when when?", "no word"),
        ("What is the date today?", "no word"),
        ("What day of the week is it?", "no word"),
        ("WHO WHAT WHEN?", "no word"),
    ],
)
def test_a_question_about_nothing_is_not_answered(ashford: Corpus, question: str, why: str) -> None:
    reply = ask(question, corpus=ashford)
    assert not reply.answered
    assert any(why in note for note in reply.notes)


def test_a_misspelt_word_counts_as_being_in_the_archive(ashford: Corpus) -> None:
    assert ask("When was the fire at Ashfrod?", corpus=ashford).answered


def test_equal_parts_are_answered_once(ashford: Corpus) -> None:
    reply = ask(" and ".join(["when did the mill burn"] * 70), corpus=ashford)
    assert reply.short == ask("When did the mill burn?", corpus=ashford).short
    assert len(reply.citations) == 1


def test_no_more_than_eight_parts_are_answered_and_a_note_says_so(ashford: Corpus) -> None:
    reply = ask(", and ".join(f"when did mill number {n} burn down" for n in range(1, 11)), corpus=ashford)
    assert any("first 8 of its 10" in note for note in reply.notes)


def test_a_part_leans_on_the_answer_before_it(ashford: Corpus) -> None:
    reply = ask("Who resigned over the fire, and who succeeded her?", corpus=ashford)
    assert "Jane Doe" in reply.short
    assert any("Who succeeded Jane Doe?" in note for note in reply.notes)


def test_a_part_that_is_not_understood_is_named(ashford: Corpus) -> None:
    reply = ask("Who told the chief who resigned and who succeeded?", corpus=ashford)
    assert any("“who succeeded” was not understood" in note for note in reply.notes)
