"""A claim in one language, a passage in another: nearness in meaning, figures, places, turns.

No words are in common, so nothing but what holds in every language is weighed, by a logistic
regression fitted on translated sentences with one thing changed (training/stance_crossing.py).
"""

from __future__ import annotations

from takhrij.corpus.stance.compared import Compared
from takhrij.corpus.stance.linear import Linear, linear
from takhrij.corpus.stance.trees import CLASSES

NAME = "crossing-1"
COLUMNS = (
    "cosine", "number_clash", "place_clash", "turned", "numbers_shared", "places_shared",
    "numbers_missing", "places_missing", "length_ratio",
)  # fmt: skip


def columns(pair: Compared, cosine: float) -> list[float]:
    """The numbers of COLUMNS."""
    (numbers, their_numbers, same_numbers) = pair.numbers
    (places, their_places, same_places) = pair.places
    ours, theirs = len(pair.claim.tokens), len(pair.passage.tokens)
    return [
        cosine,
        float(bool(numbers and their_numbers)),
        float(bool(places and their_places)),
        float(pair.flipped),
        float(same_numbers),
        float(same_places),
        float(len(numbers)),
        float(len(places)),
        min(ours, theirs) / max(1, ours, theirs),
    ]


def model() -> Linear:
    """The weights that came with the program."""
    return linear(NAME, COLUMNS, CLASSES)
