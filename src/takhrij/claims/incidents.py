"""Incidents: one event joined from the claims that tell of it, across sentences.

Claims join when their types, places and days can be one event and something ties them: the
same place, the same day, the next sentence, or a general word ("the attack") for the event
just told. Each slot keeps the mentions and the attributions of all its claims. Only the last
few incidents are open to new claims, so the time is linear in the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from takhrij.annotations import Claim, Incident, Mention, Place, Quantity, Time
from takhrij.document import Document
from takhrij.language.gazetteer.lookup import distance_km

_OPEN = 12
"""Incidents that a new claim may still join."""
_NEEDED = 2
"""Points a claim needs to join an incident (see `_tie`)."""
_NEAR = 4
"""Claims from the last one of an incident within which "the attack" points back to it: counted in
claims, not in letters, so that nothing hangs on how long a name is."""
_SAME_PLACE_KM = 15.0
"""Two names nearer than this may be one scene: a village and the town it lies by."""
_BRIEF = 31
"""Days: longer intervals (a year) tie nothing together."""
_REGION_KM = 120.0
"""A region's centre may lie so far from a place inside it."""
_GENERAL = frozenset({"clash", "other", "medical"})
_RARE = frozenset({"chemical", "execution"})
"""Kinds of which a report that names no other place or time tells one, however far apart."""
_HARM = frozenset({"killed", "injured", "missing", "detained", "displaced"})
_BROAD = frozenset({"country", "region"})


@dataclass(slots=True)
class _Open:
    """An incident while claims still join it."""

    type: str
    last: int = 0
    """Which claim of the report its last one is."""
    claims: list[Claim] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    named: set[str] = field(default_factory=set)
    tolls: set[float] = field(default_factory=set)
    days: list[tuple[date, date]] = field(default_factory=list)


def incidents(document: Document) -> tuple[Incident, ...]:
    """The incidents of a report, in the order in which they are first told."""
    mentions = document.layer(Mention) if document.has(Mention) else ()
    by_id = {mention.id: mention for mention in mentions}
    every: list[_Open] = []
    for at, claim in enumerate(document.layer(Claim)):
        if _tells_of_event(claim):
            _join(every, claim, at, by_id)
    kept = [one for one in every if _is_told(one, by_id)]
    return tuple(_incident(f"i{n}", one, by_id) for n, one in enumerate(kept, start=1))


def _tells_of_event(claim: Claim) -> bool:
    return (
        claim.kind == "event"
        and claim.event not in (None, "statement")
        and claim.polarity != "negated"
    )


def _join(every: list[_Open], claim: Claim, order: int, by_id: Mapping[str, Mention]) -> None:
    places, days = _places(claim.where, by_id), _days(claim.when, by_id)
    named, tolls = {place.name for place in places if _is_narrow(place)}, _tolls(claim, by_id)
    ties = [
        (
            -1
            if _is_another(one, named, tolls)
            else _tie(one, claim, places, days, near=order - one.last <= _NEAR),
            n,
        )
        for n, one in enumerate(every[-_OPEN:])
    ]
    best, at = max(ties, default=(0, 0))
    if best >= _NEEDED:
        joined = every[-_OPEN:][at]
    else:
        joined = _Open(str(claim.event))
        every.append(joined)
    if _says_more(str(claim.event), joined.type):
        joined.type = str(claim.event)
    joined.claims.append(claim)
    joined.last = order
    joined.places += places
    joined.named |= named
    joined.tolls |= tolls
    joined.days += days


def _says_more(event: str, known: str) -> bool:
    """A particular word after a general one; aircraft after mere shelling."""
    if known in _GENERAL:
        return event not in _GENERAL
    return (known, event) == ("shelling", "airstrike")


def _is_another(one: _Open, named: set[str], tolls: set[float]) -> bool:
    """Another place by name and another number of dead: two scenes of one day in one city."""
    return bool(named and one.named and tolls and one.tolls) and not (
        named & one.named or tolls & one.tolls
    )


def _is_narrow(place: Place) -> bool:
    return not place.candidates or place.candidates[0].feature not in _BROAD


def _tolls(claim: Claim, by_id: Mapping[str, Mention]) -> set[float]:
    """Numbers of dead in a claim."""
    values = [by_id[name].of.value for name in claim.how_many]
    return {value.min for value in values if value.of == "killed" and value.min is not None}


