"""Several index files asked as one."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import asin, cos, radians, sin, sqrt
from pathlib import Path

from rapidfuzz import fuzz, process

from takhrij.annotations import Candidate
from takhrij.language.gazetteer.index import Index, hashed
from takhrij.language.gazetteer.keys import exact, is_arabic, key, loose, without_article

SCANNED = 200_000
"""The most places of a gazetteer that are compared one by one for likeness: 0.1 s."""
SAME_PLACE_KM = 12.0
"""Two entries of one name from different gazetteers this near are one place: GeoNames points
of Syrian towns lie up to 10 km from OCHA's."""

_EARTH_KM = 6371.0088


def distance_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Great-circle distance by the haversine formula, on a sphere of mean radius (IUGG)."""
    north, east = radians(other_lat - lat), radians(other_lon - lon)
    chord = sin(north / 2) ** 2 + cos(radians(lat)) * cos(radians(other_lat)) * sin(east / 2) ** 2
    return 2 * _EARTH_KM * asin(min(1.0, sqrt(chord)))


@dataclass(frozen=True, slots=True)
class Match:
    """A place that a name may mean. `own` is true for the user's gazetteers, `alias` where
    the name is one of its less known Latin ones, `listed` where a second source lists it.
    """

    candidate: Candidate
    population: int
    own: bool
    alias: bool = False
    listed: bool = False

    def km(self, other: Match) -> float:
        a, b = self.candidate, other.candidate
        return distance_km(a.lat, a.lon, b.lat, b.lon)


class Gazetteer:
    """Look-ups over index files, the user's before the world. Close it when done."""

    def __init__(self, paths: Sequence[Path], world: Path | None = None) -> None:
        self._own = tuple(Index(path) for path in sorted(paths))
        self._world = (Index(world),) if world is not None else ()
        self.indexes = (*self._own, *self._world)
        self._own_keys = lru_cache(maxsize=1)(self._every_key)
        self._filed = lru_cache(maxsize=16_384)(self._matches)

    @property
    def digest(self) -> str:
        """One digest for all the gazetteers in use, whatever their files are called."""
        digests = sorted(index.digest for index in self.indexes)
        return "sha256:" + hashlib.sha256("\n".join(digests).encode()).hexdigest()

    @property
    def has_own(self) -> bool:
        """Whether the user has gazetteers beside the world."""
        return bool(self._own)

    def may_hold(self, spelling: str) -> bool:
        """Whether a key may be filed; never false for one that is."""
        return self._may_hold(hashed(spelling))

    def _may_hold(self, hashes: tuple[int, int]) -> bool:
        for index in self.indexes:  # noqa: SIM110  (asked of every word; `any` costs twice this)
            if index.may_hold(hashes):
                return True
        return False

    def may_begin(self, beginning: str) -> bool:
        """Whether a longer name may begin with these bare words, joined."""
        return self.may_hold("^" + beginning)

    def matches(self, spelling: str) -> tuple[Match, ...]:
        """The places filed under a key, the user's first, then the most populous."""
        hashes = hashed(spelling)
        return self._filed(spelling, hashes) if self._may_hold(hashes) else ()

    def _matches(self, spelling: str, hashes: tuple[int, int]) -> tuple[Match, ...]:
        own = _found(self._own, spelling, hashes, own=True)
        world = _found(self._world, spelling, hashes, own=False)
        return _merged(own, world) if own else tuple(world)

    def within(
        self, south: float, west: float, north: float, east: float, most: int
    ) -> tuple[Candidate, ...]:
        """Settlements inside a box in degrees, most populous first, none twice."""
        box = (south, west, north, east, most)
        found = [filed for index in self.indexes for filed in index.within(*box)]
        kept: list[Candidate] = []
        for one, *_ in sorted(found, key=lambda filed: (-filed.population, filed.candidate.ref)):
            near = (distance_km(one.lat, one.lon, other.lat, other.lon) for other in kept)
            if all(km > SAME_PLACE_KM / 4 for km in near):
                kept.append(one)
        return tuple(kept[:most])

    def latin(self, spelling: str) -> tuple[Match, ...]:
        """The places of a Latin name, those that it is an alias of last."""
        aliases = tuple(replace(m, alias=True) for m in self.matches("+" + spelling))
        named = tuple(_flagged(m, spelling) for m in self.matches(spelling))
        found = (*named, *aliases)
        own = [match for match in found if match.own]
        return _merged(own, [match for match in found if not match.own]) if own else found

    def alike(self, spelling: str, least: float) -> tuple[str, ...]:
        """Keys of the user's own gazetteers that are nearly a key, the likest first.

        Gazetteers of more than `SCANNED` places are left out: every key is compared.
        """
        scored = process.extract(
            spelling, self._own_keys(), scorer=fuzz.ratio, score_cutoff=least, limit=3
        )
        return tuple(found for found, _, _ in scored)

    def exchanged(self, spelling: str) -> tuple[str, ...]:
        """Keys with two neighbouring letters behind the first the other way round."""
        pairs = range(1, len(spelling) - 1)
        turned = {
            spelling[:at] + spelling[at + 1] + spelling[at] + spelling[at + 2 :] for at in pairs
        }
        return tuple(sorted(key for key in turned - {spelling} if self.may_hold(key)))

    def longer(self, spelling: str) -> tuple[str, ...]:
        """Keys of the user's own gazetteers that begin with a key; else those that end in it."""
        begin = tuple(key for index in self._own for key in index.beginning(spelling))
        return begin or tuple(key for key in self._own_keys() if key.endswith(spelling))

    def _every_key(self) -> tuple[str, ...]:
        small = (index for index in self._own if index.places <= SCANNED)
        return tuple(dict.fromkeys(key for index in small for key in index.every_key()))

    def close(self) -> None:
        for index in self.indexes:
            index.close()


