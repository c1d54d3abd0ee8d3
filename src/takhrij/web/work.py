"""What pages and API do alike: importing an article, reading a case with what people said."""

from __future__ import annotations

import contextlib
import json
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from takhrij import ingest
from takhrij.casefile.decisions import Decision, Draft
from takhrij.casefile.grades import Ratings, graded, ratings
from takhrij.casefile.judged import Judged, judged
from takhrij.document import Document
from takhrij.errors import EnvironmentFault, UsageError
from takhrij.ingest.apart import CHILD
from takhrij.language.datelines import publication_date
from takhrij.store.cases import Cases, Head
from takhrij.store.decisions import Decisions
from takhrij.store.index import search_index
from takhrij.store.people import Grade, People
from takhrij.web.encoding import Behind
from takhrij.web.identity import Ask, Refused
from takhrij.web.lately import Lately

MADE_BY = "workbench"
Lang = Literal["ar", "en", "auto"]


State = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Readings:
    """What the machine read and what people made of it. Many requests share it: never change it."""

    case: dict[str, Any]
    people: Judged


@dataclass(frozen=True, slots=True)
class Open:
    """A case in one version, with every decision on it and what they come to.

    `state` is another as soon as either reading is: the digest of the case, how many decisions
    there are on it, how many grades people have given to sources.
    """

    head: Head
    version: int
    readings: Readings
    decisions: tuple[Decision, ...]
    state: State

    @property
    def case(self) -> dict[str, Any]:
        return self.readings.case

    @property
    def people(self) -> Judged:
        return self.readings.people

    @property
    def grades(self) -> int:
        return self.state[-1]

    @property
    def name(self) -> tuple[str, int]:
        return self.head.id, self.version

    @property
    def is_newest(self) -> bool:
        return self.version == self.head.version


def opened_case(ask: Ask, cases: Cases, key: str, version: int | None = None) -> Open:
    """A case open to whoever asks. Raises Refused or UsageError if there is none."""
    head = ask.head(cases, key)
    number = version or head.version
    made = Decisions(cases).of(key, number)
    graded_times = People(cases.corpus).times_graded()
    state = (cases.digest(key, number), len(made), graded_times)
    held: Lately[Readings] = ask.request.app.state.opened
    found = held.get((key, number), state)
    if found is None:
        text = cases.text(key, number)
        found = _readings(cases, json.loads(text), made)
        held.keep((key, number), found, len(text), state)
    return Open(head, number, found, made, state)


def _readings(cases: Cases, case: dict[str, Any], made: tuple[Decision, ...]) -> Readings:
    given = People(cases.corpus).grades()
    people = judged(case, made)
    if given:
        rated = {**people.case, "claims": graded(people.case, _ratings(given))}
        people = replace(people, case=rated)
    return Readings(case, people)


def _ratings(given: list[Grade]) -> Ratings:
    """The newest letter of each source."""
    letters = {"reliability": {one.source: one.grade for one in given}}
    return ratings(json.dumps(letters).encode(), "grades.json")


def decide(ask: Ask, key: str, draft: Draft) -> Decision:
    """Add a decision as whoever asks. The second closing takes a reviewer, and so does undoing
    what somebody else decided."""
    with ask.cases() as cases:
        found = opened_case(ask, cases, key)
        if draft.action == "close" and found.people.state.status == "second_reader":
            ask.must("reviewer")
        if draft.action == "undo":
            _check_undo(ask, found, draft)
        return Decisions(cases).add(key, draft, ask.who.name, ask.desk.stamp())


def _check_undo(ask: Ask, found: Open, draft: Draft) -> None:
    number = (draft.value or {}).get("number")
    theirs = any(one.number == number and one.who != ask.who.name for one in found.decisions)
    if theirs:
        ask.must("reviewer")


def import_bytes(
    ask: Ask,
    data: bytes,
    source: str,
    *,
    published: date | None = None,
    language: Lang = "auto",
) -> Head:
    """Take an article in and read it into a case. What was taken in stays, even if reading fails.

    Raises UnreadableInput if it holds no text.
    """
    document = ingest.read_bytes(data, source, published=published, language=language, by=CHILD)
    if document.metadata.published is None:
        stated = publication_date(document.text, document.language)
        document = document if stated is None else document.with_metadata(published=stated[0])
    with ask.corpus() as corpus:
        if document.id in People(corpus).hidden_documents(ask.who):
            raise Refused(404, "that article belongs to a case that isn't open to you")
        corpus.add(document, data, MADE_BY)
        corpus.commit()
        search_index(corpus).update()
    return read_again(ask, document.id)


def read_again(ask: Ask, identity: str) -> Head:
    """Read a document of the corpus into a case: a new one, or the next version of its own."""
    with ask.corpus() as corpus:
        if identity in People(corpus).hidden_documents(ask.who):
            raise Refused(404, f"no document {identity}")
        document = corpus.document(identity)
    case = ask.desk.reader.case(document)
    with ask.cases() as cases:
        head = cases.keep(case, made=ask.desk.stamp())
    _encode(ask, identity)
    return head


def _encode(ask: Ask, identity: str) -> None:
    """Make a report to be found by meaning too; where that fails its words still find it."""
    with ask.corpus() as corpus, contextlib.suppress(EnvironmentFault):
        if not corpus.is_encoded(identity):
            corpus.encode(identity, Behind(ask.desk.reader))
            corpus.commit()
            search_index(corpus).update()


def document_for(ask: Ask, identity: str) -> Document:
    """A document open to whoever asks. Raises Refused if there is none."""
    with ask.corpus() as corpus:
        if identity in People(corpus).hidden_documents(ask.who):
            raise Refused(404, f"no document {identity}")
        try:
            return corpus.document(identity)
        except UsageError as error:
            raise Refused(404, f"no document {identity}") from error
