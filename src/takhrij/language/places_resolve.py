"""Resolve: what each found name means, judged over the whole text.

Every name keeps all it may mean. Each candidate is scored by size, by agreement with the
type word, by what the text says it lies in, and by how near it is to the other places that
the text names; names that only mean one thing count from the start, the others join as they
settle. Confidence is the softmax of the scores.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import cos, exp, hypot, log10, radians

from takhrij.annotations import Candidate
from takhrij.language.gazetteer.lookup import Gazetteer, Match
from takhrij.language.places_text import Named

MOST = 40
"""Candidates of one name that are scored; further ones are far smaller."""
KEPT = 6
"""Candidates kept with a place."""
ROUNDS = 2
NEAR_KM = 60.0
"""Distance at which the pull between two places of a text has fallen to 1/e."""

_FITS = {
    "settlement": {"city": 2.0, "village": 1.5, "region": -1.5, "country": -3.0},
    "region": {"region": 5.0, "city": 0.0, "country": -1.0},
    "area": {"region": 1.0, "city": 0.5},
    "quarter": {"site": 2.0, "village": 1.0, "region": 0.0, "country": -2.0},
    "site": {"site": 2.0, "water": 2.0, "country": -2.0},
}
_ALONE = {"country": 4.0, "region": -0.3, "site": -0.5, "water": 0.5}


@dataclass(frozen=True, slots=True)
class Scored:
    match: Match
    score: float


def resolved(names: Sequence[Named]) -> tuple[tuple[Candidate, ...], ...]:
    """For each found name, its candidates, best first, with confidence."""
    options = [_start(named) for named in names]
    best = [scored[0] if scored else None for scored in options]
    final = options
    for _ in range(ROUNDS):
        countries = _countries(best)
        final = [_settled(at, names, options[at], best, countries) for at in range(len(names))]
        best = [scored[0] if scored else None for scored in final]
    return tuple(_candidates(scored) for scored in final)


def _start(named: Named) -> tuple[Scored, ...]:
    scored = (Scored(match, _alone(named, match)) for match in named.matches[:MOST])
    return _ordered(scored)


def _ordered(scored: object) -> tuple[Scored, ...]:
    return tuple(sorted(scored, key=lambda s: (-s.score, s.match.candidate.ref)))  # type: ignore[call-overload]


def _alone(named: Named, match: Match) -> float:
    """What a candidate has going for it by itself."""
    size = log10(match.population + 30) / 2
    fits = _FITS[named.kind] if named.kind else _ALONE
    return size + fits.get(match.candidate.feature, 0.0) + (0.5 if match.own else 0.0)


def _countries(best: Sequence[Scored | None]) -> Counter[str]:
    return Counter(s.match.candidate.country for s in best if s and s.match.candidate.country)


def _settled(
    at: int,
    names: Sequence[Named],
    options: tuple[Scored, ...],
    best: Sequence[Scored | None],
    countries: Counter[str],
) -> tuple[Scored, ...]:
    if len(options) < 2:
        return options
    others = _others(at, names, options, best)
    return _ordered(
        replace(s, score=s.score + _pull(s.match, others) + _shared(s.match, countries))
        for s in options
    )


def _others(
    at: int, names: Sequence[Named], options: tuple[Scored, ...], best: Sequence[Scored | None]
) -> list[tuple[Match, float]]:
    """The other places of the text, each once, with a weight that falls with text distance."""
    own = {s.match.candidate.ref for s in options}
    weights: dict[str, tuple[Match, float]] = {}
    for index, scored in enumerate(best):
        if scored is None or index == at or scored.match.candidate.ref in own:
            continue
        ref, gap = scored.match.candidate.ref, abs(names[index].first - names[at].first)
        weight = 1.0 if gap > 12 else 2.0
        if ref not in weights or weights[ref][1] < weight:
            weights[ref] = (scored.match, weight)
    return list(weights.values())


def _pull(match: Match, others: Sequence[tuple[Match, float]]) -> float:
    """How strongly the other places draw a candidate, by distance; at most 4."""
    total = 0.0
    for other, weight in others:
        if other.candidate.feature in ("country", "water"):
            continue
        total += weight * exp(-_rough_km(match.candidate, other.candidate) / NEAR_KM)
    return min(4.0, 1.2 * total)


def _rough_km(a: Candidate, b: Candidate) -> float:
    """Distance on a plane: enough to rank what is near, and quick."""
    east = (a.lon - b.lon) * cos(radians((a.lat + b.lat) / 2))
    return 111.2 * hypot(a.lat - b.lat, east)


def _shared(match: Match, countries: Counter[str]) -> float:
    """How much of the text is about the candidate's country."""
    total = sum(countries.values())
    return 2.0 * countries[match.candidate.country] / total if total else 0.0


def _candidates(scored: tuple[Scored, ...]) -> tuple[Candidate, ...]:
    if not scored:
        return ()
    weights = [exp(s.score - scored[0].score) for s in scored]
    total = sum(weights)
    pairs = list(zip(scored, weights, strict=True))[:KEPT]
    return tuple(
        replace(s.match.candidate, confidence=round(weight / total, 3)) for s, weight in pairs
    )


def by_country(gazetteer: Gazetteer, names: Sequence[Named]) -> str | None:
    """The country that a text is most about, or None."""
    counts = _countries([_start(named)[0] if named.matches else None for named in names])
    return max(sorted(counts), key=lambda code: counts[code], default=None)
