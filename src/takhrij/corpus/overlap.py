"""How much of each of two texts stands in the other, for many pairs: `copies` in numbers.

The same rule as `copies.passages` (seeds of GRAM words, gaps of GAP, runs of RUN), read off
hashes of words, without the places in the other text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from takhrij.corpus.copies import GAP, GRAM, RUN
from takhrij.corpus.rows import Indices, Rows, grams, hashed, of_rows

BLOCK = 2048
"""Pairs compared together."""


class Overlap(NamedTuple):
    """How much of each text is covered, 0 to 1, and the longest passage of the first in words."""

    first: float
    second: float
    longest: int

    @property
    def most(self) -> float:
        """Of the text that is covered most: usually the shorter one."""
        return max(self.first, self.second)


def overlaps(
    texts: Sequence[str] | Mapping[int, str],
    pairs: Sequence[tuple[int, int]],
    without: Mapping[int, NDArray[np.bool_]] = MappingProxyType({}),
) -> Iterator[Overlap]:
    """For each pair of indices into `texts`, in order.

    `without` marks words of some texts that are left out, as if they did not stand there.
    """
    needed = sorted({at for pair in pairs for at in pair})
    place = {at: number for number, at in enumerate(needed)}
    rows = _left(hashed([texts[at] for at in needed]), needed, without)
    lengths = np.maximum(rows.lengths, 1)
    held = _Held(grams(rows, GRAM))
    for start in range(0, len(pairs), BLOCK):
        block = [(place[one], place[other]) for one, other in pairs[start : start + BLOCK]]
        found = [seeds for one, other in block for seeds in held.seeds(one, other)]
        words, longest = _covered(found)
        shares = words / lengths[[at for pair in block for at in pair]]
        for at in range(0, len(found), 2):
            yield Overlap(float(shares[at]), float(shares[at + 1]), int(longest[at]))


def _left(rows: Rows, needed: Sequence[int], without: Mapping[int, NDArray[np.bool_]]) -> Rows:
    if not without:
        return rows
    kept = (
        rows.row(number)[~without[at]] if at in without else rows.row(number)
        for number, at in enumerate(needed)
    )
    return of_rows(list(kept))


class _Held:
    """The seeds of texts in order of value; sorted look-ups in sorted values are cheap."""

    def __init__(self, rows: Rows) -> None:
        self.orders = [rows.row(number).argsort() for number in range(len(rows))]
        self.values = [rows.row(number)[order] for number, order in enumerate(self.orders)]

    def seeds(self, one: int, other: int) -> tuple[Indices, Indices]:
        """Where in each of two texts a seed begins that the other has."""
        return self._in(one, other), self._in(other, one)

    def _in(self, one: int, other: int) -> Indices:
        values, there = self.values[one], self.values[other]
        if not len(there):
            return np.empty(0, np.int64)
        found: Indices = self.orders[one][
            there.take(there.searchsorted(values), mode="clip") == values
        ]
        found.sort()
        return found


def _covered(seeds: Sequence[Indices]) -> tuple[Indices, Indices]:
    """For each row of seeds the words covered, and the longest run of them."""
    owners = np.repeat(np.arange(len(seeds)), [len(row) for row in seeds])
    places = np.concatenate(seeds) if seeds else np.empty(0, np.int64)
    held, longest = np.zeros(len(seeds), np.int64), np.zeros(len(seeds), np.int64)
    if not len(places):
        return held, longest
    breaks = (np.diff(places) > GRAM + GAP) | (np.diff(owners) != 0)
    starts = np.concatenate(([0], breaks.nonzero()[0] + 1))
    ends = np.concatenate((starts[1:], [len(places)])) - 1
    runs = places[ends] - places[starts] + GRAM
    runs[runs < RUN] = 0
    np.add.at(held, owners[starts], runs)
    np.maximum.at(longest, owners[starts], runs)
    return held, longest
