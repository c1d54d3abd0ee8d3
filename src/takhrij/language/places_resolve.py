"""Resolve: what each found name means, judged over the whole text.

Every name keeps all it may mean. Each candidate is scored by size, by agreement with the
type word, by the country adjective after it, by what the text says it lies in, and by how
near it is to the other places that the text names. The readings of the others are taken
from the round before, so names that only mean one thing lead. Confidence is the softmax of
the scores. A small place far from everything else in the text is not believed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import exp, log10

from takhrij.annotations import Candidate
from takhrij.language.gazetteer.lookup import Match
from takhrij.language.places_near import lies_in, rough_km
from takhrij.language.places_nisba import country_of
from takhrij.language.places_text import Named, Text

MOST, KEPT, ROUNDS = 40, 6, 2
"""Candidates scored, candidates kept with a place, rounds of scoring."""
NEAR_KM = 60.0
"""Distance at which the pull between two places of a text has fallen to 1/e."""
ALIEN_KM = 250.0
"""A hamlet this far from the places named around it is a chance likeness."""
SMALL, NEIGHBOURS = 15_000, 30
"""People in a small place; words around a name in which its neighbours stand."""

_FITS = {
    "settlement": {"city": 2.0, "village": 1.5, "region": -1.5, "country": -3.0},
    "region": {"region": 5.0, "city": 0.0, "country": -1.0},
    "area": {"region": 1.0, "city": 0.5},
    "quarter": {"site": 2.0, "village": 1.0, "region": 0.0, "country": -2.0},
    "site": {"site": 2.0, "water": 2.0, "country": -2.0},
}
_ALONE = {"country": 4.0, "region": -1.0, "site": -0.5, "water": 0.5}
_BROAD = ("country", "water")
_COUNTRY, _HELD, ALIAS = 3.0, 3.0, 1.0
"""For the country adjective after a name; for lying in what the text says, or not; against a
less known name. Ours."""


@dataclass(frozen=True, slots=True)
class Scored:
    match: Match
    score: float

    @property
    def candidate(self) -> Candidate:
        return self.match.candidate


def resolved(text: Text, names: Sequence[Named]) -> tuple[tuple[Candidate, ...], ...]:
    """For each found name, its candidates, best first, with confidence; none if not believed."""
    held = holders(text, names)
    options = [_start(text, named) for named in names]
    view = View(names, [scored[0] if scored else None for scored in options], held)
    final = options
    for _ in range(ROUNDS):
        final = [view.settled(at, scored) for at, scored in enumerate(options)]
        view = View(names, [scored[0] if scored else None for scored in final], held)
    return tuple(
        () if view.is_alien(at) else _candidates(scored) for at, scored in enumerate(final)
    )


def holders(text: Text, names: Sequence[Named]) -> dict[int, int]:
    """Which name the text puts into which: حي الروضة بمدينة تعز, Halfaya in Hama."""
    found: dict[int, int] = {}
    for at, (inner, outer) in enumerate(pairwise(names)):
        between = range(inner.last + 1, outer.first)
        if len(between) > 2 or any(
            text.gap(i).strip(" ،,(") for i in range(inner.last, outer.first)
        ):
            continue
        words = {text.norm(i) for i in between}
        typed = next((i for i in between if text.type_of(i)), outer.first)
        clitic = text.text[text.words[typed].span.start] if text.arabic else ""
        linked = outer.clitic == "ب" or (typed != outer.first and clitic == "ب")
        comma = text.gap(inner.last).strip() in (",", "،") and (not between or typed != outer.first)
        if linked or words & text.lexicon.inside or (comma and not outer.clitic):
            found[at] = at + 1
    return _same_for_all(text, names, found)


def _same_for_all(text: Text, names: Sequence[Named], found: dict[int, int]) -> dict[int, int]:
    """Paris, Tenn. said once tells what Paris means in the rest of the text."""
    told = {text.norm(names[at].last): outer for at, outer in reversed(found.items())}
    for at, named in enumerate(names):
        outer = told.get(text.norm(named.last))
        if at not in found and outer is not None and outer != at and named.matches:
            found[at] = outer
    return found


def _start(text: Text, named: Named) -> tuple[Scored, ...]:
    country = country_of(text.after(named.last)) if text.arabic else None
    return _ordered(
        Scored(match, _alone(named, match) + _COUNTRY * (match.candidate.country == country))
        for match in named.matches[:MOST]
    )


def _ordered(scored: Iterable[Scored]) -> tuple[Scored, ...]:
    return tuple(sorted(scored, key=lambda s: (-s.score, s.candidate.ref)))


def _alone(named: Named, match: Match) -> float:
    """What a candidate has going for it by itself."""
    people = match.population or _people_known(match)
    fits = _FITS[named.kind] if named.kind else _ALONE
    score = log10(people + 30) / 2 + fits.get(match.candidate.feature, 0.0)
    return score + 0.5 * match.own - ALIAS * match.alias


def _people_known(match: Match) -> int:
    """A stand-in for the size of places that we listed as often in the news."""
    if not match.candidate.ref.startswith("takhrij:"):
        return 0
    return 5_000_000 if match.candidate.feature in ("region", "water") else 100_000


class View:
    """The readings of one round, and what they say of the names of the next."""

    def __init__(
        self, names: Sequence[Named], best: Sequence[Scored | None], held: dict[int, int]
    ) -> None:
        self.names, self.best, self.held = names, best, held
        codes = Counter(s.candidate.country for s in best if s and s.candidate.country)
        self.regions = Counter(
            (s.candidate.country, s.candidate.name)
            for s in best
            if s and s.candidate.feature == "region"
        )
        self.share = {code: count / codes.total() for code, count in codes.items()}

    def settled(self, at: int, options: tuple[Scored, ...]) -> tuple[Scored, ...]:
        """The candidates of one name, scored by the readings of the others."""
        if len(options) < 2:
            return options
        others = self._others(at, options)
        holder = self.best[self.held[at]] if at in self.held else None
        return _ordered(
            replace(s, score=s.score + self._shared(s, holder) + _pull(s.candidate, others))
            for s in options
        )

    def _shared(self, scored: Scored, holder: Scored | None) -> float:
        candidate = scored.candidate
        share = 2.0 * self.share.get(candidate.country, 0.0)
        named = sum(self.regions[candidate.country, admin] for admin in candidate.admin)
        share += min(2.0, named)
        if holder is None:
            return share
        inside = lies_in(scored.candidate, holder.candidate)
        return share + (_HELD if inside else -_HELD)

    def _others(self, at: int, options: tuple[Scored, ...]) -> list[tuple[Candidate, float]]:
        """The other places, each once, with a weight that falls with text distance."""
        own = {s.candidate.ref for s in options}
        weights: dict[str, tuple[Candidate, float]] = {}
        for index, scored in enumerate(self.best):
            if scored is None or index == at or scored.candidate.feature in _BROAD:
                continue
            ref = scored.candidate.ref
            gap = abs(self.names[index].first - self.names[at].first)
            weight = 2.5 if gap <= 4 else 1.5 if gap <= 15 else 1.0
            if ref not in own and (ref not in weights or weights[ref][1] < weight):
                weights[ref] = (scored.candidate, weight)
        return list(weights.values())

    def is_alien(self, at: int) -> bool:
        """A hamlet far from all that the words around it name, or in a country not spoken of."""
        scored = self.best[at]
        if scored is None or scored.match.population >= SMALL:
            return False
        candidate = scored.candidate
        if candidate.feature not in ("village", "city", "site") or candidate.ref[:7] == "takhrij":
            return False
        if at in self.held and (holder := self.best[self.held[at]]) is not None:
            return not lies_in(candidate, holder.candidate)
        solid = self._solid(at)
        near = [c for c, gap in solid if gap <= NEIGHBOURS and c.feature not in _BROAD]
        if near:
            return all(rough_km(candidate, point) > ALIEN_KM for point in near)
        return bool(solid) and candidate.country not in {c.country for c, _ in solid}

    def _solid(self, at: int) -> list[tuple[Candidate, int]]:
        """The well-known places of the text, and how many words away they stand."""
        own = self.best[at]
        return [
            (s.candidate, abs(self.names[i].first - self.names[at].first))
            for i, s in enumerate(self.best)
            if s and own and s.candidate.ref != own.candidate.ref
            if s.match.population >= SMALL or s.candidate.feature == "region"
        ]


def _pull(candidate: Candidate, others: Sequence[tuple[Candidate, float]]) -> float:
    """How strongly the other places draw a candidate, by distance; at most 5."""
    total = 0.0
    for other, weight in others:
        total += weight * exp(-rough_km(candidate, other) / NEAR_KM)
    return min(5.0, 1.2 * total)


def _candidates(scored: tuple[Scored, ...]) -> tuple[Candidate, ...]:
    if not scored:
        return ()
    weights = [exp(s.score - scored[0].score) for s in scored]
    total = sum(weights)
    pairs = list(zip(scored, weights, strict=True))[:KEPT]
    return tuple(replace(s.candidate, confidence=round(w / total, 3)) for s, w in pairs)
