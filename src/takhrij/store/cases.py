"""Cases: what was read out of an article, kept version by version beside its document.

A version is the case file's own bytes, compressed and under their digest, which is checked
on every reading. Reading the article again with other data or another program adds a version;
the ones before stay as they are, with the decisions that were made on them.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from takhrij.casefile.decisions import asked
from takhrij.casefile.json import dumps
from takhrij.document import digest
from takhrij.errors import EnvironmentFault, UsageError
from takhrij.store.corpus import Corpus
from takhrij.store.fact_rows import keep_facts

Row = Mapping[str, Any]

PAGE = 50
"""Cases on one page of a list."""
_HEAD = (
    "id, document, version, title, language, publisher, published, made, status, claims,"
    " inconsistent, waiting, decisions, restricted"
)
_DIGITS = 16
"""Hexadecimal digits of a document's digest that name its case."""


@dataclass(frozen=True, slots=True)
class Head:
    """What a list shows of a case. `version` is its newest; `waiting` counts what of it
    should be looked at and has not been; `restricted` cases are for those named only."""

    id: str
    document: str
    version: int
    title: str
    language: str
    publisher: str | None
    published: str | None
    made: str
    status: str
    claims: int
    inconsistent: int
    waiting: int
    decisions: int
    restricted: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list of cases is narrowed to. `reader` sees only what is open to that account;
    None sees all."""

    status: str | None = None
    language: str | None = None
    words: str = ""
    reader: str | None = None
    queue: bool = False
    """In the order of what awaits review, closed cases left out; else newest first."""


@dataclass(frozen=True, slots=True)
class Cases:
    """The cases of an open corpus."""

    corpus: Corpus

    @property
    def _connection(self) -> sqlite3.Connection:
        return self.corpus.connection

    def keep(self, case: Row, *, made: str) -> Head:
        """Keep what was read, as a new case or the next version of a known one, and commit.

        The very same reading again is kept once. `made` is when, in ISO form. Raises UsageError
        if the corpus doesn't hold the document.
        """
        document = case["document"]["id"]
        self.corpus.document(document)
        held, key = dumps(case).encode(), case_id(document)
        with self._connection:
            self._connection.execute("BEGIN IMMEDIATE")
            version, last = self._newest(key)
            if last != digest(held):
                self._keep_version(case, key, version + 1, held, made)
        return self.head(key)

    def _newest(self, key: str) -> tuple[int, str]:
        row = self._connection.execute(
            "SELECT version, digest FROM case_version WHERE case_id = ?"
            " ORDER BY version DESC LIMIT 1",
            [key],
        ).fetchone()
        return (0, "") if row is None else (int(row[0]), str(row[1]))

    def _keep_version(self, case: Row, key: str, version: int, held: bytes, made: str) -> None:
        about, made_by = case["document"], dumps(case["made_by"], indent=None)
        misfits = sum(one["outcome"] == "inconsistent" for one in case["findings"])
        execute = self._connection.execute
        execute(
            "INSERT INTO case_head (id, document, version, title, language, publisher, published,"
            " made, status, claims, inconsistent, waiting, decisions, restricted)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'new', ?, ?, ?, 0, 0)"
            " ON CONFLICT (id) DO UPDATE SET version = excluded.version, status = 'new',"
            " title = excluded.title, made = excluded.made, claims = excluded.claims,"
            " inconsistent = excluded.inconsistent, waiting = excluded.waiting, decisions = 0",
            [key, about["id"], version, about["title"] or about["source"], about["language"],
             about["publisher"], about["published"], made, len(case["claims"]), misfits,
             len(asked(case))],
        )  # fmt: skip
        execute(
            "INSERT INTO case_version VALUES (?, ?, ?, ?, ?, ?)",
            [key, version, digest(held), zlib.compress(held, 6), made_by, made],
        )
        self._keep_sources(case, key)
        keep_facts(self._connection, key, case)
        self.corpus.log("annotation", key, {"version": version, "case": digest(held)})

    def _keep_sources(self, case: Row, key: str) -> None:
        self._connection.execute("DELETE FROM case_source WHERE case_id = ?", [key])
        counted: dict[tuple[str, str], int] = {}
        publisher = case["document"]["publisher"]
        if publisher:
            counted[publisher, "publisher"] = 1
        for one in case["attributions"]:
            if one["speaker"]:
                name = (one["speaker"], one["kind"])
                counted[name] = counted.get(name, 0) + 1
        self._connection.executemany(
            "INSERT INTO case_source VALUES (?, ?, ?, ?)",
            [[key, name, kind, count] for (name, kind), count in counted.items()],
        )

    # --- reading --------------------------------------------------------------------------

    def head(self, key: str) -> Head:
        """One case. Raises UsageError if there is none."""
        row = self._connection.execute(
            f"SELECT {_HEAD} FROM case_head WHERE id = ?", [key]
        ).fetchone()
        if row is None:
            raise UsageError(f"no case {key} in {self.corpus.folder}")
        return _head(row)

    def heads(self, ask: Asked, page: int = 1) -> tuple[list[Head], int]:
        """One page of a list of cases, and how many there are in all."""
        where, values = _where(ask)
        order = (
            "CASE status WHEN 'second_reader' THEN 0 WHEN 'in_review' THEN 1 ELSE 2 END,"
            " waiting DESC, number"
            if ask.queue
            else "number DESC"
        )
        (count,) = self._connection.execute(
            f"SELECT count(*) FROM case_head{where}", values
        ).fetchone()
        rows = self._connection.execute(
            f"SELECT {_HEAD} FROM case_head{where} ORDER BY {order} LIMIT ? OFFSET ?",
            [*values, PAGE, (page - 1) * PAGE],
        )
        return [_head(row) for row in rows], int(count)

    def read(self, key: str, version: int | None = None) -> dict[str, Any]:
        """A version of a case, the newest by default. Raises as `text` does."""
        found: dict[str, Any] = json.loads(self.text(key, version))
        return found

    def text(self, key: str, version: int | None = None) -> bytes:
        """The case file of a version, the newest by default.

        Raises UsageError if there is none, EnvironmentFault if its bytes have changed.
        """
        row = self._connection.execute(
            "SELECT digest, held FROM case_version WHERE case_id = ?"
            " AND version = coalesce(?, (SELECT version FROM case_head WHERE id = ?))",
            [key, version, key],
        ).fetchone()
        if row is None:
            raise UsageError(f"no case {key} in version {version} in {self.corpus.folder}")
        return _opened(key, row[0], row[1])

    def digest(self, key: str, version: int) -> str:
        """The digest of a version's case file. Raises UsageError if there is none."""
        row = self._connection.execute(
            "SELECT digest FROM case_version WHERE case_id = ? AND version = ?", [key, version]
        ).fetchone()
        if row is None:
            raise UsageError(f"no case {key} in version {version} in {self.corpus.folder}")
        return str(row[0])

    def versions(self, key: str) -> list[tuple[int, str, str]]:
        """Number, digest and time of making of every version, oldest first."""
        return list(
            self._connection.execute(
                "SELECT version, digest, made FROM case_version WHERE case_id = ? ORDER BY version",
                [key],
            )
        )

    def unread_documents(self, limit: int = PAGE) -> list[tuple[str, str, str]]:
        """Documents of the corpus without a case, newest first: id, title or source, language."""
        rows = self._connection.execute(
            "SELECT id, coalesce(title, source), language FROM document"
            " WHERE NOT EXISTS (SELECT 1 FROM case_head WHERE case_head.document = document.id)"
            " ORDER BY number DESC LIMIT ?",
            [limit],
        )
        return list(rows)

    def of_documents(self, documents: Sequence[str]) -> dict[str, str]:
        """The case of each document that has one."""
        keys = {case_id(one): one for one in documents}
        marks = ", ".join("?" * len(keys))
        rows = self._connection.execute(
            f"SELECT id FROM case_head WHERE id IN ({marks})", list(keys)
        )
        return {keys[key]: key for (key,) in rows}

    def speaking(self, source: str, reader: str | None) -> list[Head]:
        """The cases open to a reader in which a source speaks, newest first; a page of them."""
        where, values = _where(Asked(reader=reader))
        joined = " AND " if where else " WHERE "
        rows = self._connection.execute(
            f"SELECT {_HEAD} FROM case_head{where}{joined}id IN"
            " (SELECT case_id FROM case_source WHERE name = ?) ORDER BY number DESC LIMIT ?",
            [*values, source, PAGE],
        )
        return [_head(row) for row in rows]


