"""Weights of the comparisons, after Fellegi and Sunter (1969): m and u of every level.

Those of killed were estimated by the record linkage library splink (expectation maximisation,
training/record_weights.py), the others set by hand: docs/limits.md says which and why.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import log2

from takhrij.records.levels import COMPARISONS, Comparison


@dataclass(frozen=True, slots=True)
class Weights:
    """Pairs of m and u by comparison and level; `made_by` says on what they were estimated."""

    made_by: str
    table: dict[Comparison, dict[str, tuple[float, float]]]
    counts: tuple[tuple[float, float], ...]
    """Pairs of a count and the share of records whose dead are at least so many."""

    def m(self, comparison: Comparison, level: str) -> float:
        """How often records of one event fall into a level."""
        return self.table[comparison][level][0]

    def bits(self, comparison: Comparison, level: str) -> float:
        """The logarithm to base 2 of m over u."""
        m, u = self.table[comparison][level]
        return log2(m / u)

    def of_count(self, comparison: Comparison, low: float, high: float | None) -> float:
        """The weight of a count that a record's range holds: u is the share of records that
        would hold it by chance."""
        top = 0.0 if high is None else self._share(high + 1)
        chance = max(0.01, self._share(low) - top)
        return log2(self.m(comparison, "same") / chance)

    def _share(self, least: float) -> float:
        """The share of records with at least so many dead, from the nearest count below."""
        return [share for count, share in self.counts if count <= max(0.0, least)][-1]


@cache
def weights() -> Weights:
    """The weights that came with the program."""
    path = files("takhrij.records") / "weights.toml"
    held = tomllib.loads(path.read_text(encoding="utf-8"))
    table = {
        name: {level: (float(m), float(u)) for level, (m, u) in held[name].items()}
        for name in COMPARISONS
    }
    counts = tuple((float(count), float(share)) for count, share in held["counts"]["at_least"])
    return Weights(str(held["made_by"]), table, counts)
