"""Where names stand on the map: beside their pins, never over one another.

Greedy, most important first. What finds no room is left to its number and the table.
Widths are estimates, so a little air is kept.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from takhrij.casefile.outlines import Box, Point

SIDES = ("e", "w", "s", "n")
LETTER = 6.6
"""Pixels that a letter takes at the label's size, Latin or Arabic, on the safe side."""
LINE = 17.0
PIN = 10.0
"""Half of a numbered pin, in pixels."""


@dataclass(frozen=True, slots=True)
class Label:
    """A name to place; `at` is in percent of the drawing."""

    key: str
    text: str
    at: Point
    dot: float = PIN


def placed(
    labels: Iterable[Label], width: float, height: float, kept: Iterable[Box] = ()
) -> dict[str, str]:
    """The side of its pin for each label's key, or `none`; the drawing's size is in pixels.

    `kept` are boxes, in pixels from the top left, where nothing may stand.
    """
    waiting = tuple(labels)
    taken = [*kept, *(_dot(label, width, height) for label in waiting)]
    sides: dict[str, str] = {}
    for label in waiting:
        sides[label.key] = "none"
        for side in SIDES:
            box = _beside(label, side, width, height)
            if _free(box, taken, label, width, height):
                sides[label.key] = side
                taken.append(box)
                break
    return sides


def _free(box: Box, taken: list[Box], label: Label, width: float, height: float) -> bool:
    inside = box.west >= 0 and box.south >= 0 and box.east <= width and box.north <= height
    own = _dot(label, width, height)
    return inside and not any(other.meets(box) for other in taken if other != own)


def _center(label: Label, width: float, height: float) -> Point:
    return label.at[0] * width / 100, label.at[1] * height / 100


def _dot(label: Label, width: float, height: float) -> Box:
    x, y = _center(label, width, height)
    return Box(x - label.dot, y - label.dot, x + label.dot, y + label.dot)


def _beside(label: Label, side: str, width: float, height: float) -> Box:
    x, y = _center(label, width, height)
    wide, gap = len(label.text) * LETTER + 6, label.dot + 2
    west = {"e": x + gap, "w": x - gap - wide}.get(side, x - wide / 2)
    top = {"s": y + gap, "n": y - gap - LINE}.get(side, y - LINE / 2)
    return Box(west, top, west + wide, top + LINE)
