"""Country outlines, clipped to a box: Natural Earth 1:10m by way of world-atlas.

See data/outlines.LICENSE.txt and tools/outlines.py.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

Point = tuple[float, float]
Ring = tuple[Point, ...]
Points = npt.NDArray[np.float64]
"""Longitude and latitude of each point: shape (points, 2)."""
KEPT = 512
"""Rings held whole at once: of the large countries some megabytes each."""


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
    """Arcs as points, the box of each, and every country ring as arc indexes."""

    arcs: tuple[Points, ...]
    boxes: tuple[Box, ...]
    rings: tuple[tuple[int, ...], ...]


@cache
def _world() -> _World:
    path = files("takhrij.casefile") / "data" / "outlines.json.gz"
    held = json.loads(gzip.decompress(path.read_bytes()))
    arcs = tuple(_arc(steps, held["decimals"]) for steps in held["arcs"])
    rings = tuple(tuple(ring) for country in held["countries"] for ring in country)
    return _World(arcs, tuple(map(_box, arcs)), rings)


def _arc(steps: list[int], decimals: int) -> Points:
    return np.cumsum(np.array(steps, dtype=np.int64).reshape(-1, 2), axis=0) / decimals


def _box(points: Points) -> Box:
    (west, south), (east, north) = points.min(axis=0), points.max(axis=0)
    return Box(float(west), float(south), float(east), float(north))


def clipped(box: Box) -> tuple[Ring, ...]:
    """The rings of every country, cut to a box; parts along its edge run on the edge."""
    rings = _world().rings
    west, south, east, north = _wholes().T
    is_apart = (east < box.west) | (box.east < west) | (north < box.south) | (box.north < south)
    near = [rings[number] for number in np.flatnonzero(~is_apart)]
    cut = (_cut(points, box) for ring in near for points in _turns(_points(ring), box))
    return tuple(ring for ring in cut if len(ring) > 2)


@cache
def _wholes() -> Points:
    """The box of every ring: shape (rings, 4); a country may hold the whole map inside it, so
    the boxes of arcs won't do."""
    boxes = _world().boxes
    arcs = np.array([(one.west, one.south, one.east, one.north) for one in boxes])
    held = [arcs[[index if index >= 0 else ~index for index in ring]] for ring in _world().rings]
    return np.array([(*one[:, :2].min(axis=0), *one[:, 2:].max(axis=0)) for one in held])


@lru_cache(maxsize=KEPT)
def _points(ring: tuple[int, ...]) -> Points:
    """A ring whole. The data jumps at the antimeridian; here longitudes run on past 180.

    A ring around a pole (Antarctica) is closed along the edge of the world.
    """
    arcs = _world().arcs
    parts = [arcs[index] if index >= 0 else arcs[~index][::-1] for index in ring]
    points = np.concatenate([parts[0], *(part[1:] for part in parts[1:])])
    steps = np.diff(points[:, 0], prepend=points[0, 0])
    points[:, 0] -= 360.0 * np.cumsum(np.sign(steps) * (np.abs(steps) > 180))
    first, last = points[0], points[-1]
    if abs(last[0] - first[0]) > 180:
        pole = -90.0 if first[1] < 0 else 90.0
        points = np.concatenate([points, [(last[0], pole), (first[0], pole)]])
    return points


def _turns(points: Points, box: Box) -> Iterator[Points]:
    """The ring as often as it meets a box when the world is laid out side by side."""
    west, east = points[:, 0].min(), points[:, 0].max()
    for turn in (-360.0, 0.0, 360.0):
        if west + turn <= box.east and box.west <= east + turn:
            yield points + np.array((turn, 0.0))


def _cut(points: Points, box: Box) -> Ring:
    """Sutherland and Hodgman's clipping of a polygon by one edge of the box after another."""
    whole = _box(points)
    for axis, edge, sign, reach in (
        (0, box.west, 1, whole.west),
        (0, box.east, -1, whole.east),
        (1, box.south, 1, whole.south),
        (1, box.north, -1, whole.north),
    ):
        if (reach - edge) * sign < 0:
            points = _cut_edge(points, axis, edge, sign)
    return tuple((x, y) for x, y in points.tolist())


def _cut_edge(points: Points, axis: int, edge: float, sign: int) -> Points:
    """The points on the right side, and where the line to each crosses the edge before it."""
    now = (points[:, axis] - edge) * sign >= 0
    crosses = np.roll(now, 1) != now
    sizes = crosses.astype(np.intp) + now
    at = np.cumsum(sizes) - sizes
    found = np.empty((int(sizes.sum()), 2))
    over, kept = np.flatnonzero(crosses), np.flatnonzero(now)
    found[at[over]] = _crossing(points[over - 1], points[over], axis, edge)
    found[at[kept] + crosses[kept]] = points[kept]
    return found


def _crossing(a: Points, b: Points, axis: int, edge: float) -> Points:
    part = (edge - a[:, axis]) / (b[:, axis] - a[:, axis])
    return a + part[:, np.newaxis] * (b - a)
