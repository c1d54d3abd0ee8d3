"""The proof of a custody log: the chain holds, and the corpus is what the log says it is."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from takhrij.document import digest
from takhrij.store.custody import FORM, ORIGIN, Entry, canonical, documents, lines
from takhrij.store.custody_cases import case_faults

_BRINGS = ("intake", "adopted")
_KEYS = ("sequence", "when", "who", "event", "subject", "data", "previous")


@dataclass(frozen=True, slots=True)
class Proof:
    """What was proved. `faults` are breaks, one line each; `notes` are worth knowing.

    `head` is the digest that a checkpoint signs.
    """

    entries: int
    head: str
    faults: tuple[str, ...]
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class _Walk:
    """What is known after so many entries."""

    sequence: int = 0
    head: str = ORIGIN
    when: str = ""
    held: dict[str, str | None] = field(default_factory=dict)
    """Documents that should be here, with the digest of what was logged of each."""
    told: dict[tuple[str, str], set[str | None]] = field(default_factory=dict)
    """Digests of what was logged of cases, by event and subject."""
    faults: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def verified(connection: sqlite3.Connection) -> Proof:
    """Walk the whole log and hold the documents against it.

    Not proved: that nothing was cut off the end, nor that the log is not all written anew;
    checkpoints prove these.
    """
    try:
        walk = _walked(lines(connection))
        faults = walk.faults + list(_against(walk, connection))
        faults += case_faults(connection, walk.told)
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        return Proof(0, ORIGIN, (f"the database is damaged: {error}; `doctor --repair` may help",))
    return Proof(walk.sequence, walk.head, tuple(faults), tuple(walk.notes))


def chain_faults(stored: Iterable[tuple[int, str, str]]) -> tuple[str, ...]:
    """What is wrong with a chain of (sequence, line, digest) alone; empty if it holds."""
    return tuple(_walked(stored).faults)


def _walked(stored: Iterable[tuple[int, str, str]]) -> _Walk:
    walk = _Walk()
    for sequence, line, stated in stored:
        fault = _fault(walk, sequence, line, stated)
        if fault:
            walk.faults.append(fault)
        walk.sequence, walk.head = sequence, stated
        entry = entry_of(line)
        if entry is not None:
            _learn(walk, entry)
    return walk


def _fault(walk: _Walk, sequence: int, line: str, stated: str) -> str | None:
    place = f"log entry {sequence}"
    if sequence != walk.sequence + 1:
        return f"{place} follows entry {walk.sequence}: entries are missing"
    if digest(line.encode("utf-8", "surrogatepass")) != stated:
        return f"{place} is not what was written: its digest differs"
    entry = entry_of(line)
    if entry is None or entry.sequence != sequence:
        return f"{place} is not an entry of a custody log"
    if entry.previous != walk.head:
        return f"{place} is not chained to the entry before it"
    return None


def entry_of(line: str) -> Entry | None:
    """The entry that a line holds, or None if it is none or not in canonical form."""
    try:
        found = json.loads(line)
        entry = Entry(**{key: found[key] for key in _KEYS})
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    return entry if found.get("form") == FORM and canonical(found) == line else None


def _learn(walk: _Walk, entry: Entry) -> None:
    if entry.event in _BRINGS:
        walk.held[entry.subject] = entry.data
    elif entry.event == "removal":
        walk.held.pop(entry.subject, None)
    elif entry.event in ("annotation", "decision"):
        walk.told.setdefault((entry.event, entry.subject), set()).add(entry.data)
    if entry.when:
        if entry.when < walk.when:
            walk.notes.append(
                f"the clock ran back at entry {entry.sequence}: {entry.when} after {walk.when}"
            )
        walk.when = entry.when


def _against(walk: _Walk, connection: sqlite3.Connection) -> Iterator[str]:
    """Where the documents and the log differ."""
    logged = dict(walk.held)
    for identity, row in documents(connection):
        if identity not in logged:
            yield f"document {identity} is here, and no entry of the log says how it came in"
        elif logged.pop(identity) != digest(canonical(row).encode()):
            yield f"document {identity}: its text or metadata differ from what the log says came in"
    for identity in logged:
        yield f"document {identity} came in and is gone, and no entry of the log says why"
