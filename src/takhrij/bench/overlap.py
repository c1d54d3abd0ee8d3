"""Which found thing answers which annotated one: the pairs that overlap most, none used twice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from takhrij.document import Span


def paired(gold: Sequence[Span], found: Sequence[Span]) -> dict[int, int]:
    """Index of a gold span to the index of the found span that overlaps it most."""
    pairs: dict[int, int] = {}
    for number, span in enumerate(gold):
        shared = [
            (span.shared(other), -index)
            for index, other in enumerate(found)
            if span.overlaps(other) and index not in pairs.values()
        ]
        if shared:
            pairs[number] = -max(shared)[1]
    return pairs


def scores(right: int, gold: int, found: int) -> dict[str, Any]:
    """Precision, recall and F1 of so many right ones."""
    return {
        "gold": gold,
        "found": found,
        "right": right,
        "precision": round(right / found, 3) if found else None,
        "recall": round(right / gold, 3) if gold else None,
        "f1": round(2 * right / (gold + found), 3) if gold + found else None,
    }
