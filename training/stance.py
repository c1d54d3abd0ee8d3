"""Fits the stance model: trees over what is compared in a pair, written as plain JSON.

    python training/stance.py --data DATA --out src/takhrij/corpus/learned/stance-2.json.gz

DATA/ans/stance holds train.csv and dev.csv; made pairs (stance_made.py) are learned from too.
States and parties are read as stand-ins. Needs takhrij and scikit-learn 1.8. Prints how dev comes
out; with `--folds`, train by five folds; with `--out`, writes the file. Learns from train alone.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import pickle
from pathlib import Path

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, f1_score
from sklearn.model_selection import StratifiedKFold, cross_val_predict
from stance_made import Row, made

from takhrij.corpus.meaning import sentence_encoder, vectors
from takhrij.corpus.stance.compared import Compared
from takhrij.corpus.stance.features import NAMES, compared_vectors, row
from takhrij.corpus.stance.neutral import neutral
from takhrij.corpus.stance.sides import language_of, side
from takhrij.corpus.stance.trees import LEAF, NAME

LABELS = ("agree", "disagree", "other")
SCALE = 20.0
"""Brings what the linear reader sees (differences of unit vectors) to the order of one."""
FOLDS, SEED, DIGITS = 5, 0, 5
MADE = 0.5
"""What a made pair counts beside one of the set."""


def pairs(path: Path) -> list[Row]:
    with path.open(encoding="utf-8") as file:
        return [(r["s1"], r["s2"], LABELS.index(r["stance"])) for r in csv.DictReader(file)]


def learned_from(data: Path, train: list[Row]) -> list[Row]:
    """Made pairs within one language: between two the trees don't judge."""
    return [one for one in made(data, train) if language_of(one[0]) == language_of(one[1])]


class Table:
    """Pairs as rows: features, compared vectors, labels."""

    def __init__(self, found: list[Row]) -> None:
        read = [neutral(a, b, (language_of(a), language_of(b))) for a, b, _ in found]
        ones, others = (vectors([one[i] for one in read], sentence_encoder()) for i in (0, 1))
        cosines = (ones * others).sum(1)
        sides = [Compared(side(a), side(b)) for a, b in read]
        self.rows = np.array([row(s, float(c)) for s, c in zip(sides, cosines, strict=True)])
        self.wide = compared_vectors(ones, others) * SCALE
        self.labels = np.array([label for _, _, label in found])
        self.weights = np.ones(len(found))


def linear() -> LogisticRegression:
    return LogisticRegression(C=0.3, max_iter=500)


def folds() -> StratifiedKFold:
    return StratifiedKFold(FOLDS, shuffle=True, random_state=SEED)


class Fitted:
    """`at`: the rows that are learned from."""

    def __init__(self, table: Table, at: np.ndarray, seed: int = SEED) -> None:
        wide, labels, weights = table.wide[at], table.labels[at], table.weights[at]
        said = cross_val_predict(linear(), wide, labels, cv=folds(), method="predict_proba")
        self.linear = linear().fit(wide, labels, sample_weight=weights)
        self.trees = HistGradientBoostingClassifier(
            max_iter=150,
            learning_rate=0.05,
            max_leaf_nodes=12,
            l2_regularization=1.0,
            early_stopping=False,
            random_state=seed,
        ).fit(np.hstack([table.rows[at], said]), labels, sample_weight=weights)

    def probabilities(self, table: Table, at: np.ndarray) -> np.ndarray:
        said = self.linear.predict_proba(table.wide[at])
        return self.trees.predict_proba(np.hstack([table.rows[at], said]))


def report(name: str, labels: np.ndarray, guess: np.ndarray) -> None:
    f1 = f1_score(labels, guess, average=None, labels=[0, 1, 2])
    accuracy = accuracy_score(labels, guess)
    print(f"{name} n={len(labels)} accuracy {accuracy:.3f} macro-F1 {f1.mean():.3f} {f1.round(3)}")


def measured(table: Table, real: int) -> None:
    """Five folds of train; made pairs (rows from `real` on) are learned from, never measured on.
    They were made from all of train: read the figure with that in mind."""
    guess = np.zeros(real, dtype=int)
    extra = np.arange(real, len(table.labels))
    for learn, ask in folds().split(table.rows[:real], table.labels[:real]):
        fitted = Fitted(table, np.concatenate([learn, extra]))
        guess[ask] = fitted.probabilities(table, ask).argmax(1)
    report("five folds of train", table.labels[:real], guess)


def written(fitted: Fitted) -> bytes:
    held = {
        "name": NAME,
        "columns": NAMES,
        "linear": np.round(fitted.linear.coef_ * SCALE, DIGITS).tolist(),
        "bias": np.round(fitted.linear.intercept_, DIGITS).tolist(),
        "base": np.round(fitted.trees._baseline_prediction.ravel(), DIGITS).tolist(),
        "trees": [
            [nodes(step[k].nodes) for step in fitted.trees._predictors] for k in range(len(LABELS))
        ],
    }
    return gzip.compress(json.dumps(held, separators=(",", ":")).encode(), 9, mtime=0)


def nodes(found: np.ndarray) -> list[list[float]]:
    return [
        [
            LEAF if n["is_leaf"] else int(n["feature_idx"]),
            0.0 if n["is_leaf"] else float(n["num_threshold"]),
            int(n["left"]),
            int(n["right"]),
            round(float(n["value"]), DIGITS),
        ]
        for n in found
    ]


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--data", type=Path, required=True)
    options.add_argument("--out", type=Path)
    options.add_argument("--rows", type=Path, help="keep the columns in this file")
    options.add_argument("--folds", action="store_true", help="five folds too; slower")
    chosen = options.parse_args()
    folder = chosen.data / "ans" / "stance"
    train, dev = (pairs(folder / f"{name}.csv") for name in ("train", "dev"))
    extra = learned_from(chosen.data, train)
    table, held = Table([*train, *extra]), Table(dev)
    table.weights[len(train) :] = MADE
    if chosen.rows:
        with chosen.rows.open("wb") as file:
            pickle.dump((table, held, len(train), extra), file)
    fitted = Fitted(table, np.arange(len(table.labels)))
    guess = fitted.probabilities(held, np.arange(len(dev))).argmax(1)
    report("dev by train", held.labels, guess)
    if chosen.out:
        chosen.out.write_bytes(written(fitted))
    if chosen.folds:
        measured(table, len(train))


if __name__ == "__main__":
    main()
