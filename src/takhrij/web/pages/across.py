"""What all cases tell on one map and one timeline."""

from __future__ import annotations

from typing import Annotated, get_args

from fastapi import APIRouter, Depends, Query
from fastapi.responses import HTMLResponse, Response

from takhrij.annotations import Basis, Event
from takhrij.casefile.decisions import STATUSES
from takhrij.store.facts import PAGE
from takhrij.web.across import Narrowed, across, named
from takhrij.web.identity import OVERSEES, Ask
from takhrij.web.rendering import page, pages_of

router = APIRouter(include_in_schema=False)
Overseer = Annotated[Ask, Depends(OVERSEES)]


class Paged(Narrowed):
    """The filter with the page of the list."""

    p: Annotated[int, Query(ge=1, le=1_000_000)] = 1

    @property
    def asked(self) -> dict[str, object]:
        """The filter without the page, as an address tells it."""
        return {name: one for name, one in self.model_dump(exclude={"p"}).items() if one}


@router.get("/across")
def overview(ask: Overseer, narrow: Annotated[Paged, Query()]) -> HTMLResponse:
    held = across(ask, narrow, narrow.p)
    return page(
        ask, "across.html", narrow=narrow, held=held, named=named, number=narrow.p,
        last=pages_of(held.overview.rows, PAGE), events=get_args(Event), bases=get_args(Basis),
        statuses=STATUSES,
    )  # fmt: skip


@router.get("/across.css")
def style(ask: Overseer, narrow: Annotated[Paged, Query()]) -> Response:
    """Where the pins of the map stand."""
    return Response(across(ask, narrow, 0).pinned.style, media_type="text/css")
