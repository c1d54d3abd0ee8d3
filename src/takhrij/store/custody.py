"""Custody: an append-only log of all that was done to a corpus, each entry chained to the last.

An entry is one line of canonical JSON with the SHA-256 of the entry before it; the first is
chained to `ORIGIN`. Whoever alters, drops or slips in an entry breaks every digest after it.
The chain alone doesn't show that the whole log was written anew or its end cut off: signed
checkpoints kept elsewhere do. Triggers are not used: `INSERT OR REPLACE` passes them.

Contract for callers: change something and log it in ONE transaction, before its commit.

    corpus.log("decision", subject, data)                          # with the corpus's own witness
    append(connection, Event("decision", subject, data), witness)  # the same by hand

`subject` is the id of what was dealt with, never the name of a person. `data` is anything with a
JSON form: the log keeps its digest only, so nothing that is removed or redacted later stays in
the log, and whoever holds the data can prove that it is what was logged. A digest of something
short can be guessed: put nothing secret into `data` that has no more than a few likely values.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from takhrij.document import digest
from takhrij.errors import ContractError, EnvironmentFault

FORM = "takhrij.custody/1"
ORIGIN = "sha256:" + "0" * 64
"""What the first entry is chained to."""
EVENTS = (
    "begun",  # the log itself, with the number of documents taken over
    "adopted",  # a document that was here before the log
    "intake",
    "sighting",  # the same bytes under another name
    "removal",
    "annotation",
    "decision",
    "records",
    "export",
    "redaction",
    "checkpoint",
    "repair",
    "access",  # accounts, roles, grants
    "settings",
)
_FIELDS = ("source", "title", "byline", "publisher", "published", "url", "language", "text")


@dataclass(frozen=True, slots=True)
class Witness:
    """Who does what is logged, and the clock that says when; None says that neither was told."""

    who: str = "-"
    clock: Callable[[], datetime] | None = None

    def now(self) -> str | None:
        """UTC to the second, as ISO 8601: `2031-05-04T06:07:08Z`."""
        if self.clock is None:
            return None
        return self.clock().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


NOBODY = Witness()


@dataclass(frozen=True, slots=True)
class Event:
    """What is to be logged. `event` is one of EVENTS; `data` has a JSON form, or is None."""

    event: str
    subject: str
    data: Any = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the log. `data` and `previous` are digests."""

    sequence: int
    when: str | None
    who: str
    event: str
    subject: str
    data: str | None
    previous: str

    @property
    def line(self) -> str:
        return canonical({"form": FORM, **asdict(self)})

    @property
    def digest(self) -> str:
        return digest(self.line.encode())


def canonical(value: Any) -> str:
    """The one JSON text of a value: keys sorted, nothing escaped but what must be, no spaces.

    Raises ContractError if the value has no JSON form.
    """
    try:
        return json.dumps(
            value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
        )
    except (TypeError, ValueError) as error:
        raise ContractError(f"custody can't log this: {error}; give JSON's own types") from error


def append(connection: sqlite3.Connection, event: Event, witness: Witness = NOBODY) -> Entry:
    """Add one entry inside the caller's transaction, or in one begun here; never commits.

    On a corpus that has no log yet, first the state that is taken over is logged. Raises
    ContractError for an unknown event, EnvironmentFault if the database can't be written.
    """
    if event.event not in EVENTS:
        raise ContractError(f"custody knows no event {event.event}; add it to custody.EVENTS")
    begin(connection, witness)
    try:
        return _chained(connection, event, witness)
    except sqlite3.OperationalError as error:
        raise EnvironmentFault(f"the custody log can't be written: {error}") from error


def begin(connection: sqlite3.Connection, witness: Witness = NOBODY) -> None:
    """Take the lock of the writer, and begin the log where there is none; never commits."""
    try:
        if not connection.in_transaction:
            connection.execute("BEGIN IMMEDIATE")  # the head is read under the lock of the writer
        if head(connection) is None:
            _take_over(connection, witness)
    except sqlite3.OperationalError as error:
        raise EnvironmentFault(f"the custody log can't be written: {error}") from error


def _chained(connection: sqlite3.Connection, event: Event, witness: Witness) -> Entry:
    sequence, previous = head(connection) or (0, ORIGIN)
    data = None if event.data is None else digest(canonical(event.data).encode())
    entry = Entry(
        sequence + 1, witness.now(), witness.who, event.event, event.subject, data, previous
    )
    connection.execute(
        "INSERT INTO custody VALUES (?, ?, ?)", [entry.sequence, entry.line, entry.digest]
    )
    return entry


def _take_over(connection: sqlite3.Connection, witness: Witness) -> None:
    held = dict(documents(connection))
    _chained(connection, Event("begun", "corpus", {"documents": len(held)}), witness)
    for identity, row in held.items():
        _chained(connection, Event("adopted", identity, row), witness)


def head(connection: sqlite3.Connection) -> tuple[int, str] | None:
    """Sequence and digest of the last entry, or None where there is no log yet."""
    found = connection.execute(
        "SELECT sequence, digest FROM custody ORDER BY sequence DESC LIMIT 1"
    ).fetchone()
    return None if found is None else (int(found[0]), str(found[1]))


def lines(connection: sqlite3.Connection, since: int = 0) -> Iterator[tuple[int, str, str]]:
    """Sequence, line and stored digest of every entry after one, in order."""
    yield from connection.execute(
        "SELECT sequence, entry, digest FROM custody WHERE sequence > ? ORDER BY sequence", [since]
    )


def intake_data(row: tuple[Any, ...]) -> dict[str, Any]:
    """What the log proves of a document: `row` is in the order of its fields, text last.

    The text is held by its digest.
    """
    told = dict(zip(_FIELDS, row, strict=True))
    return {**told, "text": digest(told["text"].encode())}


def documents(connection: sqlite3.Connection) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every document held, in order of intake, with the data that its intake logs."""
    rows = connection.execute(f"SELECT id, {', '.join(_FIELDS)} FROM document ORDER BY number")
    for identity, *row in rows:
        yield identity, intake_data(tuple(row))
