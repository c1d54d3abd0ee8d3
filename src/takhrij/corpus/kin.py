"""What families are made of: reports, and pairs of them that share text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Kind = Literal["reprint", "translation", "shared_passage", "template"]


@dataclass(frozen=True, slots=True)
class Report:
    """What families need of a document."""

    id: str
    text: str
    published: date | None = None
    publisher: str | None = None


@dataclass(frozen=True, slots=True)
class Kinship:
    """Two reports that share text: how much of each, 0 to 1, and the longest passage in words."""

    first: str
    second: str
    kind: Kind
    of_first: float
    of_second: float
    longest: int
