"""Fits what judges pairs across languages (corpus/stance/crossing.py).

    python training/stance_crossing.py --data DATA --out src/takhrij/corpus/learned

Learns from the pairs made of three articles in four of DATA/ntrex (bench/stance_pairs.py) and
prints how those of the fourth come out. Needs takhrij and scikit-learn 1.8.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, f1_score

from takhrij.bench.stance_pairs import Made, Part, crossed
from takhrij.corpus.meaning import sentence_encoder, vectors
from takhrij.corpus.stance.compared import Compared
from takhrij.corpus.stance.crossing import COLUMNS, NAME, columns
from takhrij.corpus.stance.sides import side
from takhrij.corpus.stance.trees import CLASSES

DIGITS = 4


def table(data: Path, part: Part) -> tuple[np.ndarray, np.ndarray, tuple[Made, ...]]:
    found = crossed(data, part)
    encoder = sentence_encoder()
    ones = [vectors([pair.claim], encoder)[0] for pair in found]
    others = [vectors([pair.passage], encoder)[0] for pair in found]
    sides = [Compared(side(pair.claim), side(pair.passage)) for pair in found]
    rows = [columns(pair, float(a @ b)) for pair, a, b in zip(sides, ones, others, strict=True)]
    return np.array(rows), np.array([CLASSES.index(p.stance) for p in found]), found


def written(fitted: LogisticRegression) -> str:
    held = {
        "name": NAME,
        "columns": COLUMNS,
        "labels": CLASSES,
        "weights": np.round(fitted.coef_, DIGITS).tolist(),
        "bias": np.round(fitted.intercept_, DIGITS).tolist(),
    }
    return json.dumps(held, indent=1) + "\n"


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--data", type=Path, required=True)
    options.add_argument("--out", type=Path)
    chosen = options.parse_args()
    rows, labels, _ = table(chosen.data, "learn")
    fitted = LogisticRegression(C=1.0, max_iter=2000, class_weight="balanced").fit(rows, labels)
    if chosen.out:
        (chosen.out / f"{NAME}.json").write_text(written(fitted), encoding="utf-8")
    asked, wanted, pairs = table(chosen.data, "held")
    guess = fitted.predict(asked)
    f1 = f1_score(wanted, guess, average="macro")
    print(f"held n={len(wanted)} accuracy {accuracy_score(wanted, guess):.3f} macro-F1 {f1:.3f}")
    for kind in sorted({pair.kind for pair in pairs}):
        at = [i for i, pair in enumerate(pairs) if pair.kind == kind]
        counts = {CLASSES[k]: int((guess[at] == k).sum()) for k in range(len(CLASSES))}
        print(kind, len(at), counts)


if __name__ == "__main__":
    main()
