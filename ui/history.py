"""The conversations that are kept: one SQLite file in the user's data folder, for every visitor and archive."""

from __future__ import annotations

import json
import re
import secrets
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from index.errors import DatelineError, UsageError
from qa.answer import Answer, Citation
from ui.turn import Scope, Turn, Verdict

DATABASE = "conversations.sqlite3"
TITLE_CHARS = 80
EXPECTED_CHARS = 2000

# Migration n brings a file from version n to n + 1; a released one is never changed.
_MIGRATIONS = (
    """
    CREATE TABLE conversations (
        id TEXT PRIMARY KEY, owner TEXT NOT NULL, archive TEXT NOT NULL, title TEXT NOT NULL, source TEXT NOT NULL,
        after TEXT, before TEXT, updated TEXT NOT NULL);
    CREATE INDEX conversations_owner ON conversations (owner, archive, updated);
    CREATE TABLE turns (
        id TEXT PRIMARY KEY, conversation TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
        position INTEGER NOT NULL, question TEXT NOT NULL, asked_as TEXT NOT NULL, answer TEXT NOT NULL,
        verdict TEXT NOT NULL DEFAULT '', expected TEXT NOT NULL DEFAULT '', asked TEXT NOT NULL);
    CREATE UNIQUE INDEX turns_conversation ON turns (conversation, position);
    """,
)
_TURN = "t.id, t.question, t.asked_as, t.answer, t.verdict, t.expected"


class HistoryError(DatelineError):
    """The file of conversations cannot be used."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """A conversation that is kept; `updated` is UTC in ISO 8601."""

    id: str
    title: str
    scope: Scope
    updated: str


@dataclass(frozen=True, slots=True)
class Judged:
    """A turn that a reader has judged, and the turns before it in its conversation, oldest first."""

    turn: Turn
    before: tuple[Turn, ...]


class History:
    """The file of conversations. Safe to share between threads and processes; each owner sees only their own."""

    def __init__(self, path: Path) -> None:
        """Opens the file, or makes it. Raises HistoryError when it cannot be read or written."""
        self._lock = threading.RLock()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(path, check_same_thread=False, isolation_level=None, timeout=30)
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA synchronous = NORMAL")
            self._db.execute("PRAGMA foreign_keys = ON")
            self._migrate(path)
        except (sqlite3.DatabaseError, OSError) as error:
            raise HistoryError(
                f"The conversations in {path} cannot be opened ({error}). Move that file away to start with none."
            ) from error

    def close(self) -> None:
        """Closes the file; the History cannot be used afterwards."""
        with self._lock:
            self._db.close()

    # --- reading

    def conversations(self, owner: str, archive: str, text: str = "") -> list[Conversation]:
        """The owner's conversations about an archive, latest first; with `text`, those whose title, questions or
        answers contain it, upper and lower case being one."""
        words = text.casefold().split()
        rows = self._all(
            "SELECT id, title, source, after, before, updated FROM conversations WHERE owner = ? AND archive = ? "
            "ORDER BY updated DESC, rowid DESC",
            (owner, archive),
        )
        found = [_conversation(row) for row in rows]
        return [c for c in found if all(word in self._said(c) for word in words)] if words else found

    def conversation(self, owner: str, archive: str, conversation_id: str) -> Conversation | None:
        """One of the owner's conversations about an archive, or None if there is none with that id (any more)."""
        rows = self._all(
            "SELECT id, title, source, after, before, updated FROM conversations "
            "WHERE id = ? AND owner = ? AND archive = ?",
            (conversation_id, owner, archive),
        )
        return _conversation(rows[0]) if rows else None

    def turns(self, owner: str, conversation_id: str) -> list[Turn]:
        """The turns of one of the owner's conversations in order; none if there is no such conversation."""
        rows = self._all(
            f"SELECT {_TURN} FROM turns t JOIN conversations c ON c.id = t.conversation "
            "WHERE c.id = ? AND c.owner = ? ORDER BY t.position",
            (conversation_id, owner),
        )
        return [_turn(row) for row in rows]

    def conversation_of(self, owner: str, turn_id: str) -> str | None:
        """The id of the conversation that a turn is in, or None if it is none of the owner's."""
        rows = self._all(
            "SELECT c.id FROM turns t JOIN conversations c ON c.id = t.conversation WHERE t.id = ? AND c.owner = ?",
            (turn_id, owner),
        )
        return str(rows[0][0]) if rows else None

    def judged(self, archive: str, owner: str | None = None) -> list[Judged]:
        """Every turn about an archive that was judged, oldest first; `owner` leaves only theirs."""
        rows = self._all(
            "SELECT c.id, c.owner, t.id FROM turns t JOIN conversations c ON c.id = t.conversation "
            "WHERE t.verdict != '' AND c.archive = ? AND (? IS NULL OR c.owner = ?) ORDER BY t.asked, t.rowid",
            (archive, owner, owner),
        )
        out = []
        for conversation_id, of, turn_id in rows:
            turns = self.turns(str(of), str(conversation_id))
            at = next((n for n, turn in enumerate(turns) if turn.id == turn_id), None)
            if at is not None:
                out.append(Judged(turns[at], tuple(turns[:at])))
        return out

    # --- writing

    def add(
        self,
        owner: str,
        archive: str,
        conversation_id: str,
        turn: Turn,
        scope: Scope,
        *,
        replaces: str = "",
        begun: bool = False,
    ) -> Turn:
        """Keeps an answered turn and returns it with its id. The conversation is made if there is none with that id.

        `replaces` is the id of a last turn that this one takes the place of. Raises UsageError for a conversation of
        another owner, and for one that had `begun` when the question was asked and is deleted since.
        """
        assert turn.answer is not None
        kept = replace(turn, id=turn.id or new_id(), error="", shown=None)
        now = datetime.now(UTC).isoformat()
        with self._transaction():
            rows = self._db.execute("SELECT owner FROM conversations WHERE id = ?", (conversation_id,)).fetchall()
            if rows and rows[0][0] != owner:
                raise UsageError("This conversation is not yours: start a new one.")
            if begun and not rows:
                raise UsageError(
                    "This conversation was deleted before the answer came, perhaps in another window. Ask again to begin "
                    "a new one."
                )
            limits = (scope.source, _iso(scope.after), _iso(scope.before))
            if rows:
                self._db.execute(
                    "UPDATE conversations SET source = ?, after = ?, before = ?, updated = ? WHERE id = ?",
                    (*limits, now, conversation_id),
                )
            else:
                self._db.execute(
                    "INSERT INTO conversations VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                    (conversation_id, owner, archive, _title(turn.question), *limits, now),
                )
            if replaces:
                self._db.execute(
                    "DELETE FROM turns WHERE id = ?1 AND conversation = ?2 AND position = "
                    "(SELECT max(position) FROM turns WHERE conversation = ?2)",
                    (replaces, conversation_id),
                )
            self._db.execute(
                "INSERT INTO turns VALUES (?1, ?2, (SELECT coalesce(max(position), 0) + 1 FROM turns "
                "WHERE conversation = ?2), ?3, ?4, ?5, '', '', ?6)",
                (
                    kept.id, conversation_id, kept.question, kept.asked_as,
                    json.dumps(turn.answer.as_dict(), ensure_ascii=False), now,
                ),
            )  # fmt: skip
        return kept

    def rename(self, owner: str, conversation_id: str, title: str) -> None:
        """Gives a conversation another title. Raises UsageError for an empty one and for an unknown conversation."""
        title = _title(title)
        if not title:
            raise UsageError("A conversation needs a title: type one, or leave it as it was.")
        self._change("UPDATE conversations SET title = ? WHERE id = ? AND owner = ?", (title, conversation_id, owner))

    def delete(self, owner: str, conversation_id: str) -> None:
        """Removes a conversation for good. Raises UsageError for an unknown one."""
        self._change("DELETE FROM conversations WHERE id = ? AND owner = ?", (conversation_id, owner))

    def judge(self, owner: str, turn_id: str, verdict: Verdict, expected: str = "") -> None:
        """Keeps what a reader says of an answer, and the answer expected if they know it. Raises UsageError for a turn
        that is none of the owner's."""
        if verdict not in ("", "right", "wrong", "absent"):
            raise UsageError(f"{verdict!r} is no judgement: right, wrong, absent, or nothing.")
        self._change(
            "UPDATE turns SET verdict = ?, expected = ? WHERE id = ? AND conversation IN "
            "(SELECT id FROM conversations WHERE owner = ?)",
            (verdict, " ".join(expected.split())[:EXPECTED_CHARS] if verdict == "wrong" else "", turn_id, owner),
        )

    # --- inside

    def _migrate(self, path: Path) -> None:
        version = int(self._db.execute("PRAGMA user_version").fetchone()[0])
        if version > len(_MIGRATIONS):
            raise HistoryError(f"The conversations in {path} were kept by a newer Dateline: use that one.")
        for number in range(version, len(_MIGRATIONS)):
            self._db.executescript(f"BEGIN IMMEDIATE;{_MIGRATIONS[number]}PRAGMA user_version = {number + 1};COMMIT;")

    def _all(self, sql: str, parameters: Sequence[object]) -> list[tuple[Any, ...]]:
        with self._lock:
            return self._db.execute(sql, parameters).fetchall()

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with self._lock:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")

    def _change(self, sql: str, parameters: Sequence[object]) -> None:
        with self._lock:
            if self._db.execute(sql, parameters).rowcount == 0:
                raise UsageError("There is no such conversation any more; it was deleted, perhaps in another window.")

    def _said(self, conversation: Conversation) -> str:
        rows = self._all("SELECT question, answer FROM turns WHERE conversation = ?", (conversation.id,))
        texts = [part for question, answer in rows for part in (question, json.loads(answer)["text"])]
        return " ".join([conversation.title, *texts]).casefold()


