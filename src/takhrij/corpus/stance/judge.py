"""Judging a pair: models weigh, and what plainly clashes is never called support."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

import numpy as np

from takhrij.corpus.meaning import Encoder, Vectors, sentence_encoder, vectors
from takhrij.corpus.stance import crossing
from takhrij.corpus.stance import encoder as pair_encoder
from takhrij.corpus.stance import trees as pair_trees
from takhrij.corpus.stance.compared import Compared, Reason
from takhrij.corpus.stance.encoder import PairReader
from takhrij.corpus.stance.features import NAMES, row
from takhrij.corpus.stance.neutral import neutral
from takhrij.corpus.stance.sides import side
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
RULES = "rules"


@dataclass(frozen=True, slots=True)
class Stance:
    """The stance of a passage towards a claim.

    `score` is the probability that the models give it, or BLOCKED where a clash overruled them.
    `reasons` are the words that decide. `span` is the part of the passage that was judged.
    `made_by` names the models that weighed, or "rules". `chances` are what they gave, of
    CLASSES, before any rule.
    """

    label: Label
    score: float
    reasons: tuple[Reason, ...]
    span: Span
    made_by: str
    chances: tuple[float, ...] = ()


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
    encoder, models = encoder or sentence_encoder(), models or own()
    parts = [_parts(passage) for _, passage in pairs]
    texts = dict.fromkeys(claim[:LONG] for claim, _ in pairs)
    for (_, passage), spans in zip(pairs, parts, strict=True):
        texts.update(dict.fromkeys(span.of(passage)[:LONG] for span in spans))
    known = {text: vectors([text], encoder)[0] for text in texts}
    return tuple(
        _judged(claim, passage, _nearest(claim, passage, spans, known), gazetteer, models)
        for (claim, passage), spans in zip(pairs, parts, strict=True)
    )


def _judged(
    claim: str,
    passage: str,
    near: tuple[Span, Vectors, Vectors],
    gazetteer: Gazetteer | None,
    models: Models,
) -> Stance:
    span, one, other = near
    pair = Compared(side(claim, gazetteer), side(span.of(passage), gazetteer))
    chances, made_by = _weighed(pair, one, other, models)
    label, score = _decided(pair, chances)
    given = tuple(round(chance, 4) for chance in chances.tolist())
    return Stance(label, round(score, 4), _reasons(pair, label), span, made_by, given)


def _parts(passage: str) -> list[Span]:
    whole = [Span(0, len(passage))]
    if len(passage) <= LONG:
        return whole
    return [sentence.span for sentence in sentences(document_of(passage))][:MOST] or whole


def _nearest(
    claim: str, passage: str, spans: list[Span], known: dict[str, Vectors]
) -> tuple[Span, Vectors, Vectors]:
    """The part to judge, and the vectors of the claim and of that part."""
    ours = known[claim[:LONG]]
    theirs = [known[span.of(passage)[:LONG]] for span in spans]
    near = int(np.argmax([float(ours @ one) for one in theirs]))
    return spans[near], ours, theirs[near]


def _weighed(pair: Compared, one: Vectors, other: Vectors, models: Models) -> tuple[Floats, str]:
    """Chances of CLASSES, and what gave them. The trees know no words in common between two
    languages: there a linear model of meaning, figures and places stands in for both."""
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
        languages = (pair.claim.language, pair.passage.language)
        seen = neutral(pair.claim.text, pair.passage.text, languages)
        found.append(models.reader.probabilities(*seen))
        counting.append(OF_READER)
    if not found:
        return _by_rules(pair, columns), RULES
    mean: Floats = np.average(found, axis=0, weights=counting)
    if len(found) == 1:
        return mean, (models.trees or models.reader or models).made_by
    return _sharpened(mean), models.made_by


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
