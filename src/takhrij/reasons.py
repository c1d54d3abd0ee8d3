"""Why a verdict is what it is: one paragraph in each interface language, quoting its evidence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from takhrij.annotations import (
    Chain,
    Claim,
    Evidence,
    Finding,
    Label,
    Link,
    RecordMatch,
    Searched,
    Stance,
)
from takhrij.language.lexicon import load

_QUOTED = 110
"""Code points of a passage that a paragraph quotes."""
_RECORDS = 2
"""Records named of each relation; the report lists all."""


@dataclass(frozen=True, slots=True)
class Reasons:
    """All that a verdict's paragraph tells. `speaking` are the passages that were counted."""

    claim: Claim
    label: Label
    chain: Chain | None
    inside: int
    findings: tuple[Finding, ...]
    speaking: tuple[Evidence, ...]
    evidence: tuple[Evidence, ...]
    records: tuple[RecordMatch, ...]
    searched: Searched | None

    def count(self, stance: Stance) -> int:
        return sum(one.stance == stance for one in self.speaking)


Words = Mapping[str, str]


def why(reasons: Reasons, language: str) -> str:
    """The paragraph, sentence by sentence: the chain, the checks, the evidence, the records."""
    words: dict[str, str] = load(language, "messages")["verdicts"]
    parts = (
        *_of_chain(reasons.chain, language),
        *_of_claim(reasons, words),
        *_of_findings(reasons.findings, language),
        *_of_evidence(reasons, words),
        *_of_records(reasons, words),
        *_of_change(reasons, words),
    )
    return " ".join(parts)


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


def _of_claim(reasons: Reasons, words: Words) -> Iterator[str]:
    if reasons.claim.polarity in ("denied", "uncertain", "negated"):
        yield words[reasons.claim.polarity]
    name = "origins_n" if reasons.inside > 1 else f"origins_{reasons.inside}"
    yield words[name].format(count=reasons.inside)


def _of_findings(findings: Sequence[Finding], language: str) -> Iterator[str]:
    messages = load(language, "messages")
    names: Mapping[str, str] = messages["check_names"]
    for outcome, name in (("inconsistent", "findings_bad"), ("consistent", "findings_good")):
        checks = dict.fromkeys(f.check for f in findings if f.outcome == outcome)
        if checks:
            listed = messages["verdicts"]["joint"].join(names.get(one, one) for one in checks)
            yield messages["verdicts"][name].format(checks=listed)


def _of_evidence(reasons: Reasons, words: Words) -> Iterator[str]:
    supports, refutes = reasons.count("supports"), reasons.count("refutes")
    counts = {"supports": supports, "refutes": refutes, "count": supports + refutes}
    yield words[_came_to(reasons)].format(**counts, compared=_compared(reasons))
    for stance in ("supports", "refutes"):
        yield from _quoted(reasons.speaking, stance, words)
    own = [one for one in reasons.evidence if one.own_family and one.stance != "unrelated"]
    if own:
        yield words["own_family"].format(count=len(own))


def _came_to(reasons: Reasons) -> str:
    """The sentence on what was found elsewhere, by its name among the messages."""
    if reasons.label != "not_enough_evidence":
        return str(reasons.label)
    if reasons.speaking:
        return "few"
    if reasons.searched is None:
        return "none"
    if reasons.searched.skipped:
        return "skipped"
    return "searched" if reasons.searched.passages else "nothing_found"


def _compared(reasons: Reasons) -> int:
    return reasons.searched.passages if reasons.searched is not None else 0


def _quoted(speaking: Sequence[Evidence], stance: str, words: Words) -> Iterator[str]:
    """The strongest passage on one side, in its own words."""
    sided = [one for one in speaking if one.stance == stance]
    if sided:
        best = max(sided, key=lambda one: one.score)
        yield words[f"quote_{stance}"].format(source=best.source, text=_cut(best.text))


def _cut(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _QUOTED else plain[:_QUOTED].rsplit(" ", 1)[0] + " …"


def _of_records(reasons: Reasons, words: Words) -> Iterator[str]:
    for relation in ("match", "nearby"):
        found = [one for one in reasons.records if one.relation == relation]
        if found:
            listed = words["joint"].join(_named(one, words) for one in found[:_RECORDS])
            yield words[f"records_{relation}"].format(count=len(found), listed=listed)
    if reasons.searched is not None and not any(r.relation == "match" for r in reasons.records):
        yield words["no_record"]


def _named(record: RecordMatch, words: Words) -> str:
    day = str(record.earliest) if record.earliest else words["no_day"]
    return f"{record.dataset} {record.ref} ({day}, {record.place})"


def _of_change(reasons: Reasons, words: Words) -> Iterator[str]:
    """What would change the verdict; said only where others were asked."""
    if reasons.searched is not None:
        yield words[f"change_{reasons.label}"]
