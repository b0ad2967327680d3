"""The store of record in PostgreSQL, with its full-text search, for readers and writers on any number of machines."""

from __future__ import annotations

import json
import secrets
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

from psycopg import Connection, Cursor
from psycopg.sql import SQL, Identifier

from index import postgres_schema as schema
from index import tsvector
from index.article import Article, Passage
from index.bm25 import TITLE_WEIGHT, inverse_frequency
from index.errors import CorpusError
from index.passages import Draft
from index.postgres_connection import connected, locked, said, version_of
from index.postgres_url import PostgresUrl
from index.signs import packed
from index.store import Store

_K1, _B = 1.2, 0.75  # BM25 as FTS5 has it

# For one word, ts_rank is the sum of 1/n² for n = 1 to the number of its occurrences (of the weights that are 1; D, C, B,
# A), over pi²/6. What is missing to pi²/6 is about 1 / (occurrences + 1/2), near enough that rounding gives the number.
_OCCURRENCES = "round(1 / (1.64493406685 * (1 - ts_rank('{{0, 0, {}, {}}}', s.terms, q.query))) - 0.5)"
_IN_ALL, _IN_TITLE = _OCCURRENCES.format(1, 1), _OCCURRENCES.format(1, 0)
_RANKED = f"""
    SELECT s.passage_id, sum(q.idf * f.often * {_K1 + 1} / (f.often + {_K1} * ({1 - _B} + {_B} * s.length / ?))) AS score
    FROM (SELECT asked::tsquery AS query, idf, counted FROM unnest(?::text[], ?::float8[], ?::bool[])
          AS u (asked, idf, counted)) q
    JOIN search s ON s.terms @@ q.query
    CROSS JOIN LATERAL (SELECT CASE WHEN q.counted THEN {_IN_ALL} - {1 - TITLE_WEIGHT} * {_IN_TITLE} ELSE 1 END AS often) f
"""