def _tie(
    one: _Open,
    claim: Claim,
    places: Sequence[Place],
    days: Sequence[tuple[date, date]],
    *,
    near: bool,
) -> int:
    """How strongly a claim belongs to an incident; below zero where it can't."""
    place, day = _agree_in_place(one.places, places), _agree_in_time(one.days, days)
    if place < 0 or day < 0 or not _same_type(one.type, str(claim.event)):
        return -1
    general = claim.event in _GENERAL or one.type in _GENERAL
    near = near or (claim.event == one.type and claim.event in _RARE)
    points_back = near and claim.event in _GENERAL and not places
    return place + day + (not general) + near + points_back


def _same_type(one: str, other: str) -> bool:
    """The same, or one of them is a general word for any attack or harm."""
    air = {"airstrike", "shelling"}
    return one == other or one in _GENERAL or other in _GENERAL or {one, other} <= air


def _agree_in_place(one: Sequence[Place], other: Sequence[Place]) -> int:
    """2 for a shared place, 1 for one inside the other, 0 if either has none that is known,
    -1 if all are apart. A country counts only where nothing narrower is named."""
    first, second = _narrowest(one), _narrowest(other)
    if not first or not second:
        return 0
    pairs = [(a, b) for a in first[-4:] for b in second[:4]]
    if any(_same_scene(a, b) for a, b in pairs):
        return 2
    return 1 if any(_inside(a, b) for a, b in pairs) else -1


def _narrowest(places: Sequence[Place]) -> list[Place]:
    known = [place for place in places if place.candidates]
    narrow = [place for place in known if place.candidates[0].feature != "country"]
    return narrow or known


def _same_scene(one: Place, other: Place) -> bool:
    first, second = one.candidates[0], other.candidates[0]
    if first.ref == second.ref:
        return first.feature != "country"
    if first.feature in _BROAD or second.feature in _BROAD:
        return False
    return distance_km(first.lat, first.lon, second.lat, second.lon) <= _SAME_PLACE_KM


def _inside(one: Place, other: Place) -> bool:
    """One is a region or a country that may hold the other."""
    first, second = one.candidates[0], other.candidates[0]
    if first.country != second.country or not {first.feature, second.feature} & _BROAD:
        return False
    if "country" in (first.feature, second.feature):
        return True
    return distance_km(first.lat, first.lon, second.lat, second.lon) <= _REGION_KM


def _agree_in_time(one: Sequence[tuple[date, date]], other: Sequence[tuple[date, date]]) -> int:
    """1 if two brief intervals meet, -1 if all are apart, else 0. A year ties nothing together,
    and what lies outside it is of another event all the same."""
    pairs = [(a, b) for a in one[-4:] for b in other[:4]]
    meeting = [(a, b) for a, b in pairs if a[0] <= b[1] and b[0] <= a[1]]
    if any(_is_brief(a) and _is_brief(b) for a, b in meeting):
        return 1
    return -1 if pairs and not meeting else 0


def _is_brief(days: tuple[date, date]) -> bool:
    return (days[1] - days[0]).days <= _BRIEF


def _places(ids: Iterable[str], by_id: Mapping[str, Mention]) -> list[Place]:
    return [by_id[name].of for name in ids if isinstance(by_id[name].of, Place)]


def _days(ids: Iterable[str], by_id: Mapping[str, Mention]) -> list[tuple[date, date]]:
    """The resolved intervals."""
    values = [by_id[name].of.value for name in ids if isinstance(by_id[name].of, Time)]
    return [(value.earliest, value.latest) for value in values if value.earliest and value.latest]


def _is_told(one: _Open, by_id: Mapping[str, Mention]) -> bool:
    """A deed with neither harm nor place is no incident."""
    if one.type != "other":
        return True
    return any(_is_harm(by_id[name]) for claim in one.claims for name in claim.how_many)


def _is_harm(mention: Mention) -> bool:
    return isinstance(mention.of, Quantity) and mention.of.value.of in _HARM


def _incident(name: str, one: _Open, by_id: Mapping[str, Mention]) -> Incident:
    counted = _gathered(claim.how_many for claim in one.claims)
    return Incident(
        id=name,
        type=one.type,
        claims=tuple(claim.id for claim in one.claims),
        where=_gathered(claim.where for claim in one.claims),
        when=_gathered(claim.when for claim in one.claims),
        actor=_gathered(claim.actor for claim in one.claims),
        harm=tuple(count for count in counted if _is_harm(by_id[count])),
        attributions=_gathered(claim.attributions for claim in one.claims),
    )


def _gathered(slots: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """Every id once, in the order of the claims."""
    return tuple(dict.fromkeys(name for slot in slots for name in slot))
