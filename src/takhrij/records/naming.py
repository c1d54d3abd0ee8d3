"""Names of places in a claim's own words: a record's name may stand there though no gazetteer
holds it. Every run of a few words is brought to the keys by which names are compared."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from rapidfuzz import fuzz

from takhrij.language.gazetteer.keys import is_arabic, key, without_article
from takhrij.language.gazetteer.sounds import sounds
from takhrij.language.lexicon import words

LONGEST = 4
"""Words in a name."""
ALIKE, SHORT = 85.0, 4
"""Likeness of two keys of one script, and the length up to which they must be the same."""
HEARD = 4
"""Consonants that a name must have to be told across scripts."""
_WORD = re.compile(r"[\w'’`-]+")
_CLITICS = ("و", "ب", "ل", "ف", "وب", "ول", "لل")


def alike(one: str, other: str) -> bool:
    """Whether two names are spellings of one: the same key, article or none, a letter apart in
    one script, the same consonants across scripts."""
    if is_arabic(one) != is_arabic(other):
        heard = sounds(one)
        return bool(heard) and heard == sounds(other)
    return _near(bare(one), bare(other))


def _near(mine: str, theirs: str) -> bool:
    if mine == theirs:
        return bool(mine)
    mine, theirs = _without_kind(mine, theirs)
    return min(len(mine), len(theirs)) > SHORT and fuzz.ratio(mine, theirs) >= ALIKE


def _without_kind(mine: str, theirs: str) -> tuple[str, str]:
    """Two keys without a word that says of both what kind of place they are: what tells two
    streets apart is not that both are streets."""
    for kind in _kinds():
        if mine.startswith(kind) and theirs.startswith(kind):
            return mine.removeprefix(kind), theirs.removeprefix(kind)
        if mine.endswith(kind) and theirs.endswith(kind):
            return mine.removesuffix(kind), theirs.removesuffix(kind)
    return mine, theirs


@cache
def _kinds() -> tuple[str, ...]:
    return tuple(sorted({key(word) for word in words("world", "record_names", "kinds")}))


def bare(name: str) -> str:
    """The key of a name without its article, in either script."""
    return key(without_article(name) or name)


@dataclass(frozen=True)
class Naming:
    """The runs of words of a claim, as keys and as consonants."""

    keys: frozenset[str]
    heard: frozenset[str]
    arabic: bool
    known: dict[str, bool] = field(default_factory=dict)

    def names(self, name: str) -> bool:
        """Whether a place of this name, or of one like it, stands in the words."""
        if name not in self.known:
            self.known[name] = self._names(name)
        return self.known[name]

    def _names(self, name: str) -> bool:
        wanted = bare(name)
        if len(wanted) < 2 + (not is_arabic(name)):
            return False
        if wanted in self.keys:
            return True
        if any(_near(wanted, one) for one in self.keys if abs(len(one) - len(wanted)) <= 2):
            return True
        told = sounds(name)
        latin = not (self.arabic and is_arabic(name))  # Arabic spelling needs no ear
        return latin and len(told) >= HEARD and told in self.heard


def naming(text: str) -> Naming:
    """Every run of up to LONGEST words, with and without what Arabic writes onto a word."""
    found = _WORD.findall(text)
    runs = {
        " ".join(found[at : at + length])
        for length in range(1, LONGEST + 1)
        for at in range(len(found) - length + 1)
    }
    runs |= {
        run[len(c) :] for run in runs for c in _CLITICS if is_arabic(run) and run.startswith(c)
    }
    keys = frozenset(one for run in runs if len(one := bare(run)) > 1)
    heard = frozenset(one for run in runs if (one := sounds(run)))
    return Naming(keys, heard, is_arabic(text))
