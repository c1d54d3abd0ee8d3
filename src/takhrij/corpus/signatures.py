"""Signatures: the signs of a vector's 512 numbers, 64 bytes that stand in for 2,048.

The share of signs in which two vectors differ grows with the angle between them (Charikar
2002), so the nearest by signature, read again by their true vectors, are the nearest. A
million are compared in some 20 ms on one core, and they can lie in a file on the disk.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from takhrij.corpus.meaning import SIZE, Vectors

Signatures = NDArray[np.uint64]
"""Rows of WORDS unsigned integers."""
Distances = NDArray[np.uint16]

WORDS = SIZE // 64
FAR = np.uint16(SIZE + 1)
"""More than any distance: for rows that may not be found."""
_CHUNK = 1 << 16
_EVEN = np.uint64(0x00FF00FF00FF00FF)
_SUM = np.uint64(0x0001000100010001)


def signatures(rows: Vectors | NDArray[np.float16]) -> Signatures:
    """One signature a vector; numbers above zero are ones, the first number the highest bit."""
    packed = np.packbits(rows > 0, axis=1)
    return np.ascontiguousarray(packed).view(np.uint64).reshape(-1, WORDS)


def distances(stored: Signatures, asked: Signatures) -> Distances:
    """How many signs of each stored signature differ from those of the one asked for."""
    found = np.empty(len(stored), dtype=np.uint16)
    for start in range(0, len(stored), _CHUNK):
        counts = np.bitwise_count(stored[start : start + _CHUNK] ^ asked)
        found[start : start + _CHUNK] = _summed(counts)
    return found


def _summed(counts: NDArray[np.uint8]) -> Distances:
    """The sum of each row's eight bytes, without touching them one by one: four sums of two
    in lanes of 16 bits, then all four in the highest lane by one multiplication."""
    rows = np.ascontiguousarray(counts).view(np.uint64).ravel()
    lanes = (rows & _EVEN) + ((rows >> np.uint64(8)) & _EVEN)
    return ((lanes * _SUM) >> np.uint64(48)).astype(np.uint16)


def nearest(far: Distances, count: int) -> NDArray[np.int64]:
    """Row numbers of the `count` least distances, the nearest first; FAR ones are left out."""
    if len(far) > count:
        least = np.partition(far, count - 1)[count - 1]
        rows = np.flatnonzero(far <= least)
    else:
        rows = np.arange(len(far))
    rows = rows[np.argsort(far[rows], kind="stable")][:count]
    return rows[far[rows] < FAR].astype(np.int64)
