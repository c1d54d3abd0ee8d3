"""In which country and region a point lies, told by the settlements around it.

Tables often leave the country out. The three nearest settlements of the embedded world vote;
where they disagree nothing is filled in, as near a border.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from math import cos, radians

from takhrij.language.gazetteer.entries import Entry
from takhrij.language.gazetteer.index import Index

VOTERS = 3
_REACH = 2
"""How many degrees around a point are searched."""

Settlement = tuple[float, float, str, tuple[str, ...]]


class Surroundings:
    """The settlements of an index by whole degree. Built only for an import."""

    def __init__(self, index: Index) -> None:
        cells: dict[tuple[int, int], list[Settlement]] = defaultdict(list)
        for lat, lon, country, admin in index.settlements():
            cells[int(lat // 1), int(lon // 1)].append((lat, lon, country, admin))
        self._cells = dict(cells)

    def around(self, lat: float, lon: float) -> list[Settlement]:
        """The nearest settlements within about one to two degrees, nearest first."""
        row, column, width = int(lat // 1), int(lon // 1), cos(radians(lat)) ** 2
        for reach in range(_REACH):
            steps = range(-reach - 1, reach + 2) if reach else range(-1, 2)
            found = [
                settlement
                for up in steps
                for right in steps
                for settlement in self._cells.get((row + up, column + right), ())
            ]
            if len(found) >= VOTERS:
                found.sort(key=lambda s: ((s[0] - lat) ** 2 + (s[1] - lon) ** 2 * width, s))
                return found[:VOTERS]
        return []

    def placed(self, entry: Entry) -> Entry:
        """The entry with country and region filled in where its neighbours agree."""
        if entry.country:
            return entry
        near = self.around(entry.lat, entry.lon)
        if len(near) < VOTERS or len({country for _, _, country, _ in near}) > 1:
            return entry
        regions = {admin for *_, admin in near}
        admin = next(iter(regions)) if len(regions) == 1 else ()
        missing = tuple(name for name in admin if name not in entry.admin)
        return replace(entry, country=near[0][2], admin=entry.admin + missing)
