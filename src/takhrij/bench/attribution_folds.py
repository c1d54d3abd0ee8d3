"""How far each English cue may be trusted, counted on PolNeAR; and the rules so trusted by folds.

For every candidate that the rules propose: is it one of the marked attributions (contents
matched as in scoring)? Counted by voice, frame and kind of subject, by lemma, and by both.
`training/attribution_frames.py` writes the table that ships from the whole train part; here
each fifth of it is read with a table from the other four. What readers don't mark (agencies
that were told, datelines) and accounts that run on are left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from takhrij.annotations import Quotation, Sentence, Word
from takhrij.bench.attribution_score import Reading, Scored, paired
from takhrij.bench.attribution_sets import Article
from takhrij.claims.attributions.english import candidates, trusted
from takhrij.claims.attributions.english_verbs import Candidate, Key
from takhrij.claims.attributions.trust import trust_by
from takhrij.claims.attributions.view import View, view
from takhrij.claims.quotations import quotations
from takhrij.document import document_of
from takhrij.language.sentences import sentences
from takhrij.language.words import words
from takhrij.stages import Stage, run

FOLDS = 5
_STAGES = (
    Stage("sentences", sentences, Sentence),
    Stage("words", words, Word),
    Stage("quotations", quotations, Quotation, (Sentence,)),
)
LEAST = 3
"""Cells seen less often tell nothing that lemma and frame don't."""

Counts = tuple[Counter[Key], Counter[Key]]
"""Matched and seen."""
Table = dict[str, Any]
"""As `frames.toml` holds it."""


@dataclass(frozen=True, slots=True)
class Judged:
    """An article with every candidate that the rules propose in it, and which are marked."""

    article: Article
    candidates: tuple[Candidate, ...]
    right: tuple[bool, ...]


def judged(article: Article) -> Judged:
    """Every candidate of an article and whether a reader marked it."""
    found = tuple(candidates(_viewed(article)))
    readings = [Reading(c.found.content, c.found.source, c.found.cue) for c in found]
    right = {id(pair[1]) for pair in paired(article.readings, readings).pairs}
    return Judged(article, found, tuple(id(one) in right for one in readings))


def _viewed(article: Article) -> View:
    return view(run(document_of(article.text, article.language), _STAGES))


def by_folds(articles: Sequence[Article]) -> list[Scored]:
    """Each article against what the rules find with a table from the other folds' articles.

    An article's fold is its place in the order of names, by fives.
    """
    read = [judged(article) for article in articles]
    folds = [read[start::FOLDS] for start in range(FOLDS)]
    tables = [table(counts(others(folds, at))) for at in range(FOLDS)]
    return [_scored(one, tables[place % FOLDS]) for place, one in enumerate(read)]


def others(folds: Sequence[Sequence[Judged]], at: int) -> Iterable[Judged]:
    return (one for place, fold in enumerate(folds) if place != at for one in fold)


def _scored(one: Judged, shares: Table) -> Scored:
    kept = trusted(one.candidates, partial(trust_by, shares))
    readings = [Reading(item.content, item.source, item.cue) for item in kept]
    return paired(one.article.readings, sorted(readings, key=lambda item: item.content[0]))


def counts(read: Iterable[Judged]) -> Counts:
    """How often each kind of candidate was marked, and seen."""
    matched: Counter[Key] = Counter()
    seen: Counter[Key] = Counter()
    for one in read:
        for candidate, is_right in zip(one.candidates, one.right, strict=True):
            seen[candidate.key] += 1
            matched[candidate.key] += is_right
    return matched, seen


def table(counted: Counts) -> Table:
    """Frames, shapes, lemmas and cells, each share under its key."""
    matched, seen = counted
    overall = sum(matched.values()) / max(1, sum(seen.values()))
    frames = {
        at: (m + 5 * overall) / (n + 5) for at, (m, n) in _summed(matched, seen, 1, 3).items()
    }
    shapes = {
        at: (m + 10 * frames[at[:2]]) / (n + 10)
        for at, (m, n) in _summed(matched, seen, 1, 4).items()
    }
    lemmas = _lemmas(matched, seen, shapes)
    cells = _cells(matched, seen, shapes, lemmas)
    parts = {"frames": frames, "shapes": shapes, "lemmas": lemmas, "cells": cells}
    named = {
        name: {" | ".join(at): value for at, value in sorted(values.items())}
        for name, values in parts.items()
    }
    return {"overall": overall, **named}


def _summed(
    matched: Counter[Key], seen: Counter[Key], first: int, after: int
) -> dict[tuple[str, ...], tuple[int, int]]:
    """Matched and seen by a part of the key."""
    found: dict[tuple[str, ...], tuple[int, int]] = {}
    for key, count in seen.items():
        m, n = found.get(key[first:after], (0, 0))
        found[key[first:after]] = m + matched[key], n + count
    return found


def _lemmas(
    matched: Counter[Key], seen: Counter[Key], shapes: dict[tuple[str, ...], float]
) -> dict[tuple[str, ...], float]:
    """How many times more often a lemma is marked than its shapes foretell."""
    foretold: dict[tuple[str, ...], float] = {}
    for key, count in seen.items():
        foretold[key[:1]] = foretold.get(key[:1], 0.0) + count * shapes[key[1:]]
    counts = _summed(matched, seen, 0, 1)
    return {at: (counts[at][0] + 2) / (foretold[at] + 2) for at in counts}


def _cells(
    matched: Counter[Key],
    seen: Counter[Key],
    shapes: dict[tuple[str, ...], float],
    lemmas: dict[tuple[str, ...], float],
) -> dict[tuple[str, ...], float]:
    """How many times more often a lemma before a frame is marked than both foretell."""
    foretold: dict[tuple[str, ...], float] = {}
    for key, count in seen.items():
        share = min(0.97, shapes[key[1:]] * lemmas[key[:1]])
        foretold[key[:3]] = foretold.get(key[:3], 0.0) + count * share
    found = {}
    for at, (m, n) in _summed(matched, seen, 0, 3).items():
        share = foretold[at] / n
        if n >= LEAST:
            found[at] = (m + 4 * share) / ((n + 4) * share)
    return found
