"""Which party a name stands for, so that two ways of naming one can be told to agree."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from takhrij.language.fold import fold
from takhrij.language.lexicon import load


@cache
def _known() -> tuple[tuple[str, re.Pattern[str]], ...]:
    table: dict[str, list[str]] = load("world", "record_parties")["parties"]
    return tuple(
        (name, re.compile("|".join(rf"\b(?:ال)?{re.escape(fold(w).strip())}" for w in words)))
        for name, words in table.items()
    )


@lru_cache(maxsize=4096)
def parties(name: str) -> frozenset[str]:
    """The parties that a name or description stands for; none where it isn't known."""
    plain = fold(name)
    return frozenset(party for party, pattern in _known() if pattern.search(plain))
