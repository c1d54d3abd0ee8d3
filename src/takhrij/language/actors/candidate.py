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
    PHRASE = 5
    SHORT_NAME = 6
    DESCRIPTION = 7
    BARE_BODY = 8


class Candidate(NamedTuple):
    """A reading of words `first` to `last` as an actor; `title` is where its title starts."""

    first: int
    last: int
    rank: Rank
    actor: Actor
    title: int | None = None

    @property
    def titled_from(self) -> int:
        """The first word of the title and the name."""
        return self.first if self.title is None else self.title


def settled(
    seen: Seen, candidates: Iterable[Candidate], trailing: frozenset[str] = frozenset()
) -> tuple[Candidate, ...]:
    """The readings that stand, in text order, none overlapping another.

    A description gives way word by word ("قائد “الفجر”" keeps its first word, less the
    `trailing` words at its end) and goes where it is part of a person's title; the other
    readings give way as a whole. A family name inside a body's own name is part of it: قوات
    الأسد.
    """
    candidates = _without_owners(tuple(candidates))
    taken, titles = bytearray(len(seen.words)), bytearray(len(seen.words))
    kept: list[Candidate] = []
    for one in sorted(candidates, key=lambda one: (one.rank, one.first - one.last, one.first)):
        last = _last_free(taken, one)
        if one.rank >= Rank.DESCRIPTION:
            while last > one.first and last < one.last and seen.words[last].norm in trailing:
                last -= 1
            if titles[one.first]:
                continue
        elif last < one.last:
            continue
        if last >= one.first:
            _fill(taken, one.first, last)
            _fill(titles, one.titled_from, one.first - 1)
            kept.append(_shortened(seen, one, last))
    return tuple(sorted(kept, key=lambda one: one.first))


def _without_owners(candidates: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    bodies = [(one.first, one.last) for one in candidates if one.rank == Rank.ALIAS]
    return tuple(
        one
        for one in candidates
        if one.rank != Rank.PERSON
        or one.first < one.last
        or one.title is not None
        or not any(first < last and first <= one.first <= last for first, last in bodies)
    )


def _fill(marks: bytearray, first: int, last: int) -> None:
    marks[first : last + 1] = b"\1" * max(0, last + 1 - first)


def _last_free(taken: bytearray, one: Candidate) -> int:
    """The last word that no better reading has taken, counting from the first."""
    met = taken.find(1, one.first, one.last + 1)
    return one.last if met < 0 else met - 1


def _shortened(seen: Seen, one: Candidate, last: int) -> Candidate:
    if last == one.last:
        return one
    span = Span(one.actor.span.start, seen.end(last))
    return one._replace(last=last, actor=replace(one.actor, span=span))
