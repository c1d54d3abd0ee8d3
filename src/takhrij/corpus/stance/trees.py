"""The learned weights of the stance model, and the walk through them: plain lists of numbers.

The file holds a linear reader of two sentence vectors (`linear`: a row of weights a class,
`bias`) and boosted trees (`trees`: for each class, trees of nodes `[column, threshold, left,
right, value]`; a leaf has column -1) over the columns of features.NAMES and what the linear
reader says. A value goes left where it is not above the threshold.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import zlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

import numpy as np
import numpy.typing as npt

from takhrij.corpus.meaning import Vectors
from takhrij.corpus.stance.features import NAMES, compared_vectors
from takhrij.errors import DataFileError

NAME = "stance-2"
FOLDER = Path(__file__).parents[1] / "learned"
CLASSES: tuple[Literal["supports", "refutes", "unrelated"], ...] = (
    "supports",
    "refutes",
    "unrelated",
)
LEAF = -1

Node = tuple[int, float, int, int, float]
Tree = tuple[Node, ...]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Trees:
    """The model as read from its file. `digest` names the file in what it says."""

    name: str
    digest: str
    linear: Floats
    bias: Floats
    base: tuple[float, ...]
    trees: tuple[tuple[Tree, ...], ...]

    @property
    def made_by(self) -> str:
        return f"{self.name} {self.digest}"

    def probabilities(self, row: list[float], one: Vectors, other: Vectors) -> Floats:
        """Of each of CLASSES, for a row of features and the unit vectors of both sides."""
        linear = softmax(self.linear @ compared_vectors(one, other) + self.bias)
        columns = [*row, *linear.tolist()]
        pairs = zip(self.base, self.trees, strict=True)
        return softmax(np.array([base + sum(walk(t, columns) for t in ts) for base, ts in pairs]))


def walk(tree: Tree, columns: list[float]) -> float:
    """The value of the leaf that a row comes to."""
    column, threshold, left, right, value = tree[0]
    while column != LEAF:
        at = left if columns[column] <= threshold else right
        column, threshold, left, right, value = tree[at]
    return value


def softmax(scores: Floats) -> Floats:
    """Scores as probabilities."""
    grown: Floats = np.exp(scores - scores.max())
    found: Floats = grown / grown.sum()
    return found


@cache
def own() -> Trees | None:
    """The model that came with the program; None where there is none."""
    path = FOLDER / f"{NAME}.json.gz"
    return opened(path) if path.is_file() else None


def opened(path: Path) -> Trees:
    """The model in a file. Raises DataFileError if it is none, or one of other features."""
    data = path.read_bytes()
    try:
        held = json.loads(gzip.decompress(data))
        columns = held["columns"]
        found = Trees(
            held["name"],
            f"sha256:{hashlib.sha256(data).hexdigest()}",
            np.array(held["linear"]),
            np.array(held["bias"]),
            tuple(held["base"]),
            tuple(tuple(tuple(map(tuple, tree)) for tree in trees) for trees in held["trees"]),
        )
    except (OSError, EOFError, zlib.error, KeyError, ValueError, TypeError) as error:
        raise DataFileError(f"{path} is no stance model: {error}; install again") from error
    if columns != list(NAMES):
        raise DataFileError(f"{path} was learned on other features; fit it again (training/)")
    return found
