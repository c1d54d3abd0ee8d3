"""Weights of the comparisons, after Fellegi and Sunter (1969): m and u of every level.

They were estimated without labels by the record linkage library splink (expectation
maximisation) on two real data sets: docs/records.md, training/record_weights.py.
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

    def m(self, comparison: Comparison, level: str) -> float:
        """How often records of one event fall into a level."""
        return self.table[comparison][level][0]

    def bits(self, comparison: Comparison, level: str) -> float:
        """The logarithm to base 2 of m over u."""
        m, u = self.table[comparison][level]
        return log2(m / u)


@cache
def weights() -> Weights:
    """The weights that came with the program."""
    path = files("takhrij.records") / "weights.toml"
    held = tomllib.loads(path.read_text(encoding="utf-8"))
    table = {
        name: {level: (float(m), float(u)) for level, (m, u) in held[name].items()}
        for name in COMPARISONS
    }
    return Weights(str(held["made_by"]), table)
