"""Engines: where work on many documents runs. One interface, from a laptop to a cluster.

An engine is handed a function and rows; it knows nothing of documents, and the function
nothing of engines, so what comes out is the same wherever it ran.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol

from takhrij.errors import UsageError

Work = Callable[[bytes], bytes]
"""What is done to one row. It must be picklable, and must not raise for a bad row: it says in
its result what was wrong."""

ENGINES = ("local", "daft", "ray")


class Engine(Protocol):
    """Runs `work` over `rows` and gives the results in the order of the rows.

    `lost` gives the result of a row whose worker died twice. An engine that can't tell which
    row that was raises EnvironmentFault after the results that it has; a run that is started
    again with the rows that are left goes on from there.
    """

    def run(self, work: Work, rows: Iterable[bytes], lost: Work) -> Iterator[bytes]: ...


def engine(name: str, workers: int, address: str | None = None) -> Engine:
    """The engine of a name; `address` is that of a Ray cluster. Raises UsageError if there is
    none of the name, EnvironmentFault if what it needs is not installed."""
    from takhrij.corpus.engines import frames, local

    if name == "local":
        return local.Local(workers)
    if name in ("daft", "ray"):
        return frames.frames(workers, on_ray=name == "ray", address=address)
    raise UsageError(f"no engine {name!r}; there are {', '.join(ENGINES)}")
