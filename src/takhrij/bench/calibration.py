"""Calibration: how often scores of stance and chances of verdicts are right."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

from takhrij.bench.reliability import reliability
from takhrij.bench.stance import LABELS, PARTS, plain
from takhrij.bench.verdicts import measure as measure_verdicts
from takhrij.corpus.stance import stances


def measure(data: Path, most: int | None = None) -> dict[str, Any]:
    """Expected calibration error, accuracy at half coverage and the bins of both: stance on the
    parts of ANS at hand, verdicts on AVeriTeC claims that the judges did not learn from."""
    return {
        "stance": {part: found for part in PARTS if (found := _stance(data, part, most))},
        "verdicts": measure_verdicts(data)["calibration"],
        "wanted": "expected calibration error at most .05; at half coverage accuracy .85",
        "published": None,
    }


def _stance(data: Path, part: str, most: int | None) -> dict[str, Any] | None:
    path = data / "ans" / "stance" / f"{part}.csv"
    if not path.is_file():
        return None
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))[:most]
    judged = stances([(row["s1"], row["s2"]) for row in rows])
    wanted = [LABELS[row["stance"]] for row in rows]
    right = [one == other for one, other in zip(plain(judged), wanted, strict=True)]
    return reliability([one.score for one in judged], right)
