"""Stance: Arabic pairs of headlines (ANS, Khouja 2020), English claims and answers, pairs across
languages, and evidence with one thing changed."""

from __future__ import annotations

import csv
import random
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from takhrij.bench.known import KnownEncoder
from takhrij.bench.stance_answers import measure_answers
from takhrij.bench.stance_pairs import Made, crossed, turned
from takhrij.corpus.stance import Models, Stance, stances
from takhrij.corpus.stance import encoder as pair_encoder
from takhrij.corpus.stance import trees as pair_trees

LABELS = {"agree": "supports", "disagree": "refutes", "other": "unrelated"}
PARTS = ("dev", "test")
"""Parts of ANS that the models did not learn from; those are measured that are at hand."""
DRAWS = 1000
"""Bootstrap samples of the 95 % intervals."""
MADE = 300
"""Pairs with one thing changed that are judged."""


def variants() -> dict[str, Models]:
    """The judge with less and with all of what came with the program."""
    trees, reader = pair_trees.own(), pair_encoder.own()
    return {
        "rules": Models(),
        "trees": Models(trees),
        "encoder": Models(None, reader),
        "both": Models(trees, reader),
    }


def measure(data: Path, most: int | None = None) -> dict[str, Any]:
    """Accuracy, macro-F1 with their 95 % intervals, and confusion on each part of ANS at hand,
    or on its first `most` pairs, by rules, trees, encoder and both; on English claims
    and answers; on pairs across languages; and how often changed evidence is called support.
    `discusses` counts as `unrelated`."""
    known = KnownEncoder()
    return {
        **{f"ans-{part}": found for part in PARTS if (found := _ans(data, part, most, known))},
        "english_answers": measure_answers(data, most, known),
        "across_languages": _across(data, most, known),
        "changed": _changed(data, most, known),
        "made_by": variants()["both"].made_by,
        "published": "ANS: macro-F1 .767 on its test pairs (Khouja 2020)",
    }


def _ans(data: Path, part: str, most: int | None, known: KnownEncoder) -> dict[str, Any] | None:
    path = data / "ans" / "stance" / f"{part}.csv"
    if not path.is_file():
        return None
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))[:most]
    pairs = [(row["s1"], row["s2"]) for row in rows]
    wanted = [LABELS[row["stance"]] for row in rows]
    found: dict[str, Any] = {"pairs": len(rows)}
    for name, models in variants().items():
        began = time.perf_counter()
        judged = stances(pairs, models=models, encoder=known)
        found[name] = {**scores(wanted, plain(judged)), **_intervals(wanted, plain(judged))}
        found[name]["pairs_a_second"] = round(len(rows) / (time.perf_counter() - began), 1)
        found[name]["undecided"] = sum(one.label == "discusses" for one in judged)
    return found


def plain(judged: Sequence[Stance]) -> list[str]:
    """The labels, with those that take no side counted as unrelated."""
    return ["unrelated" if one.label == "discusses" else one.label for one in judged]


def _across(data: Path, most: int | None, known: KnownEncoder) -> dict[str, Any]:
    pairs = crossed(data, "held")[:most]
    judged = stances([(pair.claim, pair.passage) for pair in pairs], encoder=known)
    wanted = [pair.stance for pair in pairs]
    return {"pairs": len(pairs), **scores(wanted, plain(judged)), **_by_kind(pairs, judged)}


def _changed(data: Path, most: int | None, known: KnownEncoder) -> dict[str, Any]:
    """Sentences of news beside themselves, and beside their translation, with one thing changed:
    no sentence and no wording that the rules or the weights were made with."""
    pairs = [
        pair
        for pair in (*turned(data, "held"), *crossed(data, "held"))
        if pair.kind not in ("same", "other")
    ]
    chosen = random.Random(0).sample(pairs, min(len(pairs), most or MADE))
    judged = stances([(pair.claim, pair.passage) for pair in chosen], encoder=known)
    wrong = sum(one.label == "supports" for one in judged)
    return {
        "pairs": len(chosen),
        "called_support": wrong,
        "share": round(wrong / max(1, len(chosen)), 3),
        **_by_kind(chosen, judged),
    }


def _by_kind(pairs: Sequence[Made], judged: Sequence[Stance]) -> dict[str, Any]:
    counted: dict[str, Counter[str]] = {}
    for pair, one in zip(pairs, judged, strict=True):
        counted.setdefault(pair.kind, Counter())[one.label] += 1
    return {"by_kind": {kind: dict(sorted(counted[kind].items())) for kind in sorted(counted)}}


def scores(wanted: Sequence[str], guesses: Sequence[str]) -> dict[str, Any]:
    """Accuracy, F1 by label and its mean, and how often each label was given for each."""
    labels = tuple(LABELS.values())
    pairs = list(zip(wanted, guesses, strict=True))
    confusion = {one: {other: pairs.count((one, other)) for other in labels} for one in labels}
    f1 = {
        one: 2 * confusion[one][one] / max(1, wanted.count(one) + guesses.count(one))
        for one in labels
    }
    return {
        "accuracy": round(sum(a == b for a, b in pairs) / max(1, len(pairs)), 3),
        "macro_f1": round(sum(f1.values()) / len(f1), 3),
        "f1": {label: round(value, 3) for label, value in f1.items()},
        "confusion": confusion,
    }


def _intervals(wanted: Sequence[str], guesses: Sequence[str]) -> dict[str, Any]:
    """95 % intervals by bootstrap over pairs."""
    labels = tuple(LABELS.values())
    gold, given = (np.array([labels.index(one) for one in side]) for side in (wanted, guesses))
    draws = np.random.default_rng(0).integers(0, len(gold), (DRAWS, len(gold)))
    right = (gold == given)[draws].mean(1)
    f1 = np.mean([_f1s(gold[draws] == k, given[draws] == k) for k in range(len(labels))], axis=0)
    return {
        f"{name}_95": [round(float(edge), 3) for edge in np.percentile(values, (2.5, 97.5))]
        for name, values in (("accuracy", right), ("macro_f1", f1))
    }


def _f1s(gold: np.ndarray, given: np.ndarray) -> np.ndarray:
    both: np.ndarray = (gold & given).sum(1)
    made: np.ndarray = 2 * both / np.maximum(1, gold.sum(1) + given.sum(1))
    return made
