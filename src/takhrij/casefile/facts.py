"""What a case says happened, where and when: one row for each place of each claim.

This is what can be put beside other cases, on one map and one timeline.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Row = Mapping[str, Any]

LONGEST = 300
"""Characters of a claim's words, and of a place's name, that a row holds."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A claim at one of its places; without a place that can be drawn the last five are None.

    `earliest` and `latest` are ISO dates of the first time of the claim that can be placed.
    `misfits` says whether a check of the claim is inconsistent.
    """

    claim: str
    words: str
    event: str | None
    basis: str
    misfits: bool
    earliest: str | None
    latest: str | None
    ref: str | None = None
    names: Mapping[str, str] | None = None
    lat: float | None = None
    lon: float | None = None
    precision: int | None = None
    nth: int = 0
    """Which of the claim's places this is, from 0."""


def facts(case: Row) -> Iterator[Fact]:
    """The facts of a case, in the order of its claims."""
    mentions = {one["id"]: one for one in case["mentions"]}
    places = {one["id"]: one for one in case["entities"] if one["type"] == "place"}
    misfits = {
        key for f in case["findings"] if f["outcome"] == "inconsistent" for key in f["claims"]
    }
    for claim in case["claims"]:
        when = _when([mentions[key]["value"] for key in claim["when"] if key in mentions])
        told = (claim["event"], claim["basis"], claim["id"] in misfits, *when)
        own = [places[key] for key in dict.fromkeys(claim["where"]) if key in places]
        placed = [one for one in own if one.get("lat") is not None]
        for nth, one in enumerate(placed):
            yield Fact(claim["id"], claim["text"][:LONGEST], *told, *_where(one), nth)
        if not placed:
            yield Fact(claim["id"], claim["text"][:LONGEST], *told)


def _when(values: list[Row]) -> tuple[str | None, str | None]:
    for one in values:
        if one.get("earliest") or one.get("latest"):
            return one.get("earliest"), one.get("latest")
    return None, None


def _where(place: Row) -> tuple[str | None, dict[str, str], float, float, int | None]:
    names = {"": str(place["name"])[:LONGEST]}
    names |= {language: str(name)[:LONGEST] for language, name in place["names"].items()}
    return place.get("ref"), names, place["lat"], place["lon"], place.get("precision")
