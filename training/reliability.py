"""Draws docs/reliability.svg from what `takhrij bench calibration` prints.

takhrij bench calibration --data DATA > FILE
python training/reliability.py FILE docs/reliability.svg
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

SIDE, EDGE, GAP = 240, 40, 60
STYLE = "font-family='sans-serif' font-size='12' fill='#222'"


def panel(title: str, found: dict, left: int) -> list[str]:
    """One square: confidence across, share right upwards; a dot a bin, as large as its items."""

    def at(x: float, y: float) -> tuple[float, float]:
        return left + x * SIDE, EDGE + (1 - y) * SIDE

    (x0, y0), (x1, y1) = at(0, 0), at(1, 1)
    made = [
        f"<rect x='{left}' y='{EDGE}' width='{SIDE}' height='{SIDE}' fill='none' stroke='#888'/>",
        f"<line x1='{x0}' y1='{y0}' x2='{x1}' y2='{y1}' stroke='#aaa' stroke-dasharray='4'/>",
        f"<text x='{left}' y='{EDGE - 10}' {STYLE}>{title}</text>",
    ]
    for mark in (0, 0.5, 1):
        x, y = at(mark, mark)
        made += [
            f"<text x='{x}' y='{EDGE + SIDE + 16}' text-anchor='middle' {STYLE}>{mark}</text>",
            f"<text x='{left - 6}' y='{y + 4}' text-anchor='end' {STYLE}>{mark}</text>",
        ]
    points = [at(one["confidence"], one["right"]) for one in found["bins"]]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    made.append(f"<polyline points='{line}' fill='none' stroke='#1f5fa8' stroke-width='1.5'/>")
    made += [f"<circle cx='{x:.1f}' cy='{y:.1f}' r='4' fill='#1f5fa8'/>" for x, y in points]
    return made


def main() -> None:
    found = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    shown = [(f"Stance, ANS {part}", one) for part, one in found["stance"].items()]
    shown.append(("Verdicts, AVeriTeC", found["verdicts"]))
    width = EDGE + len(shown) * (SIDE + GAP)
    drawn = [
        f"<svg xmlns='http://www.w3.org/2000/svg' width='{width}' height='{SIDE + 2 * EDGE}'>",
        "<title>How often a confidence is right: across the confidence, upwards the share "
        "right, ten bins of equally many items</title>",
        "<rect width='100%' height='100%' fill='white'/>",
    ]
    for number, (title, one) in enumerate(shown):
        error = one["expected_calibration_error"]
        title = f"{title}: n {one['items']}, error {error:.3f}"
        drawn += panel(title, one, EDGE + number * (SIDE + GAP))
    Path(sys.argv[2]).write_text("\n".join([*drawn, "</svg>", ""]), encoding="utf-8")


if __name__ == "__main__":
    main()
