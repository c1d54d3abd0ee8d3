"""How strongly the readings of names draw each other, by distance on the ground."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from takhrij.annotations import Candidate

NEAR_KM = 120.0
"""Distance at which the pull between two places has fallen to 1/e."""
STRENGTH, LIMIT = 1.8, 5.0
"""Pull of one sure place at no distance, and the most that all together pull; ours."""
MOST_GROUPS, MOST_READINGS = 64, 12
"""Names and readings of a name that pull; all are pulled."""
_BROAD = ("country", "water")
_KM = 111.2

Floats = NDArray[np.float64]


class Pull:
    """Nearness of all readings of all names of a text, worked out once.

    `closeness` holds weights of pairs of names that stand near each other in the text; the
    others weigh 1. Names whose best readings are the same place don't pull each other.
    """

    def __init__(
        self, candidates: Sequence[Sequence[Candidate]], closeness: Mapping[tuple[int, int], float]
    ) -> None:
        flat = [candidate for readings in candidates for candidate in readings]
        bounds = np.cumsum([0, *map(len, candidates)])
        self._ranges = [slice(int(a), int(b)) for a, b in pairwise(bounds)]
        self._lat = np.array([c.lat for c in flat])
        self._lon = np.array([c.lon for c in flat])
        self._kernels: list[tuple[int, Floats]] = []
        for number, readings in enumerate(candidates[:MOST_GROUPS]):
            if any(c.feature not in _BROAD for c in readings):
                weights = self._weights(number, candidates, closeness)
                self._kernels.append((number, self._near(number, readings) * weights[:, None]))

    def _near(self, number: int, readings: Sequence[Candidate]) -> Floats:
        """How near every reading is to each reading of one name: 1 at it, 0 far off."""
        own = self._ranges[number]
        lat, lon = self._lat[own][:MOST_READINGS], self._lon[own][:MOST_READINGS]
        north = self._lat[:, None] - lat
        east = (self._lon[:, None] - lon) * np.cos(np.radians((self._lat[:, None] + lat) / 2))
        near: Floats = np.exp(-_KM / NEAR_KM * np.hypot(north, east))
        near[:, [c.feature in _BROAD for c in readings[:MOST_READINGS]]] = 0.0
        return near

    def _weights(
        self,
        number: int,
        candidates: Sequence[Sequence[Candidate]],
        closeness: Mapping[tuple[int, int], float],
    ) -> Floats:
        """One name's weight for every reading of the others; none for what may be the same."""
        own = {candidate.ref for candidate in candidates[number]}
        weights = np.ones(len(self._lat))
        for other, readings in enumerate(candidates):
            if other == number or any(c.ref in own for c in readings):
                weights[self._ranges[other]] = 0.0
            elif (number, other) in closeness:
                weights[self._ranges[other]] = closeness[number, other]
        return weights

    def on(self, likely: Sequence[Sequence[float]]) -> list[Floats]:
        """The pull on every reading of every name, given how likely each reading is."""
        total = np.zeros(len(self._lat))
        for number, kernel in self._kernels:
            total += (kernel * np.sqrt(np.array(likely[number][:MOST_READINGS]))).max(axis=1)
        pulled = np.minimum(LIMIT, STRENGTH * total)
        return [pulled[own] for own in self._ranges]
