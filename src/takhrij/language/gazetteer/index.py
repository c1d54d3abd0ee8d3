"""An index file: build it whole or not at all, open it in milliseconds, look names up.

One SQLite file a gazetteer. `keys` has no row ids, so that a look-up is one walk down one
tree; a bit array over all keys answers "not there" without touching the file, which is what
nearly every word of a text gets. Read-only use needs no right to write.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import tempfile
import zlib
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from takhrij.annotations import Candidate
from takhrij.errors import EnvironmentFault, InputError
from takhrij.language.gazetteer.entries import Entry, heads_of, keys_of

_SCHEMA = """
CREATE TABLE places (id INTEGER PRIMARY KEY, ref TEXT, name TEXT, lat REAL, lon REAL,
    country TEXT, admin TEXT, names TEXT, feature TEXT, population INTEGER,
    listed INTEGER);
CREATE TABLE keys (key TEXT, place INTEGER, PRIMARY KEY (key, place)) WITHOUT ROWID;
CREATE TABLE heads (key TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE facts (name TEXT PRIMARY KEY, value);
"""
_PRAGMAS = """
PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA page_size=8192; PRAGMA cache_size=-65536;
"""
_GATHERED = """
PRAGMA gathered.journal_mode=OFF; PRAGMA gathered.synchronous=OFF;
CREATE TABLE gathered.keys (key TEXT, place INTEGER);
CREATE TABLE gathered.heads (key TEXT);
"""
_SORTED = """
INSERT INTO main.keys SELECT DISTINCT key, place FROM gathered.keys ORDER BY key, place;
INSERT INTO main.heads SELECT DISTINCT key FROM gathered.heads ORDER BY key;
"""
_BITS_A_KEY = 12
"""Two probes at 12 bits a key: about 2.4 in 100 absent keys cost one needless look-up."""
_BATCH = 20_000
MOST = 256
"""The most places looked at under one key: the most populous first."""


class Filed(NamedTuple):
    """A place of an index: its population, and whether a second source lists it."""

    candidate: Candidate
    population: int
    listed: bool


def build(path: Path, entries: Iterable[Entry], source: str) -> str:
    """Write an index file atomically and return the digest of its canonical rows.

    The same entries give the same digest. Raises EnvironmentFault if it can't be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".building-", suffix=".tmp")
    except OSError as error:
        raise EnvironmentFault(_cannot_write(path, error)) from error
    os.close(handle)
    draft = Path(name)
    try:
        digest = _fill(draft, entries, source)
        draft.chmod(0o644)
        draft.replace(path)
    except (OSError, sqlite3.Error) as error:
        raise EnvironmentFault(_cannot_write(path, error)) from error
    finally:
        draft.unlink(missing_ok=True)
    return digest


def _cannot_write(path: Path, error: Exception) -> str:
    return f"can't write the gazetteer {path}: {error}; set TAKHRIJ_HOME to a folder you can write"


def _fill(path: Path, entries: Iterable[Entry], source: str) -> str:
    """Fill a draft. Keys are gathered unsorted in a file beside it and sorted in one go, as
    a tree of tens of millions of keys can't be filled in any other order in bounded memory.
    """
    gathered = path.with_suffix(".keys")
    connection = sqlite3.connect(path)
    try:
        connection.executescript(_PRAGMAS + _SCHEMA)
        connection.execute("ATTACH ? AS gathered", (str(gathered),))
        connection.executescript(_GATHERED)
        digest, count = _insert(connection, entries)
        connection.executescript(_SORTED)
        bits = _bits(connection)
        facts = {"source": source, "digest": digest, "places": count, "bits": bits}
        connection.executemany("INSERT INTO facts VALUES (?, ?)", facts.items())
        connection.commit()
    finally:
        connection.close()
        gathered.unlink(missing_ok=True)
    return digest


def _insert(connection: sqlite3.Connection, entries: Iterable[Entry]) -> tuple[str, int]:
    state, count = hashlib.sha256(), 0
    stream = iter(entries)
    while batch := list(islice(stream, _BATCH)):
        for entry in batch:
            state.update(entry.row().encode() + b"\n")
        numbered = list(enumerate(batch, count))
        connection.executemany(
            "INSERT INTO places VALUES (?,?,?,?,?,?,?,?,?,?,?)", map(_row, numbered)
        )
        pairs = ((key, number) for number, entry in numbered for key in keys_of(entry))
        connection.executemany("INSERT INTO gathered.keys VALUES (?, ?)", pairs)
        heads = {(head,) for entry in batch for head in heads_of(entry)}
        connection.executemany("INSERT INTO gathered.heads VALUES (?)", heads)
        count += len(batch)
    return "sha256:" + state.hexdigest(), count


def _row(numbered: tuple[int, Entry]) -> tuple[Any, ...]:
    number, entry = numbered
    admin = json.dumps(entry.admin, ensure_ascii=False)
    names = json.dumps(entry.names, ensure_ascii=False)
    place = (entry.ref, entry.name, entry.lat, entry.lon, entry.country, admin, names)
    return (number, *place, entry.feature, entry.population, int(entry.listed))


def _bits(connection: sqlite3.Connection) -> bytes:
    (count,) = connection.execute(
        "SELECT (SELECT count(DISTINCT key) FROM main.keys) + (SELECT count(*) FROM main.heads)"
    ).fetchone()
    bits = bytearray(max(64, count * _BITS_A_KEY // 8))
    size = len(bits) * 8
    for (key,) in connection.execute(
        "SELECT DISTINCT key FROM main.keys UNION ALL SELECT key FROM main.heads"
    ):
        for number in hashed(key):
            bit = number % size
            bits[bit >> 3] |= 1 << (bit & 7)
    return bytes(bits)


def hashed(key: str) -> tuple[int, int]:
    """Two hashes of a key, the same on every machine, for the bit arrays."""
    data = key.encode()
    first = zlib.crc32(data)
    return first, zlib.crc32(data, first ^ 0x5BD1E995)


class Index:
    """One opened index file. Raises InputError where the file is no gazetteer."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._connections: dict[int, sqlite3.Connection] = {}
        try:
            facts = dict(self._rows("SELECT name, value FROM facts"))
            self.source: str = facts["source"]
            self.digest: str = facts["digest"]
            self.places: int = facts["places"]
            self._bits: bytes = facts["bits"]
        except (sqlite3.Error, KeyError) as error:
            raise InputError(f"{path} is not a gazetteer ({error}); import it again") from error
        self._size = len(self._bits) * 8

    def _rows(self, query: str, values: tuple[Any, ...] = ()) -> list[Any]:
        """Rows of a query. Each process has its own connection: none survives a fork."""
        connection = self._connections.get(os.getpid())
        if connection is None:
            address = f"{self.path.resolve().as_uri()}?mode=ro&immutable=1"
            connection = sqlite3.connect(address, uri=True, check_same_thread=False)
            self._connections[os.getpid()] = connection
        return connection.execute(query, values).fetchall()

    def may_hold(self, hashes: tuple[int, int]) -> bool:
        """False only if no name has these hashes; true for nearly none that isn't filed."""
        first, second = hashes[0] % self._size, hashes[1] % self._size
        bits = self._bits
        return bool(bits[first >> 3] >> (first & 7) & 1 and bits[second >> 3] >> (second & 7) & 1)

    def find(self, key: str, hashes: tuple[int, int]) -> tuple[Filed, ...]:
        """The places filed under a key, most populous first."""
        if not self.may_hold(hashes):
            return ()
        rows = self._rows(
            "SELECT p.* FROM keys k JOIN places p ON p.id = k.place WHERE k.key = ?"
            " ORDER BY p.population DESC, p.id LIMIT ?",
            (key, MOST),
        )
        return tuple(map(_filed, rows))

    def beginning(self, spelling: str) -> tuple[str, ...]:
        """The first keys that begin with some letters, in order."""
        rows = self._rows(
            "SELECT DISTINCT key FROM keys WHERE key >= ? AND key < ? ORDER BY key LIMIT ?",
            (spelling, spelling + "\uffff", MOST),
        )
        return tuple(key for (key,) in rows)

    def every_key(self) -> tuple[str, ...]:
        """Every key that is a name in full, in order: for small gazetteers only."""
        rows = self._rows("SELECT DISTINCT key FROM keys WHERE key > 'A' ORDER BY key")
        return tuple(key for (key,) in rows if key[0] != "~")

    def settlements(self) -> Iterator[tuple[float, float, str, tuple[str, ...]]]:
        """Latitude, longitude, country and admin of every city and village."""
        rows = self._rows(
            "SELECT lat, lon, country, admin FROM places WHERE feature IN ('city', 'village')"
        )
        for lat, lon, country, admin in rows:
            yield lat, lon, country, tuple(json.loads(admin))

    def within(
        self, south: float, west: float, north: float, east: float, most: int
    ) -> tuple[Filed, ...]:
        """Settlements inside a box, most populous first."""
        rows = self._rows(
            "SELECT * FROM places WHERE feature IN ('city', 'village')"
            " AND lat BETWEEN ? AND ? AND lon BETWEEN ? AND ?"
            " ORDER BY population DESC, id LIMIT ?",
            (south, north, west, east, most),
        )
        return tuple(map(_filed, rows))

    def close(self) -> None:
        for connection in self._connections.values():
            connection.close()
        self._connections.clear()


def _filed(row: tuple[Any, ...]) -> Filed:
    """A row as a place; files written before `listed` was kept lack the last field."""
    _, ref, name, lat, lon, country, admin, names, feature, population, *listed = row
    pairs = tuple((language, spelled) for language, spelled in json.loads(names))
    place = Candidate(ref, name, lat, lon, country, tuple(json.loads(admin)), pairs, feature)
    return Filed(place, population, any(listed))
