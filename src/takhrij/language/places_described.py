"""Resolve a place description such as "الفتيح, منطقة جبلة": a name, then what it lies in.

Descriptions come from tables and captions, so they name type words, landmarks and what is
near: "قرب دوار الطيبة في الميادين". What can't be found itself is put where the description
says that it lies; its reference then begins with `in:`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from takhrij.annotations import Candidate
from takhrij.language.gazetteer.keys import is_arabic, key
from takhrij.language.gazetteer.lookup import Gazetteer, Match
from takhrij.language.gazetteer.world import regions_of
from takhrij.language.places_near import lies_in, rough_km
from takhrij.language.places_pieces import How, Piece, Readings, pieces, tiers
from takhrij.language.places_sure import SURE, is_name, likely
from takhrij.language.places_words import place_words

AWAY_KM = 150.0
"""A reading farther than this from what the description says it lies in is another place."""
TOWN_KM = 60.0
"""The same where it says that it lies in or by a town: a district is no wider."""
URBAN_KM = 20.0
"""How far from a city's point its quarters are looked for."""
BORDER_KM = 100.0
"""How far from a region's chief town a village may lie that is said to be in it and isn't."""
BESIDE_KM = 15.0
"""Differences of distance that say nothing between a settlement and what it lies near."""
MARGIN = 0.5
"""Confidence of the second reading over that of the first, and so on down; ours."""


@dataclass(frozen=True, slots=True)
class Holder:
    """What a described place lies in: the readings that can hold it, and all there are."""

    meant: Readings
    readings: Readings


@dataclass(frozen=True, slots=True)
class Answer:
    """What a description may mean, best first, and the way by which it was found; none where
    only what it lies in is known. Not `sure`: several may be meant, or the likeness is slight.
    """

    readings: Readings = ()
    how: How | None = None

    @property
    def sure(self) -> bool:
        return bool(self.readings) and self.readings[0].candidate.confidence >= SURE


def resolve(gazetteer: Gazetteer, description: str) -> Readings:
    """What a description may mean, best first; empty if nothing fits."""
    return answered(gazetteer, description).readings


def answered(gazetteer: Gazetteer, description: str) -> Answer:
    """What a description may mean and how well that is founded."""
    words = place_words("ar" if is_arabic(description) else "en")
    first, *others = pieces(gazetteer, description, words) or [Piece("")]
    context = [holder for piece in others if (holder := _holder(gazetteer, piece)).readings]
    for how, readings in tiers(gazetteer, first):
        if best := _fitting(readings, first, context):
            return _answer(gazetteer, best, first, how, pointed=bool(context))
    if outside := _outside(gazetteer, first, context):
        return _answer(gazetteer, outside, first, How.OUTSIDE, pointed=False)
    inside = _inside(context[0], first.phrase, urban=first.urban) if context else []
    return _answer(gazetteer, inside, first, None, pointed=bool(context))


def _fitting(readings: Readings, piece: Piece, context: Sequence[Holder]) -> list[Match]:
    """The readings that may lie in what is named, best first; where one is known to lie in it,
    none that only lies near it."""
    fitting = [m for m in readings if not _is_away(m, context) and _suits(m, piece, context)]
    best = sorted(fitting, key=lambda m: (_distance(m, context), _rank(m, piece)))
    if best and not _distance(best[0], context):
        return [match for match in best if not _distance(match, context)]
    return best


def _outside(gazetteer: Gazetteer, piece: Piece, context: Sequence[Holder]) -> list[Match]:
    """The one place of that very name though it lies in another region than the one named:
    a town anywhere in the country, or a village that two sources list not far off. Writers
    often take the border of a region for elsewhere.
    """
    own = [match for match in _by_name(gazetteer, piece) if match.own]
    if len(own) != 1 or not context or piece.urban or own[0].candidate.feature == "site":
        return []
    (one,) = own
    holders = context[-1].readings
    near = any(rough_km(one.candidate, other.candidate) <= BORDER_KM for other in holders)
    at_home = any(one.candidate.country == other.candidate.country for other in holders)
    is_known = one.candidate.feature == "city" or (one.listed and near)
    return own if is_known and at_home else []


