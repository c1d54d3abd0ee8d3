"""What we know of a language is data: one folder a language, read once and never changed."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from takhrij.errors import DataFileError


@cache
def load(language: str, name: str) -> dict[str, Any]:
    """The table `data/<language>/<name>.toml`. Callers must not change it.

    Raises DataFileError if the file is missing or is not valid TOML.
    """
    path = files("takhrij.language") / "data" / language / f"{name}.toml"
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise DataFileError(f"no data file {language}/{name}.toml in takhrij/language") from error
    except tomllib.TOMLDecodeError as error:
        raise DataFileError(f"{language}/{name}.toml is not valid TOML: {error}") from error


def words(language: str, name: str, key: str) -> frozenset[str]:
    """The list of strings under a key, as a set. Raises DataFileError if it is not a list."""
    found = load(language, name).get(key)
    if not isinstance(found, list):
        raise DataFileError(f"{language}/{name}.toml has no list {key!r}")
    return frozenset(found)
