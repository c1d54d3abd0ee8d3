"""Progress on the error stream: rate and time left, on whatever takes over two seconds."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from takhrij.cli.spoken import told

T = TypeVar("T")

DELAY = 2.0
"""Seconds before anything is shown."""


def progress(items: Iterable[T], total: int | None, unit: str) -> Iterator[T]:
    """The same items, counted as they go by. `unit` is the word for one of them."""
    from tqdm import tqdm

    yield from tqdm(
        items,
        total=total,
        unit=f" {told(unit)}",
        delay=DELAY,
        mininterval=_often(),
        file=sys.stderr,
    )


def by_size(items: Iterable[T], total: int, read: Callable[[T], int], unit: str) -> Iterator[T]:
    """The same items, with the share of `total` bytes that was `read` when each came: how many
    items there will be is not known before they are read."""
    from tqdm import tqdm

    with tqdm(
        total=total, unit="B", unit_scale=True, delay=DELAY, mininterval=_often(), file=sys.stderr
    ) as bar:
        for number, item in enumerate(items, start=1):
            yield item
            bar.set_postfix_str(f"{number:,} {told(unit)}", refresh=False)
            bar.update(max(0, read(item) - bar.n))


def _often() -> float:
    """Seconds between two looks at the bar: a log needs fewer lines than an eye."""
    return 0.2 if sys.stderr.isatty() else DELAY