def _by_name(gazetteer: Gazetteer, piece: Piece) -> Readings:
    return next((found for how, found in tiers(gazetteer, piece) if how <= How.SPELLED), ())


def _answer(
    gazetteer: Gazetteer, best: Sequence[Match], piece: Piece, how: How | None, *, pointed: bool
) -> Answer:
    readings = tuple(best)
    share = likely(readings, piece, how, pointed=pointed, own=gazetteer.has_own)
    return Answer(_ranked(readings, share), how)


def _suits(match: Match, piece: Piece, context: Sequence[Holder]) -> bool:
    """A quarter named without its city is none of the world's cities; named with a city or
    the region that is called after one, it lies in the city.
    """
    if not context:
        return piece.kind != "quarter" or match.own or match.candidate.feature != "city"
    towns = [m for m in context[0].readings if m.candidate.feature == "city"][:1]
    if not piece.urban or not towns:
        return True
    return rough_km(match.candidate, towns[0].candidate) <= URBAN_KM


def _rank(match: Match, piece: Piece) -> tuple[bool, bool, bool, int, bool, bool]:
    """The region before the city that it is called after only if a type word asks for it;
    then places of that very name before those it is a short or second name of, the
    populous, the seats of subdistricts, and those that a second source lists.
    """
    is_region = match.candidate.feature == "region"
    return (
        is_region != (piece.kind == "region"),
        not match.own,
        match.own and not is_name(match, piece.phrase),
        -match.population,
        match.candidate.feature != "city",
        not match.listed,
    )


def _holder(gazetteer: Gazetteer, piece: Piece) -> Holder:
    """What a piece may mean as the holder of another: a region where it can be one."""
    readings = next((readings for _, readings in tiers(gazetteer, piece)), ())
    regions = tuple(m for m in readings if m.candidate.feature == "region")
    return Holder(regions or readings[:10], readings)


def _is_away(match: Match, context: Sequence[Holder]) -> bool:
    """Whether a reading is far from every reading of something the description names."""
    return any(all(_off(match, o) > _reach(o) for o in holder.meant) for holder in context)


def _reach(holder: Match) -> float:
    return AWAY_KM if holder.candidate.feature in ("region", "country") else TOWN_KM


def _off(match: Match, other: Match) -> float:
    """How far off a reading is from lying in another: 0 inside or beside it, else km.

    A place known to lie in one region lies in no other, however near.
    """
    inner, outer = match.candidate, other.candidate
    if outer.feature == "country":
        return 0.0 if lies_in(inner, outer) else AWAY_KM * 2
    away = rough_km(inner, outer)
    if outer.feature != "region":
        return away if away > BESIDE_KM else 0.0
    if outer.name in inner.admin:
        return 0.0
    elsewhere = regions_of(inner.country) & set(inner.admin)
    return AWAY_KM * 2 if elsewhere else away


def _distance(match: Match, context: Sequence[Holder]) -> float:
    """Kilometres off from each piece of the context, added up."""
    return sum(min(_off(match, other) for other in holder.meant) for holder in context)


def _inside(holder: Holder, name: str, *, urban: bool = False) -> list[Match]:
    """Somewhere in a settlement or site; of a region that would say nothing."""
    if not urban and any(m.candidate.feature == "region" for m in holder.readings):
        return []
    return [
        replace(match, candidate=_somewhere_in(match.candidate, name))
        for match in holder.readings
        if match.candidate.feature in ("city", "village", "site")
    ]


def _somewhere_in(holder: Candidate, name: str) -> Candidate:
    if key(holder.name) == key(name):
        return holder
    return replace(holder, ref=f"in:{holder.ref}/{key(name)}", name=name, names=(), feature="site")


def _ranked(matches: Readings, share: float) -> Readings:
    """With their confidence: the first as likely as such are, the rest by their order."""
    rest = [MARGIN**rank for rank in range(len(matches) - 1)]
    shares = [share, *((1 - share) * part / sum(rest) for part in rest)]
    return tuple(
        replace(match, candidate=replace(match.candidate, confidence=round(part, 3)))
        for match, part in zip(matches, shares, strict=False)
    )
