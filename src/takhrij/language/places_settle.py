"""Settle what resolving left open: descriptions of places, and names no gazetteer holds.

"The capital" is that of the country that the text last spoke of. A place that no gazetteer
holds is put where the text says that it lies (حي X بمدينة Y), with the precision of that.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from takhrij.annotations import Candidate
from takhrij.language.gazetteer.keys import key
from takhrij.language.gazetteer.lookup import named as named_in
from takhrij.language.gazetteer.world import capitals, countries
from takhrij.language.places_nisba import country_of
from takhrij.language.places_text import Named, Text

REACH_AFTER, REACH_BEFORE = 8, 25
"""How many words away a place may be that an unknown one is put into."""
LATELY = 5
"""How many of the last places named tell which country is spoken of."""
GREAT = 100_000
"""People in a city that what follows it may lie in."""
SURE = 0.7
"""Confidence in what a description stands for; ours."""
_PRECISION = {"city": 2, "village": 2, "site": 2, "region": 4}

Meant = tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Settled:
    """A found name with what it means and how precisely, or None for the usual precision."""

    named: Named
    candidates: Meant
    precision: int | None = None


def settled(text: Text, names: Sequence[Named], resolved: Sequence[Meant]) -> tuple[Settled, ...]:
    """Every name that stands for a place, in order; names not believed are left out."""
    meant = _described(text, names, resolved)
    kept: list[Settled] = []
    for at, named in enumerate(names):
        if meant[at]:
            kept.append(Settled(named, meant[at]))
        elif named.kind:
            kept.append(_placed(text, at, names, meant))
    return tuple(kept)


def _described(text: Text, names: Sequence[Named], resolved: Sequence[Meant]) -> list[Meant]:
    """What is meant, with the capital and the country filled in for their descriptions."""
    meant = list(resolved)
    for at, named in enumerate(names):
        if named.anaphor is not None:
            code = country_of(text.after(named.last)) or _spoken_of(at, meant)
            meant[at] = _stands_for(text, named.anaphor, code) if code else ()
    return meant


def _spoken_of(at: int, meant: Sequence[Meant]) -> str | None:
    """The country of the last places named, the nearest counting most; else of the text."""
    weights: dict[str, float] = {}
    for number, found in enumerate(list(filter(None, reversed(meant[:at])))[:LATELY], 1):
        if found[0].country and not found[0].ref.startswith("in:"):
            weights[found[0].country] = weights.get(found[0].country, 0.0) + 1 / number
    codes = weights or Counter(found[0].country for found in meant if found and found[0].country)
    return max(sorted(codes), key=lambda code: codes[code], default=None)


def _stands_for(text: Text, anaphor: str, code: str) -> Meant:
    if anaphor == "country":
        name, feature = _country_names().get(code, ""), "country"
    else:
        name, feature = capitals().get(code, ""), "city"
    found = (match.candidate for match in named_in(text.gazetteer, name))
    wanted = [c for c in found if c.country == code and c.feature == feature]
    return tuple(replace(candidate, confidence=SURE) for candidate in wanted[:1])


def _country_names() -> dict[str, str]:
    return {entry.country: entry.name for entry in countries()}


def _placed(text: Text, at: int, names: Sequence[Named], meant: Sequence[Meant]) -> Settled:
    """An unknown place, put into the known one that the text names around it."""
    named = names[at]
    for other in _around(at, names):
        holder = meant[other][0] if meant[other] else None
        if holder is None or holder.feature not in _PRECISION:
            continue
        if _same_sentence(text, named, names[other]):
            return Settled(named, (_inside(text, named, holder),), _PRECISION[holder.feature])
    return Settled(named, ())


def _inside(text: Text, named: Named, holder: Candidate) -> Candidate:
    """A candidate at the holder's point, marked `in:` as no point of its own is known.

    Its reference ends in its name, so that two unknown places of one town stay two.
    """
    name = named.span.of(text.text)
    ref = f"in:{holder.ref}/{key(name)}"
    half = round(holder.confidence / 2, 3)
    return replace(holder, ref=ref, name=name, names=(), feature="site", confidence=half)


def _around(at: int, names: Sequence[Named]) -> list[int]:
    """The names near one in the text: those after it first, as containers mostly are."""
    here = names[at]
    after = [i for i in range(at + 1, len(names)) if names[i].first - here.last <= REACH_AFTER]
    before = [i for i in range(at - 1, -1, -1) if here.first - names[i].last <= REACH_BEFORE]
    return after + [i for i in before if _is_great(names[i])]


def _is_great(named: Named) -> bool:
    """A region or a great city: of smaller places, the one before is mostly a neighbour."""
    if named.anaphor or named.kind == "region":
        return True
    return any(m.population >= GREAT or m.candidate.feature == "region" for m in named.matches[:3])


def _same_sentence(text: Text, one: Named, other: Named) -> bool:
    first, last = sorted((one.span, other.span))
    between = text.text[first.end : last.start]
    return not any(mark in between for mark in ".!?؟\n")
