"""Country outlines, clipped to a box: Natural Earth 1:10m by way of world-atlas.

See data/outlines.LICENSE.txt and tools/outlines.py.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import accumulate

Point = tuple[float, float]
Ring = tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Box:
    """Degrees. A box never crosses the antimeridian: places on both sides get the world."""

    west: float
    south: float
    east: float
    north: float

    def holds(self, lon: float, lat: float) -> bool:
        return self.west <= lon <= self.east and self.south <= lat <= self.north

    def meets(self, other: Box) -> bool:
        apart = self.east < other.west or other.east < self.west
        return not (apart or self.north < other.south or other.north < self.south)

    def grown(self, by: float) -> Box:
        """The box with a part of its width and height added on each side."""
        x, y = (self.east - self.west) * by, (self.north - self.south) * by
        return Box(self.west - x, self.south - y, self.east + x, self.north + y)


@dataclass(frozen=True, slots=True)
class _World:
    """Arcs as rings of points, the box of each, and every country ring as arc indexes."""

    arcs: tuple[Ring, ...]
    boxes: tuple[Box, ...]
    rings: tuple[tuple[int, ...], ...]


@cache
def _world() -> _World:
    path = files("takhrij.casefile") / "data" / "outlines.json.gz"
    held = json.loads(gzip.decompress(path.read_bytes()))
    arcs = tuple(_arc(steps, held["decimals"]) for steps in held["arcs"])
    rings = tuple(tuple(ring) for country in held["countries"] for ring in country)
    return _World(arcs, tuple(map(_box, arcs)), rings)


def _arc(steps: list[int], decimals: int) -> Ring:
    xs, ys = accumulate(steps[0::2]), accumulate(steps[1::2])
    return tuple((x / decimals, y / decimals) for x, y in zip(xs, ys, strict=True))


def _box(points: Ring) -> Box:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return Box(min(xs), min(ys), max(xs), max(ys))


def clipped(box: Box) -> tuple[Ring, ...]:
    """The rings of every country, cut to a box; parts along its edge run on the edge."""
    world = _world()
    near = (r for r, whole in zip(world.rings, _wholes(), strict=True) if whole.meets(box))
    cut = (_cut(list(points), box) for ring in near for points in _turns(_points(world, ring), box))
    return tuple(ring for ring in cut if len(ring) > 2)


@cache
def _wholes() -> tuple[Box, ...]:
    return tuple(_whole(_world(), ring) for ring in _world().rings)


def _whole(world: _World, ring: tuple[int, ...]) -> Box:
    """The box of a ring; a country may hold the whole map inside it, so arcs won't do."""
    boxes = [world.boxes[index if index >= 0 else ~index] for index in ring]
    return Box(
        min(one.west for one in boxes),
        min(one.south for one in boxes),
        max(one.east for one in boxes),
        max(one.north for one in boxes),
    )


def _points(world: _World, ring: tuple[int, ...]) -> list[Point]:
    """A ring whole. The data jumps at the antimeridian; here longitudes run on past 180.

    A ring around a pole (Antarctica) is closed along the edge of the world.
    """
    points: list[Point] = []
    turn = 0
    for index in ring:
        arc = world.arcs[index] if index >= 0 else world.arcs[~index][::-1]
        for x, y in arc if not points else arc[1:]:
            if points and abs(x + turn - points[-1][0]) > 180:
                turn += 360 if x + turn < points[-1][0] else -360
            points.append((x + turn, y))
    if abs(points[-1][0] - points[0][0]) > 180:
        pole = -90.0 if points[0][1] < 0 else 90.0
        points += [(points[-1][0], pole), (points[0][0], pole)]
    return points


def _turns(points: list[Point], box: Box) -> Iterator[Ring]:
    """The ring as often as it meets a box when the world is laid out side by side."""
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    for turn in (-360, 0, 360):
        if west + turn <= box.east and box.west <= east + turn:
            yield tuple((x + turn, y) for x, y in points)


def _cut(points: list[Point], box: Box) -> Ring:
    """Sutherland and Hodgman's clipping of a polygon by one edge of the box after another."""
    for axis, edge, sign in (
        (0, box.west, 1),
        (0, box.east, -1),
        (1, box.south, 1),
        (1, box.north, -1),
    ):
        points = _cut_edge(points, axis, edge, sign)
    return tuple(points)


def _cut_edge(points: list[Point], axis: int, edge: float, sign: int) -> list[Point]:
    found: list[Point] = []
    for before, here in zip(points[-1:] + points[:-1], points, strict=True):
        was, now = (before[axis] - edge) * sign >= 0, (here[axis] - edge) * sign >= 0
        if was != now:
            found.append(_crossing(before, here, axis, edge))
        if now:
            found.append(here)
    return found


def _crossing(a: Point, b: Point, axis: int, edge: float) -> Point:
    part = (edge - a[axis]) / (b[axis] - a[axis])
    return (a[0] + part * (b[0] - a[0]), a[1] + part * (b[1] - a[1]))
