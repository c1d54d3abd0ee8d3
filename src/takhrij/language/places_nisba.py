"""Adjectives of countries: التركية tells that the name before it lies in Turkey."""

from __future__ import annotations

from functools import cache

from takhrij.language.fold import fold
from takhrij.language.gazetteer.keys import bare, is_arabic
from takhrij.language.gazetteer.world import countries

_ENDINGS = ("ستان", "ويه", "ويا", "يين", "يون", "يات", "يا", "يه", "ي", "ا", "ه")


@cache
def _stems() -> dict[str, str]:
    """Stems of one-word Arabic country names and their country codes; shared ones left out."""
    found: dict[str, set[str]] = {}
    for entry in countries():
        names = [name for language, name in entry.names if language == "ar"]
        for name in (*names, *entry.spellings):
            if is_arabic(name) and " " not in name:
                found.setdefault(_stem(fold(name)), set()).add(entry.country)
    return {stem: min(codes) for stem, codes in found.items() if len(codes) == 1}


def _stem(word: str) -> str:
    word = bare(word)
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


def country_of(adjective: str) -> str | None:
    """The country that a folded Arabic adjective belongs to (تركيه gives TR), or None."""
    if not adjective.endswith(("يه", "ي", "يين", "يون", "يات")):
        return None
    return _stems().get(_stem(adjective))
