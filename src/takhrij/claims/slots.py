"""When, where, who, whom and how many: the mentions that fill a claim's slots.

First those inside the clause. A place or a time that the clause lacks is taken from its own
sentence, then (places only) from the claim before it in the same paragraph; never further.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from takhrij.annotations import Mention, Place, Quantity, Time
from takhrij.claims.clauses import Clause
from takhrij.claims.lookup import Lookup
from takhrij.claims.parties import actors_of, affected_of
from takhrij.claims.vocabulary import Hit

_NOT_COUNTED = frozenset({"distance_km", "duration", "age", "percent", "money"})
PEOPLE = frozenset(
    [
        "killed",
        "injured",
        "missing",
        "detained",
        "displaced",
        "children",
        "women",
        "soldiers",
        "fighters",
        "people",
    ]
)


_LONGEST_SENTENCE = 2000
"""Code points; a longer "sentence" is a list or a hostile text and lends nothing."""
_COUNTRY = 6
"""Precision code of a country (UCDP)."""


@dataclass(frozen=True, slots=True)
class Slots:
    """Mention ids, each in text order."""

    when: tuple[str, ...] = ()
    where: tuple[str, ...] = ()
    actor: tuple[str, ...] = ()
    affected: tuple[str, ...] = ()
    how_many: tuple[str, ...] = ()


def slots_of(lookup: Lookup, clause: Clause, event: Hit | None) -> Slots:
    """The slots that the words of the clause fill, and what its sentence lends it."""
    inside = [m for m in lookup.mentions_of(clause.span) if clause.span.contains(m.span)]
    near = len(clause.sentence) <= _LONGEST_SENTENCE
    around = lookup.mentions_of(clause.sentence) if near else ()
    counted = [m for m in inside if is_counted(m)]
    people = [m for m in counted if m.of.value.of in PEOPLE and m.of.counted is not None]
    acting = actors_of(lookup, clause, event)
    suffering = affected_of(lookup, clause, acting)
    return Slots(
        when=_ids(_dates(inside)) or _ids(_alone(_dates(around))),
        where=_ids(_scenes(inside, acting)) or _ids(_alone(_scenes(around, acting))),
        actor=_ids(acting),
        affected=_ids(sorted([*suffering, *people], key=lambda m: m.span)),
        how_many=_ids(counted),
    )


def _alone(mentions: list[Mention]) -> list[Mention]:
    """What a sentence lends to a clause without its own: only if there is no choice."""
    return mentions if len(mentions) == 1 else []


def _ids(mentions: Sequence[Mention]) -> tuple[str, ...]:
    return tuple(mention.id for mention in mentions)


def _dates(mentions: Sequence[Mention]) -> list[Mention]:
    return [m for m in mentions if isinstance(m.of, Time) and m.of.kind == "date"]


def _scenes(mentions: Sequence[Mention], acting: Sequence[Mention]) -> list[Mention]:
    """Places, but not those that stand for a government or for who did it."""
    return [
        m
        for m in mentions
        if isinstance(m.of, Place) and not m.of.metonym and all(m.id != a.id for a in acting)
    ]


def is_counted(mention: Mention) -> bool:
    """A count of people or things, not a distance, a duration, an age or money."""
    return isinstance(mention.of, Quantity) and mention.of.value.of not in _NOT_COUNTED


def lent(slots: Slots, before: Slots, lookup: Lookup) -> Slots:
    """The slots, with the place of the claim before where a claim has none of its own.

    A country is too large to be lent: the next claim may be about anything in it.
    """
    if slots.where:
        return slots
    places = [lookup.mention[name].of for name in before.where]
    narrow = all(place.precision < _COUNTRY for place in places)
    return replace(slots, where=before.where) if narrow else slots
