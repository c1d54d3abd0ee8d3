"""Verdicts: English claims with the answers that readers found (AVeriTeC, gold evidence)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from takhrij.annotations import Label
from takhrij.bench.reliability import reliability
from takhrij.calibration.answers import COLUMNS, LABELS, NAME, Answer, chances
from takhrij.calibration.forest import forest

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

    @property
    def id(self) -> str:
        """Tells the claims that a model learned from, without holding their words."""
        return hashlib.sha256(self.claim.encode()).hexdigest()[:12]


def cases(data: Path) -> tuple[Case, ...]:
    """The claims of DATA/averitec/dev.json."""
    rows = json.loads((data / "averitec" / "dev.json").read_text(encoding="utf-8"))
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
    """Four-way accuracy, macro-F1, confusion and calibration on the claims that the model did
    not learn from; of those it did learn from, the figures of ten folds that training wrote
    down."""
    card = forest(NAME, COLUMNS, LABELS).card
    seen = frozenset(card["learned_from"])
    fresh = [case for case in cases(data) if case.id not in seen]
    found = [chances(case.claim, case.answers, speaker=case.speaker) for case in fresh]
    return {
        "unseen": figures([case.label for case in fresh], [list(one.values()) for one in found]),
        "seen": sum(case.id in seen for case in cases(data)),
        "left_out": card["left_out"],
        "made_by": forest(NAME, COLUMNS, LABELS).made_by,
        "published": "majority .61/.19; AVeriTeC 2024 best system .63 with its own search "
        "(Schlichtkrull and others 2024), another task",
    }


def figures(wanted: Sequence[Label], chances: Sequence[Sequence[float]]) -> dict[str, Any]:
    """Scores of chances of LABELS, one row a claim; only a count where there is no claim."""
    if not wanted:
        return {"claims": 0}
    given = np.array(chances)
    gold, guess = np.array([LABELS.index(one) for one in wanted]), given.argmax(1)
    f1 = [_f1(gold == k, guess == k) for k in range(len(LABELS))]
    return {
        "claims": len(gold),
        "accuracy": round(float((gold == guess).mean()), 3),
        "macro_f1": round(float(np.mean(f1)), 3),
        "f1": {label: round(value, 3) for label, value in zip(LABELS, f1, strict=True)},
        "confusion": {
            one: {other: int(((gold == i) & (guess == j)).sum()) for j, other in enumerate(LABELS)}
            for i, one in enumerate(LABELS)
        },
        "calibration": reliability(given.max(1).tolist(), (gold == guess).tolist()),
    }


def _f1(gold: np.ndarray, guess: np.ndarray) -> float:
    return float(2 * (gold & guess).sum() / max(1, gold.sum() + guess.sum()))
