"""A family as a tree for the page: the report it goes back to, and under each what came of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Row = Mapping[str, Any]

MOST = 60
"""Boxes that a reader can still follow."""


@dataclass(frozen=True, slots=True)
class Node:
    """One report. `opens` says whether copies of it follow; `closes` how many levels end."""

    document: Row
    depth: int
    link: Row | None
    changes: tuple[Row, ...]
    opens: bool
    closes: int


def nodes(family: Row) -> tuple[Node, ...]:
    """The reports of a family in drawing order; one without a link stands at the root."""
    documents = {one["id"]: one for one in family.get("documents", ())}
    below: dict[str, list[Row]] = defaultdict(list)
    for link in family.get("links", ()):
        below[link["from"]].append(link)
    linked = {link["to"] for link in family.get("links", ())}
    roots = [key for key in documents if key not in linked]
    waiting: list[tuple[int, str, Row | None]] = [(0, key, None) for key in reversed(roots)]
    walked: list[tuple[int, str, Row | None]] = []
    while waiting and len(walked) < MOST:
        depth, key, link = waiting.pop()
        walked.append((depth, key, link))
        waiting += [(depth + 1, one["to"], one) for one in reversed(below[key])]
    after = [depth for depth, *_ in walked[1:]] + [0]
    return tuple(
        _node(family, documents, step, following)
        for step, following in zip(walked, after, strict=True)
    )


def _node(
    family: Row, documents: Mapping[str, Row], step: tuple[int, str, Row | None], after: int
) -> Node:
    depth, key, link = step
    told = tuple(one for one in family["changes"] if link and one["to"] == key)
    shown = tuple(one for one in told if one["kind"] != "wording")
    return Node(
        documents.get(key, {"id": key}), depth, link, shown, after > depth, max(0, depth - after)
    )
