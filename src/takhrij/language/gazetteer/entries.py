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

    def row(self) -> str:
        """One line of canonical JSON; the digest of a gazetteer is taken over these."""
        fields = [self.ref, self.name, self.lat, self.lon, self.country, self.admin]
        fields += [self.names, self.spellings, self.feature, self.population]
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
        aliases = {key(name) for name in entry.spellings if not is_arabic(name)}
        yield from sorted("+" + alias for alias in aliases - full if len(alias) > 2)


def heads_of(entry: Entry) -> Iterator[str]:
    """Beginnings of an entry's names of more than one word, marked `^`, word by word."""
    for name in _written(entry):
        words = parts(name)
        for count in range(1, min(len(words), LONGEST)):
            yield "^" + "".join(words[:count])


def _is_alias(entry: Entry, name: str) -> bool:
    """A further Latin name of a place that isn't famous; filed apart."""
    own = (entry.name, *(pair[1] for pair in entry.names))
    return not is_arabic(name) and name not in own and not is_famous(entry)


def _written(entry: Entry) -> Iterable[str]:
    yield entry.name
    yield from (name for _, name in entry.names)
    yield from entry.spellings


def _keys_of(entry: Entry) -> Iterator[str]:
    for name in _written(entry):
        spelling = key(name)
        if len(spelling) < 2 or _is_alias(entry, name):
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
