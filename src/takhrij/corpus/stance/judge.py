"""Judging a pair: a model weighs, and what plainly clashes is never called support."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from takhrij.corpus.meaning import Encoder, Vectors, sentence_encoder, vectors
from takhrij.corpus.stance.compared import Compared, Reason
from takhrij.corpus.stance.features import NAMES, row
from takhrij.corpus.stance.sides import side
from takhrij.corpus.stance.trees import CLASSES, Trees, own
from takhrij.document import Span, document_of
from takhrij.language.gazetteer.lookup import Gazetteer
from takhrij.language.sentences import sentences

Label = Literal["supports", "refutes", "discusses", "unrelated"]

LONG = 300
"""Code points: of a longer passage the sentence nearest to the claim is judged."""
MOST = 60
"""Sentences of a passage that are looked at."""
UNSURE = 0.45
"""Below this probability no stance is taken; a third is what chance gives."""
SAME = 0.5
"""A passage that has so much of a claim's words tells of the same; what differs refutes it."""
BLOCKED = 0.5
"""The score where a clash overrules the model."""
RULES = "rules"


@dataclass(frozen=True, slots=True)
class Stance:
    """The stance of a passage towards a claim.

    `score` is the probability that the model gives it, or BLOCKED where a clash overruled it.
    `reasons` are the words that decide. `span` is the part of the passage that was judged.
    """

    label: Label
    score: float
    reasons: tuple[Reason, ...]
    span: Span
    made_by: str


def stance(
    claim: str,
    passage: str,
    *,
    encoder: Encoder | None = None,
    gazetteer: Gazetteer | None = None,
    trees: Trees | None = None,
) -> Stance:
    """What a passage says of a claim. Neither may be blank. Without `trees`, the model that came
    with the program; where there is none, rules alone."""
    encoder, trees = encoder or sentence_encoder(), trees or own()
    span, one, other = _nearest(claim, passage, encoder)
    pair = Compared(side(claim, gazetteer), side(span.of(passage), gazetteer))
    columns = row(pair, float(one @ other))
    chances = trees.probabilities(columns, one, other) if trees else _by_rules(pair, columns)
    label, score = _decided(pair, chances)
    made_by = trees.made_by if trees else RULES
    return Stance(label, round(score, 4), _reasons(pair, label), span, made_by)


def _nearest(claim: str, passage: str, encoder: Encoder) -> tuple[Span, Vectors, Vectors]:
    """The part to judge, and the vectors of the claim and of that part."""
    spans = _parts(passage)
    found = vectors([claim[:LONG], *[span.of(passage)[:LONG] for span in spans]], encoder)
    near = int(np.argmax(found[1:] @ found[0]))
    return spans[near], found[0], found[1 + near]


def _parts(passage: str) -> list[Span]:
    whole = [Span(0, len(passage))]
    if len(passage) <= LONG:
        return whole
    return [sentence.span for sentence in sentences(document_of(passage))][:MOST] or whole


def _by_rules(pair: Compared, columns: list[float]) -> np.ndarray:
    """Chances without a model: words shared are support, words that turn round refutation."""
    had, cosine = columns[NAMES.index("of_claim")], columns[NAMES.index("cosine")]
    near = min(1.0, max(had, cosine, 0.0))
    turned = 0.8 if pair.reasons() else 0.2
    return np.array([near * (1 - turned), near * turned, 1 - near])


def _decided(pair: Compared, chances: np.ndarray) -> tuple[Label, float]:
    best = int(np.argmax(chances))
    score = float(chances[best])
    label: Label = CLASSES[best]
    if label == "supports" and pair.clashes:
        return ("refutes" if _is_of_the_same(pair) else "discusses"), BLOCKED
    if label != "unrelated" and not pair.reasons():
        if pair.doubted:
            return "discusses", score
        if pair.same:
            return "supports", max(float(chances[0]), BLOCKED)
    return ("discusses" if score < UNSURE else label), score


def _is_of_the_same(pair: Compared) -> bool:
    return len(pair.shared) >= SAME * len(pair.claim.tokens)


def _reasons(pair: Compared, label: Label) -> tuple[Reason, ...]:
    """The words that decide; none where the two have nothing to do with one another."""
    if label == "unrelated":
        return ()
    if label == "supports":
        return pair.common()
    return pair.reasons() or pair.difference()
