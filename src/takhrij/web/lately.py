"""What was made lately, kept in memory so that it needn't be made again; the oldest goes first."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass, field
from threading import Lock
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass
class Lately(Generic[T]):
    """Values by key, together no larger than `most`; sizes are told by whoever keeps a value.

    What is kept is shared by all who ask for it, so nobody may change it.
    """

    most: int
    _held: OrderedDict[Hashable, tuple[T, int]] = field(default_factory=OrderedDict)
    _size: int = 0
    _lock: Lock = field(default_factory=Lock)

    def get(self, key: Hashable) -> T | None:
        with self._lock:
            found = self._held.get(key)
            if found is None:
                return None
            self._held.move_to_end(key)
            return found[0]

    def keep(self, key: Hashable, value: T, size: int) -> T:
        """Keeps a value and gives it back; one larger than all that may be held isn't kept."""
        with self._lock:
            if size <= self.most and key not in self._held:
                self._held[key] = (value, size)
                self._size += size
                while self._size > self.most:
                    _, (_, gone) = self._held.popitem(last=False)
                    self._size -= gone
        return value
