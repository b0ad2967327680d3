"""Dates follow what is added, changed and removed, without dating all of a large archive anew."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from evals.madeup import MadeUpEncoder
from index import redating
from index.settings import Settings
from qa.corpus import Corpus

LEAD = (
    "Rebels took the river port of Varna on Friday after two weeks of siege, the defence ministry of Moldavia said. The "
    "garrison of General Petrescu left in boats before dawn, and four thousand people followed it to Calarasi."
)
OTHER = "The bakers of Arden asked the council for cheaper flour on Monday. Mayor Lindqvist promised an answer soon."


@pytest.fixture
def quick(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Corpus]:
    """An archive that counts as a large one from its second article on, with two dated stories and an undated one."""
    monkeypatch.setattr(redating, "WHOLE", 1)
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "dated.txt").write_text(f"Port falls\nPublished: 2021-08-13\n\n{LEAD}")
    (folder / "other.txt").write_text(f"Bread\nPublished: 2021-03-02\n\n{OTHER}")
    (folder / "undated.txt").write_text(
        f"River port of Varna taken\n\n{LEAD} Markets opened again on Saturday morning."
    )
    with Corpus.create(tmp_path / "archive", settings) as corpus:
        corpus.encoder = MadeUpEncoder()
        corpus.add([folder])
        yield corpus


def test_an_undated_article_of_a_large_archive_is_dated_by_those_like_it(quick: Corpus) -> None:
    published = quick.article("undated").published
    assert published.how in ("inferred", "bounded")
    assert "dated" in {reason.article_id for reason in published.reasons}
    assert quick.store.waiting_for_date() == []
    assert quick.store.get_meta("dated") == "yes"
    assert quick.time_expressions("undated")


def test_it_is_dated_anew_when_what_it_was_dated_by_goes_and_nothing_else_is(
    quick: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_at = list[str]()
    monkeypatch.setattr(
        redating,
        "date_articles",
        lambda articles: looked_at.extend(a.id for a in articles) or {a.id: a.published for a in articles},
    )
    quick.remove(["other"])
    assert looked_at == []
    quick.remove(["dated"])
    assert looked_at == ["undated"]
    assert quick.article("undated").published.how == "unknown"


def test_a_date_set_by_hand_and_a_changed_file_date_it_anew(quick: Corpus, tmp_path: Path) -> None:
    from datetime import date

    quick.set_date("dated", date(2022, 1, 3))
    assert quick.article("dated").published.day == date(2022, 1, 3)
    assert quick.article("other").published.day == date(2021, 3, 2)
    reasons = quick.article("undated").published.reasons
    assert all("August 2021" not in reason.text for reason in reasons)
    (tmp_path / "in" / "other.txt").write_text(f"Bread\nPublished: 2021-04-05\n\n{OTHER}")
    quick.add([tmp_path / "in"])
    assert quick.article("other").published.day == date(2021, 4, 5)
    assert quick.article("dated").published.day == date(2022, 1, 3)
