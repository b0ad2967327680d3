"""The store of record: articles, passages and time expressions, with full-text search; one subclass for each database."""

from __future__ import annotations

import hashlib
import json
import os
import threading
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from index.article import Article, Passage, Published, Reason, TimeExpression
from index.errors import UsageError
from index.passages import Draft
from index.signs import packed

_BY_HAND = "dates set by hand"
_A_BAND = 10  # articles: those that share a band are compared with each other
_LINKS = 10
_ANY_NUMBER = 1_000_000  # of passages
_ARTICLE = "id, text, title, source, author, url, path, published, body_start, skipped, language"
GONE = (" (gone ", ")")  # stand around an article's id behind the place where it is no more
TEXT = 'substr(a.text, p.start + 1, p."end" - p.start)'
_PASSAGE = f'p.id, p.article_id, p.start, p."end", {TEXT}, p.sentences'


class Store(ABC):
    """One archive's articles and what hangs on them. Safe to share between threads; writes go through `transaction()`.

    The SQL here is what both databases understand, with `?` for parameters; what they do not agree on is left to the
    subclasses.
    """

    folder: Path
    """Where what an archive keeps on this machine lies."""
    name: str
    """What messages call the archive."""
    _IN: str
    """SQL for "is one of", with one parameter that `_list` makes."""
    _JOINED: str
    """SQL for the values of the column {} in a group, as one text with commas."""
    _CONTAINS: str
    """SQL for whether the column {} contains a text (one parameter), whatever the case of A to Z."""
    _sources: tuple[tuple[int, int], list[str]] | None = None  # and the state of the archive that they are of

    def __init__(self) -> None:
        self._lock = threading.RLock()

    # --- what each database does its own way

    @abstractmethod
    def close(self) -> None:
        """Closes the store; it cannot be used afterwards."""

    @abstractmethod
    def writing(self) -> AbstractContextManager[None]:
        """Holds the archive's write lock, which the end of its holder frees.

        Raises CorpusError when somebody else holds it, and for what keeps from writing (a full disk).
        """

    @abstractmethod
    def transaction(self) -> AbstractContextManager[None]:
        """All writes inside happen, or none."""

    @abstractmethod
    def _all(self, sql: str, parameters: Sequence[Any] = ()) -> list[tuple[object, ...]]:
        """The rows of a query."""

    @abstractmethod
    def _run(self, sql: str, parameters: Sequence[Any] = ()) -> None:
        """One change."""

    @abstractmethod
    def _many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """The same change with each of the rows."""

    @abstractmethod
    def _list(self, values: Iterable[object]) -> object:
        """The parameter of `_IN`."""

    @abstractmethod
    def _insert_passages(
        self, article: Article, drafts: Iterable[Draft], vectors: dict[tuple[str, str], bytes]
    ) -> None:
        """Adds passages, also to the full-text indexes, with their vectors by (title, text) where there is one."""

    @abstractmethod
    def _forget_words(self, title: str, passages: Sequence[Passage]) -> None:
        """Takes passages of an article with this title out of the full-text indexes."""

    @abstractmethod
    def _retitle(self, old: str, new: str, passages: Sequence[Passage]) -> None:
        """Brings another title of their article into the full-text index."""

    @abstractmethod
    def state(self) -> tuple[int, int]:
        """A value that changes whenever the archive does, whoever changes it."""

    @abstractmethod
    def count(self) -> tuple[int, int]:
        """Numbers of articles and of passages."""

    @abstractmethod
    def faults(self) -> list[str]:
        """What the database finds damaged; nothing when it is sound."""

    @abstractmethod
    def search_differs(self) -> bool:
        """Whether the full-text indexes hold other passages than there are."""

    @abstractmethod
    def rebuild_search(self) -> None:
        """Makes the full-text indexes anew from the articles."""

    @abstractmethod
    def lexical(
        self,
        words: Sequence[str],
        k: int,
        article_ids: Sequence[str] | None = None,
        *,
        every: bool = False,
        unfinished: bool = False,
    ) -> list[tuple[int, float]]:
        """Best `k` passages with any of the words, or with `every` one: (passage id, BM25 score, higher is better), best
        first.

        Words are compared by their stems, a headline's word counts half as much as a word of the passage itself, and a
        word of several parts ("50,000") is found where these follow one another. The last word may be the beginning of
        one, if `unfinished`. `article_ids` restricts the search.
        """

    @abstractmethod
    def scores(self, words: Sequence[str], ids: Sequence[int] | None = None) -> list[tuple[int, float]]:
        """Every passage with any of the words, or those of `ids` alone: (passage id, BM25 score as in `lexical`).

        The score is the sum of the words' scores.
        """

    @abstractmethod
    def frequency(self, word: str) -> int:
        """In how many passages, or their headlines, a word occurs, in any form with the same stem."""

    @abstractmethod
    def document_frequency(self, word: str) -> int:
        """In how many passages a word (lower case, unstemmed) occurs."""

    @abstractmethod
    def similar_words(self, word: str) -> list[tuple[str, int]]:
        """Words of the archive of about the same length with the same first letter: (word, passages it is in)."""

    # --- settings of the archive

    def get_meta(self, key: str) -> str | None:
        """A value set with `set_meta`, or None."""
        rows = self._all("SELECT value FROM meta WHERE key = ?", (key,))
        return str(rows[0][0]) if rows else None

    def set_meta(self, key: str, value: str) -> None:
        """Keeps a value with the archive."""
        with self._lock:
            self._run(
                "INSERT INTO meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value", (key, value)
            )

    def days_by_hand(self) -> dict[str, date]:
        """Article id -> the day that a user set for it."""
        kept = json.loads(self.get_meta(_BY_HAND) or "{}")
        return {article_id: date.fromisoformat(day) for article_id, day in kept.items()}

    def set_day(self, article_id: str, day: date | None) -> None:
        """Keeps the day that a user set for an article, also while the article is replaced; None forgets it."""
        kept = {**self.days_by_hand(), article_id: day}
        self.set_meta(_BY_HAND, json.dumps({name: d.isoformat() for name, d in kept.items() if d is not None}))

    def forget_days(self, article_ids: Iterable[str]) -> None:
        """Forgets the days that a user set for these articles."""
        kept, gone = self.days_by_hand(), set(article_ids)
        if gone & kept.keys():
            left = {name: day.isoformat() for name, day in kept.items() if name not in gone}
            self.set_meta(_BY_HAND, json.dumps(left))

    # --- articles

    def articles(self) -> list[Article]:
        """Every article, by id."""
        return [_article(row) for row in self._all(f"SELECT {_ARTICLE} FROM articles ORDER BY id")]

    def article(self, article_id: str) -> Article:
        """One article. Raises UsageError when there is none with that id."""
        rows = self._all(f"SELECT {_ARTICLE} FROM articles WHERE id = ?", (article_id,))
        if not rows:
            raise UsageError(f"No article {article_id!r} in this archive; `dateline articles` lists them.")
        return _article(rows[0])

    def identity(self) -> dict[str, tuple[str, str, str]]:
        """Article id -> (path, fingerprint of its content, path of the file it was read from)."""
        rows = self._all("SELECT id, path, sha256, file FROM articles")
        return {str(i): (str(p), str(s), str(f)) for i, p, s, f in rows}

    def has_article(self, article_id: str) -> bool:
        """Whether there is an article with this id."""
        return bool(self._all("SELECT 1 FROM articles WHERE id = ?", (article_id,)))

    def files(self) -> dict[str, tuple[str, str]]:
        """The files that were read whole: path -> (SHA-256 of their bytes, the options they were read with)."""
        return {str(p): (str(s), str(o)) for p, s, o in self._all("SELECT path, sha256, options FROM files")}

    def file(self, path: str) -> tuple[str, str] | None:
        """One of `files`, or None."""
        rows = self._all("SELECT sha256, options FROM files WHERE path = ?", (path,))
        return (str(rows[0][0]), str(rows[0][1])) if rows else None

    def file_with(self, sha256: str, options: str) -> str | None:
        """The path of a file with these bytes that was read with these options, or None."""
        rows = self._all("SELECT path FROM files WHERE sha256 = ? AND options = ? LIMIT 1", (sha256, options))
        return str(rows[0][0]) if rows else None

    def article_files(self, below: Path) -> Iterator[str]:
        """The files that articles were read from, each once: the file `below`, or those in this folder and its folders."""
        path = os.path.realpath(below).encode(errors="replace").decode()  # no file has a name here that is not UTF-8
        if self.ids_of(path):
            yield path
        last, end = path.rstrip("/") + "/", path.rstrip("/") + "0"  # "0" comes next after "/"
        while rows := self._all(
            "SELECT DISTINCT file FROM articles WHERE file > ? AND file < ? ORDER BY file LIMIT 1000", (last, end)
        ):
            yield from (str(row[0]) for row in rows)
            last = str(rows[-1][0])

    def ids_of(self, file: str) -> list[str]:
        """Ids of the articles that were read from a file."""
        return [str(row[0]) for row in self._all("SELECT id FROM articles WHERE file = ? ORDER BY rowid", (file,))]

    def records_of(self, file: str) -> dict[str, tuple[str, str]]:
        """The articles read from a file: path -> (article id, fingerprint of its content)."""
        rows = self._all("SELECT path, id, sha256 FROM articles WHERE file = ?", (file,))
        return {str(p): (str(i), str(s)) for p, i, s in rows}

    def with_content(self, sha256: str) -> tuple[str, str, str] | None:
        """An article with this content: (id, path, file), or None."""
        rows = self._all("SELECT id, path, file FROM articles WHERE sha256 = ? LIMIT 1", (sha256,))
        return (str(rows[0][0]), str(rows[0][1]), str(rows[0][2])) if rows else None

    def copies(self, article_id: str) -> list[tuple[str, str]]:
        """Other places where an article was found: (path, file)."""
        rows = self._all("SELECT path, file FROM copies WHERE article_id = ? ORDER BY path", (article_id,))
        return [(str(p), str(f)) for p, f in rows]

    def note_file(self, path: str, sha256: str, options: str) -> None:
        """Notes that all of a file is in the archive."""
        self._run(
            "INSERT INTO files VALUES (?, ?, ?) ON CONFLICT (path) DO UPDATE SET sha256 = excluded.sha256, "
            "options = excluded.options",
            (path, sha256, options),
        )

    def note_copy(self, path: str, article_id: str, file: str) -> None:
        """Notes another place where an article lies."""
        self._run(
            "INSERT INTO copies VALUES (?, ?, ?) ON CONFLICT (path) DO UPDATE SET article_id = excluded.article_id, "
            "file = excluded.file",
            (path, article_id, file),
        )

    def forget_copy(self, path: str) -> None:
        """Notes that there is no copy at this place any more."""
        self._run("DELETE FROM copies WHERE path = ?", (path,))

    def forget_copies_in(self, file: str, *, many: bool) -> None:
        """Notes that there is no copy in this file any more; only with `many` are copies looked for in its parts."""
        self._run("DELETE FROM copies WHERE path = ?", (file,))
        if many:
            self._run("DELETE FROM copies WHERE file = ?", (file,))

    def forget_file(self, path: str) -> None:
        """Notes that a file is to be read again, whether or not it changes."""
        self._run("DELETE FROM files WHERE path = ?", (path,))

    def file_of(self, article_id: str) -> str:
        """The file that an article was read from. Raises UsageError when there is none with that id."""
        rows = self._all("SELECT file FROM articles WHERE id = ?", (article_id,))
        if not rows:
            raise UsageError(f"No article {article_id!r} in this archive; `dateline articles` lists them.")
        return str(rows[0][0])

    def stated_articles(self, ids: Sequence[str] | None = None) -> list[Article]:
        """Every article, or those of `ids`, with only the date that it states itself: what inference starts from."""
        columns = _ARTICLE.replace("published", "stated")
        where, values = ("", []) if ids is None else (f"WHERE id {self._IN}", [self._list(ids)])
        return [_article(row) for row in self._all(f"SELECT {columns} FROM articles {where} ORDER BY id", values)]

    def published(self, ids: Sequence[str]) -> dict[str, Published]:
        """Article id -> when it was published, as the archive knows it; ids that are gone are left out."""
        rows = self._all(f"SELECT id, published FROM articles WHERE id {self._IN}", (self._list(ids),))
        return {str(i): _published_from_json(str(value)) for i, value in rows}

    def waiting_for_date(self) -> list[str]:
        """Ids of the articles that were added or changed since they were dated, or that were noted with
        `let_wait_for_date`."""
        return [str(row[0]) for row in self._all("SELECT article_id FROM undated WHERE waiting = 1 ORDER BY 1")]

    def let_wait_for_date(self, article_ids: Iterable[str]) -> None:
        """Notes that these articles have to be dated (anew)."""
        self._many(
            "INSERT INTO undated VALUES (?, 1) ON CONFLICT (article_id) DO UPDATE SET waiting = 1",
            [(i,) for i in article_ids],
        )

    def dated_by_others(self) -> dict[str, Published]:
        """The articles that state no date and were dated by what is told elsewhere, as far as they could be: id -> date."""
        rows = self._all(
            "SELECT id, published FROM undated JOIN articles ON id = article_id WHERE waiting = 0 ORDER BY 1"
        )
        return {str(i): _published_from_json(str(value)) for i, value in rows}

    def put_article(self, article: Article, sha256: str, drafts: Iterable[Draft], file: str = "") -> None:
        """Adds an article with its passages, or replaces the one of that id. `article.published` is what it states;
        `file` is the file it was read from, its path where that is a file of its own.

        Vectors of passages whose words stay the same are kept.
        """
        vectors = self._vectors_by_text(article.id)
        self.remove_article(article.id)
        self._make_room(article.id, article.path)
        stated = json.dumps(_published_to_json(article.published))
        self._run(
            "INSERT INTO articles (id, path, sha256, title, source, author, url, text, body_start, skipped, stated, published, "
            "first_day, last_day, file, language) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                article.id, article.path, sha256, article.title, article.source, article.author, article.url,
                article.text, article.body_start, json.dumps(article.skipped), stated, stated,
                _iso(article.published.first_day), _iso(article.published.last_day), file or article.path, article.language,
            ),
        )  # fmt: skip
        self.let_wait_for_date([article.id])
        self._insert_passages(article, drafts, vectors)

    def recut(self, article: Article, drafts: Iterable[Draft]) -> None:
        """Gives an article other passages, and notes what of it they leave out."""
        vectors = self._vectors_by_text(article.id)
        self._remove_passages(article.id)
        self._run("UPDATE articles SET skipped = ? WHERE id = ?", (json.dumps(article.skipped), article.id))
        self._insert_passages(article, drafts, vectors)

    def _vectors_by_text(self, article_id: str) -> dict[tuple[str, str], bytes]:
        rows = self._all(
            f"SELECT a.title, {TEXT}, v.vector FROM passages p "
            "JOIN articles a ON a.id = p.article_id JOIN vectors v ON v.passage_id = p.id WHERE p.article_id = ?",
            (article_id,),
        )
        return {(str(title), str(text)): vector for title, text, vector in rows}  # type: ignore[misc]

    def move_article(self, article_id: str, path: str, file: str) -> None:
        """Notes that an article lies elsewhere now."""
        self._make_room(article_id, path)
        self._run("UPDATE articles SET path = ?, file = ? WHERE id = ?", (path, file, article_id))
        self.forget_copy(path)

    def _make_room(self, article_id: str, path: str) -> None:
        """Notes that what lay at the path of an article is there no more: it is found again at its new place, or gone."""
        self._run(
            "UPDATE articles SET path = path || ? || id || ? WHERE path = ? AND id != ?", (*GONE, path, article_id)
        )

    def move_file(self, old: str, new: str) -> None:
        """Notes that a file, with all the articles in it, lies elsewhere now."""
        self._run(
            "UPDATE articles SET path = ? || substr(path, ?), file = ? WHERE file = ?", (new, len(old) + 1, new, old)
        )
        self.forget_copy(new)
        self.forget_file(new)
        self._run("UPDATE files SET path = ? WHERE path = ?", (new, old))

    def set_title(self, article_id: str, title: str) -> None:
        """Gives an article another title; its passages' vectors, which hold the title, are noted as to be made anew."""
        self._retitle(self.article(article_id).title, title, self.passages_of(article_id))
        self._run("UPDATE articles SET title = ? WHERE id = ?", (title, article_id))
        self._run("UPDATE passages SET embedded = 0 WHERE article_id = ?", (article_id,))

    def remove_article(self, article_id: str) -> None:
        """Removes an article and all that hangs on it; its vectors are noted for removal."""
        self._remove_passages(article_id)
        # The file is read again when it is named again, whether or not it changed.
        self._run("DELETE FROM files WHERE path = (SELECT file FROM articles WHERE id = ?)", (article_id,))
        self._run("DELETE FROM articles WHERE id = ?", (article_id,))

    def _remove_passages(self, article_id: str) -> None:
        # Also those that are not marked: a writer may have died between writing vectors and marking them.
        self._run(
            "INSERT INTO orphans SELECT id FROM passages WHERE article_id = ? ON CONFLICT DO NOTHING", (article_id,)
        )
        title = self._all("SELECT title FROM articles WHERE id = ?", (article_id,))
        if title:
            self._forget_words(str(title[0][0]), self.passages_of(article_id))
        self._run("DELETE FROM passages WHERE article_id = ?", (article_id,))

    def recent(self, source: str, limit: int) -> list[Article]:
        """The latest articles of a source that are near-duplicates of no earlier one, the newest first."""
        rows = self._all(
            f"SELECT {_ARTICLE} FROM articles WHERE source = ? "
            "AND NOT EXISTS (SELECT 1 FROM duplicates WHERE article_id = articles.id) ORDER BY rowid DESC LIMIT ?",
            (source, limit),
        )
        return [_article(row) for row in rows]

    def link(self, article_id: str, signed: bytes, keys: Sequence[int], least: float) -> None:
        """Keeps an article's signature with the keys of its bands, and links it with those it is similar to.

        A band is kept for its first `_A_BAND` articles alone, and an article is linked with at most `_LINKS`, the most
        similar: of a thousand reports that differ in a number, each is linked with some of the first.
        """
        from index.nearduplicate import similarity

        self._run(
            "INSERT INTO signatures VALUES (?, ?) ON CONFLICT (article_id) DO UPDATE SET signature = excluded.signature",
            (article_id, signed),
        )
        within: dict[int, set[str]] = {key: set() for key in keys}
        for band, other in self._all(f"SELECT band, article_id FROM bands WHERE band {self._IN}", (self._list(keys),)):
            within[int(str(band))].add(str(other))
        others = set[str]().union(*within.values()) - {article_id}
        rows = self._all(
            f"SELECT article_id, signature FROM signatures WHERE article_id {self._IN}", (self._list(sorted(others)),)
        )
        found = [(similarity(signed, theirs), str(other)) for other, theirs in rows]  # type: ignore[arg-type]
        linked = sorted((pair for pair in found if pair[0] >= least), key=lambda pair: (-pair[0], pair[1]))[:_LINKS]
        self._many(
            "INSERT INTO duplicates VALUES (?, ?, ?) ON CONFLICT (article_id, other_id) "
            "DO UPDATE SET similarity = excluded.similarity",
            [(article_id, other, alike) for alike, other in linked],
        )
        room = [key for key, there in within.items() if len(there) < _A_BAND]
        self._many("INSERT INTO bands VALUES (?, ?) ON CONFLICT DO NOTHING", [(key, article_id) for key in room])

    def duplicates(self, article_id: str) -> list[tuple[str, float]]:
        """Near-duplicates of an article: (article id, similarity 0..1), the most similar first."""
        rows = self._all(
            "SELECT other_id, similarity FROM duplicates WHERE article_id = ? "
            "UNION SELECT article_id, similarity FROM duplicates WHERE other_id = ? ORDER BY 2 DESC, 1",
            (article_id, article_id),
        )
        return [(str(i), float(str(alike))) for i, alike in rows]

    def set_published(self, article_id: str, published: Published, expressions: Iterable[TimeExpression]) -> None:
        """Records when an article was published and, resolved by that, its time expressions: it waits no more."""
        self._run("DELETE FROM undated WHERE article_id = ?", (article_id,))
        if published.how != "stated":
            self._run("INSERT INTO undated VALUES (?, 0)", (article_id,))
        self._run(
            "UPDATE articles SET published = ?, first_day = ?, last_day = ? WHERE id = ?",
            (
                json.dumps(_published_to_json(published)),
                _iso(published.first_day),
                _iso(published.last_day),
                article_id,
            ),
        )
        self._run("DELETE FROM time_expressions WHERE article_id = ?", (article_id,))
        self._many(
            "INSERT INTO time_expressions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (article_id, t.start, t.end, t.text, t.type, t.value, t.mod, _iso(t.first_day), _iso(t.last_day))
                for t in expressions
            ],
        )

    def time_expressions(self, article_id: str) -> list[TimeExpression]:
        """The time expressions of an article, in the order of its text."""
        rows = self._all(
            'SELECT start, "end", text, type, value, mod, first_day, last_day FROM time_expressions '
            "WHERE article_id = ? ORDER BY start",
            (article_id,),
        )
        return [TimeExpression(*row[:6], _day(row[6]), _day(row[7])) for row in rows]  # type: ignore[arg-type, call-arg]

    def telling_of(self, first_day: date, last_day: date) -> list[str]:
        """Ids of the articles that name, or were published on, any of the days (inclusive)."""
        days = (first_day.isoformat(), last_day.isoformat())
        rows = self._all(
            "SELECT article_id FROM time_expressions WHERE last_day >= ? AND first_day <= ? "
            "UNION SELECT id FROM articles WHERE last_day >= ? AND first_day <= ? ORDER BY 1",
            (*days, *days),
        )
        return [str(row[0]) for row in rows]

    # --- passages

    def passages(self, ids: Sequence[int]) -> list[Passage]:
        """The passages with these ids, in the order asked; ids that are gone are left out."""
        found: dict[int, Passage] = {}
        for at in range(0, len(ids), 500):
            some = ids[at : at + 500]
            marks = ",".join("?" * len(some))
            rows = self._all(
                f"SELECT {_PASSAGE} FROM passages p JOIN articles a ON a.id = p.article_id WHERE p.id IN ({marks})",
                some,
            )
            found.update((passage.id, passage) for passage in map(_passage, rows))
        return [found[i] for i in ids if i in found]

    def passages_of(self, article_id: str) -> list[Passage]:
        """The passages of an article in order."""
        rows = self._all(
            f"SELECT {_PASSAGE} FROM passages p JOIN articles a ON a.id = p.article_id WHERE a.id = ? ORDER BY p.start",
            (article_id,),
        )
        return [_passage(row) for row in rows]

    def sentences_of(self, article_id: str) -> list[tuple[int, int]]:
        """The (start, end) of every sentence of an article's passages, in order."""
        return [place for passage in self.passages_of(article_id) for place in passage.sentences]

    def origins(self, ids: Sequence[int]) -> dict[int, tuple[str, str]]:
        """Passage id -> (article id, source) for these passages; ids that are gone are left out."""
        rows = self._all(
            "SELECT p.id, p.article_id, a.source FROM passages p JOIN articles a ON a.id = p.article_id "
            "WHERE p.id " + self._IN,
            (self._list(ids),),
        )
        return {int(str(i)): (str(article), str(source)) for i, article, source in rows}

    def pending(self, limit: int) -> list[tuple[Passage, str, bytes | None]]:
        """Passages that Chroma has not yet, with their article's title, and their vector if it was made already."""
        rows = self._all(
            f"SELECT {_PASSAGE}, a.title, v.vector FROM passages p JOIN articles a ON a.id = p.article_id "
            "LEFT JOIN vectors v ON v.passage_id = p.id WHERE p.embedded = 0 ORDER BY p.id LIMIT ?",
            (limit,),
        )
        return [(_passage(row), str(row[6]), row[7]) for row in rows]  # type: ignore[misc]

    def put_vectors(self, vectors: Iterable[tuple[int, bytes]]) -> None:
        """Keeps vectors, and their signs: (passage id, its numbers as little-endian float16)."""
        kept = list(vectors)
        self._many(
            "INSERT INTO vectors VALUES (?, ?) ON CONFLICT (passage_id) DO UPDATE SET vector = excluded.vector", kept
        )
        self._many(
            "INSERT INTO signs VALUES (?, ?) ON CONFLICT (passage_id) DO UPDATE SET signs = excluded.signs",
            [(passage, packed(vector)) for passage, vector in kept],
        )

    def vectors_of(self, ids: Sequence[int]) -> dict[int, bytes]:
        """Passage id -> its vector as little-endian float16; passages without one are left out."""
        rows = self._all(f"SELECT passage_id, vector FROM vectors WHERE passage_id {self._IN}", (self._list(ids),))
        return dict(rows)  # type: ignore[arg-type]

    def vectors(self, first_id: int = 0) -> Iterator[tuple[int, bytes]]:
        """Every vector: (passage id, its numbers as little-endian float16), by passage id from `first_id` on."""
        while rows := self._all(
            "SELECT passage_id, vector FROM vectors WHERE passage_id >= ? ORDER BY passage_id LIMIT 4096", (first_id,)
        ):
            yield from rows  # type: ignore[misc]
            first_id = int(str(rows[-1][0])) + 1

    def signs_of(self, ids: Sequence[int]) -> dict[int, bytes]:
        """Passage id -> the signs of its vector (see `index.signs`); passages without a vector are left out."""
        rows = self._all(f"SELECT passage_id, signs FROM signs WHERE passage_id {self._IN}", (self._list(ids),))
        return dict(rows)  # type: ignore[arg-type]

    def signs(self, first_id: int = 0) -> Iterator[tuple[int, bytes]]:
        """The signs of every vector: (passage id, signs), by passage id from `first_id` on."""
        while rows := self._all(
            "SELECT passage_id, signs FROM signs WHERE passage_id >= ? ORDER BY passage_id LIMIT 4096", (first_id,)
        ):
            yield from rows  # type: ignore[misc]
            first_id = int(str(rows[-1][0])) + 1

    def unsigned(self) -> list[int]:
        """Ids of the passages that have a vector without its signs."""
        missing = "SELECT passage_id FROM vectors WHERE passage_id NOT IN (SELECT passage_id FROM signs)"
        return [int(str(row[0])) for row in self._all(missing)]

    def passage_articles(self) -> dict[int, str]:
        """Passage id -> article id."""
        return {int(str(i)): str(a) for i, a in self._all("SELECT id, article_id FROM passages")}

    def passages_by_article(self, first_id: int) -> Iterator[tuple[str, list[int]]]:
        """(article id, the ids of its passages from `first_id` on) of every article that has some."""
        # All of them stand in the index of articles; passages themselves would be read from all over the file.
        where, values = ("WHERE id >= ?", (first_id,)) if first_id > 1 else ("", ())
        for article, ids in self._all(
            f"SELECT article_id, {self._JOINED.format('id')} FROM passages {where} GROUP BY article_id", values
        ):
            yield str(article), [int(i) for i in str(ids).split(",")]

    def embedded(self) -> list[int]:
        """Ids of the passages that are marked as being in Chroma."""
        return [int(str(row[0])) for row in self._all("SELECT id FROM passages WHERE embedded = 1")]

    def count_embedded(self) -> int:
        """How many passages are marked as being in Chroma."""
        return self.count()[1] - self.count_pending()

    def mark_pending(self, ids: Sequence[int]) -> None:
        """Notes that Chroma lacks these passages."""
        self._many("UPDATE passages SET embedded = 0 WHERE id = ?", [(i,) for i in ids])

    def add_orphans(self, ids: Sequence[int]) -> None:
        """Notes vectors in Chroma that belong to no passage."""
        self._many("INSERT INTO orphans VALUES (?) ON CONFLICT DO NOTHING", [(i,) for i in ids])

    def count_pending(self) -> int:
        """How many passages have no vector yet."""
        return int(str(self._all("SELECT count(*) FROM passages WHERE embedded = 0")[0][0]))

    def mark_embedded(self, ids: Sequence[int]) -> None:
        """Notes that these passages have their vectors."""
        self._many("UPDATE passages SET embedded = 1 WHERE id = ?", [(i,) for i in ids])

    def mark_all_pending(self) -> None:
        """Notes that every vector has to be made anew."""
        self._run("UPDATE passages SET embedded = 0")

    def orphans(self) -> list[int]:
        """Ids of removed passages whose vectors have still to go."""
        return [int(str(row[0])) for row in self._all("SELECT passage_id FROM orphans")]

    def forget_orphans(self, ids: Sequence[int]) -> None:
        """Notes that these vectors are gone."""
        self._many("DELETE FROM orphans WHERE passage_id = ?", [(i,) for i in ids])

    def fingerprint(self) -> str:
        """A digest of what answers depend on: every article's content, title, source and date. The same whenever, and in
        whatever order, the same articles were added."""
        digest = hashlib.sha256()
        for row in self._all("SELECT id, sha256, title, source, published FROM articles ORDER BY id"):
            digest.update(repr(row).encode())
        return digest.hexdigest()

    def has_author(self, name: str) -> bool:
        """Whether an article's author contains this name (case does not count)."""
        return bool(self._all("SELECT 1 FROM articles WHERE instr(lower(author), lower(?)) LIMIT 1", (name,)))

    def sources(self) -> list[str]:
        """The sources that articles name, each once, in order."""
        state = self.state()  # a question asks for them several times, and there may be a hundred thousand articles
        if self._sources is None or self._sources[0] != state:
            rows = self._all("SELECT DISTINCT source FROM articles WHERE source != '' ORDER BY 1")
            self._sources = state, [str(row[0]) for row in rows]
        return list(self._sources[1])

    def articles_of(self, sources: Iterable[str]) -> list[str]:
        """Ids of the articles whose source is one of these."""
        rows = self._all(f"SELECT id FROM articles WHERE source {self._IN}", (self._list(sources),))
        return [str(row[0]) for row in rows]

    def last_day(self) -> date | None:
        """The latest day on which an article was published, or None if no article is dated."""
        return _day(self._all("SELECT max(last_day) FROM articles WHERE first_day IS NOT NULL")[0][0])

    def having(
        self, words: Sequence[str], article_ids: Sequence[str] | None = None, *, most: int = _ANY_NUMBER
    ) -> dict[str, list[int]]:
        """Article id -> the ids of its passages that have every one of the words, as `lexical` compares them: of the best `most`
        passages, the best first."""
        found = [passage for passage, _ in self.lexical(words, most, article_ids, every=True)]
        origin = self.origins(found)
        having: dict[str, list[int]] = {}
        for passage in found:
            if passage in origin:  # another process may have removed it meanwhile
                having.setdefault(origin[passage][0], []).append(passage)
        return having

    def by_day(self, limit: int, ids: Sequence[str] | None = None, *, oldest: bool = False) -> list[Article]:
        """At most `limit` articles, or of those of `ids`, the latest first, or the oldest; those without a date behind all others."""
        order = "first_day IS NULL, first_day, id" if oldest else "last_day IS NULL, last_day DESC, id"
        where, values = ("true", list[object]()) if ids is None else (f"id {self._IN}", [self._list(ids)])
        rows = self._all(  # the ids first: an index has all that orders them, and texts are long
            f"SELECT {_ARTICLE} FROM articles WHERE id IN (SELECT id FROM articles WHERE {where} ORDER BY {order} LIMIT ?) "
            f"ORDER BY {order}",
            [*values, limit],
        )
        return [_article(row) for row in rows]

    def matching_articles(self, source: str | None, after: date | None, before: date | None) -> list[str]:
        """Ids of the articles whose source contains `source` and whose date is, or may be, within the days given
        (inclusive). An article with no date at all is left out when a day is given."""
        where, values = ["true"], list[object]()
        if source is not None:
            where.append(f"({self._CONTAINS.format('source')} OR {self._CONTAINS.format('url')})")
            values += [source, source]
        if after is not None:
            where.append("coalesce(last_day, CASE WHEN first_day IS NULL THEN '' ELSE '9999-12-31' END) >= ?")
            values.append(after.isoformat())
        if before is not None:
            where.append("coalesce(first_day, CASE WHEN last_day IS NULL THEN '9999-12-31' ELSE '' END) <= ?")
            values.append(before.isoformat())
        return [str(row[0]) for row in self._all(f"SELECT id FROM articles WHERE {' AND '.join(where)}", values)]


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(value: object) -> date | None:
    return date.fromisoformat(str(value)) if value else None


