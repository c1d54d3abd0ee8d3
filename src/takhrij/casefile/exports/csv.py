"""A case as tables: a ZIP of CSV files with its data dictionary, a Frictionless Data Package.

The columns are those of `columns.toml`. Several ids stand in one cell with spaces between
them, spans as `start-end`. A cell whose text would run as a formula in a spreadsheet (it
begins with = + - @, a tab or a return) gets an apostrophe before it, as OWASP advises; numbers
don't. Files are in UTF-8 with a byte order mark, so that spreadsheets show Arabic.
"""

from __future__ import annotations

import csv as writer
import io
import json
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from takhrij.casefile.exports import Export, Row, lost
from takhrij.casefile.interface import INTERFACES, Interface
from takhrij.casefile.verify_package import packed

_RUNS = ("=", "+", "-", "@", "\t", "\r")


@cache
def tables() -> dict[str, dict[str, Any]]:
    """Each table's description, source and columns. Don't change it."""
    path = files("takhrij.casefile.exports") / "columns.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def csv(case: Row, language: Interface) -> Export:
    """The ZIP; descriptions in `datapackage.json` are in `language`, the dictionary in both."""
    made = {f"{name}.csv": _file(_rows(case, name)) for name in tables()}
    made["dictionary.csv"] = _file(_dictionary())
    made["datapackage.json"] = _package(case, language)
    return Export(packed(made), lost(case, "families"))


def _rows(case: Row, name: str) -> Iterator[list[str]]:
    table = tables()[name]
    columns = table["columns"]
    yield [column["name"] for column in columns]
    for item in _items(case, name, table):
        yield [_cell(_found(item, column.get("from", column["name"]))) for column in columns]


def _items(case: Row, name: str, table: Row) -> Iterator[Row]:
    """The objects that a table has a row for; `of` names the list that holds its own lists."""
    if "of" not in table:
        yield from case[table.get("list", name)]
        return
    for holder in case[table["of"]]:
        for place, item in enumerate(holder[table["list"]], start=1):
            yield {"claim": holder["id"], "place": place, **item}


def _found(item: Row, path: str) -> Any:
    found: Any = item
    for key in path.split("."):
        found = found.get(key) if isinstance(found, Mapping) else None
    return found


def _cell(value: Any) -> str:
    if isinstance(value, str):
        return f"'{value}" if value.startswith(_RUNS) else value
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Mapping):
        return _span(value)
    if isinstance(value, list):
        return " ".join(_cell(one) for one in value)
    return str(value)


def _span(value: Row) -> str:
    if "start" in value and "end" in value:
        return f"{value['start']}-{value['end']}"
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _file(rows: Iterator[list[str]]) -> bytes:
    text = io.StringIO(newline="")
    writer.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def _dictionary() -> Iterator[list[str]]:
    yield ["table", "column", "type", *INTERFACES]
    for name, table in tables().items():
        yield [name, "", "", *(table[language] for language in INTERFACES)]
        for column in table["columns"]:
            yield [
                name,
                column["name"],
                column["type"],
                *(column[language] for language in INTERFACES),
            ]


def _package(case: Row, language: Interface) -> bytes:
    """`datapackage.json`, by the Data Package standard 1."""
    about = case["document"]
    made = {
        "profile": "tabular-data-package",
        "name": "takhrij-case",
        "id": about["id"],
        "title": about["title"],
        "resources": [_resource(name, table, language) for name, table in tables().items()],
    }
    return (json.dumps(made, ensure_ascii=False, indent=1) + "\n").encode()


def _resource(name: str, table: Row, language: Interface) -> Row:
    fields = [
        {"name": column["name"], "type": column["type"], "description": column[language]}
        for column in table["columns"]
    ]
    return {
        "profile": "tabular-data-resource",
        "name": name,
        "path": f"{name}.csv",
        "encoding": "utf-8",
        "description": table[language],
        "schema": {"fields": fields},
    }
