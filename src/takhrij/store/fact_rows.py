"""The facts of cases in rows: what the map and the timeline across cases are drawn from.

They are made from the people's reading of the newest version, anew with every decision on it.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

from takhrij.casefile.decisions import Decision
from takhrij.casefile.facts import Fact, facts
from takhrij.casefile.judged import judged

Row = Mapping[str, Any]


def keep_facts(connection: sqlite3.Connection, key: str, case: Row) -> None:
    """Put the facts of a case's reading in place of those before, in the caller's transaction."""
    connection.execute("DELETE FROM fact WHERE case_id = ?", [key])
    connection.executemany(
        "INSERT INTO fact VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [[key, *_columns(one)] for one in facts(case)],
    )
    connection.execute("UPDATE case_head SET has_facts = 1 WHERE id = ?", [key])


def keep_judged_facts(
    connection: sqlite3.Connection, key: str, case: Row, decisions: Sequence[Decision]
) -> None:
    """The same, of what people made of the case."""
    keep_facts(connection, key, judged(case, decisions).case)


def _columns(one: Fact) -> list[Any]:
    names = None if one.names is None else json.dumps(one.names, ensure_ascii=False)
    return [
        one.claim, one.words, one.event, one.basis, one.misfits, one.earliest, one.latest,
        one.ref, names, one.lat, one.lon, one.precision, one.nth,
    ]  # fmt: skip
