"""The learned reader of pairs: a small encoder reads claim and passage together.

Its file holds only what training changed; word vectors, positions and vocabulary are those of
the reader's file (language/weights.py), so that they are stored once. Each pair is read by
itself, never in a batch: what is found depends on nothing but the two texts.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from takhrij.corpus.stance.trees import CLASSES, FOLDER, Floats, softmax
from takhrij.errors import DataFileError
from takhrij.language.model import own as reader
from takhrij.language.weights import Graph, Weights

NAME = "stance-encoder-1"
SHA256 = "286af60b37e06ba3a5d05378a978b4ce1ddb9293839621e53dc43b8f5bdc6e9a"
"""The digest of the file that this version was measured with."""
_START, _END = 0, 2
_PREFIX = "query: "
"""What e5 was trained to see before a text (Wang et al. 2024)."""


@dataclass(frozen=True, slots=True, eq=False)
class PairReader:
    """The encoder as read from its file. `digest` names the file in what it says."""

    name: str
    digest: str
    longest: int
    graph: Graph
    words: Weights

    @property
    def made_by(self) -> str:
        return f"{self.name} {self.digest}"

    def probabilities(self, claim: str, passage: str) -> Floats:
        """Of each of CLASSES. Of either text at most `longest` pieces are read."""
        ours, theirs = (_pieces(text, self.words, self.longest) for text in (claim, passage))
        ids = np.array([_START, *ours, _END, _END, *theirs, _END], dtype=np.int64)
        given = {"words": self.words.vectors(ids), "sides": _sides(len(ours) + 2, len(ids))}
        (scores,) = self.graph.run(given)
        return softmax(np.asarray(scores[0], dtype=np.float64))


def _pieces(text: str, words: Weights, longest: int) -> tuple[int, ...]:
    return tuple(words.vocabulary.segment(_PREFIX + text).ids[:longest])


def _sides(cut: int, length: int) -> npt.NDArray[np.float32]:
    """Weights by which the pieces of either side are averaged: (2, pieces)."""
    sides = np.zeros((2, length), dtype=np.float32)
    sides[0, :cut] = 1 / cut
    sides[1, cut:] = 1 / (length - cut)
    return sides


@cache
def own() -> PairReader | None:
    """The encoder that came with the program; None where it or the reader's file is missing."""
    path = FOLDER / f"{NAME}.zip"
    model = reader() if path.is_file() else None
    return opened(path, model.weights, sha256=SHA256 or None) if model else None


def opened(path: Path, words: Weights, *, sha256: str | None = None) -> PairReader:
    """The encoder in a file. Raises DataFileError if it is none, not the one that `sha256`
    names, or one for other word vectors."""
    data = path.read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    if sha256 is not None and digest != sha256:
        raise DataFileError(f"{path} has SHA-256 {digest}, not {sha256}; install again")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            card, graph = json.loads(file.read("card.json")), file.read("judge.onnx")
        if card["reader"] != words.name or tuple(card["stances"]) != CLASSES:
            raise ValueError(f"made for {card['reader']} and {card['stances']}")
        return PairReader(
            card["name"], f"sha256:{digest}", card["longest"], Graph(graph, threads=1), words
        )
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError) as error:
        raise DataFileError(f"{path} is no encoder of pairs: {error}; install again") from error
