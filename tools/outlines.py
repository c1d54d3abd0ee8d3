"""Make the country outlines that the case file's map is drawn from.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python tools/outlines.py package/countries-10m.json src/takhrij/casefile/data/outlines.json.gz

world-atlas (ISC licence) holds Natural Earth's 1:10m countries (public domain) as TopoJSON.
Shared borders stay shared: each arc is thinned once (Douglas-Peucker), so neighbours meet.
"""

from __future__ import annotations

import gzip
import json
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

TOLERANCE = 0.006
"""Degrees, about 600 m: half of what a 1:10m line is worth on the ground."""
DECIMALS = 1000
"""Coordinates are kept in thousandths of a degree."""

Point = tuple[float, float]


def main(source: Path, target: Path) -> None:
    topology = json.loads(source.read_text(encoding="utf-8"))
    arcs = [_packed(_thinned(_points(arc, topology["transform"]))) for arc in topology["arcs"]]
    countries = [_rings(one) for one in topology["objects"]["countries"]["geometries"]]
    outlines = {"decimals": DECIMALS, "arcs": arcs, "countries": countries}
    text = json.dumps(outlines, separators=(",", ":"))
    target.write_bytes(gzip.compress(text.encode("ascii"), 9, mtime=0))


def _points(arc: list[list[int]], transform: dict[str, list[float]]) -> list[Point]:
    """Absolute degrees from TopoJSON's quantised steps."""
    x = y = 0
    points = []
    for step_x, step_y in arc:
        x, y = x + step_x, y + step_y
        points.append(
            (
                x * transform["scale"][0] + transform["translate"][0],
                y * transform["scale"][1] + transform["translate"][1],
            )
        )
    return points


def _thinned(points: list[Point]) -> list[Point]:
    """Douglas-Peucker, without recursion; the ends always stay."""
    keep = {0, len(points) - 1}
    spans = [(0, len(points) - 1)]
    while spans:
        first, last = spans.pop()
        far, index = _farthest(points, first, last)
        if far > TOLERANCE:
            keep.add(index)
            spans += [(first, index), (index, last)]
    return [points[index] for index in sorted(keep)]


def _farthest(points: list[Point], first: int, last: int) -> tuple[float, int]:
    (ax, ay), (bx, by) = points[first], points[last]
    dx, dy = bx - ax, by - ay
    length = dx * dx + dy * dy
    best = (0.0, first)
    for index in range(first + 1, last):
        x, y = points[index][0] - ax, points[index][1] - ay
        along = max(0.0, min(1.0, (x * dx + y * dy) / length)) if length else 0.0
        distance = ((x - along * dx) ** 2 + (y - along * dy) ** 2) ** 0.5
        best = max(best, (distance, index))
    return best


def _packed(points: list[Point]) -> list[int]:
    """x, y, then steps: dx, dy, dx, dy …, in thousandths of a degree."""
    whole = [(round(x * DECIMALS), round(y * DECIMALS)) for x, y in points]
    flat = list(whole[0])
    for (ax, ay), (bx, by) in pairwise(whole):
        flat += [bx - ax, by - ay]
    return flat


def _rings(geometry: dict[str, Any]) -> list[list[int]]:
    """Every ring of a country as indexes of arcs; ~index runs an arc backwards."""
    polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    return [ring for polygon in polygons for ring in polygon]


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
