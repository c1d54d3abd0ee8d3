"""How all the answers to questions about a claim bear on it, as numbers: those of replies.py,
weighed by how near each question is to the claim."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from takhrij.bench.replies import Answer, Reply, Wording, reply, wording
from takhrij.corpus.stance.trees import Floats

BEARINGS = (
    "main", "main_near", "main_outright", "main_silent", "last", "for_near", "against_near",
    "for_meant", "against_meant", "most_for", "most_against", "told", "most_told", "least_told",
    "figures_agree", "figures_clash", "years", "no_answer", "any_no_answer", "unmentioned",
    "denied", "any_denied", "yes_or_no", "background", "explained", "both_ways", "sum", "rest",
    "asked", "answered", "left", "closest", "partly", "said_so", "jest",
)  # fmt: skip
_LEAST = 0.02
"""What a reply counts for at least, however far its question is from the claim."""
_PARTLY = 300
"""Code points of an answer in which a "but" is looked for."""
_BEARS = 0.15
"""What a reply must come to, its nearness counted, to be one for or against."""


def bearings(claim: str, answers: Sequence[Answer], near: Sequence[float]) -> list[float]:
    """The numbers of BEARINGS. `near`: how near in meaning each question is to the claim."""
    found = [reply(claim, answer) for answer in answers]
    meant = np.maximum(near, 0) * np.array([0.3 if one.background else 1.0 for one in found])
    return [
        *_replies(found, meant),
        *_told(found),
        *_tone(found),
        *_together(found, _main(found, meant)),
        *_covered(wording(claim), answers),
        max(one.covers for one in found),
        *_words(answers),
    ]


def _main(found: Sequence[Reply], meant: Floats) -> int:
    """Of the questions for yes or no, if there are any, the nearest; of several, the last."""
    asked = [at for at, one in enumerate(found) if one.asks] or range(len(found))
    return max(asked, key=lambda at: (found[at].near + meant[at], at))


def _replies(found: Sequence[Reply], meant: Floats) -> list[float]:
    bears = np.array([one.bears for one in found])
    near = np.array([one.near for one in found])
    main = found[_main(found, meant)]
    by_words, by_meaning = near**1.5 + _LEAST, meant**2 + _LEAST
    pro, con = np.maximum(bears, 0), np.maximum(-bears, 0)
    return [
        main.bears,
        main.near,
        float(main.kind in ("yes", "no")),
        float(main.silent),
        float(bears[-1]),
        *(float(np.average(one, weights=by_words)) for one in (pro, con)),
        *(float(np.average(one, weights=by_meaning)) for one in (pro, con)),
        float((near * pro).max()),
        float((near * con).max()),
    ]


def _told(found: Sequence[Reply]) -> list[float]:
    told = [one.tells for one in found]
    figures = [one.figures for one in found]
    return [
        float(np.mean(told)),
        max(0.0, *told),
        min(0.0, *told),
        float(max(figures) > 0),
        float(min(figures) < 0 and max(figures) <= 0),
        float(np.sign(sum(one.years for one in found))),
    ]


def _tone(found: Sequence[Reply]) -> list[float]:
    silent = [one.silent for one in found]
    denied = [one.denies and one.kind != "yes" for one in found]
    return [
        float(np.mean(silent)),
        float(max(silent)),
        float(np.mean([one.unmentioned for one in found])),
        float(np.mean(denied)),
        float(max(denied)),
        float(np.mean([one.asks for one in found])),
        float(np.mean([one.background for one in found])),
        float(np.mean([one.explains for one in found])),
    ]


def _together(found: Sequence[Reply], main: int) -> list[float]:
    """Whether some speak for and some against; the sum of all, and of all but the main one."""
    each = [one.near * (one.bears + one.tells) for one in found]
    bears = [one.near * one.bears for one in found]
    both = max(bears) > _BEARS and min(bears) < -_BEARS
    return [float(both), sum(each), sum(each) - each[main]]


def _covered(claim: Wording, answers: Sequence[Answer]) -> list[float]:
    """Shares of the claim's telling words that questions have, that answers have, that neither."""
    asked, said = (
        frozenset().union(*(wording(text).telling for text in texts))
        for texts in ([one.question for one in answers], [one.text for one in answers])
    )
    whole = max(1, len(claim.telling))
    parts = (claim.telling & asked, claim.telling & said, claim.telling - asked - said)
    return [len(part) / whole for part in parts]


def _words(answers: Sequence[Answer]) -> list[float]:
    said = [wording(one.text) for one in answers]
    return [
        float(np.mean([one.has("mixed", within=_PARTLY) for one in said])),
        float(np.mean([one.has("affirming") for one in said])),
        float(max(one.has("jest") for one in said)),
    ]
