"""The map: the places of the report over country outlines, with what is doubtful about each.

The main drawing frames the places that lie together; a place far from the rest stands in the
overview and the table only. Nothing is fetched: outlines are in the package.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from takhrij.casefile import labels, outlines
from takhrij.casefile.outlines import Box, Point
from takhrij.casefile.projection import WIDTH, Projection, bearing, compass, framed, nice, path
from takhrij.language.gazetteer.lookup import distance_km

Row = Mapping[str, Any]

RADIUS_KM: Mapping[int, float] = {2: 25.0, 3: 30.0, 4: 65.0, 5: 150.0}
"""How far off a place of each precision may be. 2 is UCDP's own figure (GED codebook: within
about 25 km); 3 to 5 are the radius of a disc as large as a typical Syrian district (2,900 km²),
governorate (13,000 km²) and a third of such a country, for drawing only."""
COUNTRY = 6
TOGETHER_KM = 1500.0
"""Places spread no wider than this stay on one map."""
CLUSTER_KM = 300.0
LEAST_KM = 24.0
OVERVIEW_KM = 900.0
ASPECT = 1.3
MOST_NEARBY = 24
MOST_PAIRS_OF = 5
WIDE, NARROW = 620.0, 330.0
"""Pixels across the drawing for which labels are placed: a desk and a phone."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place that can be drawn. `number` is its row in the table, from 1."""

    key: str
    number: int
    lat: float
    lon: float
    radius: float
    weight: int
    precision: int


@dataclass(frozen=True, slots=True)
class Pin:
    """A point of the drawing, in percent; `number` 0 marks a place drawn for orientation."""

    key: str
    number: int
    at: Point
    label: str = ""
    side: str = "none"
    narrow: str = "none"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the graticule with its label, at a percentage of the drawing."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """One map. Circles are x, y, radius in units; `bar` is the scale bar's length in units."""

    name: str
    height: float
    land: tuple[str, ...]
    circles: tuple[tuple[float, float, float], ...]
    meridians: tuple[Line, ...]
    parallels: tuple[Line, ...]
    pins: tuple[Pin, ...]
    bar: float
    bar_km: float
    frame: tuple[float, float, float, float] | None = None


@dataclass(frozen=True, slots=True)
class Distance:
    """Between two places of the report: entity ids, kilometres, degrees from north."""

    start: str
    end: str
    km: float
    bearing: float

    @property
    def wind(self) -> str:
        return compass(self.bearing)


@dataclass(frozen=True, slots=True)
class Maps:
    spots: tuple[Spot, ...]
    main: Drawing | None
    overview: Drawing | None
    on_main: frozenset[str]
    distances: tuple[Distance, ...]


def maps(case: Row, language: str) -> Maps:
    """The drawings with their labels in an interface language."""
    found = spots(case)
    if not found:
        return Maps((), None, None, frozenset(), ())
    core = together(found)
    names = {one["id"]: label(one, language) for one in case["entities"]}
    box = framed(
        ((s.lon, s.lat, min(s.radius, 30.0)) for s in core), least_km=LEAST_KM, aspect=ASPECT
    )
    return Maps(
        spots=found,
        main=_main(box, core, names, _nearby(case, box, core, language)),
        overview=_overview(box, found),
        on_main=frozenset(spot.key for spot in core),
        distances=distances(core),
    )


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


def label(entity: Row, language: str) -> str:
    """A place's name in the interface's language, else as the article or gazetteer has it."""
    return str(entity["names"].get(language) or entity["name"])


def together(found: Sequence[Spot]) -> tuple[Spot, ...]:
    """The places that the main map frames: all but countries, or the heaviest cluster."""
    points = tuple(s for s in found if s.precision < COUNTRY) or tuple(found)
    if all(_km(points[0], spot) <= TOGETHER_KM / 2 for spot in points):
        return points
    clusters = [tuple(s for s in points if _km(center, s) <= CLUSTER_KM) for center in points]
    return max(clusters, key=lambda cluster: sum(spot.weight for spot in cluster))


def _km(a: Spot, b: Spot) -> float:
    return distance_km(a.lat, a.lon, b.lat, b.lon)


