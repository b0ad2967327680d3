"""Mutated files: the same for the same seed, and no reader breaks on them."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals import fuzz
from evals.mutation import MOST_BYTES


def test_a_file_depends_on_its_seed_and_number_alone() -> None:
    files = fuzz.originals()
    assert files == fuzz.originals()
    made = [fuzz.one(number, 5, files) for number in range(60)]
    assert made == [fuzz.one(number, 5, fuzz.originals()) for number in range(60)]
    assert made != [fuzz.one(number, 6, files) for number in range(60)]
    assert all(len(raw) <= MOST_BYTES for _, raw in made)
    assert len({raw for _, raw in made}) > 50


def test_no_reader_breaks_on_a_few_mutated_files(tmp_path: Path) -> None:
    outcome = fuzz.run(range(60), 5, 1000, tmp_path)
    assert outcome.findings == []
    assert outcome.files == 60
    assert outcome.articles > 0
    assert outcome.refused > 0


def test_what_breaks_a_reader_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(*_: object) -> None:
        while True:
            pass

    monkeypatch.setattr(fuzz, "one", lambda number, *_: (f"{number}.txt", b"The bridge broke on Friday."))
    monkeypatch.setattr(fuzz, "resolved", slow)
    outcome = fuzz.run(range(1), 1, 1000, tmp_path, limit=0.3)
    assert outcome.findings == [(0, "0.txt", "its time expressions took longer than 0.3 s")]
