"""The archive on disk: indexing, incremental and restartable, and access to what is in it."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Self

from index.article import Article, Passage, Published, Reason, TimeExpression
from index.errors import CorpusError, LoadError, UsageError
from index.loaders import SourceFile, find_files, fingerprint, load, slug
from index.sidecar import Sidecars, described, is_sidecar, mark
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


@dataclass(frozen=True, slots=True)
class IndexReport:
    """What indexing did. `failed` are (path, cause)."""

    added: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    moved: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    failed: list[tuple[str, str]] = field(default_factory=list)


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

    def add(self, paths: Sequence[str | Path], on_progress: Progress | None = None) -> IndexReport:
        """Indexes files and folders: new articles are added, changed ones replaced, the rest left alone.

        A file that cannot be read, and what is wrong in a sidecar (see `index.sidecar`), is named in the report and the
        others are indexed. Raises UsageError for a path that
        does not exist or a folder without text files, CorpusError when another process is writing.
        """
        files = [file for file in find_files([Path(p) for p in paths]) if not is_sidecar(file.path)]
        progress = on_progress or (lambda *_: None)
        report = IndexReport()
        with _write_lock(self.folder):
            changed = self._read_files(files, report, progress)
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
                    self._store.set_day(article_id, None)
                self._store.set_meta("dated", "no")
            self._date_articles(lambda *_: None)
            self._embed_pending(lambda *_: None)

    def set_date(self, article_id: str, day: date | None) -> None:
        """Sets by hand when an article was published, or takes that back with None; the other articles are dated anew.

        The day holds against whatever the article says, also when its file changes and is indexed again, until the
        article is removed. Raises UsageError for an unknown id, CorpusError when another process is writing.
        """
        with _write_lock(self.folder):
            self._store.article(article_id)
            with self._store.transaction():
                self._store.set_day(article_id, day)
                self._store.set_meta("dated", "no")
            self._date_articles(lambda *_: None)

    def set_title(self, article_id: str, title: str) -> None:
        """Corrects an article's title; it holds until the article's file changes and is indexed again.

        Raises UsageError for an unknown id and an empty title, CorpusError when another process is writing.
        """
        title = " ".join(title.split())
        if not title:
            raise UsageError("An article needs a title: type one, or leave it as it was.")
        with _write_lock(self.folder):
            self._store.article(article_id)
            with self._store.transaction():
                self._store.set_title(article_id, title)
            self._embed_pending(lambda *_: None)

    def rebuild_vectors(self, on_progress: Progress | None = None) -> None:
        """Makes every vector anew from the store of record."""
        with _write_lock(self.folder):
            self.vectors.clear()
            with self._store.transaction():
                self._store.mark_all_pending()
            self._embed_pending(on_progress or (lambda *_: None))

    def _read_files(self, files: list[SourceFile], report: IndexReport, progress: Progress) -> bool:
        from index.passages import passages

        sidecars = Sidecars()
        known = self._store.identity()
        by_path = {path: article_id for article_id, (path, _) in known.items()}
        by_content = {sha256: article_id for article_id, (_, sha256) in known.items()}
        taken = set(known)
        seen: Counter[str] = Counter()
        changed = False
        for number, file in enumerate(files):
            progress("Reading articles", number, len(files))
            path = str(file.path.resolve())
            try:
                entry = sidecars.entry(file)
                sha256 = mark(fingerprint(_bytes(file.path)), entry)
                article_id = by_path.get(path) or by_content.get(sha256)
                if article_id is not None and known.get(article_id, ("", ""))[1] == sha256:
                    if known[article_id][0] == path or Path(known[article_id][0]).exists():
                        report.unchanged.append(article_id)
                    else:
                        with self._store.transaction():
                            self._store.move_article(article_id, path)
                        report.moved.append(article_id)
                    continue
                is_new = article_id is None
                if article_id is None:
                    article_id = _free_id(slug(file.relative), sha256, taken)
                article = described(load(file, article_id), entry)
            except LoadError as error:
                report.failed.append((str(file.path), str(error)))
                continue
            with self._store.transaction():
                self._store.put_article(article, sha256, passages(article))
                self._store.set_meta("dated", "no")
            taken.add(article_id)
            known[article_id] = (path, sha256)
            by_path[path] = by_content[sha256] = article_id
            seen[article_id] += 1
            changed = True
            (report.added if is_new else report.updated).append(article_id)
        report.failed.extend(sidecars.faults)
        progress("Reading articles", len(files), len(files))
        return changed

    def _date_articles(self, progress: Progress) -> None:
        """Works out when each article is from, over the whole archive, and resolves its time expressions by that."""
        from index.dateline import date_articles
        from index.timespan import resolved

        by_hand = self._store.days_by_hand()
        articles = [
            replace(a, published=_by_hand(by_hand[a.id])) if a.id in by_hand else a
            for a in self._store.stated_articles()
        ]
        progress("Dating articles", 0, len(articles))
        dates = date_articles(articles)
        with self._store.transaction():
            for number, article in enumerate(articles):
                published = dates[article.id]
                self._store.set_published(article.id, published, resolved(article.text, published))
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


def _free_id(wanted: str, sha256: str, taken: set[str]) -> str:
    return wanted if wanted not in taken else f"{wanted[:70]}-{sha256[:8]}"


def _by_hand(day: date) -> Published:
    return Published("stated", day, day, 1.0, (Reason(f"The date was set by hand to {day.day} {day:%B %Y (%A)}."),))


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise LoadError(f"{path} cannot be read: {error.strerror or error}.") from error


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
