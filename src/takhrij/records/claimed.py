"""What is claimed of an incident, in the terms in which records are compared."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from takhrij.annotations import Claim, Incident, Place
from takhrij.claims.told import Count, Days, Party, Told, told_by, told_of
from takhrij.corpus.facts import is_placed
from takhrij.document import Document, Span
from takhrij.language.gazetteer.keys import key
from takhrij.records.naming import Naming, naming

RARE = frozenset({"chemical", "execution", "bombing"})
"""Kinds so rare that one near the place is worth telling whatever its day."""
_BRIEF = 92
"""Days: longer intervals (a year, "from 2018 to 2019") part no incident."""
GENERAL = frozenset({"other", "medical", "displacement"})
"""Kinds that any attack may be told as; compared with nothing."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of the claim: its words, all its names, degrees or None, how broad it is."""

    words: str
    names: tuple[str, ...]
    lat: float | None
    lon: float | None
    broad: bool


@dataclass(frozen=True, slots=True)
class Claimed:
    """An incident as a report has it. `claims` are checkable; the first stands for it."""

    claims: tuple[str, ...]
    words: Naming
    """The claims' own words, asked for names."""
    event: str | None
    spots: tuple[Spot, ...]
    days: Days | None
    killed: Count | None
    injured: Count | None
    parties: tuple[str, ...]
    kinds: frozenset[str]
    """Rare kinds of event whose records nearby are worth telling: its own, and where a claim has
    only a general one (people brought to a hospital), those that the report tells of."""
    doers: tuple[str, ...]
    """The words of those who did it, as the report has it."""


def claimed(document: Document) -> Iterator[Claimed]:
    """Every incident that a checkable claim tells of, in text order; then checkable claims of
    events with a place or a day that belong to no incident.

    An incident whose claims name days that don't meet is taken claim by claim.
    """
    claims = {claim.id: claim for claim in document.layer(Claim)}
    taken: set[str] = set()
    for incident in document.layer(Incident):
        taken.update(incident.claims)
        for names, told in _groups(document, incident, claims):
            yield _claimed(document, names, told)
    for claim in claims.values():
        loose = claim.checkable and claim.kind == "event" and claim.id not in taken
        if loose and claim.event not in (None, "statement") and (claim.where or claim.when):
            yield _claimed(document, (claim.id,), told_by(document, claim))


def _groups(
    document: Document, incident: Incident, claims: Mapping[str, Claim]
) -> Iterator[tuple[tuple[str, ...], Told]]:
    """The claims of an incident with what they tell together; apart where their days are."""
    checkable = tuple(name for name in incident.claims if claims[name].checkable)
    whole = replace(told_of(document, incident), parties=_doers(document, incident, claims))
    if not checkable:
        return
    brief = [days for days in whole.days if days.breadth <= _BRIEF]
    if all(one.apart(other) == 0 for one in brief for other in brief):
        yield _lead(checkable, claims), whole
        return
    dated = [name for name in checkable if claims[name].when]
    for name in dated:
        yield (name,), told_by(document, claims[name], incident)
    rest = tuple(name for name in checkable if name not in dated)
    if rest:
        yield _lead(rest, claims), replace(whole, days=())


def _doers(
    document: Document, incident: Incident, claims: Mapping[str, Claim]
) -> tuple[Party, ...]:
    """The parties of the claims that tell the event itself: whoever received a letter on it, or
    wrote the report, did not do it."""
    told = [claims[name] for name in incident.claims if claims[name].event == incident.type]
    found = [party for claim in told for party in told_by(document, claim).parties]
    return tuple(dict.fromkeys(found))


def _lead(names: tuple[str, ...], claims: Mapping[str, Claim]) -> tuple[str, ...]:
    """The claim that says most of where, when and how many first; the rest in text order."""

    def said(name: str) -> int:
        one = claims[name]
        return sum(bool(slot) for slot in (one.where, one.when, one.how_many, one.actor))

    first = max(names, key=lambda name: (said(name), -names.index(name)))
    return (first, *(name for name in names if name != first))


def _claimed(document: Document, names: tuple[str, ...], told: Told) -> Claimed:
    own = {claim.event for claim in document.layer(Claim) if claim.id in names}
    rare = frozenset(one.type for one in document.layer(Incident)) & RARE
    event = next(iter(sorted(told.events)), None)
    around = [place for place in told.places if _is_around(document, place)]
    spots = [_spot(place, around) for place in _narrowest(told.places)]
    narrow = [spot for spot in spots if not spot.broad]
    author = key(document.metadata.byline or "")
    parties = [party for party in told.parties if key(party.name) != author]
    return Claimed(
        claims=names,
        words=_words(document, names, [place.span for place in around]),
        event=None if event in GENERAL else event,
        kinds=(RARE & {event}) | (rare if own & GENERAL or event in GENERAL else frozenset()),
        spots=tuple((narrow or spots)[:4]),
        days=told.days[0] if told.days else None,
        killed=_count(told, "killed"),
        injured=_count(told, "injured"),
        parties=tuple(dict.fromkeys(f"{p.words} {p.name} {p.ref or ''}" for p in parties)),
        doers=tuple(dict.fromkeys(party.words for party in parties)),
    )


def _words(document: Document, names: tuple[str, ...], but: Sequence[Span]) -> Naming:
    """The words of some claims, without some places."""
    text = document.text
    for span in but:
        text = text[: span.start] + "." * len(span) + text[span.end :]
    spans = [claim.span for claim in document.layer(Claim) if claim.id in names]
    return naming(" . ".join(span.of(text) for span in spans))


_NAMED = re.compile(
    r"[A-Z][\w'’`)-]*(?: (?:neighbourhood|street|road|camp|village))?"
    r"(?:(?:,| in) (?:the )?| \()$"
)


def _is_around(document: Document, place: Place) -> bool:
    """Whether a place only says where another lies, in English: "Halfaya in Hama", "Sarja, Idlib".
    The other may be one that no gazetteer holds."""
    if document.language != "en":
        return False
    before = document.text[max(0, place.span.start - 60) : place.span.start]
    return _NAMED.search(before) is not None


def _narrowest(places: Sequence[Place]) -> list[Place]:
    """Without countries, and without what another of the places lies in: of "Halfaya, Hama" the
    town is where it was."""
    around = {
        key(name)
        for place in places
        if place.candidates
        for name in place.candidates[0].admin
        if key(name) != key(place.candidates[0].name)
    }
    told = [place for place in places if not _is_country(place)]
    return [place for place in told if not around & _keys(place)] or told


def _keys(place: Place) -> set[str]:
    names = [place.name, *(one.name for one in place.candidates[:1])]
    return {key(name) for name in names}


def _is_country(place: Place) -> bool:
    return bool(place.candidates) and place.candidates[0].feature == "country"


def _spot(place: Place, around: Sequence[Place]) -> Spot:
    names = [place.name]
    lat = lon = None
    broad = False
    if is_placed(place):
        best = place.candidates[0]
        names += [best.name, *(name for _, name in best.names)]
        lat, lon, broad = best.lat, best.lon, best.feature == "region"
    broad = broad or place in around
    known = tuple(dict.fromkeys(name for name in names if len(key(name)) > 1))
    return Spot(place.name, known, lat, lon, broad)


def _count(told: Told, of: str) -> Count | None:
    """The greatest figure: totals come with their parts."""
    counts = [count for count in told.counts if count.of == of]
    return max(counts, key=lambda count: count.low, default=None)
