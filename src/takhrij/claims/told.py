"""What a claim or a passage tells, slot by slot, ready to be put beside another.

A claim that names no place or no day of its own is read with those of its incident; counts
and parties are only ever its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from takhrij.annotations import Actor, Claim, Incident, Mention, Place, Quantity, Time
from takhrij.document import Document

HARM = ("killed", "injured", "missing", "detained", "displaced")


@dataclass(frozen=True, slots=True)
class Days:
    """An interval of days, both ends included, in the words that gave it."""

    words: str
    earliest: date
    latest: date
    uncertain_days: int = 0

    @property
    def breadth(self) -> int:
        """How many days it spans."""
        return (self.latest - self.earliest).days + 1

    def apart(self, other: Days) -> int:
        """Days between the two; 0 where they meet."""
        gap = max((other.earliest - self.latest).days, (self.earliest - other.latest).days, 0)
        return max(0, gap - self.uncertain_days - other.uncertain_days)


@dataclass(frozen=True, slots=True)
class Count:
    """How many were harmed and how; `high` None is open."""

    words: str
    of: str
    unit: str | None
    low: float
    high: float | None
    approximate: bool

    def meets(self, other: Count) -> bool:
        """Whether one figure can satisfy both."""
        mine, theirs = self.high, other.high
        return (mine is None or other.low <= mine) and (theirs is None or self.low <= theirs)


@dataclass(frozen=True, slots=True)
class Party:
    """An actor: the words, its canonical name, and its reference where a data file has one."""

    words: str
    name: str
    ref: str | None


@dataclass(frozen=True, slots=True)
class Told:
    """The slots of a claim, an incident or a passage; empty where nothing is told."""

    places: tuple[Place, ...] = ()
    days: tuple[Days, ...] = ()
    counts: tuple[Count, ...] = ()
    parties: tuple[Party, ...] = ()
    events: frozenset[str] = frozenset()


def told_by(document: Document, claim: Claim, incident: Incident | None = None) -> Told:
    """What one claim tells; where it names no place or day, those of its incident."""
    mentions = {mention.id: mention for mention in document.layer(Mention)}
    own = _told(document, mentions, (*claim.where, *claim.when, *claim.how_many, *claim.actor))
    places, days = own.places, own.days
    if incident is not None:
        around = _told(document, mentions, (*incident.where, *incident.when))
        places, days = places or around.places, days or around.days
    events = frozenset([claim.event] if claim.event not in (None, "other", "statement") else ())
    return Told(places, days, own.counts, own.parties, events)


def told_of(document: Document, incident: Incident) -> Told:
    """What an incident's claims tell together."""
    mentions = {mention.id: mention for mention in document.layer(Mention)}
    found = _told(
        document, mentions, (*incident.where, *incident.when, *incident.harm, *incident.actor)
    )
    return Told(found.places, found.days, found.counts, found.parties, frozenset([incident.type]))


def told_in(document: Document) -> Told:
    """Everything that a passage tells, whichever of its claims it belongs to."""
    found = _told(document, {m.id: m for m in document.layer(Mention)})
    events = {claim.event for claim in document.layer(Claim) if claim.event not in (None, "other")}
    return Told(
        found.places, found.days, found.counts, found.parties, frozenset(str(e) for e in events)
    )


def _told(
    document: Document, mentions: Mapping[str, Mention], ids: Iterable[str] | None = None
) -> Told:
    chosen = list(mentions.values()) if ids is None else [mentions[i] for i in ids if i in mentions]
    things = [(document.quote(mention.span), mention.of) for mention in chosen]
    return Told(
        places=tuple(of for _, of in things if isinstance(of, Place) and not of.metonym),
        days=_days(things),
        counts=tuple(
            Count(words, v.of, v.unit, v.min or 0.0, v.max, v.approximate)
            for words, of in things
            if isinstance(of, Quantity) and (v := of.value).of in HARM
        ),
        parties=tuple(
            Party(words, of.name, of.ref) for words, of in things if isinstance(of, Actor)
        ),
    )


def _days(things: Sequence[tuple[str, object]]) -> tuple[Days, ...]:
    """Resolved dates, the narrowest first: the day says more than the year it lies in."""
    found = [
        Days(words, of.value.earliest, of.value.latest, of.value.uncertain_days)
        for words, of in things
        if isinstance(of, Time) and of.value.earliest and of.value.latest
    ]
    return tuple(sorted(found, key=lambda days: days.breadth))
