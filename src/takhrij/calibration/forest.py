"""Randomised trees as plain numbers: the mean of the leaves that a row of columns comes to."""

from __future__ import annotations

import gzip
import hashlib
import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from takhrij.corpus.stance.trees import FOLDER, LEAF, Floats
from takhrij.errors import DataFileError

Node = tuple[int, float, int, int, tuple[float, ...]]


@dataclass(frozen=True, slots=True, eq=False)
class Forest:
    """`trees`: nodes `[column, threshold, left, right, shares]`; a leaf has column -1. `card`
    says what the trees learned from and how they did on claims left out."""

    name: str
    digest: str
    card: dict[str, Any]
    trees: tuple[tuple[Node, ...], ...]

    @property
    def made_by(self) -> str:
        return f"{self.name} {self.digest}"

    def probabilities(self, columns: Sequence[float]) -> Floats:
        """Of each label, in the order it was opened with; they sum to 1."""
        found: Floats = np.mean([_leaf(tree, columns) for tree in self.trees], axis=0)
        found /= found.sum()
        return found


def _leaf(tree: tuple[Node, ...], columns: Sequence[float]) -> tuple[float, ...]:
    column, threshold, left, right, shares = tree[0]
    while column != LEAF:
        column, threshold, left, right, shares = tree[
            left if columns[column] <= threshold else right
        ]
    return shares


@cache
def forest(name: str, columns: tuple[str, ...], labels: tuple[str, ...]) -> Forest:
    """The trees of that name that came with the program. Raises DataFileError where they are
    missing, broken, or learned on other columns or labels."""
    return opened(FOLDER / f"{name}.json.gz", columns, labels)


def opened(path: Path, columns: tuple[str, ...], labels: tuple[str, ...]) -> Forest:
    """As `forest`, from a file."""
    try:
        data = path.read_bytes()
        held = json.loads(gzip.decompress(data))
        if tuple(held["columns"]) != columns or tuple(held["labels"]) != labels:
            raise ValueError("learned on other columns or labels")
        trees = tuple(tuple(_node(node) for node in tree) for tree in held["trees"])
    except (OSError, EOFError, zlib.error, KeyError, ValueError, TypeError) as error:
        raise DataFileError(f"{path} holds no trees: {error}; install again") from error
    return Forest(held["name"], f"sha256:{hashlib.sha256(data).hexdigest()}", held["card"], trees)


def _node(written: Sequence[Any]) -> Node:
    column, threshold, left, right, shares = written
    return int(column), float(threshold), int(left), int(right), tuple(map(float, shares))
