"""Words of many texts at once, as numbers: folded, split and hashed without a loop in Python.

Folding and splitting are `language.fold` and `\\w+`, read off a table of code points. A word's
hash is a polynomial in the marks of its letters modulo 2**64 (Karp and Rabin 1987), taken for
all words together from one running sum, then mixed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from takhrij.language.fold import fold, fold_character

Hashes = NDArray[np.uint64]
Indices = NDArray[np.int64]

BATCH = 1 << 14
"""Code points read together: as much as a processor holds close by."""
_BASE = 0x9E3779B97F4A7C15  # odd, so that every power has an inverse modulo 2**64
_PLANE = 1 << 16
_LONG, _DROPPED, _GAP = 0, 1, 2
"""Marks of code points that fold to several letters, fold to nothing, or stand between words."""


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


def hashed(texts: Sequence[str]) -> Rows:
    """The hashes of the folded words of each text, in order."""
    return gathered(texts, lambda rows: rows)


def gathered(texts: Sequence[str], work: Callable[[Rows], Rows]) -> Rows:
    """What `work` makes of the hashed words of each text, in order.

    It is done a few texts at a time, so that not every word is held. (In threads it is slower:
    each step is too short to be worth a change of hands.)
    """
    scratch = _Scratch.of(BATCH + 1)
    return joined(work(_hashed(batch, scratch)) for batch in _batches(texts))


def joined(parts: Iterable[Rows]) -> Rows:
    """The rows of all parts, in order."""
    kept = list(parts)
    if not kept:
        return Rows(np.empty(0, np.uint64), np.zeros(1, np.int64))
    values = np.concatenate([part.values for part in kept])
    return Rows(values, _starts(np.concatenate([part.lengths for part in kept])))


def of_rows(rows: Sequence[Hashes]) -> Rows:
    """Rows put end to end."""
    if not rows:
        return joined(())
    return Rows(np.concatenate(rows), _starts(np.array([len(row) for row in rows])))


def grams(rows: Rows, length: int) -> Rows:
    """The hash of every `length` words in a row, row by row; a shorter row gives none."""
    if len(rows.values) < length:
        return Rows(np.empty(0, np.uint64), np.zeros(len(rows) + 1, np.int64))
    found = _all_grams(rows.values, length)
    kept = np.maximum(rows.lengths - length + 1, 0)
    return Rows(found[_within(rows, length)], _starts(kept))


def sampled_grams(rows: Rows, length: int, sample: int) -> Rows:
    """Of the hashes that `grams` gives, those that `sample` divides, in order."""
    if len(rows.values) < length:
        return Rows(np.empty(0, np.uint64), np.zeros(len(rows) + 1, np.int64))
    found = _all_grams(rows.values, length)
    is_power = sample & (sample - 1) == 0
    left = found & np.uint64(sample - 1) if is_power else found % np.uint64(sample)
    at = np.flatnonzero((left == 0) & _within(rows, length))
    return Rows(found[at], at.searchsorted(rows.starts))


def _all_grams(values: Hashes, length: int) -> Hashes:
    """The hash of every `length` values in a row, also those that reach into the next row."""
    count = len(values) - length + 1
    found = values[:count] * np.uint64(_BASE)
    for at in range(1, length):
        found += values[at : at + count]
        found *= np.uint64(_BASE)
    return mixed(found)


def _within(rows: Rows, length: int) -> NDArray[np.bool_]:
    """Which grams stand in one row: all but those that begin in its last words."""
    within = np.ones(len(rows.values) - length + 1, bool)
    for back in range(1, length):
        ends = rows.starts[1:] - back
        within[ends[(ends >= 0) & (ends < len(within))]] = False
    return within


def _starts(lengths: Indices) -> Indices:
    starts = np.zeros(len(lengths) + 1, np.int64)
    np.cumsum(lengths, out=starts[1:])
    return starts


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


@dataclass(slots=True)
class _Scratch:
    """Room that every batch uses again, and powers of the base and of its inverse."""

    marks: Hashes
    sums: Hashes
    up: Hashes
    down: Hashes

    @classmethod
    def of(cls, size: int) -> _Scratch:
        inverse = pow(_BASE, -1, 1 << 64)
        sums = np.zeros(size + 1, np.uint64)
        return cls(np.empty(size, np.uint64), sums, _rising(_BASE, size), _rising(inverse, size))

    def enough(self, count: int) -> _Scratch:
        return self if len(self.marks) >= count else _Scratch.of(count)


def _rising(base: int, count: int) -> Hashes:
    factors = np.full(count, base, dtype=np.uint64)
    factors[0] = 1
    return np.cumprod(factors)


def _hashed(texts: list[str], scratch: _Scratch) -> Rows:
    marks, ends = _marked(texts, scratch)
    dropped = np.flatnonzero(marks <= _DROPPED)
    if len(dropped) and marks[dropped].min() == _LONG:
        marks, ends = _marked([fold(text) for text in texts], scratch)
        dropped = np.flatnonzero(marks <= _DROPPED)
    if len(dropped):
        ends = ends - dropped.searchsorted(ends)
        marks = marks[marks > _DROPPED]
    return _words(marks, ends, scratch.enough(len(marks)))


def _marked(texts: list[str], scratch: _Scratch) -> tuple[Hashes, Indices]:
    """The marks of all code points, a line end after each text, and where each text ends."""
    held = "\n".join((*texts, ""))
    codes = np.frombuffer(held.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    marks = scratch.enough(len(codes)).marks[: len(codes)]
    _marks().take(codes, out=marks, mode="clip")
    if not held.isascii() and codes.max() >= _PLANE:
        for at in np.flatnonzero(codes >= _PLANE):
            marks[at] = _beyond(chr(int(codes[at])))
    return marks, np.cumsum([len(text) + 1 for text in texts])


def _beyond(character: str) -> np.uint64:
    """The mark of a character beyond the first plane: folded where it folds to another."""
    if fold(character) != character:
        return np.uint64(_LONG)
    letter = np.array([ord(character)], np.uint64)
    return (mixed(letter) | np.uint64(4))[0] if character.isalnum() else np.uint64(_GAP)


def _words(marks: Hashes, ends: Indices, scratch: _Scratch) -> Rows:
    inside = marks != _GAP
    change = np.flatnonzero(inside[1:] != inside[:-1]) + 1
    if len(inside) and inside[0]:
        change = np.concatenate(([0], change))
    first, after = change[0::2], change[1::2]  # a batch ends in a gap, so words pair up
    sums = scratch.sums[: len(marks) + 1]
    np.multiply(marks, scratch.up[: len(marks)], out=sums[1:])
    np.cumsum(sums[1:], out=sums[1:])
    values = sums[after]
    values -= sums[first]
    values *= scratch.down[first]
    starts = np.zeros(len(ends) + 1, np.int64)
    starts[1:] = first.searchsorted(ends)
    return Rows(mixed(values), starts)


def mixed(values: Hashes) -> Hashes:
    """The finishing steps of splitmix64: every bit comes to depend on every other."""
    found = values ^ (values >> np.uint64(30))
    found *= np.uint64(0xBF58476D1CE4E5B9)
    found ^= found >> np.uint64(27)
    found *= np.uint64(0x94D049BB133111EB)
    found ^= found >> np.uint64(31)
    return found


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
    letters = found > _GAP
    found[letters] = mixed(found[letters]) | np.uint64(4)
    return found
