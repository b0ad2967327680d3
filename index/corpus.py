"""The archive on disk: indexing, incremental and restartable, and access to what is in it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Self

from index.article import Article, Passage, TimeExpression
from index.errors import CorpusError
from index.formats.record import Options
from index.intake import IndexReport, Intake
from index.loaders import find_files
from index.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.embed import DatelineEmbedding
    from index.settings import Settings
    from index.vectors import Vectors

log = logging.getLogger(__name__)

DATABASE = "dateline.sqlite3"
VECTORS = "vectors"
LOCK = "write.lock"
EMBED_BATCH = 256

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how many are done, and how many there are."""


class Corpus:
    """An archive in a folder. Any number of readers; one writer at a time, also across processes."""

    def __init__(self, folder: Path, settings: Settings, store: Store) -> None:
        """Use `open` or `create`."""
        self.folder = folder
        self.settings = settings
        self._store = store

    @classmethod
    def open(cls, folder: str | Path, settings: Settings | None = None) -> Self:
        """Opens an archive. Raises CorpusError when the folder is none, is damaged, is of another version, or was
        embedded with another model than the settings name."""
        folder, settings = Path(folder), settings or _from_environment()
        if not folder.is_dir():
            raise CorpusError(f"{folder} is not a corpus: there is no such folder. Make one with `dateline index`.")
        corpus = cls(folder, settings, Store(folder / DATABASE))
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
        if folder.exists() and not folder.is_dir():
            raise CorpusError(f"{folder} is a file, and a corpus is a folder: name another place.")
        if folder.is_dir() and not (folder / DATABASE).exists():
            strangers = [p.name for p in folder.iterdir() if p.name != LOCK and not p.name.startswith(DATABASE)]
            if strangers:
                raise CorpusError(
                    f"{folder} is not a corpus and not empty (it holds {strangers[0]!r}): name an empty or new folder, "
                    "so that nothing of yours is mixed with the archive."
                )
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise CorpusError(f"{folder} cannot be made: {error.strerror or error}.") from error
        with _write_lock(folder):
            store = Store(folder / DATABASE, create=True)
            if store.get_meta("embed_model") is None:
                store.set_meta("embed_model", settings.embed_model)
            store.close()
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

    @cached_property
    def vectors(self) -> Vectors:
        """The vectors in Chroma."""
        from index.vectors import Vectors

        return Vectors(self.folder / VECTORS)

    @cached_property
    def embedding(self) -> DatelineEmbedding:
        """The embedding model, as a LlamaIndex BaseEmbedding."""
        from index.embed import DatelineEmbedding

        return DatelineEmbedding(self.settings.embed_model, self.settings.cache)

    def articles(self) -> list[Article]:
        """Every article, by id."""
        return self._store.articles()

    def article(self, article_id: str) -> Article:
        """One article. Raises UsageError when there is none with that id."""
        return self._store.article(article_id)

    def time_expressions(self, article_id: str) -> list[TimeExpression]:
        """The time expressions of an article, in the order of its text."""
        return self._store.time_expressions(article_id)

    def passages(self, ids: Sequence[int]) -> list[Passage]:
        """Passages by id, in the order asked."""
        return self._store.passages(ids)

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
        lay under `paths` and is gone are removed; without, they are named in the report. What cannot be read is named
        there, too, and the rest is indexed. Raises UsageError for a path that does not exist or a folder with nothing to
        read, CorpusError when another process is writing.
        """
        roots = [Path(p) for p in paths]
        found = find_files(roots)
        progress = on_progress or (lambda *_: None)
        report = IndexReport(passed_over=dict(found.passed_over))
        with _write_lock(self.folder):
            intake = Intake(self._store, Options(mapping=dict(mapping or {})), report)
            for number, file in enumerate(found.files):
                progress("Reading articles", number, len(found.files))
                intake.take(file)
            progress("Reading articles", len(found.files), len(found.files))
            intake.look_for_gone(roots, {str(file.path.resolve()) for file in found.files})
            changed = intake.changed
            if prune and intake.gone:
                with self._store.transaction():
                    for article_id in intake.gone:
                        self._store.remove_article(article_id)
                    self._store.set_meta("dated", "no")
                changed = True
            (report.removed if prune else report.vanished).extend(intake.gone)
            if changed or self._store.get_meta("dated") != "yes":
                self._date_articles(progress)
            self._embed_pending(progress)
        return report

    def remove(self, article_ids: Sequence[str]) -> None:
        """Removes articles. Raises UsageError for an unknown id; then none is removed."""
        with _write_lock(self.folder):
            for article_id in article_ids:
                self._store.article(article_id)
            with self._store.transaction():
                for article_id in article_ids:
                    self._store.remove_article(article_id)
                self._store.set_meta("dated", "no")
            self._date_articles(lambda *_: None)
            self._embed_pending(lambda *_: None)

    def rebuild_vectors(self, on_progress: Progress | None = None) -> None:
        """Makes every vector anew from the store of record."""
        with _write_lock(self.folder):
            self.vectors.clear()
            with self._store.transaction():
                self._store.mark_all_pending()
            self._embed_pending(on_progress or (lambda *_: None))

    def _date_articles(self, progress: Progress) -> None:
        """Works out when each article is from, over the whole archive, and resolves its time expressions by that."""
        from index import timex
        from index.dateline import date_articles

        articles = self._store.stated_articles()
        progress("Dating articles", 0, len(articles))
        dates = date_articles(articles)
        with self._store.transaction():
            for number, article in enumerate(articles):
                published = dates[article.id]
                self._store.set_published(article.id, published, timex.find(article.text, published.day))
                progress("Dating articles", number + 1, len(articles))
            self._store.set_meta("dated", "yes")

    def _embed_pending(self, progress: Progress) -> None:
        """Brings Chroma to the state of the store: vectors of removed passages go, missing ones are made."""
        gone = self._store.orphans()
        if gone:
            self.vectors.delete(gone)
            with self._store.transaction():
                self._store.forget_orphans(gone)
        total = self._store.count_pending()
        done = 0
        while batch := self._store.pending(EMBED_BATCH):
            progress("Embedding passages", done, total)
            texts = [embedded_text(title, passage.text) for passage, title in batch]
            vectors = self.embedding.get_text_embedding_batch(texts)
            ids = [passage.id for passage, _ in batch]
            self.vectors.upsert(ids, [passage.article_id for passage, _ in batch], vectors)
            with self._store.transaction():
                self._store.mark_embedded(ids)
            done += len(batch)
        if total:
            progress("Embedding passages", total, total)


def _from_environment() -> Settings:
    from index.settings import load_settings  # pydantic, a fifth of a second: not needed to import Dateline

    return load_settings()


def embedded_text(title: str, passage: str) -> str:
    """What is embedded for a passage: its article's headline, which names what the passage may only call "it"."""
    return passage if passage.startswith(title) else f"{title}\n{passage}"


@contextmanager
def _write_lock(folder: Path) -> Iterator[None]:
    """Holds the archive's write lock. Raises CorpusError when another process holds it; a dead one's is free."""
    from filelock import FileLock, Timeout

    lock = FileLock(folder / LOCK, timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        raise CorpusError(
            f"{folder} is being written by another process: wait for it to finish, then try again."
        ) from error
    except OSError as error:
        raise CorpusError(f"{folder} cannot be written: {error.strerror or error}.") from error
    try:
        yield
    finally:
        lock.release()
