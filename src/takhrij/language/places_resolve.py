"""Resolve: what each found name means, judged over the whole text.

Every name keeps all it may mean. Each reading is scored by size, by agreement with the
type word, by the country adjective after it, by what the text says it lies in, and by how
near it is to readings of the other names, each weighed by how likely it was in the round
before. Confidence is the softmax of the scores. A small place far from everything else in
the text is not believed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import exp, log10

from takhrij.annotations import Candidate
from takhrij.language.gazetteer.lookup import Match
from takhrij.language.places_groups import Group, closeness, grouped
from takhrij.language.places_near import lies_in, rough_km
from takhrij.language.places_pull import Pull
from takhrij.language.places_text import Named, Text

MOST, KEPT, ROUNDS = 40, 6, 2
"""Readings scored, readings kept with a place, rounds of scoring."""
ALIEN_KM = 250.0
"""A hamlet this far from the places named around it is a chance likeness."""
SAME_KM = 30.0
"""A region whose point is this near to the city of its name stands at that city."""
SMALL, NEIGHBOURS = 15_000, 30
"""People in a small place; words around a name in which its neighbours stand."""
_COUNTRY, _HELD, _ALIAS = 3.0, 3.0, 1.0
"""For the country adjective after a name; for lying in what the text says, or not; against a
less known name. Ours."""

_FITS = {
    "settlement": {"city": 2.0, "village": 1.5, "region": -1.5, "country": -3.0},
    "region": {"region": 5.0, "city": 0.0, "country": -1.0},
    "area": {"region": 1.0, "city": 0.5},
    "quarter": {"site": 2.0, "village": 1.0, "region": 0.0, "country": -2.0},
    "site": {"site": 2.0, "water": 2.0, "country": -2.0},
}
_ALONE = {"country": 2.5, "region": -1.0, "site": -0.5, "water": 0.5}
_BROAD = ("country", "water")


@dataclass(frozen=True, slots=True)
class Scored:
    """A reading with its score and, among the readings of its name, its probability."""

    match: Match
    score: float
    confidence: float = 0.0

    @property
    def candidate(self) -> Candidate:
        return self.match.candidate


Readings = tuple[Scored, ...]


def resolved(text: Text, names: Sequence[Named]) -> tuple[tuple[Candidate, ...], ...]:
    """For each found name, its candidates, best first, with confidence; none if not believed."""
    groups = grouped(text, names)
    alone = [_alone(group) for group in groups]
    pull = Pull([[s.candidate for s in readings] for readings in alone], closeness(names, groups))
    readings = alone
    for _ in range(ROUNDS):
        readings = _settled(groups, alone, readings, pull)
    meant: list[tuple[Candidate, ...]] = [()] * len(names)
    for number, group in enumerate(groups):
        if not _is_alien(number, names, groups, readings):
            for at in group.members:
                meant[at] = _candidates(readings[number])
    return tuple(meant)


def _alone(group: Group) -> Readings:
    return _ordered(
        (
            match,
            _by_itself(group.named, match) + _COUNTRY * (match.candidate.country == group.nisba),
        )
        for match in _distinct(group.named)[:MOST]
    )


def _distinct(named: Named) -> tuple[Match, ...]:
    """Readings without the region that is called after a city among them and stands at it,
    unless a type word asks for the region.
    """
    if named.kind in ("region", "area"):
        return named.matches
    cities = [m.candidate for m in named.matches if m.candidate.feature == "city"]
    return tuple(
        match
        for match in named.matches
        if match.candidate.feature != "region"
        or not any(rough_km(match.candidate, city) <= SAME_KM for city in cities)
    )


def _ordered(scores: Iterable[tuple[Match, float]]) -> Readings:
    """Readings best first, with the softmax of their scores."""
    ranked = sorted(scores, key=lambda s: (-s[1], s[0].candidate.ref))
    weights = [exp(score - ranked[0][1]) for _, score in ranked]
    total = sum(weights)
    return tuple(Scored(m, s, w / total) for (m, s), w in zip(ranked, weights, strict=True))


def _by_itself(named: Named, match: Match) -> float:
    """What a reading has going for it by itself."""
    people = match.population or _people_known(match)
    fits = _FITS[named.kind] if named.kind else _ALONE
    score = log10(people + 30) / 2 + fits.get(match.candidate.feature, 0.0)
    return score + 0.5 * match.own - _ALIAS * match.alias


def _people_known(match: Match) -> int:
    """A stand-in for the size of places that we listed as often in the news."""
    if not match.candidate.ref.startswith("takhrij:"):
        return 0
    return 5_000_000 if match.candidate.feature in ("region", "water") else 100_000


def _settled(
    groups: Sequence[Group], alone: Sequence[Readings], before: Sequence[Readings], pull: Pull
) -> list[Readings]:
    """Every group's readings, scored again by those of the others in the round before."""
    view = _View(groups, before)
    likely = [{s.candidate.ref: s.confidence for s in readings} for readings in before]
    pulls = pull.on([[likely[n][s.candidate.ref] for s in r] for n, r in enumerate(alone)])
    return [
        _ordered(
            (s.match, s.score + float(pulls[number][place]) + view.shared(number, s.candidate))
            for place, s in enumerate(readings)
        )
        if len(readings) > 1
        else readings
        for number, readings in enumerate(alone)
    ]


