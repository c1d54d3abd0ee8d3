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
from takhrij.corpus.stance.features import NAMES, row
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
    "all_unanswered", "yes_or_no", "extracted", "plain_yes", "plain_no", "nearest_yes",
    "nearest_no", "best_unanswered", "mean_near", "best_stance", "often_silent", "often_denying",
    "often_turning", "often_mixed", "often_affirming", "is_silent", "is_denied", "asked_denying",
    "claim_denying", "claim_telling", "claim_quoting", "pictured", "answer_numbers",
    "mean_length", "jaccard", "of_claim", "order",
)  # fmt: skip
_LANGUAGE = "en"
_MANNERS = ("silent", "denying", "turning", "mixed", "affirming")
_LENGTH = 300
"""Code points of a question or an answer that are looked at: what counts is said first."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found for one question; `text` is empty where nothing was. `kind` says how it was
    asked and found, in AVeriTeC's words: Boolean, Extractive, Abstractive, Unanswerable."""

    question: str
    text: str
    kind: str = ""


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
        *_kinds(claim, answers, near),
        *_nearest(claim, texts, judged, encoder),
        *_manner(claim, answers, " ".join(texts)),
        *_shared(claim, answers),
    ]


def _kinds(claim: str, answers: Sequence[Answer], near: Sequence[float]) -> list[float]:
    """How questions were answered, and how near to the claim those with a yes or a no are."""
    turned = _has(claim, "turning")
    said = np.array([_reply(answer, turned) for answer in answers])
    plain = np.array([_reply(Answer("", answer.text), False) for answer in answers])
    silent = [not answer.text.strip() for answer in answers]
    return [
        float(all(silent)),
        float(np.mean([answer.kind == "Boolean" for answer in answers])),
        float(np.mean([answer.kind == "Extractive" for answer in answers])),
        float((plain > 0).mean()),
        float((plain < 0).mean()),
        max((one for one, sign in zip(near, said, strict=True) if sign > 0), default=0.0),
        max((one for one, sign in zip(near, said, strict=True) if sign < 0), default=0.0),
        float(silent[int(np.argmax(near))]),
    ]


def _nearest(
    claim: str, texts: Sequence[str], judged: Sequence[Stance], encoder: Encoder
) -> list[float]:
    """How near the answers are on the whole, and the stance of the nearest."""
    if not texts:
        return [0.0, 0.0]
    near = _near([claim, *texts], encoder)
    best = judged[int(np.argmax(near))].chances
    return [float(np.mean(near)), float(best[0] - best[1])]


def _manner(claim: str, answers: Sequence[Answer], text: str) -> list[float]:
    """How often the answers deny, doubt and confirm for their length; what claim and questions
    are about."""
    length = np.sqrt(len(text.split()) + 1)
    asked = " ".join(answer.question for answer in answers)
    return [
        *(len(_pattern(name).findall(fold(text))) / length for name in _MANNERS),
        float(_has(text, "silent")),
        float(_has(text, "denying")),
        float(_has(asked, "denying")),
        float(_has(claim, "denying")),
        float(_has(claim, "telling")),
        float(any(mark in claim for mark in "\"'“‘")),
        float(_has(f"{text} {asked}", "pictures")),
        float(any(sign.isdigit() for sign in text)),
        float(np.log1p(len(text.split()) / len(answers))),
    ]


def _shared(claim: str, answers: Sequence[Answer]) -> list[float]:
    """What claim and answers have in common word by word, on the average."""
    ours = side(claim)
    pairs = [Compared(ours, side(answer.text[:_LENGTH] or "?")) for answer in answers]
    rows = np.array([row(pair, 0.0) for pair in pairs])
    return [float(rows[:, NAMES.index(name)].mean()) for name in ("jaccard", "of_claim", "order")]


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
    return [float(np.log1p(len(_pattern(name).findall(fold(text))))) for name in _MANNERS]


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
