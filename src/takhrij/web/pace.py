"""How often an account, and an address, may ask for what costs the machine most.

Each has a store of turns that fills up again as time goes by (a token bucket), so that a burst
of work is served and an endless one slowed to what the others can bear.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, NamedTuple

Work = Literal["report", "redaction", "export", "search", "comparison", "overview"]
A_MINUTE: dict[Work, int] = {
    "report": 30,
    "redaction": 20,
    "export": 60,
    "search": 120,
    "comparison": 60,
    "overview": 120,
}
"""Turns that one account has, and gets anew in a minute."""
ADDRESS = 10
"""As many accounts as may work from one address without slowing one another."""
KEPT = 10_000
"""Accounts and addresses remembered; the oldest go first, so that memory stays bounded."""


class _Store(NamedTuple):
    turns: float
    at: datetime


@dataclass
class Pace:
    """The turns that accounts and addresses have left."""

    _held: OrderedDict[tuple[str, str], _Store] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, work: Work, account: str, address: str, now: datetime) -> int:
        """Take a turn of both; 0, or the seconds to wait where one has none: then none is taken."""
        most = A_MINUTE[work]
        askers = {(work, f"name:{account}"): most, (work, f"from:{address}"): most * ADDRESS}
        with self._lock:
            left = {key: self._turns(key, full, now) for key, full in askers.items()}
            waits = [int((1 - left[key]) * 60 / full) + 1 for key, full in askers.items()
                     if left[key] < 1]  # fmt: skip
            if waits:
                return max(waits)
            for key, turns in left.items():
                self._held[key] = _Store(turns - 1, now)
                self._held.move_to_end(key)
            while len(self._held) > KEPT:
                self._held.popitem(last=False)
        return 0

    def _turns(self, key: tuple[str, str], full: int, now: datetime) -> float:
        held = self._held.get(key)
        if held is None:
            return float(full)
        passed = max(0.0, (now - held.at).total_seconds())  # a clock moved back gives none
        return min(float(full), held.turns + passed * full / 60)
