"""Stance of whole articles to a claim, fold by fold (Baly and others, NAACL 2018; Arabic).

Of each article the sentences nearest to the claim by their words are compared with it as pairs
of headlines are (corpus/stance/features.py); from what the comparisons come to, a judge is
learned on the other folds, claim by claim apart, as in the paper. Nothing learned is installed.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from takhrij.bench.verdict_judges import Ints, f1, rarities, sklearn
from takhrij.corpus.stance.compared import Compared
from takhrij.corpus.stance.features import row
from takhrij.corpus.stance.sides import Side, side
from takhrij.corpus.stance.trees import Floats
from takhrij.language.fold import fold

LABELS = ("agree", "disagree", "discuss", "unrelated")
NEAREST = 3
"""Sentences of an article that are compared."""
TREES, SMALLEST = 300, 3
LENGTH = 400
"""Code points of a sentence that are looked at."""
_END = re.compile(r"[.!?؟\n]+")
_WORDS = re.compile(r"\w{3,}")


@dataclass(frozen=True, slots=True)
class Pair:
    """An article retrieved for a claim, its fold and the stance that readers gave."""

    fold: int
    claim: str
    article: str
    label: str


def pairs(data: Path) -> Iterator[Pair]:
    """Those of DATA/baly2018/Fold_N, in order of fold and file."""
    for folder in sorted((data / "baly2018").glob("Fold_*")):
        for path in sorted(folder.glob("*.json")):
            told = json.loads(path.read_text(encoding="utf-8"))
            for article, label in zip(told["article"], told["stance"], strict=True):
                yield Pair(int(folder.name[-1]), told["claim"], article, label)


def measure(data: Path) -> dict[str, Any]:
    """Accuracy, macro-F1 and F1 by label of each fold, judged by what the others teach; all
    folds at hand together; and what the commonest label alone would give."""
    found = list(pairs(data))
    columns = np.array([columns_of(one.claim, one.article) for one in found])
    labels: Ints = np.array([LABELS.index(one.label) for one in found])
    folds: Ints = np.array([one.fold for one in found])
    guesses = np.zeros_like(labels)
    for fold_ in np.unique(folds):
        learn = folds != fold_
        guesses[~learn] = _judged(columns[learn], labels[learn], columns[~learn])
    commonest = np.full_like(labels, Counter(labels.tolist()).most_common(1)[0][0])
    return {
        "folds": {
            str(one): _figures(labels[folds == one], guesses[folds == one])
            for one in np.unique(folds).tolist()
        },
        "all": _figures(labels, guesses),
        "commonest": _figures(labels, commonest),
        "published": "Baly and others 2018 (five folds of 3,042 articles; four are at hand)",
    }


def columns_of(claim: str, article: str) -> list[float]:
    """The comparison with the nearest sentence, the mean and the greatest over the NEAREST, how
    far the claim's words are met in the whole article and in its beginning."""
    ours, wanted = side(claim), _words(claim)
    sentences = [one.strip()[:LENGTH] for one in _END.split(article) if len(one.split()) > 2]
    ranked = sorted(
        range(len(sentences)), key=lambda at: (-len(wanted & _words(sentences[at])), at)
    )
    near = [sentences[at] for at in ranked[:NEAREST]] or [article[:LENGTH] or "?"]
    rows = np.array([_row(ours, one) for one in near])
    return [
        *rows[0],
        *rows.mean(0),
        *rows.max(0),
        _met(wanted, article),
        _met(wanted, article[:LENGTH]),
        float(ranked[0]) if ranked else -1.0,
        float(np.log1p(len(article))),
    ]


def _row(claim: Side, sentence: str) -> list[float]:
    return row(Compared(claim, side(sentence)), 0.0)


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORDS.findall(fold(text)))


def _met(wanted: frozenset[str], text: str) -> float:
    return len(wanted & _words(text)) / max(1, len(wanted))


def _judged(learn: Floats, labels: Ints, ask: Floats) -> Ints:
    trees = sklearn("ensemble").ExtraTreesClassifier(
        TREES, min_samples_leaf=SMALLEST, class_weight=rarities(labels), random_state=0
    )
    guesses: Ints = trees.fit(learn, labels).predict(ask)
    return guesses


def _figures(gold: Ints, guess: Ints) -> dict[str, Any]:
    by_label = [f1(gold == k, guess == k) for k in range(len(LABELS))]
    return {
        "articles": len(gold),
        "accuracy": round(float((gold == guess).mean()), 3),
        "macro_f1": round(float(np.mean(by_label)), 3),
        "f1": {label: round(value, 3) for label, value in zip(LABELS, by_label, strict=True)},
    }
