"""Chains: who told whom, from the event to the reader, for every claim.

A chain starts with the innermost attribution over the claim, goes on by `via` and by the
attributions around it, and ends with the author (byline) and the publisher.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Literal

from takhrij.annotations import (
    Actor,
    Attribution,
    Basis,
    Chain,
    Claim,
    Knowledge,
    Link,
    SourceKind,
)
from takhrij.claims.unnamed import perhaps_one
from takhrij.document import Document, Metadata
from takhrij.language.fold import fold

Standing = Literal["named", "unnamed", "missing"]
NOT_NAMED = {"ar": "غير مذكور", "en": "not stated"}
"""Stands for a source or an author that the report doesn't name."""
PERHAPS = "u1"
"""What marks the first hands that may be one person."""
_LONGEST = 8
"""More hands than this are a loop in the data, not a chain."""
_UNNAMED_KINDS = frozenset({"unnamed_person", "unknown"})
_STANDING = {"missing": 0, "unnamed": 1, "named": 2}
_KNOWLEDGE: dict[Knowledge, int] = {
    "unknown": 0,
    "second_hand": 1,
    "official": 2,
    "expert": 3,
    "first_hand": 4,
}
_INDEFINITE = frozenset({"a", "an", "one", "some", "several", "two", "three", "many", "other"})
_DEFINITE = ("ال", "لل", "بال", "وال")
"""An Arabic phrase of common words with no article in it is of one among many."""
_BASIS_OF_KIND: dict[SourceKind, Basis] = {"official_body": "official", "unknown": "unattributed"}
"""Where the report doesn't say how a source knows: an office speaks as one; anyone else is
taken for second hand, since nothing shows that they were there."""


def chains(document: Document) -> tuple[Chain, ...]:
    """One chain a claim, in the order of the claims."""
    said = document.layer(Attribution) if document.has(Attribution) else ()
    by_id = {attribution.id: attribution for attribution in said}
    ends = tuple(_ends(document.metadata, document.language))
    made = [_chain(claim, by_id, ends, document) for claim in document.layer(Claim)]
    firsts = [chain.links[0] for chain in made if chain.links]
    nameless = dict.fromkeys(link.who for link in firsts if link.kind == "unnamed_person")
    one = frozenset(perhaps_one(list(nameless), document.language))
    return tuple(_with_perhaps(chain, one) for chain in made)


def _with_perhaps(chain: Chain, one: frozenset[str]) -> Chain:
    first = chain.links[0] if chain.links else None
    if first is None or first.kind != "unnamed_person" or first.who not in one:
        return chain
    return replace(chain, links=(replace(first, perhaps=PERHAPS), *chain.links[1:]))


def _chain(
    claim: Claim, by_id: Mapping[str, Attribution], ends: tuple[Link, ...], document: Document
) -> Chain:
    hands = tuple(_hands(claim, by_id))
    links = (*(_link(hand, document) for hand in hands), *ends)
    told = len(hands) or len(links)
    weakest = min(range(told), key=lambda index: (_strength(links[index]), index))
    return Chain(claim.id, links, basis=_basis(hands), weakest=weakest)


def _hands(claim: Claim, by_id: Mapping[str, Attribution]) -> Iterator[Attribution]:
    """The attributions of a claim, nearest the event first, each speaker once in a row.

    Who was passed on by the most hands stands nearest the event: in "the agency quoted a
    doctor" the doctor comes first, wherever the words stand.
    """
    named = [by_id[name] for name in claim.attributions if name in by_id]
    waiting = sorted(named, key=lambda attribution: -len(_passed_on(attribution, by_id)))
    hands = [hand for first in waiting for hand in (first, *_passed_on(first, by_id))]
    before: Attribution | None = None
    for hand in dict.fromkeys(hands):
        if before is None or hand.speaker is None or hand.speaker != before.speaker:
            yield hand
        before = hand


def _passed_on(attribution: Attribution, by_id: Mapping[str, Attribution]) -> list[Attribution]:
    """The attributions through which one came, nearest first; a loop is cut."""
    through: list[Attribution] = []
    at = by_id.get(attribution.via or "")
    while at is not None and at not in through and len(through) < _LONGEST:
        through.append(at)
        at = by_id.get(at.via or "")
    return through


def _link(attribution: Attribution, document: Document) -> Link:
    who, standing = attribution.speaker, standing_of(attribution, document)
    if who is None and attribution.source is not None:
        who = document.quote(attribution.source)
    return Link(
        who=NOT_NAMED[document.language] if who is None else who,
        kind=attribution.kind,
        knowledge=attribution.knowledge,
        attribution=attribution.id,
        standing=standing,
    )


def standing_of(attribution: Attribution, document: Document) -> Standing:
    """How well the report names a source."""
    if attribution.speaker is None and attribution.source is None:
        return "missing"
    if attribution.kind in _UNNAMED_KINDS or _is_indefinite(attribution, document):
        return "unnamed"
    return "named"


def _is_indefinite(attribution: Attribution, document: Document) -> bool:
    """A body without a name: "a local newspaper", صحيفة محلية."""
    span = attribution.speaker_span
    if span is None or attribution.kind == "named_person":
        return False
    actors = document.layer(Actor) if document.has(Actor) else ()
    if any(actor.named and actor.span.overlaps(span) for actor in actors):
        return False
    words = fold(document.quote(span)).split()
    if document.language == "en":
        return words[0] in _INDEFINITE
    return len(words) > 1 and not any(word.startswith(_DEFINITE) for word in words)


def _ends(metadata: Metadata, language: str) -> Iterator[Link]:
    """The author and the publisher; an author that is not named is still a link."""
    if metadata.byline:
        yield Link(metadata.byline, "author", "unknown")
    else:
        yield Link(NOT_NAMED[language], "author", "unknown", standing="missing")
    if metadata.publisher:
        yield Link(metadata.publisher, "publisher", "unknown")


def _strength(link: Link) -> tuple[int, int]:
    return _STANDING[link.standing], _KNOWLEDGE[link.knowledge]


def _basis(hands: Sequence[Attribution]) -> Basis:
    """How the first hand knows; with no hand but the author's, the author's own word."""
    if not hands:
        return "author"
    first = hands[0]
    if first.speaker is None and first.source is None:
        return "unattributed"
    if first.knowledge != "unknown":
        return first.knowledge
    return _BASIS_OF_KIND.get(first.kind, "second_hand")
