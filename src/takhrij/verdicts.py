"""Verdicts: what the evidence comes to, claim by claim. Never "true", never "false".

With one report alone nearly every claim has not enough evidence, and the verdict says what it
rests on. Passages of other reports (layer Evidence) count once an origin: ten reprints of one
agency are one voice. A later stage may run this again with those layers on the document.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from takhrij.annotations import (
    Chain,
    Claim,
    Evidence,
    Finding,
    Incident,
    Label,
    Link,
    RecordMatch,
    Stance,
    Verdict,
)
from takhrij.checks.drafts import INTERFACES
from takhrij.document import Document
from takhrij.language.lexicon import load

_ENOUGH = 2
"""Independent origins that must agree before a claim counts as supported or refuted."""
_LEAST_SCORE = 0.5
"""A passage with a lower stance score says nothing."""
_CONFIDENCE: dict[Label, tuple[float, float]] = {
    "not_enough_evidence": (0.9, -0.1),
    "supported": (0.5, 0.1),
    "refuted": (0.5, 0.1),
    "conflicting": (0.6, 0.05),
}
"""Confidence with no passage, and what each origin that speaks adds. Rules of thumb, not
probabilities: the workbench shows them as low, middle and high."""
_MOST, _LEAST = 0.95, 0.3


@dataclass(frozen=True)
class _Grounds:
    """Everything on a document that bears on its claims, by claim."""

    document: Document

    def _by_claim(self, kind: type) -> dict[str, list]:  # type: ignore[type-arg]
        found: dict[str, list] = {}  # type: ignore[type-arg]
        items: tuple[Any, ...] = self.document.layer(kind) if self.document.has(kind) else ()
        for item in items:
            names: tuple[str, ...] = item.claims if kind is Finding else (item.claim,)
            for name in names:
                found.setdefault(name, []).append(item)
        return found

    @cached_property
    def evidence(self) -> Mapping[str, Sequence[Evidence]]:
        return self._by_claim(Evidence)

    @cached_property
    def records(self) -> Mapping[str, Sequence[RecordMatch]]:
        return self._by_claim(RecordMatch)

    @cached_property
    def findings(self) -> Mapping[str, Sequence[Finding]]:
        return self._by_claim(Finding)

    @cached_property
    def chains(self) -> Mapping[str, Chain]:
        layer = self.document.layer(Chain) if self.document.has(Chain) else ()
        return {chain.claim: chain for chain in layer}

    @cached_property
    def retold(self) -> Mapping[str, frozenset[str]]:
        """For each claim, the origins of all claims of its incident with the same event."""
        claims = {claim.id: claim for claim in self.document.layer(Claim)}
        found: dict[str, frozenset[str]] = {}
        incidents = self.document.layer(Incident) if self.document.has(Incident) else ()
        for incident in incidents:
            origins: dict[str | None, set[str]] = {}
            for name in incident.claims:
                origins.setdefault(claims[name].event, set()).update(self.origins(name))
            found.update({name: frozenset(origins[claims[name].event]) for name in incident.claims})
        return found

    def origins(self, claim: str) -> frozenset[str]:
        """The first hand of a claim's chain, by name; nothing for the author's own voice."""
        chain = self.chains.get(claim)
        first = chain.links[0] if chain is not None and chain.links else None
        if first is None or first.attribution is None or first.standing == "missing":
            return frozenset()
        return frozenset((first.who,))


def verdicts(document: Document) -> tuple[Verdict, ...]:
    """One verdict for each checkable claim, in the order of the claims."""
    grounds = _Grounds(document)
    return tuple(_verdict(claim, grounds) for claim in document.layer(Claim) if claim.checkable)


def _verdict(claim: Claim, grounds: _Grounds) -> Verdict:
    passages = _speaking(grounds.evidence.get(claim.id, ()))
    label = _label(passages)
    inside = grounds.origins(claim.id) | grounds.retold.get(claim.id, frozenset())
    outside = {_origin(passage) for passage in passages if passage.stance == "supports"}
    return Verdict(
        claim=claim.id,
        label=label,
        confidence=_confidence(label, passages),
        independent_origins=len(inside) + len(outside),
        evidence=tuple(passage.id for passage in grounds.evidence.get(claim.id, ())),
        why=tuple(
            (language, " ".join(_why(claim, grounds, label, len(inside), language)))
            for language in INTERFACES
        ),
    )


def _speaking(evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Passages that take a side, the strongest of each origin only."""
    best: dict[tuple[str, Stance], Evidence] = {}
    for passage in evidence:
        if passage.stance in ("supports", "refutes") and passage.score >= _LEAST_SCORE:
            key = (_origin(passage), passage.stance)
            if key not in best or best[key].score < passage.score:
                best[key] = passage
    return tuple(best.values())


