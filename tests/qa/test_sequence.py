"""The order of two events that one sentence tells in so many words."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa import ask
from qa.corpus import Corpus

STORY = """The report on the Ashford mill

Mayor Ann Lee had received the report on 12 March, a day before soldiers returned to the town.
After the miners had gone on strike, the owner of the mill sold his shares.
The bakery did not close before the flood reached Ashford.
"""


@pytest.fixture
def told(archive: Corpus, tmp_path: Path) -> Corpus:
    story = tmp_path / "story.txt"
    story.write_text(STORY)
    archive.add([story])
    return archive


@pytest.mark.parametrize(
    ("asked", "short"),
    [
        ("Did Mayor Lee get the report before or after the army went back into the town?", "before"),
        ("Did the army go back into the town before or after Mayor Lee received the report?", "after"),
        ("Did the miners go on strike before the owner sold his shares?", "yes"),
        ("Did the owner sell his shares before the miners went on strike?", "no"),
    ],
)
def test_one_sentence_tells_the_order_without_days(told: Corpus, asked: str, short: str) -> None:
    reply = ask(asked, corpus=told)
    assert reply.short == short
    assert len(reply.citations) == 1
    assert reply.citations[0].quote in STORY


def test_a_sentence_on_others_or_with_a_denial_tells_no_order(told: Corpus) -> None:
    for asked in (
        "Did the pope die before or after the moon landing?",
        "Did the bakery close before or after the flood reached Ashford?",
    ):
        assert ask(asked, corpus=told).short not in {"before", "after"}
