"""What a report rests on: the counts that stand at the top of the case file.

A claim rests on the hand nearest the event: named, unnamed, or none where the author
speaks in his own voice. Everything here is counted from the case, nothing is weighed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, Protocol, TypeVar

from takhrij.claims.unnamed import sharing

Standing = Literal["named", "unnamed", "missing"]
Row = Mapping[str, Any]

READER_SIDE = ("author", "publisher")
_NAMELESS = ("unnamed_person", "unknown")


@dataclass(frozen=True, slots=True)
class Origin:
    """The hand nearest the event, and how many claims begin with it."""

    who: str
    standing: Standing
    claims: int


@dataclass(frozen=True, slots=True)
class RestsOn:
    """Counts of claims by what they rest on, of checks by outcome, of verdicts by label."""

    claims: int
    named: int
    unnamed: int
    none: int
    first_hand: int
    longest: int
    """Hands between the event and the reader, author and publisher included."""
    origins: tuple[Origin, ...]
    """Most claims first."""
    perhaps_one: tuple[str, ...]
    """Unnamed sources whom nothing in the text tells apart; none or at least two."""
    if_one: int
    """Claims that rest on these."""
    findings: Mapping[str, int]
    verdicts: Mapping[str, int]

    @property
    def sources(self) -> int:
        return len(self.origins)


def rests_on(case: Row) -> RestsOn:
    claims = case["claims"]
    standings = Counter(standing(claim) for claim in claims)
    origins = _origins(claims)
    one = _perhaps_one_of(claims)
    return RestsOn(
        claims=len(claims),
        named=standings["named"],
        unnamed=standings["unnamed"],
        none=standings["missing"],
        first_hand=sum(claim["basis"] == "first_hand" for claim in claims),
        longest=max((len(claim["chain"]) for claim in claims), default=0),
        origins=origins,
        perhaps_one=one,
        if_one=sum(origin.claims for origin in origins if origin.who in one),
        findings=Counter(finding["outcome"] for finding in case["findings"]),
        verdicts=Counter(verdict["label"] for verdict in case.get("verdicts", ())),
    )


def origin(claim: Row) -> Row | None:
    """The link nearest the event, or None where the author speaks in his own voice."""
    chain: list[Row] = claim["chain"]
    return chain[0] if chain and chain[0]["kind"] not in READER_SIDE else None


def standing(claim: Row) -> Standing:
    first = origin(claim)
    return "missing" if first is None else link_standing(first)


def link_standing(link: Row) -> Standing:
    """How well a hand is known; reckoned from its kind where the case doesn't say."""
    said: Standing | None = link.get("standing")
    return said or ("unnamed" if link["kind"] in _NAMELESS else "named")


def _origins(claims: Iterable[Row]) -> tuple[Origin, ...]:
    counted: Counter[tuple[str, Standing]] = Counter()
    for claim in claims:
        first = origin(claim)
        if first is not None and link_standing(first) != "missing":
            counted[first["who"], link_standing(first)] += 1
    return tuple(Origin(who, known, number) for (who, known), number in counted.most_common())


def _perhaps_one_of(claims: Iterable[Row]) -> tuple[str, ...]:
    """First hands that may be one person, in text order, where they are at least two."""
    firsts = (first for claim in claims if (first := origin(claim)) is not None)
    return sharing((first["who"], first.get("perhaps")) for first in firsts)


S = TypeVar("S", bound=str, covariant=True)


class Speaking(Protocol[S]):
    """What the sentences are said with: plain text or safe HTML."""

    def say(self, key: str, **values: object) -> S: ...
    def count(self, key: str, n: int) -> S: ...
    def term(self, section: str, value: object) -> S: ...


def sentences(rests: RestsOn, words: Speaking[S]) -> list[S]:
    """The few plain sentences at the top, in order."""
    if not rests.claims:
        told = [words.say("rests_on.no_claims")]
    else:
        told = [_claims(rests, words), *_sources(rests, words), *_perhaps_one(rests, words)]
        told.append(_knowing(rests, words))
        told.append(words.say("rests_on.longest", hands=words.count("counts.hands", rests.longest)))
    told += [_checks(rests, words), *_verdicts(rests, words), words.say("rests_on.not_truth")]
    return told


def _claims(rests: RestsOn, words: Speaking[S]) -> S:
    return words.say(
        "rests_on.claims",
        claims=words.count("counts.claims", rests.claims),
        named=words.count("rests_on.named", rests.named),
        unnamed=words.count("rests_on.unnamed", rests.unnamed),
        none=words.count("rests_on.none", rests.none),
    )


def _sources(rests: RestsOn, words: Speaking[S]) -> list[S]:
    if not rests.origins:
        return []
    speak = words.count("counts.sources_speak", rests.sources)
    most = rests.origins[0]
    if most.claims < 2:
        return [words.say("rests_on.origins_spread", sources=speak)]
    return [
        words.say(
            "rests_on.origins",
            sources=speak,
            most=most.claims,
            all=rests.claims,
            who=most.who,
            standing=words.term("standing", most.standing),
        )
    ]


def _perhaps_one(rests: RestsOn, words: Speaking[S]) -> list[S]:
    if not rests.perhaps_one:
        return []
    told = words.count("counts.claims", rests.if_one)
    return [words.say("rests_on.perhaps_one", who=" · ".join(rests.perhaps_one), claims=told)]


def _knowing(rests: RestsOn, words: Speaking[S]) -> S:
    if not rests.first_hand:
        return words.say("rests_on.no_first_hand")
    told = words.count("counts.claims_are", rests.first_hand)
    return words.say("rests_on.first_hand", claims=told)


def _checks(rests: RestsOn, words: Speaking[S]) -> S:
    total = sum(rests.findings.values())
    if not total:
        return words.say("rests_on.no_checks")
    counted = {
        outcome: words.count(f"counts.{outcome}", rests.findings.get(outcome, 0))
        for outcome in ("inconsistent", "consistent", "undetermined")
    }
    return words.say("rests_on.checks", checks=words.count("counts.checks", total), **counted)


def _verdicts(rests: RestsOn, words: Speaking[S]) -> list[S]:
    if not rests.verdicts:
        return []
    if set(rests.verdicts) == {"not_enough_evidence"}:
        return [words.say("rests_on.undecided")]
    number = {label: rests.verdicts.get(label, 0) for label in ("supported", "refuted")}
    return [
        words.say(
            "rests_on.verdicts",
            **number,
            conflicting=rests.verdicts.get("conflicting", 0),
            open=rests.verdicts.get("not_enough_evidence", 0),
        )
    ]
