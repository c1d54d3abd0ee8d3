"""How near places are, and whether one can lie in another."""

from __future__ import annotations

from math import cos, hypot, radians

from takhrij.annotations import Candidate

WITHIN_KM = {"region": 150.0, "city": 40.0, "village": 10.0, "site": 10.0}
"""How far from a place's point what lies in it may be, where nothing better is known."""


def rough_km(a: Candidate, b: Candidate) -> float:
    """Distance on a plane: enough to rank what is near, and quick. Off by 1 % at 500 km."""
    east = (a.lon - b.lon) * cos(radians((a.lat + b.lat) / 2))
    return 111.2 * hypot(a.lat - b.lat, east)


def lies_in(candidate: Candidate, holder: Candidate) -> bool:
    """By country, by the region's name among its divisions, else by distance."""
    if holder.feature == "country":
        return candidate.country == holder.country
    if holder.feature == "region" and holder.name in candidate.admin:
        return True
    return rough_km(candidate, holder) <= WITHIN_KM.get(holder.feature, 40.0)
