"""Readings of the same words as different actors, and how one of them is chosen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from enum import IntEnum
from typing import NamedTuple

from takhrij.annotations import Actor
from takhrij.document import Span
from takhrij.language.terms import Seen


class Rank(IntEnum):
    """Which reading wins where two overlap: the lower."""

    PERSON = 0
    ROLE_OF_BODY = 1
    ALIAS = 2
    QUOTED = 3
    BODY = 4
    SHORT_NAME = 5
    DESCRIPTION = 6
    BARE_BODY = 7


class Candidate(NamedTuple):
    """A reading of words `first` to `last` as an actor."""

    first: int
    last: int
    rank: Rank
    actor: Actor


def settled(seen: Seen, candidates: Iterable[Candidate]) -> tuple[Actor, ...]:
    """The readings that stand, in text order, none overlapping another.

    A description gives way word by word ("قائد “الفجر”" keeps its first word), the other
    readings as a whole.
    """
    taken = bytearray(len(seen.words))
    kept: list[Actor] = []
    for one in sorted(candidates, key=lambda one: (one.rank, one.first - one.last, one.first)):
        last = _free_until(taken, one)
        if last < one.last and one.rank != Rank.DESCRIPTION:
            continue
        if last < one.first:
            continue
        taken[one.first : last + 1] = b"\1" * (last + 1 - one.first)
        kept.append(_shortened(seen, one, last))
    return tuple(sorted(kept, key=lambda actor: actor.span))


def _free_until(taken: bytearray, one: Candidate) -> int:
    """The last word that no better reading has taken, counting from the first."""
    met = taken.find(1, one.first, one.last + 1)
    return one.last if met < 0 else met - 1


def _shortened(seen: Seen, one: Candidate, last: int) -> Actor:
    if last == one.last:
        return one.actor
    return replace(one.actor, span=Span(one.actor.span.start, seen.end(last)))
