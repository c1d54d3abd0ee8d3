"""Judging a pair: models weigh, and what plainly clashes is never called support."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

import numpy as np

from takhrij.corpus.meaning import Encoder, Vectors, sentence_encoder, vectors
from takhrij.corpus.stance import crossing
from takhrij.corpus.stance import encoder as pair_encoder
from takhrij.corpus.stance import trees as pair_trees
from takhrij.corpus.stance.compared import Compared, Reason, Wording
from takhrij.corpus.stance.encoder import PairReader
from takhrij.corpus.stance.features import NAMES, row
from takhrij.corpus.stance.neutral import neutral
from takhrij.corpus.stance.sides import language_of, side
from takhrij.corpus.stance.trees import CLASSES, Floats, Trees
from takhrij.document import Span, document_of
from takhrij.language.gazetteer.lookup import Gazetteer
from takhrij.language.sentences import sentences

Label = Literal["supports", "refutes", "discusses", "unrelated"]

LONG = 300
"""Code points: of a longer passage the sentence nearest to the claim is judged."""
MOST = 60
"""Sentences of a passage that are looked at."""
UNSURE = 0.4
"""Below this probability no stance is taken; a third is what chance gives."""
OF_TREES, OF_READER = 0.45, 0.55
"""What either model counts for where there are both: the encoder is right more often."""
READS = "ar"
"""The language whose pairs the encoder was tuned on: in others the trees judge alone."""
SAME = 0.5
"""A passage that has so much of a claim's words tells of the same; what differs refutes it."""
TEMPERATURE = 0.8
"""Set on ANS dev, by likelihood (Guo and others 2017); see docs/calibration.md."""
BLOCKED = 0.5
"""The score where a clash overrules the models."""
ANEW = (4, 3, 2, 1, 5, 6, 0, 7)
"""The stand-ins of the second reading, for the first state or party, the second, and so on."""
RULES = "rules"
UNCOMPARED = Wording()
"""Of texts whose words were not put beside each other."""


@dataclass(frozen=True, slots=True)
class Stance:
    """The stance of a passage towards a claim.

    `score` is the probability that the models give it, or BLOCKED where a clash overruled them.
    `reasons` are the words that decide. `span` is the part of the passage that was judged.
    `made_by` names the models that weighed, or "rules". `chances` are what they gave, of
    CLASSES, before any rule. `wording` says how its words stand to the claim's.
    """

    label: Label
    score: float
    reasons: tuple[Reason, ...]
    span: Span
    made_by: str
    chances: tuple[float, ...] = ()
    wording: Wording = UNCOMPARED


@dataclass(frozen=True, slots=True)
class Models:
    """What weighs a pair: the mean of those that are there, the encoder counting for more;
    rules where there is none."""

    trees: Trees | None = None
    reader: PairReader | None = None

    @property
    def made_by(self) -> str:
        return " + ".join(one.made_by for one in (self.trees, self.reader) if one) or RULES


@cache
def own() -> Models:
    """The models that came with the program."""
    return Models(pair_trees.own(), pair_encoder.own())


def stance(
    claim: str,
    passage: str,
    *,
    encoder: Encoder | None = None,
    gazetteer: Gazetteer | None = None,
    models: Models | None = None,
) -> Stance:
    """What a passage says of a claim. Neither may be blank. Without `models`, those that came
    with the program."""
    (found,) = stances([(claim, passage)], encoder=encoder, gazetteer=gazetteer, models=models)
    return found


def stances(
    pairs: Sequence[tuple[str, str]],
    *,
    encoder: Encoder | None = None,
    gazetteer: Gazetteer | None = None,
    models: Models | None = None,
) -> tuple[Stance, ...]:
    """The stance of each (claim, passage), in order; each as if it were judged alone. Quicker
    than one by one: a text that comes again (a claim beside its passages) is encoded once."""
    models, known = models or own(), _Known(encoder or sentence_encoder())
    return tuple(_judged(claim, passage, gazetteer, models, known) for claim, passage in pairs)


@dataclass(slots=True)
class _Known:
    """The sentence encoder with what it has encoded, and the pairs that have been weighed."""

    encoder: Encoder
    vectors: dict[str, Vectors] = field(default_factory=dict)
    weighed: dict[tuple[str, ...], tuple[Floats, str]] = field(default_factory=dict)

    def of(self, text: str) -> Vectors:
        text = text[:LONG]
        if text not in self.vectors:
            self.vectors[text] = vectors([text], self.encoder)[0]
        return self.vectors[text]


@dataclass(frozen=True, slots=True)
class _Read:
    """A pair as the models see it: states and parties as stand-ins, and its two vectors; `again`
    is the pair with the stand-ins in another order, for the encoder."""

    pair: Compared
    one: Vectors
    other: Vectors
    again: tuple[str, str]


