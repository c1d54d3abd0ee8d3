"""Count how far each English cue may be trusted, and write frames.toml.

    python training/attribution_frames.py DATA

For every candidate that the rules propose in PolNeAR's train part: is it one of the marked
attributions (contents matched as in scoring)? Counted by voice, frame and kind of subject, by
lemma, and by both together. Only these figures are kept; no words of the articles besides the
lemmas of our own lists. The dev part and everything else stay unseen.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from takhrij.annotations import Quotation, Sentence, Word
from takhrij.bench.attribution_score import Reading, paired
from takhrij.bench.attribution_sets import Article, polnear
from takhrij.claims.attributions.english import candidates
from takhrij.claims.attributions.english_verbs import Candidate, Key
from takhrij.claims.attributions.view import View, view
from takhrij.claims.quotations import quotations
from takhrij.document import document_of
from takhrij.language.sentences import sentences
from takhrij.language.words import words
from takhrij.stages import Stage, run

STAGES = (
    Stage("sentences", sentences, Sentence),
    Stage("words", words, Word),
    Stage("quotations", quotations, Quotation, (Sentence,)),
)
OUT = Path(__file__).resolve().parents[1] / "src/takhrij/language/data/en/frames.toml"
LEAST = 3
"""Cells seen less often tell nothing that lemma and frame don't."""

Counts = tuple[Counter[Key], Counter[Key]]
"""Matched and seen."""


def counts(articles: list[Article]) -> Counts:
    matched: Counter[Key] = Counter()
    seen: Counter[Key] = Counter()
    for article in articles:
        for candidate, is_right in judged(article):
            seen[candidate.key] += 1
            matched[candidate.key] += is_right
    return matched, seen


def judged(article: Article) -> list[tuple[Candidate, bool]]:
    """Every candidate of an article and whether a reader marked it."""
    found = list(candidates(viewed(article)))
    readings = [Reading(c.found.content, c.found.source, c.found.cue) for c in found]
    right = {id(pair[1]) for pair in paired(article.readings, readings).pairs}
    return [(c, id(r) in right) for c, r in zip(found, readings, strict=True)]


def viewed(article: Article) -> View:
    return view(run(document_of(article.text, article.language), STAGES))


def table(matched: Counter[Key], seen: Counter[Key]) -> str:
    """The file: frames, shapes, lemmas and cells."""
    overall = sum(matched.values()) / sum(seen.values())
    frames = {
        at: (m + 5 * overall) / (n + 5) for at, (m, n) in _summed(matched, seen, 1, 3).items()
    }
    shapes = {
        at: (m + 10 * frames[at[:2]]) / (n + 10)
        for at, (m, n) in _summed(matched, seen, 1, 4).items()
    }
    lemmas = _lemmas(matched, seen, shapes)
    cells = _cells(matched, seen, shapes, lemmas)
    parts = (("frames", frames), ("shapes", shapes), ("lemmas", lemmas), ("cells", cells))
    lines = [HEAD.format(articles=ARTICLES, overall=overall)]
    for name, values in parts:
        lines += [f"[{name}]"]
        lines += [f'"{" | ".join(at)}" = {value:.3g}' for at, value in sorted(values.items())]
        lines += [""]
    return "\n".join(lines).rstrip() + "\n"


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


ARTICLES = 840
HEAD = """\
# How far each English cue may be trusted: made by training/attribution_frames.py, not by hand.
#
# Learned from: PolNeAR, train part ({articles} articles; Newell et al., 2018; no licence
# stated). Only figures over the lemmas of our own lists are kept, no words of the articles.
# `frames`, `shapes`: of the candidates of a voice and frame (and kind of subject), the share
# that readers marked. `lemmas`: how many times more or less often a lemma is marked than its
# shapes foretell. `cells`: the same for a lemma before a frame, beside both.
# PolNeAR's readers mark beliefs, wants, plans and attitudes too; so does this table.
overall = {overall:.3f}
"""


if __name__ == "__main__":
    data = Path(sys.argv[1])
    OUT.write_text(table(*counts(list(polnear(data, "train")))), encoding="utf-8")
