"""Learned judges of verdicts, made anew at each measurement: none of what they learn is kept.

Three are averaged: randomised trees over what is compared in claim and answers, a logistic
regression over the same columns and the sentence vectors, and one over the vectors alone.
The temperature is set on claims left out within the claims that are learned from, never on those
that are judged. Needs scikit-learn.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import numpy as np
import numpy.typing as npt

from takhrij.corpus.stance.trees import Floats
from takhrij.errors import UsageError

Ints = npt.NDArray[np.int64]
TREES, SMALLEST = 200, 3
RARITY = 0.5
"""Each label counts by this power of how rare it is: 0 as it comes, 1 all alike."""
TIGHT, LOOSE = 0.03, 3.0
"""Inverse penalties of the two regressions."""
SPREAD = 3.0
"""What the numbers of a sentence vector, a unit vector, count for beside columns scaled to 1."""
INNER = 5
"""Folds within the claims that are learned from."""
TEMPERATURES = np.arange(0.3, 2.01, 0.05)
FAVOUR = 0.4
"""The power of how rare a label is by which its chance is raised where the mean of F1 is aimed at.
Fixed: chosen anew on the few rare claims of each fold it came out anywhere from 0 to 1."""
_LEAST = 1e-9


def sklearn(module: str) -> Any:
    """A module of scikit-learn. Raises UsageError where it is not installed."""
    try:
        return import_module(f"sklearn.{module}")
    except ImportError as error:
        raise UsageError(
            "this measurement learns from the data: it needs scikit-learn, "
            'pip install "takhrij[bench]"'
        ) from error


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """Claims as numbers: columns of answers.COLUMNS, sentence vectors, labels (0, 1, …)."""

    columns: Floats
    meaning: Floats
    labels: Ints

    def at(self, chosen: Ints) -> Rows:
        return Rows(self.columns[chosen], self.meaning[chosen], self.labels[chosen])


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """Chances (claims, labels), calibrated; `raised` are those of which the greatest is the guess
    where the mean of F1 is aimed at."""

    chances: Floats
    raised: Floats


def left_out(rows: Rows, kinds: int, folds: int, seed: int) -> Judged:
    """Each claim judged by what was learned from the other folds."""
    chances, raised = (np.zeros((len(rows.labels), kinds)) for _ in range(2))
    for learn, ask in _folds(rows, folds, seed):
        found = judged(rows.at(learn), rows.at(ask), kinds)
        chances[ask], raised[ask] = found.chances, found.raised
    return Judged(chances, raised)


def mean_of(found: Sequence[Judged]) -> Judged:
    """What several rounds come to: which folds were drawn goes out."""
    chances, raised = (
        np.mean([getattr(one, part) for one in found], axis=0) for part in ("chances", "raised")
    )
    return Judged(chances, raised)


def judged(learn: Rows, ask: Rows, kinds: int) -> Judged:
    """The claims of `ask` as those of `learn` teach."""
    inner = np.zeros((len(learn.labels), kinds))
    for one, other in _folds(learn, INNER, 0):
        inner[other] = _weighed(learn.at(one), learn.at(other), kinds)
    temperature = fitting(inner, learn.labels)
    given = _weighed(learn, ask, kinds)
    raised: Floats = given * favours(learn.labels, kinds)
    return Judged(tempered(given, temperature), raised / raised.sum(1, keepdims=True))


def _folds(rows: Rows, folds: int, seed: int) -> Any:
    made = sklearn("model_selection").StratifiedKFold(folds, shuffle=True, random_state=seed)
    return made.split(rows.columns, rows.labels)


def _weighed(learn: Rows, ask: Rows, kinds: int) -> Floats:
    """The mean of the three."""
    rare = rarities(learn.labels)
    scaled = sklearn("preprocessing").StandardScaler().fit(learn.columns)
    both, asked = (
        np.hstack([scaled.transform(one.columns), SPREAD * one.meaning]) for one in (learn, ask)
    )
    regression = sklearn("linear_model").LogisticRegression
    found = [
        _chances(
            sklearn("ensemble").ExtraTreesClassifier(
                TREES, min_samples_leaf=SMALLEST, class_weight=rare, random_state=0
            ),
            (learn.columns, learn.labels, ask.columns),
            kinds,
        ),
        _chances(
            regression(C=TIGHT, class_weight=rare, max_iter=2000),
            (both, learn.labels, asked),
            kinds,
        ),
        _chances(
            regression(C=LOOSE, max_iter=2000),
            (learn.meaning, learn.labels, ask.meaning),
            kinds,
        ),
    ]
    mean: Floats = np.mean(found, axis=0)
    return mean


def rarities(labels: Ints) -> dict[int, float]:
    """What each label that is met counts for: how rare it is, to the power of RARITY."""
    counts = enumerate(np.bincount(labels))
    return {label: float((len(labels) / count) ** RARITY) for label, count in counts if count}


def _chances(model: Any, given: tuple[Floats, Ints, Floats], kinds: int) -> Floats:
    """What a model says of `asked` after learning; 0 for a label that it never met."""
    rows, labels, asked = given
    model.fit(rows, labels)
    made = np.zeros((len(asked), kinds))
    made[:, model.classes_] = model.predict_proba(asked)
    return made


def tempered(chances: Floats, temperature: float) -> Floats:
    """Chances (…, labels) with their logarithms divided by the temperature (Guo and others
    2017); they sum to 1, and their order stays."""
    grown: Floats = np.maximum(chances, _LEAST) ** (1 / temperature)
    made: Floats = grown / grown.sum(-1, keepdims=True)
    return made


def fitting(chances: Floats, labels: Ints) -> float:
    """The temperature of the least squared error (Brier): a chance of none, which trees give,
    has no likelihood to go by."""
    wanted = np.eye(chances.shape[1])[labels]
    errors = [float(((tempered(chances, t) - wanted) ** 2).sum()) for t in TEMPERATURES]
    return float(TEMPERATURES[int(np.argmin(errors))])


def favours(labels: Ints, kinds: int) -> Floats:
    """By how much each label's chance is raised: FAVOUR as power of how much rarer it is than the
    commonest. A label that is not met counts as met once."""
    met = np.maximum(np.bincount(labels, minlength=kinds), 1)
    raised: Floats = (met.max() / met) ** FAVOUR
    return raised


def f1(gold: npt.NDArray[np.bool_], guess: npt.NDArray[np.bool_]) -> float:
    """Of one label."""
    return float(2 * (gold & guess).sum() / max(1, gold.sum() + guess.sum()))
