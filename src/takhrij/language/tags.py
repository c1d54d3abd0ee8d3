"""From scores a piece to stretches of pieces: O, B-KIND, I-KIND (B and I where one kind)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Tagged:
    """Pieces `start` to `end` are one thing of a kind; confidence is that of its first piece."""

    start: int
    end: int
    kind: str
    confidence: float


def softmax(scores: Floats) -> Floats:
    """Probabilities along the last axis."""
    raised = np.exp(scores - scores.max(axis=-1, keepdims=True))
    found: Floats = raised / raised.sum(axis=-1, keepdims=True)
    return found


def tagged(scores: Floats, tags: Sequence[str], least: float) -> list[Tagged]:
    """Stretches that begin where a B is at least `least` likely and likelier than its I.

    A stretch goes on while its I is the likelier of I and O.
    """
    chances = softmax(scores)
    found: list[Tagged] = []
    at = 1
    while at < len(scores) - 1:
        kind, chance = _begins(chances[at], tags)
        if chance < least:
            at += 1
            continue
        end = _end(chances, tags, at, kind)
        found.append(Tagged(at, end, kind, chance))
        at = end
    return found


def _begins(chances: Floats, tags: Sequence[str]) -> tuple[str, float]:
    """The likeliest kind to begin here, and how likely."""
    begin = [(float(chances[i]), tag[2:]) for i, tag in enumerate(tags) if tag.startswith("B")]
    chance, kind = max(begin)
    return kind, chance


def _end(chances: Floats, tags: Sequence[str], start: int, kind: str) -> int:
    inside = tags.index(f"I-{kind}" if kind else "I")
    first = tags.index(f"B-{kind}" if kind else "B")
    end = start + 1
    while end < len(chances) - 1 and chances[end, inside] > max(
        chances[end, 0], chances[end, first]
    ):
        end += 1
    return end
