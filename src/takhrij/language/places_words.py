"""The words around place names, from `places.toml` and `ordinary.toml`, folded and ready."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from takhrij.document import Language
from takhrij.language.fold import fold
from takhrij.language.lexicon import load


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """`types` gives each type word its kind: settlement, region, area, quarter or site."""

    types: dict[str, str]
    with_name: frozenset[str]
    before: frozenset[str]
    person: frozenset[str]
    directions: dict[str, int]
    metonym_verbs: frozenset[str]
    capital: frozenset[str]
    country: frozenset[str]
    ordinary: frozenset[str]


@cache
def place_words(language: Language) -> PlaceWords:
    """The words for one language. Raises DataFileError if its files are missing."""
    table = load(language, "places")
    return PlaceWords(
        types={fold(word): kind for kind, words in table["types"].items() for word in words},
        with_name=_folded(table["span"]["with_name"]),
        before=_folded(table["before"]["place"]),
        person=_folded(table["before"]["person"]),
        directions={fold(word): degrees for word, degrees in table["directions"].items()},
        metonym_verbs=_folded(table["metonym"]["verbs"]),
        capital=_folded(table["anaphors"]["capital"]),
        country=_folded(table["anaphors"]["country"]),
        ordinary=_folded(load(language, "ordinary")["words"].split()),
    )


def _folded(words: list[str]) -> frozenset[str]:
    return frozenset(map(fold, words))
