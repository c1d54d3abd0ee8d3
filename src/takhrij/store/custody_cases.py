"""Cases and decisions held against the custody log: each is what was logged, and none is gone."""

from __future__ import annotations

import re
import sqlite3
import zlib
from collections.abc import Iterator, Mapping

from takhrij.casefile.judged import decision_row
from takhrij.document import digest
from takhrij.store.custody import canonical
from takhrij.store.decisions import row_read

_CASE = re.compile("[0-9a-f]{16}")
Told = Mapping[tuple[str, str], set[str | None]]
"""Digests of what was logged, by event and subject."""


def case_faults(connection: sqlite3.Connection, told: Told) -> Iterator[str]:
    """Where versions of cases and decisions differ from the log, one line each."""
    left = {key: set(data) for key, data in told.items() if key[0] in ("annotation", "decision")}
    yield from _versions(connection, left)
    yield from _decisions(connection, left)
    for (event, subject), data in left.items():
        if data and (event == "decision" or _CASE.fullmatch(subject)):
            yield f"{event} {subject} is in the log, and what it tells of is gone"


def _versions(
    connection: sqlite3.Connection, left: dict[tuple[str, str], set[str | None]]
) -> Iterator[str]:
    rows = connection.execute(
        "SELECT case_id, version, digest, held FROM case_version ORDER BY case_id, version"
    )
    for key, version, stated, held in rows:
        place = f"case {key} in version {version}"
        if _digest_of(held) != stated:
            yield f"{place} is not what was kept: its digest differs"
        logged = digest(canonical({"version": version, "case": stated}).encode())
        if logged not in left.get(("annotation", key), ()):
            yield f"{place} is not one that the log tells of"
        else:
            left["annotation", key].discard(logged)


def _digest_of(held: bytes) -> str | None:
    try:
        return digest(zlib.decompress(held))
    except zlib.error:
        return None


def _decisions(
    connection: sqlite3.Connection, left: dict[tuple[str, str], set[str | None]]
) -> Iterator[str]:
    rows = connection.execute(
        "SELECT number, case_id, version, action, kind, key, value, why, who, at FROM decision"
        " ORDER BY case_id, number"
    )
    for row in rows:
        made = row_read(row)
        subject = f"{made.case}/{made.number}"
        logged = digest(canonical(decision_row(made)).encode())
        if logged not in left.get(("decision", subject), ()):
            yield f"decision {subject} is not one that the log tells of"
        else:
            left["decision", subject].discard(logged)
