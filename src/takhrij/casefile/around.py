"""Other places near those of the report: what a reader finds his way on the map by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from takhrij.annotations import Candidate
from takhrij.casefile.spots import frame, spots, together
from takhrij.language.gazetteer.lookup import Gazetteer

Row = dict[str, Any]

MOST = 40


def around(read: Mapping[str, Any], gazetteer: Gazetteer) -> list[Row]:
    """Settlements on the main map, the largest first, none that the report itself names.

    `read` is a case or an extraction. Its outcome depends on the gazetteer alone.
    """
    core = together(spots(read))
    if not core:
        return []
    box = frame(core)
    found = gazetteer.within(box.south, box.west, box.north, box.east, MOST + len(core))
    named = {one["ref"] for one in read["entities"]}
    return _rows(one for one in found if one.ref not in named)[:MOST]


def _rows(candidates: Iterable[Candidate]) -> list[Row]:
    return [
        {
            "name": one.name,
            "names": dict(one.names),
            "lat": one.lat,
            "lon": one.lon,
            "feature": one.feature,
            "ref": one.ref,
        }
        for one in candidates
    ]
