"""Fits what weighs the answers to questions about a claim (calibration/answers.py).

    python training/verdicts.py --data DATA --out src/takhrij/corpus/learned

DATA/averitec/dev.json holds claims, questions, answers and verdicts. Needs takhrij and
scikit-learn 1.8. Prints, and writes into the file, how claims left out of ten folds come out,
five times over other folds; the settings were chosen on the same claims, by their folds. The
temperature of each fold is set on the claims of the others, that of the file on all left out.
"""

from __future__ import annotations

import argparse
import gzip
import json
from pathlib import Path

import numpy as np
from sklearn.ensemble import ExtraTreesClassifier
from sklearn.model_selection import StratifiedKFold

from takhrij.bench.verdicts import Case, cases, figures
from takhrij.calibration.answers import COLUMNS, LABELS, NAME, columns
from takhrij.calibration.forest import tempered
from takhrij.corpus.stance.trees import LEAF

TREES, SMALLEST, FOLDS, ROUNDS = 300, 3, 10, 5
SHARE = 0.5
"""Each label counts by this power of how rare it is: 0 as it comes, 1 all alike."""
TEMPERATURES = np.arange(0.3, 2.01, 0.05)
DIGITS = 3


def fitted(rows: np.ndarray, labels: np.ndarray, share: float = SHARE) -> ExtraTreesClassifier:
    counts = np.bincount(labels, minlength=len(LABELS))
    rare = {k: float(len(labels) / max(1, n)) ** share for k, n in enumerate(counts)}
    return ExtraTreesClassifier(
        TREES, min_samples_leaf=SMALLEST, class_weight=rare, random_state=0
    ).fit(rows, labels)


def left_out(rows: np.ndarray, labels: np.ndarray, share: float, seed: int) -> np.ndarray:
    made = np.zeros((len(labels), len(LABELS)))
    for learn, ask in StratifiedKFold(FOLDS, shuffle=True, random_state=seed).split(rows, labels):
        made[ask] = fitted(rows[learn], labels[learn], share).predict_proba(rows[ask])
    return made


def fitting(chances: np.ndarray, labels: np.ndarray) -> float:
    """The temperature of the least squared error (Brier): a chance of none, which trees give,
    has no likelihood to go by."""
    wanted = np.eye(len(LABELS))[labels]
    return min(TEMPERATURES, key=lambda t: float(((tempered(chances, t) - wanted) ** 2).sum()))


def brought(chances: np.ndarray, labels: np.ndarray, seed: int) -> np.ndarray:
    """Chances left out, each fold with the temperature of the claims of the other folds."""
    made = np.zeros_like(chances)
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=seed)
    for learn, ask in folds.split(chances, labels):
        made[ask] = tempered(chances[ask], fitting(chances[learn], labels[learn]))
    return made


def averaged(rows: np.ndarray, labels: np.ndarray, share: float) -> dict:
    """Figures of the first round of folds, with the mean and spread over all rounds."""
    wanted = [LABELS[k] for k in labels]
    chances = [left_out(rows, labels, share, seed) for seed in range(ROUNDS)]
    rounds = [figures(wanted, brought(one, labels, seed)) for seed, one in enumerate(chances)]
    found = rounds[0]
    temperature = float(np.mean([fitting(one, labels) for one in chances]))
    for name in ("accuracy", "macro_f1"):
        values = [one[name] for one in rounds]
        found[f"{name}_of_rounds"] = [round(min(values), 3), round(max(values), 3)]
        found[name] = round(float(np.mean(values)), 3)
    for name in ("expected_calibration_error", "accuracy_at_half_coverage"):
        values = [one["calibration"][name] for one in rounds]
        found["calibration"][name] = round(float(np.mean(values)), 3)
    return {"folds": FOLDS, "rounds": ROUNDS, "temperature": round(temperature, 2), **found}


def nodes(tree: object) -> list[list]:
    """A scikit-learn tree as `[column, threshold, left, right, shares]` a node."""
    return [
        [
            LEAF if tree.children_left[i] < 0 else int(tree.feature[i]),
            round(float(tree.threshold[i]), 6),
            int(tree.children_left[i]),
            int(tree.children_right[i]),
            np.round(tree.value[i][0], DIGITS).tolist() if tree.children_left[i] < 0 else [],
        ]
        for i in range(tree.node_count)
    ]


def written(model: ExtraTreesClassifier, found: list[Case], measured: dict) -> bytes:
    held = {
        "name": NAME,
        "columns": COLUMNS,
        "labels": LABELS,
        "card": {"learned_from": sorted(case.id for case in found), "left_out": measured},
        "temperature": measured["temperature"],
        "trees": [nodes(one.tree_) for one in model.estimators_],
    }
    return gzip.compress(json.dumps(held, separators=(",", ":")).encode(), 9, mtime=0)


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--data", type=Path, required=True)
    options.add_argument("--rows", type=Path, help="keep the columns in this .npy and reuse it")
    options.add_argument("--share", type=float, default=SHARE)
    options.add_argument("--out", type=Path)
    chosen = options.parse_args()
    found = [case for case in cases(chosen.data) if case.answers]
    labels = np.array([LABELS.index(case.label) for case in found])
    if chosen.rows and chosen.rows.is_file():
        rows = np.load(chosen.rows)
    else:
        rows = np.array([columns(c.claim, c.answers, speaker=c.speaker) for c in found])
        if chosen.rows:
            np.save(chosen.rows, rows)
    measured = averaged(rows, labels, chosen.share)
    print(json.dumps(measured, indent=1))
    if chosen.out:
        data = written(fitted(rows, labels, chosen.share), found, measured)
        (chosen.out / f"{NAME}.json.gz").write_bytes(data)


if __name__ == "__main__":
    main()
