"""A claimed incident beside a record, comparison by comparison, each falling into one level."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from takhrij.claims.told import Count
from takhrij.language.gazetteer.keys import is_arabic, key
from takhrij.language.gazetteer.lookup import distance_km
from takhrij.records.claimed import Claimed, Spot
from takhrij.records.naming import alike
from takhrij.records.parties import parties
from takhrij.records.record import Range, Record

Comparison = Literal["place", "time", "event", "actor", "killed", "injured"]
COMPARISONS: tuple[Comparison, ...] = ("place", "time", "event", "actor", "killed", "injured")

KM = ((3.0, "within_3_km"), (10.0, "within_10_km"), (30.0, "within_30_km"))
DAYS = ((0, "same_day"), (1, "one_day"), (3, "few_days"), (7, "week"), (31, "month"))
NAME_KM = 15.0
"""One name at points farther apart is two places."""
REGION_KM = 120.0
FAR_KM = 250.0
"""The seat of a region that a claim names may lie so far from a place within it."""
BROAD = 4
"""UCDP's where_prec from which a record names no more than a governorate."""
_NEAR = 1.5
"""Counts are near when they differ by so much, or by two."""
FEW = 10
_ROUNDED = 0.1
"""A figure told as "about" so many reaches so far either way."""
_ALIKE = frozenset({"airstrike", "shelling", "bombing"})


@dataclass(frozen=True, slots=True)
class Compared:
    """The level of each comparison that both sides allow; `km` and `days` apart where known."""

    levels: tuple[tuple[Comparison, str], ...]
    km: float | None
    days: int | None
    spot: Spot | None
    silent: bool = False
    """Whether the claim tells harm and gives no figure: "several were killed"."""
    close: bool = False
    """Whether a figure of the claim lies in the record's range: "at least 12" not in 36."""
    recorded: bool = False
    """Whether the record tells harm."""
    others: bool = False
    """Whether the claim counts fighters or soldiers and the record civilians alone."""

    @property
    def agrees(self) -> bool:
        """Whether nothing tells the two apart: the very name and day, a figure that the record
        has or allows, and neither kind nor party differs."""
        found = dict(self.levels)
        harm = {found.get("killed"), found.get("injured")}
        others = {found.get("event"), found.get("actor")}
        same = (found.get("place"), found.get("time")) == ("same_name", "same_day")
        return same and self.close and "differ" not in harm | others

    def level(self, comparison: Comparison) -> str | None:
        return dict(self.levels).get(comparison)


def compared(claim: Claimed, record: Record) -> Compared:
    """Every comparison that can be made; one with a side missing is left out."""
    place, km, spot = _place(claim, record)
    days = _days(claim, record)
    found: dict[Comparison, str | None] = {
        "place": place,
        "time": None if days is None else _level_of(_apart(claim, record, days)),
        "event": _event(claim.event, record.event),
        "actor": _actor(claim, record),
        "killed": _harm(claim.killed, record.killed, record.victims),
        "injured": _harm(claim.injured, record.injured, record.victims),
    }
    levels = tuple((name, level) for name, level in found.items() if level is not None)
    figures = [count for count in (claim.killed, claim.injured) if count is not None]
    sides = ((claim.killed, record.killed), (claim.injured, record.injured))
    return Compared(
        levels,
        km,
        days,
        spot,
        silent=bool(figures) and all(map(_is_vague, figures)),
        close=any(_is_close(count, figures, record.victims) for count, figures in sides),
        recorded=any(figures[1] > 0 for figures in (record.killed, record.injured) if figures),
        others=any(_is_of_others(count, record.victims) for count in figures),
    )


_ORDER = ("same_name", *(name for _, name in KM), "region", "apart")


def _place(claim: Claimed, record: Record) -> tuple[str | None, float | None, Spot | None]:
    """The level of the place that fits best, how far it is, and which it is.

    A record whose name stands in the claim's own words is of that name, wherever the places lie
    that the gazetteer knows: the village that is told "in Aleppo".
    """
    name = named_in(claim, record)
    if name is not None:
        return "same_name", 0.0, Spot(name, (name,), record.lat, record.lon, False)
    found = [(*_spot(spot, record), spot) for spot in claim.spots]
    known = [one for one in found if one[0] is not None]
    if not known:
        return None, None, None
    return min(known, key=lambda one: (_ORDER.index(str(one[0])), one[1] or 0.0))


def _spot(spot: Spot, record: Record) -> tuple[str | None, float | None]:
    km = kilometres(spot, record)
    if spot.broad or record.precision >= BROAD:
        return (None if km is None else "region" if km <= REGION_KM else "apart"), km
    if (km is None or km <= NAME_KM) and is_named_alike(spot, record):
        return "same_name", km
    if km is None:
        return ("apart" if record.names and spot.names else None), None
    return next((name for most, name in KM if km <= most), "apart"), km


