"""What was made lately, kept in memory so that it needn't be made again; the oldest goes first."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass, field
from threading import Lock
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")


class _Kept(NamedTuple, Generic[T]):
    state: Hashable
    value: T
    size: int


@dataclass
class Lately(Generic[T]):
    """Values by name, together no larger than `most`; sizes are told by whoever keeps a value.

    A value holds for one state of what it was made from. One made from the next state takes the
    place of the one before, so that what nobody will ask for again fills no memory. What is kept
    is shared by all who ask for it, so nobody may change it.
    """

    most: int
    _held: OrderedDict[Hashable, _Kept[T]] = field(default_factory=OrderedDict)
    _size: int = 0
    _lock: Lock = field(default_factory=Lock)

    def get(self, name: Hashable, state: Hashable = None) -> T | None:
        """The value under a name, if it was made from that state."""
        with self._lock:
            found = self._held.get(name)
            if found is None or found.state != state:
                return None
            self._held.move_to_end(name)
            return found.value

    def keep(self, name: Hashable, value: T, size: int, state: Hashable = None) -> T:
        """Keeps a value and gives it back; one larger than all that may be held isn't kept."""
        with self._lock:
            self._drop(self._held.pop(name, None))
            if size <= self.most:
                self._held[name] = _Kept(state, value, size)
                self._size += size
                while self._size > self.most:
                    self._drop(self._held.popitem(last=False)[1])
        return value

    def _drop(self, gone: _Kept[T] | None) -> None:
        if gone is not None:
            self._size -= gone.size

    def __len__(self) -> int:
        """How many values are held."""
        return len(self._held)

    @property
    def size(self) -> int:
        """How large they are together."""
        return self._size
