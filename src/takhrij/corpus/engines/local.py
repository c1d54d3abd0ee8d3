"""The local engine: processes on this machine."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from takhrij.corpus.engines import Work
from takhrij.corpus.engines.processes import in_order


@dataclass(frozen=True, slots=True)
class Local:
    """As many processes as workers. One that dies takes down only the row it died on."""

    workers: int

    def run(self, work: Work, rows: Iterable[bytes], lost: Work) -> Iterator[bytes]:
        return in_order(work, rows, jobs=self.workers, lost=lost)
