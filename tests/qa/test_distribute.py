from __future__ import annotations

from pathlib import Path

import pytest

from qa.answering import ask
from qa.corpus import Corpus
from qa.distribute import of_each
from qa.each import asked_of_each


@pytest.mark.parametrize(
    ("text", "each"),
    [
        ("When did Ashford and Brent fall?", ["When did Ashford fall?", "When did Brent fall?"]),
        ("What posts do Ann Lee and Tom Ray hold?", ["What post does Ann Lee hold?", "What post does Tom Ray hold?"]),
        (
            "Who are the presidents of Norland and of Sundew?",
            ["Who is the president of Norland?", "Who is the president of Sundew?"],
        ),
        (
            "Give the dates of Lee's arrest and of Ray's speech.",
            ["Give the date of Lee's arrest?", "Give the date of Ray's speech?"],
        ),
        (
            "What are the names of the Army spokesman and the Navy spokesman?",
            ["What is the name of the Army spokesman?", "What is the name of the Navy spokesman?"],
        ),
        (
            "Which towns did the rebels take on 3 and on 5 May?",
            ["Which town did the rebels take on 3 May?", "Which town did the rebels take on 5 May?"],
        ),
        (
            "Of which provinces are Ashford and Brent the capitals?",
            ["Of which province is Ashford the capital?", "Of which province is Brent the capital?"],
        ),
        (
            "How many died according to the police, and according to the hospital?",
            ["How many died according to the police?", "How many died according to the hospital?"],
        ),
        ("When did talks between Norland and Sundew begin?", []),
        ("Where did Lee and Ray meet?", []),
        ("Who bought the mill and the farm in Ashford?", []),
        ("When did Lee and a colleague resign?", []),
        ("Who is Ann Lee?", []),
    ],
)
def test_two_that_are_named_together_are_told_apart(text: str, each: list[str]) -> None:
    assert [asked for _, asked in of_each(text)] == each


def test_two_that_are_asked_for_with_one_verb_are_asked_for_one_by_one() -> None:
    assert asked_of_each("Which mayor and which fire chief were heard on Monday?") == [
        "Which mayor was heard on Monday?",
        "Which fire chief was heard on Monday?",
    ]


@pytest.fixture
def war(archive: Corpus, tmp_path: Path) -> Corpus:
    (tmp_path / "a.txt").write_text(
        "date 2022-05-06 Rebels take Brent\n\nBrent, the seat of Colne province, fell to the rebels on Friday. Tom Ray, the"
        " governor, fled in a helicopter. Norland and Sundew closed their borders on Thursday after a joint meeting.\n"
    )
    (tmp_path / "b.txt").write_text(
        "date 2022-05-09 Rebels seize Ashford\n\nThe rebels seized Ashford on Sunday without a fight. Ann Lee, the mayor, stayed.\n"
    )
    archive.add([tmp_path])
    return archive


def test_each_of_two_is_answered_where_each_has_an_answer_of_its_own(war: Corpus) -> None:
    reply = ask("When did Ashford and Brent fall?", corpus=war)
    assert "Ashford: 8 May 2022" in reply.text
    assert "Brent: 6 May 2022" in reply.text
    assert len(reply.citations) == 2


def test_what_two_did_together_is_told_once(war: Corpus) -> None:
    reply = ask("When did Norland and Sundew close their borders?", corpus=war)
    assert reply.short.startswith("5 May 2022")
    assert len(reply.citations) == 1