class _View:
    """What the readings of one round say of countries, regions and holders."""

    def __init__(self, groups: Sequence[Group], readings: Sequence[Readings]) -> None:
        self.groups, self.readings = groups, readings
        self.countries: dict[str, float] = {}
        self.regions: dict[tuple[str, str], float] = {}
        self.within: dict[tuple[str, str], float] = {}
        for group, (best, *_) in zip(groups, readings, strict=True):
            code, count = best.candidate.country, len(group.members)
            self.countries[code] = self.countries.get(code, 0.0) + count * bool(code)
            if best.candidate.feature == "region":
                _add(self.regions, (code, best.candidate.name), 1.0)
            for admin in best.candidate.admin:
                _add(self.within, (code, admin), 1.0)
        self.total = sum(self.countries.values()) or 1.0

    def shared(self, number: int, candidate: Candidate) -> float:
        """What a reading gains from country, region and holder."""
        code = candidate.country
        score = 2.0 * self.countries.get(code, 0.0) / self.total
        score += min(2.0, sum(self.regions.get((code, admin), 0.0) for admin in candidate.admin))
        if candidate.feature == "region":
            score += min(3.0, self.within.get((code, candidate.name), 0.0))
            score += min(3.0, 0.75 * self.listed(code, candidate.name))
        holder = self.groups[number].holder
        if holder is None:
            return score
        inside = lies_in(candidate, self.readings[holder][0].candidate)
        return score + (_HELD if inside else -_HELD)

    def listed(self, code: str, name: str) -> int:
        """How many other regions of a country the text names: one of a list of states."""
        return sum(key[0] == code and key[1] != name for key in self.regions)


def _add(counts: dict[tuple[str, str], float], key: tuple[str, str], by: float) -> None:
    counts[key] = counts.get(key, 0.0) + by


def _is_alien(
    number: int, names: Sequence[Named], groups: Sequence[Group], readings: Sequence[Readings]
) -> bool:
    """A hamlet far from all that the words around it name, or in a country not spoken of."""
    best, group = readings[number][0], groups[number]
    candidate = best.candidate
    if candidate.feature not in ("village", "city", "site"):
        return False
    if candidate.ref.startswith("takhrij:"):
        return False
    small = best.match.population < SMALL
    if group.holder is not None and (small or group.named.kind):
        return not lies_in(candidate, readings[group.holder][0].candidate)
    if not small:
        return False
    solid = [n for n, (top, *_) in enumerate(readings) if n != number and _is_solid(top)]
    near = [readings[n][0].candidate for n in solid if _beside(names, groups[n], group)]
    points = [c for c in near if c.feature not in _BROAD]
    if points:
        return all(rough_km(candidate, point) > ALIEN_KM for point in points)
    return bool(solid) and candidate.country not in {
        readings[n][0].candidate.country for n in solid
    }


def _is_solid(scored: Scored) -> bool:
    return scored.match.population >= SMALL or scored.candidate.feature == "region"


def _beside(names: Sequence[Named], one: Group, other: Group) -> bool:
    """Whether mentions of two groups stand within a few words of each other."""
    first = [names[at].first for at in one.members[:20]]
    second = [names[at].first for at in other.members[:20]]
    return any(abs(a - b) <= NEIGHBOURS for a in first for b in second)


def _candidates(readings: Readings) -> tuple[Candidate, ...]:
    return tuple(replace(s.candidate, confidence=round(s.confidence, 3)) for s in readings[:KEPT])
