"""What all cases tell, on one map and one timeline, narrowed as somebody asks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, Field

from takhrij.casefile.html import positions
from takhrij.casefile.map import Drawing, gathered
from takhrij.casefile.spots import Spot
from takhrij.store.cases import Asked
from takhrij.store.facts import Facts, Overview, Place, Told, Wanted
from takhrij.web.identity import Ask
from takhrij.web.lately import Lately

_POINT = re.compile(r"-?\d{1,3}\.\d{3},-?\d{1,3}\.\d{3}")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
MOST_MONTHS = 60
"""Columns of the chart of time; where there are more months, years are drawn."""


class Narrowed(BaseModel):
    """The filter as a form or an address sends it; an empty field asks for anything, and one
    that makes no sense does too."""

    q: str = Field("", max_length=500)
    event: str = Field("", max_length=80)
    basis: str = Field("", max_length=80)
    misfits: str = ""
    status: str = Field("", max_length=20)
    language: str = Field("", max_length=2)
    since: str = ""
    until: str = ""
    at: str = ""

    def wanted(self, ask: Ask) -> Wanted:
        cases = Asked(self.status or None, self.language or None, reader=ask.reader)
        return Wanted(
            cases=cases,
            event=self.event or None,
            basis=self.basis or None,
            misfits=bool(self.misfits),
            words=self.q.strip(),
            since=self.since if _DAY.fullmatch(self.since) else None,
            until=self.until if _DAY.fullmatch(self.until) else None,
            at=self.at if _POINT.fullmatch(self.at) else None,
        )


@dataclass(frozen=True, slots=True)
class Pinned:
    """What the drawing of the map asks of a view: names of what is pinned, and how much is."""

    places: Mapping[str, Place]
    names: Mapping[str, str]
    drawing: Drawing | None

    @property
    def entities(self) -> dict[str, dict[str, str]]:
        return {key: {"name": name} for key, name in self.names.items()}

    @property
    def maps(self) -> dict[str, Any]:
        return {"spots": tuple(self.places)}

    @property
    def style(self) -> str:
        return "\n".join(positions(self.drawing))


@dataclass(frozen=True, slots=True)
class Column:
    """A month or a year of the chart of time, its height in percent of the highest."""

    label: str
    since: str
    until: str
    claims: int
    height: float


@dataclass(frozen=True, slots=True)
class Across:
    """One page of facts, and all of them on a map and over time."""

    overview: Overview
    pinned: Pinned
    columns: tuple[Column, ...]
    told: tuple[Told, ...]


def across(ask: Ask, narrow: Narrowed, page: int) -> Across:
    """What the cases open to whoever asks tell, as far as it is asked for; page 0 lists nothing."""
    wanted = narrow.wanted(ask)
    with ask.corpus() as corpus:
        facts = Facts(corpus)
        facts.update()
        overview = _overview(ask, facts, wanted)
        told = tuple(facts.listed(wanted, page)) if page else ()
    return Across(overview, pinned(ask, overview.places), columns(overview), told)


def _overview(ask: Ask, facts: Facts, wanted: Wanted) -> Overview:
    """The overview, from memory where nothing has changed since."""
    held: Lately[Overview] = ask.request.app.state.counted
    state = facts.corpus.logged()
    found = held.get(wanted, state)
    if found is None:
        found = facts.overview(wanted)
        held.keep(wanted, found, 1 + len(found.places), state)
    return found


def pinned(ask: Ask, places: tuple[Place, ...]) -> Pinned:
    """The map, from memory where the same places were drawn before."""
    held: Lately[Pinned] = ask.request.app.state.sketched
    key = (ask.show.language, tuple((one.at, one.claims) for one in places))
    return held.get(key) or held.keep(key, made := _pinned(ask.show.language, places), _size(made))


def _pinned(language: str, places: tuple[Place, ...]) -> Pinned:
    keyed = {f"p{number}": one for number, one in enumerate(places, 1)}
    names = {key: named(one.names, language) for key, one in keyed.items()}
    spots = [
        Spot(key, number, one.lat, one.lon, 0.0, one.claims, one.precision or 1)
        for number, (key, one) in enumerate(keyed.items(), 1)
    ]
    return Pinned(keyed, names, gathered(spots, names) if spots else None)


def _size(made: Pinned) -> int:
    return sum(map(len, made.drawing.land)) + 200 * len(made.places) if made.drawing else 1


def named(names: Mapping[str, str], language: str) -> str:
    """A place's name in a language, else as the article has it."""
    return names.get(language) or names.get("", "")


def columns(overview: Overview) -> tuple[Column, ...]:
    """The chart of time: months where they find room, else years."""
    counted: dict[str, int] = {}
    digits = 7 if len(overview.months) <= MOST_MONTHS else 4
    for month, claims in overview.months:
        counted[month[:digits]] = counted.get(month[:digits], 0) + claims
    highest = max(counted.values(), default=1)
    return tuple(_columns(counted, highest))


def _columns(counted: Mapping[str, int], highest: int) -> Iterator[Column]:
    for label, claims in sorted(counted.items()):
        first, last = ("-01-01", "-12-31") if len(label) == 4 else ("-01", "-31")
        height = round(100 * claims / highest, 1)
        yield Column(label, label + first, label + last, claims, height)
