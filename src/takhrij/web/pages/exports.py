"""Handing a case over: each form of the registry, both readings, corrections to train on."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.responses import HTMLResponse, Response

from takhrij.web.handing import FORMS, made
from takhrij.web.identity import READER, Ask
from takhrij.web.rendering import page
from takhrij.web.work import opened_case

router = APIRouter(include_in_schema=False)
Reader = Annotated[Ask, Depends(READER)]


@router.get("/cases/{key}/exports")
def exports(ask: Reader, key: str) -> HTMLResponse:
    with ask.cases() as cases:
        found = opened_case(ask, cases, key)
    return page(ask, "exports.html", found=found, forms=FORMS)


@router.get("/cases/{key}/exports/{name}")
def export(ask: Reader, key: str, name: str, reading: str = "people") -> Response:
    return made(ask, key, name, reading)
