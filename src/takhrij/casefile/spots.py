"""The places of a report as points: which can be drawn, which lie together, how far apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from takhrij.casefile.outlines import Box
from takhrij.casefile.projection import bearing, compass, framed
from takhrij.language.gazetteer.lookup import distance_km

Row = Mapping[str, Any]

RADIUS_KM: Mapping[int, float] = {2: 25.0, 3: 30.0, 4: 65.0, 5: 150.0}
"""How far off a place of each precision may be. 2 is UCDP's own figure (GED codebook: within
about 25 km); 3 to 5 are the radius of a disc as large as a typical Syrian district (2,900 km²),
governorate (13,000 km²) and a third of such a country, for drawing only."""
DISTRICT, COUNTRY = 3, 6
REACHES_KM = (40.0, 120.0, 400.0, 1500.0)
"""Radii tried in turn for the cluster that the main map frames."""
MOST_OF = 0.6
"""The part of all mentions of places that a cluster must hold to be framed alone."""
NEARLY = 0.3
"""Part of the frame's width by which a place may lie outside and still be taken in."""
LEAST_KM = 24.0
ASPECT = 1.3
MOST_PAIRS_OF = 5


@dataclass(frozen=True, slots=True)
class Spot:
    """A place that can be drawn. `number` is its row in the table, from 1; `radius` in km."""

    key: str
    number: int
    lat: float
    lon: float
    radius: float
    weight: int
    precision: int


@dataclass(frozen=True, slots=True)
class Distance:
    """Between two places of the report: entity ids, kilometres, degrees from north.

    `finding` is the row of the check that measured it, where one did.
    """

    start: Spot
    end: Spot
    finding: Row | None = None

    @property
    def km(self) -> float:
        return round(_km(self.start, self.end), 1)

    @property
    def bearing(self) -> int:
        a, b = self.start, self.end
        return round(bearing(a.lat, a.lon, b.lat, b.lon)) % 360

    @property
    def wind(self) -> str:
        return compass(self.bearing)


def spots(case: Row) -> tuple[Spot, ...]:
    """The entities that have a position; those that only stand for a government have none."""
    used: dict[str, int] = {}
    speaking = {one["entity"] for one in case["mentions"] if one["value"].get("metonym")}
    for one in case["mentions"]:
        if one["entity"] and not one["value"].get("metonym"):
            used[one["entity"]] = used.get(one["entity"], 0) + 1
    placed = [
        one
        for one in case["entities"]
        if one["type"] == "place"
        and one["lat"] is not None
        and (one["id"] in used or one["id"] not in speaking)
    ]
    return tuple(
        _spot(entity, number, used.get(entity["id"], 1)) for number, entity in enumerate(placed, 1)
    )


def _spot(entity: Row, number: int, weight: int) -> Spot:
    precision = entity["precision"] or 1
    radius = RADIUS_KM.get(precision, 0.0)
    return Spot(entity["id"], number, entity["lat"], entity["lon"], radius, weight, precision)


def points(found: Sequence[Spot]) -> tuple[Spot, ...]:
    """The spots that are points on a map: all but countries, unless there is nothing else."""
    return tuple(spot for spot in found if spot.precision < COUNTRY) or tuple(found)


def together(found: Sequence[Spot]) -> tuple[Spot, ...]:
    """The points that the main map frames: the tightest cluster with most of the mentions."""
    every = points(found)
    enough = MOST_OF * sum(spot.weight for spot in every)
    for reach in REACHES_KM:
        clusters = [tuple(s for s in every if _km(center, s) <= reach) for center in every]
        best = max(clusters, key=_weight, default=())
        if _weight(best) >= enough:
            return _with_neighbours(best, every)
    return every


def _with_neighbours(core: Sequence[Spot], every: Sequence[Spot]) -> tuple[Spot, ...]:
    """The cluster with what lies just outside its frame, so that nothing is cut off narrowly."""
    wider = frame(core).grown(NEARLY)
    return tuple(spot for spot in every if spot in core or wider.holds(spot.lon, spot.lat))


def _weight(cluster: Sequence[Spot]) -> int:
    return sum(spot.weight for spot in cluster)


def frame(core: Iterable[Spot]) -> Box:
    """The box of the main map around the spots; the circle of a whole region may leave it."""
    circles = ((s.lon, s.lat, s.radius if s.precision <= DISTRICT else 0.0) for s in core)
    return framed(circles, least_km=LEAST_KM, aspect=ASPECT)


def _km(a: Spot, b: Spot) -> float:
    return distance_km(a.lat, a.lon, b.lat, b.lon)


def distances(case: Row, found: Sequence[Spot]) -> tuple[Distance, ...]:
    """Those a check measured, then those between the most named exact places, nearest first."""
    measured = tuple(_measured(case, {spot.key: spot for spot in found}))
    known = {frozenset((one.start.key, one.end.key)) for one in measured}
    exact = sorted(
        (spot for spot in together(found) if spot.precision <= 2),
        key=lambda spot: (-spot.weight, spot.number),
    )
    chosen = sorted(exact[:MOST_PAIRS_OF], key=lambda spot: spot.number)
    pairs = [Distance(a, b) for index, a in enumerate(chosen) for b in chosen[index + 1 :]]
    rest = [one for one in pairs if frozenset((one.start.key, one.end.key)) not in known]
    return (*measured, *sorted(rest, key=lambda one: one.km))


def _measured(case: Row, by_key: Mapping[str, Spot]) -> Iterable[Distance]:
    entities = {one["id"]: one["entity"] for one in case["mentions"]}
    for finding in case["findings"]:
        ends = [entities.get(finding["data"].get(end)) for end in ("start", "end")]
        start, end = (by_key.get(key) if key else None for key in ends)
        if finding["check"] == "distance" and start and end:
            yield Distance(start, end, finding)
