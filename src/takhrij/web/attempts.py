"""Failed sign-ins, counted: after a few the name and the address must wait."""

from __future__ import annotations

import threading
from collections import deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta

MOST = 5
"""Failures of one name, or ten times that of one address, before it must wait."""
WITHIN = timedelta(minutes=5)
KEPT = 10_000
"""Names and addresses remembered; the oldest go first, so that memory stays bounded."""


@dataclass
class Attempts:
    """Failures by name and by address, over the last minutes."""

    _held: dict[str, deque[datetime]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def must_wait(self, name: str, address: str, now: datetime) -> int:
        """Seconds to wait before trying again; 0 if there is no need."""
        with self._lock:
            name_waits = self._waits(f"name:{name}", MOST, now)
            return max(name_waits, self._waits(f"from:{address}", MOST * 10, now))

    def _waits(self, key: str, most: int, now: datetime) -> int:
        failures = self._held.get(key, deque())
        while failures and failures[0] <= now - WITHIN:
            failures.popleft()
        if len(failures) < most:
            return 0
        return max(1, int((failures[0] + WITHIN - now).total_seconds()))

    def failed(self, name: str, address: str, now: datetime) -> None:
        with self._lock:
            for key in (f"name:{name[:64]}", f"from:{address}"):
                self._held.setdefault(key, deque(maxlen=MOST * 10)).append(now)
            while len(self._held) > KEPT:
                self._held.pop(next(iter(self._held)))

    def succeeded(self, name: str) -> None:
        with self._lock:
            self._held.pop(f"name:{name}", None)
