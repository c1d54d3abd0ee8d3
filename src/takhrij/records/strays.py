"""Points that contradict the region which their own row names: found by the other rows of it.

How far a region reaches is not looked up but taken from the data set, so that it holds for any
country: its rows lie around their median, and a point several times as far out as nearly all of
them is a slip, of the point or of the region.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from takhrij.language.gazetteer.keys import key
from takhrij.language.gazetteer.lookup import distance_km
from takhrij.records.record import Record

FEWEST = 20
"""Rows from which a region's reach can be told."""
NEARLY_ALL, TIMES = 90, 3.0
"""A point is astray from so many times the distance within which so many of a hundred lie."""
LEAST_KM = 150.0
"""And never nearer than this."""


def strays(records: Sequence[Record]) -> Mapping[int, int]:
    """Kilometres from the middle of its region, by place in the sequence, of each point astray."""
    regions: dict[str, list[int]] = {}
    for at, record in enumerate(records):
        if record.lat is not None and key(record.within):
            regions.setdefault(key(record.within), []).append(at)
    found: dict[int, int] = {}
    for rows in regions.values():
        if len(rows) >= FEWEST:
            found.update(_of_region(rows, records))
    return found


def _of_region(rows: Sequence[int], records: Sequence[Record]) -> Mapping[int, int]:
    points = [(records[at].lat or 0.0, records[at].lon or 0.0) for at in rows]
    lat, lon = (float(np.median(side)) for side in zip(*points, strict=True))
    far = [distance_km(lat, lon, *point) for point in points]
    most = max(LEAST_KM, TIMES * float(np.percentile(far, NEARLY_ALL)))
    return {at: round(km) for at, km in zip(rows, far, strict=True) if km > most}
