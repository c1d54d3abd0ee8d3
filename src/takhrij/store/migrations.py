"""The tables of a corpus, as named steps. A step that has run is never edited."""

from __future__ import annotations

import sqlite3

MIGRATIONS: tuple[tuple[str, str], ...] = (
    (
        "0001_documents",
        """
        CREATE TABLE document (
            number INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            source TEXT NOT NULL,
            title TEXT, byline TEXT, publisher TEXT, published TEXT, url TEXT,
            language TEXT NOT NULL,
            text TEXT NOT NULL,
            problems TEXT NOT NULL DEFAULT '[]',
            made_by TEXT NOT NULL,
            original_size INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE sighting (
            document TEXT NOT NULL REFERENCES document(id),
            source TEXT NOT NULL,
            PRIMARY KEY (document, source)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE tombstone (
            document TEXT PRIMARY KEY,
            source TEXT NOT NULL,
            reason TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE unread (
            source TEXT PRIMARY KEY,
            reason TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        """,
    ),
    (
        "0002_fingerprints",
        """
        CREATE TABLE fingerprint (
            document TEXT PRIMARY KEY REFERENCES document(id),
            method TEXT NOT NULL,
            hashes BLOB NOT NULL
        ) STRICT, WITHOUT ROWID;
        """,
    ),
    (
        "0003_sentence_vectors",
        """
        CREATE TABLE sentence_vectors (
            document TEXT PRIMARY KEY REFERENCES document(id),
            method TEXT NOT NULL,
            vectors BLOB NOT NULL
        ) STRICT, WITHOUT ROWID;
        """,
    ),
    (
        "0004_indexed",
        "CREATE TABLE indexed (document TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;",
    ),
    (
        "0005_custody",
        """
        CREATE TABLE custody (
            sequence INTEGER PRIMARY KEY,
            entry TEXT NOT NULL,
            digest TEXT NOT NULL
        ) STRICT;
        """,
    ),
)


def migrate(connection: sqlite3.Connection) -> None:
    """Run the steps that have not run yet, each in a transaction of its own."""
    connection.execute("CREATE TABLE IF NOT EXISTS migration (name TEXT PRIMARY KEY) STRICT")
    done = {name for (name,) in connection.execute("SELECT name FROM migration")}
    for name, script in MIGRATIONS:
        if name not in done:
            connection.executescript(
                f"BEGIN IMMEDIATE; {script} INSERT INTO migration VALUES ('{name}'); COMMIT;"
            )
