"""Lemmas, for search and for telling known words from names: simplemma's dictionaries (MIT)."""

from __future__ import annotations

from functools import lru_cache

import simplemma

from takhrij.language.words import clitic_lengths


@lru_cache(maxsize=65536)
def lemma(word: str, language: str) -> str:
    """The dictionary form of a word as written, clitics off where the rest is in the dictionary.

    A word that the dictionary doesn't hold comes back as it is: names are left alone.
    """
    for skipped in clitic_lengths(word):
        if simplemma.is_known(word[skipped:], lang=language):
            return str(simplemma.lemmatize(word[skipped:], lang=language))
    return word


@lru_cache(maxsize=65536)
def is_known(word: str, language: str) -> bool:
    """Whether the dictionary holds a word as written, or what is left of it without clitics."""
    return any(
        simplemma.is_known(word[skipped:], lang=language) for skipped in clitic_lengths(word)
    )
