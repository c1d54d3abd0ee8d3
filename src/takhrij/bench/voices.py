"""What a corpus says of claims, held against what readers said of its articles.

Claims on the war in Syria, with the articles that were retrieved for them and the stance of each
(Baly and others 2018), drawn by a fixed seed. Every claim is looked up in a corpus of all the
drawn articles, as `verify` does by the rules. Counted is each article with a passage that takes a
side, by the stance that readers gave the article; an article of another claim is `elsewhere`.
Readers judged articles and call many "unrelated" that repeat the claim, so the passages are
printed to be read.
"""

from __future__ import annotations

import random
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from takhrij import pipeline
from takhrij.annotations import Evidence, Verdict
from takhrij.bench.corpus_sets import Claimed, baly, baly_claims, identity
from takhrij.bench.known import KnownEncoder
from takhrij.bench.retrieval import ready, taken_in
from takhrij.document import Document, document_of
from takhrij.store.corpus import opened
from takhrij.store.library import CorpusLibrary

CLAIMS = 100
SEED = 11
SIDES = ("supports", "refutes")
_SHOWN = 300
"""Code points of a passage that are printed."""


@dataclass(frozen=True, slots=True)
class Heard:
    """One passage that takes a side on a claim, and what readers said of its article."""

    claim: str
    passage: str
    stance: str
    score: float
    readers: str


def measure(data: Path, claims: int = CLAIMS) -> dict[str, Any]:
    """Sides taken by what readers said, the passages themselves, and verdicts by their label."""
    every = baly_claims(data)
    drawn = random.Random(SEED).sample(every, min(claims, len(every)))
    wanted = {article for claim in drawn for article in claim.articles}
    held = [row for row in baly(data) if identity(row) in wanted]
    with tempfile.TemporaryDirectory() as folder:
        taken_in(Path(folder) / "corpus", held)
        asked = list(_asked(Path(folder) / "corpus", drawn))
    heard = [one for claim, found in asked for one in _heard(claim, found)]
    return {
        "claims": len(drawn),
        "articles": len(held),
        "sides": {side: _by_readers(heard, side) for side in SIDES},
        "verdicts": dict(Counter(v.label for _, found in asked for v in found.layer(Verdict))),
        "passages": [_shown(one) for one in heard],
        "published": "none found",
    }


def _asked(folder: Path, drawn: Sequence[Claimed]) -> Iterator[tuple[Claimed, Document]]:
    with opened(folder) as corpus:
        encoder = KnownEncoder()
        ready(corpus, encoder)
        library = CorpusLibrary(corpus, encoder, in_words=True)
        resources = pipeline.Resources(rules_only=True, library=library)
        for claim in drawn:
            yield claim, pipeline.read(document_of(claim.text, "ar"), resources)


def _heard(claim: Claimed, found: Document) -> Iterator[Heard]:
    """The first passage of each article that takes a side."""
    said = dict(zip(claim.articles, claim.stances, strict=True))
    seen: set[str] = set()
    for one in found.layer(Evidence):
        if one.stance in SIDES and one.document not in seen:
            seen.add(one.document)
            readers = said.get(one.document, "elsewhere")
            yield Heard(claim.text, one.text, one.stance, one.score, readers)


def _by_readers(heard: Sequence[Heard], side: str) -> dict[str, int]:
    return dict(Counter(one.readers for one in heard if one.stance == side))


def _shown(one: Heard) -> dict[str, Any]:
    passage = " ".join(one.passage.split())[:_SHOWN]
    return {
        "claim": one.claim,
        "passage": passage,
        "stance": one.stance,
        "score": one.score,
        "readers": one.readers,
    }
