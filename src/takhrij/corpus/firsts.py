"""Which report a family goes back to, and how that is known. "Can't be told" is an answer.

In this order: the report whose paper the others credit; the only earliest one, where every
member has a date; the one that holds the others whole while none holds it, where no date can
tell (a copy is shortened more often than it is lengthened, so the reason is stored with it).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from takhrij.corpus.credits import credited
from takhrij.corpus.hands import paper
from takhrij.corpus.kin import Kinship, Told
from takhrij.document import document_of

WHOLE, PART = 0.9, 0.75
"""Share of the others that the fuller report holds, and the most that they hold of it."""


class First(NamedTuple):
    """The member that comes first, or None, with the reason and what it says."""

    member: str | None
    reason: Literal["credited", "earliest", "holds", "undated", "same_day", "standing"]
    value: str = ""


def origin_of(members: Sequence[Told], pairs: Sequence[Kinship]) -> First:
    """The report that the others go back to."""
    found = _credited(members)
    if found is not None:
        return found
    dated = sorted((one.published, one.id) for one in members if one.published)
    if len(dated) == len(members) and dated[0][0] != dated[1][0]:
        return First(dated[0][1], "earliest", dated[0][0].isoformat())
    holder = _holder(members, pairs)
    if holder is not None:
        return First(holder, "holds")
    return First(None, "same_day" if len(dated) == len(members) else "undated")


def _credited(members: Sequence[Told]) -> First | None:
    """The one member whose publisher the others bear as a credit line."""
    named = {one.id: paper(one.publisher).key for one in members if one.publisher}
    lines = {
        one.id: {hand.key for hand in credited(document_of(one.text))}
        for one in members
        if len(named) > 0
    }
    found = [
        one
        for one in members
        if named.get(one.id)
        and sum(named[one.id] in lines[other.id] for other in members if other.id != one.id)
    ]
    keys = {named[one.id] for one in found}
    return First(found[0].id, "credited", found[0].publisher or "") if len(keys) == 1 else None


def _holder(members: Sequence[Told], pairs: Sequence[Kinship]) -> str | None:
    """The one member that holds each of the others whole, while none holds it."""
    held: dict[tuple[str, str], float] = {}
    for pair in pairs:
        held[pair.first, pair.second], held[pair.second, pair.first] = pair.of_second, pair.of_first
    found = [
        one.id
        for one in members
        if all(
            held.get((one.id, other.id), 0) >= WHOLE and held.get((other.id, one.id), 1) <= PART
            for other in members
            if other.id != one.id
        )
    ]
    return found[0] if len(found) == 1 and len(members) > 1 else None
