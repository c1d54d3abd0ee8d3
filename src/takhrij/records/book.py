"""The records to compare with, as matching asks for them: columns first, whole records after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from takhrij.records.record import Dataset, Record

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

UNDATED = -1
"""The day of a record without one, among ordinals of days."""


@dataclass(frozen=True, slots=True)
class Columns:
    """One row a record: its number, degrees (nan: unknown), ordinals of its first and last day,
    the keys of its names joined by `|`, its data set and kind of event."""

    number: Integers
    lat: Floats
    lon: Floats
    earliest: Integers
    latest: Integers
    precision: Integers
    keys: tuple[str, ...]
    dataset: tuple[str, ...]
    event: tuple[str | None, ...]

    def __len__(self) -> int:
        return len(self.number)


class Book(Protocol):
    """What matching asks of the store. `MemoryBook` keeps to it without one."""

    def columns(self) -> Columns:
        """What blocks are made from, all records in order of their numbers."""

    def records(self, numbers: Sequence[int]) -> Sequence[Record]:
        """Whole records by number, in the order asked for."""

    def datasets(self) -> Sequence[Dataset]:
        """What was imported, in order of name."""
