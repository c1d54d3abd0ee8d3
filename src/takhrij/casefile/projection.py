"""From degrees to the drawing: an equirectangular projection true at the middle latitude."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import atan2, cos, degrees, hypot, radians, sin

from takhrij.casefile.outlines import Box, Point

KM_A_DEGREE = 111.195
"""One degree of latitude on a sphere of the Earth's mean radius, 6371.0088 km (IUGG)."""
WIDTH = 1000.0
"""Units across the drawing; everything else follows from the box."""


@dataclass(frozen=True, slots=True)
class Projection:
    box: Box

    @property
    def scale(self) -> float:
        """Units for one degree of longitude."""
        return WIDTH / (self.box.east - self.box.west)

    @property
    def _rise(self) -> float:
        """Units for one degree of latitude."""
        return self.scale / cos(radians((self.box.south + self.box.north) / 2))

    @property
    def height(self) -> float:
        return (self.box.north - self.box.south) * self._rise

    def xy(self, lon: float, lat: float) -> Point:
        """Units from the left and from the top."""
        return ((lon - self.box.west) * self.scale, (self.box.north - lat) * self._rise)

    def percent(self, lon: float, lat: float) -> Point:
        x, y = self.xy(lon, lat)
        return (round(100 * x / WIDTH, 2), round(100 * y / self.height, 2))

    def units(self, km: float) -> float:
        """Units for a length on the ground, at the middle of the drawing."""
        return km / KM_A_DEGREE * self._rise

    @property
    def km_across(self) -> float:
        return WIDTH / self.units(1.0)


def framed(points: Iterable[tuple[float, float, float]], *, least_km: float, aspect: float) -> Box:
    """A box around circles (lon, lat, radius in km) with a margin, of the given shape.

    `least_km` is the least width; `aspect` the width over the height. It stays on the globe.
    """
    west, south, east, north = 180.0, 90.0, -180.0, -90.0
    for lon, lat, km in points:
        reach = km / KM_A_DEGREE
        wide = reach / max(0.1, cos(radians(lat)))
        west, east = min(west, lon - wide), max(east, lon + wide)
        south, north = min(south, lat - reach), max(north, lat + reach)
    return _shaped(Box(west, south, east, north).grown(0.18), least_km / KM_A_DEGREE, aspect)


def _shaped(box: Box, least: float, aspect: float) -> Box:
    lon, lat = (box.west + box.east) / 2, (box.south + box.north) / 2
    squeeze = max(0.1, cos(radians(lat)))
    wide = max((box.east - box.west) * squeeze, (box.north - box.south) * aspect, least)
    half_lon, half_lat = min(180.0, wide / squeeze / 2), min(85.0, wide / aspect / 2)
    lon = max(-180 + half_lon, min(180 - half_lon, lon))
    lat = max(-85 + half_lat, min(85 - half_lat, lat))
    return Box(lon - half_lon, lat - half_lat, lon + half_lon, lat + half_lat)


def path(ring: Iterable[Point], projection: Projection, least: float = 1.5) -> str:
    """An SVG path of a ring in degrees, points nearer than `least` units left out.

    A ring smaller than that all over gives an empty string.
    """
    kept = list(_spaced((projection.xy(*point) for point in ring), least))
    if len(kept) < 3:
        return ""
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in kept) + "Z"


def _spaced(points: Iterable[Point], least: float) -> Iterator[Point]:
    last: Point | None = None
    for point in points:
        if last is None or hypot(point[0] - last[0], point[1] - last[1]) >= least:
            yield point
            last = point


def bearing(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Initial great-circle bearing in degrees from north, clockwise."""
    a, b, east = radians(lat), radians(other_lat), radians(other_lon - lon)
    y, x = sin(east) * cos(b), cos(a) * sin(b) - sin(a) * cos(b) * cos(east)
    return degrees(atan2(y, x)) % 360


def compass(degrees_from_north: float) -> str:
    """The nearest of eight winds, as a key of the interface's words."""
    winds = ("N", "NE", "E", "SE", "S", "SW", "W", "NW")
    return winds[round(degrees_from_north / 45) % 8]


def nice(value: float) -> float:
    """The greatest of 1, 2, 5 times a power of ten that is not above a positive value."""
    power = 1.0
    while power > value:
        power /= 10
    while power * 10 <= value:
        power *= 10
    return max(step * power for step in (1, 2, 5) if step * power <= value or step == 1)
