"""Write frames.toml: how far each English cue may be trusted.

    python training/attribution_frames.py DATA

Counted on PolNeAR's train part (see `takhrij.bench.attribution_folds`). Only figures are kept;
no words of the articles besides the lemmas of our own lists. The dev part and everything else
stay unseen.
"""

from __future__ import annotations

import sys
from pathlib import Path

from takhrij.bench.attribution_folds import Table, counts, judged, table
from takhrij.bench.attribution_sets import polnear

OUT = Path(__file__).resolve().parents[1] / "src/takhrij/language/data/en/frames.toml"


def written(shares: Table) -> str:
    """The file: frames, shapes, lemmas and cells."""
    lines = [HEAD.format(articles=ARTICLES, overall=shares["overall"])]
    for name in ("frames", "shapes", "lemmas", "cells"):
        lines += [f"[{name}]"]
        lines += [f'"{at}" = {value:.3g}' for at, value in shares[name].items()]
        lines += [""]
    return "\n".join(lines).rstrip() + "\n"


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
    shares = table(counts(map(judged, polnear(data, "train"))))
    OUT.write_text(written(shares), encoding="utf-8")
