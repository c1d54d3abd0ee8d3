"""Claims: one a clause, with its event, its polarity, its slots and who stands behind it."""

from __future__ import annotations

from dataclasses import dataclass

from takhrij.annotations import Claim
from takhrij.claims.clauses import Clause, clauses
from takhrij.claims.events import event_of
from takhrij.claims.lookup import Lookup, lookup
from takhrij.claims.polarity import is_checkable, kind_of, polarity_of
from takhrij.claims.slots import Slots, lent, slots_of
from takhrij.document import Document


@dataclass(frozen=True, slots=True)
class _Before:
    """The claim before: where its paragraph ends and what it can lend."""

    end: int
    slots: Slots


def claims(document: Document) -> tuple[Claim, ...]:
    """What a report asserts, clause by clause, title included, in text order.

    Needs sentences and words; mentions and attributions are used where they are present.
    Claims with no attribution are the author's own.
    """
    view = lookup(document)
    found: list[Claim] = []
    before: _Before | None = None
    for clause in clauses(view, document):
        if before is not None and "\n" in document.text[before.end : clause.span.start]:
            before = None
        claim, slots = _claim(view, clause, before, f"c{len(found) + 1}")
        found.append(claim)
        before = _Before(clause.span.end, slots)
    return tuple(found)


def _claim(view: Lookup, clause: Clause, before: _Before | None, name: str) -> tuple[Claim, Slots]:
    event, word = event_of(view, clause)
    kind = kind_of(view, clause, event)
    slots = slots_of(view, clause, word)
    if kind == "event" and before is not None:
        slots = lent(slots, before.slots, view)
    claim = Claim(
        id=name,
        span=clause.span,
        kind=kind,
        event=event,
        event_span=None if word is None else word.span,
        polarity=polarity_of(view, clause, word),
        checkable=is_checkable(view, clause, kind),
        when=slots.when,
        where=slots.where,
        actor=slots.actor,
        affected=slots.affected,
        how_many=slots.how_many,
        attributions=tuple(a.id for a in clause.attributions),
    )
    return claim, slots