def _found(
    indexes: Sequence[Index], spelling: str, hashes: tuple[int, int], *, own: bool
) -> list[Match]:
    return [
        Match(filed.candidate, filed.population, own, listed=filed.listed)
        for index in indexes
        for filed in index.find(spelling, hashes)
    ]


def _merged(own: list[Match], world: list[Match]) -> tuple[Match, ...]:
    """The user's entries take over the population and country of the same place in the world."""
    kept: list[Match] = []
    rest = list(world)
    for match in own:
        same = [w for w in rest if _is_settlement(w) and w.km(match) <= SAME_PLACE_KM]
        if same and match.candidate.feature != "region":
            rest = [w for w in rest if w not in same]
            match = _joined(match, same[0])
        kept.append(match)
    return (*sorted(kept, key=_standing), *rest)


def _apart(one: Candidate, other: Candidate) -> float:
    return distance_km(one.lat, one.lon, other.lat, other.lon)


def _flagged(match: Match, spelling: str) -> Match:
    """Marked as an alias where a city's own name is another (Manhattan of New York)."""
    named = match.candidate.feature != "city" or match.own
    own = (match.candidate.name, *(name for _, name in match.candidate.names))
    if named or any(spelling in key(name) for name in own):
        return match
    return replace(match, alias=True)


def _standing(match: Match) -> tuple[int, bool, bool]:
    """Populous places first, then towns before villages, then what a second source lists."""
    return -match.population, match.candidate.feature != "city", not match.listed


def _is_settlement(match: Match) -> bool:
    return match.candidate.feature in ("city", "village")


def _joined(own: Match, world: Match) -> Match:
    mine, theirs = own.candidate, world.candidate
    admin = mine.admin + tuple(name for name in theirs.admin if name not in mine.admin)
    country = mine.country or theirs.country
    feature = theirs.feature if mine.feature == "village" else mine.feature
    joined = replace(mine, country=country, admin=admin, feature=feature)
    return replace(own, candidate=joined, population=max(own.population, world.population))


def spellings(name: str) -> tuple[str, ...]:
    """The keys to try for a written name, the surest first."""
    first = key(name)
    if is_arabic(name):
        relaxed = loose(first)
        tries = [exact(name), first, *(["~" + relaxed] if relaxed else [])]
    else:
        rest = without_article(name)
        tries = [first, *([key(rest)] if rest else [])]
    return tuple(spelling for spelling in tries if len(spelling) >= 2)


def named(gazetteer: Gazetteer, name: str) -> tuple[Match, ...]:
    """The places a written name may mean, by the surest spelling that finds any."""
    find = gazetteer.matches if is_arabic(name) else gazetteer.latin
    for spelling in spellings(name):
        found = find(spelling)
        if found:
            return found
    return ()
