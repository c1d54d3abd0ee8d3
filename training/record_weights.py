"""Estimate m and u of the record comparisons with splink, without labels.

Two real data sets of overlapping incidents are linked, Airwars with UCDP GED: u from random pairs,
m by expectation maximisation over pairs that share a day or lie near each other. Prints TOML for
src/takhrij/records/weights.toml. Needs splink==5.0.0, duckdb==1.5.6, pandas, and takhrij.

    python training/record_weights.py --data DATA > weights.toml
"""

from __future__ import annotations

import argparse
from pathlib import Path

import pandas as pd
import splink.comparison_level_library as cll
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator

from takhrij.language.gazetteer.home import default_gazetteer
from takhrij.language.gazetteer.keys import key
from takhrij.records.importing import imported
from takhrij.records.mapping import mapping
from takhrij.records.parties import parties
from takhrij.records.reading import rows
from takhrij.records.record import Record

KM = (
    "2*6371*asin(sqrt(pow(sin(radians(lat_r-lat_l)/2),2)+cos(radians(lat_l))*cos(radians(lat_r))"
    "*pow(sin(radians(lon_r-lon_l)/2),2)))"
)
APART = "greatest(first_r-last_l, first_l-last_r, 0)"


def level(sql: str, label: str) -> cll.CustomLevel:
    return cll.CustomLevel(sql, label_for_charts=label)


def null(*columns: str) -> cll.CustomLevel:
    sql = " OR ".join(f"{c}_l IS NULL OR {c}_r IS NULL" for c in columns)
    return cll.CustomLevel(sql, label_for_charts="null").configure(is_null_level=True)


def counts(name: str) -> cl.CustomComparison:
    low, high = f"{name}_low", f"{name}_high"
    gap = f"greatest({low}_l-{high}_r, {low}_r-{high}_l, 0)"
    big = f"greatest(least({high}_l, {high}_r), 1)"
    return cl.CustomComparison(
        output_column_name=name,
        comparison_levels=[
            null(low),
            level(f"{gap} = 0", "same"),
            level(f"{gap} <= 2 OR {gap} <= 0.5*{big}", "near"),
            cll.ElseLevel().configure(label_for_charts="differ"),
        ],
    )


def settings() -> SettingsCreator:
    place = cl.CustomComparison(
        output_column_name="place",
        comparison_levels=[
            null("lat"),
            level("precision_l >= 4 OR precision_r >= 4", "region").configure(is_null_level=True),
            level(f"name_l = name_r AND {KM} <= 15", "same_name"),
            level(f"{KM} <= 3", "within_3_km"),
            level(f"{KM} <= 10", "within_10_km"),
            level(f"{KM} <= 30", "within_30_km"),
            cll.ElseLevel().configure(label_for_charts="apart"),
        ],
    )
    days = ((0, "same_day"), (1, "one_day"), (3, "few_days"), (7, "week"), (31, "month"))
    time = cl.CustomComparison(
        output_column_name="time",
        comparison_levels=[
            null("first"),
            *(level(f"{APART} <= {most}", name) for most, name in days),
            cll.ElseLevel().configure(label_for_charts="apart"),
        ],
    )
    actor = cl.CustomComparison(
        output_column_name="actor",
        comparison_levels=[
            null("party"),
            level("len(list_intersect(party_l, party_r)) > 0", "same"),
            cll.ElseLevel().configure(label_for_charts="differ"),
        ],
    )
    return SettingsCreator(
        link_type="link_only",
        unique_id_column_name="ref",
        comparisons=[place, time, actor, counts("killed")],
        blocking_rules_to_generate_predictions=["l.first = r.first"],
        probability_two_random_records_match=1e-5,
    )


def table(data: Path, name: str, file: str) -> pd.DataFrame:
    known = mapping(name)
    found = imported(rows(data / "records" / file, known), known, default_gazetteer())
    return pd.DataFrame([row(record) for record, _ in found])


def row(record: Record) -> dict[str, object]:
    sides = sorted({party for actor in record.actors for party in parties(actor)})
    english = [name for language, name in record.names if language == "en"]
    return {
        "ref": f"{record.dataset}:{record.ref}",
        "origin": record.origin,
        "name": key(english[0]) if english else None,
        "lat": record.lat,
        "lon": record.lon,
        "precision": record.precision,
        "first": record.earliest.toordinal() if record.earliest else None,
        "month": record.earliest.toordinal() // 30 if record.earliest else None,
        "cell": _cell(record),
        "last": record.latest.toordinal() if record.latest else None,
        "party": sides or None,
        "killed_low": record.killed[0] if record.killed else None,
        "killed_high": record.killed[1] if record.killed else None,
    }


def from_airwars(events: pd.DataFrame) -> pd.DataFrame:
    """Events that UCDP says it has from Airwars: most have a twin there."""
    return events[events["origin"].str.lower().str.contains("airwars")]


def _cell(record: Record) -> str | None:
    if record.lat is None or record.lon is None:
        return None
    return f"{record.lat:.1f},{record.lon:.1f}"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, required=True)
    data = parser.parse_args().data
    db = DuckDBAPI()
    pair = [
        db.register(table(data, "airwars", "airwars_syria.csv")),
        db.register(from_airwars(table(data, "ucdp-ged", "ucdp_ged_syria.csv"))),
    ]
    linker = Linker(pair, settings())
    linker.training.estimate_u_using_random_sampling(max_pairs=4e6, seed=1)
    for rule in ("l.first = r.first", "l.cell = r.cell AND l.month = r.month"):
        linker.training.estimate_parameters_using_expectation_maximisation(
            rule, fix_u_probabilities=True
        )
    for comparison in linker.misc.save_model_to_json()["comparisons"]:
        print(f"\n[{comparison['output_column_name']}]")
        for held in comparison["comparison_levels"]:
            if "u_probability" in held:
                m, u = held.get("m_probability", 0.0), held["u_probability"]
                print(f"{held['label_for_charts']} = [{m:.4f}, {u:.6f}]")


if __name__ == "__main__":
    main()