def kilometres(spot: Spot, record: Record) -> float | None:
    """How far a place lies from a record's point, to 100 m; None where either has none."""
    if None in (spot.lat, spot.lon, record.lat, record.lon):
        return None
    ends = (spot.lat, spot.lon, record.lat, record.lon)
    return round(distance_km(*(value or 0.0 for value in ends)), 1)


def named_in(claim: Claimed, record: Record) -> str | None:
    """The record's name that stands in the claim's words, if it is narrower than a region and no
    known place of the claim lies too far off. A place of that very name may be a namesake."""
    if record.precision >= BROAD:
        return None
    name = next((name for name in _written(record, claim) if claim.words.names(name)), None)
    if name is None or record.lat is None or record.lon is None:
        return name
    others = [s for s in claim.spots if s.lat is not None and not _is_of(s, name, record)]
    far = [distance_km(record.lat, record.lon, s.lat or 0.0, s.lon or 0.0) for s in others]
    return name if not far or min(far) <= FAR_KM else None


def _is_of(spot: Spot, name: str, record: Record) -> bool:
    """Whether a place of the claim is the one named, or was read from a part of its name: a
    Numan elsewhere in "Maarat al-Numan"."""
    return key(spot.words) in key(name) or is_named_alike(spot, record)


def _written(record: Record, claim: Claimed) -> list[str]:
    """The record's names in the script of the claim, or all where it has none."""
    same = [name for _, name in record.names if is_arabic(name) == claim.words.arabic]
    return same or [name for _, name in record.names]


def is_named_alike(spot: Spot, record: Record) -> bool:
    """Whether a name of the place and one of the record's are spellings of one name."""
    return any(alike(mine, other) for mine in spot.names for _, other in record.names)


def _days(claim: Claimed, record: Record) -> int | None:
    """Days apart, below zero where the record is the earlier; None if either has none."""
    if claim.days is None or record.earliest is None:
        return None
    latest = record.latest or record.earliest
    after = (record.earliest - claim.days.latest).days
    before = (claim.days.earliest - latest).days
    if after > 0:
        return max(0, after - claim.days.uncertain_days)
    return min(0, -max(0, before - claim.days.uncertain_days))


def _apart(claim: Claimed, record: Record, days: int) -> int:
    """Days apart, or half of what the broader side spans: "last month" fits no day closely."""
    told = claim.days.breadth - 1 if claim.days else 0
    return max(abs(days), told // 2, _breadth(record) // 2)


def _breadth(record: Record) -> int:
    """Days between a record's ends: one that spans a month fits no day closely."""
    if record.earliest is None or record.latest is None:
        return 0
    return (record.latest - record.earliest).days


def _level_of(days: int) -> str:
    return next((name for most, name in DAYS if days <= most), "apart")


def _event(claim: str | None, record: str | None) -> str | None:
    if claim is None or record is None:
        return None
    if claim == record:
        return "same"
    return "alike" if {claim, record} <= _ALIKE else "differ"


def _actor(claim: Claimed, record: Record) -> str | None:
    ours = frozenset(party for words in claim.parties for party in parties(words))
    theirs = frozenset(party for words in record.actors for party in parties(words))
    if not ours or not theirs:
        return None
    return "same" if ours & theirs else "differ"


def reach(claim: Count) -> Range:
    """The figures that a count allows, both included; "about 30" allows those near it."""
    low, high = claim.low, claim.high if claim.high is not None else float("inf")
    if claim.approximate and low == high:
        return low * (1 - _ROUNDED), high * (1 + _ROUNDED)
    return low, high


def _is_vague(claim: Count) -> bool:
    """ "Several" is told of one and of forty: no figure to compare."""
    few = claim.approximate and claim.high is not None and claim.high < FEW
    return few and claim.low != claim.high and not any(sign.isdigit() for sign in claim.words)


_ARMED = frozenset({"fighters", "soldiers"})


def _is_of_others(claim: Count, victims: str) -> bool:
    return victims == "civilians" and claim.unit in _ARMED


def _is_close(claim: Count | None, record: Range | None, victims: str) -> bool:
    """Whether the figure itself, for "at least 12" the 12, lies in the record's range."""
    if claim is None or record is None or _is_vague(claim) or _is_of_others(claim, victims):
        return False
    low, high = reach(claim)
    if high == float("inf"):
        high = low
    return low <= record[1] and record[0] <= high


def _harm(claim: Count | None, record: Range | None, victims: str) -> str | None:
    """`same` where the report's figure is an end of the record's range (it holds the figures
    that reports gave), `within` where it only lies between them."""
    if claim is None or record is None or _is_vague(claim) or _is_of_others(claim, victims):
        return None
    low, high = reach(claim)
    if any(low <= end <= high for end in record):
        return "same"
    if record[0] < low and high < record[1]:
        return "within"
    ours, theirs = (low, record[1]) if low > record[1] else (high, record[0])
    large, small = max(ours, theirs), min(ours, theirs)
    return "near" if large - small <= 2 or (small and large / small <= _NEAR) else "differ"
