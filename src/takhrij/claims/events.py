"""Which event a clause is about: the word that names it, and the kind it is filed under."""

from __future__ import annotations

from takhrij.annotations import Event
from takhrij.claims.clauses import Clause
from takhrij.claims.lookup import Lookup
from takhrij.claims.vocabulary import Hit

_RANK: dict[str, int] = {
    "chemical": 0,
    "airstrike": 1,
    "shelling": 1,
    "bombing": 1,
    "execution": 1,
    "detention": 2,
    "displacement": 2,
    "clash": 3,
    "harm": 4,
    "accident": 4,
    "medical": 5,
    "deed": 6,
    "undergone": 6,
    "statement": 7,
}
"""What a clause with several event words is about: the more particular first, then the earlier."""
_BY_AIR = frozenset({"shelling", "bombing", "clash", "harm"})
_BESIDE = 4
_TRANSFER = frozenset({"chemical", "harm"})
"""Beside a word of care these are what the patients suffered, not the event told."""


def event_of(lookup: Lookup, clause: Clause) -> tuple[Event | None, Hit | None]:
    """The event of a clause and the word that names it; (None, None) for a state."""
    hits = lookup.events.within(clause.first, clause.last)
    named = [hit for hit in hits if hit.label in _RANK]
    if not named:
        return None, None
    best = min(named, key=lambda hit: (_RANK[hit.label], hit.first))
    if best.label in _TRANSFER and (care := _care(named)) is not None:
        return "medical", care
    return _event(best, lookup.aircraft.within(clause.first, clause.last)), best


def _event(best: Hit, aircraft: tuple[Hit, ...]) -> Event:
    """The kind filed under: bombs from aircraft are an airstrike, harm alone is "other"."""
    if best.label in _BY_AIR and _from_the_air(best, aircraft):
        return "airstrike"
    if best.label in ("harm", "accident", "deed", "undergone"):
        return "other"
    return best.label  # type: ignore[return-value]  # the labels left are those of Event


def _from_the_air(best: Hit, aircraft: tuple[Hit, ...]) -> bool:
    """Aircraft stand beside what is done: before the verb, or on either side of a noun."""
    for hit in aircraft:
        before, after = best.first - hit.last, hit.first - best.last
        if 0 < before <= _BESIDE or 0 < after <= _BESIDE:
            return best.verb or best.label in ("shelling", "bombing")
    return False


def _care(named: list[Hit]) -> Hit | None:
    """The first word, where people are brought to care: moved, then a hospital."""
    first = named[0]
    moved = first.label in ("deed", "medical") and first.verb
    return first if moved and any(hit.label == "medical" for hit in named) else None
