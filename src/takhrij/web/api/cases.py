"""Cases, decisions on them, and handing them over."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query
from fastapi.responses import Response

from takhrij.casefile.decisions import Draft, Status, waiting
from takhrij.casefile.exports import FORMATS
from takhrij.casefile.judged import both, decision_row
from takhrij.store.cases import Asked
from takhrij.store.people import People
from takhrij.web.api.answers import FAILURES
from takhrij.web.api.models import (
    Access,
    Both,
    CaseHead,
    CaseId,
    CaseList,
    CaseVersion,
    DecisionIn,
    DecisionOut,
    Form,
    NewCase,
    RedactionIn,
    Target,
    Version,
)
from takhrij.web.handing import OWN, made, made_masked
from takhrij.web.identity import ADMIN, ANNOTATOR, EXPORTS, READER, REDACTS, TAKES_IN, Ask, Refused
from takhrij.web.masking import Masking
from takhrij.web.work import decide, import_bytes, opened_case, read_again

router = APIRouter(prefix="/api/cases", tags=["cases"], responses=FAILURES)
Reader = Annotated[Ask, Depends(READER)]
Annotator = Annotated[Ask, Depends(ANNOTATOR)]
Admin = Annotated[Ask, Depends(ADMIN)]
TakesIn = Annotated[Ask, Depends(TAKES_IN)]
Exporter = Annotated[Ask, Depends(EXPORTS)]
Redactor = Annotated[Ask, Depends(REDACTS)]
Page = Annotated[int, Query(ge=1, le=1_000_000)]


@router.get("")
def list_cases(
    ask: Reader,
    status: Status | None = None,
    language: Literal["ar", "en"] | None = None,
    words: Annotated[str, Query(max_length=200)] = "",
    queue: bool = False,
    page: Page = 1,
) -> CaseList:
    """Cases open to you, fifty a page: newest first, or as the review queue orders them."""
    asked = Asked(status, language, words.strip(), ask.reader, queue)
    with ask.cases() as cases:
        heads, count = cases.heads(asked, page)
    return CaseList(count=count, page=page, cases=[CaseHead.model_validate(h) for h in heads])


@router.post("", status_code=201)
def take_in(ask: TakesIn, told: NewCase) -> CaseHead:
    """Take a report in and read it, or read a document of the folder (again)."""
    if told.document:
        return CaseHead.model_validate(read_again(ask, told.document))
    if not (told.text or "").strip():
        raise Refused(400, "give the text of a report, or the id of a document")
    try:
        day = date.fromisoformat(told.published) if told.published else None
    except ValueError as error:
        raise Refused(400, f"{told.published} is no date") from error
    data = str(told.text).encode("utf-8", "replace")
    head = import_bytes(ask, data, told.source, published=day, language=told.language)
    return CaseHead.model_validate(head)


@router.get("/{key}")
def one_case(ask: Reader, key: CaseId, version: Annotated[Version | None, Query()] = None) -> Both:
    """Both readings of a case and every decision, of the newest version or another."""
    with ask.cases() as cases:
        found = opened_case(ask, cases, key, version)
    return Both.model_validate(both(found.case, found.decisions))


@router.get("/{key}/head")
def head(ask: Reader, key: CaseId) -> CaseHead:
    """What lists show of a case."""
    with ask.cases() as cases:
        return CaseHead.model_validate(ask.head(cases, key))


@router.get("/{key}/versions")
def versions(ask: Reader, key: CaseId) -> list[CaseVersion]:
    """Every version of a case, oldest first."""
    with ask.cases() as cases:
        ask.head(cases, key)
        rows = cases.versions(key)
    return [CaseVersion(version=n, digest=digest, made=made) for n, digest, made in rows]


@router.get("/{key}/waiting")
def left(ask: Reader, key: CaseId) -> list[Target]:
    """What of a case should be looked at and nobody has judged."""
    with ask.cases() as cases:
        found = opened_case(ask, cases, key)
    return [Target(kind=kind, key=one) for kind, one in waiting(found.case, found.decisions)]


@router.get("/{key}/decisions")
def decisions(ask: Reader, key: CaseId) -> list[DecisionOut]:
    """Every decision on the newest version, in the order they were made."""
    with ask.cases() as cases:
        found = opened_case(ask, cases, key)
    return [DecisionOut.model_validate(decision_row(one)) for one in found.decisions]


@router.post("/{key}/decisions", status_code=201)
def decide_on(ask: Annotator, key: CaseId, told: DecisionIn) -> DecisionOut:
    """Accept, correct, reject, comment, undo or close."""
    value: dict[str, Any] | None = told.value
    if told.action == "undo":
        value = {"number": told.number}
    draft = Draft(told.action, told.kind, told.key, value, told.why.strip())
    return DecisionOut.model_validate(decision_row(decide(ask, key, draft)))


@router.get("/{key}/exports")
def forms(ask: Reader, key: CaseId) -> list[Form]:
    """The forms that a case can be handed over in."""
    with ask.cases() as cases:
        ask.head(cases, key)
    own = [Form(name=name, suffix=f".{name}") for name in OWN]
    return [*(Form(name=one.name, suffix=one.suffix) for one in FORMATS), *own]


@router.get(
    "/{key}/exports/{name}",
    response_class=Response,
    responses={200: {"content": {"application/octet-stream": {}}, "description": "The file."}},
)
def export(
    ask: Exporter, key: CaseId, name: str, reading: Literal["people", "machine"] = "people"
) -> Response:
    """A case in a form. X-Left-Out says what the form could not carry."""
    return made(ask, key, name, reading)


@router.post("/{key}/redactions", response_class=Response)
def redact(ask: Redactor, key: CaseId, told: RedactionIn) -> Response:
    """A redacted copy of a case in a form: sources masked, verdicts still to be checked."""
    asked = Masking(tuple(told.sources), told.passphrase)
    return made_masked(ask, key, told.form, asked, told.reading)


@router.get("/{key}/access")
def access(ask: Admin, key: CaseId) -> Access:
    """Who may read a case."""
    with ask.cases() as cases:
        restricted = ask.head(cases, key).restricted
        readers = People(cases.corpus).readers(key)
    return Access(readers=readers if restricted else None)


@router.put("/{key}/access")
def restrict(ask: Admin, key: CaseId, told: Access) -> Access:
    """Open a case to some accounts only, or to everybody."""
    with ask.cases() as cases:
        ask.head(cases, key)
        People(cases.corpus).restrict(key, told.readers)
    return told
