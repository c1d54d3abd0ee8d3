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

    @property
    def spans(self) -> tuple[Span, ...]:
        return ()
