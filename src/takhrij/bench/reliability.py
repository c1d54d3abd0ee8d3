"""How well confidences match how often they are right, and a drawing of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

BINS, DRAWS = 10, 200


def reliability(confidences: Sequence[float], right: Sequence[bool]) -> dict[str, Any]:
    """Expected calibration error over BINS bins of equally many items (Guo and others 2017, with
    equal masses for equal widths), accuracy at half coverage, and the bins. `by_chance` is the
    error that confidences which mean just what they say would show, items being so few: the mean
    of DRAWS draws of what is right; `as_far_by_chance` the share of draws that err as much or
    more. `debiased` is the root of the mean square of the bins' errors less what chance adds to it
    (Bröcker and Ferro 2012; Kumar, Liang and Ma 2019): 0 where chance would add as much."""
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
    draws = np.random.default_rng(0).random((DRAWS, len(sure))) < sure
    chance = [_error(sure, drawn.astype(float), parts) for drawn in draws]
    found = _error(sure, good, parts)
    half = order[len(order) // 2 :]
    return {
        "items": len(sure),
        "expected_calibration_error": round(found, 3),
        "by_chance": round(float(np.mean(chance)), 3),
        "as_far_by_chance": round(float(np.mean(np.array(chance) >= found)), 3),
        "debiased": round(_debiased(sure, good, parts), 3),
        "accuracy_at_half_coverage": round(float(good[half].mean()), 3),
        "accuracy": round(float(good.mean()), 3),
        "bins": bins,
    }


def _error(sure: Floats, good: Floats, parts: Sequence[np.ndarray]) -> float:
    apart = [len(part) * abs(sure[part].mean() - good[part].mean()) for part in parts]
    return float(sum(apart) / len(sure))


def _debiased(sure: Floats, good: Floats, parts: Sequence[np.ndarray]) -> float:
    """Bins of one item, of which nothing is known, are left out."""
    squares = [
        len(part)
        * ((sure[part].mean() - good[part].mean()) ** 2 - good[part].var(ddof=1) / len(part))
        for part in parts
        if len(part) > 1
    ]
    return float(np.sqrt(max(0.0, sum(squares) / len(sure))))
