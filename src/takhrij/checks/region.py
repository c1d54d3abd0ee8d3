"""Where a place is said to lie: in which region, on which side of another place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from takhrij.annotations import Candidate, Mention, Outcome, Place
from takhrij.checks.case import Case
from takhrij.checks.distance import direction_outcome
from takhrij.checks.drafts import Draft, draft
from takhrij.checks.geometry import is_a_point, legs
from takhrij.document import Span
from takhrij.language.fold import fold
from takhrij.language.gazetteer.lookup import Match, distance_km, named
from takhrij.language.lexicon import load

_REGION_KM = 150.0
"""No point of a governorate lies so far from its centre, but for the largest deserts."""
_SURE = 0.7
_LIKELY = 0.5
_CITY = 20_000
"""People in a place that has no namesake of its size in the same country."""
_REACH = 4
"""Words between the two names."""
_MOST_KM = 600.0
"""Nobody says of a town that it lies north of one farther off: another place is meant."""
_VILLAGE_KM = 40.0
"""A village farther off is more likely a namesake of the one meant."""
_LEAST_KM = 8.0
"""Nearer than this, two towns have no plain direction from each other."""


def containment(case: Case) -> Iterator[Draft]:
    """A place said to lie in a region, against the gazetteer.

    Consistent if the gazetteer puts any place of that name in that region. Inconsistent if it
    is sure which place is meant, puts it in another region, and that place is more than 150 km
    from the region's centre (regions have no outline here, only a centre); a city of more than
    20,000 people counts as known by its name alone, a village doesn't. Undetermined otherwise.
    """
    for inner, outer in _neighbours(case):
        region = _region(case, outer)
        if region is None or not _said_inside(case, inner, outer):
            continue
        if is_put_there(inner.of):
            yield from _known_elsewhere(case, inner, outer, region)
        elif is_a_point(inner.of):
            yield _contained(case, inner, outer, region)


def is_put_there(place: Place) -> bool:
    """The gazetteer lacks the place, and the words themselves decided where it lies."""
    return bool(place.candidates) and place.candidates[0].ref.startswith("in:")


def _known_elsewhere(
    case: Case, inner: Mention, outer: Mention, region: Candidate
) -> Iterator[Draft]:
    """A city of that name far from the region, and none in it. A village may be another."""
    small = _is_called_small(case, inner)
    cities = [m.candidate for m in _cities(case, inner.of.name, region.country)]
    if small or not cities or not all(city.admin for city in cities):
        return
    if any(_lies_in(city, region) for city in cities):
        return
    kms = [distance_km(city.lat, city.lon, region.lat, region.lon) for city in cities]
    if min(kms) > _REGION_KM:
        yield _misplaced(case, inner, outer, cities[0], round(kms[0]))


def _is_called_small(case: Case, place: Mention) -> bool:
    """Whether the words call it a village, whatever the gazetteer has under its name."""
    first, _ = case.lookup.words_of(place.span)
    before = case.lookup.words[first - 1].norm if first else ""
    return before in load(case.language, "regions")["small"]


def _cities(case: Case, name: str, country: str) -> list[Match]:
    return [
        match
        for match in named(case.gazetteer, name)
        if match.population >= _CITY
        and match.candidate.country == country
        and match.candidate.feature == "city"
    ]


def _misplaced(case: Case, inner: Mention, outer: Mention, city: Candidate, km: int) -> Draft:
    data = {"place": inner.id, "region": outer.id, "km": km, "admin": list(city.admin)}
    fields: dict[str, Any] = {"place": inner.span, "region": outer.span, "km": km}
    fields["found"] = city.admin[-1] if city.admin else city.country
    words = [inner.span, outer.span]
    return draft(case, "containment.inconsistent", "inconsistent", words, data=data, **fields)


def _neighbours(case: Case) -> Iterator[tuple[Mention, Mention]]:
    """Places named one right after the other in one sentence."""
    for one, other in zip(case.places, case.places[1:], strict=False):
        near = case.lookup.word_at(other.span.start) - case.lookup.word_at(one.span.end)
        if other.span.start >= one.span.end and near <= _REACH:
            yield one, other


def _region(case: Case, mention: Mention) -> Candidate | None:
    """The region that a name stands for: by its best meaning, or by "province" beside it."""
    regions: list[Candidate] = [c for c in mention.of.candidates if c.feature == "region"]
    if not regions or mention.of.metonym:
        return None
    if mention.of.candidates[0].feature == "region":
        return regions[0]
    first, last = case.lookup.words_of(mention.span)
    beside = case.lookup.words[max(0, first - 1) : first] + case.lookup.words[last : last + 1]
    types = load(case.language, "regions")["types"]
    return regions[0] if any(word.norm in types for word in beside) else None


def _said_inside(case: Case, inner: Mention, outer: Mention) -> bool:
    """Only a preposition or a comma between them: not "and", not "to", not "of"."""
    gap = case.text[inner.span.end : outer.span.start]
    if len(gap) > 40 or "." in gap or "\n" in gap:
        return False
    words = [fold(word) for word in gap.replace("،", " ، ").replace(",", " , ").split()]
    allowed = load(case.language, "regions")["inside"]
    needed = load(case.language, "regions")["marks"]
    return bool(words) and all(w in allowed for w in words) and any(w in needed for w in words)


def _contained(case: Case, inner: Mention, outer: Mention, region: Candidate) -> Draft:
    meant = inner.of.candidates[0]
    km = round(distance_km(meant.lat, meant.lon, region.lat, region.lon))
    outcome = _region_outcome(inner.of, region, km)
    data = {"place": inner.id, "region": outer.id, "km": km, "admin": list(meant.admin)}
    fields: dict[str, Any] = {"place": inner.span, "region": outer.span, "km": km}
    fields["found"] = meant.admin[-1] if meant.admin else meant.country
    words = [inner.span, outer.span]
    return draft(case, f"containment.{outcome}", outcome, words, data=data, **fields)


def _region_outcome(place: Place, region: Candidate, km: float) -> Outcome:
    if any(_lies_in(candidate, region) for candidate in place.candidates):
        return "consistent"
    meant = place.candidates[0]
    sure = meant.confidence >= _SURE and bool(meant.admin) and meant.country == region.country
    far = all(
        distance_km(c.lat, c.lon, region.lat, region.lon) > _REGION_KM for c in place.candidates
    )
    return "inconsistent" if sure and far else "undetermined"


def _lies_in(candidate: Candidate, region: Candidate) -> bool:
    names = {fold(name) for _, name in region.names} | {fold(region.name)}
    return candidate.country == region.country and any(
        fold(name) in names for name in candidate.admin
    )


def bearing(case: Case) -> Iterator[Draft]:
    """A place said to lie north, south-west, ... of another, against the gazetteer.

    Consistent within 45 degrees of the four winds and 34 of those between, widened by the
    extent of both places. Inconsistent only in the opposite half of the compass and more than
    8 km apart, for every meaning of both names, and if the place is a town or no more than 40 km
    off: a village farther off, or what the text calls one, is more likely a namesake.
    Undetermined otherwise. In Arabic "شمال حلب" may also be the north of Aleppo itself, which
    is why the town must be far outside.
    """
    for one, other in _neighbours(case):
        if is_a_point(one.of) and is_a_point(other.of):
            stated = _stated_direction(case, one.span, other.span)
            if stated is not None:
                yield from _directed(case, one, other, stated)


def _stated_direction(case: Case, one: Span, other: Span) -> float | None:
    """The wind named between two places, if nothing else of weight stands there."""
    if other.start - one.end > 60 or any(
        mark in case.text[one.end : other.start] for mark in ".\n"
    ):
        return None
    first, last = case.lookup.word_at(one.end), case.lookup.word_at(other.start)
    found = case.hits("winds", first, last)
    covered = sum(hit.last - hit.first + 1 for hit in found)
    winds = [hit for hit in found if hit.label not in ("link",)]
    return float(winds[0].label) if len(winds) == 1 and covered == last - first else None


def _directed(case: Case, one: Mention, other: Mention, stated: float) -> Iterator[Draft]:
    found = [leg for leg in legs(other.of, one.of) if _LEAST_KM <= leg.km <= _MOST_KM]
    if not found:
        return
    judged = [direction_outcome(stated, leg) for leg in found]
    outcome: Outcome = "undetermined"
    if "consistent" in judged:
        outcome = "consistent"
    elif all(j == "inconsistent" for j in judged) and found[0].confidence >= _LIKELY:
        village = one.of.candidates[0].feature != "city" or _is_called_small(case, one)
        outcome = "undetermined" if village and found[0].km > _VILLAGE_KM else "inconsistent"
    best = found[judged.index(outcome)] if outcome in judged else found[0]
    fields: dict[str, Any] = {
        "place": one.span,
        "other": other.span,
        "bearing": round(best.bearing),
    }
    data = {"stated": stated, "bearing": round(best.bearing), "km": round(best.km, 1)}
    words = [Span(one.span.start, other.span.end)]
    yield draft(case, f"bearing.{outcome}", outcome, words, data=data, **fields)
