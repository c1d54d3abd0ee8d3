"""Distances and bearings between what the gazetteer knows of two names."""

from __future__ import annotations

from dataclasses import dataclass
from math import asin, atan2, cos, degrees, radians, sin

from takhrij.annotations import Candidate, Place
from takhrij.language.gazetteer.lookup import distance_km

EXTENT_KM = {"city": 6.0, "village": 2.5, "site": 2.5}
"""How far from its point a place may still be itself. Gazetteers differ by as much: points of
Syrian towns in GeoNames and in OCHA's table lie 2 km apart in the middle, up to 10 at most."""
_LEAST_CONFIDENCE = 0.03
_LEAST_POINT = 0.2
_MOST_CANDIDATES = 4


@dataclass(frozen=True, slots=True)
class Leg:
    """From one place to another: kilometres, degrees from north, and doubts on each."""

    km: float
    bearing: float
    doubt_km: float
    doubt_degrees: float
    confidence: float


def is_a_point(place: Place) -> bool:
    """A settlement or a site that the gazetteer holds: something to measure from.

    A governorate and its seat share a name; a stated distance is from the seat.
    """
    if not place.candidates or place.metonym or "countryside" in (place.area or ""):
        return False
    sure = sum(candidate.confidence for candidate in _points(place))
    return place.candidates[0].feature != "country" and sure >= _LEAST_POINT


def _points(place: Place) -> list[Candidate]:
    """The readings with a point of their own; one that only stands in for a place that no
    gazetteer holds (`in:` the region around it) is nothing to measure from."""
    known = (c for c in place.candidates if not c.ref.startswith("in:"))
    return [candidate for candidate in known if candidate.feature in EXTENT_KM]


def legs(start: Place, end: Place) -> tuple[Leg, ...]:
    """The leg between each meaning of one name and each of the other, likeliest first.

    Confidence is that both points are meant, given that points are.
    """
    found = [
        leg(a, b, first * second)
        for a, first in _meant(start)
        for b, second in _meant(end)
        if a.ref != b.ref
    ]
    return tuple(sorted(found, key=lambda one: (-one.confidence, one.km)))


def _meant(place: Place) -> list[tuple[Candidate, float]]:
    """The likely points a name means, each with its share of their confidence."""
    likely = [c for c in _points(place) if c.confidence >= _LEAST_CONFIDENCE][:_MOST_CANDIDATES]
    total = sum(candidate.confidence for candidate in likely)
    return [(candidate, candidate.confidence / total) for candidate in likely]


def leg(start: Candidate, end: Candidate, confidence: float) -> Leg:
    km = distance_km(start.lat, start.lon, end.lat, end.lon)
    doubt = EXTENT_KM.get(start.feature, 0.0) + EXTENT_KM.get(end.feature, 0.0)
    turn = degrees(asin(min(1.0, doubt / km))) if km else 180.0
    return Leg(km, bearing(start, end), doubt, turn, confidence)


def bearing(start: Candidate, end: Candidate) -> float:
    """Initial great-circle bearing in degrees from north, clockwise."""
    east = radians(end.lon - start.lon)
    here, there = radians(start.lat), radians(end.lat)
    x = sin(east) * cos(there)
    y = cos(here) * sin(there) - sin(here) * cos(there) * cos(east)
    return degrees(atan2(x, y)) % 360


def apart(one: float, other: float) -> float:
    """The angle between two bearings, 0 to 180."""
    return abs((one - other + 180) % 360 - 180)
