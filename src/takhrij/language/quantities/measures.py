"""Measures: distances with their bearing, money, percentages."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from takhrij.language.quantities.items import Item


class Measure(NamedTuple):
    """What a number measures: `of` and `unit` of the quantity, by what to multiply it, the
    index of the item after it, and for a distance the stated bearing in degrees."""

    of: str
    unit: str | None
    factor: float
    last: int
    bearing: float | None = None


_SIGNS = {"dollar": "USD", "euro": "EUR", "pound": "GBP"}


def measure(items: Sequence[Item], first: int, number: int) -> Measure | None:
    """What the number at an index measures, or None if it counts things."""
    unit = number + 1
    if unit < len(items) and items[unit].kind == "close":
        unit += 1
    if unit < len(items) and items[unit].kind == "dash" and unit + 1 < len(items):
        unit += items[unit + 1].kind == "distance"  # a 10-mile stretch
    kind = items[unit].kind if unit < len(items) else ""
    if kind == "distance":
        return _distance(items, first, unit)
    if kind == "percent":
        return Measure("percent", "%", 1, unit + 1)
    if kind in ("area", "money"):
        value = items[unit].value
        return Measure("money" if kind == "money" else "other", str(value), 1, unit + 1)
    if first and items[first - 1].kind in _SIGNS:
        return Measure("money", _SIGNS[items[first - 1].kind], 1, number + 1)
    return _age(items, first, unit, kind)


def _age(items: Sequence[Item], first: int, unit: int, kind: str) -> Measure | None:
    """ "Aged 25", "(25 عاما)". Other durations are times, not quantities."""
    before = items[first - 1].kind if first else ""
    if before == "age" or (before == "open" and kind == "duration"):
        return Measure("age", "years", 1, unit + 1 if kind == "duration" else unit)
    return Measure("duration", None, 1, unit + 1) if kind == "duration" else None


def _distance(items: Sequence[Item], first: int, unit: int) -> Measure:
    bearing = _bearing_after(items, unit + 1)
    if bearing is None:
        bearing = _bearing_before(items, first)
    return Measure("distance_km", "km", float(items[unit].value), unit + 1, bearing)


def _bearing_after(items: Sequence[Item], at: int) -> float | None:
    """ "6 km south-west of": the compass words behind the unit, small words between."""
    points: list[float] = []
    gap = 0
    for item in items[at : at + 8]:
        if item.kind == "compass":
            points.append(float(item.value))
            gap = 0
        elif item.kind in ("joint", "dash", "to", "from", "hedge") and gap < 3:
            gap += 1
        else:
            break
    return _mean(points)


def _bearing_before(items: Sequence[Item], at: int) -> float | None:
    """ "South of Aleppo, about 6 km": compass words, a place of up to three words, the number."""
    gap = 0
    points: list[float] = []
    for item in reversed(items[max(0, at - 8) : at]):
        if item.kind == "compass":
            points.append(float(item.value))
        elif points or item.kind in ("break", "number", "comma"):
            break
        elif item.kind == "word":
            gap += 1
        if gap > 3:
            break
    return _mean(points) if points else None


def _mean(points: list[float]) -> float | None:
    """The direction between compass points: north and east is 45 degrees."""
    if not points:
        return None
    x = sum(math.sin(math.radians(point)) for point in points)
    y = sum(math.cos(math.radians(point)) for point in points)
    if abs(x) < 1e-9 and abs(y) < 1e-9:
        return None
    return round(math.degrees(math.atan2(x, y)) % 360, 1)
