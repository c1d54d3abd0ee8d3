"""Handing a case over: each form of the registry, both readings, corrections, redacted copies."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form
from fastapi.responses import HTMLResponse, Response
from pydantic import BaseModel, Field

from takhrij.errors import InputError, UsageError
from takhrij.web.handing import FORMS, MASKED, left_out, made, made_masked
from takhrij.web.identity import ANNOTATOR, EXPORTS, READER, REDACTS, Ask
from takhrij.web.masking import Masking, maskable
from takhrij.web.rendering import page
from takhrij.web.work import opened_case

router = APIRouter(include_in_schema=False)
Reader = Annotated[Ask, Depends(READER)]
Annotator = Annotated[Ask, Depends(ANNOTATOR)]
Exporter = Annotated[Ask, Depends(EXPORTS)]
Redactor = Annotated[Ask, Depends(REDACTS)]


@router.get("/cases/{key}/exports")
def exports(ask: Reader, key: str) -> HTMLResponse:
    with ask.cases() as cases:
        found = opened_case(ask, cases, key)
    return page(ask, "exports.html", found=found, forms=FORMS, lost=left_out(ask, found))


@router.get("/cases/{key}/exports/{name}")
def export(ask: Exporter, key: str, name: str, reading: str = "people") -> Response:
    return made(ask, key, name, reading)


@router.get("/cases/{key}/redact")
def redact(ask: Annotator, key: str) -> HTMLResponse:
    """Who can be masked, and in which form the copy is wanted."""
    return _redact(ask, key)


def _redact(ask: Ask, key: str, wrong: str | None = None) -> HTMLResponse:
    with ask.cases() as cases:
        found = opened_case(ask, cases, key)
    return page(
        ask, "redact.html", status=400 if wrong else 200, found=found, forms=MASKED, wrong=wrong,
        sources=maskable(found.case),
    )  # fmt: skip


class Told(BaseModel):
    """The form of a redacted copy: `others` are further names, one a line."""

    csrf: str = ""
    sources: list[str] = Field(default_factory=list, max_length=1000)
    others: str = Field("", max_length=20_000)
    form: str = "package"
    reading: str = "people"
    passphrase: str = Field("", max_length=1024)

    def masking(self) -> Masking:
        """Raises UsageError if nobody is to be masked."""
        lines = (line.strip() for line in self.others.splitlines())
        named = (*self.sources, *(line for line in lines if line))
        if not named:
            raise UsageError("choose who is masked, or write a name")
        return Masking(named, self.passphrase)


@router.post("/cases/{key}/redact")
def redacted(ask: Redactor, key: str, told: Annotated[Told, Form()]) -> Response:
    """The redacted copy as a file; what can't be masked is said on the same page."""
    ask.check_csrf(told.csrf)
    try:
        return made_masked(ask, key, told.form, told.masking(), told.reading)
    except InputError as error:
        return _redact(ask, key, str(error))
