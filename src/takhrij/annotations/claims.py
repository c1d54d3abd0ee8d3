"""Who says what: attributions, claims, chains, incidents."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from takhrij.document import Span

SourceKind = Literal[
    "named_person",
    "unnamed_person",
    "official_body",
    "organization",
    "media",
    "document",
    "group",
    "unknown",
]
Knowledge = Literal["first_hand", "second_hand", "official", "expert", "unknown"]
Act = Literal["state", "confirm", "deny", "accuse", "announce", "warn", "demand", "estimate", "ask"]


@dataclass(frozen=True, slots=True)
class Attribution:
    """Someone reporting something: source, cue, content, each in the text's own words.

    `speaker` is who the source resolves to ("the source" -> "a military source"), in the
    article's own words; `speaker_span` is where those words stand. `via` is the id of the
    attribution that passed this one on ("X told agency Y": X's via is Y's). `inferred` marks
    speech carried over into a sentence with no cue of its own. `made_by` is `rules`, `model`
    or `both`.
    """

    id: str
    content: tuple[Span, ...]
    source: Span | None = None
    cue: Span | None = None
    speaker: str | None = None
    speaker_span: Span | None = None
    kind: SourceKind = "unknown"
    knowledge: Knowledge = "unknown"
    act: Act = "state"
    via: str | None = None
    negated: bool = False
    inferred: bool = False
    party: str | None = None
    """The side of the conflict that the source belongs to, where a data file says so."""
    made_by: str = "rules"
    confidence: float = 1.0

    @property
    def spans(self) -> tuple[Span, ...]:
        rest = (self.source, self.cue, self.speaker_span)
        return (*self.content, *(span for span in rest if span is not None))


ClaimKind = Literal["event", "state", "opinion", "prediction"]
Event = Literal[
    "airstrike",
    "shelling",
    "bombing",
    "clash",
    "execution",
    "chemical",
    "detention",
    "displacement",
    "medical",
    "statement",
    "other",
]
Polarity = Literal["affirmed", "negated", "denied", "uncertain"]
Basis = Literal["first_hand", "second_hand", "official", "expert", "unattributed", "author"]


@dataclass(frozen=True, slots=True)
class Claim:
    """What is asserted to be so: one clause. Slots hold mention ids."""

    id: str
    span: Span
    kind: ClaimKind = "state"
    event: Event | None = None
    event_span: Span | None = None
    polarity: Polarity = "affirmed"
    checkable: bool = True
    when: tuple[str, ...] = ()
    where: tuple[str, ...] = ()
    actor: tuple[str, ...] = ()
    affected: tuple[str, ...] = ()
    how_many: tuple[str, ...] = ()
    attributions: tuple[str, ...] = ()

    @property
    def spans(self) -> tuple[Span, ...]:
        return (self.span,) if self.event_span is None else (self.span, self.event_span)


@dataclass(frozen=True, slots=True)
class Link:
    """One hand a claim passed through. First hands without a name whom nothing in the text tells
    apart share `perhaps`: they may be one person."""

    who: str
    kind: SourceKind | Literal["author", "publisher"]
    knowledge: Knowledge
    attribution: str | None = None
    standing: Literal["named", "unnamed", "missing"] = "named"
    perhaps: str | None = None


@dataclass(frozen=True, slots=True)
class Chain:
    """Who told whom for one claim, nearest the event first, the author or publisher last."""

    claim: str
    links: tuple[Link, ...]
    basis: Basis
    weakest: int = 0
    """Index of the weakest link."""

    @property
    def spans(self) -> tuple[Span, ...]:
        return ()


@dataclass(frozen=True, slots=True)
class Incident:
    """One event joined from mentions across sentences; slots hold mention ids."""

    id: str
    type: str
    claims: tuple[str, ...]
    where: tuple[str, ...] = ()
    when: tuple[str, ...] = ()
    actor: tuple[str, ...] = ()
    harm: tuple[str, ...] = ()
    attributions: tuple[str, ...] = ()

    @property
    def spans(self) -> tuple[Span, ...]:
        return ()
