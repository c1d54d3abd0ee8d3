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
_LEAST = 1e-9
"""What a chance of none counts for, so that it has a logarithm."""


@dataclass(frozen=True, slots=True, eq=False)
class Forest:
    """`trees`: nodes `[column, threshold, left, right, shares]`; a leaf has column -1. `card`
    says what the trees learned from and how they did on claims left out. `temperature`: the mean
    of many trees is too modest, and is brought to how often it is right (below 1: surer)."""

    name: str
    digest: str
    card: dict[str, Any]
    trees: tuple[tuple[Node, ...], ...]
    temperature: float = 1.0

    @property
    def made_by(self) -> str:
        return f"{self.name} {self.digest}"

    def probabilities(self, columns: Sequence[float]) -> Floats:
        """Of each label, in the order it was opened with; they sum to 1."""
        found: Floats = np.mean([_leaf(tree, columns) for tree in self.trees], axis=0)
        return tempered(found, self.temperature)


def tempered(chances: Floats, temperature: float) -> Floats:
    """Chances (…, labels) with their logarithms divided by the temperature (Guo and others
    2017); they sum to 1, and their order stays."""
    grown: Floats = np.maximum(chances, _LEAST) ** (1 / temperature)
    made: Floats = grown / grown.sum(-1, keepdims=True)
    return made


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
        temperature = float(held.get("temperature", 1))
        if not temperature > 0:
            raise ValueError("a temperature that is not above 0")
    except (OSError, EOFError, zlib.error, KeyError, ValueError, TypeError) as error:
        raise DataFileError(f"{path} holds no trees: {error}; install again") from error
    digest = f"sha256:{hashlib.sha256(data).hexdigest()}"
    return Forest(held["name"], digest, held["card"], trees, temperature)


def _node(written: Sequence[Any]) -> Node:
    column, threshold, left, right, shares = written
    return int(column), float(threshold), int(left), int(right), tuple(map(float, shares))
