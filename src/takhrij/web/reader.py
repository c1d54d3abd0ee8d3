"""Reading an article into a case, in a process of its own.

A hostile article that brings the reader down takes only that process with it, and pages
stay quick while an article is read. One article is read at a time.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures import TimeoutError as TooLong
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from typing import Any, TypeVar

from takhrij.corpus.meaning import Vectors
from takhrij.document import Document, document_of
from takhrij.errors import EnvironmentFault

T = TypeVar("T")
MOST = 8
"""Reports that may wait for their turn; each holds a thread that pages need too."""
NICE = 5
"""How far the process that reads stands behind the one that answers."""
LONGEST = 600.0
"""Seconds that the reading of one article may take."""


@dataclass
class Reader:
    """Reads documents one after another; the process lives on, so that data load once."""

    rules_only: bool = False
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _places: threading.BoundedSemaphore = field(
        default_factory=lambda: threading.BoundedSemaphore(MOST)
    )
    _pool: ProcessPoolExecutor | None = None
    _is_closed: bool = False

    def warm(self) -> None:
        """Load what reading needs, so that the first report doesn't wait for it."""
        with contextlib.suppress(EnvironmentFault):  # the first report will say what is wrong
            self._done("what reading needs", load, self.rules_only)

    def case(self, document: Document) -> dict[str, Any]:
        """The case of a document. Raises EnvironmentFault if the reading came to no end."""
        return self._done(document.metadata.source[:200], read, document, self.rules_only)

    def vectors(self, texts: list[str]) -> Vectors:
        """The vectors of sentences. Raises EnvironmentFault as `case` does."""
        return self._done("sentences", encode, texts)

    def _done(self, name: str, work: Callable[..., T], *given: Any) -> T:
        if not self._places.acquire(blocking=False):
            raise EnvironmentFault(f"{name}: {MOST} reports wait to be read; try again in a minute")
        try:
            return self._in_turn(name, work, *given)
        finally:
            self._places.release()

    def _in_turn(self, name: str, work: Callable[..., T], *given: Any) -> T:
        with self._lock:
            if self._is_closed:
                raise EnvironmentFault(f"{name}: the workbench is stopping")
            if self._pool is None:
                self._pool = _process()
            try:
                return self._pool.submit(work, *given).result(LONGEST)
            except (BrokenProcessPool, TooLong) as error:
                self._end()
                raise EnvironmentFault(
                    f"{name}: reading it was given up ({type(error).__name__});"
                    " what was taken in before is kept"
                ) from error

    def _end(self) -> None:
        if self._pool is not None:
            for process in (self._pool._processes or {}).values():
                process.kill()
            self._pool.shutdown(cancel_futures=True)
            self._pool = None

    def close(self) -> None:
        """End it for good, whatever is being read."""
        self._is_closed = True
        pool = self._pool
        for process in (pool._processes or {}).values() if pool else ():
            process.kill()
        with self._lock:
            self._end()


def _process() -> ProcessPoolExecutor:
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(1, mp_context=context, initializer=_behind_the_pages)


def _behind_the_pages() -> None:
    """Ctrl-C is the parent's to take, and pages go before reading."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.nice(NICE)


def encode(texts: list[str]) -> Vectors:
    """One vector a sentence."""
    from takhrij.corpus.meaning import sentence_encoder, vectors

    return vectors(texts, sentence_encoder())


def load(rules_only: bool) -> None:
    """Everything that `read` loads on its way, the index of the gazetteer made if need be."""
    text = "A spokesman said on Monday that a school in Aleppo was hit. قال متحدث إن مدرسة أصيبت."
    read(document_of(text, "en"), rules_only)


def read(document: Document, rules_only: bool) -> dict[str, Any]:
    """The case file of a document, as `takhrij check` makes it."""
    from takhrij import pipeline
    from takhrij.casefile import json
    from takhrij.language.gazetteer.home import default_gazetteer

    resources = pipeline.Resources(rules_only=rules_only)
    return json.case(
        pipeline.read(document, resources),
        settings={"workbench": True},
        data=pipeline.data_digests(resources),
        gazetteer=default_gazetteer(),
    )
