"""Work spread over processes: results in the order of the items, memory bounded.

At most a few chunks for each process are under way, however many items there are. A process
that dies (out of memory) takes down only the item it died on, which is named.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from typing import Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")

CHUNK = 8
"""Items handed to a process at once."""
AHEAD = 3
"""Chunks under way for each process."""


def cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def in_order(
    work: Callable[[T], R], items: Iterable[T], *, jobs: int, lost: Callable[[T], R]
) -> Iterator[R]:
    """`work` of each item, in order. `lost` gives the result of an item that killed its process.

    `work`, items and results must be picklable; with one job nothing leaves this process.
    """
    if jobs == 1:
        yield from map(work, items)
        return
    crew = _Crew(work, lost, jobs)
    try:
        yield from crew.results(iter(items))
    finally:
        crew.dismiss()


class _Crew(Generic[T, R]):
    """The processes, and the chunks under way."""

    def __init__(self, work: Callable[[T], R], lost: Callable[[T], R], jobs: int) -> None:
        self.work = work
        self.lost = lost
        self.jobs = jobs
        self.pool = _pool(jobs)
        self.waiting: deque[tuple[tuple[T, ...], Future[list[R]]]] = deque()

    def results(self, items: Iterator[T]) -> Iterator[R]:
        while chunk := tuple(islice(items, CHUNK)):
            self._submit(chunk)
            if len(self.waiting) >= AHEAD * self.jobs:
                yield from self._first()
        while self.waiting:
            yield from self._first()

    def _submit(self, chunk: tuple[T, ...]) -> None:
        try:
            self.waiting.append((chunk, self.pool.submit(_each, self.work, chunk)))
        except BrokenProcessPool:  # it broke since: the chunks before this one will tell
            broken: Future[list[R]] = Future()
            broken.set_exception(BrokenProcessPool())
            self.waiting.append((chunk, broken))

    def _first(self) -> list[R]:
        chunk, future = self.waiting.popleft()
        try:
            return future.result()
        except BrokenProcessPool:
            return self._again(chunk)

    def _again(self, chunk: tuple[T, ...]) -> list[R]:
        """A chunk whose process died, or whose pool did: one item at a time, then a new crew."""
        results = [self._alone(item) for item in chunk]
        chunks = [chunk for chunk, _ in self.waiting]
        self.waiting.clear()
        self.pool.shutdown()
        self.pool = _pool(self.jobs)
        for chunk in chunks:
            self._submit(chunk)
        return results

    def _alone(self, item: T) -> R:
        with _pool(1) as pool:
            try:
                return pool.submit(self.work, item).result()
            except BrokenProcessPool:
                return self.lost(item)

    def dismiss(self) -> None:
        """End every process now, also one that is at work."""
        if self.waiting:
            for process in multiprocessing.active_children():
                process.terminate()
        self.pool.shutdown(cancel_futures=True)


def _each(work: Callable[[T], R], chunk: tuple[T, ...]) -> list[R]:
    return [work(item) for item in chunk]


def _pool(jobs: int) -> ProcessPoolExecutor:
    method = "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn"
    context = multiprocessing.get_context(method)
    return ProcessPoolExecutor(jobs, mp_context=context, initializer=_leave_ctrl_c_to_the_parent)


def _leave_ctrl_c_to_the_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
