"""When, where, who, whom and how many: the mentions that fill a claim's slots.

First those inside the clause. A place or a time that the clause lacks is taken from its own
sentence, then (places only) from the claim before it in the same paragraph; never further.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from takhrij.annotations import Mention, Place, Quantity, Time
from takhrij.claims.clauses import Clause
from takhrij.claims.reading import Reading
from takhrij.claims.vocabulary import Hit, vocabulary
from takhrij.document import Span

_PARTIES = ("person", "organization", "group")
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
_NEAR = 4
"""A party stands at most so many words from the event word it belongs to."""


@dataclass(frozen=True, slots=True)
class Slots:
    """Mention ids, each in text order."""

    when: tuple[str, ...] = ()
    where: tuple[str, ...] = ()
    actor: tuple[str, ...] = ()
    affected: tuple[str, ...] = ()
    how_many: tuple[str, ...] = ()


def slots_of(reading: Reading, clause: Clause, event: Hit | None) -> Slots:
    """The slots that the words of the clause fill, and what its sentence lends it."""
    inside = [m for m in reading.mentions_of(clause.span) if clause.span.contains(m.span)]
    parties = [m for m in inside if m.type in _PARTIES and not _is_source(clause, m)]
    actor = _actors(reading, clause, parties, event)
    counted = [m for m in inside if is_counted(m)]
    people = [m for m in counted if m.of.value.of in PEOPLE and m.of.counted is not None]
    suffering = _affected(reading, [m for m in parties if m.id not in actor], event)
    return Slots(
        when=_ids(_dates(inside)) or _ids(_dates(reading.mentions_of(clause.sentence))),
        where=_ids(_places(inside)) or _ids(_places(reading.mentions_of(clause.sentence))),
        actor=actor,
        affected=_ids(sorted([*suffering, *people], key=lambda m: m.span)),
        how_many=_ids(counted),
    )


def _ids(mentions: Sequence[Mention]) -> tuple[str, ...]:
    return tuple(mention.id for mention in mentions)


def _dates(mentions: Sequence[Mention]) -> list[Mention]:
    return [m for m in mentions if isinstance(m.of, Time) and m.of.kind == "date"]


def _places(mentions: Sequence[Mention]) -> list[Mention]:
    return [m for m in mentions if isinstance(m.of, Place) and not m.of.metonym]


def is_counted(mention: Mention) -> bool:
    """A count of people or things, not a distance, a duration, an age or money."""
    return isinstance(mention.of, Quantity) and mention.of.value.of not in _NOT_COUNTED


def _is_source(clause: Clause, mention: Mention) -> bool:
    """Whoever is telling is not thereby doing."""
    return any(
        a.source is not None and a.source.overlaps(mention.span) for a in clause.attributions
    )


def _actors(
    reading: Reading, clause: Clause, parties: Sequence[Mention], event: Hit | None
) -> tuple[str, ...]:
    """Parties marked as the agent ("by", من قبل), else the one that does the event."""
    marked = [m for m in parties if _role_before(reading, m.span) == "agent"]
    if marked:
        return _ids(marked)
    if event is None or event.label == "statement":
        return ()
    free = [m for m in parties if _role_before(reading, m.span) is None]
    return _ids(tuple(_doing(reading, clause, free, event))[:1])


def _doing(
    reading: Reading, clause: Clause, parties: Sequence[Mention], event: Hit
) -> Iterator[Mention]:
    """Parties that stand where the language puts who does it."""
    passive = _is_passive(reading, clause, event)
    for mention in parties:
        first, last = reading.words_of(mention.span)
        after, before = first - event.last - 1, event.first - last
        if reading.document.language == "ar":
            if 0 <= after <= _NEAR and not _suffers(event):
                yield mention
        elif 0 <= before <= _NEAR and not passive and not (_suffers(event) and not event.verb):
            yield mention


def _suffers(event: Hit) -> bool:
    return event.label in ("harm", "medical", "displacement")


def _is_passive(reading: Reading, clause: Clause, event: Hit) -> bool:
    words = reading.words[max(clause.first, event.first - 3) : event.first]
    return event.verb and any(word.norm in ("was", "were", "been", "being", "be") for word in words)


def _affected(reading: Reading, parties: Sequence[Mention], event: Hit | None) -> Iterator[Mention]:
    """Parties marked as the object (against, ضد) or next to a word of harm."""
    for mention in parties:
        if _role_before(reading, mention.span) == "object":
            yield mention
        elif event is not None and _suffers(event):
            first, last = reading.words_of(mention.span)
            if -_NEAR <= first - event.last - 1 <= _NEAR or 0 <= event.first - last <= _NEAR:
                yield mention


def _role_before(reading: Reading, span: Span) -> str | None:
    """What a marker just before a party makes of it: agent, object or None."""
    first = reading.word_at(span.start)
    lexicon = vocabulary(reading.document.language, "parties")
    for hit in lexicon.find(reading.words, first - 3, first + 1):
        if hit.span.end <= span.start + 2:
            return hit.label
    return None


def lent(slots: Slots, before: Slots | None) -> Slots:
    """The slots, with the place of the claim before where a claim has none of its own."""
    if slots.where or before is None:
        return slots
    return replace(slots, where=before.where)
