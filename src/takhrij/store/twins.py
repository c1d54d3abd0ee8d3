"""The reports of a corpus that tell in the other language what one of its reports tells."""

from __future__ import annotations

import numpy as np

from takhrij.corpus.meaning import SIZE
from takhrij.corpus.search import Query
from takhrij.corpus.twins import OTHER, Told, Twin, told, twins
from takhrij.store.corpus import Corpus
from takhrij.store.index import SearchIndex

ASKING = 12
"""First sentences of the report that are asked for, each by itself."""
DEPTH = 50
"""Reports of the other language that each of them brings."""


def twins_of(index: SearchIndex, identity: str, limit: int = 10) -> list[Twin]:
    """The likeliest twins of a report, best first, in an index that is up to date.

    Compared are the reports with a sentence near to one of its first. Raises UsageError if the
    corpus doesn't hold the report; one that isn't encoded has no twin.
    """
    own = _told(index.corpus, identity)
    query = Query("", language=OTHER[index.corpus.document(identity).language])
    near: dict[str, None] = {}
    for vector in own.sentences[:ASKING]:
        near.update((place[0], None) for place in index.by_meaning(query, vector, DEPTH))
    return twins(own, [_told(index.corpus, other) for other in near])[:limit]


def _told(corpus: Corpus, identity: str) -> Told:
    held = corpus.vectors_of(identity)
    rows = np.zeros((0, SIZE), dtype=np.float32) if held is None else held
    return told(corpus.document(identity), rows)
