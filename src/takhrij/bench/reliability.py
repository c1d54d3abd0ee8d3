"""How well confidences match how often they are right, and a drawing of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

BINS = 10


def reliability(confidences: Sequence[float], right: Sequence[bool]) -> dict[str, Any]:
    """Expected calibration error over BINS bins of equally many items (Guo and others 2017, with
    equal masses for equal widths), accuracy at half coverage, and the bins."""
    sure, good = np.array(confidences, dtype=float), np.array(right, dtype=float)
    order = np.argsort(sure, kind="stable")
    parts = [part for part in np.array_split(order, BINS) if len(part)]
    bins = [
        {
            "confidence": round(float(sure[part].mean()), 3),
            "right": round(float(good[part].mean()), 3),
            "items": len(part),
        }
        for part in parts
    ]
    apart = [len(part) * abs(sure[part].mean() - good[part].mean()) for part in parts]
    half = order[len(order) // 2 :]
    return {
        "items": len(sure),
        "expected_calibration_error": round(float(sum(apart) / len(sure)), 3),
        "accuracy_at_half_coverage": round(float(good[half].mean()), 3),
        "accuracy": round(float(good.mean()), 3),
        "bins": bins,
    }
