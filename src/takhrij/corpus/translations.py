"""Reports that tell in Arabic what others tell in English, sentence by sentence.

Candidates are the nearest reports of the other language by the mean of their first sentence
vectors; a pair is kept if its sentences line up in order. Nearness alone is not enough: two
reports of two air strikes are near, but their sentences don't line up (docs/families.md).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from takhrij.corpus.families import Kinship
from takhrij.corpus.meaning import Vectors

GIST = 8
"""Sentences whose mean stands for a report."""
NEAREST, NEAR = 4, 0.5
"""How many candidates each report has, and the least cosine of a candidate."""
ALIKE = 0.45
"""Cosine over which two sentences begin to count as one said twice."""
ALIGNED = 0.08
"""Least mean excess over ALIKE along the best alignment, over the longer report's sentences.
On the bilingual investigations: precision 1.0, recall .97."""
FEWEST = 3
"""Sentences a report must have: one sentence alone is like too many others."""


def translations(
    ids: Sequence[str], languages: Sequence[str], sentences: Sequence[Vectors]
) -> tuple[Kinship, ...]:
    """Pairs of an Arabic and an English report that translate one another.

    `sentences` holds the sentence vectors of each report, in the order of `ids`.
    """
    able = [at for at, rows in enumerate(sentences) if len(rows) >= FEWEST]
    arabic = [at for at in able if languages[at] == "ar"]
    english = [at for at in able if languages[at] == "en"]
    if not arabic or not english:
        return ()
    near = _gists(sentences, arabic) @ _gists(sentences, english).T
    found = []
    for row, column in _candidates(near):
        first, second = sorted((arabic[row], english[column]))
        of_first, of_second = aligned(sentences[first], sentences[second])
        if min(of_first, of_second) >= ALIGNED:
            found.append(Kinship(ids[first], ids[second], "translation", of_first, of_second, 0))
    return tuple(sorted(found, key=lambda kin: (kin.first, kin.second)))


def _gists(sentences: Sequence[Vectors], chosen: Sequence[int]) -> Vectors:
    means = np.stack([sentences[at][:GIST].mean(axis=0) for at in chosen])
    unit: Vectors = means / np.maximum(np.linalg.norm(means, axis=1, keepdims=True), 1e-9)
    return unit


def _candidates(near: Vectors) -> list[tuple[int, int]]:
    """The NEAREST of each row and of each column that are near enough, each pair once."""
    pairs: set[tuple[int, int]] = set()
    for row in range(near.shape[0]):
        best = np.argsort(-near[row], kind="stable")[:NEAREST]
        pairs.update((row, int(column)) for column in best if near[row, column] >= NEAR)
    for column in range(near.shape[1]):
        best = np.argsort(-near[:, column], kind="stable")[:NEAREST]
        pairs.update((int(row), column) for row in best if near[row, column] >= NEAR)
    return sorted(pairs)


def aligned(first: Vectors, second: Vectors) -> tuple[float, float]:
    """Weight of the best alignment in order, as a share of each report's sentences."""
    gain = np.maximum(first @ second.T - ALIKE, 0.0)
    best = np.zeros(len(second) + 1)
    for row in gain:
        step = best.copy()
        step[1:] = np.maximum(best[1:], best[:-1] + row)
        best = np.maximum.accumulate(step)
    return float(best[-1]) / len(first), float(best[-1]) / len(second)
