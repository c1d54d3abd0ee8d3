"""The list of cases, the queue, taking an article in, and one case whole."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Query, UploadFile
from fastapi.responses import HTMLResponse, Response
from pydantic import BaseModel, Field
from starlette.datastructures import UploadFile as UploadedFile

from takhrij.casefile.decisions import STATUSES, waiting
from takhrij.errors import TakhrijError, UsageError
from takhrij.store.cases import PAGE, Asked
from takhrij.store.people import People
from takhrij.web.caseview import DeskView, Drawn, draw, unpacked
from takhrij.web.identity import ANNOTATOR, READER, TAKES_IN, Ask
from takhrij.web.lately import Lately
from takhrij.web.rendering import go, page, pages_of
from takhrij.web.work import Open, import_bytes, opened_case, read_again

router = APIRouter(include_in_schema=False)
MOST_PAGES = 1_000_000
Reader = Annotated[Ask, Depends(READER)]
Annotator = Annotated[Ask, Depends(ANNOTATOR)]
TakesIn = Annotated[Ask, Depends(TAKES_IN)]


def _list(ask: Ask, asked: Asked, number: int, template: str) -> HTMLResponse:
    with ask.cases() as cases:
        heads, count = cases.heads(asked, number)
    return page(
        ask, template, heads=heads, count=count, number=number, asked=asked,
        statuses=STATUSES, last=pages_of(count, PAGE),
    )  # fmt: skip


@router.get("/")
def cases(
    ask: Reader,
    q: str = "",
    status: str = "",
    language: str = "",
    p: Annotated[int, Query(ge=1, le=MOST_PAGES)] = 1,
) -> HTMLResponse:
    asked = Asked(status or None, language or None, q.strip()[:200], ask.reader)
    return _list(ask, asked, p, "cases.html")


@router.get("/queue")
def queue(ask: Reader, p: Annotated[int, Query(ge=1, le=MOST_PAGES)] = 1) -> HTMLResponse:
    return _list(ask, Asked(reader=ask.reader, queue=True), p, "queue.html")


# --- taking an article in -----------------------------------------------------------------


@router.get("/new")
def new(ask: Annotator) -> HTMLResponse:
    return _new(ask)


def _new(ask: Ask, status: int = 200, wrong: str | None = None) -> HTMLResponse:
    with ask.cases() as cases:
        hidden = People(cases.corpus).hidden_documents(ask.who)
        waiting = [one for one in cases.unread_documents() if one[0] not in hidden]
    return page(ask, "new.html", status=status, documents=waiting, wrong=wrong)


class Sent(BaseModel):
    """A report as the form sends it: a file, its text, or the id of a document already here."""

    csrf: str = ""
    text: str = ""
    source: str = Field("", max_length=2000)
    published: str = Field("", max_length=10)
    language: str = "auto"
    document: str = Field("", max_length=80)
    file: UploadFile | str | None = None


@router.post("/new")
def take_in(ask: TakesIn, sent: Annotated[Sent, Form()]) -> Response:
    ask.check_csrf(sent.csrf)
    try:
        if sent.document:
            return go(f"/cases/{read_again(ask, sent.document).id}")
        data, name = _received(sent)
        day = date.fromisoformat(sent.published) if sent.published else None
        chosen: Any = sent.language if sent.language in ("ar", "en") else "auto"
        head = import_bytes(ask, data, name, published=day, language=chosen)
    except ValueError:
        return _new(ask, 400, f"{sent.published!r} is no date; write YYYY-MM-DD")
    except TakhrijError as error:
        return _new(ask, 400, str(error))
    return go(f"/cases/{head.id}")


def _received(sent: Sent) -> tuple[bytes, str]:
    """The bytes and the name of what was sent. A file's name is a label, never a path."""
    file, source = sent.file, sent.source.strip()
    if isinstance(file, UploadedFile) and file.filename:
        name = file.filename.replace("\\", "/").rpartition("/")[2]
        return file.file.read(), source or name or "-"
    if not sent.text.strip():
        raise UsageError("give a file or paste the text of a report")
    return sent.text.encode("utf-8", "replace"), source or "-"


@router.post("/cases/{key}/again")
def again(ask: TakesIn, key: str, csrf: Annotated[str, Form()] = "") -> Response:
    """Read the article again with what the program knows today: the next version."""
    ask.check_csrf(csrf)
    with ask.cases() as cases:
        document = ask.head(cases, key).document
    read_again(ask, document)
    return go(f"/cases/{key}")


# --- one case -----------------------------------------------------------------------------


@router.get("/cases/{key}")
def case(
    ask: Reader,
    key: str,
    reading: str = "people",
    version: Annotated[int | None, Query(ge=1, le=MOST_PAGES)] = None,
) -> HTMLResponse:
    with ask.cases() as cases:
        found = opened_case(ask, cases, key, version)
        versions = cases.versions(key)
    reading = reading if reading == "machine" else "people"
    return page(
        ask, "case.html", found=found, drawn=_drawn(ask, found, reading), reading=reading,
        versions=versions, waiting=waiting(found.case, found.decisions),
    )  # fmt: skip


@router.get("/cases/{key}/style.css")
def style(
    ask: Reader,
    key: str,
    reading: str = "people",
    version: Annotated[int | None, Query(ge=1, le=MOST_PAGES)] = None,
) -> Response:
    """The rules that only this case needs: where pins stand, which words light up."""
    with ask.cases() as cases:
        found = opened_case(ask, cases, key, version)
    return Response(_drawn(ask, found, reading).style, media_type="text/css")


def _drawn(ask: Ask, found: Open, reading: str) -> Drawn:
    """The case drawn, from memory where it was drawn like this before."""
    held: Lately[bytes] = ask.request.app.state.drawn
    key = (found.name, reading, ask.show.language)
    packed = held.get(key, found.state)
    if packed is not None:
        return unpacked(packed)
    read = found.case if reading == "machine" else found.people.case
    made = draw(DeskView(found.head.id, read, found.people, ask.show))
    held.keep(key, packed := made.packed(), len(packed), found.state)
    return made


@router.get("/cases/{key}/next")
def next_item(ask: Reader, key: str) -> Response:
    """To the first thing of a case that awaits review; to the case where nothing does."""
    with ask.cases() as cases:
        found = opened_case(ask, cases, key)
    left = waiting(found.case, found.decisions)
    if not left:
        return go(f"/cases/{key}", done=1)
    kind, one = left[0]
    return go(f"/cases/{key}/{kind}/{one}")