def _published_to_json(published: Published) -> dict[str, object]:
    return {
        "how": published.how,
        "first_day": _iso(published.first_day),
        "last_day": _iso(published.last_day),
        "confidence": published.confidence,
        "reasons": [asdict(reason) for reason in published.reasons],
    }


def _published_from_json(value: str) -> Published:
    raw = json.loads(value)
    return Published(
        how=raw["how"],
        first_day=_day(raw["first_day"]),
        last_day=_day(raw["last_day"]),
        confidence=raw["confidence"],
        reasons=tuple(Reason(**reason) for reason in raw["reasons"]),
    )


def _article(row: tuple[object, ...]) -> Article:
    article_id, text, title, source, author, url, path, published, body_start, skipped, language = row
    return Article(
        id=str(article_id),
        text=str(text),
        title=str(title),
        source=str(source),
        author=str(author),
        url=str(url),
        path=str(path),
        published=_published_from_json(str(published)),
        body_start=int(str(body_start)),
        skipped=tuple((a, b) for a, b in json.loads(str(skipped))),
        language=str(language),
    )


def _passage(row: tuple[object, ...]) -> Passage:
    passage_id, article_id, start, end, text, sentences = row[:6]
    return Passage(
        id=int(str(passage_id)),
        article_id=str(article_id),
        start=int(str(start)),
        end=int(str(end)),
        text=str(text),
        sentences=tuple((a, b) for a, b in json.loads(str(sentences))),
    )
