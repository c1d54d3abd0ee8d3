"""Descent: within a family, which report each one most likely comes from."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from takhrij.corpus.families import Family
from takhrij.corpus.kin import Kind, Kinship


class Link(NamedTuple):
    """From the nearer report to the origin to the one that shares most with it.

    `told` is False where the origin can't be told, so that the link has no direction.
    """

    source: str
    target: str
    kind: Kind
    of_source: float
    of_target: float
    told: bool


def descent(family: Family, kin: Iterable[Kinship], first: str | None = None) -> tuple[Link, ...]:
    """The family as a tree from its origin, each report under the one that it shares most with
    of those nearer the origin (a greatest spanning tree; Prim 1957). Where the origin can't be told
    the tree begins at `first`, else at the first member."""
    pairs: dict[str, list[tuple[float, str, Kinship]]] = {one: [] for one in family.members}
    for pair in kin:
        if pair.first in pairs and pair.second in pairs:
            most = pair.of_first + pair.of_second
            pairs[pair.first].append((most, pair.second, pair))
            pairs[pair.second].append((most, pair.first, pair))
    reached = [family.origin or first or family.members[0]]
    made: list[Link] = []
    while True:
        open_pairs = [
            (-most, reached.index(here), there, here, pair)
            for here in reached
            for most, there, pair in pairs[here]
            if there not in reached
        ]
        if not open_pairs:
            return tuple(made)
        *_, there, here, pair = min(open_pairs, key=lambda one: one[:3])
        made.append(_link(here, there, pair, told=family.origin is not None))
        reached.append(there)


def _link(here: str, there: str, pair: Kinship, *, told: bool) -> Link:
    turned = pair.first != here
    shares = (pair.of_second, pair.of_first) if turned else (pair.of_first, pair.of_second)
    return Link(here, there, pair.kind, *shares, told)
