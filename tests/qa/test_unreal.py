"""Sentences that tell what a question takes to have happened only as planned, wanted, possible or denied."""

from pathlib import Path

import pytest

from qa import ask
from qa.corpus import Corpus
from qa.unreal import is_unreal


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("When was the licence renewed?", "The licence is to be renewed in May."),
        ("When did the council close the mill?", "The council threatened to close the mill on Friday."),
        ("Why did Lee sell the ferry?", "Lee denied that she had sold the ferry to pay her debts."),
        ("Who replaced the mayor?", "She will be replaced by her deputy, Tom Ray."),
        ("How did Ann Lee bring the bill back?", "Ann Lee said she would bring it back every year."),
        ("Did the ministry approve the bridge?", "The ministry has to give its approval as well."),
        ("When did Ashford merge with Brent?", "Ashford has asked to be merged with Brent in June."),
        ("Who mended the clock?", "She had meant to mend the clock with Tom Ray."),
        ("How much did the club pay for the pier?", "The club plans to buy the pier for 900 euros."),
        ("How much did the club pay for the field?", "The club offered to pay 900 euros for the field."),
    ],
)
def test_what_is_only_planned_wanted_possible_or_denied_is_not_told_as_done(question: str, sentence: str) -> None:
    assert is_unreal(question, sentence)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("When was the licence renewed?", "The licence was renewed in May."),
        ("When will the licence be renewed?", "The licence is to be renewed in May."),
        ("When did Lee announce the return of the ferry?", "The ferry will return in May, Lee said on Friday."),
        ("What did Lee threaten to close?", "Lee threatened to close the mill."),
        ("Why did Lee begin to paint the barn?", "Lee has begun to paint the barn to please her aunt."),
        ("Why did Lee resign?", "Lee had to resign because of the debts."),
        ("When did Lee sell the ferry?", "Lee, who will sell the mill, sold the ferry in May."),
        ("Who told the Echo that old boards were to blame?", "Tom Ray told the Echo that old boards were to blame."),
        ("How was Lee's return brought about?", "Lee was allowed to return after talks."),
        ("How much was Lee to get for the race?", "Lee, who was to get 900 euros, did not run."),
        ("When did Lee resign?", "Lee, who will leave Ashford in June, resigned on Friday."),
        ("When did the mill close?", "It will rain on Friday."),
    ],
)
def test_what_is_told_as_done_or_asked_for_as_a_plan_is_not_unreal(question: str, sentence: str) -> None:
    assert not is_unreal(question, sentence)


def test_what_the_archive_tells_only_as_a_plan_is_declined_with_the_sentence_that_does(
    archive: Corpus, tmp_path: Path
) -> None:
    (tmp_path / "one.txt").write_text(
        "Mill\n3 May 2022\n\nThe council met on Monday. The old mill of Ashford is to be closed in August because its roof leaks.\n"
    )
    archive.add([tmp_path / "one.txt"])
    reply = ask("When was the old mill of Ashford closed?", corpus=archive)
    assert not reply.answered
    assert "is to be closed" in reply.citations[0].quote
    assert any("only as planned" in note for note in reply.notes)
    assert ask("When will the old mill of Ashford be closed?", corpus=archive).answered
