"""Blocking: which of many records are compared with an incident, and how many fit by chance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from takhrij.language.gazetteer.keys import key
from takhrij.records.book import UNDATED, Columns
from takhrij.records.claimed import Claimed, Spot
from takhrij.records.levels import DAYS, REGION_KM, Compared
from takhrij.records.naming import beginning
from takhrij.records.record import Record

WINDOW = 31
"""Days either side of the claim in which records are compared."""
CLOSE = 3
"""Days either side in which the name of every record is looked for in the claim's words."""
AROUND = 60
"""Days either side from which the rate of other records is taken."""
WEEK, TRUST = 7, 10
"""Days either side from which the rate lately is taken, and for how many days more the lasting
rate counts in it: a week alone tells little."""
FEWEST = 0.004
"""Other records a day expected where none was recorded: about three in two years."""
_KM = {
    "within_3_km": 3.0,
    "within_10_km": 10.0,
    "within_30_km": 30.0,
    "region": REGION_KM,
}
_WIDTH = {name: 2 * (most - less) for (less, _), (most, name) in pairwise(DAYS)}
"""Days, both ways, that each level of time takes in beyond the level before it."""
_EARTH_KM = 6371.0088
Mask = NDArray[np.bool_]
Keys = frozenset[str]
Around = tuple[str, tuple[int, int], str, str]


@dataclass
class Block:
    """The columns of all records, asked around one claim at a time."""

    columns: Columns
    rates: dict[tuple[str, tuple[int, int], str, str], tuple[float, float]] = field(
        default_factory=dict
    )
    rows: dict[str, list[int]] = field(default_factory=dict)
    """The rows of every name, by its key."""

    def __post_init__(self) -> None:
        self._dataset = np.array(self.columns.dataset, dtype=str)
        self._event = np.array([str(one) for one in self.columns.event])
        for row, held in enumerate(self.columns.keys):
            for one in held.strip("|").split("|"):
                self.rows.setdefault(one, []).append(row)

    def candidates(self, claim: Claimed, most: int) -> Sequence[int]:
        """Numbers of the records near in place and in time, those nearest in time first."""
        if claim.days is None or not len(self.columns):
            return ()
        start, end = claim.days.earliest.toordinal(), claim.days.latest.toordinal()
        times = self._within(start - WINDOW, end + WINDOW)
        places = self._within(start - CLOSE, end + CLOSE)  # by name, whatever the gazetteer holds
        for spot in claim.spots:
            places |= self._around(spot, REGION_KM if spot.broad else _KM["within_30_km"])
        chosen = np.flatnonzero(times & places)
        early = np.maximum(start - self.columns.latest[chosen], 0)
        late = np.maximum(self.columns.earliest[chosen] - end, 0)
        order = np.argsort(early + late, kind="stable")[:most]
        return [int(number) for number in self.columns.number[chosen[order]]]

    def near(self, claim: Claimed, km: float, events: frozenset[str]) -> Sequence[int]:
        """Numbers of the records of some kinds near a place of the claim, whatever their day."""
        if not events:
            return ()
        found = np.zeros(len(self.columns), dtype=bool)
        for spot in claim.spots:
            if not spot.broad:
                found |= self._around(spot, km)
        kinds = np.isin(self._event, sorted(events))
        return [int(number) for number in self.columns.number[found & kinds]]

    def expected(self, claim: Claimed, record: Record, found: Compared) -> float:
        """How many other records of this data set would fall into these levels by chance."""
        place, time = str(found.level("place")), str(found.level("time"))
        if claim.days is None or found.spot is None:
            return 1.0
        start, end = claim.days.earliest.toordinal(), claim.days.latest.toordinal()
        named = frozenset(
            key(one) for _, name in record.names for one in (name, beginning(name)) if key(one)
        )
        spot = Spot(record.ref, (), None, None, False) if place == "same_name" else found.spot
        lasting, lately = self._rate(spot, (start, end), record.dataset, place, named)
        rate = max(lasting, lately) if time == "one_day" else lasting
        return rate * (claim.days.breadth if time == "same_day" else _WIDTH[time])

    def _rate(
        self, spot: Spot, days: tuple[int, int], dataset: str, place: str, named: Keys
    ) -> tuple[float, float]:
        """Records a day of a data set around a place, the days of the claim itself left out: in
        the months around it, and in its week, which counts for a record of the day beside it: a
        battle has one for each day."""
        start, end = days
        at = (spot.words, days, dataset, place)
        if at not in self.rates:
            around = self._named(named) if place == "same_name" else self._around(spot, _KM[place])
            rows = self._of(dataset) & around
            rows &= self._within(start - AROUND, end + AROUND)
            others = rows & ~self._within(start - 1, end + 1)
            rate = float(others.sum()) / (2 * AROUND - 2) + FEWEST
            week = float((others & self._within(start - WEEK, end + WEEK)).sum())
            self.rates[at] = rate, (week + rate * TRUST) / (2 * WEEK - 2 + TRUST)
        return self.rates[at]

    def _of(self, dataset: str) -> Mask:
        return np.asarray(self._dataset == dataset, dtype=bool)

    def _within(self, start: int, end: int) -> Mask:
        known = self.columns.earliest != UNDATED
        met: Mask = known & (self.columns.earliest <= end) & (self.columns.latest >= start)
        return met

    def _around(self, spot: Spot, km: float) -> Mask:
        """Records within so many kilometres of a place, or of its very name and without a point."""
        named = self._named(frozenset(key(name) for name in spot.names))
        if spot.lat is None or spot.lon is None:
            return named
        near: Mask = _kilometres(spot.lat, spot.lon, self.columns) <= km
        return near | (named & np.isnan(self.columns.lat))

    def _named(self, keys: frozenset[str]) -> Mask:
        """Records whose place has one of these names."""
        found = np.zeros(len(self.columns), dtype=bool)
        for one in keys - {""}:
            found[self.rows.get(one, [])] = True
        return found


def _kilometres(lat: float, lon: float, columns: Columns) -> NDArray[np.float64]:
    """Great-circle distances by the haversine formula; nan where a record has no point."""
    north, east = np.radians(columns.lat - lat), np.radians(columns.lon - lon)
    chord = np.sin(north / 2) ** 2 + (
        np.cos(np.radians(lat)) * np.cos(np.radians(columns.lat)) * np.sin(east / 2) ** 2
    )
    far: NDArray[np.float64] = 2 * _EARTH_KM * np.arcsin(np.minimum(1.0, np.sqrt(chord)))
    return far
