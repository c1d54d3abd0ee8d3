"""Stance in English: claims beside what readers found on them (AVeriTeC, gold evidence).

A stand-in for a set of English stance, for want of one: an answer is taken to have the stance that
readers came to for the claim from all the answers, supported or refuted. Where there was one
question that is nearly so; where there were more, some answers are background and bear on nothing.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from takhrij.corpus.meaning import Encoder
from takhrij.corpus.stance import Stance, stances

Side = Literal["supports", "refutes"]
SIDES: dict[str, Side] = {"Supported": "supports", "Refuted": "refutes"}
LEAST = 4
"""Words that an answer must have to say something by itself: "yes" and "18.2%" don't."""


@dataclass(frozen=True, slots=True)
class Found:
    """A claim and one answer, in a sentence; `only` where the claim has no other question."""

    claim: str
    text: str
    side: Side
    only: bool


def found(data: Path) -> tuple[Found, ...]:
    """The answers of DATA/averitec/dev.json to claims that readers called supported or refuted;
    none where it is not there."""
    path = data / "averitec" / "dev.json"
    if not path.is_file():
        return ()
    rows = json.loads(path.read_text(encoding="utf-8"))
    return tuple(one for row in rows if row["label"] in SIDES for one in _found(row))


def _found(row: dict[str, Any]) -> list[Found]:
    """Of a yes or no what explains it: by itself it says nothing."""
    asked = row["questions"]
    told = [
        one.get("boolean_explanation") if one["answer_type"] == "Boolean" else one["answer"]
        for question in asked
        for one in question["answers"]
        if one["answer_type"] != "Unanswerable"
    ]
    return [
        Found(row["claim"], text, SIDES[row["label"]], len(asked) == 1)
        for text in told
        if text and len(text.split()) >= LEAST
    ]


def measure_answers(
    data: Path, most: int | None = None, encoder: Encoder | None = None
) -> dict[str, Any] | None:
    """How often each stance was given to answers on supported and on refuted claims, and how many
    of those that were given a side were given the readers'. None where there are no data."""
    pairs = found(data)[:most]
    if not pairs:
        return None
    judged = stances([(one.claim, one.text) for one in pairs], encoder=encoder)
    alone = [at for at, one in enumerate(pairs) if one.only]
    return {
        "one_question": _figures([pairs[at] for at in alone], [judged[at] for at in alone]),
        "all": _figures(pairs, judged),
    }


def _figures(pairs: Sequence[Found], judged: Sequence[Stance]) -> dict[str, Any]:
    given: Counter[tuple[str, str]] = Counter(
        (one.side, it.label) for one, it in zip(pairs, judged, strict=True)
    )
    return {
        "pairs": len(pairs),
        "given": {
            side: {label: n for (other, label), n in sorted(given.items()) if other == side}
            for side in SIDES.values()
        },
        "right_of_those_called": {side: _right(given, side) for side in SIDES.values()},
    }


def _right(given: Counter[tuple[str, str]], side: Side) -> dict[str, float | int]:
    called = sum(n for (_, label), n in given.items() if label == side)
    return {"called": called, "right": round(given[(side, side)] / max(1, called), 3)}
