"""Words and phrases of a data file found among tokens, Arabic clitics split off."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from takhrij.document import Language
from takhrij.language.tokens import Token, tokens


class Entry(NamedTuple):
    """What a word of a data file means: its kind in a grammar, and its value."""

    kind: str
    value: Any


class Found(NamedTuple):
    """A word or phrase among tokens: `skip` letters of clitics stand before it."""

    entry: Entry
    skip: int
    definite: bool
    length: int
    """How many tokens it takes."""


_CLITICS = ("", "و", "ف", "ب", "ل", "ك", "وب", "ول", "وك", "فب", "فل", "لل", "ولل")


@lru_cache(maxsize=16384)
def readings(norm: str, language: Language) -> tuple[tuple[int, bool, str], ...]:
    """Ways to read a word: letters of clitics split off, whether ال is, and what is left."""
    if language != "ar":
        return ((0, False, norm),)
    ways = [(0, False, norm)]
    for clitics in _CLITICS:
        if norm.startswith(clitics) and len(norm) > len(clitics) + 1:
            ways.extend(_rests(norm, clitics))
    return tuple(ways)


def _rests(norm: str, clitics: str) -> list[tuple[int, bool, str]]:
    rest, skip = norm[len(clitics) :], len(clitics)
    if clitics.endswith("لل"):  # للمدنيين: ل and المدنيين
        return [(skip - 1, True, rest), (skip - 1, False, "ال" + rest)]
    ways = [(skip, False, rest)] if clitics else []
    return [*ways, (skip, True, rest[2:])] if rest.startswith("ال") else ways


class Phrases:
    """The entries of one data file, ready to be found. Longest phrase first, then the word."""

    def __init__(self, entries: Mapping[str, Entry], language: Language) -> None:
        self._language: Language = language
        self._words: dict[str, Entry] = {}
        self._phrases: dict[str, list[tuple[tuple[str, ...], Entry]]] = {}
        for phrase, entry in entries.items():
            parts = tuple(token.norm for token in tokens(phrase))
            if len(parts) == 1:
                self._words.setdefault(parts[0], entry)
            elif parts:
                self._phrases.setdefault(parts[0], []).append((parts, entry))
        for found in self._phrases.values():
            found.sort(key=lambda pair: (-len(pair[0]), pair[0]))
        self.word = lru_cache(maxsize=16384)(self._word)
        self.knows = lru_cache(maxsize=16384)(self._knows)
        self._beginnings = lru_cache(maxsize=16384)(self._find_beginnings)

    def phrase(self, stream: Sequence[Token], at: int) -> Found | None:
        """The longest phrase of two words or more that begins at a token."""
        for skip, definite, rest in self._beginnings(stream[at].norm):
            for parts, entry in self._phrases[rest]:
                following = stream[at + 1 : at + len(parts)]
                if tuple(token.norm for token in following) == parts[1:]:
                    return Found(entry, skip, definite, len(parts))
        return None

    def _word(self, norm: str) -> Found | None:
        """The entry of a single folded word."""
        for skip, definite, rest in readings(norm, self._language):
            if rest in self._words:
                return Found(self._words[rest], skip, definite, 1)
        return None

    def _knows(self, norm: str) -> bool:
        """Whether a folded word is an entry, or may begin a phrase that is."""
        return self.word(norm) is not None or bool(self._beginnings(norm))

    def _find_beginnings(self, norm: str) -> tuple[tuple[int, bool, str], ...]:
        ways = readings(norm, self._language)
        return tuple(way for way in ways if way[2] in self._phrases)
