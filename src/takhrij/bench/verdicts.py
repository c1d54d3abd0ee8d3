"""Verdicts: English claims with the answers that readers found (AVeriTeC, gold evidence).

AVeriTeC is under a non-commercial licence, so nothing learned from it is installed: the judges
are made at each measurement (verdict_judges.py), from DATA/averitec/train.json where it is there,
else from the claims of dev.json in folds, each claim judged by what the others teach.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from takhrij.annotations import Label
from takhrij.bench.answers import LABELS, columns, meaning
from takhrij.bench.known import KnownEncoder
from takhrij.bench.reliability import reliability
from takhrij.bench.replies import Answer
from takhrij.bench.verdict_judges import Ints, Judged, Rows, f1, judged, left_out, mean_of

FOLDS, ROUNDS = 10, 5

WANTED: dict[str, Label] = {
    "Supported": "supported",
    "Refuted": "refuted",
    "Conflicting Evidence/Cherrypicking": "conflicting",
    "Not Enough Evidence": "not_enough_evidence",
}
UNANSWERED = "Unanswerable"


@dataclass(frozen=True, slots=True)
class Case:
    """A claim, what was found, and the verdict that readers gave."""

    claim: str
    answers: tuple[Answer, ...]
    speaker: bool
    label: Label


def cases(data: Path, part: str = "dev") -> tuple[Case, ...]:
    """The claims of DATA/averitec/PART.json; none where it is not there."""
    path = data / "averitec" / f"{part}.json"
    if not path.is_file():
        return ()
    rows = json.loads(path.read_text(encoding="utf-8"))
    return tuple(
        Case(
            row["claim"], _answers(row), bool((row["speaker"] or "").strip()), WANTED[row["label"]]
        )
        for row in rows
    )


def _answers(row: dict[str, Any]) -> tuple[Answer, ...]:
    return tuple(
        Answer(asked["question"] or "", "" if one["answer_type"] == UNANSWERED else _text(one))
        for asked in row["questions"]
        for one in asked["answers"]
    )


def _text(answer: dict[str, Any]) -> str:
    parts = (answer["answer"], answer.get("boolean_explanation"))
    return " ".join(part for part in parts if part).strip()


def measure(data: Path) -> dict[str, Any]:
    """Four-way accuracy, mean F1, confusion and calibration on the claims of dev.json: guesses
    by the likeliest label, and guesses that favour rare labels (`macro`). In folds: each claim by
    the mean of ROUNDS, in each of which others taught the judge; and every round by itself.
    Claims without answers are left aside."""
    asked = cases(data)
    answered = [case for case in asked if case.answers]
    rows, taught = rows_of(answered), [case for case in cases(data, "train") if case.answers]
    if taught:
        rounds = [judged(rows_of(taught), rows, len(LABELS))]
    else:
        rounds = [left_out(rows, len(LABELS), FOLDS, seed) for seed in range(ROUNDS)]
    found = [_figures(rows.labels, one) for one in rounds]
    return {
        **_figures(rows.labels, mean_of(rounds)),
        "unanswered_left_aside": len(asked) - len(answered),
        "learned_from": f"train.json, {len(taught)} claims" if taught else f"{FOLDS} folds",
        "rounds": [_short(one) for one in found],
        "mean_of_rounds": _mean([_short(one) for one in found]),
        "published": "majority .61/.19; AVeriTeC 2024 best system .63 with its own search "
        "(Schlichtkrull and others 2024), another task",
    }


def _mean(rounds: Sequence[dict[str, float]]) -> dict[str, float]:
    """What one draw of folds gives more or less than another goes out."""
    return {key: round(float(np.mean([one[key] for one in rounds])), 3) for key in rounds[0]}


def _short(one: dict[str, Any]) -> dict[str, float]:
    error = one["calibration"]["expected_calibration_error"]
    macro = one["macro"]
    return {
        "accuracy": one["accuracy"],
        "macro_f1": one["macro_f1"],
        "macro_accuracy": macro["accuracy"],
        "macro_macro_f1": macro["macro_f1"],
        "expected_calibration_error": error,
        "debiased": one["calibration"]["debiased"],
        "half_coverage": one["calibration"]["accuracy_at_half_coverage"],
    }


def rows_of(found: Sequence[Case]) -> Rows:
    """Cases with answers as numbers."""
    encoder = KnownEncoder()
    return Rows(
        np.array([columns(c.claim, c.answers, speaker=c.speaker, encoder=encoder) for c in found]),
        np.array([meaning(c.claim, c.answers, encoder) for c in found]),
        np.array([LABELS.index(c.label) for c in found]),
    )


def _figures(gold: Ints, found: Judged) -> dict[str, Any]:
    guess: Ints = found.chances.argmax(1)
    sure = found.chances.max(1).tolist()
    return {
        **figures(gold, guess),
        "macro": figures(gold, found.raised.argmax(1)),
        "calibration": reliability(sure, (gold == guess).tolist()),
    }


def figures(gold: Ints, guess: Ints) -> dict[str, Any]:
    """Accuracy, F1 by label and its mean over LABELS, confusion."""
    by_label = [f1(gold == k, guess == k) for k in range(len(LABELS))]
    return {
        "claims": len(gold),
        "accuracy": round(float((gold == guess).mean()), 3),
        "macro_f1": round(float(np.mean(by_label)), 3),
        "f1": {label: round(value, 3) for label, value in zip(LABELS, by_label, strict=True)},
        "confusion": {
            one: {other: int(((gold == i) & (guess == j)).sum()) for j, other in enumerate(LABELS)}
            for i, one in enumerate(LABELS)
        },
    }
