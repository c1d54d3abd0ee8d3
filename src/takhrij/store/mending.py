"""What is wrong with a corpus's folder, each fault named, and what of it can be mended.

Nothing is thrown away: a damaged database is kept beside the mended one, an original is never
touched unless a tombstone says that it should be gone.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from takhrij.errors import EnvironmentFault, UsageError
from takhrij.store.corpus import Corpus, opened
from takhrij.store.custody import Witness
from takhrij.store.custody_proof import verified
from takhrij.store.migrations import migrate

DATABASE = "corpus.sqlite"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong. `fix` says what would mend it; `mended` that it has been."""

    said: str
    fix: str
    mended: bool = False


def faults(folder: Path, *, repair: bool = False, witness: Witness) -> list[Fault]:
    """Everything wrong with a corpus, mended where it can be and `repair` is given.

    Raises UsageError if the folder holds no corpus.
    """
    path = folder / DATABASE
    if not path.exists():
        raise UsageError(f"no corpus in {folder}; name the folder that holds {DATABASE}")
    found = list(_damage(path))
    if found and repair:
        found = [Fault(found[0].said, _salvaged(path), mended=True)]
    elif found:
        return found
    with opened(folder, witness=witness) as corpus:
        return [*found, *_contents(corpus, repair=repair)]


def _damage(path: Path) -> Iterator[Fault]:
    try:
        with closing(sqlite3.connect(path)) as connection:
            said = [row[0] for row in connection.execute("PRAGMA integrity_check(3)")]
    except sqlite3.DatabaseError as error:
        said = [str(error)]
    if said != ["ok"]:
        first = " ".join(said[0].split())
        yield Fault(
            f"the database {path.name} is damaged: {first}",
            "doctor --repair copies what can still be read and keeps the damaged file; "
            "a copy of the folder from before is better",
        )


def _contents(corpus: Corpus, *, repair: bool) -> Iterator[Fault]:
    for said in verified(corpus.connection).faults:
        fix = "restore the folder from a copy, or say in the case what is missing"
        yield Fault(f"custody: {said}", fix)
    for said in corpus.verify():
        yield Fault(said, "put the original back from a copy; its digest says whether it is right")
    yield from _strays(corpus, repair=repair)


def _strays(corpus: Corpus, *, repair: bool) -> Iterator[Fault]:
    """Files among the originals that no document stands for."""
    ask = corpus.connection.execute
    held = {row[0] for row in ask("SELECT id FROM document")}
    gone = {row[0] for row in ask("SELECT document FROM tombstone")}
    for path in sorted(corpus.originals.folder.glob("??/*")):
        identity = f"sha256:{path.parent.name}{path.name}"
        if path.name.endswith(".partial"):
            yield _taken_away(path, "a half written original that a stop left", repair=repair)
        elif identity in gone and identity not in held:
            yield _taken_away(path, f"original {identity} was removed and is here", repair=repair)
        elif identity not in held:
            yield Fault(
                f"original {identity} belongs to no document: a stop came before it was accepted",
                f"takhrij corpus add {path}, or add what it came from again",
            )


def _taken_away(path: Path, said: str, *, repair: bool) -> Fault:
    if not repair:
        return Fault(f"{said}: {path.name}", "doctor --repair takes it away")
    path.unlink()
    return Fault(f"{said}: {path.name}", "taken away", mended=True)


# --- a damaged database -------------------------------------------------------------------------


def _salvaged(path: Path) -> str:
    """Copy every row that can be read into a new database; says what was kept of each table."""
    fresh, kept = path.with_name(f"{path.name}.mending"), _free(path)
    fresh.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(path)) as old, closing(sqlite3.connect(fresh)) as new:
            migrate(new)
            new.execute("PRAGMA foreign_keys = OFF")
            rows = {table: _copied(old, new, table) for table in _tables(new)}
            new.commit()
        for suffix in ("-wal", "-shm"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
        path.replace(kept)
        fresh.replace(path)
    except (sqlite3.Error, OSError) as error:
        fresh.unlink(missing_ok=True)
        raise EnvironmentFault(f"{path} can't be mended: {error}; restore a copy") from error
    counted = ", ".join(f"{count} of {table}" for table, count in rows.items() if count)
    return f"what could be read was copied ({counted}); the damaged file is {kept.name}"


def _free(path: Path) -> Path:
    number = 1
    while (kept := path.with_name(f"{path.name}.damaged-{number}")).exists():
        number += 1
    return kept


def _tables(connection: sqlite3.Connection) -> list[str]:
    rows = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        " AND name <> 'migration'"
    )
    return [name for (name,) in rows]


def _copied(old: sqlite3.Connection, new: sqlite3.Connection, table: str) -> int:
    """Rows from the beginning to the damage, and from the end back to it."""
    columns = [row[1] for row in new.execute(f"PRAGMA table_info({table})")]
    marks = ", ".join("?" * len(columns))
    for direction in ("ASC", "DESC"):
        for row in _readable(old, new, table, columns, direction):
            new.execute(f"INSERT OR IGNORE INTO {table} VALUES ({marks})", row)
    (count,) = new.execute(f"SELECT count(*) FROM {table}").fetchone()
    return int(count)


def _readable(
    old: sqlite3.Connection,
    new: sqlite3.Connection,
    table: str,
    columns: list[str],
    direction: str,
) -> Iterator[tuple[object, ...]]:
    keys = [row[1] for row in new.execute(f"PRAGMA table_info({table})") if row[5]]
    order = ", ".join(f"{key} {direction}" for key in keys) or f"rowid {direction}"
    try:
        yield from old.execute(f"SELECT {', '.join(columns)} FROM {table} ORDER BY {order}")
    except sqlite3.DatabaseError:
        return
