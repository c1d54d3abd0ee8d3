"""Names of places in a claim's own words: a record's name may stand there though no gazetteer
holds it. Every run of a few words is brought to the keys by which names are compared."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from rapidfuzz import fuzz

from takhrij.language.gazetteer.keys import is_arabic, key, without_article
from takhrij.language.gazetteer.sounds import sounds
from takhrij.language.lexicon import words

LONGEST = 4
"""Words in a name that is looked for in any spelling; a longer one must stand there whole."""
ALIKE, SHORT = 85.0, 4
"""Likeness of two keys of one script, and the length up to which they must be the same; one more
in Latin letters, which write vowels."""
WHOLE, LONG = 92.0, 12
"""Likeness from which a name of so many letters stands in the text."""
HEARD = 4
"""Consonants that a name must have to be told across scripts."""
_WORD = re.compile(r"[\w\u064B-\u065F\u0670'’`-]+")
_CLITICS = ("و", "ب", "ل", "ف", "وب", "ول", "لل")
_PARTS = re.compile(r" (?:near|in|and|between|west of|east of|north of|south of) |[(,]")
_SPELT = (
    ("ee", "i"), ("oo", "u"), ("ou", "u"), ("ei", "i"), ("ai", "i"), ("ay", "i"), ("ey", "i"),
    ("e", "i"), ("o", "u"), ("q", "k"), ("w", "u"), ("y", "i"),
)  # fmt: skip
_DOUBLED = re.compile(r"(.)\1+")
_LAST = re.compile(r"[ai]?h?$")


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
    short = SHORT + (not is_arabic(mine))
    return min(len(mine), len(theirs)) > short and fuzz.ratio(mine, theirs) >= ALIKE


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


@cache
def spelt(spelling: str) -> str:
    """A Latin key in one of the spellings that newspapers give it: Hajeen and Hajin, Mourk and
    Murk are one. Empty where too little is left to tell it by."""
    if is_arabic(spelling):
        return ""
    for old, new in _SPELT:
        spelling = spelling.replace(old, new)
    plain = _LAST.sub("", _DOUBLED.sub(r"\1", spelling))
    return plain if len(plain) >= SHORT else ""


def beginning(name: str) -> str:
    """The place that a longer description begins with; the whole name where it is none."""
    return _PARTS.split(name)[0].strip()


@dataclass(frozen=True)
class Naming:
    """The runs of words of a claim: as keys, and those that may be names (in Latin letters,
    from one capital to another) as keys, in plain spelling, and as consonants."""

    whole: str
    keys: frozenset[str]
    named: frozenset[str]
    spelt: frozenset[str]
    heard: frozenset[str]
    arabic: bool
    of_next: frozenset[str] = frozenset()
    """Keys of single Arabic words that the next one makes definite: "باب النيرب" is not "الباب"."""
    known: dict[str, bool] = field(default_factory=dict)

    def names(self, name: str) -> bool:
        """Whether a place of this name, or of one like it, stands in the words."""
        if name not in self.known:
            inner = name.rpartition(":")[2].strip()  # "Raqqa: Badou quarter"
            self.known[name] = self._names(name) or self._is_begun(name) or self._names(inner)
        return self.known[name]

    def _names(self, name: str) -> bool:
        wanted = bare(name)
        if len(wanted) < 2 + (not is_arabic(name)):
            return False
        if wanted in self.of_next and name.startswith("ال"):
            return False
        if wanted in self.keys or spelt(wanted) in self.spelt:
            return True
        if len(wanted) >= LONG and fuzz.partial_ratio(wanted, self.whole) >= WHOLE:
            return True
        if any(_near(wanted, one) for one in self.named if abs(len(one) - len(wanted)) <= 2):
            return True
        told = sounds(name.split("(")[0])
        latin = not (self.arabic and is_arabic(name))  # Arabic spelling needs no ear
        return latin and len(told) >= HEARD and told in self.heard

    def _is_begun(self, name: str) -> bool:
        """Whether the place is there that a description begins with: "Hatla near the river"."""
        first = bare(beginning(name))
        return spelt(first) in self.spelt and first != bare(name)


def naming(text: str) -> Naming:
    """Every run of up to LONGEST words, with and without what Arabic writes onto a word."""
    found = _WORD.findall(text)
    runs = {
        " ".join(found[at : at + length])
        for length in range(1, LONGEST + 1)
        for at in range(len(found) - length + 1)
        if not _is_of_street(found, at, at + length)
    }
    runs |= {
        run[len(c) :] for run in runs for c in _CLITICS if is_arabic(run) and run.startswith(c)
    }
    names = {run for run in runs if run and _may_name(run)}
    named = frozenset(one for run in names if len(one := bare(run)) > 1)
    return Naming(
        whole=key(text),
        keys=frozenset(one for run in runs if len(one := bare(run)) > 1),
        named=named,
        spelt=frozenset(one for run in named if (one := spelt(run))),
        heard=frozenset(one for run in names if (one := sounds(run))),
        arabic=is_arabic(text),
        of_next=frozenset(
            key(one) for one, after in pairwise(found) if after.startswith("ال") and one[:2] != "ال"
        ),
    )


def _is_of_street(words: Sequence[str], start: int, end: int) -> bool:
    """Whether a run of words is only what a street, bridge or market is called after: "طريق الباب",
    "Al-Bab road" are no Al-Bab."""
    around = (*words[max(0, start - 1) : start], *words[end : end + 1])
    return any(key(one) in _streets() for one in around)


@cache
def _streets() -> frozenset[str]:
    return frozenset(key(word) for word in words("world", "record_names", "streets"))


def _may_name(run: str) -> bool:
    """Whether some words may be a name: any in Arabic; else both ends are written so, or with
    the article or a number ("al-Bab", "4th")."""
    if is_arabic(run):
        return True
    first, *_, last = run.split() * 2
    ends = all(_is_written_so(word) for word in (first, last))
    kind = len(run.split()) > 1 and key(last) in _kinds()  # "Aqrabat camp"
    return ends or (kind and _is_written_so(first)) or (first in _ARTICLES and last[:1].isupper())


def _is_written_so(word: str) -> bool:
    return any(sign.isupper() or sign.isdigit() for sign in word)


_ARTICLES = frozenset({"al", "el", "ash", "as", "ar", "an", "at", "az", "ad"})
