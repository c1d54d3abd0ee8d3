"""Progress on the error stream: rate and time left, on whatever takes over two seconds."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")

DELAY = 2.0
"""Seconds before anything is shown."""


def progress(items: Iterable[T], total: int | None, unit: str) -> Iterator[T]:
    """The same items, counted as they go by. `unit` is the word for one of them."""
    from tqdm import tqdm

    often = 0.2 if sys.stderr.isatty() else DELAY  # a log needs fewer lines than an eye
    yield from tqdm(
        items, total=total, unit=f" {unit}", delay=DELAY, mininterval=often, file=sys.stderr
    )
