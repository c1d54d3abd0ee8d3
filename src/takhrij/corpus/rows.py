"""Words of many texts at once, as numbers: folded, split and hashed without a loop in Python.

Folding and splitting are `language.fold` and `\\w+`, read off a table of code points. A word's
hash is a polynomial in the marks of its letters modulo 2**64 (Karp and Rabin 1987), taken for
all words together from one running sum, then mixed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from takhrij.language.fold import fold, fold_character

Hashes = NDArray[np.uint64]
Indices = NDArray[np.int64]

BATCH = 1 << 14
"""Code points read together: as much as a processor holds close by."""
_BASE = 0x9E3779B97F4A7C15  # odd, so that every power has an inverse modulo 2**64
_PLANE = 1 << 16
_DROPPED, _GAP, _LONG = 0, 1, 2
"""Marks of code points that fold to nothing, stand between words, or fold to several."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of different lengths, end to end: row n is `values[starts[n]:starts[n + 1]]`."""

    values: Hashes
    starts: Indices

    def __len__(self) -> int:
        return len(self.starts) - 1

    def row(self, number: int) -> Hashes:
        return self.values[self.starts[number] : self.starts[number + 1]]

    @property
    def lengths(self) -> Indices:
        return np.diff(self.starts)

    @property
    def owners(self) -> Indices:
        """For each value the number of its row."""
        return np.repeat(np.arange(len(self), dtype=np.int64), self.lengths)


class _Powers(NamedTuple):
    up: Hashes
    down: Hashes


def hashed(texts: Sequence[str]) -> Rows:
    """The hashes of the folded words of each text, in order."""
    return joined(batches(texts))


def batches(texts: Sequence[str]) -> Iterator[Rows]:
    """As `hashed`, a few texts at a time, so that a caller need not hold every word."""
    return map(_hashed, _batches(texts))


def joined(parts: Iterable[Rows]) -> Rows:
    """The rows of all parts, in order."""
    kept = list(parts)
    if not kept:
        return Rows(np.empty(0, np.uint64), np.zeros(1, np.int64))
    lengths = np.concatenate([part.lengths for part in kept])
    values = np.concatenate([part.values for part in kept])
    return Rows(values, np.r_[0, np.cumsum(lengths)].astype(np.int64))


def of_rows(rows: Sequence[Hashes]) -> Rows:
    """Rows put end to end."""
    return joined(Rows(row, np.array([0, len(row)], np.int64)) for row in rows)


def grams(rows: Rows, length: int) -> Rows:
    """The hash of every `length` words in a row, row by row; a shorter row gives none."""
    count = len(rows.values) - length + 1
    if count <= 0:
        return Rows(np.empty(0, np.uint64), np.zeros(len(rows) + 1, np.int64))
    found = np.zeros(count, dtype=np.uint64)
    for at in range(length):
        found = found * np.uint64(_BASE) + rows.values[at : at + count]
    kept = np.maximum(rows.lengths - length + 1, 0)
    starts = np.r_[0, np.cumsum(kept)].astype(np.int64)
    # a gram stands in one row: skip those that begin in its last words
    where = np.arange(starts[-1]) + np.repeat(rows.starts[:-1] - starts[:-1], kept)
    return Rows(mixed(found[where]), starts)


def _batches(texts: Sequence[str]) -> Iterator[list[str]]:
    held: list[str] = []
    size = 0
    for text in texts:
        if held and size + len(text) > BATCH:
            yield held
            held, size = [], 0
        held.append(text)
        size += len(text) + 1
    if held:
        yield held


def _hashed(texts: list[str]) -> Rows:
    codes, ends = _codes(texts)
    marks = _marks()[codes]
    if (marks == _LONG).any():
        codes, ends = _codes([fold(text) for text in texts])
        marks = _marks()[codes]
    kept = marks != _DROPPED
    if not kept.all():
        ends = np.cumsum(kept)[ends - 1].astype(np.int64)
        marks = marks[kept]
    return _words(marks, ends)


def _codes(texts: list[str]) -> tuple[NDArray[np.uint32], Indices]:
    """The code points of all texts, a line end after each, and where each text ends."""
    held = "\n".join((*texts, ""))
    codes = np.frombuffer(held.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    codes = np.where(codes < _PLANE, codes, _astral(codes)) if codes.max() >= _PLANE else codes
    return codes, np.cumsum([len(text) + 1 for text in texts]).astype(np.int64)


def _astral(codes: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Code points beyond the first plane: letters by one sign, the rest gaps."""
    found = np.full(len(codes), 32, dtype=np.uint32)
    for at in np.flatnonzero(codes >= _PLANE):
        if chr(int(codes[at])).isalnum():
            found[at] = ord("x")
    return found


def _words(marks: Hashes, ends: Indices) -> Rows:
    inside = marks != _GAP
    change = np.flatnonzero(inside[1:] != inside[:-1]) + 1
    starts = np.r_[0, change] if inside[0] else change
    first, after = starts[0::2], starts[1::2]  # a batch ends in a gap, so words pair up
    powers = _powers(len(marks))
    total = np.cumsum(marks * powers.up)
    before = np.where(first > 0, total[first - 1], np.uint64(0))
    values = (total[after - 1] - before) * powers.down[first]
    counts = np.searchsorted(first, ends)
    return Rows(mixed(values), np.r_[0, counts].astype(np.int64))


def mixed(values: Hashes) -> Hashes:
    """The finishing steps of splitmix64: every bit comes to depend on every other."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))


@cache
def _marks() -> Hashes:
    """For each code point of the first plane the mark of what it folds to."""
    found = np.full(_PLANE, _GAP, dtype=np.uint64)
    for code in range(_PLANE):
        folded = fold_character(chr(code))
        if len(folded) != 1:
            several = any(character.isalnum() for character in folded)
            found[code] = _LONG if several else _GAP if folded else _DROPPED
        elif folded.isalnum() or folded == "_":
            found[code] = ord(folded)
    letters = found > _LONG
    found[letters] = mixed(found[letters]) | np.uint64(4)
    return found


_held: list[_Powers] = []


def _powers(count: int) -> _Powers:
    """Powers of the base and of its inverse, enough of them."""
    if not _held or len(_held[0].up) < count:
        size = max(count, BATCH + 1)
        _held[:] = [_Powers(_rising(_BASE, size), _rising(pow(_BASE, -1, 1 << 64), size))]
    return _Powers(_held[0].up[:count], _held[0].down[:count])


def _rising(base: int, count: int) -> Hashes:
    factors = np.full(count, base, dtype=np.uint64)
    factors[0] = 1
    return np.cumprod(factors)
