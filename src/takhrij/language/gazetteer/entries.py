"""What a gazetteer holds of a place."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from takhrij.language.gazetteer.keys import (
    LONGEST,
    exact,
    is_arabic,
    key,
    loose,
    parts,
    skeleton,
    without_article,
)
from takhrij.language.gazetteer.sounds import sounds

FEATURES = ("country", "region", "city", "village", "site", "water", "other")

ARAB = frozenset(
    "AE BH DJ DZ EG EH ER IL IQ IR JO KM KW LB LY MA MR OM PS QA SA SD SO SS SY TD TN TR YE".split()  # noqa: SIM905
)
"""Countries whose Latin names are filed without the Arabic article too."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A place. `names` are pairs of language (`ar`, `en`) and name, the best first;
    `spellings` are further ways to write it, kept as keys only. Degrees WGS 84.
    """

    ref: str
    name: str
    lat: float
    lon: float
    country: str = ""
    admin: tuple[str, ...] = ()
    names: tuple[tuple[str, str], ...] = ()
    spellings: tuple[str, ...] = ()
    feature: str = "other"
    population: int = 0
    capital: bool = False
    listed: bool = False
    """Whether a second source lists the place too, so that it is the likelier meant."""

    def row(self) -> str:
        """One line of canonical JSON; the digest of a gazetteer is taken over these."""
        fields = [self.ref, self.name, self.lat, self.lon, self.country, self.admin]
        fields += [self.names, self.spellings, self.feature, self.population]
        fields += [True] if self.listed else []
        return json.dumps(fields, ensure_ascii=False, separators=(",", ":"))


GREAT, FAMOUS = 100_000, 1_000_000


def is_great(entry: Entry) -> bool:
    """A place known far from home, so that its name is spelled in many ways."""
    return entry.feature in ("country", "region") or entry.population >= GREAT


def sounds_of(entry: Entry) -> Iterator[str]:
    """Keys by consonants, marked `%`, of the names of places where Arabic is written."""
    if entry.country in ARAB or not entry.country:
        names = (name for _, name in entry.names)
        yield from sorted({"%" + signs for name in names if (signs := sounds(name))})


def is_famous(entry: Entry) -> bool:
    """A place that any of its names may be said for; of others the further Latin names are
    filed apart, marked `+`, as most are another's first name (Berea, once Aleppo).
    """
    if entry.feature not in ("city", "village") or entry.population >= FAMOUS:
        return True
    return entry.capital


def keys_of(entry: Entry) -> Iterator[str]:
    """Every key that an entry is filed under, loose ones marked `~`, none twice."""
    full = set(_keys_of(entry))
    yield from sorted(full)
    yield from sounds_of(entry)
    if not is_famous(entry):
        own = _own_names(entry)
        others = (name for name in entry.spellings if name not in own)
        aliases = {key(name) for name in others if not is_arabic(name)}
        yield from sorted("+" + alias for alias in aliases - full if len(alias) > 2)


def heads_of(entry: Entry) -> Iterator[str]:
    """Beginnings of an entry's names of more than one word, marked `^`, word by word."""
    for name in _written(entry):
        words = parts(name)
        for count in range(1, min(len(words), LONGEST)):
            yield "^" + "".join(words[:count])


def _own_names(entry: Entry) -> tuple[str, ...]:
    return tuple(dict.fromkeys((entry.name, *(name for _, name in entry.names))))


def _written(entry: Entry) -> Iterable[str]:
    return dict.fromkeys((*_own_names(entry), *entry.spellings))


def _filed(entry: Entry) -> Iterable[str]:
    """The names that an entry is filed under in full; the further Latin names of a place
    that isn't famous are not among them.
    """
    own = _own_names(entry)
    further = [name for name in entry.spellings if name not in own]
    if further and not is_famous(entry):
        further = [name for name in further if is_arabic(name)]
    return dict.fromkeys((*own, *further))


def _keys_of(entry: Entry) -> Iterator[str]:
    for name in _filed(entry):
        spelling = key(name)
        if len(spelling) < 2:
            continue
        yield spelling
        if is_arabic(spelling):
            yield exact(name)
            relaxed = loose(spelling)
            if relaxed:
                yield "~" + relaxed
            bones = skeleton(spelling) if is_great(entry) else ""
            if bones:
                yield "!" + bones
        elif entry.country in ARAB or not entry.country:
            rest = without_article(name.replace(" ", "-", 1))
            if rest and len(key(rest)) >= 3:
                yield key(rest)
