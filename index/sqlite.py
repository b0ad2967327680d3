"""The store of record in one SQLite file, with FTS5 for full-text search: the default."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from index.article import Article, Passage
from index.bm25 import TITLE_WEIGHT, Term, Words, inverse_frequency
from index.errors import CorpusError
from index.passages import Draft
from index.schema import VERSION, upgrade, version_of
from index.store import TEXT, Store
from index.tsvector import words_of

DATABASE = "dateline.sqlite3"
LOCK = "write.lock"
_BM25 = f"-bm25(passages_fts, {TITLE_WEIGHT}, 1.0)"
_COUNTED = 4_000  # passages that are counted one by one
_STRETCHES, _SAMPLED = 10, 40  # of more, a fortieth, in ten stretches
_KEPT = 5_000  # passages whose words are kept: 30 MB
_CACHE = 65_536  # kB of pages: the inner pages of the tables of a million passages, which every search goes through


class SqliteStore(Store):
    """An archive's SQLite file (WAL), in the archive's folder."""

    _IN = "IN (SELECT value FROM json_each(?))"
    _JOINED = "group_concat({})"
    _CONTAINS = "instr(lower({}), lower(?))"

    def __init__(self, folder: Path) -> None:
        """Opens the file. Raises CorpusError when it is missing, damaged, or of another version."""
        super().__init__()
        self.folder = folder
        self.name = str(folder)
        path = folder / DATABASE
        if not path.is_file():
            raise CorpusError(f"{folder} is not a corpus: it has no {DATABASE}. Make one with `dateline index`.")
        with _named(path):
            self._db = _connected(path)
            version = version_of(self._db)
        self._known: tuple[int, int] | None = None  # the state of the archive that the next two are of
        self._frequencies: dict[str, int] = {}
        self._read: dict[int, Words] = {}
        if version != VERSION:
            self._db.close()
            raise CorpusError(
                f"{folder} has archive format {version}, and this Dateline reads format {VERSION}: "
                + ("update Dateline." if version > VERSION else "run `dateline doctor` to upgrade it.")
            )

    @staticmethod
    def prepare(folder: Path) -> None:
        """Makes the file, or upgrades one of an older version. Raises CorpusError when another process is writing."""
        path = folder / DATABASE
        if path.is_file():
            with _named(path), closing(_connected(path)) as db:
                if version_of(db) == VERSION:  # whoever writes to it need not be waited for
                    return
        with _file_lock(folder), _named(path):
            db = _connected(path)
            try:
                if version_of(db) < VERSION:
                    upgrade(db)
            finally:
                db.close()

    def close(self) -> None:
        with self._lock:
            self._db.close()

    @contextmanager
    def writing(self) -> Iterator[None]:
        with _file_lock(self.folder):
            yield

    @contextmanager
    def transaction(self) -> Iterator[None]:
        with self._lock:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:  # a full disk makes SQLite roll back by itself
                    self._db.execute("ROLLBACK")
                raise

    def _all(self, sql: str, parameters: Sequence[Any] = ()) -> list[tuple[object, ...]]:
        with self._lock:
            return self._db.execute(sql, parameters).fetchall()

    def _run(self, sql: str, parameters: Sequence[Any] = ()) -> None:
        self._db.execute(sql, parameters)

    def _many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        self._db.executemany(sql, rows)

    def _list(self, values: Iterable[object]) -> object:
        return json.dumps(list(values))

    # --- passages and their full-text indexes

    def _insert_passages(
        self, article: Article, drafts: Iterable[Draft], vectors: dict[tuple[str, str], bytes]
    ) -> None:
        for draft in drafts:
            cursor = self._db.execute(
                'INSERT INTO passages (article_id, start, "end", sentences) VALUES (?, ?, ?, ?)',
                (article.id, draft.start, draft.end, json.dumps(draft.sentences)),
            )
            text = article.text[draft.start : draft.end]
            self._db.execute(
                "INSERT INTO passages_fts (rowid, title, text) VALUES (?, ?, ?)",
                (cursor.lastrowid, article.title, text),
            )
            self._db.execute("INSERT INTO words (rowid, text) VALUES (?, ?)", (cursor.lastrowid, text))
            if vector := vectors.get((article.title, text)):
                self.put_vectors([(int(cursor.lastrowid or 0), vector)])

    def _forget_words(self, title: str, passages: Sequence[Passage]) -> None:
        # A contentless index forgets a row when it is told the row's words again.
        self._forget_stems(title, passages)
        for passage in passages:
            self._db.execute(
                "INSERT INTO words (words, rowid, text) VALUES ('delete', ?, ?)", (passage.id, passage.text)
            )

    def _forget_stems(self, title: str, passages: Sequence[Passage]) -> None:
        for passage in passages:
            self._db.execute(
                "INSERT INTO passages_fts (passages_fts, rowid, title, text) VALUES ('delete', ?, ?, ?)",
                (passage.id, title, passage.text),
            )

    def _retitle(self, old: str, new: str, passages: Sequence[Passage]) -> None:
        self._forget_stems(old, passages)
        for passage in passages:
            self._db.execute(
                "INSERT INTO passages_fts (rowid, title, text) VALUES (?, ?, ?)", (passage.id, new, passage.text)
            )

    def count(self) -> tuple[int, int]:
        (articles,), (passages,) = self._all("SELECT count(*) FROM articles UNION ALL SELECT count(*) FROM passages")
        return int(str(articles)), int(str(passages))

    def state(self) -> tuple[int, int]:
        with self._lock:
            return int(self._db.execute("PRAGMA data_version").fetchone()[0]), self._db.total_changes

    def faults(self) -> list[str]:
        found = [str(row[0]) for row in self._all("PRAGMA integrity_check(20)") if row[0] != "ok"]
        return found + [f"a row of {row[0]} without its parent" for row in self._all("PRAGMA foreign_key_check")]

    def search_differs(self) -> bool:
        counts = self._all(
            "SELECT count(*) FROM passages UNION ALL SELECT count(*) FROM passages_fts_docsize "
            "UNION ALL SELECT count(*) FROM words_docsize UNION ALL "
            "SELECT count(*) FROM passages JOIN passages_fts_docsize USING (id) JOIN words_docsize USING (id)"
        )
        return len(set(counts)) > 1

    def rebuild_search(self) -> None:
        self._db.execute("INSERT INTO passages_fts (passages_fts) VALUES ('delete-all')")
        self._db.execute("INSERT INTO words (words) VALUES ('delete-all')")
        text = f"{TEXT} FROM passages p JOIN articles a ON a.id = p.article_id"
        self._db.execute(f"INSERT INTO passages_fts (rowid, title, text) SELECT p.id, a.title, {text}")
        self._db.execute(f"INSERT INTO words (rowid, text) SELECT p.id, {text}")

    # --- full-text search

    def lexical(
        self,
        words: Sequence[str],
        k: int,
        article_ids: Sequence[str] | None = None,
        *,
        every: bool = False,
        unfinished: bool = False,
    ) -> list[tuple[int, float]]:
        query = _query(words, every=every, unfinished=unfinished)
        if not query:
            return []
        where = "" if article_ids is None else f"AND rowid IN (SELECT id FROM passages WHERE article_id {self._IN})"
        rows = self._all(
            f"SELECT rowid, {_BM25} AS score FROM passages_fts "
            f"WHERE passages_fts MATCH ? {where} ORDER BY score DESC, rowid LIMIT ?",
            (query, *([] if article_ids is None else [self._list(article_ids)]), k),
        )
        return [(int(str(i)), float(str(score))) for i, score in rows]

    def scores(self, words: Sequence[str], ids: Sequence[int] | None = None) -> list[tuple[int, float]]:
        if ids is not None:
            return self._scores_of(words, ids)
        query = _query(words)
        sql = f"SELECT rowid, {_BM25} FROM passages_fts WHERE passages_fts MATCH ?"
        return self._all(sql, (query,)) if query else []  # type: ignore[return-value]

    def _scores_of(self, words: Sequence[str], ids: Sequence[int]) -> list[tuple[int, float]]:
        """The scores of some passages, from their texts: bm25() goes through all that hold a word, once for each passage."""
        passages, average = self._lengths()
        asked = [
            Term(tuple(parts), inverse_frequency(passages, self.frequency(word)))
            for word in words
            if (parts := words_of(word))
        ]
        texts = self._texts(ids) if asked else {}
        scored = [(i, texts[i].score(asked, average)) for i in ids if i in texts]
        return [(i, score) for i, score in scored if score > 0]

    def _texts(self, ids: Sequence[int]) -> dict[int, Words]:
        """These passages as words, as far as they are there; some thousands are kept."""
        self._know_state()
        read = self._read
        new = [i for i in ids if i not in read]
        rows = self._all(
            f"SELECT p.id, a.title, {TEXT} FROM passages p JOIN articles a ON a.id = p.article_id WHERE p.id {self._IN}",
            (self._list(new),),
        )
        read |= {int(str(i)): Words(str(title), str(text)) for i, title, text in rows}
        found = {i: read[i] for i in ids if i in read}
        if len(read) > _KEPT:
            self._read = found
        return found

    def _lengths(self) -> tuple[int, float]:
        """The number of passages in the full-text index, and the mean of their words with their headlines'."""
        rows = self._all("SELECT block FROM passages_fts_data WHERE id = 1")
        if not rows or not rows[0][0]:
            return 0, 0.0
        # FTS5 keeps its averages here: rows, then words of each column, as numbers of 7 bits a byte, the highest first.
        numbers = list(_varints(bytes(rows[0][0])))  # type: ignore[call-overload]
        return numbers[0], sum(numbers[1:]) / max(numbers[0], 1)

    def frequency(self, word: str) -> int:
        self._know_state()
        known = self._frequencies
        if word not in known:
            known[word] = self._holding("passages_fts", _query([word]))
        return known[word]

    def _holding(self, index: str, query: str) -> int:
        """How many rows of a full-text index a query finds; of many, about how many."""
        found = f"FROM {index} WHERE {index} MATCH ?"
        rows = self._all(f"SELECT count(*) FROM (SELECT 1 {found} LIMIT {_COUNTED})", (query,))
        if (counted := int(str(rows[0][0]))) < _COUNTED:
            return counted
        # Counting goes through every row; so many are counted in some stretches of the archive instead.
        last = int(str(self._all("SELECT max(id) FROM passages")[0][0]))
        stretch = max(1, last // (_STRETCHES * _SAMPLED))
        starts = [last * n // _STRETCHES for n in range(_STRETCHES)]
        several = " UNION ALL ".join([f"SELECT count(*) {found} AND rowid > ? AND rowid <= ?"] * _STRETCHES)
        values = [value for start in starts for value in (query, start, start + stretch)]
        sampled = sum(int(str(count)) for (count,) in self._all(several, values))
        return max(_COUNTED, sampled * last // (_STRETCHES * stretch))

    def _know_state(self) -> None:
        """Forgets what was kept of an archive that has changed since."""
        state = self.state()
        if state != self._known:
            self._known, self._frequencies, self._read = state, {}, {}

    def document_frequency(self, word: str) -> int:
        return self._holding("words", _query([word])) if len(words_of(word)) == 1 else 0

    def similar_words(self, word: str) -> list[tuple[str, int]]:
        rows = self._all(
            "SELECT term, doc FROM vocabulary WHERE term >= ? AND term < ? AND length(term) BETWEEN ? AND ?",
            (word[:1], chr(ord(word[0]) + 1), len(word) - 2, len(word) + 2),
        )
        return [(str(term), int(str(doc))) for term, doc in rows]


def _query(words: Sequence[str], *, every: bool = False, unfinished: bool = False) -> str:
    """The words as an FTS5 query; "" for none."""
    quoted = ['"{}"'.format(word.replace('"', '""')) for word in words]
    if quoted and unfinished:
        quoted[-1] += "*"
    return (" " if every else " OR ").join(quoted)


def _varints(block: bytes) -> Iterator[int]:
    number = 0
    for byte in block:
        number = number << 7 | byte & 0x7F
        if byte < 0x80:
            yield number
            number = 0


def _connected(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path, check_same_thread=False, isolation_level=None, timeout=30)
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = NORMAL")
    db.execute("PRAGMA foreign_keys = ON")
    db.execute(f"PRAGMA cache_size = -{_CACHE}")
    return db


@contextmanager
def _named(path: Path) -> Iterator[None]:
    """Turns what SQLite raises over a file that is no archive into CorpusError."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise CorpusError(
            f"{path} cannot be opened as an archive ({error}). If it is damaged, remove its folder and index again."
        ) from error


@contextmanager
def _file_lock(folder: Path) -> Iterator[None]:
    """Holds the lock file of a folder. Raises CorpusError when another process holds it; a dead one's is free."""
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
    except (sqlite3.OperationalError, OSError) as error:
        raise CorpusError(
            f"{folder} could not be written: {error}. What was finished is kept; make room and run the command again."
        ) from error
    finally:
        lock.release()
