"""Facts of all cases: what is told to have happened where and when, on one map and timeline."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from takhrij.casefile.facts import Fact
from takhrij.store.cases import Asked, Cases, all_of, narrowing
from takhrij.store.corpus import Corpus
from takhrij.store.decisions import Decisions
from takhrij.store.fact_rows import keep_judged_facts

PAGE = 50
"""Facts on one page of a list."""
MOST_PLACES = 150
"""Places on one map, those with most claims first."""
COUNTRY = 6
"""The precision from which a place is a whole country, and no point."""
_FROM = " FROM fact JOIN case_head ON case_head.id = fact.case_id"


EVERY = Asked()


@dataclass(frozen=True, slots=True)
class Wanted:
    """What facts are asked for; None and "" ask for any. `cases` says of which cases.

    `since` and `until` are ISO dates that a fact's time must reach into; `at` is a place as
    `Place.at` tells it; `words` stand in the claim or in a name of the place.
    """

    cases: Asked = EVERY
    event: str | None = None
    basis: str | None = None
    misfits: bool = False
    words: str = ""
    since: str | None = None
    until: str | None = None
    at: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A point with all that is told of it. `names` are by language, "" being the article's."""

    names: Mapping[str, str]
    lat: float
    lon: float
    precision: int | None
    claims: int
    cases: int

    @property
    def at(self) -> str:
        return f"{self.lat:.3f},{self.lon:.3f}"


@dataclass(frozen=True, slots=True)
class Told:
    """A fact with the case that tells it."""

    case: str
    title: str
    language: str
    fact: Fact


@dataclass(frozen=True, slots=True)
class Overview:
    """The facts asked for: how many claims of how many cases, where, and in which months."""

    claims: int
    cases: int
    rows: int
    """How many facts in all: a claim counts once for each of its places."""
    places: tuple[Place, ...]
    months: tuple[tuple[str, int], ...]
    """Each month (`2031-05`) in which a claim's time begins, with how many do, in order."""


# --- asking -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts of an open corpus."""

    corpus: Corpus

    def update(self) -> int:
        """Make the facts of cases that were kept before there were such rows; returns how many."""
        connection = self.corpus.connection
        due = connection.execute("SELECT id, version FROM case_head WHERE NOT has_facts").fetchall()
        cases = Cases(self.corpus)
        for key, version in due:
            with connection:
                decided = Decisions(cases).of(key, version)
                keep_judged_facts(connection, key, cases.read(key, version), decided)
        return len(due)

    def overview(self, wanted: Wanted) -> Overview:
        """How much of what is asked for there is, where and when."""
        where, values = _where(wanted)
        ask = self.corpus.connection.execute
        count = _claims(wanted)
        claims, cases, rows = ask(
            f"SELECT {count}, count(DISTINCT case_head.number), count(*){_FROM}{where}", values
        ).fetchone()
        months = ask(
            f"SELECT substr(coalesce(earliest, latest), 1, 7) AS month, {count}{_FROM}{where}"
            " GROUP BY month HAVING month IS NOT NULL ORDER BY month",
            values,
        )
        return Overview(claims, cases, rows, tuple(self._places(where, values)), tuple(months))

    def _places(self, where: str, values: Sequence[Any]) -> list[Place]:
        """Places by position to a thousandth of a degree; countries are no points."""
        joined = " AND " if where else " WHERE "
        rows = self.corpus.connection.execute(
            "SELECT names, round(lat, 3) AS lat3, round(lon, 3) AS lon3, min(fact.precision),"
            f" count(*) AS claims, count(DISTINCT case_head.number){_FROM}{where}{joined}lat IS NOT"
            f" NULL AND coalesce(fact.precision, 1) < {COUNTRY}"
            " GROUP BY lat3, lon3 ORDER BY claims DESC, lat3, lon3 LIMIT ?",
            [*values, MOST_PLACES],
        )
        return [Place(json.loads(names), *told) for names, *told in rows]

    def listed(self, wanted: Wanted, page: int = 1) -> list[Told]:
        """One page of facts in the order of their time, those without one last."""
        where, values = _where(wanted)
        rows = self.corpus.connection.execute(
            "SELECT case_head.id, title, language, claim, words, event, basis, misfits, earliest,"
            f" latest, ref, names, lat, lon, fact.precision{_FROM}{where}"
            " ORDER BY coalesce(earliest, latest) IS NULL, coalesce(earliest, latest),"
            " case_head.number, fact.rowid LIMIT ? OFFSET ?",
            [*values, PAGE, (page - 1) * PAGE],
        )
        return [_told(row) for row in rows]


def _claims(wanted: Wanted) -> str:
    """How claims are counted: where places are asked for, a claim's first may be left out."""
    if wanted.words or wanted.at:
        return "count(DISTINCT fact.case_id || fact.claim)"
    return "coalesce(sum(nth = 0), 0)"


def _told(row: Sequence[Any]) -> Told:
    case, title, language, claim, words, event, basis, misfits, first, last, ref, names, *at = row
    read = None if names is None else json.loads(names)
    fact = Fact(claim, words, event, basis, bool(misfits), first, last, ref, read, *at)
    return Told(case, title, language, fact)


def _where(wanted: Wanted) -> tuple[str, list[Any]]:
    parts, values = narrowing(wanted.cases)
    for column, value in (("fact.event", wanted.event), ("fact.basis", wanted.basis)):
        if value:
            parts.append(f"{column} = ?")
            values.append(value)
    if wanted.misfits:
        parts.append("misfits")
    if wanted.words:
        parts.append("(instr(words, ?) OR instr(coalesce(names, ''), ?))")
        values += [wanted.words, wanted.words]
    if wanted.since:
        parts.append("coalesce(latest, earliest) >= ?")
        values.append(wanted.since)
    if wanted.until:
        parts.append("coalesce(earliest, latest) <= ?")
        values.append(wanted.until)
    if wanted.at:
        lat, _, lon = wanted.at.partition(",")
        parts.append("round(lat, 3) = CAST(? AS REAL) AND round(lon, 3) = CAST(? AS REAL)")
        values += [lat, lon]
    return all_of(parts), values
