"""Who told whom, all chains in one tree: the reader's side is the root, sources the leaves.

Chains that share their last hands share their branch, as in an isnad tree. The tree is kept
as a flat list in drawing order, each hand with its depth, so that no depth of chain can
exhaust anything.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from takhrij.casefile.rests_on import link_standing

Row = Mapping[str, Any]

MOST_HANDS = 120
"""Boxes that a reader can still follow on one page."""
DEEPEST = 9
"""Chains longer than this are drawn without their middle; the claim has them whole."""


@dataclass(slots=True)
class _Branch:
    """A hand while the tree is being built."""

    link: Row
    claims: list[str] = field(default_factory=list)
    tellers: dict[tuple[str, str], _Branch] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Hand:
    """One box. `claims` begin here; `passing` counts all claims that pass through.

    `opens` says whether deeper hands follow; `closes` how many levels end after this one.
    """

    who: str
    kind: str
    knowledge: str
    standing: str
    depth: int
    claims: tuple[str, ...]
    passing: int
    opens: bool
    closes: int


@dataclass(frozen=True, slots=True)
class Tree:
    hands: tuple[Hand, ...]
    left_out: int


def tree(case: Row) -> Tree:
    """The tree of all chains, hands in the order in which the text first names them."""
    root = _Branch({})
    for claim in case["claims"]:
        branch = root
        for link in _shortened(claim["chain"])[::-1]:
            branch = branch.tellers.setdefault((link["who"], link_standing(link)), _Branch(link))
        if branch is not root:
            branch.claims.append(claim["id"])
    walked = _walked(root)
    return Tree(_closed(walked[:MOST_HANDS]), max(0, len(walked) - MOST_HANDS))


def _shortened(chain: list[Row]) -> list[Row]:
    if len(chain) <= DEEPEST:
        return chain
    half = DEEPEST // 2
    gap = {"who": "…", "kind": "unknown", "knowledge": "unknown", "standing": "named"}
    return [*chain[:half], gap, *chain[-half:]]


def _walked(root: _Branch) -> list[tuple[int, _Branch]]:
    """Every branch with its depth, parents before children."""
    found: list[tuple[int, _Branch]] = []
    waiting = [(0, branch) for branch in reversed(root.tellers.values())]
    while waiting:
        depth, branch = waiting.pop()
        found.append((depth, branch))
        waiting += [(depth + 1, teller) for teller in reversed(branch.tellers.values())]
    return found


def _closed(walked: list[tuple[int, _Branch]]) -> tuple[Hand, ...]:
    depths = [depth for depth, _ in walked] + [0]
    return tuple(
        _hand(branch, depth, after)
        for (depth, branch), after in zip(walked, depths[1:], strict=True)
    )


def _hand(branch: _Branch, depth: int, after: int) -> Hand:
    link = branch.link
    return Hand(
        who=link["who"],
        kind=link["kind"],
        knowledge=link["knowledge"],
        standing=link_standing(link),
        depth=depth,
        claims=tuple(branch.claims),
        passing=_passing(branch),
        opens=after > depth,
        closes=max(0, depth - after),
    )


def _passing(branch: _Branch) -> int:
    waiting, total = [branch], 0
    while waiting:
        one = waiting.pop()
        total += len(one.claims)
        waiting += one.tellers.values()
    return total
