"""Small learned models that are plain weights: a row of columns to a probability a label."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from takhrij.corpus.stance.trees import FOLDER, Floats, softmax
from takhrij.errors import DataFileError

Ints = npt.NDArray[np.int64]
_STEPS, _CLOSE = 60, 1e-8
"""Newton's steps at most, and the change below which it has arrived."""


@dataclass(frozen=True, slots=True, eq=False)
class Linear:
    """Multinomial logistic regression: `weights` (labels, columns), `bias` (labels)."""

    name: str
    digest: str
    weights: Floats
    bias: Floats

    @property
    def made_by(self) -> str:
        return f"{self.name} {self.digest}"

    def probabilities(self, columns: Sequence[float]) -> Floats:
        """Of each label, in the order it was opened with; they sum to 1."""
        return softmax(self.weights @ np.array(columns) + self.bias)


@lru_cache(maxsize=8)
def linear(name: str, columns: tuple[str, ...], labels: tuple[str, ...]) -> Linear:
    """The model of that name that came with the program. Raises DataFileError where it is
    missing, broken, or learned on other columns or labels."""
    return opened(FOLDER / f"{name}.json", columns, labels)


def opened(path: Path, columns: tuple[str, ...], labels: tuple[str, ...]) -> Linear:
    """As `linear`, from a file."""
    try:
        data = path.read_bytes()
        held = json.loads(data)
        if tuple(held["columns"]) != columns or tuple(held["labels"]) != labels:
            raise ValueError("learned on other columns or labels")
        weights, bias = np.array(held["weights"], float), np.array(held["bias"], float)
        if weights.shape != (len(labels), len(columns)) or bias.shape != (len(labels),):
            raise ValueError("weights of another shape")
    except (OSError, KeyError, ValueError, TypeError) as error:
        raise DataFileError(f"{path} holds no linear model: {error}; install again") from error
    return Linear(held["name"], f"sha256:{hashlib.sha256(data).hexdigest()}", weights, bias)


def fitted(rows: Floats, labels: Ints, weight: Floats, penalty: float) -> tuple[Floats, Floats]:
    """Weights (labels, columns) and bias of the multinomial logistic regression of `labels`
    (0, 1, …) on `rows` (items, columns), each item counted `weight` times, with `penalty` on
    the squared weights. Newton's method: small problems only, some hundreds of unknowns."""
    kinds = int(labels.max()) + 1
    wide = np.hstack([rows, np.ones((len(rows), 1))])
    wanted = np.eye(kinds)[labels]
    found = np.zeros((kinds, wide.shape[1]))
    curb = np.full(found.shape, penalty)
    curb[:, -1] = 1e-6 * penalty + 1e-6  # the bias is free, but for the shift common to all
    for _ in range(_STEPS):
        chances = _softmax_rows(wide @ found.T)
        slope = ((chances - wanted) * weight[:, None]).T @ wide + curb * found
        step = np.linalg.solve(
            _curvature(wide, chances, weight) + np.diag(curb.ravel()), slope.ravel()
        )
        found = found - step.reshape(found.shape)
        if float(np.abs(step).max()) < _CLOSE:
            break
    return found[:, :-1], found[:, -1]


def _softmax_rows(scores: Floats) -> Floats:
    grown: Floats = np.exp(scores - scores.max(1, keepdims=True))
    found: Floats = grown / grown.sum(1, keepdims=True)
    return found


def _curvature(wide: Floats, chances: Floats, weight: Floats) -> Floats:
    """The Hessian, (kinds x columns) square."""
    kinds, size = chances.shape[1], wide.shape[1]
    made = np.zeros((kinds * size, kinds * size))
    for a in range(kinds):
        for b in range(kinds):
            spread = weight * chances[:, a] * (float(a == b) - chances[:, b])
            made[a * size : (a + 1) * size, b * size : (b + 1) * size] = (
                wide * spread[:, None]
            ).T @ wide
    return made
