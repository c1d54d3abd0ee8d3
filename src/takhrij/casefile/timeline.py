"""The timeline: the times of the report on one axis, with long empty stretches drawn short."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

Row = Mapping[str, Any]

EMPTY_PART = 0.12
"""A stretch without any time is drawn short if it takes more than this part of the axis."""
SHORT = 0.05
"""How much of the axis a shortened stretch gets."""
AIR = 0.1
"""Room beside what is told, at the ends of the axis and of each shortened stretch."""
MOST_SHOWN = 4
"""Days without any time that are never drawn short."""
LEAST_GAP = 17.0
"""Percent of the axis that the label of a tick needs, on a phone too."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One row: the words that share an interval. Positions are in percent of the axis."""

    mentions: tuple[str, ...]
    words: tuple[str, ...]
    earliest: str | None
    latest: str | None
    value: Row
    left: float
    width: float


@dataclass(frozen=True, slots=True)
class Tick:
    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Timeline:
    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    breaks: tuple[tuple[float, float], ...]
    """Left and width of each shortened stretch, in percent."""
    published: float | None
    unplaced: tuple[str, ...]
    """Ids of the mentions of times that could not be placed."""


def timeline(case: Row) -> Timeline:
    """Every date of a case on an axis; durations and repeated times are in the table of names."""
    times = [one for one in case["mentions"] if one["type"] == "time"]
    dates = [one for one in times if one["value"].get("kind", "date") == "date"]
    placed = [one for one in dates if _ends(one["value"])]
    published = _day(case["document"]["published"])
    axis = Axis.over(_spans(placed), published)
    return Timeline(
        bars=_bars(placed, axis),
        ticks=axis.ticks(),
        breaks=axis.breaks(),
        published=None if published is None else axis.at(published),
        unplaced=tuple(one["id"] for one in dates if not _ends(one["value"])),
    )


def _day(value: str | None) -> int | None:
    return None if value is None else date.fromisoformat(value).toordinal()


def _ends(value: Row) -> tuple[int, int] | None:
    """First and last day, an open end standing on the known one; None where both are open."""
    first, last = _day(value["earliest"]), _day(value["latest"])
    known = first if first is not None else last
    if known is None:
        return None
    return (known if first is None else first), (known if last is None else last)


def _spans(mentions: Iterable[Row]) -> list[tuple[int, int]]:
    found = (_ends(one["value"]) for one in mentions)
    return [(min(ends), max(ends) + 1) for ends in found if ends is not None]


# --- the axis -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Axis:
    """A piecewise straight scale from days to percent; `short` are the shortened stretches."""

    days: tuple[int, ...]
    places: tuple[float, ...]
    short: frozenset[int]
    """Indexes of stretches, from days[i] to days[i + 1]."""

    @classmethod
    def over(cls, spans: Sequence[tuple[int, int]], published: int | None) -> Axis:
        """An axis on which all the spans, and the day of publication, have room."""
        covered = sorted([*spans, *([] if published is None else [(published, published + 1)])])
        if not covered:
            return cls((0, 1), (0.0, 100.0), frozenset())
        edges, empty = _stretches(_merged(covered))
        return cls(*_scaled(edges, empty))

    def at(self, day: float) -> float:
        index = min(max(bisect_right(self.days, day) - 1, 0), len(self.days) - 2)
        first, last = self.days[index], self.days[index + 1]
        low, high = self.places[index], self.places[index + 1]
        return round(low + (high - low) * (day - first) / (last - first), 2)

    def breaks(self) -> tuple[tuple[float, float], ...]:
        return tuple(
            (self.places[i], round(self.places[i + 1] - self.places[i], 2))
            for i in sorted(self.short)
        )

    def ticks(self) -> tuple[Tick, ...]:
        """Dates to read the axis by, no two nearer than a label needs."""
        found: list[Tick] = []
        for index, (first, last) in enumerate(pairwise(self.days)):
            if index not in self.short:
                for day, label in _calendar_marks(first, last):
                    tick = Tick(self.at(day), label)
                    apart = not found or tick.at - found[-1].at >= LEAST_GAP
                    if apart and LEAST_GAP / 2 <= tick.at <= 100 - LEAST_GAP / 2:
                        found.append(tick)
        return tuple(found)


def _merged(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    merged = [spans[0]]
    for first, last in spans[1:]:
        if first <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return merged


def _stretches(merged: list[tuple[int, int]]) -> tuple[list[int], list[int]]:
    """Edges of the axis, and the indexes of those stretches that are long and empty."""
    whole = merged[-1][1] - merged[0][0]
    gaps = [(end, start) for (_, end), (start, _) in pairwise(merged)]
    long = [gap for gap in gaps if gap[1] - gap[0] > max(MOST_SHOWN, EMPTY_PART * whole)]
    told = whole - sum(start - end for end, start in long)
    room = max(1, round(AIR * told))
    edges, empty = [merged[0][0] - room], []
    for end, start in long:
        if start - end > 2 * room:
            empty.append(len(edges))
            edges += [end + room, start - room]
    return [*edges, merged[-1][1] + room], empty


def _scaled(
    edges: list[int], empty: list[int]
) -> tuple[tuple[int, ...], tuple[float, ...], frozenset[int]]:
    lengths = [last - first for first, last in pairwise(edges)]
    full = sum(length for index, length in enumerate(lengths) if index not in empty)
    room = 1 - SHORT * len(empty)
    places = [0.0]
    for index, length in enumerate(lengths):
        part = SHORT if index in empty else room * length / full
        places.append(places[-1] + 100 * part)
    return tuple(edges), tuple(round(place, 2) for place in places), frozenset(empty)


def _calendar_marks(first: int, last: int) -> list[tuple[int, str]]:
    """Firsts of years or months, or days, in the unit that suits a stretch of the axis."""
    days = last - first
    first, last = max(first, 1), min(last, date.max.toordinal())
    start, end = date.fromordinal(first), date.fromordinal(last)
    if days > 3 * 366:
        return [
            (date(year, 1, 1).toordinal(), str(year))
            for year in range(start.year + 1, end.year + 1)
        ]
    if days > 60:
        months = range(start.year * 12 + start.month, end.year * 12 + end.month)
        firsts = (date(month // 12, month % 12 + 1, 1) for month in months)
        return [(day.toordinal(), day.isoformat()[:7]) for day in firsts]
    return [(day, date.fromordinal(day).isoformat()) for day in range(first + 1, last)]


def _bars(mentions: Sequence[Row], axis: Axis) -> tuple[Bar, ...]:
    groups: dict[tuple[int, int, bool, bool], list[Row]] = {}
    for one in mentions:
        ends = _ends(one["value"])
        if ends is not None:
            value = one["value"]
            key = (*ends, value["earliest"] is None, value["latest"] is None)
            groups.setdefault(key, []).append(one)
    return tuple(_bar(groups[key], key[0], key[1], axis) for key in sorted(groups))


def _bar(mentions: list[Row], first: int, last: int, axis: Axis) -> Bar:
    value = mentions[0]["value"]
    left, right = axis.at(min(first, last)), axis.at(max(first, last) + 1)
    return Bar(
        mentions=tuple(one["id"] for one in mentions),
        words=tuple(dict.fromkeys(one["text"] for one in mentions)),
        earliest=value["earliest"],
        latest=value["latest"],
        value=value,
        left=left,
        width=round(max(right - left, 0.7), 2),
    )
