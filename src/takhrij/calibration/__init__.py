"""How sure a verdict is: chances learned on held data. See docs/calibration.md."""

from __future__ import annotations

from takhrij.calibration.voices import Voice, chances, confidence

__all__ = ["Voice", "chances", "confidence"]
