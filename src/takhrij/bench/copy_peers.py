"""The same search for copies by other libraries: MinHash over word 5-grams, 128 hashes.

Settings are those at which each found most at no false pair (32 bands of 4, similarity from
.3). None of them is needed but for measuring: `pip install takhrij[bench]`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import numpy as np
from numpy.typing import NDArray

from takhrij.corpus.families import SHARED, Report, kinships
from takhrij.corpus.fingerprints import candidates, fingerprints_of

Pairs = set[tuple[int, int]]
WORDS, HASHES, BANDS, LEAST = 5, 128, 32, 0.3


def takhrij(texts: Sequence[str]) -> Pairs:
    reports = [Report(str(number), text) for number, text in enumerate(texts)]
    found = ((int(kin.first), int(kin.second)) for kin in kinships(reports))
    return {(min(pair), max(pair)) for pair in found}


def candidates_alone(texts: Sequence[str]) -> Pairs:
    """What the peers do, no more: pairs by fingerprints, none read closely."""
    pairs = candidates(fingerprints_of(texts))
    return {(first, second) for first, second, shared in pairs if shared >= SHARED}


def datasketch(texts: Sequence[str]) -> Pairs:
    library, hashing = import_module("datasketch"), import_module("xxhash")
    index = library.MinHashLSH(threshold=0.4, num_perm=HASHES)
    signed: list[Any] = []
    found: Pairs = set()
    for number, text in enumerate(texts):
        one = library.MinHash(num_perm=HASHES, hashfunc=hashing.xxh32_intdigest)
        one.update_batch([gram.encode() for gram in _grams(text)])
        near = (other for other in index.query(one) if one.jaccard(signed[other]) >= LEAST)
        found.update((other, number) for other in near)
        index.insert(number, one)
        signed.append(one)
    return found


def rensa(texts: Sequence[str]) -> Pairs:
    sign = import_module("rensa").RMinHash.digest_matrix_from_token_sets
    matrix = sign([list(_grams(text)) for text in texts], HASHES, 42)
    return _banded(np.asarray(matrix.to_rows(), dtype=np.uint32))


def daft(texts: Sequence[str]) -> Pairs:
    library = import_module("daft")
    table = library.from_pydict({"text": list(texts)})
    signed = library.col("text").minhash(
        num_hashes=HASHES, ngram_size=WORDS, seed=1, hash_function="xxhash"
    )
    column = table.select(signed.alias("signed")).to_arrow()["signed"].combine_chunks()
    return _banded(np.asarray(column.flatten()).reshape(len(texts), HASHES).astype(np.uint32))


def _grams(text: str) -> set[str]:
    words = text.split()
    return {" ".join(words[at : at + WORDS]) for at in range(len(words) - WORDS + 1)}


def _banded(signed: NDArray[np.uint32]) -> Pairs:
    """Pairs that share a band and agree in enough of their hashes."""
    width = HASHES // BANDS
    found: Pairs = set()
    for band in range(BANDS):
        block = np.ascontiguousarray(signed[:, band * width : (band + 1) * width])
        _, groups, sizes = np.unique(block, axis=0, return_inverse=True, return_counts=True)
        several = np.flatnonzero(sizes[groups] > 1)
        order = several[np.argsort(groups[several], kind="stable")]
        for group in np.split(order, np.flatnonzero(np.diff(groups[order])) + 1):
            found.update(_pairs(group[:200]))
    pairs = np.array(sorted(found), dtype=np.int64).reshape(-1, 2)
    alike = (signed[pairs[:, 0]] == signed[pairs[:, 1]]).mean(axis=1)
    return {(int(a), int(b)) for a, b in pairs[alike >= LEAST]}


def _pairs(group: NDArray[np.int64]) -> Pairs:
    return {(int(a), int(b)) for at, a in enumerate(group) for b in group[at + 1 :]}


METHODS: dict[str, Callable[[Sequence[str]], Pairs]] = {
    "takhrij": takhrij,
    "takhrij, unread": candidates_alone,
    "daft": daft,
    "rensa": rensa,
    "datasketch": datasketch,
}


def is_here(method: str) -> bool:
    if method.startswith("takhrij"):
        return True
    needs = {"datasketch": ("datasketch", "xxhash")}.get(method, (method,))
    return all(find_spec(name) is not None for name in needs)
