"""Connections to an archive in PostgreSQL: made, locked for writing, and what goes wrong with them, in words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg import errors
from psycopg.sql import SQL, Identifier

from index.errors import CorpusError
from index.postgres_url import PostgresUrl

_OLDEST = 130000  # PostgreSQL 13: the oldest that its makers supported when this was written


def connected(url: PostgresUrl) -> psycopg.Connection[Any]:
    """A connection to the archive's schema. Raises CorpusError when there is none to be had."""
    try:
        db = psycopg.connect(
            url.conninfo, autocommit=True, client_encoding="utf8", keepalives_idle=30, keepalives_interval=10,
            keepalives_count=3, connect_timeout=10,
        )  # fmt: skip
    except psycopg.Error as error:
        raise CorpusError(f"{url.shown} cannot be used: {_cause(error)}. {_advice(str(error))}") from error
    try:
        with said(url):
            _require(db, url)
            db.execute(SQL("SET search_path TO {}").format(Identifier(url.schema)))
            # A writer whose machine lost its power is forgotten, and its lock freed, after a minute.
            db.execute("SET tcp_keepalives_idle = 30")
            db.execute("SET tcp_keepalives_interval = 10")
            db.execute("SET tcp_keepalives_count = 3")
    except BaseException:
        db.close()
        raise
    return db


def _require(db: psycopg.Connection[Any], url: PostgresUrl) -> None:
    if db.info.server_version < _OLDEST:
        raise CorpusError(
            f"{url.shown} is PostgreSQL {db.info.server_version // 10000}, and {_OLDEST // 10000} or newer is needed: "
            "upgrade the server."
        )
    encoding = db.execute("SHOW server_encoding").fetchone()
    if encoding != ("UTF8",):
        raise CorpusError(
            f"The database of {url.shown} has the encoding {(encoding or '?')[0]}: make one for the archive with "
            "`createdb --encoding=UTF8 --template=template0 NAME`."
        )


def version_of(db: psycopg.Connection[Any], url: PostgresUrl) -> int:
    """The version of the tables; 0 when there are none."""
    with said(url):
        found = db.execute("SELECT to_regclass(%s)", (f'"{url.schema}".totals',)).fetchone()
        if found is None or found[0] is None:
            return 0
        row = db.execute("SELECT value FROM meta WHERE key = 'version'").fetchone()
    return int(row[0]) if row else 0


@contextmanager
def locked(db: psycopg.Connection[Any], url: PostgresUrl) -> Iterator[None]:
    """Holds the archive's advisory lock on a connection. Raises CorpusError when another connection holds it."""
    key = (f"dateline {url.schema}",)
    with said(url):
        try:
            with db.transaction():
                # The server takes a moment to notice that a writer was killed.
                db.execute("SET LOCAL lock_timeout = '1s'")
                db.execute("SELECT pg_advisory_lock(hashtextextended(%s, 0))", key)
        except errors.LockNotAvailable as error:
            raise CorpusError(
                f"{url.shown} is being written by another process: wait for it to finish, then try again."
            ) from error
    try:
        yield
    finally:
        if not db.closed:  # with its connection, the lock is gone
            with said(url):
                db.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", key)


@contextmanager
def said(url: PostgresUrl) -> Iterator[None]:
    """Turns what the server refuses, and a lost connection, into CorpusError."""
    try:
        yield
    except (errors.InsufficientPrivilege, errors.ReadOnlySqlTransaction) as error:
        raise CorpusError(
            f"{url.shown} does not allow this: {_cause(error)}. Use a role that may (GRANT), and the primary server for writing."
        ) from error
    except (psycopg.OperationalError, psycopg.InterfaceError) as error:
        raise CorpusError(
            f"{url.shown} failed: {_cause(error)}. What was finished is kept; when the server answers again and has room, run "
            "the command again."
        ) from error


def _cause(error: psycopg.Error) -> str:
    return " ".join(str(error).split())[:300].rstrip(".")


def _advice(cause: str) -> str:
    if "password" in cause:
        return "Put the right password into DATELINE_STORE (postgresql://USER:PASSWORD@HOST/DATABASE), PGPASSWORD or ~/.pgpass."
    if "database" in cause and "does not exist" in cause:
        return "Make it with `createdb`, or put another one into DATELINE_STORE."
    return "Start the server, or put its address into DATELINE_STORE (postgresql://USER:PASSWORD@HOST:PORT/DATABASE)."