class PostgresStore(Store):
    """An archive's schema in a PostgreSQL database.

    A session-level advisory lock makes the one writer: it is held by the connection that writes, so that whoever loses
    it cannot write any more. Every transaction ends with a new revision, by which readers know that something changed.
    """

    _IN = "= ANY(?)"
    _JOINED = "string_agg({}::text, ',')"
    _CONTAINS = "strpos(lower({}), lower(?::text)) > 0"

    def __init__(self, url: PostgresUrl, folder: Path) -> None:
        """Connects. Raises CorpusError when the server cannot be used, has no archive there, or one of another version."""
        super().__init__()
        self.folder = folder
        self.name = url.shown
        self._url = url
        self._writing = False
        self._in_transaction = False
        self._articles: tuple[int, int] = (-1, 0)  # the revision at which they were counted, and how many there were
        self._db = connected(url)
        try:
            _require(version_of(self._db, url), url)
        except BaseException:
            self._db.close()
            raise

    @staticmethod
    def prepare(url: PostgresUrl, *, make: bool) -> None:
        """Upgrades the tables of an older version; with `make`, makes them where there are none.

        Raises CorpusError when the server cannot be used, when another process is writing, and for a schema that holds
        something else.
        """
        with connected(url) as db, said(url):
            if version_of(db, url) == schema.VERSION:  # whoever writes to it need not be waited for
                return
        with connected(url) as db, locked(db, url), said(url), db.transaction():
            version = version_of(db, url)
            if version == 0 and not make:
                return
            if version == 0:
                taken = db.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s LIMIT 1", (url.schema,))
                if stranger := taken.fetchone():
                    raise CorpusError(
                        f"{url.shown} is not an archive and not empty (it holds the table {stranger[0]!r}): name another "
                        "schema with ?schema=NAME at the end of the address."
                    )
                db.execute(SQL("CREATE SCHEMA IF NOT EXISTS {}").format(Identifier(url.schema)))
            for step in schema.STEPS[version:]:
                db.execute(step.encode())
            if version < schema.VERSION:
                _fill_signs(db)
            if version == 0:
                db.execute("INSERT INTO meta VALUES ('archive', %s)", (secrets.token_hex(8),))
            if version < schema.VERSION:
                db.execute(
                    "INSERT INTO meta VALUES ('version', %s) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                    (str(schema.VERSION),),
                )

    def close(self) -> None:
        with self._lock:
            self._db.close()

    @contextmanager
    def writing(self) -> Iterator[None]:
        with self._lock:
            if self._writing:
                raise CorpusError(
                    f"{self.name} is being written by this process: wait for it to finish, then try again."
                )
            self._revive()
            lock = locked(self._db, self._url)
            lock.__enter__()
            self._writing = True
        try:
            yield
        finally:
            with self._lock:
                self._writing = False
                lock.__exit__(None, None, None)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        with self._lock:
            if not self._writing:
                self._revive()
            self._execute("BEGIN")
            self._in_transaction = True
            try:
                yield
                self._execute("UPDATE totals SET revision = revision + 1")
                self._execute("COMMIT")
            except BaseException:
                if not self._db.closed:
                    self._db.rollback()
                raise
            finally:
                self._in_transaction = False

    def _revive(self) -> None:
        """Connects anew where the connection was lost (the server was started anew): readers go on, writers begin anew."""
        if self._db.broken:
            self._db = connected(self._url)

    def _execute(self, query: str, parameters: Sequence[Any] = ()) -> Cursor[Any]:
        with said(self._url):
            return self._db.execute(query.replace("?", "%s").encode(), parameters, binary=True)

    def _all(self, sql: str, parameters: Sequence[Any] = ()) -> list[tuple[object, ...]]:
        with self._lock:
            try:
                return self._execute(sql, parameters).fetchall()
            except CorpusError:
                if not self._db.broken or self._writing or self._in_transaction:
                    raise
            self._revive()
            return self._execute(sql, parameters).fetchall()

    def _run(self, sql: str, parameters: Sequence[Any] = ()) -> None:
        with nullcontext() if self._in_transaction else self.transaction():
            self._execute(sql, parameters)

    def _many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        with (
            nullcontext() if self._in_transaction else self.transaction(),
            said(self._url),
            self._db.cursor() as cursor,
        ):
            cursor.executemany(sql.replace("?", "%s").encode(), rows)

    def _list(self, values: Iterable[object]) -> object:
        return list(values)

    # --- passages and their full-text index

    def _insert_passages(
        self, article: Article, drafts: Iterable[Draft], vectors: dict[tuple[str, str], bytes]
    ) -> None:
        made = list(drafts)
        by_start = {draft.start: article.text[draft.start : draft.end] for draft in made}
        rows = self._all(
            'INSERT INTO passages (article_id, start, "end", sentences) '
            "SELECT ?, * FROM unnest(?::int[], ?::int[], ?::text[]) RETURNING id, start",
            (article.id, [d.start for d in made], [d.end for d in made], [json.dumps(d.sentences) for d in made]),
        )
        found = sorted((int(str(i)), by_start[int(str(start))]) for i, start in rows)
        self._add_words(article.title, found)
        kept = [(i, vectors[article.title, text]) for i, text in found if (article.title, text) in vectors]
        self.put_vectors(kept)

    def _add_words(self, title: str, passages: Sequence[tuple[int, str]]) -> None:
        headline = len(tsvector.words_of(title))
        self._many(
            "INSERT INTO search VALUES (?, ?, ?::tsvector)",
            [(i, headline + len(tsvector.words_of(text)), tsvector.vector(title, text)) for i, text in passages],
        )
        self._count_words(title, [text for _, text in passages], 1)

    def _forget_words(self, title: str, passages: Sequence[Passage]) -> None:
        self._many("DELETE FROM search WHERE passage_id = ?", [(p.id,) for p in passages])
        self._count_words(title, [p.text for p in passages], -1)

    def _retitle(self, old: str, new: str, passages: Sequence[Passage]) -> None:
        self._forget_words(old, passages)
        self._add_words(new, [(p.id, p.text) for p in passages])

    def _count_words(self, title: str, texts: Sequence[str], sign: int) -> None:
        """Adds passages to the numbers of passages by word, or takes them off."""
        headline = tsvector.stems_of(title)
        stems, words = Counter[str](), Counter[str]()
        length = len(headline) * len(texts)
        for text in texts:
            found = tsvector.words_of(text)
            length += len(found)
            words.update(set(found))
            stems.update({*headline, *tsvector.stems_of(text)})
        for stemmed, counts in ((True, stems), (False, words)):
            self._execute(
                "INSERT INTO lexicon SELECT ?, * FROM unnest(?::text[], ?::int[]) "
                "ON CONFLICT (stemmed, term) DO UPDATE SET doc = lexicon.doc + excluded.doc",
                (stemmed, list(counts), [sign * n for n in counts.values()]),
            )
        self._execute(
            "UPDATE totals SET passages = passages + ?, words = words + ?", (sign * len(texts), sign * length)
        )

    def _totals(self) -> tuple[int, int, int]:
        """The revision, and the numbers of passages and of words in them."""
        ((revision, passages, words),) = self._all("SELECT revision, passages, words FROM totals")
        return int(str(revision)), int(str(passages)), int(str(words))

    def count(self) -> tuple[int, int]:
        revision, passages, _ = self._totals()
        if self._in_transaction or self._articles[0] != revision:
            self._articles = revision, int(str(self._all("SELECT count(*) FROM articles")[0][0]))
        return self._articles[1], passages

    def state(self) -> tuple[int, int]:
        return self._totals()[0], 0

    def faults(self) -> list[str]:
        return []  # the server keeps its files; what it finds damaged in them, it refuses to read

    def search_differs(self) -> bool:
        ((passages, indexed, words),) = self._all(
            "SELECT (SELECT count(*) FROM passages), count(*), coalesce(sum(length), 0)::bigint FROM search"
        )
        if (passages, indexed, words) != (self._totals()[1], passages, self._totals()[2]):
            return True
        ((unlike,),) = self._all(
            "SELECT count(*) FROM (SELECT word COLLATE \"C\" AS term, ndoc FROM ts_stat('SELECT terms FROM search')) found "
            "FULL JOIN (SELECT term, doc FROM lexicon WHERE stemmed AND doc > 0) kept USING (term) "
            "WHERE ndoc IS DISTINCT FROM doc"
        )
        ((plain,),) = self._all("SELECT EXISTS (SELECT 1 FROM lexicon WHERE NOT stemmed AND doc > 0)")
        return bool(unlike) or bool(plain) != bool(words)

    def rebuild_search(self) -> None:
        for statement in ("DELETE FROM search", "DELETE FROM lexicon", "UPDATE totals SET passages = 0, words = 0"):
            self._execute(statement)
        for article_id, title in self._all("SELECT id, title FROM articles ORDER BY id"):
            self._add_words(str(title), [(p.id, p.text) for p in self.passages_of(str(article_id))])

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
        asked = self._weighed(words, unfinished=unfinished)
        where, values = [], list[object]()
        if article_ids is not None:
            where.append("s.passage_id IN (SELECT id FROM passages WHERE article_id = ANY(?))")
            values.append(list(article_ids))
        if every:
            where.append("s.terms @@ ?::tsquery")
            values.append(tsvector.every(query for query, _, _ in asked))
        return self._ranked(asked, where, values, "ORDER BY score DESC, s.passage_id LIMIT ?", [k])

    def scores(self, words: Sequence[str], ids: Sequence[int] | None = None) -> list[tuple[int, float]]:
        where, values = ([], []) if ids is None else (["s.passage_id = ANY(?)"], [list(ids)])
        return self._ranked(self._weighed(words), where, values)

    def _weighed(self, words: Sequence[str], *, unfinished: bool = False) -> list[tuple[str, float, bool]]:
        """For each word its tsquery, its inverse document frequency, and whether its occurrences can be counted: those of
        a word of several parts, or of the beginning of one, cannot, and count as one."""
        parts = [(stems, unfinished and word is words[-1]) for word in words if (stems := tsvector.stems_of(word))]
        single = {stems[0] for stems, begins in parts if len(stems) == 1 and not begins}
        kept = {
            str(term): int(str(doc))
            for term, doc in self._all("SELECT term, doc FROM lexicon WHERE stemmed AND term = ANY(?)", (list(single),))
        }
        total = self._totals()[1]
        weighed = []
        for stems, begins in parts:
            query, counted = tsvector.query(stems, unfinished=begins), len(stems) == 1 and not begins
            found = kept.get(stems[0], 0) if counted else self._holding(query)
            weighed.append((query, inverse_frequency(total, found), counted))
        return weighed

    def _holding(self, query: str) -> int:
        return int(str(self._all("SELECT count(*) FROM search WHERE terms @@ ?::tsquery", (query,))[0][0]))

    def _ranked(
        self,
        asked: Sequence[tuple[str, float, bool]],
        where: Sequence[str],
        values: Sequence[object],
        order: str = "",
        limit: Sequence[int] = (),
    ) -> list[tuple[int, float]]:
        if not asked:
            return []
        _, passages, words = self._totals()
        queries, idf, counted = (list(column) for column in zip(*asked, strict=True))
        rows = self._all(
            f"{_RANKED} {'WHERE ' + ' AND '.join(where) if where else ''} GROUP BY s.passage_id {order}",
            (words / max(passages, 1) or 1.0, queries, idf, counted, *values, *limit),
        )
        return [(int(str(i)), float(str(score))) for i, score in rows]

    def frequency(self, word: str) -> int:
        stems = tsvector.stems_of(word)
        if len(stems) != 1:
            return self._holding(tsvector.query(stems)) if stems else 0
        rows = self._all("SELECT doc FROM lexicon WHERE stemmed AND term = ?", (stems[0],))
        return int(str(rows[0][0])) if rows else 0

    def document_frequency(self, word: str) -> int:
        parts = tsvector.words_of(word)
        sql = "SELECT doc FROM lexicon WHERE NOT stemmed AND term = ? AND doc > 0"
        rows = self._all(sql, parts) if len(parts) == 1 else []
        return int(str(rows[0][0])) if rows else 0

    def similar_words(self, word: str) -> list[tuple[str, int]]:
        rows = self._all(
            "SELECT term, doc FROM lexicon WHERE NOT stemmed AND doc > 0 AND term >= ? AND term < ? "
            "AND length(term) BETWEEN ? AND ?",
            (word[:1], chr(ord(word[0]) + 1), len(word) - 2, len(word) + 2),
        )
        return [(str(term), int(str(doc))) for term, doc in rows]


def _require(version: int, url: PostgresUrl) -> None:
    if version == 0:
        raise CorpusError(f"There is no archive at {url.shown}. Make one with `dateline index`.")
    if version != schema.VERSION:
        raise CorpusError(
            f"{url.shown} has archive format {version}, and this Dateline reads format {schema.VERSION}: "
            + ("update Dateline." if version > schema.VERSION else "run `dateline doctor` to upgrade it.")
        )


def _fill_signs(db: Connection[Any]) -> None:
    """Makes the signs of the vectors of an archive of an older version."""
    last = 0
    unsigned = (
        "SELECT passage_id, vector FROM vectors WHERE passage_id > %s "
        "AND NOT EXISTS (SELECT 1 FROM signs WHERE signs.passage_id = vectors.passage_id) ORDER BY 1 LIMIT 4096"
    )
    while rows := db.execute(unsigned, (last,)).fetchall():
        with db.cursor() as cursor:
            cursor.executemany("INSERT INTO signs VALUES (%s, %s)", [(i, packed(vector)) for i, vector in rows])
        last = rows[-1][0]
