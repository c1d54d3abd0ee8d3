"""How widely known a place is, as evidence that its name is meant.

The weights are ours, set so that a great city needs no more evidence, a town a preposition,
a village more than that.
"""

from __future__ import annotations

from takhrij.language.gazetteer.entries import ARAB
from takhrij.language.gazetteer.lookup import Match
from takhrij.language.gazetteer.world import capitals

COUNTRY, CAPITAL, KNOWN, REGION, OWN = 4.0, 3.0, 2.0, 1.0, 0.5
SIZES = ((1_000_000, 2.5), (300_000, 1.5), (100_000, 1.0), (15_000, 0.5))
"""People of a settlement and what it weighs."""


def prior_of(match: Match) -> float:
    """The evidence that a place brings along, 0 for a village to 4 for a country."""
    candidate = match.candidate
    if candidate.feature == "country":
        return COUNTRY
    if candidate.feature == "city" and capitals().get(candidate.country) == candidate.name:
        return CAPITAL
    size = next((weight for people, weight in SIZES if match.population >= people), 0.0)
    if match.alias and candidate.country not in ARAB:
        return size - 0.5
    region = REGION if candidate.feature in ("region", "water") else 0.0
    known = KNOWN if candidate.ref.startswith("takhrij:") else 0.0
    return max(size, region, known, OWN if match.own else 0.0)
