"""How far a candidate may be trusted: counted on annotated news (`frames.toml`).

What its shape (voice, frame, kind of subject) and its lemma foretell, times how much more or
less often this lemma before this frame was marked than foretold, where it was seen enough.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from takhrij.claims.attributions.english_verbs import Key
from takhrij.language.lexicon import load

ENOUGH = 0.28
"""Least trust to be kept, chosen by cross-validation on the train part: near half of the F1
reached, where F1 is best (Lipton et al. 2014), a little above for precision's sake."""
NESTED = 0.6
"""Least trust to be kept inside another attribution that it nearly fills."""
_MOST = 0.97


@lru_cache(maxsize=32768)
def trust(key: Key) -> float:
    """The share of such candidates that readers marked, 0 to 1."""
    return trust_by(load("en", "frames"), key)


def trust_by(table: Mapping[str, Any], key: Key) -> float:
    """The same by a table of one's own, laid out as `frames.toml`."""
    lemma, voice, frame, subject = key
    whole = table["frames"].get(f"{voice} | {frame}", table["overall"] / 2)
    shape = table["shapes"].get(f"{voice} | {frame} | {subject}", whole)
    foretold = min(_MOST, shape * table["lemmas"].get(lemma, 1.0))
    more = table["cells"].get(f"{lemma} | {voice} | {frame}", 1.0)
    return float(min(_MOST, foretold * more))
