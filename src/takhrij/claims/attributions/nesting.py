"""Who passed whom on: "X told agency Y" gives X's attribution Y's as its `via`."""

from __future__ import annotations

from collections.abc import Sequence

from takhrij.claims.attributions.found import Found
from takhrij.document import Span


def vias(found: Sequence[Found]) -> tuple[int | None, ...]:
    """For each attribution the index of the one that passed it on, or None.

    A relay of the same content comes first (the agency told); else the innermost attribution
    whose content holds this one's cue ("Z said that X said").
    """
    relays = {item.content: index for index, item in enumerate(found) if item.relay}
    return tuple(_via(index, item, found, relays) for index, item in enumerate(found))


_LOOK_BACK = 12


def _via(
    index: int, item: Found, found: Sequence[Found], relays: dict[tuple[Span, ...], int]
) -> int | None:
    relay = relays.get(item.content)
    if relay is not None and not item.relay:
        return relay
    holders = [
        other
        for other in range(max(0, index - _LOOK_BACK), index)
        if any(span.contains(item.cue) for span in found[other].content)
    ]
    if not holders:
        return None
    return min(holders, key=lambda other: sum(map(len, found[other].content)))
