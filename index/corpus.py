"""The archive on disk: indexing, incremental and restartable, and access to what is in it."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, closing
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Self

import numpy as np

from index.article import Article, Passage, TimeExpression
from index.errors import CorpusError, UsageError, VectorsError
from index.formats.record import Options
from index.intake import IndexReport, Intake
from index.loaders import find_files
from index.place import open_store, prepare_store, upgrade_store
from index.sidecar import is_sidecar

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from index.coded import Coded
    from index.embed import Encoder
    from index.embedding import DatelineEmbedding
    from index.exact import Exact
    from index.settings import Settings
    from index.store import Store
    from index.vectors import Vectors

log = logging.getLogger(__name__)

EMBED_BATCH = 1024

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how many are done, and how many there are."""


class Corpus:
    """An archive, by its folder. Any number of readers; one writer at a time, also across processes and machines."""

    def __init__(self, folder: Path, settings: Settings, store: Store) -> None:
        """Use `open` or `create`."""
        self.folder = folder
        self.settings = settings
        self._store = store
        self._vectors: tuple[tuple[str, str], Vectors] | None = None
        self._followed: Vectors | None = None  # those that this process left as the store of record has it
        self._size: tuple[tuple[int, int], int] | None = None

    @classmethod
    def open(cls, folder: str | Path, settings: Settings | None = None) -> Self:
        """Opens an archive. Raises CorpusError when there is none, when it is damaged or of another version, when its
        store cannot be reached, and when it was embedded with another model than the settings name."""
        folder, settings = Path(folder), settings or _from_environment()
        corpus = cls(folder, settings, open_store(folder, settings))
        made_with = corpus._store.get_meta("embed_model")
        if made_with != settings.embed_model:
            corpus.close()
            raise CorpusError(
                f"{folder} was made with the embedding model {made_with!r}, but the setting is {settings.embed_model!r}. "
                f"Set DATELINE_EMBED_MODEL={made_with}, or index the articles into a new folder."
            )
        return corpus

    @classmethod
    def create(cls, folder: str | Path, settings: Settings | None = None) -> Self:
        """Opens the archive in `folder`, making a new one if the folder is empty or not there.

        Raises CorpusError for a folder that holds something else, and for what `open` refuses.
        """
        folder, settings = Path(folder), settings or _from_environment()
        prepare_store(folder, settings)
        with closing(open_store(folder, settings)) as store:
            if store.get_meta("embed_model") is None:
                with store.writing():
                    _begin(folder, store, settings)
        return cls.open(folder, settings)

    @classmethod
    def upgraded(cls, folder: str | Path, settings: Settings | None = None) -> Self:
        """Opens an archive, upgrading one of an older version in place. Raises what `open` raises."""
        folder, settings = Path(folder), settings or _from_environment()
        upgrade_store(folder, settings)
        return cls.open(folder, settings)

    def close(self) -> None:
        """Closes the archive's files."""
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # --- reading

    @property
    def store(self) -> Store:
        """The store of record."""
        return self._store

    @property
    def vectors(self) -> Vectors:
        """The vectors in Chroma. Raises VectorsError when they are damaged or gone, CorpusError when they cannot be had."""
        from index.vectors import open_vectors

        key = self._place(), self._store.get_meta("vectors written") or ""
        if self._vectors is None or self._vectors[0] != key:
            self._vectors = key, open_vectors(self.folder, key[0], self.settings.chroma, key[1])
        return self._vectors[1]

    def _to_be_written(self) -> Vectors:
        """The vectors, for writing: other processes will open them anew."""
        from index.vectors import mark_of_writing

        vectors = self.vectors
        with self._store.transaction():
            self._store.set_meta("vectors written", mark_of_writing(self._store.get_meta("vectors written") or ""))
        return vectors

    def _place(self) -> str:
        from index.vectors import FOLDER

        return self._store.get_meta("vectors") or FOLDER

    def nearest(self, vector: Sequence[float], k: int, article_ids: Sequence[str] | None) -> list[tuple[int, float]]:
        """The `k` nearest passages: (passage id, cosine similarity), nearest first; `article_ids` restricts the search.

        Small archives are searched exactly in memory, large ones by the signs of their vectors, or through Chroma where it
        is a server's. Chroma's own files are not searched: its readers may hang while another process writes
        (https://github.com/chroma-core/chroma/issues/7040).
        """
        from index import exact

        if self.size > exact.LIMIT and self.settings.chroma is not None:
            return self.vectors.nearest(vector, k, article_ids)
        return self._search.nearest(vector, k, article_ids)

    def lexical(self, words: Sequence[str], k: int, article_ids: Sequence[str] | None) -> list[tuple[int, float]]:
        """The `k` passages that match any of the words best: (passage id, BM25 score), best first."""
        return self._search.lexical(words, k, article_ids)

    def cosines(self, vector: Sequence[float], ids: Sequence[int]) -> NDArray[np.float32]:
        """The cosine similarity of each of these passages (-1..1; 0 for one without a vector)."""
        return self._search.cosines(vector, ids)

    def bm25(self, words: Sequence[str], ids: Sequence[int]) -> NDArray[np.float32]:
        """The BM25 score of each of these passages (0 for one with none of the words)."""
        return self._search.bm25(words, ids)

    @property
    def size(self) -> int:
        """The number of passages."""
        state = self._store.state()  # counting a million passages takes longer than searching them
        if self._size is None or self._size[0] != state:
            self._size = state, self._store.count()[1]
        return self._size[1]

    @property
    def _search(self) -> Exact | Coded:
        from index.exact import LIMIT

        return self._exact if self.size <= LIMIT else self._coded

    @cached_property
    def _exact(self) -> Exact:
        from index.exact import Exact

        return Exact(self._store)

    @cached_property
    def _coded(self) -> Coded:
        from index.coded import Coded

        return Coded(self._store)

    @cached_property
    def encoder(self) -> Encoder:
        """The embedding model, loaded on first use. Raises ModelError or UsageError when it cannot be had."""
        from index.embed import load_encoder

        return load_encoder(self.settings.embed_model, self.settings.cache)

    @property
    def embedding(self) -> DatelineEmbedding:
        """The embedding model as a LlamaIndex BaseEmbedding, loaded."""
        from index.embedding import DatelineEmbedding

        return DatelineEmbedding(self.settings.embed_model, self.encoder)

    def articles(self) -> list[Article]:
        """Every article, by id."""
        return self._store.articles()

    def article(self, article_id: str) -> Article:
        """One article. Raises UsageError when there is none with that id."""
        return self._store.article(article_id)

    def time_expressions(self, article_id: str) -> list[TimeExpression]:
        """The time expressions of an article, in the order of its text."""
        return self._store.time_expressions(article_id)

    def duplicates(self, article_id: str) -> list[tuple[str, float]]:
        """Articles that tell the same in nearly the same words: (article id, similarity 0..1), the most similar first."""
        return self._store.duplicates(article_id)

    def passages(self, ids: Sequence[int]) -> list[Passage]:
        """Passages by id, in the order asked."""
        return self._store.passages(ids)

    def has_from(self, path: Path) -> bool:
        """Whether an article was read from this file, or from one in this folder, whether or not it is still there."""
        return next(self._store.article_files(path), None) is not None

    @property
    def last_day(self) -> date | None:
        """The latest day on which an article of the archive was published, as far as it is known."""
        return self._store.last_day()

    def select(self, source: str | None, after: date | None, before: date | None) -> list[str] | None:
        """Ids of the articles that a filter leaves (see Store.matching_articles), or None for no filter."""
        if source is None and after is None and before is None:
            return None
        return self._store.matching_articles(source, after, before)

    # --- writing

    def add(
        self,
        paths: Sequence[str | Path],
        on_progress: Progress | None = None,
        *,
        mapping: Mapping[str, str] | None = None,
        prune: bool = False,
    ) -> IndexReport:
        """Indexes files and folders: new articles are added, changed ones replaced, the rest left alone.

        `mapping` names the columns of tables (field -> column; `index.formats.tables`). With `prune`, articles whose file
        lay under `paths` and is gone are removed; without, they are named in the report. What cannot be read, and what is
        wrong in a sidecar (`index.sidecar`), is named there, too, and the rest is indexed. Raises UsageError for a path
        that does not exist or a folder with nothing to read, if no article of the archive is from there, CorpusError when
        another process is writing and when the vectors are not where the settings want them.
        """
        from index.vectors import require

        roots = [Path(p) for p in paths]
        found = find_files(roots, self.has_from)
        progress = on_progress or (lambda *_: None)
        report = IndexReport(passed_over=dict(found.passed_over))
        with self.writing():
            require(self.folder, self._place(), self.settings.chroma)
            intake = Intake(self._store, Options(mapping=dict(mapping or {})), report, self.settings.parse_timeout)
            for number, file in enumerate(found.files):
                progress("Reading articles", number, found.count)
                if not is_sidecar(file.path):
                    intake.take(file)
            intake.take_orphaned_copies(roots)
            progress("Reading articles", found.count, found.count)
            for path, cause in intake.sidecars.faults:
                report.fail(path, cause)
            intake.look_for_gone(roots)
            intake.skip_repeated()
            changed = intake.changed
            if prune and intake.gone:
                with self._store.transaction():
                    self._remove(intake.gone)
                changed = True
            (report.removed if prune else report.vanished).extend(intake.gone)
            if changed or self._store.get_meta("dated") != "yes":
                self._date_articles(progress)
            self._embed_pending(progress)
        return report

    def remove(self, article_ids: Sequence[str]) -> None:
        """Removes articles. Raises UsageError for an unknown id; then none is removed."""
        with self.writing():
            for article_id in article_ids:
                self._store.article(article_id)
            with self._store.transaction():
                self._remove(article_ids)
            self._date_articles(lambda *_: None)
            self._embed_pending(lambda *_: None)

    def _remove(self, article_ids: Sequence[str]) -> None:
        """Removes articles in the present transaction; those that were dated by them are noted to be dated anew."""
        from index.redating import resting_on

        self._store.let_wait_for_date(resting_on(self._store, article_ids) - set(article_ids))
        for article_id in article_ids:
            self._store.remove_article(article_id)
        self._store.forget_days(article_ids)
        self._store.set_meta("dated", "no")

    def set_date(self, article_id: str, day: date | None) -> None:
        """Sets by hand when an article was published, or takes that back with None; the other articles are dated anew.

        The day holds against whatever the article says, also when its file changes and is indexed again, until the
        article is removed. Raises UsageError for an unknown id, CorpusError when another process is writing.
        """
        with self.writing():
            self._store.article(article_id)
            with self._store.transaction():
                self._store.set_day(article_id, day)
                self._store.let_wait_for_date([article_id])
                self._store.set_meta("dated", "no")
            self._date_articles(lambda *_: None)

    def set_title(self, article_id: str, title: str) -> None:
        """Corrects an article's title; it holds until the article's file changes and is indexed again.

        Raises UsageError for an unknown id and an empty title, CorpusError when another process is writing.
        """
        title = " ".join(title.split())
        if not title:
            raise UsageError("An article needs a title: type one, or leave it as it was.")
        with self.writing():
            self._store.article(article_id)
            with self._store.transaction():
                self._store.set_title(article_id, title)
            self._embed_pending(lambda *_: None)

    def rebuild_vectors(self, on_progress: Progress | None = None) -> None:
        """Fills a new vector store from the store of record; nothing is embedded that was embedded before."""
        with self.writing():
            self._fresh_vectors()
            self._embed_pending(on_progress or (lambda *_: None))

    def writing(self) -> AbstractContextManager[None]:
        """Holds the write lock. Raises CorpusError when another process does."""
        return self._store.writing()

    def finish(self, on_progress: Progress | None = None) -> None:
        """Does what an interrupted run left undone: dates, vectors. Raises CorpusError when another process writes."""
        progress = on_progress or (lambda *_: None)
        with self.writing():
            if self._store.get_meta("dated") != "yes":
                self._date_articles(progress)
            self._followed = None
            self._embed_pending(progress)

    def _fresh_vectors(self) -> None:
        """Turns to a new, empty place for Chroma, where the settings want it."""
        from index.vectors import discard, fresh_place

        old, server = self._place(), self.settings.chroma
        place = fresh_place(self.folder, _archive_id(self._store), server, old)
        with self._store.transaction():
            self._store.set_meta("vectors", place)
            self._store.mark_all_pending()
            self._store.forget_orphans(self._store.orphans())
        self._vectors = None
        discard(self.folder, old, server)

    def _follow(self) -> None:
        """Marks what Chroma has to add and to drop, where it does not hold what the store of record says it does."""
        followed, self._followed = self._followed, None
        if self.settings.chroma is None and self.vectors is followed:
            return  # nobody else writes in the folder, and Chroma takes long to count a million
        if len(self.vectors) == self._store.count_embedded() + len(self._store.orphans()):
            return
        there, wanted = set(self.vectors.ids()), set(self._store.embedded())
        with self._store.transaction():
            self._store.mark_pending(sorted(wanted - there))
            self._store.add_orphans(sorted(there - set(self._store.passage_articles())))

    def _date_articles(self, progress: Progress) -> None:
        """Works out when articles are from, and resolves their time expressions by that."""
        from index.redating import redate

        redate(self._store, progress)

    def _embed_pending(self, progress: Progress) -> None:
        """Brings Chroma to the state of the store: vectors of removed passages go, missing ones are made."""
        before = self._store.get_meta("vectors written")
        try:
            self._follow()
            self._drop_orphans()
        except VectorsError as error:
            log.warning("%s They are made anew now.", error)
            self._fresh_vectors()
        total = self._store.count_pending()
        done = 0
        while batch := self._store.pending(EMBED_BATCH):
            progress("Embedding passages", done, total)
            self._embed([(passage, title) for passage, title, vector in batch if vector is None])
            batch = self._store.pending(EMBED_BATCH)
            ids = [passage.id for passage, _, _ in batch]
            matrix = np.frombuffer(b"".join(v or b"" for _, _, v in batch), dtype="<f2").reshape(len(batch), -1)
            self._to_be_written().upsert(
                ids, [passage.article_id for passage, _, _ in batch], matrix.astype(np.float32)
            )
            with self._store.transaction():
                self._store.mark_embedded(ids)
            done += len(batch)
        if total:
            progress("Embedding passages", total, total)
        if self._store.get_meta("vectors written") != before:
            self._to_be_written()  # who opened them in the midst of this opens them once more
        self._followed = self.vectors

    def _embed(self, passages: Sequence[tuple[Passage, str]]) -> None:
        """Makes the vectors of passages (with their article's title) and keeps them in the store of record."""
        if not passages:
            return
        texts = [embedded_text(title, passage.text) for passage, title in passages]
        made = np.asarray(self.encoder.encode(texts, query=False), dtype="<f2")
        with self._store.transaction():
            self._store.put_vectors((p.id, v.tobytes()) for (p, _), v in zip(passages, made, strict=True))

    def _drop_orphans(self) -> None:
        gone = self._store.orphans()
        if gone:
            self._to_be_written().delete(gone)
            with self._store.transaction():
                self._store.forget_orphans(gone)


def _from_environment() -> Settings:
    from index.settings import load_settings  # pydantic, a fifth of a second: not needed to import Dateline

    return load_settings()


def _begin(folder: Path, store: Store, settings: Settings) -> None:
    """Notes in a new archive what it is made with."""
    if settings.chroma is not None:
        from index.vectors import fresh_place

        store.set_meta("vectors", fresh_place(folder, _archive_id(store), settings.chroma))
    store.set_meta("embed_model", settings.embed_model)


def _archive_id(store: Store) -> str:
    """The archive's own name, whatever its folder is called: what its collections on a server are named by."""
    kept = store.get_meta("archive")
    if kept is None:
        kept = secrets.token_hex(8)
        store.set_meta("archive", kept)
    return kept


def embedded_text(title: str, passage: str) -> str:
    """What is embedded for a passage: its article's headline, which names what the passage may only call "it"."""
    return passage if passage.startswith(title) else f"{title}\n{passage}"
