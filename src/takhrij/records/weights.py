"""Weights of the comparisons, after Fellegi and Sunter (1969): m and u of every level.

Those of killed began with estimates of the record linkage library splink (expectation
maximisation, training/record_weights.py), the others were set by hand: docs/limits.md says why.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from math import ceil, floor, log2

from takhrij.records.levels import COMPARISONS, Comparison
from takhrij.records.record import Range


@dataclass(frozen=True, slots=True)
class Weights:
    """Pairs of m and u by comparison and level; `made_by` says on what they were estimated."""

    made_by: str
    table: dict[Comparison, dict[str, tuple[float, float]]]
    counts: tuple[tuple[float, float], ...]
    """Pairs of a count and the share of records whose dead are at least so many, at most."""
    least: tuple[tuple[float, float], ...]
    """The same, by the least that a record allows."""

    def m(self, comparison: Comparison, level: str) -> float:
        """How often records of one event fall into a level."""
        return self.table[comparison][level][0]

    def bits(self, comparison: Comparison, level: str) -> float:
        """The logarithm to base 2 of m over u."""
        m, u = self.table[comparison][level]
        return log2(m / u)

    def of_figure(self, comparison: Comparison, level: str, told: Range, record: Range) -> float:
        """The weight of a figure that fits a record, `same` or `within`: the chance of telling
        it of that very event over the chance of telling it of any. It says the more the rarer it
        is, and the less the wider the record's range."""
        low, high = told
        m = self.m(comparison, level)
        if high > _WIDE * low:  # "at least two" fits most records, so that of the event as well
            chance = max(_RAREST, _share(self.counts, low) - _share(self.least, high + 1))
            return log2((m + (1 - m) * chance * chance) / chance)
        first, last = record
        ways = last - first - 1 if level == "within" else 1 + (last > first)
        return log2(m / max(1.0, ways) / max(_RAREST, self._told(low, high)))

    def _told(self, low: float, high: float) -> float:
        """The chance of a figure, from how often records begin or end with it."""
        tables = (self.counts, self.least)
        figures = range(ceil(low), floor(high) + 1)
        return sum(_density(table, figure) for table in tables for figure in figures) / 2


_RAREST = 0.004
"""The least chance of a figure, however large."""
_WIDE = 1.5
"""What reaches farther than so many times its least is no figure but a span."""
Shares = Sequence[tuple[float, float]]


def _share(table: Shares, count: float) -> float:
    """The share at a count, from the nearest one below."""
    return [share for least, share in table if least <= max(0.0, count)][-1]


def _density(table: Shares, count: float) -> float:
    """The share of records with just this count."""
    for (least, share), (most, rest) in pairwise(table):
        if least <= count < most:
            return (share - rest) / (most - least)
    return 0.0


@cache
def weights() -> Weights:
    """The weights that came with the program."""
    path = files("takhrij.records") / "weights.toml"
    held = tomllib.loads(path.read_text(encoding="utf-8"))
    table = {
        name: {level: (float(m), float(u)) for level, (m, u) in held[name].items()}
        for name in COMPARISONS
    }
    counts, least = (
        tuple((float(count), float(share)) for count, share in held["counts"][name])
        for name in ("at_least", "least_at_least")
    )
    return Weights(str(held["made_by"]), table, counts, least)
