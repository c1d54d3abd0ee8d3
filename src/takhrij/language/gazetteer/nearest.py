"""In which country and region a point lies, told by the settlements around it.

Tables often leave the country out. The three nearest settlements of the embedded world vote;
where they disagree nothing is filled in, as near a border.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from math import cos, floor, radians

import numpy as np
from numpy.typing import NDArray

from takhrij.language.gazetteer.entries import Entry
from takhrij.language.gazetteer.index import Index

VOTERS = 3
MAJORITY = 0.7
"""The share of a district's places that must be told into one region."""
NATIONAL = 0.9
"""The share of a table's places that must be told into one country for it to be that country's:
few places of a table lie so near a border that their neighbours are across it; ours."""
REACH = 2
"""How many whole degrees around a point's own are searched, nearest first."""

Division = tuple[str, tuple[str, ...]]
"""A country's code and the names of the divisions that hold a place."""
Block = tuple[NDArray[np.float64], NDArray[np.float64], list[int]]


class Surroundings:
    """The settlements of an index by whole degree. Built only for an import."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._know(list(index.settlements()))

    def of(self, country: str) -> Surroundings:
        """The settlements of one country alone."""
        one = Surroundings.__new__(Surroundings)
        one._index = self._index
        one._know([row for row in self._index.settlements() if row[2] == country])
        return one

    def _know(self, rows: list[tuple[float, float, str, tuple[str, ...]]]) -> None:
        self._divisions = [(country, admin) for _, _, country, admin in rows]
        self._points = [(lat, lon) for lat, lon, _, _ in rows]
        self._cells: dict[tuple[int, int], list[int]] = defaultdict(list)
        for number, (lat, lon) in enumerate(self._points):
            self._cells[floor(lat), floor(lon)].append(number)
        self._block = lru_cache(maxsize=512)(self._around)

    def _around(self, row: int, column: int) -> Block | None:
        """The settlements in the cells around one, of the least reach that has enough."""
        for reach in range(1, REACH + 1):
            steps = range(-reach, reach + 1)
            cells = (
                self._cells.get((row + up, column + right), ()) for up in steps for right in steps
            )
            numbers = [number for cell in cells for number in cell]
            if len(numbers) >= VOTERS:
                points = np.array([self._points[number] for number in numbers])
                return points[:, 0], points[:, 1], numbers
        return None

    def voters(self, lat: float, lon: float) -> list[Division]:
        """Country and divisions of the nearest settlements; fewer than three if all are far."""
        block = self._block(floor(lat), floor(lon))
        if block is None:
            return []
        lats, lons, numbers = block
        away = (lats - lat) ** 2 + ((lons - lon) * cos(radians(lat))) ** 2
        nearest = np.argsort(away, kind="stable")[:VOTERS]
        return [self._divisions[numbers[int(place)]] for place in nearest]

    def placed(self, entry: Entry) -> Entry:
        """The entry with country and region filled in where its neighbours agree."""
        told = None if entry.country else self.told(entry.lat, entry.lon)
        return _filled(entry, *told) if told else entry

    def told(self, lat: float, lon: float) -> Division | None:
        """The country on which a point's neighbours agree, with their region if they do."""
        voters = self.voters(lat, lon)
        if len(voters) < VOTERS or len({country for country, _ in voters}) > 1:
            return None
        regions = {admin for _, admin in voters}
        return voters[0][0], next(iter(regions)) if len(regions) == 1 else ()


def _filled(entry: Entry, country: str, admin: tuple[str, ...]) -> Entry:
    missing = tuple(name for name in admin if name not in entry.admin)
    return replace(entry, country=country, admin=entry.admin + missing)


class Districts:
    """The region of each district of a table, by most of the places that the table puts
    there: near a border the settlements around a place disagree, its district doesn't.

    A table nearly all of whose places are told into one country is that country's. What its
    neighbours would put elsewhere, or nowhere, is then told by the country's settlements alone.
    """

    def __init__(self, around: Surroundings, entries: Iterable[Entry]) -> None:
        inside = [entry for entry in entries if entry.admin and not entry.country]
        places = [(entry.admin[-1], entry.lat, entry.lon) for entry in inside]
        self._country = _national(around, places)
        ways = (around, around.of(self._country)) if self._country else (around,)
        self._ways = [(way, self._told(way, places)) for way in ways]
        seats = [entry for entry in inside if entry.name == entry.admin[-1]]
        self._seats = {seat.name: told for seat in seats if (told := self._beside_a_seat(seat))}

    def _told(
        self, around: Surroundings, places: Iterable[tuple[str, float, float]]
    ) -> dict[str, Division]:
        votes: dict[str, Counter[Division]] = defaultdict(Counter)
        for district, lat, lon in places:
            told = around.told(lat, lon)
            if told is not None and told[1]:
                votes[district][told] += 1
        told_of = {district: _most(tally) for district, tally in votes.items()}
        return {
            district: best
            for district, best in told_of.items()
            if best is not None and best[0] == (self._country or best[0])
        }

    def placed(self, entry: Entry) -> Entry:
        """The entry with country and region of its district, else of its neighbours."""
        if entry.country:
            return entry
        district = entry.admin[-1] if entry.admin else ""
        known = next((of[district] for _, of in self._ways if district in of), None)
        known = known or self._seats.get(district)
        return _filled(entry, *known) if known else self._beside(entry)

    def _beside_a_seat(self, seat: Entry) -> Division | None:
        """Where the settlement lies that is nearest to the town a district is called after: of
        districts in the desert, around whose few places the neighbours are those of others."""
        way, _ = self._ways[-1]
        nearest = way.voters(seat.lat, seat.lon)[:1]
        return nearest[0] if nearest and nearest[0][1] else None

    def _beside(self, entry: Entry) -> Entry:
        told = (way.told(entry.lat, entry.lon) for way, _ in self._ways)
        best = next((one for one in told if one and one[0] == (self._country or one[0])), None)
        return _filled(entry, *best) if best else entry


def _national(around: Surroundings, places: Iterable[tuple[str, float, float]]) -> str | None:
    """The country into which nearly all places are told."""
    told = (around.told(lat, lon) for _, lat, lon in places)
    tally = Counter(one[0] for one in told if one is not None)
    country, votes = next(iter(tally.most_common(1)), ("", 0))
    return country if votes >= NATIONAL * tally.total() and country else None


def _most(tally: Counter[Division]) -> Division | None:
    """What most votes say, if they are at least `MAJORITY` of all."""
    best, votes = tally.most_common(1)[0]
    return best if votes >= MAJORITY * tally.total() else None
