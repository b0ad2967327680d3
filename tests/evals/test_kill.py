"""What the check between two kills finds in an archive."""

from __future__ import annotations

import random
from multiprocessing import Pipe
from pathlib import Path

import pytest

from evals import kill
from index.settings import Settings


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        ("", ""),
        ("DELETE FROM articles WHERE path LIKE '%rows.jsonl#1'", "noted as read, are not there"),
        ("UPDATE articles SET text = text || ' More.' WHERE path LIKE '%rows.jsonl#1'", "never in the folder"),
        ("INSERT INTO passages (article_id, start, \"end\", sentences) SELECT article_id, start, \"end\", sentences "
         "FROM passages LIMIT 1", "lost or doubled"),
    ],
)  # fmt: skip
def test_the_check_compares_the_archive_with_the_folder(
    settings: Settings, tmp_path: Path, damage: str, said: str
) -> None:
    folder, archive = tmp_path / "in", tmp_path / "archive"
    kill.change(folder, random.Random(3))
    kill.write(archive, folder, settings)
    if damage:
        with kill.opened(archive, settings) as corpus, corpus.store.transaction():
            corpus.store._run(damage)
    ours, theirs = Pipe()
    kill.check(archive, folder, {text for texts in kill.told(folder).values() for text in texts}, theirs)
    found = str(ours.recv())
    assert said in found if said else found == ""


def test_what_is_left_of_a_run_that_was_cut_off_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert kill.cut(2, 1, tmp_path) == []
    monkeypatch.setattr(kill, "told", lambda folder: {"a": ["never read"]})
    assert "instead of 1" in kill.cut(1, 1, tmp_path)[0]
