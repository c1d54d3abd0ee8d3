"""A claim and the answers found to questions about it, as the numbers that a verdict is learned on.

The answers are evidence that a reader gathered question by question, as in AVeriTeC
(Schlichtkrull, Guo and Vlachos 2023). What is weighed: yes and no, and to what question; the
stance of each answer; figures that agree or clash; words that deny; answers that say that
nothing is known (each reply by itself: replies.py; all together: bearings.py); and the sentence
vectors of claim, answers and questions.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from takhrij.annotations import Label
from takhrij.bench.bearings import BEARINGS, bearings
from takhrij.bench.replies import Answer, listed, phrases, wording
from takhrij.corpus.meaning import Encoder, sentence_encoder, vectors
from takhrij.corpus.stance import Models, Stance, stances, trees
from takhrij.corpus.stance.sides import side
from takhrij.corpus.stance.trees import Floats

LABELS: tuple[Label, ...] = ("supported", "refuted", "conflicting", "not_enough_evidence")
COLUMNS = (
    "answers", "unanswered", "any_unanswered", "yes", "no", "any_yes", "any_no",
    "mean_support", "mean_refutation", "most_support", "most_refutation", "least_unrelated",
    "nearest_answer", "nearest_question", "silent", "denying", "turning", "mixed", "affirming",
    "claim_turned", "claim_numbers", "named_speaker", "length", "claim_length", *BEARINGS,
)  # fmt: skip
_LENGTH = 300
"""Code points of a question or an answer that are looked at: what counts is said first."""


def columns(
    claim: str,
    answers: Sequence[Answer],
    *,
    speaker: bool = False,
    encoder: Encoder | None = None,
) -> list[float]:
    """The numbers of COLUMNS, for at least one answer."""
    encoder = encoder or sentence_encoder()
    texts = [answer.text for answer in answers if answer.text.strip()]
    pairs = [(claim, text[:_LENGTH]) for text in texts]
    judged = stances(pairs, encoder=encoder, models=Models(trees.own()))
    near = _near([claim, *(answer.question or "?" for answer in answers)], encoder)
    ours = wording(claim)
    return [
        *_counted(answers),
        *_stances(judged),
        max(_near([claim, *texts], encoder), default=0.0),
        max(near),
        *_wording(" ".join(texts)),
        float(ours.has("turning")),
        float(bool(side(claim).numbers)),
        float(speaker),
        float(np.log1p(sum(len(text.split()) for text in texts))),
        float(np.log1p(len(ours.words))),
        *bearings(claim, answers, near),
    ]


def meaning(claim: str, answers: Sequence[Answer], encoder: Encoder) -> Floats:
    """The vectors of the claim, of the answers (their mean) and of the questions, in a row."""
    asked = [answer.question or "?" for answer in answers]
    said = [answer.text.strip() or "?" for answer in answers]
    parts = [
        vectors([text[:_LENGTH] for text in texts], encoder) for texts in ([claim], said, asked)
    ]
    return np.concatenate([part.mean(0) for part in parts])


def _near(texts: Sequence[str], encoder: Encoder) -> list[float]:
    """How near in meaning each text is to the first."""
    first, *others = (vectors([text[:_LENGTH]], encoder)[0] for text in texts)
    return [float(first @ one) for one in others]


def _counted(answers: Sequence[Answer]) -> list[float]:
    """How many answers, how many of them empty, and how many begin with yes or no."""
    first = [next(iter(wording(answer.text).words), "") for answer in answers]
    empty, ayes, noes = (
        np.array(found, dtype=float)
        for found in (
            [not word for word in first],
            [word in listed("yes") for word in first],
            [word in listed("no") for word in first],
        )
    )
    return [
        float(np.log1p(len(answers))),
        *(float(value) for value in (empty.mean(), empty.max(), ayes.mean(), noes.mean())),
        *(float(value) for value in (ayes.max(), noes.max())),
    ]


def _stances(judged: Sequence[Stance]) -> list[float]:
    if not judged:
        return [0.0, 0.0, 0.0, 0.0, 1.0]
    found = np.array([one.chances for one in judged])
    return [*found[:, :2].mean(0).tolist(), *found[:, :2].max(0).tolist(), float(found[:, 2].min())]


def _wording(text: str) -> list[float]:
    plain = wording(text).text
    names = (("silent", "unmentioned"), ("denying",), ("turning",), ("mixed",), ("affirming",))
    return [
        float(np.log1p(sum(len(phrases(name).findall(plain)) for name in kind))) for kind in names
    ]
