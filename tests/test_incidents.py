"""Incidents: one event joined from claims across sentences."""

from __future__ import annotations

from pathlib import Path

import pytest
from marked import marked

from takhrij.annotations import Chain, Claim
from takhrij.bench.incident_sets import fakes
from takhrij.bench.incidents import main_incidents
from takhrij.claims.chains import chains
from takhrij.claims.claims import claims
from takhrij.claims.incidents import incidents

SAMRA = "[Deir Samra|place 35.10,36.60 village Hama]"
RUMMAN = "[Rumman|place 36.20,37.40 village Aleppo]"


def joined(text, language="en", **options):
    document = marked(text, language, **options)
    document = document.with_layer(Claim, claims(document), "test")
    document = document.with_layer(Chain, chains(document), "test")
    return [(one.type, one.claims) for one in incidents(document)]


def test_the_same_event_told_twice_is_one_incident():
    text = f"Shells hit {SAMRA} on Monday. The shelling of {SAMRA} went on for hours."
    assert joined(text) == [("shelling", ("c1", "c2"))]


def test_events_in_two_places_are_two_incidents():
    text = f"Shells hit {SAMRA} on Monday. Shells hit {RUMMAN} as well."
    assert joined(text) == [("shelling", ("c1",)), ("shelling", ("c2",))]


def test_events_on_two_days_are_two_incidents():
    text = (
        f"Shells hit {SAMRA} on [Monday|time 2019-05-06]."
        f" Shells hit {SAMRA} on [Sunday|time 2019-05-12]."
    )
    assert len(joined(text)) == 2


def test_an_event_outside_the_year_of_the_first_is_another_though_the_region_is_one():
    text = (
        "Chlorine was used in [Hama|place 35.13,36.75 region]"
        " in [2019|time 2019-01-01..2019-12-31]."
        f" Chlorine was used in {SAMRA} in [August 2017|time 2017-08-01..2017-08-31]."
    )
    assert joined(text) == [("chemical", ("c1",)), ("chemical", ("c2",))]


def test_other_dead_at_another_place_of_the_same_city_are_another_incident():
    text = (
        "A car bomb in [Old Market|place 35.100,36.600 village Hama] killed"
        " [16 people|count 16 killed]. A car bomb in [New Market|place 35.101,36.601 village Hama]"
        " killed [5 people|count 5 killed]."
    )
    assert joined(text) == [("bombing", ("c1",)), ("bombing", ("c2",))]


def test_aircraft_make_an_airstrike_of_what_was_first_called_shelling():
    text = f"Shells hit {SAMRA} on Monday. Air strikes on {SAMRA} went on for hours."
    assert joined(text) == [("airstrike", ("c1", "c2"))]


def test_a_general_word_points_back_to_the_event_just_told():
    text = f"Shells hit {SAMRA} on Monday. The attack killed [12 people|count 12 killed]."
    assert joined(text) == [("shelling", ("c1", "c2"))]


def test_what_did_not_happen_is_no_incident():
    assert joined(f"The army did not shell {SAMRA}.") == []


def test_statements_are_no_incidents():
    assert joined("The council issued a statement on Monday.") == []


def test_slots_gather_the_mentions_and_attributions_of_all_claims():
    document = marked(
        f"The mayor said {{a1:shells hit {SAMRA} on [3 May|time 2019-05-03]}}."
        " The shelling killed [12 people|count 12 killed] and wounded [30|count 30 injured].",
        said={"a1": {"source": "The mayor", "cue": "said"}},
    )
    document = document.with_layer(Claim, claims(document), "test")
    (one,) = incidents(document)
    assert (one.where, one.when, one.harm) == (("m1",), ("m2",), ("m3", "m4"))
    assert one.attributions == ("a1",)


def test_a_narrow_place_and_its_country_can_be_one_scene():
    text = f"Air strikes in [Syria|place 35,38 country] went on. Air strikes hit {SAMRA} at dawn."
    assert joined(text) == [("airstrike", ("c1", "c2"))]


def test_a_rare_kind_without_another_place_or_day_is_the_one_told_before_however_far():
    between = "The mayor spoke of prices. " * 6
    text = f"Chlorine was used in {SAMRA} on Monday. {between}Rebels used chlorine shells."
    (one,) = joined(text)
    assert one[0] == "chemical"
    assert len(one[1]) == 2


@pytest.mark.data
def test_incidents_are_read_as_well_as_measured(data: Path) -> None:
    """Floors a little below the measured figures (see docs/claims.md)."""
    figures = main_incidents(list(fakes(data / "fa-kes"))[1:200:4])
    assert figures["mean_f1"] >= 0.76
