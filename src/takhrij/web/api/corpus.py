"""The folder's reports, who speaks in them, and the grades that people gave."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, Field

from takhrij.store.people import Grade, People
from takhrij.web.across import Narrowed, across
from takhrij.web.api.answers import FAILURES
from takhrij.web.api.models import (
    DocumentId,
    DocumentOut,
    FactList,
    FactOut,
    FamilyList,
    FamilyOut,
    GradeIn,
    GradeOut,
    Passage,
    RecordList,
    RecordOut,
    SourceOut,
)
from takhrij.web.copies import families_of
from takhrij.web.finding import Found, Row, found
from takhrij.web.identity import ANNOTATOR, COMPARES, OVERSEES, READER, SEARCHES, Ask
from takhrij.web.pages.find import day
from takhrij.web.recorded import records_of, row, sources_of
from takhrij.web.work import document_for

router = APIRouter(prefix="/api", tags=["corpus"], responses=FAILURES)
Reader = Annotated[Ask, Depends(READER)]
Annotator = Annotated[Ask, Depends(ANNOTATOR)]
Searcher = Annotated[Ask, Depends(SEARCHES)]
Comparer = Annotated[Ask, Depends(COMPARES)]
Overseer = Annotated[Ask, Depends(OVERSEES)]
DAY = "^([0-9]{4}-[0-9]{2}-[0-9]{2})?$"


class Searched(BaseModel):
    """What passages are asked for, and whether by words and meaning or by words alone."""

    words: str = Field(min_length=1, max_length=1000)
    language: Literal["ar", "en"] | None = None
    publisher: str | None = Field(None, max_length=500)
    since: str = Field("", pattern=DAY)
    until: str = Field("", pattern=DAY)
    by: Literal["both", "words"] = "both"


@router.get("/search")
def search(ask: Searcher, searched: Annotated[Searched, Query()]) -> list[Passage]:
    """The best passages in both languages; quoted words must stand together."""
    one = searched
    asked = Found(one.words, one.language, one.publisher, day(one.since), day(one.until), one.by)
    return [_passage(hit) for hit in found(ask, asked)]


def _passage(found: Row) -> Passage:
    meta, hit = found.document.metadata, found.hit
    return Passage(
        document=found.document.id,
        case=found.case,
        title=meta.title,
        publisher=meta.publisher,
        published=meta.published.isoformat() if meta.published else None,
        language=found.document.language,
        start=hit.span.start,
        end=hit.span.end,
        text=hit.text,
        marks=[{"start": one.start, "end": one.end} for one in hit.marks],
        score=hit.score,
        by=hit.by,
    )


@router.get("/documents/{identity}")
def document(ask: Reader, identity: DocumentId) -> DocumentOut:
    """One report: what is known of it, and its text."""
    held = document_for(ask, identity)
    meta = held.metadata
    with ask.cases() as cases:
        case = cases.of_documents([held.id]).get(held.id)
    return DocumentOut(
        id=held.id,
        case=case,
        source=meta.source,
        title=meta.title,
        byline=meta.byline,
        publisher=meta.publisher,
        published=meta.published.isoformat() if meta.published else None,
        url=meta.url,
        language=held.language,
        text=held.text,
        problems=list(meta.problems),
    )


@router.get("/families")
def families(ask: Comparer) -> FamilyList:
    """Reports that copy one another, of those open to you."""
    kin, too_many = families_of(ask)
    listed = [
        FamilyOut(kind=one.kind, origin=one.origin, members=[m.id for m in one.members])
        for one in kin
    ]
    return FamilyList(too_many=too_many, families=listed)


@router.get("/records")
def records(
    ask: Reader,
    words: Annotated[str, Query(max_length=500)] = "",
    dataset: Annotated[str, Query(max_length=200)] = "",
    page: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
) -> RecordList:
    """Incident records that hold the words, fifty a page, newest first."""
    held = records_of(ask, words, dataset, page)
    rows = [RecordOut.model_validate(row(one)) for one in held.records]
    return RecordList(count=held.count, page=page, records=rows)


@router.get("/facts")
def facts(
    ask: Overseer,
    narrow: Annotated[Narrowed, Query()],
    page: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
) -> FactList:
    """What the cases open to you tell, where and when: fifty a page, in the order of time."""
    held = across(ask, narrow, page)
    rows = [FactOut(case=one.case, **asdict(one.fact)) for one in held.told]
    return FactList(
        claims=held.overview.claims,
        cases=held.overview.cases,
        rows=held.overview.rows,
        page=page,
        facts=rows,
    )


@router.get("/sources")
def sources(ask: Reader, words: Annotated[str, Query(max_length=500)] = "") -> list[SourceOut]:
    """Who speaks in the cases open to you, with the newest grade of each."""
    with ask.corpus() as corpus:
        people = People(corpus)
        rows = sources_of(ask, people, words)
        grades = {one.source: one.grade for one in people.grades()}
    return [
        SourceOut(name=name, kind=kind, cases=cases, times=times, grade=grades.get(name))
        for name, kind, cases, times in rows
    ]


@router.get("/sources/grades")
def grades(
    ask: Reader, source: Annotated[str | None, Query(max_length=2000)] = None
) -> list[GradeOut]:
    """Every grade given, oldest first, of one source or of all."""
    with ask.corpus() as corpus:
        return [GradeOut.model_validate(one) for one in People(corpus).grades(source)]


@router.post("/sources/grades", status_code=201)
def grade(ask: Annotator, told: GradeIn) -> GradeOut:
    """Grade a source, with the reason; grades before it stay."""
    one = Grade(told.source, told.grade, told.why, ask.who.name, ask.desk.stamp())
    with ask.corpus() as corpus:
        People(corpus).grade(one)
    return GradeOut.model_validate(one)
