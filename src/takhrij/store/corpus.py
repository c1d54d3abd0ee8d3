"""A corpus: one folder with SQLite and originals in it; nothing to start, safe to copy."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from takhrij.corpus.fingerprints import METHOD as FINGERPRINTS
from takhrij.corpus.fingerprints import fingerprints
from takhrij.corpus.meaning import METHOD, SIZE, Encoder, Vectors, encoded_sentences, vectors
from takhrij.document import Document, Language, Metadata, Span, digest
from takhrij.errors import EnvironmentFault, UsageError
from takhrij.store.custody import NOBODY, Event, Witness, append, intake_data
from takhrij.store.migrations import migrate
from takhrij.store.originals import Originals

_FIELDS = (
    "id, source, title, byline, publisher, published, url, language, text, problems,"
    " title_start, title_end, body_start"
)


@dataclass(frozen=True, slots=True)
class Corpus:
    """An open corpus. Use `opened(folder)` to get one that is closed again."""

    folder: Path
    connection: sqlite3.Connection
    originals: Originals
    witness: Witness = NOBODY
    """Who works with it, for the custody log."""

    def log(self, event: str, subject: str, data: Any = None) -> None:
        """Add an entry to the custody log, in the transaction of what it tells of."""
        append(self.connection, Event(event, subject, data), self.witness)

    def add(self, document: Document, original: bytes, made_by: str) -> bool:
        """Keep a document with its original; False if the same bytes are already here.

        A copy under another name is noted as a sighting, not stored twice.
        """
        if self.see(original, document.metadata.source):
            return False
        self._insert(document, digest(original), made_by, len(original))
        return True

    def holds(self, original: bytes) -> bool:
        """Whether a document with these very bytes is here."""
        asked = "SELECT 1 FROM document WHERE id = ?"
        return self.connection.execute(asked, [digest(original)]).fetchone() is not None

    def see(self, original: bytes, source: str) -> bool:
        """Keep the bytes under their digest, and note a further name of a document with them;
        False if there is none."""
        identity = self.originals.keep(original)
        known = self.connection.execute("SELECT source FROM document WHERE id = ?", [identity])
        row = known.fetchone()
        if row is not None and row[0] != source:
            self._see_again(identity, source)
        return row is not None

    def _see_again(self, identity: str, source: str) -> None:
        cursor = self.connection.execute(
            "INSERT OR IGNORE INTO sighting VALUES (?, ?)", [identity, source]
        )
        if cursor.rowcount:
            self.log("sighting", identity, {"source": source})

    def _insert(self, document: Document, identity: str, made_by: str, size: int) -> None:
        meta = document.metadata
        published = meta.published.isoformat() if meta.published else None
        told = (meta.source, meta.title, meta.byline, meta.publisher, published, meta.url)
        self.log("intake", identity, intake_data((*told, document.language, document.text)))
        self._execute("DELETE FROM unread WHERE source = ?", meta.source)
        self._execute("DELETE FROM tombstone WHERE document = ?", identity)
        self._execute(
            f"INSERT INTO document ({_FIELDS}, made_by, original_size)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            identity, meta.source, meta.title, meta.byline, meta.publisher, published, meta.url,
            document.language, document.text, json.dumps(meta.problems, ensure_ascii=False),
            meta.title_span and meta.title_span.start, meta.title_span and meta.title_span.end,
            meta.body_start, made_by, size,
        )  # fmt: skip
        self._execute(
            "INSERT INTO fingerprint VALUES (?, ?, ?)",
            identity, FINGERPRINTS, fingerprints(document.text).tobytes(),
        )  # fmt: skip

    def _execute(self, statement: str, *values: Any) -> None:
        try:
            self.connection.execute(statement, values)
        except sqlite3.OperationalError as error:
            raise EnvironmentFault(f"corpus {self.folder} can't be written: {error}") from error

    def note_unread(self, source: str, reason: str) -> None:
        """Record that something could not be read, and why; it is named by `corpus stats`."""
        self._execute("INSERT OR REPLACE INTO unread VALUES (?, ?)", source, reason)

    def commit(self) -> None:
        """Raises EnvironmentFault if the disk refuses: then nothing since the last one is kept."""
        try:
            self.connection.commit()
        except sqlite3.OperationalError as error:
            raise EnvironmentFault(f"corpus {self.folder} can't be written: {error}") from error

    def stamp(self) -> int:
        """A number that is another after each document, or vectors of one, that came or went.

        It is drawn at random, so that a corpus and an older copy of it that grew otherwise can't
        meet in one; nothing but an index made from the corpus may go by it.
        """
        (value,) = self.connection.execute("SELECT value FROM stamp").fetchone()
        return int(value)

    def logged(self) -> int:
        """How many entries the custody log has: more after each intake, reading, decision, grade
        and change of access, so that whatever is counted from these may be kept until then."""
        ask = "SELECT coalesce(max(sequence), 0) FROM custody"
        (found,) = self.connection.execute(ask).fetchone()
        return int(found)

    def __len__(self) -> int:
        (count,) = self.connection.execute("SELECT count(*) FROM document").fetchone()
        return int(count)

    def documents(self) -> Iterator[Document]:
        """Every document in the order of intake."""
        for row in self.connection.execute(f"SELECT {_FIELDS} FROM document ORDER BY number"):
            yield _document(row)

    def document(self, identity: str) -> Document:
        """One document. Raises UsageError if the corpus doesn't hold it."""
        return self._held(identity, _FIELDS)

    def _held(self, identity: str, fields: str) -> Document:
        ask = f"SELECT {fields} FROM document WHERE id = ?"
        row = self.connection.execute(ask, [identity]).fetchone()
        if row is None:
            raise UsageError(f"no document {identity} in {self.folder}; `corpus list` names them")
        return _document(row)

    def about(self, identity: str) -> tuple[Language, Metadata]:
        """What is known of a document besides its words, which are not read for it.

        Raises UsageError if the corpus doesn't hold it.
        """
        found = self._held(identity, _FIELDS.replace(" text,", " '',"))
        return found.language, found.metadata

    def without_vectors(self) -> list[str]:
        """Ids of documents whose sentences are not encoded yet, in order of intake."""
        rows = self.connection.execute(
            "SELECT id FROM document WHERE id NOT IN"
            " (SELECT document FROM encoded WHERE method = ?) ORDER BY number",
            [METHOD],
        )
        return [identity for (identity,) in rows]

    def is_encoded(self, identity: str) -> bool:
        """Whether a document's sentences are encoded."""
        ask = "SELECT EXISTS (SELECT 1 FROM encoded WHERE document = ? AND method = ?)"
        return bool(self.connection.execute(ask, [identity, METHOD]).fetchone()[0])

    def encode(self, identity: str, encoder: Encoder) -> None:
        """Store the sentence vectors of one document, in half precision."""
        rows = vectors(encoded_sentences(self.document(identity)), encoder)
        self._execute(
            "INSERT OR REPLACE INTO sentence_vectors VALUES (?, ?, ?)",
            identity, METHOD, rows.astype(np.float16).tobytes(),
        )  # fmt: skip
        self._execute("DELETE FROM encoded WHERE document = ?", identity)
        self._execute(
            "INSERT INTO encoded (document, method, rows) VALUES (?, ?, ?)",
            identity, METHOD, len(rows),
        )  # fmt: skip

    def sentence_vectors(self) -> tuple[list[str], list[str], list[Vectors]]:
        """Ids, languages and sentence vectors of the encoded documents, in order of intake."""
        rows = self.connection.execute(
            "SELECT id, language, vectors FROM document"
            " JOIN sentence_vectors ON document = id AND method = ? ORDER BY number",
            [METHOD],
        ).fetchall()
        return [r[0] for r in rows], [r[1] for r in rows], [_as_vectors(r[2]) for r in rows]

    def vectors_of(self, identity: str) -> Vectors | None:
        """The stored sentence vectors of one document; None where it isn't encoded."""
        ask = "SELECT vectors FROM sentence_vectors WHERE document = ? AND method = ?"
        row = self.connection.execute(ask, [identity, METHOD]).fetchone()
        return None if row is None else _as_vectors(row[0])

    def remove(self, identity: str, reason: str) -> None:
        """Take a document out and leave a tombstone that says why."""
        source = self.document(identity).metadata.source
        self.log("removal", identity, {"reason": reason})
        self._execute("INSERT OR REPLACE INTO tombstone VALUES (?, ?, ?)", identity, source, reason)
        for table in ("fingerprint", "sighting", "encoded", "sentence_vectors", "annotation"):
            self._execute(f"DELETE FROM {table} WHERE document = ?", identity)
        self._execute("DELETE FROM document WHERE id = ?", identity)
        self.commit()
        self.originals.remove(identity)

    def verify(self) -> list[str]:
        """What is wrong with the originals, one line each; empty if every one is as it came in."""
        wrong = []
        for (identity,) in self.connection.execute("SELECT id FROM document ORDER BY number"):
            try:
                self.originals.read(identity)
            except EnvironmentFault as fault:
                wrong.append(str(fault))
        return wrong

    def stats(self) -> dict[str, Any]:
        """Counts by language, what could not be read and why, sizes in bytes."""
        ask = self.connection.execute
        (count, size) = ask(
            "SELECT count(*), coalesce(sum(original_size), 0) FROM document"
        ).fetchone()
        languages = "SELECT language, count(*) FROM document GROUP BY language ORDER BY language"
        return {
            "documents": count,
            "original_bytes": size,
            "languages": dict(ask(languages).fetchall()),
            "seen_again": ask("SELECT count(*) FROM sighting").fetchone()[0],
            "removed": ask("SELECT count(*) FROM tombstone").fetchone()[0],
            "unread": [
                {"source": source, "reason": reason}
                for source, reason in ask("SELECT source, reason FROM unread ORDER BY source")
            ],
        }


