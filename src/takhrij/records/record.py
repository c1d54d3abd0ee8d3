"""One incident as a data set records it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

Range = tuple[float, float]
"""Least and most, both included."""


@dataclass(frozen=True, slots=True)
class Record:
    """`ref` is the data set's own id. `names` are pairs of language and name of the place;
    `within` what it lies in. Degrees WGS 84; `placed` says whether the data set gives the point
    (`stated`) or its name was found in the gazetteer (`gazetteer`). `precision` is UCDP's
    where_prec. `event` is one of the kinds of the case file, or None where the data set doesn't
    say. `did_it` is false where the actors are the two sides of a conflict, not who did it.
    `problems` are what is wrong with the row, in English; the row is kept. `victims` is
    "civilians" where the data set counts no others.
    """

    dataset: str
    ref: str
    earliest: date | None = None
    latest: date | None = None
    names: tuple[tuple[str, str], ...] = ()
    within: str = ""
    lat: float | None = None
    lon: float | None = None
    placed: str = "stated"
    precision: int = 1
    event: str | None = None
    actors: tuple[str, ...] = ()
    did_it: bool = True
    killed: Range | None = None
    injured: Range | None = None
    summary: str = ""
    status: str = ""
    origin: str = ""
    url: str | None = None
    problems: tuple[str, ...] = ()
    victims: str = ""

    @property
    def place(self) -> str:
        """Its place in the first language that it is given in, with what it lies in."""
        name = self.names[0][1] if self.names else ""
        return ", ".join(part for part in (name, self.within) if part)


@dataclass(frozen=True, slots=True)
class Dataset:
    """A data set as it was imported: how many records, the days they span, whose they are."""

    name: str
    title: str
    licence: str
    credit: str
    digest: str
    records: int = 0
    problems: int = 0
    earliest: date | None = None
    latest: date | None = None
