"""How far a candidate may be trusted: counted on annotated news (`frames.toml`).

A cell (lemma, voice, frame) seen often speaks for itself; seen seldom, it leans on what its
frame and its lemma foretell: (marked + 4 * foretold) / (seen + 4).
"""

from __future__ import annotations

from functools import lru_cache

from takhrij.language.lexicon import load

ENOUGH = 0.36
"""Least trust to be kept: near the share at which F1 is best (half of the F1 reached, see
Lipton et al. 2014), a little above for precision's sake. Chosen by cross-validation on the
train part."""
_LEAN = 4.0
_MOST = 0.97


@lru_cache(maxsize=32768)
def trust(lemma: str, voice: str, frame: str) -> float:
    """The share of such candidates that readers marked, 0 to 1."""
    table = load("en", "frames")
    matched, seen = table["cells"].get(f"{lemma} | {voice} | {frame}", (0, 0))
    shape = table["shapes"].get(f"{voice} {frame}", table["overall"] / 2)
    foretold = min(_MOST, shape * table["lemmas"].get(lemma, 1.0))
    return float((matched + _LEAN * foretold) / (seen + _LEAN))