def _as_vectors(stored: bytes) -> Vectors:
    """Rows of SIZE from half precision."""
    return np.frombuffer(stored, dtype=np.float16).reshape(-1, SIZE).astype(np.float32)


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _document(row: tuple[Any, ...]) -> Document:
    identity, source, title, byline, publisher, published, url, language, text, problems = row[:10]
    title_start, title_end, body_start = row[10:]
    known: Language = language
    return Document(
        id=identity,
        text=text,
        language=known,
        metadata=Metadata(
            source=source,
            title=title,
            byline=byline,
            publisher=publisher,
            published=_date(published),
            url=url,
            title_span=None if title_start is None else Span(title_start, title_end),
            body_start=body_start,
            problems=tuple(json.loads(problems)),
        ),
    )


@contextmanager
def opened(folder: Path, *, create: bool = False, witness: Witness = NOBODY) -> Iterator[Corpus]:
    """The corpus in a folder, closed at the end; `witness` is named in its custody log.

    Raises UsageError if the folder holds none and `create` is False, EnvironmentFault if its
    database can't be opened.
    """
    connection = connected(folder, create=create)
    try:
        yield Corpus(folder, connection, Originals(folder / "originals"), witness)
    finally:
        connection.close()


def connected(folder: Path, *, create: bool = False) -> sqlite3.Connection:
    """A connection to the corpus in a folder, its tables up to date. One thread after another
    may use it. Raises as `opened` does."""
    path = folder / "corpus.sqlite"
    if not path.exists() and not create:
        raise UsageError(
            f"no corpus in {folder}; make one with `corpus add PATHS --corpus {folder}`"
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path, timeout=30, check_same_thread=False)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA foreign_keys = ON")
        migrate(connection)
    except (OSError, sqlite3.Error) as error:
        raise EnvironmentFault(f"corpus {folder} can't be opened: {error}") from error
    return connection
