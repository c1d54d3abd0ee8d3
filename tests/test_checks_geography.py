"""Distances, directions, containment and light, against a gazetteer of three invented towns."""

# ruff: noqa: E501 - a case a line reads better than a tidy margin

from __future__ import annotations

from dataclasses import replace

import pytest
from marked import marked

from takhrij.annotations import Candidate, Claim, Place
from takhrij.checks import case_of
from takhrij.checks.distance import distance, rounding
from takhrij.checks.geometry import is_a_point
from takhrij.checks.light import light
from takhrij.checks.region import bearing, containment
from takhrij.claims.claims import claims
from takhrij.document import Span

# Samra and Rumman lie 22.2 km apart, Rumman due north; Halwa 6.1 km south-west of Samra.
SAMRA = "[Samra|place 35.30,36.66 village Hama]"
RUMMAN = "[Rumman|place 35.50,36.66 village Hama]"
HALWA = "[Halwa|place 35.268,36.605 city Hama]"
HAMA = "[Hama|place 35.13,36.75 region]"
DARAA = "[Daraa|place 32.62,36.10 region]"


def found(check, text, language="en"):
    document = marked(text, language)
    document = document.with_layer(Claim, claims(document), "test")
    return list(check(case_of(document)))


def outcomes(check, text, language="en"):
    return [draft.outcome for draft in found(check, text, language)]


@pytest.mark.parametrize(
    ("text", "language", "outcome"),
    [
        (f"{RUMMAN} lies [22 km|distance 22 bearing=0] north of {SAMRA}.", "en", "consistent"),
        (f"{RUMMAN} lies [20 km|distance 20] from {SAMRA}.", "en", "consistent"),
        (f"{RUMMAN} lies [30 km|distance 30] from {SAMRA} by road.", "en", "consistent"),
        (f"{RUMMAN} lies [22 km|distance 22 bearing=180] south of {SAMRA}.", "en", "inconsistent"),
        (f"{RUMMAN} lies [80 km|distance 80] from {SAMRA}.", "en", "inconsistent"),
        (f"{RUMMAN} lies [3 km|distance 3] from {SAMRA}.", "en", "inconsistent"),
        (f"{RUMMAN} lies [44 km|distance 44] from {SAMRA}.", "en", "undetermined"),
        (f"The road between {SAMRA} and {RUMMAN} is [24 km|distance 24] long.", "en", "consistent"),
        (f"تقع {RUMMAN} على بعد [22 كم|distance 22 bearing=0] شمال {SAMRA}.", "ar", "consistent"),
        (f"تبعد {RUMMAN} [90 كم|distance 90] عن {SAMRA}.", "ar", "inconsistent"),
    ],
)
def test_a_stated_distance_is_held_against_the_gazetteer(text, language, outcome):
    assert outcomes(distance, text, language) == [outcome]


def test_a_distance_may_point_back_to_the_place_of_the_sentence_before():
    text = (
        f"كانت السرية قرب {SAMRA} طوال عام. "
        f"و[ستة كيلومترات|distance 6 bearing=225] جنوب غرب منهم كان المقر في مدينة {HALWA}."
    )
    (draft,) = found(distance, text, "ar")
    assert draft.outcome == "consistent"
    data = dict(draft.data)
    assert data["km"] == pytest.approx(6.1, abs=0.1)
    assert data["bearing"] == pytest.approx(234, abs=2)


@pytest.mark.parametrize(
    "text",
    [
        f"Floods washed away the road [5 km|distance 5] from {SAMRA}.",
        f"The convoy went [300 km|distance 300] through {SAMRA}, {RUMMAN} and {HALWA}.",
        f"The fire burned on [9 km|distance 9] of hills, people in {SAMRA} and {RUMMAN} said.",
        "It lies [90 km|distance 90] from [Syria|place 35,38 country].",
    ],
)
def test_a_distance_between_no_two_named_places_is_left_alone(text):
    assert outcomes(distance, text) == []


