"""Records in memory, behind `book.Book`: for measuring, and for use without a corpus."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from takhrij.language.gazetteer.keys import key
from takhrij.records.book import UNDATED, Columns
from takhrij.records.record import Dataset, Record


class MemoryBook:
    """A book over a sequence of records; a record's number is its place in it."""

    def __init__(self, records: Sequence[Record]) -> None:
        self._records = tuple(records)
        self._columns = columns_of(self._records)

    def columns(self) -> Columns:
        return self._columns

    def records(self, numbers: Sequence[int]) -> Sequence[Record]:
        return [self._records[number] for number in numbers]

    def datasets(self) -> Sequence[Dataset]:
        names = sorted({record.dataset for record in self._records})
        return [_dataset(name, [r for r in self._records if r.dataset == name]) for name in names]


def _dataset(name: str, records: Sequence[Record]) -> Dataset:
    first = min((r.earliest for r in records if r.earliest), default=None)
    last = max((r.latest for r in records if r.latest), default=None)
    return Dataset(name, name, "", "", "", len(records), 0, first, last)


def columns_of(records: Sequence[Record]) -> Columns:
    """The columns that blocks are made from."""
    return Columns(
        number=np.arange(len(records), dtype=np.int64),
        lat=np.array([r.lat for r in records], dtype=np.float64),
        lon=np.array([r.lon for r in records], dtype=np.float64),
        earliest=_days([r.earliest.toordinal() if r.earliest else UNDATED for r in records]),
        latest=_days([r.latest.toordinal() if r.latest else UNDATED for r in records]),
        precision=np.array([r.precision for r in records], dtype=np.int64),
        keys=tuple(keys_of(r) for r in records),
        dataset=tuple(r.dataset for r in records),
        event=tuple(r.event for r in records),
    )


def keys_of(record: Record) -> str:
    """The keys of a record's names, each once, between bars."""
    return f"|{'|'.join(dict.fromkeys(key(name) for _, name in record.names))}|"


def _days(found: Sequence[int]) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.array(found, dtype=np.int64)
