"""Calibration: how sure a verdict is."""

from __future__ import annotations

import gzip
import json
import random
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from takhrij.bench.reliability import reliability
from takhrij.bench.verdicts import cases, measure
from takhrij.calibration import Voice, chances, confidence
from takhrij.calibration.answers import Answer
from takhrij.calibration.answers import chances as weighed
from takhrij.calibration.forest import opened, tempered
from takhrij.errors import DataFileError

VOICES = st.lists(
    st.builds(
        Voice,
        st.sampled_from(["supports", "refutes", "discusses", "unrelated"]),
        st.floats(0, 1),
    ),
    max_size=8,
)


def _voices(support: str = "", refute: str = "") -> list[Voice]:
    made = [Voice("supports", float(score)) for score in support.split()]
    return made + [Voice("refutes", float(score)) for score in refute.split()]


CASES = (
    ("", "", "not_enough_evidence", 1.0),
    (".9", "", "not_enough_evidence", 1.0),  # one origin is never enough
    (".9 .8", "", "supported", 0.72),
    (".9 .8", "", "not_enough_evidence", 0.28),
    ("", ".9 .8", "refuted", 0.72),
    (".9", ".8", "conflicting", 0.72),
    (".9 .9", ".5", "conflicting", 0.495),
    (".9 .9", ".5", "supported", 0.41),
    ("1 1 1", "", "supported", 1.0),
)


@pytest.mark.parametrize(("support", "refute", "label", "chance"), CASES)
def test_a_verdict_is_as_likely_as_what_it_means(
    support: str, refute: str, label: str, chance: float
) -> None:
    assert confidence(label, _voices(support, refute)) == pytest.approx(chance, abs=0.006)


@given(VOICES)
def test_chances_are_chances_and_the_order_of_voices_changes_nothing(voices: list[Voice]) -> None:
    found = chances(voices)
    assert all(0 <= chance <= 1 + 1e-9 for chance in found.values())
    assert sum(found.values()) == pytest.approx(1)
    assert chances(random.Random(1).sample(voices, len(voices))) == found


@given(VOICES)
def test_the_two_sides_are_treated_alike(voices: list[Voice]) -> None:
    turned = {"supports": "refutes", "refutes": "supports"}
    other = chances([Voice(turned.get(v.stance, v.stance), v.score) for v in voices])
    found = chances(voices)
    assert (found["supported"], found["conflicting"]) == pytest.approx(
        (other["refuted"], other["conflicting"])
    )


@given(VOICES, st.floats(0, 1))
def test_one_more_voice_in_support_never_makes_refutation_likelier(
    voices: list[Voice], score: float
) -> None:
    more = chances([*voices, Voice("supports", score)])
    assert more["refuted"] <= chances(voices)["refuted"] + 1e-9


# --- answers to questions about a claim ---------------------------------------------------

CLAIM = "The mayor of Kasra signed an order to close the harbour"
YES = Answer("Did the mayor of Kasra sign an order to close it?", "Yes. The order was signed.")
NO = Answer("Did the mayor of Kasra sign an order to close the harbour?", "No. The claim is false.")
SILENT = Answer("Did the mayor of Kasra sign an order to close the harbour?", "")


def test_a_yes_speaks_for_the_claim_and_a_no_against_it() -> None:
    yes, no = weighed(CLAIM, [YES]), weighed(CLAIM, [NO])
    assert sum(yes.values()) == pytest.approx(1)
    assert yes["supported"] > no["supported"]
    assert no["refuted"] > yes["refuted"]
    assert max(no, key=no.__getitem__) == "refuted"


def test_where_nothing_was_found_there_is_not_enough_evidence() -> None:
    assert weighed(CLAIM, [])["not_enough_evidence"] == 1
    silent, said = weighed(CLAIM, [SILENT]), weighed(CLAIM, [YES])
    assert silent["not_enough_evidence"] > said["not_enough_evidence"]


@pytest.mark.parametrize(
    "data",
    [b"", b"no gzip", gzip.compress(b"{}", mtime=0), gzip.compress(b"[]", mtime=0)],
    ids=["empty", "no gzip", "an object", "a list"],
)
def test_a_broken_file_of_trees_is_named(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "trees.json.gz"
    path.write_bytes(data)
    with pytest.raises(DataFileError, match=r"trees\.json\.gz"):
        opened(path, ("a",), ("b",))


@pytest.mark.parametrize(
    ("temperature", "first"), [(1, 0.6), (0.5, 0.36 / 0.46), (2, 0.4727), (1e-2, 1.0)]
)
def test_a_temperature_makes_surer_or_less_sure_and_keeps_the_order(
    temperature: float, first: float
) -> None:
    found = tempered(np.array([0.6, 0.3, 0.1, 0.0]), temperature)
    assert found[0] == pytest.approx(first, abs=1e-3)
    assert found.sum() == pytest.approx(1)
    assert list(found) == sorted(found, reverse=True)


@pytest.mark.parametrize("temperature", [0, -1, "nan", "warm"])
def test_trees_with_no_temperature_to_speak_of_are_named(
    tmp_path: Path, temperature: object
) -> None:
    path = tmp_path / "trees.json.gz"
    held = {"name": "x", "card": {}, "columns": [], "labels": [], "trees": []}
    path.write_bytes(gzip.compress(json.dumps(held | {"temperature": temperature}).encode()))
    with pytest.raises(DataFileError, match=r"trees\.json\.gz"):
        opened(path, (), ())


# --- measured -----------------------------------------------------------------------------


def test_reliability_is_the_distance_between_sure_and_right() -> None:
    found = reliability([0.9] * 10 + [0.5] * 10, [True] * 9 + [False] + [True, False] * 5)
    assert found["expected_calibration_error"] < 0.25  # ten bins of two: chance alone
    assert reliability([1.0] * 20, [False] * 20)["expected_calibration_error"] == 1
    assert reliability([1.0] * 20, [True] * 20)["expected_calibration_error"] == 0
    assert found["accuracy_at_half_coverage"] == 0.9


@pytest.mark.data
def test_verdicts_of_claims_left_out_are_as_good_as_measured(data: Path) -> None:
    found = measure(data)
    assert found["seen"] + found["unseen"]["claims"] == len(cases(data))
    assert found["left_out"]["accuracy"] >= 0.6
    assert found["left_out"]["macro_f1"] >= 0.38
