"""The case as `case.json` has it: nothing is lost."""

from __future__ import annotations

from takhrij.casefile.exports import Export, Row
from takhrij.casefile.interface import Interface
from takhrij.casefile.json import dumps


def json(case: Row, language: Interface) -> Export:
    """The canonical text; `language` has no part in it."""
    del language
    return Export((dumps(case) + "\n").encode())
