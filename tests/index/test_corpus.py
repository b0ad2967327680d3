from __future__ import annotations

import multiprocessing
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import chromadb
import numpy as np
import pytest

from evals.madeup import MadeUpEncoder
from index import vectors
from index.errors import CorpusError, UsageError
from index.settings import Settings, load_settings
from index.sqlite import DATABASE
from index.vectors import Vectors
from qa.corpus import Corpus


@pytest.fixture
def archive(engine: Settings, tmp_path: Path) -> Iterator[Corpus]:
    """An empty archive with made-up embeddings, in either database."""
    with Corpus.create(tmp_path / "archive", engine) as corpus:
        corpus.encoder = MadeUpEncoder()
        yield corpus


def write(folder: Path, **files: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.txt").write_text(text)
    return folder


def test_indexing_the_same_again_changes_nothing(archive: Corpus, tmp_path: Path) -> None:
    folder = write(tmp_path / "in", a="The city fell on Friday.", b="The army left the city.")
    assert sorted(archive.add([folder]).added) == ["a", "b"]
    before = archive.store.count()
    report = archive.add([folder])
    assert sorted(report.unchanged) == ["a", "b"]
    assert not report.added
    assert not report.updated
    assert archive.store.count() == before == (2, len(archive.vectors))


def test_a_changed_file_replaces_its_article_everywhere(archive: Corpus, tmp_path: Path) -> None:
    folder = write(tmp_path / "in", a="The city of Herat fell on Friday.")
    archive.add([folder])
    write(folder, a="The town of Kunduz held out until Monday.")
    assert archive.add([folder]).updated == ["a"]
    assert archive.store.lexical(["herat"], 5) == []
    assert len(archive.store.lexical(["Kunduz"], 5)) == 1
    assert len(archive.vectors) == archive.store.count()[1] == 1
    assert archive.store.document_frequency("herat") == 0


def test_a_moved_file_is_a_move(archive: Corpus, tmp_path: Path) -> None:
    folder = write(tmp_path / "in", a="The city fell on Friday.")
    archive.add([folder])
    (folder / "a.txt").rename(folder / "b.txt")
    assert archive.add([folder]).moved == ["a"]
    assert archive.store.count()[0] == 1
    assert archive.article("a").path.endswith("b.txt")


def test_two_files_of_one_name_are_two_articles(archive: Corpus, tmp_path: Path) -> None:
    write(tmp_path / "x", a="The city fell on Friday.")
    write(tmp_path / "y", a="The army left on Monday.")
    report = archive.add([tmp_path / "x", tmp_path / "y"])
    assert len(set(report.added)) == 2


def test_a_bad_file_is_named_and_the_good_ones_are_indexed(archive: Corpus, tmp_path: Path) -> None:
    folder = write(tmp_path / "in", a="The city fell on Friday.", z="The army left.")
    (folder / "m.txt").write_bytes(b"\0\1\2" * 100)
    (folder / "n.txt").write_bytes(b"")
    (folder / "o.txt").symlink_to(folder / "nowhere")
    report = archive.add([folder])
    assert sorted(report.added) == ["a", "z"]
    assert sorted(Path(path).name for path, _ in report.failed) == ["m.txt", "n.txt", "o.txt"]
    assert all(cause for _, cause in report.failed)


def test_an_archive_that_is_being_written_can_be_opened_also_by_who_would_make_it(archive: Corpus) -> None:
    with archive.writing(), Corpus.create(archive.folder, archive.settings) as other:
        assert other.articles() == []
        with pytest.raises(CorpusError, match="written by another"):
            other.finish()


def test_removing_an_article_removes_its_passages_and_vectors(archive: Corpus, tmp_path: Path) -> None:
    archive.add([write(tmp_path / "in", a="The city of Herat fell.", b="The army left Kunduz.")])
    archive.remove(["a"])
    assert [a.id for a in archive.articles()] == ["b"]
    assert len(archive.vectors) == 1
    with pytest.raises(UsageError, match="No article 'a'"):
        archive.remove(["a"])


def test_vectors_that_this_process_left_in_order_are_not_counted_again_and_those_another_left_are(
    archive: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.add(
        [write(tmp_path / "in", a="The city of Herat fell.", b="The army left Kunduz.", c="Rain fell in Kabul.")]
    )
    counted = list[object]()

    def count(vectors: Vectors) -> int:
        counted.append(vectors)
        return len(vectors.ids())

    with monkeypatch.context() as patch:
        patch.setattr(Vectors, "__len__", count)
        archive.remove(["a"])
        assert bool(counted) == (archive.settings.chroma is not None)  # on a server, others may have been at them
        counted.clear()
        with Corpus.open(archive.folder, archive.settings) as other:
            other.encoder = archive.encoder
            other.remove(["b"])
        assert counted
    assert len(archive.vectors) == 1
    archive.vectors.clear()
    with Corpus.open(archive.folder, archive.settings) as other:
        other.encoder = None  # the vector comes from the store: nothing is embedded again
        other.finish()
    assert len(archive.vectors) == 1


def test_vectors_are_made_again_from_the_store(archive: Corpus, tmp_path: Path) -> None:
    archive.add([write(tmp_path / "in", a="The city of Herat fell.")])
    archive.vectors.clear()
    archive.rebuild_vectors()
    assert len(archive.vectors) == 1


def test_who_finishes_an_archive_looks_at_its_vectors_again(archive: Corpus, tmp_path: Path) -> None:
    archive.add([write(tmp_path / "in", a="The city of Herat fell.")])
    archive.vectors.clear()
    archive.finish()
    assert len(archive.vectors) == 1


def test_indexing_that_was_interrupted_before_embedding_is_finished_by_the_next_run(
    archive: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write(tmp_path / "in", a="The city of Herat fell.")
    with monkeypatch.context() as patch:
        patch.setattr(Corpus, "_embed_pending", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            archive.add([folder])
    assert archive.store.count_pending() == 1
    archive.add([folder])
    assert archive.store.count_pending() == 0
    assert len(archive.vectors) == 1


def test_a_folder_that_is_no_corpus_is_refused_and_left_as_it_is(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(CorpusError, match="not a corpus"):
        Corpus.open(tmp_path, settings)
    with pytest.raises(CorpusError, match=r"notes\.txt"):
        Corpus.create(tmp_path, settings)
    with pytest.raises(CorpusError, match="no such folder"):
        Corpus.open(tmp_path / "nope", settings)
    with pytest.raises(CorpusError, match="is a file"):
        Corpus.create(tmp_path / "notes.txt", settings)
    assert [p.name for p in tmp_path.iterdir()] == ["notes.txt"]


def test_a_damaged_database_is_said(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / DATABASE).write_bytes(b"not a database at all" * 100)
    with pytest.raises(CorpusError, match="cannot be opened"):
        Corpus.open(tmp_path, settings)


def test_an_archive_of_another_version_is_refused(settings: Settings, tmp_path: Path) -> None:
    Corpus.create(tmp_path, settings).close()
    with sqlite3.connect(tmp_path / DATABASE) as db:
        db.execute("PRAGMA user_version = 99")
    db.close()
    with pytest.raises(CorpusError, match="format 99"):
        Corpus.open(tmp_path, settings)


def test_an_archive_made_with_another_embedding_model_is_refused(archive: Corpus) -> None:
    other = load_settings(embed_model="some-other-model")
    with pytest.raises(CorpusError, match=r"all-MiniLM-L6-v2.*some-other-model"):
        Corpus.open(archive.folder, other)


def test_a_second_writer_is_told_to_wait(archive: Corpus, tmp_path: Path) -> None:
    folder = write(tmp_path / "in", a="The city of Herat fell.")
    with (
        Corpus.open(archive.folder, archive.settings) as other,
        other.writing(),
        pytest.raises(CorpusError, match="another process"),
    ):
        archive.add([folder])
    assert archive.add([folder]).added == ["a"]


def _add_and_die(folder: Path, files: Path, chroma: str | None) -> None:
    corpus = Corpus.open(folder, load_settings(chroma=chroma))
    progress = iter(range(10_000))

    def die(stage: str, done: int, _total: int) -> None:
        if stage == "Reading articles" and done == 3 and next(progress) == 0:
            os._exit(9)

    corpus.add([files], die)


def test_a_killed_writer_leaves_an_archive_that_opens_and_goes_on(archive: Corpus, tmp_path: Path) -> None:
    names = [f"a{i}" for i in range(6)]
    files = write(tmp_path / "in", **{name: f"City number {name} fell on Friday." for name in names})
    process = multiprocessing.get_context("spawn").Process(
        target=_add_and_die, args=(archive.folder, files, archive.settings.chroma)
    )
    process.start()
    process.join(120)
    assert process.exitcode == 9
    assert 0 < archive.store.count()[0] < 6
    archive.add([files])
    assert sorted(a.id for a in archive.articles()) == names
    assert archive.store.count_pending() == 0
    assert len(archive.vectors) == archive.store.count()[1]


def test_filters_keep_articles_by_source_and_by_day(archive: Corpus, tmp_path: Path) -> None:
    archive.add(
        [
            write(
                tmp_path / "in",
                a="Source: The Daily Example\nDate: 2020-05-03\n\nThe city fell.",
                b="Source: Morning Post\nDate: 2020-06-01\n\nThe army left.",
                c="No date here, and no source.",
            )
        ]
    )
    from datetime import date

    assert archive.select("daily", None, None) == ["a"]
    assert archive.select(None, date(2020, 5, 10), None) == ["b"]
    assert archive.select(None, None, date(2020, 5, 10)) == ["a"]
    assert archive.select(None, None, None) is None


@pytest.mark.filterwarnings("ignore:legacy embedding function config")
def test_new_vectors_have_our_parameters_and_old_ones_keep_theirs(tmp_path: Path) -> None:
    client = chromadb.PersistentClient(str(tmp_path / "old"), vectors._quiet())
    client.create_collection(vectors.COLLECTION, embedding_function=None, configuration={"hnsw": {"space": "cosine"}})
    old, new = vectors.LocalVectors(tmp_path / "old"), vectors.LocalVectors(tmp_path / "new")
    hnsw = [one._collection.configuration["hnsw"] for one in (old, new)]
    assert [one["space"] for one in hnsw] == ["cosine", "cosine"]
    assert [one["ef_search"] for one in hnsw] == [100, vectors._HNSW["hnsw"]["ef_search"]]
    for one in (old, new):
        one.upsert([1, 2], ["a", "b"], np.eye(2, dtype=np.float32))
        assert one.nearest([1.0, 0.0], 1, None)[0][0] == 1
