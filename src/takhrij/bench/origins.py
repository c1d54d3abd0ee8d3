"""Origins: UCDP's Syrian events as tellings: one origin where the chain leads to one body."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path
from typing import Any

from takhrij.corpus.hands import Hand, paper
from takhrij.corpus.origins import Telling, origins


def measure(data: Path) -> dict[str, Any]:
    """Events of which several sources are listed; those with one original source by UCDP's own
    coding must come to one origin, those with several to as many."""
    counted: Counter[str] = Counter()
    with (data / "records" / "ucdp_ged_syria.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            _count(row, counted)
    return {
        "events": counted["events"],
        "one_observatory": counted["sohr"],
        "with_several_reports": counted["several"],
        "one_origin_where_the_chain_says_so": round(
            counted["one_right"] / max(1, counted["one"]), 4
        ),
        "of_events": counted["one"],
        "as_many_origins_as_coded": round(counted["many_right"] / max(1, counted["many"]), 4),
        "of_events_with_several_origins": counted["many"],
        "published": "13,965 of 16,566 events go back to one observatory",
    }


def _count(row: dict[str, str], counted: Counter[str]) -> None:
    offices = [one.strip() for one in row["source_off"].split(";") if one.strip()]
    coded = [one.strip() for one in row["source_ori"].replace(";", ",").split(",") if one.strip()]
    if not offices or not coded:
        return
    counted["events"] += 1
    counted["several"] += len(offices) > 1
    found = origins(_tellings(offices, coded))
    names = {one.id for one in found.origins}
    counted["sohr"] += names == {"body:sohr"}
    keys = {paper(name).key for name in coded}
    kind = "one" if len(keys) == 1 else "many"
    counted[kind] += 1
    counted[f"{kind}_right"] += found.least == len(keys)


def _tellings(offices: list[str], coded: list[str]) -> list[Telling]:
    """One telling for each headline: published by the office, told by the original sources;
    where there are as many of these as headlines, by one each."""
    sources: list[Hand] = [paper(name) for name in coded]
    if len(sources) == len(offices):
        return [
            Telling(f"{number}", ((one,),), publisher=office)
            for number, (office, one) in enumerate(zip(offices, sources, strict=True))
        ]
    return [
        Telling(f"{number}", tuple((one,) for one in sources), publisher=office)
        for number, office in enumerate(offices)
    ]
