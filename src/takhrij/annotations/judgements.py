"""What checks, evidence and records come to: findings and verdicts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from takhrij.document import Span

Outcome = Literal["consistent", "inconsistent", "undetermined"]


@dataclass(frozen=True, slots=True)
class Finding:
    """The result of one check. `messages` holds one sentence for each interface language."""

    id: str
    check: str
    outcome: Outcome
    words: tuple[Span, ...]
    messages: tuple[tuple[str, str], ...]
    claims: tuple[str, ...] = ()
    data: tuple[tuple[str, Any], ...] = ()

    @property
    def spans(self) -> tuple[Span, ...]:
        return self.words


Stance = Literal["supports", "refutes", "discusses", "unrelated"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage of another report that bears on a claim. `start`, `end` are in that report."""

    id: str
    claim: str
    document: str
    start: int
    end: int
    text: str
    stance: Stance
    score: float
    family: str | None = None
    origin: str | None = None

    @property
    def spans(self) -> tuple[Span, ...]:
        return ()


@dataclass(frozen=True, slots=True)
class RecordMatch:
    """An incident record that may be about the claimed event. "None found" means only that."""

    id: str
    claim: str
    dataset: str
    ref: str
    probability: float
    differences: tuple[str, ...] = ()

    @property
    def spans(self) -> tuple[Span, ...]:
        return ()


How = Literal["source", "credit", "copy", "through", "own_voice", "unnamed"]
OriginKind = Literal["source", "report", "unnamed"]


@dataclass(frozen=True, slots=True)
class Behind:
    """One report that goes back to an origin, and how that is known.

    `source`: it names the origin as its source for the claim; `credit`: it bears the origin's
    credit line; `copy`: it copies a report that does (`through` is the family); `through`: it
    has it from a hand that is seen to have it from the origin (`through` names the hand);
    `own_voice`: it tells it itself; `unnamed`: its source has no name.
    """

    document: str
    how: How
    through: str | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """Who a claim goes back to, with the reports behind it in the order they were given.

    `kind` is `source` for a body or person that reports name, `report` for a report or family
    that names none and so goes back to no other here, `unnamed` for a source without a name:
    whether that is another origin can't be told, and it is not counted.
    """

    id: str
    kind: OriginKind
    name: str
    names: tuple[tuple[str, str], ...]
    behind: tuple[Behind, ...]
    why: tuple[tuple[str, str], ...] = ()
    """One sentence for each interface language."""

    @property
    def spans(self) -> tuple[Span, ...]:
        return ()


Label = Literal["supported", "refuted", "conflicting", "not_enough_evidence"]


@dataclass(frozen=True, slots=True)
class Verdict:
    claim: str
    label: Label
    confidence: float
    independent_origins: int
    evidence: tuple[str, ...]
    why: tuple[tuple[str, str], ...] = field(default=())
    """One paragraph for each interface language."""
    origins: tuple[Origin, ...] = ()
    """The origins behind `independent_origins`, each with the reports that go back to it."""

    @property
    def spans(self) -> tuple[Span, ...]:
        return ()
