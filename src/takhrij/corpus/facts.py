"""A claim and a passage, slot by slot: place, date, count, actor, event; with the words.

Distances are great-circle kilometres between gazetteer entries, dates intervals of days,
counts ranges. A slot that either side leaves empty is not compared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import product
from typing import TypeVar

from takhrij.annotations import Agreement, Fact, Place
from takhrij.claims.told import Count, Days, Party, Told
from takhrij.corpus.stance.neutral import named
from takhrij.corpus.stance.sides import language_of
from takhrij.language.gazetteer.keys import key
from takhrij.language.gazetteer.lookup import distance_km

SAME_KM, NEAR_KM = 6.0, 25.0
"""Points of one town differ by so much between gazetteers; a village lies by its town."""
REGION_KM = 120.0
"""A region's centre may lie so far from a place inside it."""
NEAR_DAYS = 3
BROAD_DAYS = 62
"""An interval longer than two months says too little to agree or differ."""
_RANK: dict[Agreement, int] = {"same": 0, "near": 1, "apart": 2}
_ALIKE = frozenset({"airstrike", "shelling", "bombing"})
"""Kinds that two reports of one event may use for each other."""
T = TypeVar("T")


def facts(claim: Told, passage: Told) -> tuple[Fact, ...]:
    """Every slot that both sides fill, the nearest pair of each: place, date, count, actor, event.

    Counts are compared harm by harm: dead with dead, injured with injured.
    """
    return tuple(_facts(claim, passage))


def _facts(claim: Told, passage: Told) -> Iterator[Fact]:
    yield from _nearest(_place, _narrow(claim.places), _narrow(passage.places))
    yield from _nearest(_date, _brief(claim.days), _brief(passage.days))
    for of in dict.fromkeys(count.of for count in claim.counts):
        ours, theirs = ([c for c in side.counts if c.of == of] for side in (claim, passage))
        yield from _nearest(_count, ours, theirs)
    yield from _nearest(_actor, claim.parties, passage.parties)
    yield from _nearest(_event, sorted(claim.events), sorted(passage.events))


def _nearest(
    compare: Callable[[T, T], Fact], ours: Sequence[T], theirs: Sequence[T]
) -> Iterator[Fact]:
    """The comparison that agrees best; the first of several alike."""
    found = [compare(one, other) for one, other in product(ours, theirs)]
    if found:
        yield min(found, key=lambda fact: (_RANK[fact.agreement], fact.apart or 0.0))


def _narrow(places: Sequence[Place]) -> list[Place]:
    """Places smaller than a country; one stands for itself only where it is no government."""
    return [place for place in places if not place.metonym and _feature(place) != "country"]


def _feature(place: Place) -> str:
    return place.candidates[0].feature if place.candidates else ""


def _brief(days: Sequence[Days]) -> list[Days]:
    return [one for one in days if one.breadth <= BROAD_DAYS]


def _place(claim: Place, passage: Place) -> Fact:
    km = kilometres(claim, passage)
    if key(claim.name) == key(passage.name) and (km is None or km <= NEAR_KM):
        return Fact("place", "same", claim.name, passage.name, 0.0)
    if km is None:
        return Fact("place", "apart", claim.name, passage.name)
    if "region" in (_feature(claim), _feature(passage)):
        return Fact("place", "near" if km <= REGION_KM else "apart", claim.name, passage.name, km)
    agreement: Agreement = "same" if km <= SAME_KM else "near" if km <= NEAR_KM else "apart"
    return Fact("place", agreement, claim.name, passage.name, km)


def kilometres(one: Place, other: Place) -> float | None:
    """Between the likeliest meanings of two names, to a tenth; None where either has none.

    A point that only stands in for the region around an unknown place measures nothing.
    """
    if not (is_placed(one) and is_placed(other)):
        return None
    a, b = one.candidates[0], other.candidates[0]
    return round(distance_km(a.lat, a.lon, b.lat, b.lon), 1)


def is_placed(place: Place) -> bool:
    """Whether a gazetteer holds the place itself."""
    return bool(place.candidates) and not place.candidates[0].ref.startswith("in:")


def _date(claim: Days, passage: Days) -> Fact:
    apart = claim.apart(passage)
    agreement: Agreement = "same" if not apart else "near" if apart <= NEAR_DAYS else "apart"
    return Fact("date", agreement, claim.words, passage.words, float(apart))


def _count(claim: Count, passage: Count) -> Fact:
    """Figures that can't both be so are apart, unless the count is of another kind of victim."""
    if claim.meets(passage):
        return Fact("count", "same", claim.words, passage.words)
    other_kind = None not in (claim.unit, passage.unit) and claim.unit != passage.unit
    near = claim.approximate or passage.approximate or other_kind
    return Fact("count", "near" if near else "apart", claim.words, passage.words)


def _actor(claim: Party, passage: Party) -> Fact:
    same = (
        (claim.ref is not None and claim.ref == passage.ref)
        or key(claim.name) == key(passage.name)
        or not _sides(claim.words).isdisjoint(_sides(passage.words))
    )
    return Fact("actor", "same" if same else "apart", claim.words, passage.words)


@lru_cache(maxsize=4096)
def _sides(words: str) -> frozenset[str]:
    """The parties of sides.toml that words name: the regime's army is of the regime, as rebel
    fighters are of the opposition."""
    found = named(words, language_of(words))
    return frozenset(key for kind, key in (name.party for name in found) if kind == "parties")


def _event(claim: str, passage: str) -> Fact:
    if claim == passage:
        return Fact("event", "same", claim, passage)
    return Fact("event", "near" if {claim, passage} <= _ALIKE else "apart", claim, passage)
