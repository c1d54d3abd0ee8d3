"""Where a record lies: a point that its region contradicts, and one found by its name."""

from __future__ import annotations

from dataclasses import replace

from takhrij.language.gazetteer.lookup import Gazetteer, Match, distance_km, named
from takhrij.records.record import Record

Wrong = list[tuple[str, str]]

_SAME_KM = 60.0
"""Names without a point are placed only where all places so named lie this near together, or
one lies in what the record names."""
_REGION_KM = 150.0
"""A place may lie this far from what the gazetteer has as the point of its region."""
_REGIONS = frozenset({"region", "city"})
_SLIP_KM = 20.0
"""A point this near to a place of its name is that place's."""


def placed(record: Record, astray: int | None, gazetteer: Gazetteer) -> tuple[Record, Wrong]:
    """A record with a point that can be believed, or with that of its name where the name means
    one place, or with none; and what is wrong. `astray`: kilometres that its point lies from the
    rows of its region, if that is too far (`strays.strays`)."""
    record, far = _without_stray(record, astray, gazetteer)
    record, unknown = _by_name(record, gazetteer)
    return record, [*far, *unknown]


def _without_stray(record: Record, km: int | None, gazetteer: Gazetteer) -> tuple[Record, Wrong]:
    """A point far from all others of its region is left out, unless its place lies there by
    name: then it is the region that is wrong."""
    if km is None or record.lat is None or record.lon is None:
        return record, []
    said = f"{record.lat:g}, {record.lon:g} lie {km} km from the other rows of {record.within}"
    here = [
        match
        for _, name in record.names
        for match in named(gazetteer, name)
        if _km(match, record.lat, record.lon) <= _SLIP_KM
    ]
    if here:
        return record, [("region", f"{said}; the point is that of its name, and kept")]
    return replace(record, lat=None, lon=None), [("coordinates", said)]


def _km(match: Match, lat: float, lon: float) -> float:
    return distance_km(match.candidate.lat, match.candidate.lon, lat, lon)


def _by_name(record: Record, gazetteer: Gazetteer) -> tuple[Record, Wrong]:
    if record.lat is not None:
        return record, []
    if not record.names:
        return record, [("place", "has neither coordinates nor a name")]
    for _, name in record.names:
        found = _one_place(name, record.within, gazetteer)
        if found is not None:
            at = found.candidate
            return replace(record, lat=at.lat, lon=at.lon, placed="gazetteer", precision=2), []
    return record, [("place", f"{record.place!r} has no coordinates and no one place so named")]


def _one_place(name: str, within: str, gazetteer: Gazetteer) -> Match | None:
    """The place that a name means: one in its region if there is one, else one of its country
    that is no farther off than a region reaches. A namesake in another is not taken."""
    matches = [m for m in named(gazetteer, name) if m.candidate.feature != "country"]
    regions = [m for m in named(gazetteer, within) if within and m.candidate.feature in _REGIONS]
    kept = matches
    for reach in (_SAME_KM, _REGION_KM) if regions else ():
        kept = [m for m in matches if any(_lies_in(m, region, reach) for region in regions)]
        if kept:
            break
    if kept and all(one.km(kept[0]) <= _SAME_KM for one in kept):
        return kept[0]
    return None


def _lies_in(match: Match, region: Match, reach: float) -> bool:
    return match.candidate.country == region.candidate.country and match.km(region) <= reach
