"""The rows of a data set's file: CSV, or JSON that is a list of objects or one with such a list."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from takhrij.errors import UsageError
from takhrij.records.mapping import Mapping

Wrong = tuple[tuple[str, str], ...]
"""Pairs of what kind of fault and what it is, in English."""
_CELL = 1_000_000
"""Code points of one cell at most."""
_SEPARATORS = (",", ";", "\t", "|")


@dataclass(frozen=True, slots=True)
class Row:
    """`number` from 1 (a CSV file's heading not counted); `values` by column; `wrong`: what is
    wrong with its form; `of_table`, in the first row: what is wrong with the whole table."""

    number: int
    values: dict[str, str]
    wrong: Wrong = ()
    of_table: tuple[str, ...] = ()

    def get(self, column: str) -> str:
        return self.values.get(column, "")


def rows(path: Path, mapping: Mapping) -> Iterator[Row]:
    """Each row of a file.

    Raises UsageError if the file can't be read as what the mapping says it is, lacks the columns
    of ids or dates, or holds no row at all.
    """
    read = _objects if mapping.form == "json" else _lines
    some = False
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            for row in read(stream, mapping):
                some = True
                yield row
    except (OSError, UnicodeDecodeError, csv.Error, json.JSONDecodeError, RecursionError) as error:
        raise UsageError(
            f"{path} can't be read as {mapping.form}: {error}; give UTF-8 {mapping.form}"
        ) from error
    if not some:
        raise UsageError(f"{path} holds no records; nothing was changed")


def _lines(stream: TextIO, mapping: Mapping) -> Iterator[Row]:
    csv.field_size_limit(_CELL)
    reader = csv.reader(stream, delimiter=mapping.separator, strict=True)
    names = next(reader, [])
    if not names:
        return
    of_table = (*_has_columns(names, mapping), *_twice(names))
    filled = (cells for cells in reader if cells)
    for number, cells in enumerate(filled, start=1):
        values = dict(zip(names, cells, strict=False))
        yield Row(number, values, tuple(_uneven(names, cells)), of_table if number == 1 else ())


def _uneven(names: Sequence[str], cells: Sequence[str]) -> Iterator[tuple[str, str]]:
    if len(cells) < len(names):
        yield "row", f"has {len(cells)} values for {len(names)} columns; the rest are taken as none"
    elif any(cell.strip() for cell in cells[len(names) :]):
        more = ", ".join(cells[len(names) :])[:_SHOWN]
        yield "row", f"has {len(cells)} values for {len(names)} columns; left over: {more}"


_SHOWN = 120
"""Code points of a value that are repeated in a message."""


def _twice(names: Sequence[str]) -> Iterator[str]:
    for name, times in Counter(names).items():
        if times > 1 and name:
            yield f"{name} is there {times} times; the last is read"


def _objects(stream: TextIO, mapping: Mapping) -> Iterator[Row]:
    found = json.load(stream)
    if isinstance(found, dict):
        found = next((value for value in found.values() if isinstance(value, list)), None)
    if not isinstance(found, list):
        raise UsageError("the JSON holds no list of objects; give a list with one object a record")
    objects = [one for one in found if isinstance(one, dict)]
    if not objects:
        return
    of_table = _has_columns(sorted({str(name) for one in objects for name in one}), mapping)
    if len(objects) < len(found):
        of_table = (*of_table, f"{len(found) - len(objects)} entries are no objects, and left out")
    for number, row in enumerate(objects, start=1):
        values = {str(name): _text(value) for name, value in row.items()}
        yield Row(number, values, (), of_table if number == 1 else ())


def _text(value: Any) -> str:
    if value is None or isinstance(value, dict):
        return ""
    return ", ".join(map(_text, value)) if isinstance(value, list) else str(value)


def _has_columns(there: Sequence[str], mapping: Mapping) -> tuple[str, ...]:
    """What else the mapping names and the file lacks. Raises UsageError if it lacks every column
    of the ids or of the dates."""
    for field in ("ref", "from"):
        columns = mapping.fields[field]
        if not set(columns) & set(there):
            raise UsageError(
                f"no column {' or '.join(columns)} for {field} (mapping {mapping.name}); "
                + (_separated(columns, there) or f"the file has {_listed(there)}")
            )
    asked = [*mapping.fields.items(), *(("events", columns) for _, columns, _ in mapping.events)]
    lacking = [(name, columns) for name, columns in asked if not set(columns) & set(there)]
    told = (f"none called {' or '.join(columns)} for {name}" for name, columns in lacking)
    return tuple(dict.fromkeys(told))


def _listed(there: Sequence[str]) -> str:
    return ", ".join(there[:12])[:_SHOWN] or "none"


def _separated(columns: Iterable[str], there: Sequence[str]) -> str | None:
    """What to write in the mapping where another separator would find the columns."""
    for separator in _SEPARATORS:
        if any(set(columns) & set(name.split(separator)) for name in there):
            return f"they are there with separator = {json.dumps(separator)} in the mapping"
    return None
