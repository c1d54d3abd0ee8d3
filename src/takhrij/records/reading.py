"""The rows of a data set's file: CSV, or JSON that is a list of objects or one with such a list."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

from takhrij.errors import UsageError
from takhrij.records.mapping import Mapping

Row = dict[str, str]
_CELL = 1_000_000
"""Code points of one cell at most."""


def rows(path: Path, mapping: Mapping) -> Iterator[tuple[int, Row]]:
    """Each row with its number, from 1 (a CSV file's heading not counted).

    Raises UsageError if the file can't be read as what the mapping says it is.
    """
    read = _objects if mapping.form == "json" else _lines
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            yield from enumerate(read(stream, mapping), start=1)
    except (OSError, UnicodeDecodeError, csv.Error, json.JSONDecodeError, RecursionError) as error:
        raise UsageError(
            f"{path} can't be read as {mapping.form}: {error}; give UTF-8 {mapping.form}"
        ) from error


def _lines(stream: TextIO, mapping: Mapping) -> Iterator[Row]:
    csv.field_size_limit(_CELL)
    reader = csv.DictReader(stream, delimiter=mapping.separator)
    _has_columns(reader.fieldnames or [], mapping)
    for row in reader:
        yield {name: value or "" for name, value in row.items() if isinstance(name, str)}


def _objects(stream: TextIO, mapping: Mapping) -> Iterator[Row]:
    found = json.load(stream)
    if isinstance(found, dict):
        found = next((value for value in found.values() if isinstance(value, list)), None)
    if not isinstance(found, list):
        raise UsageError("the JSON holds no list of objects; give a list with one object a record")
    rows = [one for one in found if isinstance(one, dict)]
    _has_columns(sorted({name for one in rows for name in one}), mapping)
    for row in rows:
        yield {str(name): _text(value) for name, value in row.items()}


def _text(value: Any) -> str:
    if value is None or isinstance(value, dict):
        return ""
    return ", ".join(map(_text, value)) if isinstance(value, list) else str(value)


def _has_columns(there: Any, mapping: Mapping) -> None:
    """Raises UsageError if no column of the ids or the dates is in the file."""
    for field in ("ref", "from"):
        columns = mapping.fields[field]
        if not set(columns) & set(there):
            raise UsageError(
                f"no column {' or '.join(columns)} for {field} (mapping {mapping.name}); "
                f"the file has {', '.join(map(str, list(there)[:12]))}"
            )
