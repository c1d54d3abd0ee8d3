"""The words around place names, from `places.toml` and `ordinary.toml`, folded and ready."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from takhrij.document import Language
from takhrij.language.fold import fold
from takhrij.language.lexicon import load


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """`types` gives each type word its kind: settlement, region, area, quarter or site."""

    types: dict[str, str]
    with_name: frozenset[str]
    plural: frozenset[str]
    naming: frozenset[str]
    vague: frozenset[str]
    joining: frozenset[str]
    before: frozenset[str]
    conjunctions: frozenset[str]
    after: frozenset[str]
    never: frozenset[str]
    inside: frozenset[str]
    person: frozenset[str]
    family: frozenset[str]
    organization: frozenset[str]
    organization_after: frozenset[str]
    articles: frozenset[str]
    given_names: frozenset[str]
    weak_names: frozenset[str]
    surnames: frozenset[str]
    people: frozenset[str]
    papers: frozenset[str]
    adjectival: frozenset[str]
    directions: dict[str, int]
    countryside: frozenset[str]
    near: frozenset[str]
    between: frozenset[str]
    urban: frozenset[str]
    halves: frozenset[str]
    metonym_verbs: frozenset[str]
    abbreviations: dict[str, str]
    """Short forms of regions and their full names."""
    anaphors: dict[str, str]
    ordinary: frozenset[str]


@cache
def place_words(language: Language) -> PlaceWords:
    """The words for one language. Raises DataFileError if its files are missing."""
    table, names = load(language, "places"), load(language, "names")
    return PlaceWords(
        types={fold(word): kind for kind, words in table["types"].items() for word in words},
        directions={fold(word): degrees for word, degrees in table["directions"].items()},
        abbreviations=table["abbreviations"],
        anaphors={fold(w): kind for kind, words in table["anaphors"].items() for w in words},
        given_names=_words(names, "given", "foreign"),
        weak_names=_words(names, "weak"),
        surnames=_words(names, "surnames", "figures", "weak"),
        people=_words(names, "given", "foreign", "surnames", "figures"),
        ordinary=_words(load(language, "ordinary"), "words"),
        metonym_verbs=_folded(table["metonym"]["verbs"]),
        **{name: _folded(words) for name, words in table["span"].items()},
        **{name: _folded(words) for name, words in table["around"].items()},
        **{name: _folded(words) for name, words in table["area"].items()},
    )


def _folded(words: list[str]) -> frozenset[str]:
    return frozenset(map(fold, words))


def _words(table: dict[str, Any], *keys: str) -> frozenset[str]:
    """The words under some keys, written as text parted by spaces; absent keys hold none."""
    return frozenset(fold(word) for key in keys for word in table.get(key, "").split())
