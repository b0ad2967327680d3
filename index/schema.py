"""The tables of an archive, as numbered steps: a new archive takes all of them, an older one those it has not had."""

from __future__ import annotations

import sqlite3
from typing import Final

from index.signs import packed

# Step n leads from version n to n + 1. A step that has been released is never changed: a new one is added.
STEPS: Final = (
    """
    CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
    CREATE TABLE articles (
        id TEXT PRIMARY KEY, path TEXT NOT NULL, sha256 TEXT NOT NULL, title TEXT NOT NULL, source TEXT NOT NULL,
        author TEXT NOT NULL, url TEXT NOT NULL, text TEXT NOT NULL, body_start INTEGER NOT NULL, skipped TEXT NOT NULL,
        stated TEXT NOT NULL, published TEXT NOT NULL, first_day TEXT, last_day TEXT);
    CREATE INDEX articles_path ON articles (path);
    CREATE TABLE passages (
        id INTEGER PRIMARY KEY AUTOINCREMENT, article_id TEXT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
        start INTEGER NOT NULL, "end" INTEGER NOT NULL, sentences TEXT NOT NULL, embedded INTEGER NOT NULL DEFAULT 0);
    CREATE INDEX passages_article ON passages (article_id);
    CREATE INDEX passages_pending ON passages (id) WHERE embedded = 0;
    CREATE TABLE orphans (passage_id INTEGER PRIMARY KEY);
    CREATE VIRTUAL TABLE passages_fts USING fts5 (
        title, text, content='', tokenize='porter unicode61 remove_diacritics 2');
    CREATE VIRTUAL TABLE words USING fts5 (text, content='', tokenize='unicode61 remove_diacritics 2');
    CREATE VIRTUAL TABLE vocabulary USING fts5vocab (words, row);
    CREATE TABLE time_expressions (
        article_id TEXT NOT NULL REFERENCES articles (id) ON DELETE CASCADE, start INTEGER NOT NULL,
        "end" INTEGER NOT NULL, text TEXT NOT NULL, type TEXT NOT NULL, value TEXT NOT NULL, mod TEXT, first_day TEXT,
        last_day TEXT);
    CREATE INDEX time_expressions_article ON time_expressions (article_id, start);
    """,
    # Files of many articles, languages, near-duplicates, and the vectors themselves.
    """
    ALTER TABLE articles ADD COLUMN file TEXT NOT NULL DEFAULT '';
    ALTER TABLE articles ADD COLUMN language TEXT NOT NULL DEFAULT '';
    UPDATE articles SET file = path;
    CREATE INDEX articles_file ON articles (file);
    CREATE INDEX articles_content ON articles (sha256);
    CREATE INDEX articles_source ON articles (source);
    CREATE TABLE files (path TEXT PRIMARY KEY, sha256 TEXT NOT NULL, options TEXT NOT NULL);
    INSERT INTO files SELECT path, sha256, '' FROM articles WHERE true ON CONFLICT DO NOTHING;
    CREATE TABLE copies (
        path TEXT PRIMARY KEY, article_id TEXT NOT NULL REFERENCES articles (id) ON DELETE CASCADE, file TEXT NOT NULL);
    CREATE INDEX copies_article ON copies (article_id);
    CREATE TABLE vectors (
        passage_id INTEGER PRIMARY KEY REFERENCES passages (id) ON DELETE CASCADE, vector BLOB NOT NULL);
    CREATE TABLE signatures (
        article_id TEXT PRIMARY KEY REFERENCES articles (id) ON DELETE CASCADE, signature BLOB NOT NULL);
    CREATE TABLE bands (
        band INTEGER NOT NULL, article_id TEXT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
        PRIMARY KEY (band, article_id)) WITHOUT ROWID;
    CREATE INDEX bands_article ON bands (article_id);
    CREATE TABLE duplicates (
        article_id TEXT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
        other_id TEXT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
        similarity REAL NOT NULL, PRIMARY KEY (article_id, other_id)) WITHOUT ROWID;
    CREATE INDEX duplicates_other ON duplicates (other_id);
    """,
    # Which articles have yet to be dated (waiting = 1), and which state no date themselves; dates without reading texts.
    """
    CREATE TABLE undated (
        article_id TEXT PRIMARY KEY REFERENCES articles (id) ON DELETE CASCADE, waiting INTEGER NOT NULL) WITHOUT ROWID;
    INSERT INTO undated SELECT id, 1 FROM articles;
    CREATE INDEX files_content ON files (sha256);
    CREATE INDEX undated_waiting ON undated (waiting);
    CREATE INDEX articles_days ON articles (last_day, first_day, id);
    CREATE INDEX time_expressions_days ON time_expressions (last_day, first_day, article_id);
    """,
    # Archives of the first format had their vectors in Chroma alone; without them here, none is found in memory.
    """
    UPDATE passages SET embedded = 0 WHERE id NOT IN (SELECT passage_id FROM vectors);
    """,
    # What large archives are searched by, without reading their vectors first.
    """
    CREATE TABLE signs (
        passage_id INTEGER PRIMARY KEY REFERENCES passages (id) ON DELETE CASCADE, signs BLOB NOT NULL);
    INSERT INTO signs SELECT passage_id, signs_of(vector) FROM vectors;
    """,
)
VERSION: Final = len(STEPS)


def version_of(db: sqlite3.Connection) -> int:
    """The version of an archive's tables; 0 for a new file."""
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def upgrade(db: sqlite3.Connection) -> None:
    """Brings the tables to the present version, in one transaction."""
    db.create_function("signs_of", 1, packed, deterministic=True)
    db.execute("BEGIN IMMEDIATE")
    try:
        for step in range(version_of(db), VERSION):
            for statement in STEPS[step].split(";\n"):
                if statement.strip():
                    db.execute(statement)
        db.execute(f"PRAGMA user_version = {VERSION}")
    except BaseException:
        db.execute("ROLLBACK")
        raise
    db.execute("COMMIT")
