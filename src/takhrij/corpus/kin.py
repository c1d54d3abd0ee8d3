"""What families are made of: reports, and pairs of them that share text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, Protocol

Kind = Literal["reprint", "translation", "shared_passage", "template"]


class Told(Protocol):
    """What families need of a document; the text is asked for only where it is read closely."""

    @property
    def id(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def published(self) -> date | None: ...
    @property
    def publisher(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Report:
    """A report with its text at hand."""

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
