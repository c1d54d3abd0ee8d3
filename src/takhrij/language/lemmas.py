"""Lemmas, for search and for telling known words from names: simplemma's dictionaries (MIT)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import simplemma

from takhrij.language.words import clitic_lengths

_ENDINGS = (
    "هما", "تين", "تان", "ها", "هم", "هن", "نا", "كم", "ات", "ين", "ون", "ان", "وا", "ية",
    "ته", "تها", "تهم", "تنا", "ه", "ة", "ا", "ت", "و", "ي",
)  # fmt: skip
"""What may be written onto an Arabic stem: plural and person endings, pronouns."""
_STARTS = ("ي", "ت", "ن", "أ", "م")
"""What may be written before one: persons of the present, participles."""
_VERB_ENDINGS = ("هما", "ها", "هم", "هن", "نا", "كم", "ون", "ين", "ان", "وا", "ه")
"""What may be written onto a form with one of those."""
_SHORTEST = 3
_SHORTEST_BOTH = 4
"""Letters left at least where something is off at one end, or at both."""
_LONGEST = 40


def open_dictionary(language: str) -> None:
    """Read the dictionary of a language now, which takes half a second, not when first asked."""
    simplemma.is_known("-", lang=language)


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
def is_listed(word: str, language: str) -> bool:
    """Whether the dictionary holds a word just as written."""
    return len(word) <= _LONGEST and bool(simplemma.is_known(word, lang=language))


@lru_cache(maxsize=65536)
def is_known(word: str, language: str) -> bool:
    """Whether the dictionary holds a word as written, or what is left without clitics."""
    if len(word) > _LONGEST:
        return False
    return any(
        simplemma.is_known(word[skipped:], lang=language) for skipped in clitic_lengths(word)
    )


@lru_cache(maxsize=65536)
def is_familiar(word: str, language: str) -> bool:
    """Whether a word as written is an everyday one: the dictionary holds it, or what is left
    of it once clitics and (in Arabic) endings and person markers are off.

    What is not is a name, a foreign word or a misspelling.
    """
    if len(word) > _LONGEST:
        return False
    if language != "ar":
        return bool(simplemma.is_known(word, lang=language))
    return any(simplemma.is_known(form, lang="ar") for form in _reduced(word))


def _reduced(word: str) -> Iterator[str]:
    """A word, then without clitics, then without endings and starts as well."""
    stems = [word[skipped:] for skipped in clitic_lengths(word)]
    yield from stems
    for stem in stems:
        yield from _without(stem, _ENDINGS, _SHORTEST if stem == word else _SHORTEST_BOTH)
        if stem.startswith(_STARTS):
            yield stem[1:]
            yield from _without(stem[1:], _VERB_ENDINGS, _SHORTEST_BOTH)


def _without(stem: str, endings: tuple[str, ...], shortest: int) -> Iterator[str]:
    """A stem without each ending it has, and with what the ending may have replaced."""
    for ending in endings:
        if stem.endswith(ending) and len(stem) - len(ending) >= shortest:
            rest = stem[: -len(ending)]
            yield from (rest, rest + "ة", rest + "ي")
