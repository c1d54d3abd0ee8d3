"""What is found in the words themselves: sentences, names, places, times, counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from takhrij.document import Span


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