def case_id(document: str) -> str:
    """The id of a document's case: the first digits of its digest, so that it is stable."""
    return document.removeprefix("sha256:")[:_DIGITS]


def _opened(key: str, said: str, held: bytes) -> bytes:
    try:
        text = zlib.decompress(held)
    except zlib.error as error:
        raise EnvironmentFault(f"case {key} is damaged ({error}); restore the folder") from error
    if digest(text) != said:
        raise EnvironmentFault(f"case {key} has changed since it was made; restore the folder")
    return text


def _head(row: Sequence[Any]) -> Head:
    *told, restricted = row
    return Head(*[*told, bool(restricted)])


def _where(ask: Asked) -> tuple[str, list[Any]]:
    parts, values = narrowing(ask)
    return all_of(parts), values


def all_of(parts: Sequence[str]) -> str:
    """The WHERE that asks for every condition; empty where there is none."""
    return " WHERE " + " AND ".join(parts) if parts else ""


def narrowing(ask: Asked) -> tuple[list[str], list[Any]]:
    """What a case must fulfil, as conditions on `case_head`, and their values."""
    parts: list[str] = []
    values: list[Any] = []
    for column, value in (("status", ask.status), ("case_head.language", ask.language)):
        if value:
            parts.append(f"{column} = ?")
            values.append(value)
    if ask.queue:
        parts.append("status <> 'closed'")
    if ask.words:
        parts.append("(instr(title, ?) OR instr(coalesce(publisher, ''), ?))")
        values += [ask.words, ask.words]
    if ask.reader is not None:
        parts.append(
            "(restricted = 0 OR EXISTS (SELECT 1 FROM case_access"
            " WHERE case_id = case_head.id AND account = ?))"
        )
        values.append(ask.reader)
    return parts, values
