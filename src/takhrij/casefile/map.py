"""The map: the places of the report over country outlines, with what is doubtful about each.

The main drawing frames the places that lie together; a place far from the rest stands in the
overview and the table only. Nothing is fetched: outlines are in the package.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from takhrij.casefile import labels, outlines
from takhrij.casefile.controls import HIDDEN
from takhrij.casefile.outlines import Box, Point
from takhrij.casefile.projection import WIDTH, Projection, framed, nice, path
from takhrij.casefile.spots import (
    ASPECT,
    Distance,
    Spot,
    distances,
    frame,
    points,
    spots,
    together,
)
from takhrij.language.gazetteer.lookup import distance_km

Row = Mapping[str, Any]

OVERVIEW_KM = 900.0
MOST_NEARBY = 24
MOST_NAMED = 40
"""Pins of a map of many reports that have their names beside them, those with most first."""
SAME_POINT = 1.2
"""Pins nearer than this, in percent of the drawing, are drawn as one."""
GRATICULE = (44.0, 15.0)
"""Width and height of the graticule's labels, in pixels."""
LABEL_ROOM = 0.08
"""Part of the drawing that a label of the graticule needs before the edge."""
WIDE, NARROW = 620.0, 330.0
"""Pixels across the drawing for which labels are placed: a desk and a phone."""


@dataclass(frozen=True, slots=True)
class Pin:
    """A point of the drawing, in percent; `number` "" marks a place drawn for orientation.

    `keys` are the entities that share it.
    """

    key: str
    number: str
    at: Point
    label: str = ""
    side: str = "none"
    narrow: str = "none"
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the graticule with its label, at a percentage of the drawing."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Measure:
    """A distance that a check measured, drawn: its ends in units, and the check's outcome."""

    start: Point
    end: Point
    outcome: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """One map. Circles are x, y, radius in units; `bar` is the scale bar's length in units."""

    name: str
    height: float
    land: tuple[str, ...]
    meridians: tuple[Line, ...]
    parallels: tuple[Line, ...]
    bar: float
    bar_km: float
    pins: tuple[Pin, ...] = ()
    circles: tuple[tuple[float, float, float], ...] = ()
    measures: tuple[Measure, ...] = ()
    frame: tuple[float, float, float, float] | None = None


@dataclass(frozen=True, slots=True)
class Maps:
    """`on_main` and `drawn` are entity ids: in the main drawing, and in either."""

    spots: tuple[Spot, ...]
    main: Drawing | None
    overview: Drawing | None
    on_main: frozenset[str]
    drawn: frozenset[str]
    distances: tuple[Distance, ...]


def maps(case: Row, language: str) -> Maps:
    """The drawings with their labels in an interface language."""
    found = spots(case)
    if not found:
        return Maps((), None, None, frozenset(), frozenset(), ())
    core, lengths = together(found), distances(case, found)
    view = Projection(frame(core))
    named = {one["id"]: label(one, language) for one in case["entities"]}
    pins = [*_pins(core, named, view), *_nearby(case, core, view, language)]
    return Maps(
        spots=found,
        main=_main(view, core, pins, lengths),
        overview=_overview(view.box, core, points(found)),
        on_main=frozenset(spot.key for spot in core),
        drawn=frozenset(spot.key for spot in points(found)),
        distances=lengths,
    )


def label(entity: Row, language: str) -> str:
    """A place's name in the interface's language, else as the article or gazetteer has it."""
    name = str(entity["names"].get(language) or entity["name"])
    return HIDDEN.sub("", name).replace("_", " ")


def _pins(core: Sequence[Spot], named: Mapping[str, str], view: Projection) -> list[Pin]:
    """A pin for each point, most named first; places at one point share it."""
    pins: list[Pin] = []
    for spot in sorted(core, key=lambda one: (-one.weight, one.number)):
        at = view.percent(spot.lon, spot.lat)
        near = next((n for n, pin in enumerate(pins) if _is_near(pin.at, at)), None)
        if near is None:
            pins.append(Pin(spot.key, str(spot.number), at, named[spot.key], keys=(spot.key,)))
        else:
            pins[near] = _joined(pins[near], spot, named[spot.key])
    return pins


def _is_near(one: Point, other: Point) -> bool:
    return abs(one[0] - other[0]) < SAME_POINT and abs(one[1] - other[1]) < SAME_POINT


def _joined(pin: Pin, spot: Spot, name: str) -> Pin:
    text = pin.label if name == pin.label else f"{pin.label} · {name}"
    return replace(
        pin, number=f"{pin.number}·{spot.number}", label=text, keys=(*pin.keys, spot.key)
    )


def _nearby(case: Row, core: Sequence[Spot], view: Projection, language: str) -> list[Pin]:
    """Places for orientation that lie on the main map and are not in the report."""
    found = []
    for number, one in enumerate(case.get("around", ())):
        apart = all(distance_km(one["lat"], one["lon"], s.lat, s.lon) > 1.5 for s in core)
        if view.box.holds(one["lon"], one["lat"]) and apart:
            at = view.percent(one["lon"], one["lat"])
            found.append(Pin(f"n{number}", "", at, label(one, language)))
    return found[:MOST_NEARBY]


