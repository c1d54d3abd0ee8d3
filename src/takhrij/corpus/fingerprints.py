"""Candidates for copies: sampled word-5-gram fingerprints, joined by value.

Containment of sampled 5-grams finds nearly twice the edited copies that MinHash finds at the
same speed (docs/families.md). A hash is kept when its lowest bits are zero, so two texts keep
the same 5-grams whichever order they are read in.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from takhrij.corpus.rows import Hashes, Indices, Rows, gathered, of_rows, sampled_grams

LENGTH = 5
"""Words in one fingerprint: fewer find chance phrases, more miss edited copies."""
SAMPLE = 4
"""One 5-gram in so many is kept: a 100-word report keeps about 25."""
COMMON = 200
"""A fingerprint in more reports than this links each only to the next: a thousand copies of one
wire report still hang together, and template text can't make a million pairs."""

METHOD = f"{LENGTH}-gram/{SAMPLE}/2"
"""Fingerprints are stored under this name; those made otherwise can't be compared with them."""


def fingerprints(text: str, *, sample: int = SAMPLE) -> Hashes:
    """The distinct sampled 5-gram hashes of a text, sorted. A shorter text gives none."""
    return np.unique(fingerprints_of([text], sample=sample).values)


def fingerprints_of(texts: Sequence[str], *, sample: int = SAMPLE) -> Rows:
    """The sampled 5-gram hashes of each text, in the order in which they stand there."""
    return gathered(texts, lambda rows: sampled_grams(rows, LENGTH, sample))


class Shared(NamedTuple):
    """Fingerprints that more than one text has: group g is `owners[starts[g]:][:sizes[g]]`."""

    texts: int
    owners: Indices
    starts: Indices
    sizes: Indices


def candidates(
    prints: Sequence[Hashes] | Rows, *, common: int = COMMON
) -> list[tuple[int, int, int]]:
    """Pairs (a, b, shared) of texts, a < b, that share a fingerprint, by join on its value.

    Time and memory grow with the number of shared fingerprints, not with pairs of texts.
    """
    return pairs_of(shared_by(prints), common=common)


def shared_by(prints: Sequence[Hashes] | Rows) -> Shared:
    """The texts that each fingerprint stands in, where they are several, in order."""
    rows = prints if isinstance(prints, Rows) else of_rows(prints)
    values, owners = _shared(rows)
    if not len(values):
        return Shared(len(rows), owners, *(np.empty(0, np.int64) for _ in range(2)))
    starts = np.flatnonzero(np.diff(values, prepend=~values[:1])).astype(np.int64)
    sizes = np.diff(np.r_[starts, len(values)]).astype(np.int64)
    return Shared(len(rows), owners, starts, sizes)


def pairs_of(shared: Shared, *, common: int = COMMON) -> list[tuple[int, int, int]]:
    """As `candidates`, of fingerprints that are joined already."""
    n, owners, starts, sizes = shared
    keys = [_pairs_of_size(owners, starts, sizes, size, n, common) for size in np.unique(sizes)]
    if not keys:
        return []
    pairs, counts = np.unique(np.concatenate(keys), return_counts=True)
    return [
        (int(key) // n, int(key) % n, int(count)) for key, count in zip(pairs, counts, strict=True)
    ]


def _shared(rows: Rows) -> tuple[Hashes, Indices]:
    """The values that more than one row holds, in order, and their rows, each once a value.

    One number holds the high bits of a value and its row, so that one plain sort does; 40 bits
    and more tell the values of ten million rows apart well enough to look closer.
    """
    bits = np.uint64(max(1, len(rows).bit_length()))
    keys = (rows.values >> bits << bits) | rows.owners.astype(np.uint64)
    keys.sort()
    if len(keys):
        keys = keys[np.concatenate(([True], keys[1:] != keys[:-1]))]
    values, owners = keys >> bits, keys & ((np.uint64(1) << bits) - np.uint64(1))
    same = values[1:] == values[:-1]
    kept = np.zeros(len(keys), bool)
    kept[1:] |= same
    kept[:-1] |= same
    return values[kept], owners[kept].astype(np.int64)


def _pairs_of_size(
    owners: Indices, starts: Indices, sizes: Indices, size: int, n: int, common: int
) -> Indices:
    """The pairs within the groups of one size, as keys a * n + b; owners rise in a group."""
    groups = owners[starts[sizes == size][:, None] + np.arange(size)]
    first, second = (
        np.triu_indices(size, k=1) if size <= common else (np.arange(size - 1), np.arange(1, size))
    )
    keys: Indices = (groups[:, first] * n + groups[:, second]).ravel()
    return keys
