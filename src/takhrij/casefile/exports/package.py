"""One signed package; without a corpus and a key, the case and its report with their digests."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from takhrij.casefile import package as packages
from takhrij.casefile.exports import Export
from takhrij.casefile.interface import Interface


def package(case: Mapping[str, Any], language: Interface) -> Export:
    """The package of a case by itself: no originals, no custody, not signed."""
    return Export(packages.package(packages.Parts(case), language))