def gathered(found: Sequence[Spot], named: Mapping[str, str]) -> Drawing:
    """The places of many reports in one drawing around them all.

    `named` gives the name of each by its key. A pin tells how much stands there (`weight`), and
    stands for all that are too near to be told apart.
    """
    view = Projection(frame(found))
    ground, pins = _drawing("main", view), list[Pin]()
    for spot in sorted(found, key=lambda one: (-one.weight, one.number)):
        at = view.percent(spot.lon, spot.lat)
        near = next((n for n, pin in enumerate(pins) if _is_near(pin.at, at)), None)
        if near is None:
            number = str(spot.weight)
            wide = (spot.key,) * len(number)
            pins.append(Pin(spot.key, number, at, named[spot.key], keys=wide))
        else:
            number = str(int(pins[near].number) + spot.weight)
            pins[near] = replace(pins[near], number=number, keys=(spot.key,) * len(number))
    told = _labelled(pins[:MOST_NAMED], view.height / WIDTH, ground)
    return replace(ground, pins=(*told, *(replace(pin, label="") for pin in pins[MOST_NAMED:])))


# --- drawing ------------------------------------------------------------------------------


def _main(
    view: Projection, core: Sequence[Spot], pins: list[Pin], lengths: Sequence[Distance]
) -> Drawing:
    ground = _drawing("main", view)
    circles = {(*view.xy(s.lon, s.lat), view.units(s.radius)) for s in core if s.radius}
    return replace(
        ground,
        pins=_labelled(pins, view.height / WIDTH, ground),
        circles=tuple(sorted(circles)),
        measures=tuple(_measure(one, view) for one in lengths if one.finding is not None),
    )


def _measure(one: Distance, view: Projection) -> Measure:
    start, end = view.xy(one.start.lon, one.start.lat), view.xy(one.end.lon, one.end.lat)
    return Measure(start, end, "" if one.finding is None else str(one.finding["outcome"]))


def _overview(box: Box, core: Sequence[Spot], found: Sequence[Spot]) -> Drawing:
    corners = [(box.west, box.south, 0.0), (box.east, box.north, 0.0)]
    around = [(spot.lon, spot.lat, 0.0) for spot in found]
    view = Projection(framed([*corners, *around], least_km=OVERVIEW_KM, aspect=ASPECT))
    (left, top), (right, bottom) = view.xy(box.west, box.north), view.xy(box.east, box.south)
    far = [spot for spot in found if spot not in core]
    pins = tuple(Pin(s.key, str(s.number), view.percent(s.lon, s.lat), keys=(s.key,)) for s in far)
    return replace(
        _drawing("overview", view), pins=pins, frame=(left, top, right - left, bottom - top)
    )


@lru_cache(maxsize=256)
def _drawing(name: str, view: Projection) -> Drawing:
    """The ground of a map: land, graticule and scale."""
    bar_km = nice(view.km_across / 4)
    land = (path(ring, view) for ring in outlines.clipped(view.box.grown(0.05)))
    meridians, parallels = _graticule(view)
    return Drawing(
        name=name,
        height=round(view.height, 1),
        land=tuple(one for one in land if one),
        meridians=meridians,
        parallels=parallels,
        bar=round(view.units(bar_km), 1),
        bar_km=bar_km,
    )


def _graticule(view: Projection) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    box, step = view.box, nice((view.box.east - view.box.west) / 2.5)
    # Labels stand to the east of a meridian and to the south of a parallel.
    lons = _steps(box.west, box.east - LABEL_ROOM * (box.east - box.west), step)
    lats = _steps(box.south + LABEL_ROOM * (box.north - box.south), box.north, step)
    return (
        tuple(Line(view.percent(lon, box.north)[0], _degrees(lon, "EW")) for lon in lons),
        tuple(Line(view.percent(box.west, lat)[1], _degrees(lat, "NS")) for lat in lats),
    )


def _steps(low: float, high: float, step: float) -> list[float]:
    return [n * step for n in range(int(low // step) + 1, int(high // step) + 1)]


def _degrees(value: float, letters: str) -> str:
    shown = f"{abs(value):.3f}".rstrip("0").rstrip(".")
    return f"{shown}° {letters[value < 0]}"


def _labelled(pins: Sequence[Pin], shape: float, ground: Drawing) -> tuple[Pin, ...]:
    """The pins with the sides on which their names find room, at a desk and on a phone."""
    asked = [labels.Label(pin.key, pin.label, pin.at, _dot(pin)) for pin in pins]
    named = [one for one, pin in zip(asked, pins, strict=True) if pin.number]
    wide = labels.placed(asked, WIDE, WIDE * shape, _kept(ground, WIDE, WIDE * shape))
    narrow = labels.placed(named, NARROW, NARROW * shape, _kept(ground, NARROW, NARROW * shape))
    return tuple(
        replace(pin, side=wide[pin.key], narrow=narrow.get(pin.key, "none")) for pin in pins
    )


def _dot(pin: Pin) -> float:
    """Half a pin's width in pixels: wider with every number that shares it."""
    return labels.PIN + 6.0 * (len(pin.keys) - 1) if pin.number else 4.0


def _kept(ground: Drawing, width: float, height: float) -> list[Box]:
    """Where the labels of the graticule and the scale stand, in pixels."""
    across = [line.at * width / 100 for line in ground.meridians]
    down = [line.at * height / 100 for line in ground.parallels]
    scale = Box(width * (1 - ground.bar / WIDTH) - 14, height - 26, width, height)
    top = [Box(x, 0, x + GRATICULE[0], GRATICULE[1]) for x in across]
    left = [Box(0, y, GRATICULE[0], y + GRATICULE[1]) for y in down]
    return [scale, *top, *left]
