"""Verdicts: what the evidence comes to, claim by claim. Never "true", never "false".

With one report alone nearly every claim has not enough evidence, and the verdict says what it
rests on. Passages of other reports (layer Evidence) count once an origin: ten reprints of one
agency are one voice, and one that goes back to the report's own source is none. Everything is
worked out from the layers, which the case file holds: a verdict can be had again from it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from takhrij.annotations import (
    Chain,
    Claim,
    ClaimOrigins,
    Evidence,
    Finding,
    Incident,
    Label,
    Origin,
    RecordMatch,
    Searched,
    Stance,
    Stream,
    Verdict,
)
from takhrij.calibration import Voice, chances, confidence
from takhrij.checks.drafts import INTERFACES
from takhrij.corpus.streams import stream_for
from takhrij.document import Document
from takhrij.reasons import Reasons, why

_LEAST_SCORE = 0.5
"""A passage with a lower stance score says nothing."""
_LIKELIER = 0.5
"""A verdict other than "not enough evidence" must be likelier than all others together."""
_SETTLED: tuple[Label, ...] = ("supported", "refuted", "conflicting")
STREAMS: tuple[Stream, ...] = ("witness", "document", "official", "physical", "report", "record")


@dataclass(frozen=True)
class _Grounds:
    """Everything on a document that bears on its claims, by claim."""

    document: Document

    def _items(self, kind: type) -> tuple[Any, ...]:
        return self.document.layer(kind) if self.document.has(kind) else ()

    def _by_claim(self, kind: type, names: str = "claim") -> dict[str, list[Any]]:
        found: dict[str, list[Any]] = {}
        for item in self._items(kind):
            held = getattr(item, names)
            for name in held if names == "claims" else (held,):
                found.setdefault(name, []).append(item)
        return found

    @cached_property
    def evidence(self) -> Mapping[str, Sequence[Evidence]]:
        return self._by_claim(Evidence)

    @cached_property
    def records(self) -> Mapping[str, Sequence[RecordMatch]]:
        """Records by every claim of their incident."""
        found: dict[str, list[RecordMatch]] = {}
        for item in self._items(RecordMatch):
            for name in item.claims or (item.claim,):
                found.setdefault(name, []).append(item)
        return found

    @cached_property
    def findings(self) -> Mapping[str, Sequence[Finding]]:
        return self._by_claim(Finding, "claims")

    @cached_property
    def searched(self) -> Mapping[str, Searched]:
        return {one.claim: one for one in self._items(Searched)}

    @cached_property
    def chains(self) -> Mapping[str, Chain]:
        return {chain.claim: chain for chain in self._items(Chain)}

    @cached_property
    def told(self) -> Mapping[str, tuple[Origin, ...]]:
        """Origins of claims that other reports support."""
        return {one.claim: one.origins for one in self._items(ClaimOrigins)}

    @cached_property
    def retold(self) -> Mapping[str, frozenset[str]]:
        """For each claim, the origins of all claims of its incident that tell the same event in
        the same way: who doubts it is no origin of it."""
        claims = {claim.id: claim for claim in self.document.layer(Claim)}
        found: dict[str, frozenset[str]] = {}
        for incident in self._items(Incident):
            origins: dict[tuple[str | None, str], set[str]] = {}
            told = {name: (claims[name].event, claims[name].polarity) for name in incident.claims}
            for name, event in told.items():
                origins.setdefault(event, set()).update(self.origins(name))
            found.update({name: frozenset(origins[event]) for name, event in told.items()})
        return found

    def origins(self, claim: str) -> frozenset[str]:
        """The first hand of a claim's chain, by name; nothing for the author's own voice."""
        chain = self.chains.get(claim)
        first = chain.links[0] if chain is not None and chain.links else None
        if first is None or first.attribution is None or first.standing == "missing":
            return frozenset()
        return frozenset((first.who,))

    def inside(self, claim: str) -> int:
        """How many the claim goes back to within the report, its retellings included; people
        without a name whom nothing in the text tells apart count once."""
        found = self.origins(claim) | self.retold.get(claim, frozenset())
        return len({self.perhaps.get(who) or who for who in found})

    @cached_property
    def perhaps(self) -> Mapping[str, str | None]:
        """What marks the first hands that may be one person."""
        firsts = (chain.links[0] for chain in self.chains.values() if chain.links)
        return {first.who: first.perhaps for first in firsts}

    def own(self, claim: str) -> frozenset[str]:
        """Ids of the origins that the report itself goes back to."""
        return frozenset(
            origin.id
            for origin in self.told.get(claim, ())
            if any(one.document == self.document.id for one in origin.behind)
        )


def verdicts(document: Document) -> tuple[Verdict, ...]:
    """One verdict for each checkable claim, in the order of the claims."""
    grounds = _Grounds(document)
    return tuple(_verdict(claim, grounds) for claim in document.layer(Claim) if claim.checkable)


def _verdict(claim: Claim, grounds: _Grounds) -> Verdict:
    evidence = grounds.evidence.get(claim.id, ())
    passages = _speaking(evidence, grounds.own(claim.id))
    label = _label(passages)
    inside = grounds.inside(claim.id)
    outside = {origin_of(passage) for passage in passages if passage.stance == "supports"}
    reasons = Reasons(
        claim=claim,
        label=label,
        chain=grounds.chains.get(claim.id),
        inside=inside,
        findings=tuple(grounds.findings.get(claim.id, ())),
        speaking=passages,
        evidence=tuple(evidence),
        records=tuple(grounds.records.get(claim.id, ())),
        searched=grounds.searched.get(claim.id),
    )
    return Verdict(
        claim=claim.id,
        label=label,
        confidence=confidence(label, _voices(passages)),
        independent_origins=inside + len(outside),
        evidence=tuple(one.id for one in evidence if one.stance != "unrelated"),
        why=tuple((language, why(reasons, language)) for language in INTERFACES),
        origins=grounds.told.get(claim.id, ()),
        streams=_streams(claim, grounds),
    )


def _speaking(evidence: Sequence[Evidence], own: frozenset[str]) -> tuple[Evidence, ...]:
    """Passages that take a side, the strongest of each origin only; none of the report's own
    family, nor support from whoever the report has it from itself."""
    best: dict[tuple[str, Stance], Evidence] = {}
    for passage in evidence:
        sided = passage.stance in ("supports", "refutes") and passage.score >= _LEAST_SCORE
        echo = passage.stance == "supports" and origin_of(passage) in own
        if sided and not passage.own_family and not echo:
            key = (origin_of(passage), passage.stance)
            if key not in best or best[key].score < passage.score:
                best[key] = passage
    return tuple(best.values())


def origin_of(passage: Evidence) -> str:
    """Who a passage goes back to, as far as that is known."""
    return passage.origin or passage.family or passage.document


def _voices(passages: Sequence[Evidence]) -> tuple[Voice, ...]:
    return tuple(Voice(one.stance, one.score) for one in passages)


def _label(passages: Sequence[Evidence]) -> Label:
    """The likelier than not; where none is, there is not enough evidence."""
    likely = chances(_voices(passages))
    return next((label for label in _SETTLED if likely[label] > _LIKELIER), "not_enough_evidence")


def _streams(claim: Claim, grounds: _Grounds) -> tuple[tuple[Stream, int], ...]:
    """How many pieces of each stream speak of a claim: the hand nearest the event, passages that
    take a side, records of the same event. Own family left out."""
    found: list[Stream] = []
    chain = grounds.chains.get(claim.id)
    told = [link for link in chain.links if link.attribution is not None] if chain else []
    if told and told[0].standing != "missing":
        found.append(stream_for(told[0].kind, told[0].knowledge))
    found += [
        one.stream
        for one in grounds.evidence.get(claim.id, ())
        if one.stance in ("supports", "refutes") and not one.own_family
    ]
    matches = [one for one in grounds.records.get(claim.id, ()) if one.relation == "match"]
    found += ["record" for one in matches if one.fit == "full"]
    return tuple((stream, found.count(stream)) for stream in STREAMS if stream in found)
