"""Every kind of annotation a document can carry, in the order the stages make them.

Field names and values are those of the case file (see docs/casefile.md). Every annotation
names the spans it rests on in `spans`; ids are given in text order, so they are stable
under re-runs.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from takhrij.document import Span

# --- language ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Sentence:
    span: Span

    @property
    def spans(self) -> tuple[Span, ...]:
        return (self.span,)


@dataclass(frozen=True, slots=True)
class Word:
    """A word as written. `norm` is its folded form.

    `stems` are the spans it may come down to once clitics are split off, the whole word
    first: وبحلفايا gives itself, بحلفايا and حلفايا. Which split is right is for the reader
    of the word to judge (a gazetteer, a verb list); none is dropped here.
    """

    span: Span
    norm: str
    stems: tuple[Span, ...]

    @property
    def spans(self) -> tuple[Span, ...]:
        return (self.span, *self.stems)


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words between quotation marks; `span` is what stands inside the marks.

    `closed` is False where the closing mark is missing and the end was inferred.
    """

    span: Span
    closed: bool = True
    depth: int = 0

    @property
    def spans(self) -> tuple[Span, ...]:
        return (self.span,)


Precision = Literal[
    "minute", "hour", "part_of_day", "day", "week", "month", "season", "year", "decade", "vague"
]
Calendar = Literal["gregorian", "hijri"]


@dataclass(frozen=True, slots=True)
class TimeValue:
    """An interval of days, both ends included; None is an open or unknown end.

    `anchor` says what it was reckoned from: `text` (the words give it whole), `published`,
    `previous` (an earlier time of the text), or `none` (could not be resolved).
    `uncertain_days` is the doubt on each end (1 for Hijri dates: the moon was sighted or not).
    """

    earliest: date | None
    latest: date | None
    precision: Precision
    calendar: Calendar = "gregorian"
    anchor: Literal["text", "published", "previous", "none"] = "text"
    weekday: int | None = None
    """The weekday that the text states for this date, Monday 0, or None."""
    part_of_day: str | None = None
    uncertain_days: int = 0


@dataclass(frozen=True, slots=True)
class Time:
    span: Span
    value: TimeValue
    kind: Literal["date", "duration", "set"] = "date"
    days: tuple[float, float] | None = None
    """For a duration: its least and greatest length in days."""

    @property
    def spans(self) -> tuple[Span, ...]:
        return (self.span,)


@dataclass(frozen=True, slots=True)
class QuantityValue:
    """`min` and `max` are None where open ("more than 20" is 20 to None).

    `of` is what is counted, in one word: first what befell them (killed, injured, missing,
    detained, displaced), else vehicles, strikes, distance_km, money, percent, age, other.
    `unit` then says who or what they are: people, children, women, soldiers, fighters for
    counts of persons ("four children" among the killed: of killed, unit children; 300 police
    deployed: of other, unit soldiers); a currency, % or km for measures.
    """

    min: float | None
    max: float | None
    of: str
    unit: str | None = None
    approximate: bool = False
    words: str = ""
    bearing: float | None = None
    """For a distance: the stated bearing in degrees from north, clockwise, or None."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """`span` is the number with its hedges and, where it follows, the thing counted.

    `counted` is the span of the thing counted; for a dual (قتيلان) it is `span` itself.
    """

    span: Span
    value: QuantityValue
    counted: Span | None = None
    part_of: Span | None = None
    """The span of the quantity that this one is part of ("12, including four children")."""

    @property
    def spans(self) -> tuple[Span, ...]:
        rest = (self.counted, self.part_of)
        return (self.span, *(span for span in rest if span is not None))


@dataclass(frozen=True, slots=True)
class Candidate:
    """A gazetteer entry that a place name may mean. Degrees WGS 84; confidence 0 to 1."""

    ref: str
    name: str
    lat: float
    lon: float
    country: str
    admin: tuple[str, ...] = ()
    names: tuple[tuple[str, str], ...] = ()
    """Pairs of language and name."""
    feature: str = "place"
    """country, region (any administrative area), city, village, site, water, other."""
    confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class Place:
    """A place name as written (clitics outside the span) and what it may mean, best first.

    `candidates` is empty where the gazetteer doesn't hold the name.
    `area`: north-eastern countryside of X, between X and Y, 6 km south-west of X.
    `precision` is UCDP's where_prec: 1 exact, 2 near, 3 district, 4 governorate, 5 part of a
    country, 6 country, 7 sea or air.
    `metonym`: the name stands for a government ("Moscow said").
    """

    span: Span
    name: str
    candidates: tuple[Candidate, ...] = ()
    precision: int = 1
    area: str | None = None
    metonym: bool = False

    @property
    def spans(self) -> tuple[Span, ...]:
        return (self.span,)


ActorType = Literal["person", "organization", "group"]


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, an organization or an armed or social group, named or described.

    `name` is the canonical name where a data file holds one, else the words themselves;
    `ref` the data file's id. `title` is the role or rank written beside a person's name.
    """

    span: Span
    type: ActorType
    name: str
    named: bool = True
    ref: str | None = None
    title: Span | None = None

    @property
    def spans(self) -> tuple[Span, ...]:
        return (self.span,) if self.title is None else (self.span, self.title)


@dataclass(frozen=True, slots=True)
class Munition:
    """A weapon or agent in lay words; `name` is the plain term it is filed under."""

    span: Span
    name: str

    @property
    def spans(self) -> tuple[Span, ...]:
        return (self.span,)


MentionType = Literal[
    "person", "organization", "group", "place", "time", "quantity", "munition", "document"
]


@dataclass(frozen=True, slots=True)
class Mention:
    """One thing named in the text, of any type, with its id; `of` is the annotation behind it."""

    id: str
    span: Span
    type: MentionType
    of: Any
    entity: str | None = None

    @property
    def spans(self) -> tuple[Span, ...]:
        return (self.span,)


@dataclass(frozen=True, slots=True)
class Entity:
    """What one or more mentions refer to. `candidates` (places only): best first."""

    id: str
    type: MentionType
    name: str
    names: tuple[tuple[str, str], ...] = ()
    mentions: tuple[Span, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    precision: int | None = None
    ref: str | None = None

    @property
    def spans(self) -> tuple[Span, ...]:
        return self.mentions


# --- claims -----------------------------------------------------------------------------

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
    """One hand a claim passed through."""

    who: str
    kind: SourceKind | Literal["author", "publisher"]
    knowledge: Knowledge
    attribution: str | None = None
    standing: Literal["named", "unnamed", "missing"] = "named"


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


# --- checks, evidence, verdicts ---------------------------------------------------------

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
