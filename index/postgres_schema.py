"""The tables of an archive in PostgreSQL, as numbered steps: those of `index.schema`, but for the full-text search."""

from __future__ import annotations

from typing import Final

# Step n leads from version n to n + 1. A step that has been released is never changed: a new one is added.
# Text is compared by code points (COLLATE "C"), as in SQLite, whatever the server's language is.
STEPS: Final = (
    """
    CREATE TABLE meta (key TEXT COLLATE "C" PRIMARY KEY, value TEXT NOT NULL);
    CREATE TABLE articles (
        rowid BIGINT GENERATED ALWAYS AS IDENTITY, id TEXT COLLATE "C" PRIMARY KEY, path TEXT COLLATE "C" NOT NULL,
        sha256 TEXT COLLATE "C" NOT NULL, title TEXT NOT NULL, source TEXT COLLATE "C" NOT NULL, author TEXT NOT NULL,
        url TEXT COLLATE "C" NOT NULL, text TEXT NOT NULL, body_start INTEGER NOT NULL, skipped TEXT NOT NULL,
        stated TEXT NOT NULL, published TEXT NOT NULL, first_day TEXT COLLATE "C", last_day TEXT COLLATE "C",
        file TEXT COLLATE "C" NOT NULL, language TEXT NOT NULL);
    CREATE INDEX articles_path ON articles (path);
    CREATE INDEX articles_file ON articles (file);
    CREATE INDEX articles_content ON articles (sha256);
    CREATE INDEX articles_source ON articles (source);
    CREATE INDEX articles_days ON articles (last_day, first_day, id);
    CREATE TABLE passages (
        id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        article_id TEXT COLLATE "C" NOT NULL REFERENCES articles (id) ON DELETE CASCADE, start INTEGER NOT NULL,
        "end" INTEGER NOT NULL, sentences TEXT NOT NULL, embedded SMALLINT NOT NULL DEFAULT 0);
    CREATE INDEX passages_article ON passages (article_id);
    CREATE INDEX passages_pending ON passages (id) WHERE embedded = 0;
    CREATE TABLE vectors (
        passage_id BIGINT PRIMARY KEY REFERENCES passages (id) ON DELETE CASCADE, vector BYTEA NOT NULL);
    CREATE TABLE orphans (passage_id BIGINT PRIMARY KEY);
    CREATE TABLE time_expressions (
        article_id TEXT COLLATE "C" NOT NULL REFERENCES articles (id) ON DELETE CASCADE, start INTEGER NOT NULL,
        "end" INTEGER NOT NULL, text TEXT NOT NULL, type TEXT NOT NULL, value TEXT NOT NULL, mod TEXT,
        first_day TEXT COLLATE "C", last_day TEXT COLLATE "C");
    CREATE INDEX time_expressions_article ON time_expressions (article_id, start);
    CREATE INDEX time_expressions_days ON time_expressions (last_day, first_day, article_id);
    CREATE TABLE undated (
        article_id TEXT COLLATE "C" PRIMARY KEY REFERENCES articles (id) ON DELETE CASCADE, waiting SMALLINT NOT NULL);
    CREATE INDEX undated_waiting ON undated (waiting);
    CREATE TABLE files (path TEXT COLLATE "C" PRIMARY KEY, sha256 TEXT NOT NULL, options TEXT NOT NULL);
    CREATE INDEX files_content ON files (sha256);
    CREATE TABLE copies (
        path TEXT COLLATE "C" PRIMARY KEY,
        article_id TEXT COLLATE "C" NOT NULL REFERENCES articles (id) ON DELETE CASCADE, file TEXT NOT NULL);
    CREATE INDEX copies_article ON copies (article_id);
    CREATE TABLE signatures (
        article_id TEXT COLLATE "C" PRIMARY KEY REFERENCES articles (id) ON DELETE CASCADE, signature BYTEA NOT NULL);
    CREATE TABLE bands (
        band BIGINT NOT NULL, article_id TEXT COLLATE "C" NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
        PRIMARY KEY (band, article_id));
    CREATE INDEX bands_article ON bands (article_id);
    CREATE TABLE duplicates (
        article_id TEXT COLLATE "C" NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
        other_id TEXT COLLATE "C" NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
        similarity DOUBLE PRECISION NOT NULL, PRIMARY KEY (article_id, other_id));
    CREATE INDEX duplicates_other ON duplicates (other_id);
    CREATE TABLE search (
        passage_id BIGINT PRIMARY KEY REFERENCES passages (id) ON DELETE CASCADE, length INTEGER NOT NULL,
        terms TSVECTOR NOT NULL);
    CREATE INDEX search_terms ON search USING GIN (terms);
    CREATE TABLE lexicon (
        stemmed BOOLEAN NOT NULL, term TEXT COLLATE "C" NOT NULL, doc INTEGER NOT NULL, PRIMARY KEY (stemmed, term));
    CREATE TABLE totals (revision BIGINT NOT NULL, passages BIGINT NOT NULL, words BIGINT NOT NULL);
    INSERT INTO totals VALUES (0, 0, 0);
    """,
    # What large archives are searched by, without fetching their vectors first; `PostgresStore.prepare` fills it.
    """
    CREATE TABLE signs (
        passage_id BIGINT PRIMARY KEY REFERENCES passages (id) ON DELETE CASCADE, signs BYTEA NOT NULL);
    """,
)
VERSION: Final = len(STEPS)
