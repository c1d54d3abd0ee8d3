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
    (
        "0006_cases",
        """
        CREATE TABLE case_head (
            number INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            document TEXT NOT NULL,
            version INTEGER NOT NULL,
            title TEXT NOT NULL, language TEXT NOT NULL, publisher TEXT, published TEXT,
            made TEXT NOT NULL,
            status TEXT NOT NULL,
            claims INTEGER NOT NULL,
            inconsistent INTEGER NOT NULL,
            waiting INTEGER NOT NULL,
            decisions INTEGER NOT NULL,
            restricted INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX case_head_status ON case_head (status, waiting);
        CREATE INDEX case_head_document ON case_head (document);
        CREATE TABLE case_version (
            case_id TEXT NOT NULL REFERENCES case_head(id),
            version INTEGER NOT NULL,
            digest TEXT NOT NULL,
            held BLOB NOT NULL,
            made_by TEXT NOT NULL,
            made TEXT NOT NULL,
            PRIMARY KEY (case_id, version)
        ) STRICT;
        CREATE TABLE case_source (
            case_id TEXT NOT NULL REFERENCES case_head(id),
            name TEXT NOT NULL,
            kind TEXT NOT NULL,
            count INTEGER NOT NULL,
            PRIMARY KEY (name, kind, case_id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX case_source_case ON case_source (case_id);
        CREATE TABLE decision (
            case_id TEXT NOT NULL REFERENCES case_head(id),
            number INTEGER NOT NULL,
            version INTEGER NOT NULL,
            action TEXT NOT NULL,
            kind TEXT NOT NULL,
            key TEXT NOT NULL,
            value TEXT,
            why TEXT NOT NULL,
            who TEXT NOT NULL,
            at TEXT NOT NULL,
            PRIMARY KEY (case_id, number)
        ) STRICT, WITHOUT ROWID;
        """,
    ),
    (
        "0007_people",
        """
        CREATE TABLE account (
            name TEXT PRIMARY KEY,
            password TEXT NOT NULL,
            role TEXT NOT NULL,
            active INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE session (
            token TEXT PRIMARY KEY,
            account TEXT NOT NULL REFERENCES account(name),
            csrf TEXT NOT NULL,
            ends TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE case_access (
            case_id TEXT NOT NULL REFERENCES case_head(id),
            account TEXT NOT NULL REFERENCES account(name),
            PRIMARY KEY (case_id, account)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE source_grade (
            number INTEGER PRIMARY KEY,
            source TEXT NOT NULL,
            grade TEXT NOT NULL,
            why TEXT NOT NULL,
            who TEXT NOT NULL,
            at TEXT NOT NULL
        ) STRICT;
        """,
    ),
    (
        "0008_annotations",
        """
        ALTER TABLE document ADD COLUMN title_start INTEGER;
        ALTER TABLE document ADD COLUMN title_end INTEGER;
        ALTER TABLE document ADD COLUMN body_start INTEGER NOT NULL DEFAULT 0;
        CREATE TABLE annotation (
            document TEXT PRIMARY KEY REFERENCES document(id),
            made_by TEXT NOT NULL,
            row BLOB NOT NULL
        ) STRICT;
        """,
    ),
    (
        "0009_records",
        """
        CREATE TABLE dataset (
            name TEXT PRIMARY KEY,
            title TEXT NOT NULL, licence TEXT NOT NULL, credit TEXT NOT NULL,
            digest TEXT NOT NULL,
            problems TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE record (
            number INTEGER PRIMARY KEY,
            dataset TEXT NOT NULL,
            ref TEXT NOT NULL,
            earliest TEXT, latest TEXT,
            lat REAL, lon REAL, precision INTEGER NOT NULL,
            keys TEXT NOT NULL,
            event TEXT,
            body TEXT NOT NULL,
            UNIQUE (dataset, ref)
        ) STRICT;
        """,
    ),
    (
        "0010_encoded",
        """
        CREATE TABLE encoded (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            document TEXT NOT NULL UNIQUE REFERENCES document(id),
            method TEXT NOT NULL,
            rows INTEGER NOT NULL
        ) STRICT;
        INSERT INTO encoded (document, method, rows)
            SELECT document, method, length(vectors) / 1024 FROM sentence_vectors;
        """,
    ),
    (
        "0011_stamp",
        """
        CREATE TABLE stamp (one INTEGER PRIMARY KEY CHECK (one = 1), value INTEGER NOT NULL) STRICT;
        INSERT INTO stamp VALUES (1, random());
        CREATE TRIGGER document_in AFTER INSERT ON document
            BEGIN UPDATE stamp SET value = random(); END;
        CREATE TRIGGER document_out AFTER DELETE ON document
            BEGIN UPDATE stamp SET value = random(); END;
        CREATE TRIGGER encoded_in AFTER INSERT ON encoded
            BEGIN UPDATE stamp SET value = random(); END;
        CREATE TRIGGER encoded_out AFTER DELETE ON encoded
            BEGIN UPDATE stamp SET value = random(); END;
        """,
    ),
    (
        "0012_facts",
        """
        CREATE TABLE fact (
            case_id TEXT NOT NULL REFERENCES case_head(id),
            claim TEXT NOT NULL,
            words TEXT NOT NULL,
            event TEXT,
            basis TEXT NOT NULL,
            misfits INTEGER NOT NULL,
            earliest TEXT, latest TEXT,
            ref TEXT, names TEXT, lat REAL, lon REAL, precision INTEGER
        ) STRICT;
        CREATE INDEX fact_case ON fact (case_id);
        ALTER TABLE case_head ADD COLUMN has_facts INTEGER NOT NULL DEFAULT 0;
        """,
    ),
    (
        "0013_places_of_facts",
        """
        ALTER TABLE fact ADD COLUMN nth INTEGER NOT NULL DEFAULT 0;
        UPDATE case_head SET has_facts = 0;
        """,
    ),
)


def migrate(connection: sqlite3.Connection) -> None:
    """Run the steps that have not run yet, each in a transaction of its own."""
    connection.execute("CREATE TABLE IF NOT EXISTS migration (name TEXT PRIMARY KEY) STRICT")
    done = _done(connection)
    for name, script in MIGRATIONS:
        if name not in done:
            _run(connection, name, script)


def _done(connection: sqlite3.Connection) -> set[str]:
    return {name for (name,) in connection.execute("SELECT name FROM migration")}


def _run(connection: sqlite3.Connection, name: str, script: str) -> None:
    try:
        connection.executescript(
            f"BEGIN IMMEDIATE; {script} INSERT INTO migration VALUES ('{name}'); COMMIT;"
        )
    except sqlite3.OperationalError:
        connection.rollback()
        if name not in _done(connection):  # not another process that was here first
            raise