def test_a_place_that_the_gazetteer_lacks_is_not_measured():
    assert outcomes(distance, f"[Nowhere|place] lies [9 km|distance 9] from {SAMRA}.") == []


@pytest.mark.parametrize(
    ("figure", "half"), [(6, 0.5), (60, 5), (65, 0.5), (100, 50), (350, 5), (2.5, 0.5)]
)
def test_a_figure_is_rounded_to_its_last_place_that_is_not_nought(figure, half):
    assert rounding(figure) == half


@pytest.mark.parametrize(
    ("text", "language", "outcome"),
    [
        (f"A plant was built in {RUMMAN}, north of {SAMRA}.", "en", ["consistent"]),
        (f"A plant was built in {RUMMAN}, south of {SAMRA}.", "en", ["inconsistent"]),
        (f"A plant was built in {RUMMAN}, east of {SAMRA}.", "en", ["undetermined"]),
        (f"The march went from {RUMMAN} to the south of {SAMRA}.", "en", []),
        (f"بني معمل في {RUMMAN} جنوب {SAMRA}.", "ar", ["inconsistent"]),
        (f"سار الموكب من {RUMMAN} إلى جنوب {SAMRA}.", "ar", []),
    ],
)
def test_a_stated_direction_is_held_against_the_gazetteer(text, language, outcome):
    assert outcomes(bearing, text, language) == outcome


@pytest.mark.parametrize(
    ("text", "language", "outcome"),
    [
        (f"Farms burned in {SAMRA}, {HAMA} province.", "en", ["consistent"]),
        (f"Farms burned in {SAMRA} in {DARAA} province.", "en", ["inconsistent"]),
        (f"People of {SAMRA} and {DARAA} province met.", "en", []),
        (f"احترقت مزارع في {SAMRA} في محافظة {DARAA}.", "ar", ["inconsistent"]),
        (f"زار وفد من {SAMRA} محافظة {DARAA}.", "ar", []),
    ],
)
def test_a_place_said_to_lie_in_a_region_is_held_against_the_gazetteer(text, language, outcome):
    assert outcomes(containment, text, language) == outcome


DAY = "[3 June 2016|time 2016-06-03]"


@pytest.mark.parametrize(
    ("text", "language", "outcome"),
    [
        (f"They crossed near {SAMRA} under cover of darkness at 2:30 a.m. on {DAY}.", "en", ["consistent"]),
        (f"They crossed near {SAMRA} under cover of darkness at 11:30 a.m. on {DAY}.", "en", ["inconsistent"]),
        (f"They crossed near {SAMRA} in broad daylight at 23:30 on {DAY}.", "en", ["inconsistent"]),
        (f"They crossed near {SAMRA} at dawn, at 5:00 a.m. on {DAY}.", "en", ["consistent"]),
        (f"They crossed near {SAMRA} after dark at 6:00 p.m. on {DAY}.", "en", ["undetermined"]),
        (f"They crossed near {SAMRA} under cover of darkness at 9:30 on {DAY}.", "en", []),
        (f"عبروا قرب {SAMRA} في وضح النهار الساعة 23:30 يوم {DAY}.", "ar", ["inconsistent"]),
        (f"عبروا قرب {SAMRA} ليلا الساعة 2:00 يوم {DAY}.", "ar", []),
    ],
)  # fmt: skip
def test_a_word_for_light_is_held_against_the_sun(text, language, outcome):
    assert outcomes(light, text, language) == outcome


def test_without_a_day_the_sun_of_both_solstices_counts():
    text = f"They crossed near {SAMRA} under cover of darkness at 1:00 p.m. that day."
    assert outcomes(light, text) == ["inconsistent"]


def test_nothing_is_measured_from_a_region_that_stands_in_for_an_unknown_place():
    held = Candidate("geonames:1", "Samra", 35.3, 36.66, "SY", feature="village", confidence=0.9)
    stand_in = replace(held, ref="in:iso3166-2:SY-HM/samra")
    assert is_a_point(Place(Span(0, 5), "Samra", (held,)))
    assert not is_a_point(Place(Span(0, 5), "Samra", (stand_in,)))