def new_id() -> str:
    """A name that nobody can guess, for a conversation or a turn."""
    return secrets.token_urlsafe(12)


def is_id(text: str) -> bool:
    """Whether `text` has the form of a name that `new_id` gives."""
    return re.fullmatch(r"[\w-]{16}", text) is not None


def _title(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= TITLE_CHARS else flat[: TITLE_CHARS - 1].rstrip() + "…"


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _conversation(row: tuple[Any, ...]) -> Conversation:
    conversation_id, title, source, after, before, updated = row
    days = (date.fromisoformat(day) if day else None for day in (after, before))
    return Conversation(conversation_id, title, Scope(source, *days), updated)


def _turn(row: tuple[Any, ...]) -> Turn:
    turn_id, question, asked_as, answer, verdict, expected = row
    return Turn(question, _answer(answer), id=turn_id, asked_as=asked_as, verdict=verdict, expected=expected)


def _answer(value: str) -> Answer:
    """The Answer in JSON that an earlier or later Dateline may have written: fields that are unknown are passed over."""
    raw = _known(Answer, json.loads(value))
    raw["citations"] = tuple(Citation(**_known(Citation, c)) for c in raw.get("citations", ()))
    raw["notes"] = tuple(raw.get("notes", ()))
    raw["sides"] = tuple(tuple(side) for side in raw.get("sides", ()))
    return Answer(**raw)


def _known(kind: type[Any], raw: dict[str, Any]) -> dict[str, Any]:
    names = {field.name for field in fields(kind)}
    return {name: value for name, value in raw.items() if name in names}
