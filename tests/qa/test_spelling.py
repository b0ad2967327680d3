"""Misspelt words of a question."""

from pathlib import Path

import pytest

from qa.corpus import Corpus
from qa.spelling import respell


@pytest.fixture
def valley(archive: Corpus, tmp_path: Path) -> Corpus:
    (tmp_path / "one.txt").write_text(
        "The valley\n3 May 2022\n\nMayor Ghosan met Tervik in Herlat. Ghosan praised Tervik.\n"
    )
    archive.add([tmp_path / "one.txt"])
    return archive


@pytest.mark.parametrize(
    ("written", "meant"),
    [("Herlta", "Herlat"), ("Terviik", "Tervik"), ("Tervek", "Tervik"), ("Trvik", "Tervik"), ("ghozsan", "ghosan")],
)
def test_a_slip_is_put_right(valley: Corpus, written: str, meant: str) -> None:
    assert respell(written, valley.store) == meant


def test_a_short_name_that_differs_by_a_consonant_may_be_another_name(valley: Corpus) -> None:
    assert respell("Hertat", valley.store) == "Hertat"
    assert respell("Tervis", valley.store) == "Tervis"
