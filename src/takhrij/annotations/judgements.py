"""What checks, evidence and records come to: findings and verdicts."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
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
Slot = Literal["place", "date", "count", "actor", "event"]
Agreement = Literal["same", "near", "apart"]
Stream = Literal["witness", "document", "official", "physical", "report", "record"]
"""Where evidence comes from, kept apart as fact-finding missions keep it. `report` is a report
that names no source for it; `record` an entry in a data set of incidents."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One slot of a claim beside the same slot of a passage, with the words that decided.

    `apart` is how far: kilometres between places, days between dates, None where neither fits.
    """

    slot: Slot
    agreement: Agreement
    claim: str
    passage: str
    apart: float | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage of another report that bears on a claim. `start`, `end` are in that report.

    `facts` are the slots that were compared; `words` pairs of words (the claim's, the
    passage's) that decided the stance; `own_family` marks a passage of a report that copies or
    translates the one being read: it is listed, and never counts. `by` says what decided:
    the model's name, or `facts` where a slot overruled it.
    """

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
    source: str = ""
    published: date | None = None
    stream: Stream = "report"
    own_family: bool = False
    facts: tuple[Fact, ...] = ()
    words: tuple[tuple[str, str], ...] = ()
    by: str = ""

    @property
    def spans(self) -> tuple[Span, ...]:
        return ()


Relation = Literal["match", "nearby"]
Fit = Literal["full", "partial"]


@dataclass(frozen=True, slots=True)
class Weight:
    """What one comparison added: its level, and the logarithm to base 2 of m over u."""

    comparison: str
    level: str
    bits: float


@dataclass(frozen=True, slots=True)
class RecordMatch:
    """An incident record that may be about the claimed event. "None found" means only that.

    `relation` is `match`, or `nearby` for a record of the same kind near the place at another
    time: told for what it is, and never counted. `fit` is `full` where the place has the very
    name, the day is that day and a figure agrees, and neither kind nor party differs; else
    `partial`. `claims` are all claims of the incident;
    `claim` is the first. `differences` are in English, `told` the same in every interface
    language. `origin` is where the data set has it from, in its own words.
    """

    id: str
    claim: str
    dataset: str
    ref: str
    probability: float
    differences: tuple[str, ...] = ()
    relation: Relation = "match"
    fit: Fit = "full"
    claims: tuple[str, ...] = ()
    told: tuple[tuple[str, tuple[str, ...]], ...] = ()
    weights: tuple[Weight, ...] = ()
    place: str = ""
    earliest: date | None = None
    latest: date | None = None
    km: float | None = None
    event: str | None = None
    summary: str = ""
    status: str = ""
    origin: str = ""
    url: str | None = None

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
    streams: tuple[tuple[Stream, int], ...] = ()
    """How many pieces of each stream speak of the claim; a stream with none is left out."""

    @property
    def spans(self) -> tuple[Span, ...]:
        return ()


@dataclass(frozen=True, slots=True)
class Searched:
    """What was looked through for one claim, so that "not found" says where.

    `passages` were compared slot by slot, and of those that have a slot in common with the claim
    `judged` for their stance. `skipped` is `limit` for claims beyond those that are searched for.
    """

    claim: str
    passages: int = 0
    judged: int = 0
    skipped: str | None = None

    @property
    def spans(self) -> tuple[Span, ...]:
        return ()


@dataclass(frozen=True, slots=True)
class ClaimOrigins:
    """Who a claim goes back to, in the report itself and in the passages that support it."""

    claim: str
    origins: tuple[Origin, ...]

    @property
    def spans(self) -> tuple[Span, ...]:
        return ()
