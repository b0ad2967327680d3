"""An archive whose vectors are on a Chroma server."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from evals.madeup import MadeUpEncoder
from index import exact
from index.doctor import examine
from index.errors import CorpusError, MisplacedVectorsError, UsageError, VectorsError
from index.settings import Settings, load_settings
from index.vectors import ServerVectors
from qa.corpus import Corpus

STORIES = ["The bridge broke. Nobody was hurt.", "Rain fell on the town. It was cold.", "Snow came. Roads closed."]


def made(folder: Path, settings: Settings, *stories: str) -> Corpus:
    """An archive of these stories with made-up embeddings."""
    corpus = Corpus.create(folder, settings)
    corpus.encoder = MadeUpEncoder()
    rows = folder.with_suffix(".jsonl")
    rows.write_text("\n".join(json.dumps({"title": story.split(".")[0], "text": story}) for story in stories))
    corpus.add([rows])
    return corpus


@pytest.fixture
def remote(chroma: str) -> Settings:
    return load_settings(chroma=chroma)


@pytest.fixture
def served(remote: Settings, tmp_path: Path) -> Iterator[Corpus]:
    with made(tmp_path / "archive", remote, *STORIES) as corpus:
        yield corpus


def test_two_archives_on_one_server_do_not_mix(served: Corpus, remote: Settings, tmp_path: Path) -> None:
    with made(tmp_path / "other", remote, STORIES[0]) as other:
        assert (len(served.vectors), len(other.vectors)) == (3, 1)
        other.remove([a.id for a in other.articles()])
        assert (len(served.vectors), len(other.vectors)) == (3, 0)
    assert not list(served.folder.glob("vectors*"))


def test_large_archives_are_searched_on_the_server(served: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exact, "LIMIT", 0)
    for passage_id, packed in served.store.vectors():
        vector = np.frombuffer(packed, dtype="<f2").astype(np.float32).tolist()
        (nearest, cosine), *_ = served.nearest(vector, 2, None)
        assert (nearest, cosine) == (passage_id, pytest.approx(1, abs=1e-3))
    article = served.passages([passage_id])[0].article_id
    assert [found for found, _ in served.nearest(vector, 3, [article])] == [passage_id]


def test_a_lost_collection_is_named_and_made_anew_from_the_archive(served: Corpus, remote: Settings) -> None:
    lost = served.vectors
    assert isinstance(lost, ServerVectors)
    lost.drop()
    with pytest.raises(VectorsError, match=r"does not hold.*dateline doctor"):
        len(served.vectors)
    served.encoder = None  # type: ignore[assignment]  # nothing is embedded again
    assert all(finding.mended for finding in examine(served, mend=True))
    assert examine(served, mend=False) == []
    with Corpus.open(served.folder, remote) as reader:
        assert len(reader.vectors) == 3


def test_vectors_move_between_folder_and_server_only_by_the_doctor(
    settings: Settings, remote: Settings, tmp_path: Path
) -> None:
    folder, more = tmp_path / "archive", tmp_path / "more.jsonl"
    more.write_text(json.dumps({"text": "A mill burned down."}))
    made(folder, settings, *STORIES).close()
    for other, said in ((remote, "are in that folder"), (settings, "are on a Chroma server")):
        with Corpus.open(folder, other) as corpus:
            with pytest.raises(MisplacedVectorsError, match=said):
                corpus.add([more])
            assert len(corpus.articles()) == 3
            (finding,) = examine(corpus, mend=True)
            assert finding.mended
            assert examine(corpus, mend=False) == []
            assert len(corpus.vectors) == 3
            assert bool(list(folder.glob("vectors*"))) == (other is settings)


def test_a_server_that_is_not_there_is_said_and_nothing_is_lost(
    served: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        gone = load_settings(chroma=f"http://127.0.0.1:{nobody.getsockname()[1]}")
        with pytest.raises(CorpusError, match=r"no Chroma server at.*chroma run.*DATELINE_CHROMA"):
            Corpus.create(tmp_path / "new", gone)
        with Corpus.open(served.folder, gone) as corpus:
            corpus.encoder = MadeUpEncoder()
            (tmp_path / "more.jsonl").write_text(json.dumps({"text": "A mill burned down."}))
            with pytest.raises(CorpusError, match="no Chroma server at"):
                corpus.add([tmp_path / "more.jsonl"])
            with pytest.raises(CorpusError, match="no Chroma server at"):
                examine(corpus, mend=True)
    served.finish()
    assert examine(served, mend=False) == []
    assert len(served.vectors) == 4


def test_an_address_that_is_none_is_refused() -> None:
    for wrong in ("127.0.0.1:8000", "ftp://host", "http://", "http://host/path"):
        with pytest.raises(UsageError, match=r"DATELINE_CHROMA.*http://host:port"):
            load_settings(chroma=wrong)
