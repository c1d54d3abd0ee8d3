"""What a pair is judged by: one row of numbers a pair, the same in every language."""

from __future__ import annotations

import difflib
from typing import Any

import numpy as np
from rapidfuzz import fuzz

from takhrij.corpus.stance.compared import Compared
from takhrij.corpus.stance.sides import Side
from takhrij.language.fold import fold

NAMES = (
    "jaccard", "of_claim", "of_passage", "trigrams", "token_set", "ratio", "partial",
    "order", "replaced", "inserted", "deleted", "beginnings", "claim_length",
    "passage_length", "length_ratio", "numbers_shared", "numbers_claim", "numbers_passage",
    "places_shared", "places_claim", "places_passage", "negations_claim",
    "negations_passage", "flipped", "denials_claim", "denials_passage", "opposites",
    "open_claim", "open_passage", "question_claim", "question_passage", "colon_claim",
    "colon_passage", "cosine",
)  # fmt: skip
"""The columns, in order."""


def row(pair: Compared, cosine: float) -> list[float]:
    """The numbers of one pair, in the order of NAMES."""
    return [
        *_overlap(pair),
        *_alignment(pair.claim, pair.passage),
        *_lengths(pair),
        *_slots(pair),
        *_turns(pair),
        *_marks(pair),
        cosine,
    ]


def _share(part: int, whole: int) -> float:
    return part / max(1, whole)


def _overlap(pair: Compared) -> list[float]:
    ours, theirs = set(pair.claim.roots), set(pair.passage.roots)
    both = len(ours & theirs)
    one, other = fold(pair.claim.text), fold(pair.passage.text)
    grams, others = _trigrams(one), _trigrams(other)
    return [
        _share(both, len(ours | theirs)),
        _share(both, len(ours)),
        _share(both, len(theirs)),
        _share(len(grams & others), len(grams | others)),
        fuzz.token_set_ratio(one, other),
        fuzz.ratio(one, other),
        fuzz.partial_ratio(one, other),
    ]


def _trigrams(text: str) -> set[str]:
    return {text[at : at + 3] for at in range(len(text) - 2)}


def _alignment(claim: Side, passage: Side) -> list[float]:
    """How the two run together: roots in the same order, and stretches that differ."""
    ours, theirs = claim.roots, passage.roots
    matcher: Any = difflib.SequenceMatcher(None, ours, theirs, autojunk=False)
    apart = [step for step in matcher.get_opcodes() if step[0] != "equal"]
    beginnings = {token.stem[:3] for token in passage.tokens}
    stems = {token.stem for token in claim.tokens}
    alike = sum(stem[:3] in beginnings for stem in stems)
    return [
        matcher.ratio(),
        sum(step[0] == "replace" for step in apart),
        sum(step[4] - step[3] for step in apart),
        sum(step[2] - step[1] for step in apart),
        _share(alike, len(stems)),
    ]


def _lengths(pair: Compared) -> list[float]:
    ours, theirs = len(pair.claim.tokens), len(pair.passage.tokens)
    return [ours, theirs, _share(theirs, ours)]


def _slots(pair: Compared) -> list[float]:
    found: list[float] = []
    for ours, theirs, shared in (pair.numbers, pair.places):
        found += [shared, len(ours), len(theirs)]
    return found


def _turns(pair: Compared) -> list[float]:
    ours, theirs = pair.negations
    denied, denies = pair.denials
    counted = (ours, theirs, denied, denies, pair.opposites)
    numbers: list[float] = [len(found) for found in counted]
    return [*numbers[:2], float(pair.flipped), *numbers[2:]]


def _marks(pair: Compared) -> list[float]:
    sides = (pair.claim, pair.passage)
    found: list[float] = [len(side.listed("open")) for side in sides]
    found += [float(side.asks) for side in sides]
    return found + [float(":" in side.text) for side in sides]


def compared_vectors(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """What a linear reader of two sentence vectors sees: their distance and their product."""
    return np.concatenate([np.abs(one - other), one * other], axis=-1)