def _origin(passage: Evidence) -> str:
    return passage.origin or passage.family or passage.document


def _label(passages: Sequence[Evidence]) -> Label:
    supports = _count(passages, "supports")
    refutes = _count(passages, "refutes")
    if supports and refutes:
        return "conflicting"
    if supports >= _ENOUGH:
        return "supported"
    return "refuted" if refutes >= _ENOUGH else "not_enough_evidence"


def _count(passages: Sequence[Evidence], stance: Stance) -> int:
    return sum(passage.stance == stance for passage in passages)


def _confidence(label: Label, passages: Sequence[Evidence]) -> float:
    start, step = _CONFIDENCE[label]
    return round(min(_MOST, max(_LEAST, start + step * len(passages))), 2)


def _why(
    claim: Claim, grounds: _Grounds, label: Label, inside: int, language: str
) -> Iterator[str]:
    """The paragraph, sentence by sentence: the chain, the checks, the evidence."""
    words: dict[str, str] = load(language, "messages")["verdicts"]
    yield from _of_chain(grounds.chains.get(claim.id), language)
    if claim.polarity in ("denied", "uncertain", "negated"):
        yield words[claim.polarity]
    name = "origins_n" if inside > 1 else f"origins_{inside}"
    yield words[name].format(count=inside)
    yield from _of_findings(grounds.findings.get(claim.id, ()), words)
    yield from _of_evidence(grounds, claim, label, words)


def _of_chain(chain: Chain | None, language: str) -> Iterator[str]:
    words = load(language, "messages")["verdicts"]
    told = [link for link in chain.links if link.attribution is not None] if chain else []
    if not told:
        yield words["own_voice"]
        return
    first: Link = told[0]
    if first.standing == "missing":
        yield words["missing"]
        return
    knowledge = load(language, "messages")["knowledge"][first.knowledge]
    name = "one_hand" if len(told) == 1 else "more_hands"
    yield words[name].format(source=first.who, knowledge=knowledge, count=len(told))
    if first.standing == "unnamed":
        yield words["unnamed"]


def _of_findings(findings: Sequence[Finding], words: Mapping[str, str]) -> Iterator[str]:
    for outcome, name in (("inconsistent", "findings_bad"), ("consistent", "findings_good")):
        checks = dict.fromkeys(f.check for f in findings if f.outcome == outcome)
        if checks:
            yield words[name].format(checks=", ".join(checks))


def _of_evidence(
    grounds: _Grounds, claim: Claim, label: Label, words: Mapping[str, str]
) -> Iterator[str]:
    passages = _speaking(grounds.evidence.get(claim.id, ()))
    records = grounds.records.get(claim.id, ())
    supports, refutes = _count(passages, "supports"), _count(passages, "refutes")
    if records:
        yield words["records"].format(count=len(records))
    if label == "not_enough_evidence":
        yield words["few" if passages else "none"].format(count=len(passages))
    else:
        counts = {"supports": supports, "refutes": refutes, "count": supports + refutes}
        yield words[label].format(**counts)
