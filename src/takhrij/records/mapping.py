"""A mapping: which column of a data set holds what. One TOML file, no code.

See docs/records.md for every key. Mappings that come with the program are named; any other is
a path.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping as Table
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal, get_args

from takhrij.errors import UsageError

Field = Literal[
    "ref",
    "from",
    "until",
    "place_ar",
    "place_en",
    "within",
    "lat",
    "lon",
    "precision",
    "actors",
    "killed_low",
    "killed_high",
    "injured_low",
    "injured_high",
    "summary",
    "status",
    "origin",
    "url",
]
FIELDS: tuple[str, ...] = get_args(Field)
_ABOUT = ("name", "title", "licence", "credit", "format", "separator", "dates", "did_it", "victims")
_TABLES = ("fields", "event", "events", "split", "part", "drop", "precision")
_KEYS = frozenset((*_ABOUT, *_TABLES))


@dataclass(frozen=True, slots=True)
class Mapping:
    """`fields`: for each field the columns it is read from, the first filled one used; `part`
    takes one piece of a value ("province : town" by " : ", -1); `split` parts a value into
    several; `drop` are words left out at the end of place names."""

    name: str
    title: str
    licence: str
    credit: str
    form: Literal["csv", "json"]
    separator: str
    dates: tuple[str, ...]
    fields: Table[str, tuple[str, ...]]
    event: str | None
    events: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]
    split: Table[str, str]
    part: Table[str, tuple[str, int]]
    drop: tuple[str, ...]
    precision: Table[str, int]
    did_it: bool
    victims: str


def named() -> tuple[str, ...]:
    """The mappings that come with the program."""
    folder = files("takhrij.records") / "mappings"
    return tuple(sorted(one.name.removesuffix(".toml") for one in folder.iterdir()))


def mapping(wanted: str) -> Mapping:
    """A mapping by name or path. Raises UsageError if there is none or it can't be used."""
    if wanted in named():
        text = (files("takhrij.records") / "mappings" / f"{wanted}.toml").read_text("utf-8")
    elif wanted.endswith(".toml"):
        text = _read(Path(wanted))
    else:
        known = ", ".join(named())
        raise UsageError(f"no data set {wanted}; known are {known}, or name a mapping: FILE.toml")
    try:
        return _mapping(tomllib.loads(text), wanted)
    except (tomllib.TOMLDecodeError, TypeError, ValueError, KeyError, AttributeError) as error:
        raise UsageError(f"mapping {wanted} can't be used: {error}; see docs/records.md") from error


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"mapping {path} can't be read: {error}; name a TOML file") from error


def _mapping(table: dict[str, Any], wanted: str) -> Mapping:
    unknown = sorted(set(table) - _KEYS) + sorted(set(table.get("fields", {})) - set(FIELDS))
    if unknown:
        raise ValueError(f"unknown keys {', '.join(unknown)}")
    if not {"ref", "from"} <= set(table["fields"]):
        raise ValueError("fields needs at least ref and from")
    return Mapping(
        name=str(table.get("name") or Path(wanted).stem),
        title=str(table.get("title", "")),
        licence=str(table.get("licence", "not stated")),
        credit=str(table.get("credit", "")),
        form=_form(table.get("format", "csv")),
        separator=str(table.get("separator", ",")),
        dates=tuple(table.get("dates", ("%Y-%m-%d",))),
        fields={name: _listed(columns) for name, columns in table["fields"].items()},
        event=table.get("event"),
        events=tuple(_rule(rule) for rule in table.get("events", ())),
        split=dict(table.get("split", {})),
        part={name: (str(at[0]), int(at[1])) for name, at in table.get("part", {}).items()},
        drop=tuple(word.casefold() for word in table.get("drop", ())),
        precision={str(k): int(v) for k, v in table.get("precision", {}).items()},
        did_it=bool(table.get("did_it", True)),
        victims=_victims(table.get("victims", "")),
    )


def _form(value: str) -> Literal["csv", "json"]:
    if value == "csv":
        return "csv"
    if value == "json":
        return "json"
    raise ValueError(f"format is csv or json, not {value}")


def _victims(value: str) -> str:
    if value not in ("", "civilians"):
        raise ValueError(f"victims is civilians or left out, not {value}")
    return value


def _listed(columns: str | list[str]) -> tuple[str, ...]:
    return (columns,) if isinstance(columns, str) else tuple(columns)


def _rule(rule: dict[str, Any]) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    words = tuple(word.casefold() for word in rule["words"])
    return str(rule["event"]), _listed(rule["columns"]), words
