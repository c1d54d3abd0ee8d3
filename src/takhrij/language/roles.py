"""From the scores of one cue to its source and its content, as ranges of pieces."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from takhrij.language.tags import softmax

Floats = npt.NDArray[np.float32]
Range = tuple[int, int]

_KEPT = 8
"""Likeliest first and last pieces tried with one another."""
_HOLE = 3
"""Fewer pieces than this, not of the content, inside it do not break it."""
_ROLE_WEIGHT = 0.5
"""How much the pieces inside a range count beside its ends; set on PolNeAR's dev part."""


@dataclass(frozen=True, slots=True)
class RoleScores:
    """`source` and `hull` are None where there is none; `content` is the hull less its holes."""

    source: Range | None
    hull: Range | None
    content: tuple[Range, ...]
    confidence: float

    @classmethod
    def of(cls, scores: Floats, outputs: Sequence[str]) -> RoleScores:
        """Decided from scores (pieces, outputs); pieces 0 and -1 are the special ones."""
        column = {name: scores[:, index] for index, name in enumerate(outputs)}
        chances = softmax(scores[:, :3])
        source, _ = _likeliest(
            column["source_start"], column["source_end"], _evidence(chances, 1), may_be_none=True
        )
        hull, sure = _likeliest(
            column["content_start"], column["content_end"], _evidence(chances, 2)
        )
        content = _solid(chances[:, 2], hull) if hull else ()
        return cls(source, hull, content, sure)


def _evidence(chances: Floats, role: int) -> Floats:
    """For each piece, how much speaks for the role: log odds, kept within bounds."""
    inside = np.clip(chances[:, role], 1e-3, 1 - 1e-3)
    found: Floats = np.clip(np.log(inside) - np.log(1 - inside), -4, 4)
    return found


def _likeliest(
    starts: Floats, ends: Floats, evidence: Floats, *, may_be_none: bool = False
) -> tuple[Range | None, float]:
    """The best range and how likely its ends are (geometric mean)."""
    start, end = np.log(softmax(starts) + 1e-9), np.log(softmax(ends) + 1e-9)
    summed = np.concatenate([[0.0], np.cumsum(evidence)])
    best, range_, sure = -np.inf, None, 0.0
    for first in _top(start):
        for last in _top(end):
            if last < first or first == 0 or last == len(starts) - 1:
                continue
            inside = float(summed[last + 1] - summed[first]) / (last + 1 - first)
            value = float(start[first] + end[last]) + _ROLE_WEIGHT * inside
            if value > best:
                best, range_ = value, (first, last + 1)
                sure = float(np.exp((start[first] + end[last]) / 2))
    none = float(start[0] + end[0])
    if may_be_none and none > best:
        return None, float(np.exp(none / 2))
    return range_, sure


def _top(scores: Floats) -> list[int]:
    return [int(i) for i in np.argsort(-scores, kind="stable")[:_KEPT]]


def _solid(inside: Floats, hull: Range) -> tuple[Range, ...]:
    """The hull without the longer stretches that are rather not content."""
    parts: list[list[int]] = []
    for at in range(*hull):
        if inside[at] < 0.5 and at not in (hull[0], hull[1] - 1):
            continue
        if parts and at - parts[-1][1] < _HOLE:
            parts[-1][1] = at + 1
        else:
            parts.append([at, at + 1])
    return tuple((first, after) for first, after in parts)


def distances(length: int, cues: npt.NDArray[np.int64], reach: int) -> npt.NDArray[np.int64]:
    """How far each piece is from each cue, as the roles head counts it: (cues, length)."""
    at = np.arange(length)[None]
    before = np.clip(at - cues[:, :1], -reach - 1, 0)
    after = np.clip(at - cues[:, 1:] + 1, 0, reach + 1)
    found: npt.NDArray[np.int64] = np.clip(before + after + reach + 1, 0, 2 * reach + 2)
    return found
