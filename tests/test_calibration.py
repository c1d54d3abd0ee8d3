"""Calibration: how sure a verdict is."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from takhrij.bench.answers import COLUMNS, LABELS, columns
from takhrij.bench.reliability import reliability
from takhrij.bench.replies import Answer
from takhrij.bench.verdict_judges import Rows, favours, fitting, left_out, tempered
from takhrij.bench.verdicts import cases, rows_of
from takhrij.calibration import Voice, chances, confidence

FLOOR = 0.6
"""Of verdicts right on claims left out; six in ten have one label."""
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
QUESTION = "Did the mayor of Kasra sign an order to close the harbour?"
YES, NO, SILENT = (
    Answer(QUESTION, text) for text in ("Yes. The order was signed.", "No. It is false.", "")
)


def _columns(*answers: Answer) -> dict[str, float]:
    return dict(zip(COLUMNS, columns(CLAIM, answers), strict=True))


def test_a_yes_a_no_and_silence_are_told_apart() -> None:
    assert (_columns(YES)["any_yes"], _columns(YES)["any_no"]) == (1, 0)
    assert (_columns(NO)["any_yes"], _columns(NO)["any_no"]) == (0, 1)
    assert _columns(SILENT)["unanswered"] == 1
    assert _columns(YES, NO)["both_ways"] == 1


def _rows(count: int) -> Rows:
    """Claims whose first column tells the label, in three kinds of which one is rare."""
    rng = np.random.default_rng(0)
    labels = np.array([0, 0, 1, 1, 1, 1, 1, 2] * (count // 8))
    columns = np.stack([labels + rng.normal(0, 0.4, len(labels)), rng.normal(size=len(labels))], 1)
    return Rows(columns, columns.copy(), labels)


def test_what_is_learned_from_other_claims_judges_those_left_out_the_same_each_time() -> None:
    pytest.importorskip("sklearn", reason='learning needs the extra "bench"')
    rows = _rows(80)
    found = left_out(rows, 3, 4, 0)
    assert (found.chances.argmax(1) == rows.labels).mean() > 0.7
    assert found.chances.sum(1) == pytest.approx(np.ones(80))
    assert (left_out(rows, 3, 4, 0).chances == found.chances).all()


def test_the_rarer_a_label_the_more_it_is_favoured() -> None:
    raised = favours(np.array([0] * 16 + [1] * 4 + [2]), 4)
    assert raised[0] == 1
    assert raised[0] < raised[1] < raised[2] == raised[3]


def test_a_temperature_is_found_where_chances_are_too_sure() -> None:
    sure, labels = np.array([[0.95, 0.05]] * 10), np.array([0] * 7 + [1] * 3)
    assert fitting(sure, labels) > 1.5
    assert fitting(np.array([[0.7, 0.3]] * 10), np.array([0] * 10)) < 1


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


# --- measured -----------------------------------------------------------------------------


def test_reliability_is_the_distance_between_sure_and_right() -> None:
    found = reliability([0.9] * 10 + [0.5] * 10, [True] * 9 + [False] + [True, False] * 5)
    assert found["expected_calibration_error"] < 0.25  # ten bins of two: chance alone
    assert reliability([1.0] * 20, [False] * 20)["expected_calibration_error"] == 1
    assert reliability([1.0] * 20, [True] * 20)["expected_calibration_error"] == 0
    assert found["accuracy_at_half_coverage"] == 0.9


def test_few_items_stray_by_chance_and_that_is_said() -> None:
    few, many = (reliability([0.7] * n, ([True] * 7 + [False] * 3) * (n // 10)) for n in (50, 5000))
    assert few["by_chance"] > 0.1 > 0.02 > many["by_chance"]


def test_what_chance_adds_is_taken_off_and_what_is_wrong_stays() -> None:
    drawn = np.random.default_rng(1).random(400)
    right = reliability([0.7] * 400, (drawn < 0.7).tolist())
    wrong = reliability([0.9] * 400, (drawn < 0.7).tolist())
    assert right["debiased"] < right["expected_calibration_error"]
    assert wrong["debiased"] == pytest.approx(0.2, abs=0.05)
    assert right["as_far_by_chance"] > 0.05 > wrong["as_far_by_chance"]


@pytest.mark.data
def test_verdicts_of_claims_left_out_are_as_good_as_measured(data: Path) -> None:
    pytest.importorskip("sklearn", reason='learning needs the extra "bench"')
    rows = rows_of([case for case in cases(data) if case.answers][:120])  # the whole takes minutes
    found = left_out(rows, len(LABELS), 4, 0)
    assert (found.chances.argmax(1) == rows.labels).mean() >= FLOOR
