"""An archive in PostgreSQL: what it does as one in SQLite does, and what goes wrong with a server."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from evals.madeup import MadeUpEncoder
from index import postgres_schema
from index.errors import CorpusError, UsageError
from index.postgres import PostgresStore
from index.postgres_url import PostgresUrl
from index.settings import Settings, load_settings
from qa.corpus import Corpus

STORIES = (
    (
        "Herat falls",
        "The city fell. The fall of the city, falling since Friday, cost 50,000 people their homes in Herat.",
    ),
    (
        "The mill of Bristow",
        "It burned on Friday. Don’t go there, the mayor said; the Café Zürich is open, and the café too.",
    ),
    ("Friday, Friday", "Nothing happened in the city. The the the the the."),
    ("Rain", "Rain fell on the town of Herat for 50 days, and 000 was dialled. The mills stood still."),
)


@pytest.fixture
def remote(on_servers: Settings, tmp_path: Path) -> Iterator[Corpus]:
    with Corpus.create(tmp_path / "archive", on_servers) as corpus:
        corpus.encoder = MadeUpEncoder()
        yield corpus


def fill(corpus: Corpus, path: Path) -> Corpus:
    path.write_text("\n".join(json.dumps({"title": title, "text": text}) for title, text in STORIES))
    corpus.encoder = MadeUpEncoder()
    corpus.add([path])
    return corpus


def address(settings: Settings) -> str:
    assert settings.store is not None
    return settings.store.get_secret_value()


def test_passages_are_found_and_scored_as_in_sqlite(remote: Corpus, settings: Settings, tmp_path: Path) -> None:
    fill(remote, tmp_path / "stories.jsonl")
    with fill(Corpus.create(tmp_path / "local", settings), tmp_path / "stories.jsonl") as local:

        def compare(words: list[str], **how: bool) -> list[tuple[int, float]]:
            ours, theirs = (corpus.store.lexical(words, 10, **how) for corpus in (remote, local))
            found, wanted = (
                [p.text for p in c.passages([i for i, _ in r])] for c, r in ((remote, ours), (local, theirs))
            )
            assert found == wanted, words
            assert [score for _, score in ours] == pytest.approx([score for _, score in theirs], rel=1e-5), words
            return ours

        for words in (
            ["Friday"],
            ["city", "fall"],
            ["the"],
            ["Falling", "mills", "zurich"],
            ["CAFE"],
            ["headless"],
            [],
        ):
            compare(words)
        assert len(compare(["50,000"])) == 1
        assert len(compare(["don’t", "herat"], every=True)) == 0
        assert len(compare(["friday", "city"], every=True)) == 2
        assert len(remote.store.lexical(["city", "herat", "ho"], 9, every=True, unfinished=True)) == 1
        article = remote.articles()[0].id
        assert len(remote.store.lexical(["city", "Friday"], 9, [article])) <= 1
        for word in ("the", "herat", "café", "fell", "fall"):
            assert remote.store.document_frequency(word) == local.store.document_frequency(word)
        assert sorted(remote.store.similar_words("hezat")) == sorted(local.store.similar_words("hezat"))
        for corpus in (remote, local):
            corpus.set_title(corpus.articles()[0].id, "A mill, a café and a mill")
        compare(["mill"])
        assert not remote.store.search_differs()


def test_readers_see_finished_states_and_notice_each(remote: Corpus, on_servers: Settings, tmp_path: Path) -> None:
    fill(remote, tmp_path / "stories.jsonl")
    with Corpus.open(tmp_path / "elsewhere", on_servers) as reader:
        before, count = reader.store.state(), reader.store.count()
        (first, *_), vector = reader.articles(), [1.0] + [0.0] * 383
        assert len(reader.nearest(vector, 10, None)) == count[1]
        with remote.store.transaction():
            remote.store.remove_article(first.id)
            assert (reader.store.state(), reader.store.count()) == (before, count)
        assert reader.store.state() != before
        assert reader.store.count() == (count[0] - 1, count[1] - 1)
        assert len(reader.nearest(vector, 10, None)) == count[1] - 1


def test_an_archive_is_named_by_its_address_alone(on_servers: Settings, tmp_path: Path) -> None:
    settings = load_settings(home=tmp_path / "home", store=address(on_servers), chroma=on_servers.chroma)
    with pytest.raises(CorpusError, match=r"no archive at.*dateline index"):
        Corpus.default(settings)
    with fill(Corpus.default(settings, create=True), tmp_path / "stories.jsonl") as corpus:
        assert len(corpus.articles()) == 4
    other = load_settings(home=tmp_path / "another", store=address(on_servers))
    with Corpus.default(other) as reader:
        assert len(reader.articles()) == 4
        assert reader.lexical(["herat"], 5, None)
        folder = reader.folder
    with Corpus.open(folder, load_settings()) as again:  # the folder knows where its archive is
        assert again.store.name == reader.store.name


def test_a_reader_goes_on_when_its_connection_was_cut(remote: Corpus, postgres: str) -> None:
    assert isinstance(remote.store, PostgresStore)
    with psycopg.connect(postgres, autocommit=True) as db:
        db.execute("SELECT pg_terminate_backend(%s)", (remote.store._db.info.backend_pid,))
        assert remote.store.count() == (0, 0)
        with remote.writing():
            db.execute("SELECT pg_terminate_backend(%s)", (remote.store._db.info.backend_pid,))
            with pytest.raises(CorpusError, match=r"failed.*What was finished is kept"):
                remote.store.set_meta("key", "value")
            with pytest.raises(CorpusError, match="failed"):  # the lock went with the connection: no more writing
                remote.store.set_meta("key", "value")
    remote.store.set_meta("key", "again")
    assert remote.store.get_meta("key") == "again"
    with remote.writing():
        pass


def test_the_doctor_upgrades_an_older_archive_and_nobody_else_opens_it(
    remote: Corpus, on_servers: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    remote.close()
    now, later = postgres_schema.VERSION, (*postgres_schema.STEPS, "CREATE TABLE added (id INTEGER);")
    monkeypatch.setattr(postgres_schema, "STEPS", later)
    monkeypatch.setattr(postgres_schema, "VERSION", now + 1)
    with pytest.raises(CorpusError, match=rf"format {now}.*dateline doctor"):
        Corpus.open(remote.folder, on_servers)
    Corpus.upgraded(remote.folder, on_servers).close()
    monkeypatch.setattr(postgres_schema, "VERSION", now)
    with pytest.raises(CorpusError, match=rf"format {now + 1}.*update Dateline"):
        Corpus.open(remote.folder, on_servers)


def test_an_older_archive_has_its_signs_after_the_upgrade(
    remote: Corpus, on_servers: Settings, postgres: str, tmp_path: Path
) -> None:
    remote.encoder = MadeUpEncoder()
    (tmp_path / "a.txt").write_text("The bridge of Arden broke on Friday. Nobody was hurt.")
    remote.add([tmp_path / "a.txt"])
    signs = dict(remote.store.signs())
    remote.store._run("DROP TABLE signs")
    remote.store.set_meta("version", "1")
    remote.close()
    with Corpus.upgraded(remote.folder, on_servers) as corpus:
        assert dict(corpus.store.signs()) == signs != {}


def test_what_keeps_from_the_store_is_said_with_the_next_step_and_without_the_password(
    remote: Corpus, on_servers: Settings, postgres: str, settings: Settings, tmp_path: Path
) -> None:
    def refused(url: str, match: str, folder: str = "new", chroma: str | None = on_servers.chroma) -> None:
        with pytest.raises(CorpusError, match=match) as caught:
            Corpus.create(tmp_path / folder, load_settings(store=url, chroma=chroma))
        assert "secret" not in str(caught.value)

    refused(postgres.replace("dateline@", "guarded:secret@"), r"password authentication failed.*DATELINE_STORE.*pgpass")
    refused(postgres.replace("/postgres?", "/nowhere?"), r"nowhere.*does not exist.*createdb")
    refused("postgresql://dateline:secret@/x?host=/nowhere", r"cannot be used.*Start the server")
    refused(address(on_servers), "vectors on a Chroma server.*DATELINE_CHROMA", chroma=None)
    refused(postgres, "belongs to the archive at.*another folder", "archive")
    with psycopg.connect(postgres, autocommit=True) as db:
        db.execute("CREATE SCHEMA mine CREATE TABLE my_things (id INTEGER)")
    refused(f"{postgres}&schema=mine", r"not an archive and not empty.*my_things.*\?schema=")
    Corpus.create(tmp_path / "local", settings).close()
    refused(address(on_servers), "holds an archive of its own", "local")
    for wrong in (
        "mysql://dateline:secret@host/x",
        "postgresql://dateline:secret@[host/x",
        f"{postgres}&schema=No-Name",
    ):
        with pytest.raises(UsageError, match="DATELINE_STORE") as caught:
            Corpus.open(tmp_path / "new", load_settings(store=wrong))
        assert "secret" not in str(caught.value)
    assert "secret" not in repr(PostgresUrl.parse("postgresql://dateline:secret@host/x?password=secret"))
    assert "secret" not in repr(load_settings(store="postgresql://dateline:secret@host/x"))
