"""Calibration: how sure a verdict is."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from takhrij.calibration import Voice, chances, confidence

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
