"""Count how far each English cue may be trusted, and write frames.toml.

    python training/attribution_frames.py DATA

For every candidate that the rules propose in PolNeAR's train part: is it one of the marked
attributions (contents matched as in scoring)? Counted by (voice, frame), by lemma, and by
both together. Only these counts are kept; no words of the articles besides the lemmas of our
own lists. The dev part and everything else stay unseen.
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
    """The file: shapes, lemmas and cells."""
    shapes = {key[1:]: [0, 0] for key in seen}
    for key, count in seen.items():
        shapes[key[1:]][0] += matched[key]
        shapes[key[1:]][1] += count
    overall = sum(matched.values()) / sum(seen.values())
    trust = {shape: (m + 5 * overall) / (n + 5) for shape, (m, n) in shapes.items()}
    lemmas: dict[str, list[float]] = {}
    for key, count in seen.items():
        lemma = lemmas.setdefault(key[0], [0.0, 0.0])
        lemma[0] += matched[key]
        lemma[1] += count * trust[key[1:]]
    lines = [HEAD.format(articles=ARTICLES, overall=overall), "[shapes]"]
    lines += [f'"{" ".join(s)}" = {trust[s]:.3f}' for s in sorted(shapes)]
    lines += ["", "[lemmas]"]
    lines += [f'"{k}" = {(m + 2) / (e + 2):.2f}' for k, (m, e) in sorted(lemmas.items())]
    lines += ["", "[cells]"]
    kept = sorted(key for key in seen if seen[key] >= LEAST)
    lines += [f'"{" | ".join(key)}" = [{matched[key]}, {seen[key]}]' for key in kept]
    return "\n".join(lines) + "\n"


ARTICLES = 840
HEAD = """\
# How far each English cue may be trusted: made by training/attribution_frames.py, not by hand.
#
# Learned from: PolNeAR, train part ({articles} articles; Newell et al., 2018; no licence
# stated). Only counts over the lemmas of our own lists are kept, no words of the articles.
# `shapes`: of the candidates of a voice and frame, the share that readers marked.
# `lemmas`: how many times more (or less) often a lemma is marked than its shapes foretell.
# `cells`: marked and seen, for lemma | voice | frame.
# PolNeAR's readers mark beliefs, wants, plans and attitudes too; so does this table.
overall = {overall:.3f}
"""


if __name__ == "__main__":
    data = Path(sys.argv[1])
    OUT.write_text(table(*counts(list(polnear(data, "train")))), encoding="utf-8")