def _judged(
    claim: str, passage: str, gazetteer: Gazetteer | None, models: Models, known: _Known
) -> Stance:
    span, read = _nearest(claim, passage, gazetteer, known)
    pair = Compared(side(claim, gazetteer), side(span.of(passage), gazetteer))
    as_read = (read.pair.claim.text, read.pair.passage.text, *read.again)
    if as_read not in known.weighed:
        known.weighed[as_read] = _weighed(read, models)
    chances, made_by = known.weighed[as_read]
    label, score = _decided(pair, read.pair, chances)
    given = tuple(round(chance, 4) for chance in chances.tolist())
    reasons = _reasons(pair, label)
    return Stance(label, round(score, 4), reasons, span, made_by, given, pair.wording)


def _parts(passage: str) -> list[Span]:
    whole = [Span(0, len(passage))]
    if len(passage) <= LONG:
        return whole
    return [sentence.span for sentence in sentences(document_of(passage))][:MOST] or whole


def _nearest(
    claim: str, passage: str, gazetteer: Gazetteer | None, known: _Known
) -> tuple[Span, _Read]:
    """The part to judge, and claim and part as read."""
    spans = _parts(passage)
    texts = [_neutral(claim, span.of(passage)) for span in spans]
    found = [(known.of(one), known.of(other)) for one, other in texts]
    near = int(np.argmax([float(one @ other) for one, other in found]))
    ours, theirs = (side(text, gazetteer) for text in texts[near])
    again = _neutral(claim, spans[near].of(passage), ANEW)
    return spans[near], _Read(Compared(ours, theirs), *found[near], again)


def _neutral(claim: str, passage: str, order: tuple[int, ...] | None = None) -> tuple[str, str]:
    return neutral(claim, passage, (language_of(claim), language_of(passage)), order=order)


def _weighed(read: _Read, models: Models) -> tuple[Floats, str]:
    """Chances of CLASSES, and what gave them. The trees know no words in common between two
    languages: there a linear model of meaning, figures and places stands in for both."""
    pair, one, other = read.pair, read.one, read.other
    cosine = float(one @ other)
    if pair.crosses:
        crossed = crossing.model()
        return crossed.probabilities(crossing.columns(pair, cosine)), crossed.made_by
    columns = row(pair, cosine)
    found, counting = [], []
    if models.trees:
        found.append(models.trees.probabilities(columns, one, other))
        counting.append(OF_TREES)
    if models.reader and (pair.claim.language == READS or not models.trees):
        found.append(_read_twice(models.reader, (pair.claim.text, pair.passage.text), read.again))
        counting.append(OF_READER)
    if not found:
        return _by_rules(pair, columns), RULES
    mean: Floats = np.average(found, axis=0, weights=counting)
    if len(found) == 1:
        return mean, (models.trees or models.reader or models).made_by
    return _sharpened(mean), models.made_by


def _read_twice(reader: PairReader, first: tuple[str, str], again: tuple[str, str]) -> Floats:
    """The mean over two choices of stand-ins: one name more or less apt weighs half."""
    seen = dict.fromkeys((first, again))  # one reading, where no state or party is named
    mean: Floats = np.mean([reader.probabilities(*texts) for texts in seen], axis=0)
    return mean


def _sharpened(chances: Floats) -> Floats:
    """The mean of two models is too modest: brought to how often it is right."""
    grown: Floats = np.maximum(chances, 1e-9) ** (1 / TEMPERATURE)
    made: Floats = grown / grown.sum()
    return made


def _by_rules(pair: Compared, columns: list[float]) -> np.ndarray:
    """Chances without a model: words shared are support, words that turn round refutation."""
    had, cosine = columns[NAMES.index("of_claim")], columns[NAMES.index("cosine")]
    near = min(1.0, max(had, cosine, 0.0))
    turned = 0.8 if pair.reasons() else 0.2
    return np.array([near * (1 - turned), near * turned, 1 - near])


def _decided(pair: Compared, read: Compared, chances: np.ndarray) -> tuple[Label, float]:
    """What rules make of the chances. `read` is the pair with stand-ins, where a name has as many
    words whoever is named."""
    best = int(np.argmax(chances))
    score = float(chances[best])
    label: Label = CLASSES[best]
    alone = not pair.crosses and pair.claim.language != READS
    if label == "supports" and (pair.clashes or (alone and pair.denied)):
        return _against(read, chances), BLOCKED
    if label != "unrelated" and not pair.reasons():
        if pair.doubted or (label == "refutes" and alone):
            return "discusses", score
        if pair.same:
            return "supports", max(float(chances[0]), BLOCKED)
    return ("discusses" if score < UNSURE else label), score


def _against(pair: Compared, chances: Floats) -> Label:
    """What a passage is that would support, were it not for a slot that clashes: where the rest is
    much the same, it refutes; else what the models put second."""
    refutes = _is_of_the_same(pair) or chances[1] >= chances[2]
    return "refutes" if refutes else "discusses"


def _is_of_the_same(pair: Compared) -> bool:
    if pair.crosses:
        return True  # the words can't tell, and the model called it support
    return len(pair.shared) >= SAME * len(pair.claim.tokens)


def _reasons(pair: Compared, label: Label) -> tuple[Reason, ...]:
    """The words that decide; none where the two have nothing to do with one another."""
    if label == "unrelated":
        return ()
    if label == "supports":
        return pair.common()
    return pair.reasons() or pair.difference()
