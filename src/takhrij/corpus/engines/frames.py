"""The daft engine: rows as a data frame, on this machine or, with Ray, on many.

The code is the same for both: daft's own runner starts processes here, its Ray runner starts
them on the nodes of a cluster. Rows go out in waves, so that a corpus need not fit in memory.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from itertools import chain
from typing import Any

from takhrij.corpus.engines import Work
from takhrij.errors import EnvironmentFault

WAVE = 64_000_000
"""Bytes of rows in one data frame: about 10,000 articles."""
PARTITION = 16
"""Rows handed to a worker at once. Small, since a row may take a second to read."""
STORE = 256_000_000
"""Bytes that a Ray started here may hold of rows under way: a wave and its results."""
_INSTALL = "install it with: pip install 'takhrij[cluster]'"


@dataclass(frozen=True, slots=True)
class Frames:
    """As many processes as workers, started by daft wherever its runner puts them."""

    workers: int

    def run(self, work: Work, rows: Iterable[bytes], lost: Work) -> Iterator[bytes]:
        return chain.from_iterable(self._wave(work, wave) for wave in waves(rows))

    def _wave(self, work: Work, rows: list[bytes]) -> Iterator[bytes]:
        """Raises EnvironmentFault if a worker died: daft doesn't say on which row."""
        import daft
        from daft.exceptions import DaftCoreException

        frame = daft.from_pydict({"row": rows}).into_batches(PARTITION)
        column = _worker(self.workers)(work).results(daft.col("row"))
        try:
            for found in frame.select(column.alias("result")).iter_rows():
                yield found["result"]
        except (DaftCoreException, RuntimeError, OSError) as error:
            raise EnvironmentFault(
                f"a worker of daft died ({' '.join(str(error).split())[:200]}); "
                "what was done is kept: run again to go on"
            ) from error


def _worker(workers: int) -> Any:
    """A class of daft's whose instances live in processes of their own and do the work."""
    import daft

    class Worker:
        def __init__(self, work: Work) -> None:
            self.work = work

        @daft.method.batch(return_dtype=daft.DataType.binary(), batch_size=PARTITION)
        def results(self, rows: Any) -> list[bytes]:
            return [self.work(row) for row in rows.to_pylist()]

    return daft.cls(Worker, max_concurrency=workers, use_process=True)


def waves(rows: Iterable[bytes]) -> Iterator[list[bytes]]:
    """Rows in lists of at most WAVE bytes, and at least one row."""
    wave: list[bytes] = []
    size = 0
    for row in rows:
        if wave and size + len(row) > WAVE:
            yield wave
            wave, size = [], 0
        wave.append(row)
        size += len(row)
    if wave:
        yield wave


def frames(workers: int, *, on_ray: bool, address: str | None = None) -> Frames:
    """The engine, on daft's own runner or on Ray (the cluster at `address`, else one started
    here). Raises EnvironmentFault if daft or Ray is not installed, if Ray can't be reached or
    started, or if this process has begun with the other runner: daft can't change."""
    try:
        import daft
    except ImportError as error:
        raise EnvironmentFault(f"the engine daft is not installed; {_INSTALL}") from error
    if on_ray and find_spec("ray") is None:
        raise EnvironmentFault(f"Ray is not installed; {_INSTALL}")
    if on_ray:
        _reach_ray(workers, address)
    wanted = "ray" if on_ray else "native"
    try:
        (daft.set_runner_ray if on_ray else daft.set_runner_native)()
    except daft.exceptions.DaftCoreException as error:
        if daft.get_or_infer_runner_type() != wanted:
            raise EnvironmentFault(f"daft can't run as {wanted} here: {error}") from error
    return Frames(workers)


def _reach_ray(workers: int, address: str | None) -> None:
    """Join a cluster, or start one here that is as small as the work allows.

    Left to itself Ray takes a third of the memory, every core and a dashboard, and asks the
    network which version is new; on two cores it then takes minutes to start.
    """
    ray = import_module("ray")
    if ray.is_initialized():
        return
    quiet: dict[str, Any] = {"log_to_driver": False, "logging_level": "error"}
    small = {"num_cpus": workers, "object_store_memory": STORE, "include_dashboard": False}
    try:
        ray.init(**quiet, **({"address": address} if address else small))
    except (ConnectionError, OSError, RuntimeError, ValueError) as error:
        raise EnvironmentFault(
            f"Ray can't be {'reached at ' + address if address else 'started here'} "
            f"({' '.join(str(error).split())[:200]})"
        ) from error
