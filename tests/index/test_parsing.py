"""A file that makes its reader hang, crash or take too much memory is named, and the rest is indexed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from evals.madeup import MadeUpEncoder
from evals.samplefile import zipped
from index import parsing
from index.errors import LoadError
from index.intake import MOST_NAMED, IndexReport
from index.loaders import SourceFile, find_files
from index.settings import Settings
from qa.corpus import Corpus

# Stands in for the library that reads web pages.
BROKEN = """
import os

def bare_extraction(markup, **_):
    if "hang" in markup:
        while True:
            pass
    if "crash" in markup:
        os._exit(7)
    if "grow" in markup:
        bytearray(10**12)
    raise ZeroDivisionError("a fault of the reader")
"""


def test_what_breaks_its_reader_is_named_and_the_rest_is_indexed(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fakes, folder = tmp_path / "fakes", tmp_path / "in"
    fakes.mkdir()
    folder.mkdir()
    (fakes / "trafilatura.py").write_text(BROKEN)
    monkeypatch.syspath_prepend(fakes)
    parsing.end_all()  # a process that was started before knows the real library
    good = "13 August 2021\n\nThe bridge of {} broke on Friday. Nobody was hurt."
    members = {f"{deed}.html": f"<html>{deed}</html>" for deed in ("crash", "grow", "hang")}
    (folder / "a.zip").write_bytes(zipped({"1.txt": good.format("Arden"), **members, "2.txt": good.format("Denby")}))
    (folder / "b.html").write_text("<html>fault</html>")
    (folder / "c.txt").write_text(good.format("Calder"))
    with Corpus.create(tmp_path / "archive", settings.model_copy(update={"parse_timeout": 3})) as corpus:
        corpus.encoder = MadeUpEncoder()
        report = corpus.add([folder])
    parsing.end_all()
    assert sorted(report.added) == ["1", "2", "c"]
    causes = {Path(path).name: cause for path, cause in report.failed}
    assert set(causes) == {*members, "b.html"}
    assert "exit code 7" in causes["crash.html"]
    assert "ZeroDivisionError: a fault of the reader" in causes["b.html"]
    assert "fit into memory" in causes["grow.html"]
    assert "longer than 3 seconds" in causes["hang.html"]
    assert "DATELINE_PARSE_TIMEOUT" in causes["hang.html"]


def test_a_process_that_went_away_meanwhile_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("The bridge broke on Friday. Nobody was hurt.")
    job = parsing.Job(SourceFile(path, "a.txt"))
    for _ in range(2):
        (found,) = parsing.parse(job, 60)
        assert isinstance(found, parsing.Parsed)
        assert found.article is not None
        assert [found.article.text[d.start : d.end] for d in found.drafts] == [found.article.text]
        for worker in parsing.idle:
            worker.end()


def test_names_and_links_that_lead_nowhere_are_said(settings: Settings, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").symlink_to(folder / "b.txt")
    (folder / "b.txt").symlink_to(folder / "a.txt")
    (folder / "c.txt").write_text("13 August 2021\n\nIt rained on Monday. Roads were closed, and schools.")
    odd = os.fsencode(folder) + b"/\xff.txt"
    with open(odd, "w") as file:  # noqa: PTH123  # a name that is no text
        file.write("x")
    with Corpus.create(tmp_path / "archive", settings) as corpus:
        corpus.encoder = MadeUpEncoder()
        report = corpus.add([folder])
    assert report.added == ["c"]
    assert ["not UTF-8" in cause for _, cause in report.failed].count(True) == 1
    assert len(report.failed) == 3


def test_many_failures_are_counted_beyond_some_thousands_and_files_need_no_list(tmp_path: Path) -> None:
    report = IndexReport()
    for number in range(MOST_NAMED + 5):
        report.fail(str(number), "empty")
    assert (len(report.failed), report.failed_more) == (MOST_NAMED, 5)
    for name in ("a.txt", "b.txt", "c.png"):
        (tmp_path / name).write_text("")
    found = find_files([tmp_path])
    assert (found.count, dict(found.passed_over)) == (2, {".png": 1})
    assert not hasattr(found.files, "__len__")


def test_members_that_lie_over_each_other_are_a_bomb(tmp_path: Path) -> None:
    """Each unpacks to less than a bomb does by itself (Fifield 2019)."""
    path = tmp_path / "a.zip"
    raw = zipped({"0.txt": "0" * 9_000_000})
    count = 40
    end = raw.rindex(b"PK\5\6")
    entry = raw[raw.index(b"PK\1\2") : end]
    directory = b"".join(entry.replace(b"0.txt", b"%05d" % n) for n in range(count))
    start = raw.index(b"PK\1\2")
    tail = raw[end : end + 8] + count.to_bytes(2, "little") * 2
    tail += len(directory).to_bytes(4, "little") + start.to_bytes(4, "little") + b"\0\0"
    path.write_bytes(raw[:start].replace(b"0.txt", b"00000") + directory + tail)
    try:
        found = list(parsing.parse(parsing.Job(SourceFile(path, "a.zip"), make=False), 60))
    except LoadError as error:
        found = [parsing.Failure(str(path), str(error))]
    assert any(isinstance(f, parsing.Failure) and "bomb" in f.cause for f in found)
    assert sum(isinstance(f, parsing.Parsed) for f in found) < 10


def test_a_process_is_kept_for_the_next_file_however_large_its_parent_is(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The bridge of Arden broke on Friday.")
    parsing.end_all()
    large = bytearray(1_100_000_000)
    large[:: os.sysconf("SC_PAGE_SIZE")] = b"x" * len(large[:: os.sysconf("SC_PAGE_SIZE")])
    list(parsing.parse(parsing.Job(SourceFile(tmp_path / "a.txt", "a.txt")), 60))
    assert [worker.peak < 500_000_000 for worker in parsing.idle] == [True]