def distances(core: Iterable[Spot]) -> tuple[Distance, ...]:
    """Between the most named exact places of the main map, nearest pairs first."""
    exact = sorted((s for s in core if s.precision <= 2), key=lambda s: (-s.weight, s.number))
    chosen = sorted(exact[:MOST_PAIRS_OF], key=lambda spot: spot.number)
    pairs = [(a, b) for index, a in enumerate(chosen) for b in chosen[index + 1 :]]
    found = (
        Distance(
            a.key, b.key, round(_km(a, b), 1), round(bearing(a.lat, a.lon, b.lat, b.lon)) % 360
        )
        for a, b in pairs
    )
    return tuple(sorted(found, key=lambda one: one.km))


# --- drawing ------------------------------------------------------------------------------


def _main(box: Box, core: Sequence[Spot], names: Mapping[str, str], nearby: list[Pin]) -> Drawing:
    view = Projection(box)
    pins = [Pin(s.key, s.number, view.percent(s.lon, s.lat), names[s.key]) for s in core]
    circles = tuple((*view.xy(s.lon, s.lat), view.units(s.radius)) for s in core if s.radius)
    return _drawing("main", view, circles, _labelled([*pins, *nearby], view))


def _overview(box: Box, found: Sequence[Spot]) -> Drawing:
    corners = [(box.west, box.south, 0.0), (box.east, box.north, 0.0)]
    points = [(s.lon, s.lat, 0.0) for s in found]
    view = Projection(framed([*corners, *points], least_km=OVERVIEW_KM, aspect=ASPECT))
    pins = tuple(Pin(s.key, s.number, view.percent(s.lon, s.lat)) for s in found)
    (left, top), (right, bottom) = view.xy(box.west, box.north), view.xy(box.east, box.south)
    return _drawing("overview", view, (), pins, (left, top, right - left, bottom - top))


def _drawing(
    name: str,
    view: Projection,
    circles: tuple[tuple[float, float, float], ...],
    pins: tuple[Pin, ...],
    frame: tuple[float, float, float, float] | None = None,
) -> Drawing:
    bar_km = nice(view.km_across / 4)
    land = (path(ring, view) for ring in outlines.clipped(view.box.grown(0.05)))
    meridians, parallels = _graticule(view)
    return Drawing(
        name=name,
        height=round(view.height, 1),
        land=tuple(one for one in land if one),
        circles=circles,
        meridians=meridians,
        parallels=parallels,
        pins=pins,
        bar=round(view.units(bar_km), 1),
        bar_km=bar_km,
        frame=frame,
    )


def _graticule(view: Projection) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    box, step = view.box, nice((view.box.east - view.box.west) / 2.5)
    lons = _steps(box.west, box.east, step)
    lats = _steps(box.south, box.north, step)
    return (
        tuple(Line(view.percent(lon, box.north)[0], _degrees(lon, "EW")) for lon in lons),
        tuple(Line(view.percent(box.west, lat)[1], _degrees(lat, "NS")) for lat in lats),
    )


def _steps(low: float, high: float, step: float) -> list[float]:
    """Multiples of a step that leave room for a label before the far edge."""
    last = high - 0.08 * (high - low)
    return [n * step for n in range(int(low // step) + 1, int(last // step) + 1)]


def _degrees(value: float, letters: str) -> str:
    shown = f"{abs(value):.3f}".rstrip("0").rstrip(".")
    return f"{shown}° {letters[value < 0]}"


def _nearby(case: Row, box: Box, core: Sequence[Spot], language: str) -> list[Pin]:
    """Places for orientation that lie on the main map and are not in the report."""
    view = Projection(box)
    found = []
    for number, one in enumerate(case.get("around", ())):
        apart = all(distance_km(one["lat"], one["lon"], s.lat, s.lon) > 1.5 for s in core)
        if box.holds(one["lon"], one["lat"]) and apart:
            found.append(
                Pin(f"n{number}", 0, view.percent(one["lon"], one["lat"]), label(one, language))
            )
    return found[:MOST_NEARBY]


def _labelled(pins: Sequence[Pin], view: Projection) -> tuple[Pin, ...]:
    shape = view.height / WIDTH
    asked = [labels.Label(p.key, p.label, p.at, labels.PIN if p.number else 4.0) for p in pins]
    wide = labels.placed(asked, WIDE, WIDE * shape)
    narrow = labels.placed(
        (one for one, pin in zip(asked, pins, strict=True) if pin.number), NARROW, NARROW * shape
    )
    return tuple(
        Pin(p.key, p.number, p.at, p.label, wide[p.key], narrow.get(p.key, "none")) for p in pins
    )
