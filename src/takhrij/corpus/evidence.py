"""Evidence: for each checkable claim, passages of other reports and what they say of it.

Passages are searched by words and by meaning, in both languages. A passage is judged only if
a slot of the claim agrees with it (place, date, count, actor, kind of event): nearness in
meaning alone is never evidence. What a slot contradicts is never called support. Passages of
the report's own family are listed and marked. See docs/evidence.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from takhrij.annotations import (
    Claim,
    Evidence,
    Fact,
    Incident,
    Searched,
    Stream,
)
from takhrij.claims.told import Told, told_by, told_in
from takhrij.corpus.facts import facts
from takhrij.corpus.library import Kin, Library
from takhrij.corpus.search import Hit
from takhrij.corpus.settling import bears, settle
from takhrij.corpus.stance import Stance as Judged
from takhrij.corpus.stance import stances
from takhrij.corpus.streams import stream_of
from takhrij.corpus.tellings import with_origins
from takhrij.document import Document

MOST_CLAIMS = 40
"""Checkable claims of a report that are searched for, in text order."""
PASSAGES = 8
"""Passages a claim and language that are compared slot by slot."""
JUDGED = 5
"""Passages a claim whose stance is judged, those first that agree in most slots."""
UNJUDGED = "nothing in common"
"""What stands for the judge of a passage that no slot ties to the claim."""
OVERRULED = 0.5
"""The score where a slot overruled the model."""


Reader = Callable[[Document], Document]
"""Reads a passage: makes the layers that slots are taken from."""


@dataclass(slots=True)
class _Search:
    """One report's search: each passage is read once, whichever claims it is found for."""

    library: Library
    read: Reader
    told: dict[tuple[str, int, int], tuple[Told, Stream]] = field(default_factory=dict)

    def read_passage(self, hit: Hit) -> tuple[Told, Stream]:
        place = (hit.document, hit.span.start, hit.span.end)
        if place not in self.told:
            self.told[place] = self._read(hit)
        return self.told[place]

    def _read(self, hit: Hit) -> tuple[Told, Stream]:
        whole = self.library.document(hit.document)
        meta = replace(whole.metadata, title=None, title_span=None, body_start=0)
        passage = self.read(replace(whole, text=hit.text, metadata=meta, layers=()))
        return told_in(passage), stream_of(passage)


def evidence(document: Document, library: Library, read: Reader) -> tuple[Evidence, ...]:
    """The passages found for each claim, those unrelated to it too: they were looked at.

    A report that is itself in the corpus is no evidence for its own claims.
    """
    search = _Search(library, read)
    looked = [
        one
        for claim, told in searched(document)
        for one in _of_claim(document, claim, told, search)
    ]
    found = _judged(looked)
    kin = library.kin(document, tuple(dict.fromkeys(one.document for one in found)))
    placed = [
        _with_kin(replace(one, id=f"v{number}"), kin) for number, one in enumerate(found, start=1)
    ]
    found = sorted(with_origins(document, placed, library), key=lambda one: int(one.id[1:]))
    return tuple(found)


def searched(document: Document) -> Iterator[tuple[Claim, Told]]:
    """The claims that are searched for, each with what it tells."""
    incidents = {name: one for one in document.layer(Incident) for name in one.claims}
    checkable = [claim for claim in document.layer(Claim) if claim.checkable]
    for claim in checkable[:MOST_CLAIMS]:
        yield claim, told_by(document, claim, incidents.get(claim.id))


def searches(document: Document) -> tuple[Searched, ...]:
    """What was looked through for each checkable claim, counted from the layer Evidence."""
    evidence = document.layer(Evidence) if document.has(Evidence) else ()
    looked = {claim.id for claim, _ in searched(document)}
    return tuple(
        _counted(claim.id, [one for one in evidence if one.claim == claim.id], claim.id in looked)
        for claim in document.layer(Claim)
        if claim.checkable
    )


def _counted(claim: str, found: Sequence[Evidence], looked: bool) -> Searched:
    judged = sum(one.by != UNJUDGED for one in found)
    skipped = None if looked else "limit"
    return Searched(claim, len(found), judged, skipped)


@dataclass(frozen=True, slots=True)
class _Looked:
    """A passage put beside a claim's words, still without a stance; `bears` says whether it is
    to be judged, `anchored` whether the claim has a place or a day."""

    passage: Evidence
    claim: str
    bears: bool
    anchored: bool


def _of_claim(document: Document, claim: Claim, told: Told, search: _Search) -> list[_Looked]:
    hits = [
        hit
        for hit in search.library.passages(asked(document, claim, told), PASSAGES)
        if hit.document != document.id
    ]
    compared = [(hit, facts(told, search.read_passage(hit)[0])) for hit in hits]
    bearing = [pair for pair in compared if bears(pair[1])]
    bearing.sort(key=lambda pair: -_agreeing(pair[1]))
    judged = {id(hit) for hit, _ in bearing[:JUDGED]}
    words, anchored = document.quote(claim.span), bool(told.places or told.days)
    return [
        _Looked(_plain(claim, hit, of_slots, search), words, id(hit) in judged, anchored)
        for hit, of_slots in compared
    ]


def asked(document: Document, claim: Claim, told: Told) -> str:
    """What is searched for: the claim's words and its places in the other language too."""
    names = {
        name
        for place in told.places
        for candidate in place.candidates[:1]
        for language, name in candidate.names
        if language != document.language
    }
    return " ".join([document.quote(claim.span), *sorted(names)[:6]])


def _agreeing(of_slots: Sequence[Fact]) -> float:
    worth = {"same": 1.0, "near": 0.5, "apart": -0.5}
    return sum(worth[fact.agreement] for fact in of_slots)


def _plain(claim: Claim, hit: Hit, of_slots: tuple[Fact, ...], search: _Search) -> Evidence:
    meta = search.library.document(hit.document).metadata
    return Evidence(
        id="",
        claim=claim.id,
        document=hit.document,
        start=hit.span.start,
        end=hit.span.end,
        text=hit.text,
        stance="unrelated",
        score=0.0,
        source=meta.title or meta.source,
        published=meta.published,
        stream=search.read_passage(hit)[1],
        facts=of_slots,
        by=UNJUDGED,
    )


def _judged(looked: Sequence[_Looked]) -> list[Evidence]:
    """All in order, those that bear on their claim with a stance: judged in one batch."""
    given = iter(stances([(one.claim, one.passage.text) for one in looked if one.bears]))
    return [_settled(one, next(given)) if one.bears else one.passage for one in looked]


def _settled(one: _Looked, found: Judged) -> Evidence:
    label, score, by = found.label, found.score, found.made_by
    settled = settle(label, one.passage.facts, found.wording, anchored=one.anchored)
    if settled != label:
        label, score, by = settled, OVERRULED, "facts"
    words = tuple((reason.claim, reason.text) for reason in found.reasons)
    return replace(one.passage, stance=label, score=score, words=words, by=by)


def _with_kin(one: Evidence, kin: Mapping[str, Kin]) -> Evidence:
    found = kin.get(one.document, Kin())
    return replace(one, family=found.family, origin=found.origin, own_family=found.own)
