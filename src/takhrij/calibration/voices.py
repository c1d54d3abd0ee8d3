"""How sure a verdict is, from what independent origins say of the claim.

A stance has a score: the chance that a reader would give the passage that stance too (calibrated
on held pairs, docs/calibration.md). Each voice is taken to be right with that chance, each by
itself, and otherwise to say nothing. The chance of a verdict is then that of what it means:

- supported: at least `enough` voices truly support, and none truly refutes;
- refuted: the reverse;
- conflicting: at least one truly supports and at least one truly refutes;
- not enough evidence: everything else.

The two sides are treated alike, and no share of true claims is presumed.

    voices = [Voice("supports", 0.9), Voice("supports", 0.8)]
    chances(voices)                   # {"supported": 0.72, "not_enough_evidence": 0.28, …}
    confidence("supported", voices)   # 0.72
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from takhrij.annotations import Label, Stance

ENOUGH = 2
"""Independent origins that must agree before a claim is supported or refuted."""


@dataclass(frozen=True, slots=True)
class Voice:
    """What one independent origin says of a claim: its surest passage, or a matched record.

    `score` is the probability of the stance, 0 to 1, as `corpus.stance` gives it.
    """

    stance: Stance
    score: float


def chances(voices: Sequence[Voice], *, enough: int = ENOUGH) -> dict[Label, float]:
    """How likely each verdict is after these voices, one an independent origin, in any order;
    they sum to 1. Voices that take no side change nothing."""
    support, refute = (
        _counts([voice.score for voice in voices if voice.stance == stance])
        for stance in ("supports", "refutes")
    )
    supported = sum(support[enough:]) * refute[0]
    refuted = sum(refute[enough:]) * support[0]
    conflicting = sum(support[1:]) * sum(refute[1:])
    return {
        "supported": supported,
        "refuted": refuted,
        "conflicting": conflicting,
        "not_enough_evidence": max(0.0, 1 - supported - refuted - conflicting),
    }


def confidence(label: Label, voices: Sequence[Voice], *, enough: int = ENOUGH) -> float:
    """The chance of one verdict, to two digits."""
    return round(chances(voices, enough=enough)[label], 2)


def _counts(scores: Sequence[float]) -> list[float]:
    """The chance that 0, 1, … of the voices are right (Poisson binomial)."""
    found = [1.0]
    for score in sorted(scores):  # in one order: sums of the same bytes
        chance = min(1.0, max(0.0, score))
        kept = [value * (1 - chance) for value in found] + [0.0]
        for at, value in enumerate(found):
            kept[at + 1] += value * chance
        found = kept
    return found
