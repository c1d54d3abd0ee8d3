"""What the terminal shows of a case."""

from __future__ import annotations

from typing import Any


def summary(case: dict[str, Any], language: str = "en") -> str:
    """The case in a few lines of plain text."""
    return f"{len(case['claims'])} claims, {len(case['findings'])} findings\n"
