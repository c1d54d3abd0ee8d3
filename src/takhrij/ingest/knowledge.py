"""What the language folders know of a report's opening lines.

This room stands above `language` in the order of imports, so it reads the data files itself.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from takhrij.document import Language
from takhrij.errors import DataFileError

_DROPPED = re.compile(r"[.\u0640\u200e\u200f]")
_HAMZA = str.maketrans("أإآىة", "ااايه")


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Words of one language, each in its plain form (see `plain`)."""

    labels: frozenset[str]
    date_labels: frozenset[str]
    desks: frozenset[str]
    outlet_words: frozenset[str]
    outlets: frozenset[str]
    title_tails: frozenset[str]
    given_names: frozenset[str]
    dates: frozenset[str]
    """Names of weekdays and months."""


def plain(text: str) -> str:
    """One spelling for many: no marks, dots or stretching, plain hamza, lower case, one space."""
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(_HAMZA))
    kept = "".join(one for one in decomposed if not unicodedata.combining(one))
    return " ".join(_DROPPED.sub("", kept).translate(_HAMZA).split())


@cache
def knowledge(language: Language) -> Knowledge:
    """The words of a language. Raises DataFileError if a file or a list is missing."""
    openings, names, times = (_table(language, name) for name in ("openings", "names", "times"))
    lists = ("labels", "date_labels", "desks", "outlet_words", "outlets", "title_tails")
    try:
        words = {name: frozenset(map(plain, openings[name])) for name in lists}
    except KeyError as error:
        raise DataFileError(f"{language}/openings.toml has no list {error}") from error
    given = f"{names.get('given', '')} {names.get('weak', '')}"
    return Knowledge(**words, given_names=frozenset(plain(given).split()), dates=_dates(times))


def _dates(times: dict[str, Any]) -> frozenset[str]:
    sections = ("weekdays", "short_weekdays", "months", "weak_months")
    return frozenset(
        plain(word) for name in sections for words in times.get(name, {}).values() for word in words
    )


def _table(language: str, name: str) -> dict[str, Any]:
    path = files("takhrij.language") / "data" / language / f"{name}.toml"
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise DataFileError(f"no data file {language}/{name}.toml in takhrij/language") from error
    except tomllib.TOMLDecodeError as error:
        raise DataFileError(f"{language}/{name}.toml is not valid TOML: {error}") from error
