"""Scoring of places: found by overlap of spans, resolved by distance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

from takhrij.annotations import Place
from takhrij.document import Span
from takhrij.language.gazetteer.lookup import distance_km

POINT_KM, REGION_KM = 25.0, 120.0
"""How far off is still right: a settlement or site, and a region or country."""
WIDE = ("region", "country")


@dataclass(frozen=True, slots=True)
class Gold:
    """A place that annotators marked; `lat` is None where they gave no coordinates."""

    span: Span
    kind: str
    lat: float | None
    lon: float | None
    ref: str | None = None

    @property
    def limit_km(self) -> float:
        return REGION_KM if self.kind in WIDE else POINT_KM


@dataclass(frozen=True, slots=True)
class Counts:
    """What was counted over some texts; counts add up."""

    gold: int = 0
    predicted: int = 0
    found: int = 0
    right_found: int = 0
    """Predicted places that overlap a marked one."""
    located: int = 0
    """Marked places found that have coordinates."""
    resolved: int = 0
    within_161: int = 0
    same_ref: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))

    def figures(self) -> dict[str, float | int]:
        """Recall, precision and shares of the located, with the sample sizes."""
        return {
            "marked": self.gold,
            "recall": _share(self.found, self.gold),
            "precision": _share(self.right_found, self.predicted),
            "located": self.located,
            "resolved": _share(self.resolved, self.located),
            "resolved_of_all_marked": _share(self.resolved, self.gold),
            "within_161_km": _share(self.within_161, self.located),
            "same_entry": _share(self.same_ref, self.located),
        }


def _share(part: int, whole: int) -> float:
    return round(part / whole, 3) if whole else 0.0


def is_government(place: Place) -> bool:
    """A capital that stands for a government, which annotators leave out; countries they mark."""
    return place.metonym and place.candidates[0].feature == "city"


def counted(gold: Sequence[Gold], places: Sequence[Place]) -> Counts:
    """Compare what was marked with what was found in one text."""
    right = sum(any(place.span.overlaps(mark.span) for mark in gold) for place in places)
    total = Counts(gold=len(gold), predicted=len(places), right_found=right)
    for mark in gold:
        match = _matching(mark, places)
        if match is not None:
            total = total + _judged(mark, match)
    return total


def _matching(mark: Gold, places: Sequence[Place]) -> Place | None:
    overlapping = [place for place in places if place.span.overlaps(mark.span)]
    return max(overlapping, key=lambda place: place.span.shared(mark.span), default=None)


def _judged(mark: Gold, place: Place) -> Counts:
    if mark.lat is None or mark.lon is None:
        return Counts(found=1)
    if not place.candidates:
        return Counts(found=1, located=1)
    best = place.candidates[0]
    off = distance_km(mark.lat, mark.lon, best.lat, best.lon)
    same = mark.ref is not None and mark.ref == best.ref
    return Counts(
        found=1,
        located=1,
        resolved=int(same or off <= mark.limit_km),
        within_161=int(same or off <= 161),
        same_ref=int(same),
    )
