"""Stance: Arabic pairs of headlines (ANS, Khouja 2020), those that the model did not see."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from takhrij.corpus.stance import stance

LABELS = {"agree": "supports", "disagree": "refutes", "other": "unrelated"}


def measure(data: Path, most: int | None = None) -> dict[str, Any]:
    """Accuracy, macro-F1 and confusion on ANS dev, or on its first `most` pairs. `discusses`
    counts as `other`."""
    with (data / "ans" / "stance" / "dev.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))[:most]
    found = [stance(row["s1"], row["s2"]) for row in rows]
    guesses = ["unrelated" if one.label == "discusses" else one.label for one in found]
    wanted = [LABELS[row["stance"]] for row in rows]
    return {
        "ans-dev": {"pairs": len(rows), **scores(wanted, guesses)},
        "undecided": sum(one.label == "discusses" for one in found),
        "made_by": found[0].made_by if found else None,
        "published": "macro-F1 .767 on the test pairs, which are not at hand (Khouja 2020)",
    }


def scores(wanted: Sequence[str], guesses: Sequence[str]) -> dict[str, Any]:
    """Accuracy, F1 by label and its mean, and how often each label was given for each."""
    labels = tuple(LABELS.values())
    pairs = list(zip(wanted, guesses, strict=True))
    confusion = {one: {other: pairs.count((one, other)) for other in labels} for one in labels}
    f1 = {
        one: 2 * confusion[one][one] / max(1, wanted.count(one) + guesses.count(one))
        for one in labels
    }
    return {
        "accuracy": round(sum(a == b for a, b in pairs) / max(1, len(pairs)), 3),
        "macro_f1": round(sum(f1.values()) / len(f1), 3),
        "f1": {label: round(value, 3) for label, value in f1.items()},
        "confusion": confusion,
    }
