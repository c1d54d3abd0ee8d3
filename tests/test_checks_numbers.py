"""Parts and totals, the headline's numbers, and numbers from sentence to sentence."""

# ruff: noqa: E501 - a case a line reads better than a tidy margin

from __future__ import annotations

import pytest
from marked import marked

from takhrij.annotations import Claim, Incident
from takhrij.checks import case_of
from takhrij.checks.numbers import headline_numbers, numbers
from takhrij.checks.parts import parts
from takhrij.claims.claims import claims
from takhrij.claims.incidents import incidents


def outcomes(check, text, language="en", **options):
    document = marked(text, language, **options)
    document = document.with_layer(Claim, claims(document), "test")
    document = document.with_layer(Incident, incidents(document), "test")
    return [draft.outcome for draft in check(case_of(document))]


@pytest.mark.parametrize(
    ("text", "language", "outcome"),
    [
        ("[12 people|count 12 killed] died, including [4 children|count 4 killed].", "en", ["consistent"]),
        ("[12 people|count 12 killed] died, including [14 children|count 14 killed].", "en", ["inconsistent"]),
        ("[At least 12 people|count 12.. killed] died, including [14 women|count 14 killed].", "en", ["inconsistent"]),
        ("[More than 12 people|count 12.. killed] died, including [14 women|count 14 killed].", "en", ["undetermined"]),
        ("[7 people|count 7 killed] died, including [5 children|count 5 killed] and [4 women|count 4 killed].", "en", ["inconsistent"]),
        ("[20 people|count 20 killed] died, including [14 civilians|count 14 killed] and [10 children|count 10 killed].", "en", ["consistent"]),
        ("[About 20 people|count 20 killed about] died, including [21 men|count 21 killed].", "en", ["consistent"]),
        ("[12 fires|count 12 other] broke out, including [14 big ones|count 14 other].", "en", []),
        ("قتل [12 شخصا|count 12 killed] بينهم [14 طفلا|count 14 killed].", "ar", ["inconsistent"]),
        ("قتل [15 شخصا|count 15 killed] منهم [9 أطفال|count 9 killed] و[8 نساء|count 8 killed].", "ar", ["inconsistent"]),
        ("قتل [15 شخصا|count 15 killed] منهم [9 أطفال|count 9 killed] و[6 نساء|count 6 killed].", "ar", ["consistent"]),
    ],
)  # fmt: skip
def test_parts_are_held_against_their_total(text, language, outcome):
    assert outcomes(parts, text, language) == outcome


def test_the_injured_after_the_dead_are_no_part_of_them():
    text = (
        "[Five people|count 5 killed] were killed and [22|count 22 injured] injured,"
        " including [12 children|count 12 injured]."
    )
    assert outcomes(parts, text) == ["consistent"]


def test_at_least_does_not_make_a_total_a_part():
    text = "[Two nurses|count 2 killed] were among [at least 30 people|count 30.. killed] killed."
    assert outcomes(parts, text) == []


SAMRA = "[Samra|place 35,36 village]"


@pytest.mark.parametrize(
    ("title", "body", "outcome"),
    [
        ("[27|count 27 killed] killed in blast", "A blast killed [27|count 27 killed] there.", "consistent"),
        ("[27|count 27 killed] killed in blast", "A blast killed [17|count 17 killed] there.", "inconsistent"),
        ("[Dozens|count 20.. killed] killed in blast", "A blast killed [34|count 34 killed] there.", "consistent"),
        ("[12|count 12 killed] killed in blasts", "Blasts killed [7|count 7 killed] and [5|count 5 killed].", "consistent"),
        ("[12|count 12 killed] killed in blast", "A blast shook the town on Monday.", "undetermined"),
        ("[12|count 12 killed] killed in blast", "The mayor said {a1:a blast killed [12|count 12 killed]}. A nurse said {a2:the blast killed [7|count 7 killed]}.", "undetermined"),
        ("[6|count 6 killed] killed in blast", "A blast killed [5|count 5 killed] others there.", "undetermined"),
    ],
)  # fmt: skip
def test_the_headlines_count_is_held_against_the_body(title, body, outcome):
    said = {"a1": {"source": "The mayor"}, "a2": {"source": "A nurse"}} if "{a1" in body else {}
    assert outcomes(headline_numbers, body, title=title, said=said) == [outcome]


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("The blast killed [nine|count 9 killed], [six men|count 6 killed] and [three women|count 3 killed].", ["consistent"]),
        ("The blast killed [nine|count 9 killed], [five men|count 5 killed] and [three women|count 3 killed].", ["inconsistent"]),
        ("The blast killed [nine|count 9 killed], and [five men|count 5 killed] fled with [three women|count 3 other].", []),
        ("The blast killed [nine|count 9 killed], [five guards|count 5 killed] and [three women|count 3 killed].", []),
    ],
)  # fmt: skip
def test_a_total_told_over_into_its_parts_is_their_sum(text, outcome):
    assert outcomes(parts, text) == outcome


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        (f"A blast at the mill of {SAMRA} killed [8 men|count 8 killed]. The blast at the mill of {SAMRA} killed [8|count 8 killed].", ["consistent"]),
        (f"A blast at the mill of {SAMRA} killed [8 men|count 8 killed]. The blast at the mill of {SAMRA} killed [13 men|count 13 killed].", ["inconsistent"]),
        (f"A blast at the mill of {SAMRA} killed [8 men|count 8 killed]. The toll of the blast rose to [13 men|count 13 killed].", []),
        (f"A blast at {SAMRA} killed [8 men|count 8 killed]. The attack on the road killed [13 guards|count 13 killed].", ["undetermined"]),
    ],
)  # fmt: skip
def test_one_voice_gives_one_number_for_one_harm(text, outcome):
    assert outcomes(numbers, text) == outcome


def test_two_speakers_may_differ():
    text = (
        f"The mayor said {{a1:a blast at the mill of {SAMRA} killed [8 men|count 8 killed]}}."
        f" A doctor said {{a2:the blast at the mill of {SAMRA} killed [13 men|count 13 killed]}}."
    )
    said = {"a1": {"source": "The mayor"}, "a2": {"source": "A doctor"}}
    assert outcomes(numbers, text, said=said) == ["undetermined"]
