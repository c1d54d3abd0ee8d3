"""Close reading of pairs of reports, here or on an engine: the same overlaps wherever it runs.

Candidates are joined in one place, since a join is quick; reading the pairs is most of the
work, and each batch of them can be read wherever there is a worker.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np

from takhrij.corpus.engines import Engine
from takhrij.corpus.overlap import Overlap, overlaps
from takhrij.corpus.templates import Marks
from takhrij.errors import EnvironmentFault

Pairs = Sequence[tuple[int, int]]
Reader = Callable[[Mapping[int, str], Pairs, Mapping[int, Marks]], Iterator[Overlap]]
"""As `overlaps`: texts by index, pairs of indices, and the words of a text to leave out."""

BATCH = 256
"""Pairs handed to a worker at once, with their texts: about a second's work at most."""
_LOST = b"null"


def read_on(engine: Engine) -> Reader:
    """A reader whose batches are read by an engine's workers.

    It raises EnvironmentFault where a worker died twice on a batch: a family that lacks a pair
    would be wrong without a sign of it.
    """

    def read(
        texts: Mapping[int, str], pairs: Pairs, without: Mapping[int, Marks]
    ) -> Iterator[Overlap]:
        starts = range(0, len(pairs), BATCH)
        rows = (_packed(texts, pairs[at : at + BATCH], without) for at in starts)
        for result in engine.run(read_batch, rows, _lost):
            yield from _unpacked(result)

    return read


def _packed(texts: Mapping[int, str], pairs: Pairs, without: Mapping[int, Marks]) -> bytes:
    needed = sorted({at for pair in pairs for at in pair})
    batch = {
        "texts": [[at, texts[at]] for at in needed],
        "pairs": pairs,
        "without": [[at, without[at].tolist()] for at in needed if at in without],
    }
    return json.dumps(batch).encode("ascii")


def read_batch(row: bytes) -> bytes:
    """The overlaps of one batch, as a worker gives them back."""
    batch = json.loads(row)
    without = {at: np.array(marks, bool) for at, marks in batch["without"]}
    pairs = [(one, other) for one, other in batch["pairs"]]
    found = overlaps(dict(batch["texts"]), pairs, without)
    return json.dumps([tuple(one) for one in found]).encode("ascii")


def _unpacked(result: bytes) -> list[Overlap]:
    if result == _LOST:
        raise EnvironmentFault("a worker died twice on the same reports; nothing was decided")
    return [Overlap(*one) for one in json.loads(result)]


def _lost(row: bytes) -> bytes:
    return _LOST
