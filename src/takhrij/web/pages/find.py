"""Searching the corpus, its documents, families of copies, records, and who the sources are."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Form, Query
from fastapi.responses import HTMLResponse, Response
from pydantic import BaseModel, Field

from takhrij.casefile.interface import DIRECTIONS
from takhrij.store.cases import Cases
from takhrij.store.people import GRADES, Grade, People
from takhrij.web.caseview import bare
from takhrij.web.copies import compared, families_of
from takhrij.web.finding import Found, found
from takhrij.web.identity import ANNOTATOR, COMPARES, READER, SEARCHES, Ask
from takhrij.web.recorded import PAGE, records_of, sources_of
from takhrij.web.rendering import go, page, pages_of
from takhrij.web.work import document_for

router = APIRouter(include_in_schema=False)
Reader = Annotated[Ask, Depends(READER)]
Annotator = Annotated[Ask, Depends(ANNOTATOR)]
Searcher = Annotated[Ask, Depends(SEARCHES)]
Comparer = Annotated[Ask, Depends(COMPARES)]


def day(text: str) -> date | None:
    """An ISO date; None for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


class Searched(BaseModel):
    """The search as a form sends it; an empty field asks for anything."""

    q: str = Field("", max_length=1000)
    language: str = ""
    publisher: str = Field("", max_length=500)
    since: str = ""
    until: str = ""
    by: Literal["both", "words"] = "both"

    def found(self) -> Found:
        publisher = self.publisher.strip() or None
        days = (day(self.since), day(self.until))
        return Found(self.q.strip(), self.language or None, publisher, *days, self.by)


@router.get("/search")
def search(ask: Searcher, searched: Annotated[Searched, Query()]) -> HTMLResponse:
    asked = searched.found()
    hits = found(ask, asked) if asked.words else []
    return page(ask, "search.html", asked=searched, q=asked.words, hits=hits)


@router.get("/documents/{identity}")
def document(
    ask: Reader,
    identity: str,
    start: Annotated[int | None, Query(ge=0, le=10**9)] = None,
    end: Annotated[int | None, Query(ge=0, le=10**9)] = None,
) -> HTMLResponse:
    held = document_for(ask, identity)
    with ask.cases() as cases:
        case = cases.of_documents([held.id]).get(held.id)
    size = len(held.text)
    spans = (
        [{"start": start, "end": end}] if start is not None and end and start < end <= size else []
    )
    return page(ask, "document.html", document=held, words=bare(held.text, spans), case=case)


@router.get("/families")
def families(ask: Comparer) -> HTMLResponse:
    found, too_many = families_of(ask)
    return page(ask, "families.html", families=found, too_many=too_many)


@router.get("/families/diff")
def diff(
    ask: Comparer,
    one: Annotated[str, Query(max_length=80)],
    other: Annotated[str, Query(max_length=80)],
) -> HTMLResponse:
    """What changed from one report to another."""
    before, after = document_for(ask, one), document_for(ask, other)
    direction = DIRECTIONS[after.language]
    return page(
        ask, "diff.html", before=before, after=after, found=compared(before, after),
        direction=direction,
    )  # fmt: skip


@router.get("/records")
def records(
    ask: Reader,
    q: Annotated[str, Query(max_length=500)] = "",
    dataset: Annotated[str, Query(max_length=200)] = "",
    p: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
) -> HTMLResponse:
    held = records_of(ask, q.strip(), dataset, p)
    return page(
        ask, "records.html", q=q, dataset=dataset, held=held, number=p,
        last=pages_of(held.count, PAGE),
    )  # fmt: skip


@router.get("/sources")
def sources(ask: Reader, q: Annotated[str, Query(max_length=500)] = "") -> HTMLResponse:
    return _sources(ask, q)


def _sources(ask: Ask, q: str, status: int = 200, wrong: str | None = None) -> HTMLResponse:
    with ask.corpus() as corpus:
        people = People(corpus)
        rows = sources_of(ask, people, q.strip())
        grades = {one.source: one for one in people.grades()}
    return page(ask, "sources.html", status=status, q=q, rows=rows, grades=grades, wrong=wrong)


@router.get("/sources/one")
def source(ask: Reader, name: Annotated[str, Query(min_length=1, max_length=2000)]) -> HTMLResponse:
    """One source: where it speaks, and every grade it was given."""
    with ask.corpus() as corpus:
        people = People(corpus)
        rows = [row for row in people.sources(ask.who, name) if row[0] == name]
        given = people.grades(name)
        cases = Cases(corpus).speaking(name, ask.reader)
    return page(
        ask, "source.html", name=name, rows=rows, grades=list(reversed(given)), cases=cases,
        letters=GRADES,
    )  # fmt: skip


@router.post("/sources/one")
def grade(
    ask: Annotator,
    csrf: Annotated[str, Form()] = "",
    name: Annotated[str, Form(max_length=2000)] = "",
    grade: Annotated[str, Form(max_length=1)] = "",
    why: Annotated[str, Form(max_length=10_000)] = "",
) -> Response:
    ask.check_csrf(csrf)
    with ask.corpus() as corpus:
        one = Grade(name, grade, why.strip(), ask.who.name, ask.desk.stamp())
        People(corpus).grade(one)
    return go("/sources/one", name=name)
