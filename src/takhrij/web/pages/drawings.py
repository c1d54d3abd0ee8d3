"""The map and the timeline of a case by themselves, narrowed to some of its claims."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from fastapi.responses import HTMLResponse, Response
from markupsafe import Markup
from pydantic import BaseModel

from takhrij.casefile.html import positions
from takhrij.web.caseview import DeskView
from takhrij.web.filters import Filter, choices, narrowed
from takhrij.web.identity import READER, Ask
from takhrij.web.lately import Lately
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
        found = opened_case(ask, cases, key)
    return Response(_sketch(ask, found, narrow, "map").style, media_type="text/css")


@dataclass(frozen=True, slots=True)
class Sketch:
    """A map or a timeline drawn once, the style rules it needs, how many claims it shows."""

    html: Markup
    style: str
    claims: int


def _sketch(ask: Ask, found: Open, narrow: Narrowed, name: str) -> Sketch:
    """The drawing, from memory where it was drawn like this before."""
    held: Lately[Sketch] = ask.request.app.state.sketched
    wanted = narrow.filter()
    key = (found.name, name, wanted, ask.show.language)
    sketch = held.get(key, found.state)
    if sketch is None:
        sketch = _drawn(ask, found, wanted, name)
        held.keep(key, sketch, len(sketch.html), found.state)
    return sketch


def _drawn(ask: Ask, found: Open, wanted: Filter, name: str) -> Sketch:
    case = narrowed(found.people.case, wanted)
    view = DeskView(found.head.id, case, found.people, ask.show)
    prefix = f"{view.language}-"
    html = (
        environment()
        .get_template(f"{name}.html")
        .render(case=view.case, v=view, page=view.page, p=prefix)
    )
    away = re.compile(rf'href="#({prefix}(?:w-|[cfa][0-9]))')
    led = Markup(away.sub(rf'href="/cases/{found.head.id}#\1', html))
    return Sketch(
        led, "\n".join(positions(view.maps.main, view.maps.overview)), len(view.case["claims"])
    )


def _drawing(ask: Ask, key: str, narrow: Narrowed, name: str) -> HTMLResponse:
    with ask.cases() as cases:
        found = opened_case(ask, cases, key)
    drawn = _sketch(ask, found, narrow, name)
    return page(
        ask, "drawing.html", found=found, name=name, narrow=narrow, drawing=drawn.html,
        choices=choices(found.people.case), shown=drawn.claims,
    )  # fmt: skip
