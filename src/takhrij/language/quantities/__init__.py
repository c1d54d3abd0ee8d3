"""Quantities: numbers of people and things, distances and money, with what they are of.

See docs/quantities.md.
"""

from __future__ import annotations

from takhrij.language.quantities.layer import quantities

__all__ = ["quantities"]
