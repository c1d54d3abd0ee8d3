"""The map and the timeline of a case by themselves, narrowed to some of its claims."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from fastapi.responses import HTMLResponse, Response
from markupsafe import Markup
from pydantic import BaseModel

from takhrij.casefile.html import _positions
from takhrij.web.caseview import DeskView
from takhrij.web.filters import Filter, choices, narrowed
from takhrij.web.identity import READER, Ask
from takhrij.web.rendering import environment, page
from takhrij.web.work import Open, opened_case

router = APIRouter(include_in_schema=False)
Reader = Annotated[Ask, Depends(READER)]


class Narrowed(BaseModel):
    """The filter as a form sends it; an empty field asks for anything."""

    event: str = ""
    basis: str = ""
    source: str = ""
    outcome: str = ""
    since: str = ""
    until: str = ""

    def filter(self) -> Filter:
        told = {name: value or None for name, value in self.model_dump().items()}
        return Filter(**{**told, "since": _day(self.since), "until": _day(self.until)})


def _day(text: str) -> str | None:
    """An ISO date, or None for anything else: a filter that makes no sense asks for nothing."""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return None


@router.get("/cases/{key}/map")
def case_map(ask: Reader, key: str, narrow: Annotated[Narrowed, Query()]) -> HTMLResponse:
    return _drawing(ask, key, narrow, "map")


@router.get("/cases/{key}/timeline")
def case_timeline(ask: Reader, key: str, narrow: Annotated[Narrowed, Query()]) -> HTMLResponse:
    return _drawing(ask, key, narrow, "timeline")


@router.get("/cases/{key}/map.css")
def map_style(ask: Reader, key: str, narrow: Annotated[Narrowed, Query()]) -> Response:
    with ask.cases() as cases:
        view = _view(ask, opened_case(ask, cases, key), narrow)
    return Response("\n".join(_positions(view)), media_type="text/css")


def _view(ask: Ask, found: Open, narrow: Narrowed) -> DeskView:
    case = narrowed(found.people.case, narrow.filter())
    return DeskView(found.head.id, case, found.people, ask.show)


def _drawing(ask: Ask, key: str, narrow: Narrowed, name: str) -> HTMLResponse:
    with ask.cases() as cases:
        found = opened_case(ask, cases, key)
    view = _view(ask, found, narrow)
    prefix = f"{view.language}-"
    html = (
        environment()
        .get_template(f"{name}.html")
        .render(case=view.case, v=view, page=view.page, p=prefix)
    )
    away = re.compile(rf'href="#({prefix}(?:w-|[cfa][0-9]))')
    return page(
        ask, "drawing.html", found=found, name=name, narrow=narrow,
        drawing=Markup(away.sub(rf'href="/cases/{found.head.id}#\1', html)),
        choices=choices(found.people.case), shown=len(view.case["claims"]),
    )  # fmt: skip
