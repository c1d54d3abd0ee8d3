"""What the API takes and answers. Offsets are code points; times are UTC in ISO form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, Literal

from fastapi import Path
from pydantic import BaseModel, ConfigDict, Field

from takhrij.casefile.decisions import Action, Kind, Status
from takhrij.casefile.facts import Fact
from takhrij.store.people import Role

CaseId = Annotated[str, Path(pattern="^[0-9a-f]{16}$", description="A case's id.")]
DocumentId = Annotated[str, Path(pattern="^sha256:[0-9a-f]{64}$", description="A document's id.")]
Name = Annotated[str, Field(min_length=1, max_length=64)]
Password = Annotated[str, Field(min_length=1, max_length=1024)]
Version = Annotated[int, Field(ge=1, le=1_000_000)]


class _Strict(BaseModel):
    """What is sent must be known: a misspelt field is an error, not a silence."""

    model_config = ConfigDict(extra="forbid")


class Failure(BaseModel):
    """Every answer that is no: one sentence."""

    error: str


class SignIn(_Strict):
    name: Name
    password: Password


class SessionToken(BaseModel):
    """Send the token back as `Authorization: Bearer TOKEN`."""

    token: str
    name: str
    role: Role


class Who(BaseModel):
    """Who is asking. `csrf` goes into the header X-CSRF-Token of a browser's own session."""

    name: str
    role: Role
    has_accounts: bool
    csrf: str


class CaseHead(BaseModel):
    model_config = ConfigDict(from_attributes=True)
    id: str
    document: str
    version: int
    title: str
    language: Literal["ar", "en"]
    publisher: str | None
    published: str | None
    made: str
    status: Status
    claims: int
    inconsistent: int
    waiting: int
    decisions: int
    restricted: bool


class CaseList(BaseModel):
    count: int
    page: int
    cases: list[CaseHead]


class NewCase(_Strict):
    """A report to take in: its text, or the id of a document that the folder holds."""

    text: str | None = Field(None, max_length=2_000_000)
    document: str | None = Field(None, pattern="^sha256:[0-9a-f]{64}$")
    source: str = Field("-", max_length=2000)
    published: str | None = Field(None, pattern="^[0-9]{4}-[0-9]{2}-[0-9]{2}$")
    language: Literal["ar", "en", "auto"] = "auto"


class DecisionIn(_Strict):
    """`kind` and `key` name what it is about; a correction gives `value`, an undo `number`."""

    action: Action
    kind: Kind = "case"
    key: str = Field("", max_length=64)
    value: dict[str, Any] | None = None
    number: int | None = Field(None, ge=1, le=10**9)
    why: str = Field("", max_length=10_000)


class DecisionOut(BaseModel):
    number: int
    version: int
    action: Action
    kind: Kind
    key: str
    value: dict[str, Any] | None
    why: str
    who: str
    at: str


class State(BaseModel):
    status: Status
    first_reader: str | None
    second_reader: str | None


class Both(BaseModel):
    """The machine's reading and the people's (case files), and every decision between them."""

    model_config = ConfigDict(populate_by_name=True)
    form: Literal["takhrij.judged/1"] = Field(alias="schema")
    state: State
    machine: dict[str, Any]
    people: dict[str, Any]
    decisions: list[DecisionOut]


class CaseVersion(BaseModel):
    version: int
    digest: str
    made: str


class Target(BaseModel):
    kind: Kind
    key: str


class Form(BaseModel):
    name: str
    suffix: str


class RedactionIn(_Strict):
    """`sources` are names as the case has them, ids of entities, or "all" for every named person
    who speaks. With a passphrase the folder's vault keeps who is behind each mask."""

    sources: list[Annotated[str, Field(min_length=1, max_length=2000)]] = Field(
        ["all"], min_length=1, max_length=1000
    )
    form: Literal[
        "json", "html", "package", "misp", "geojson", "followthemoney", "claimreview", "csv", "pdf"
    ] = "json"
    reading: Literal["people", "machine"] = "people"
    passphrase: str = Field("", max_length=1024)


class Access(BaseModel):
    """Null opens the case to everybody; a list, to these accounts and to admins."""

    model_config = ConfigDict(extra="forbid")
    readers: list[Name] | None = Field(None, max_length=1000)


class Passage(BaseModel):
    document: str
    case: str | None
    title: str | None
    publisher: str | None
    published: str | None
    language: Literal["ar", "en"]
    start: int
    end: int
    text: str
    marks: list[dict[str, int]]
    score: float
    by: str
    """What found it: words, meaning or both."""


class DocumentOut(BaseModel):
    id: str
    case: str | None
    source: str
    title: str | None
    byline: str | None
    publisher: str | None
    published: str | None
    url: str | None
    language: Literal["ar", "en"]
    text: str
    problems: list[str]


class SourceOut(BaseModel):
    name: str
    kind: str
    cases: int
    times: int
    grade: str | None


class GradeIn(_Strict):
    source: str = Field(min_length=1, max_length=2000)
    grade: Literal["A", "B", "C", "D", "E", "F"]
    why: str = Field(min_length=1, max_length=10_000)


class GradeOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)
    source: str
    grade: str
    why: str
    who: str
    at: str


class AccountOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)
    name: str
    role: Role
    active: bool


class AccountIn(_Strict):
    name: Name
    role: Role
    password: Password


class AccountChange(_Strict):
    role: Role | None = None
    active: bool | None = None
    password: Password | None = None


class FamilyOut(BaseModel):
    kind: str
    origin: str | None
    members: list[str]


class FamilyList(BaseModel):
    """`too_many`: the folder holds more reports than are looked through while one waits."""

    too_many: bool
    families: list[FamilyOut]


class RecordOut(BaseModel):
    dataset: str
    ref: str
    earliest: str | None
    latest: str | None
    place: str
    event: str | None
    actors: list[str]
    summary: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FactOut(Fact):
    """A claim at one of its places, in the people's reading of its case; `names` of the place are
    by language, "" being the article's own."""

    case: str


class FactList(BaseModel):
    """`claims` and `cases` count all that is asked for; `rows` counts a claim once a place."""

    claims: int
    cases: int
    rows: int
    page: int
    facts: list[FactOut]


class RecordList(BaseModel):
    count: int
    page: int
    records: list[RecordOut]
