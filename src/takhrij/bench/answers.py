"""A claim and the answers found to questions about it, as the numbers that a verdict is learned on.

The answers are evidence that a reader gathered question by question, as in AVeriTeC
(Schlichtkrull, Guo and Vlachos 2023). What is weighed: yes and no, and to what question; the
stance of each answer; figures that agree or clash; words that deny; answers that say that
nothing is known; and the sentence vectors of claim, answers and questions.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from takhrij.annotations import Label
from takhrij.corpus.meaning import Encoder, sentence_encoder, vectors
from takhrij.corpus.stance import Models, Stance, stances, trees
from takhrij.corpus.stance.compared import Compared
from takhrij.corpus.stance.sides import side
from takhrij.corpus.stance.trees import Floats
from takhrij.language.fold import fold
from takhrij.language.lexicon import words

LABELS: tuple[Label, ...] = ("supported", "refuted", "conflicting", "not_enough_evidence")
COLUMNS = (
    "answers", "unanswered", "any_unanswered", "yes", "no", "likeliest_yes", "likeliest_no",
    "last_yes", "last_no", "any_yes", "any_no", "both", "mean_support", "mean_refutation",
    "most_support", "most_refutation", "least_unrelated", "nearest_answer", "nearest_question",
    "silent", "denying", "turning", "mixed", "affirming", "claim_turned", "numbers_shared",
    "numbers_clash", "claim_numbers", "named_speaker", "length", "claim_length",
)  # fmt: skip
_LANGUAGE = "en"
_LENGTH = 300
"""Code points of a question or an answer that are looked at: what counts is said first."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found for one question; `text` is empty where nothing was."""

    question: str
    text: str


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
    return [
        *_replies(claim, answers, near),
        *_stances(judged),
        max(_near([claim, *texts], encoder), default=0.0),
        max(near),
        *_wording(" ".join(texts)),
        float(_has(claim, "turning")),
        *_figures(claim, texts),
        float(speaker),
        float(np.log1p(sum(len(text.split()) for text in texts))),
        float(np.log1p(len(claim.split()))),
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


def _replies(claim: str, answers: Sequence[Answer], near: Sequence[float]) -> list[float]:
    """Yes and no, turned where question and claim are turned to one another; each weighed by
    how near its question is to the claim."""
    turned = _has(claim, "turning")
    said = [_reply(answer, turned) for answer in answers]
    weight = np.maximum(near, 0) ** 2 + 1e-6
    ayes, noes = (np.array([float(one == sign) for one in said]) for sign in (1, -1))
    silent = [float(not answer.text.strip()) for answer in answers]
    best = int(np.argmax(near))
    return [
        float(np.log1p(len(answers))),
        float(np.mean(silent)),
        max(silent),
        float((weight * ayes).sum() / weight.sum()),
        float((weight * noes).sum() / weight.sum()),
        ayes[best],
        noes[best],
        ayes[-1],
        noes[-1],
        ayes.max(),
        noes.max(),
        ayes.max() * noes.max(),
    ]


def _reply(answer: Answer, turned: bool) -> int:
    """1 where the answer speaks for the claim by a yes, -1 against it by a no, else 0."""
    first = next(iter(re.findall(r"[\w']+", fold(answer.text))), "")
    sign = int(first in words(_LANGUAGE, "answers", "yes"))
    sign -= int(first in words(_LANGUAGE, "answers", "no"))
    return -sign if _has(answer.question, "turning") != turned else sign


def _stances(judged: Sequence[Stance]) -> list[float]:
    if not judged:
        return [0.0, 0.0, 0.0, 0.0, 1.0]
    found = np.array([one.chances for one in judged])
    return [*found[:, :2].mean(0).tolist(), *found[:, :2].max(0).tolist(), float(found[:, 2].min())]


def _wording(text: str) -> list[float]:
    names = ("silent", "denying", "turning", "mixed", "affirming")
    return [float(np.log1p(len(_pattern(name).findall(fold(text))))) for name in names]


def _figures(claim: str, texts: Sequence[str]) -> list[float]:
    pairs = [Compared(side(claim), side(text[:_LENGTH])) for text in texts]
    shared = any(pair.numbers[2] for pair in pairs)
    clash = any(pair.numbers[0] and pair.numbers[1] for pair in pairs)
    return [float(shared), float(clash and not shared), float(bool(side(claim).numbers))]


def _has(text: str, name: str) -> bool:
    return bool(_pattern(name).search(fold(text)))


@cache
def _pattern(name: str) -> re.Pattern[str]:
    listed = sorted(words(_LANGUAGE, "answers", name), key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, listed)) + r")\b")
