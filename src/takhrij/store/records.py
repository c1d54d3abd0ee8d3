"""Incident records in a corpus: kept with their data set, asked by column or whole."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import numpy as np

from takhrij.records.book import UNDATED, Columns
from takhrij.records.importing import Problem
from takhrij.records.memory import keys_of
from takhrij.records.record import Dataset, Record
from takhrij.store.corpus import Corpus

_DAYS = ("earliest", "latest")
_TUPLES = ("actors", "problems", "killed", "injured")
_MANY = 500


@dataclass(frozen=True, slots=True)
class RecordBook:
    """The records of an open corpus, behind `records.book.Book`."""

    corpus: Corpus

    def take_in(
        self, dataset: Dataset, found: Iterable[tuple[Record, tuple[Problem, ...]]]
    ) -> tuple[int, list[Problem]]:
        """Keep a data set whole, in place of an earlier import of it; returns how many records
        and what is wrong with any. One transaction, logged: all of it or nothing."""
        connection = self.corpus.connection
        problems: list[Problem] = []
        count = 0
        with connection:
            connection.execute("DELETE FROM record WHERE dataset = ?", [dataset.name])
            for record, wrong in found:
                connection.execute(
                    "INSERT INTO record (dataset, ref, earliest, latest, lat, lon, precision,"
                    " keys, event, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    _row(record),
                )
                problems += wrong
                count += 1
            held = json.dumps([asdict(one) for one in problems], ensure_ascii=False)
            about = [dataset.name, dataset.title, dataset.licence, dataset.credit, dataset.digest]
            connection.execute(
                "INSERT OR REPLACE INTO dataset VALUES (?, ?, ?, ?, ?, ?)", [*about, held]
            )
            self.corpus.log("records", dataset.name, {"digest": dataset.digest, "records": count})
        return count, problems

    def __len__(self) -> int:
        (count,) = self.corpus.connection.execute("SELECT count(*) FROM record").fetchone()
        return int(count)

    def datasets(self) -> Sequence[Dataset]:
        rows = self.corpus.connection.execute(
            "SELECT name, title, licence, credit, digest, problems, count(number),"
            " min(earliest), max(latest) FROM dataset LEFT JOIN record ON dataset = name"
            " GROUP BY name ORDER BY name"
        )
        return [
            Dataset(
                name=row[0],
                title=row[1],
                licence=row[2],
                credit=row[3],
                digest=row[4],
                records=row[6],
                problems=len(json.loads(row[5])),
                earliest=_day(row[7]),
                latest=_day(row[8]),
            )
            for row in rows
        ]

    def problems(self, dataset: str) -> list[dict[str, Any]]:
        """What was wrong with the rows of a data set when it was imported."""
        row = self.corpus.connection.execute(
            "SELECT problems FROM dataset WHERE name = ?", [dataset]
        ).fetchone()
        return list(json.loads(row[0])) if row else []

    def columns(self) -> Columns:
        rows = self.corpus.connection.execute(
            "SELECT number, lat, lon, earliest, latest, precision, keys, dataset, event"
            " FROM record ORDER BY number"
        ).fetchall()
        number, lat, lon, earliest, latest, precision, keys, dataset, event = (
            zip(*rows, strict=True) if rows else ((),) * 9
        )
        return Columns(
            np.array(number, dtype=np.int64),
            np.array(lat, dtype=np.float64),
            np.array(lon, dtype=np.float64),
            _ordinals(earliest),
            _ordinals(latest),
            np.array(precision, dtype=np.int64),
            tuple(keys),
            tuple(dataset),
            tuple(event),
        )

    def records(self, numbers: Sequence[int]) -> Sequence[Record]:
        found: dict[int, Record] = {}
        for start in range(0, len(numbers), _MANY):
            part = list(numbers[start : start + _MANY])
            marks = ", ".join("?" * len(part))
            found.update(
                (number, _record(body))
                for number, body in self.corpus.connection.execute(
                    f"SELECT number, body FROM record WHERE number IN ({marks})", part
                )
            )
        return [found[number] for number in numbers]


def _row(record: Record) -> list[Any]:
    return [
        record.dataset,
        record.ref,
        record.earliest.isoformat() if record.earliest else None,
        record.latest.isoformat() if record.latest else None,
        record.lat,
        record.lon,
        record.precision,
        keys_of(record),
        record.event,
        json.dumps(asdict(record), ensure_ascii=False, default=str),
    ]


def _record(body: str) -> Record:
    held = json.loads(body)
    for name in _DAYS:
        held[name] = _day(held[name])
    for name in _TUPLES:
        held[name] = None if held[name] is None else tuple(held[name])
    held["names"] = tuple((language, name) for language, name in held["names"])
    return Record(**held)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _ordinals(days: Sequence[str | None]) -> np.ndarray[Any, np.dtype[np.int64]]:
    found = (date.fromisoformat(day).toordinal() if day else UNDATED for day in days)
    return np.fromiter(found, dtype=np.int64, count=len(days))
