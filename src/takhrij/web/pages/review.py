"""One annotation at a time: its words, what was read, what people said, the forms to say more."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Query
from fastapi.responses import HTMLResponse, Response
from pydantic import BaseModel, Field

from takhrij.casefile.corrections import FIELDS, row_of
from takhrij.casefile.decisions import LISTS, Draft, in_force, waiting
from takhrij.errors import InputError
from takhrij.web.caseview import DeskView, bare
from takhrij.web.forms import Told, value_of
from takhrij.web.identity import ANNOTATOR, READER, Ask, Refused
from takhrij.web.options import options
from takhrij.web.rendering import go, page
from takhrij.web.spans import span_of, steps
from takhrij.web.work import Open, decide, opened_case

router = APIRouter(include_in_schema=False)
Reader = Annotated[Ask, Depends(READER)]
Annotator = Annotated[Ask, Depends(ANNOTATOR)]
PARTS = ("source", "cue", "content", "speaker_span")
"""The spans of an attribution, one of which is set at a time."""


class Stand(BaseModel):
    """Which part of an attribution the span editor stands on, and where its span was moved."""

    part: str = ""
    start: int | None = Field(None, ge=0, le=10**9)
    end: int | None = Field(None, ge=0, le=10**9)


@router.get("/cases/{key}/{kind}/{one}")
def item(
    ask: Reader, key: str, kind: str, one: str, stand: Annotated[Stand, Query()]
) -> HTMLResponse:
    if kind not in LISTS:
        raise Refused(404, "no such page")
    with ask.cases() as cases:
        found = opened_case(ask, cases, key)
    return _item(ask, found, (kind, one), stand)


def _item(
    ask: Ask, found: Open, target: tuple[str, str], stand: Stand, wrong: str | None = None
) -> HTMLResponse:
    kind, one = target
    try:
        machine = row_of(found.case, kind, one)
    except InputError as error:
        raise Refused(404, str(error)) from error
    now = _now(found, kind, one) or machine
    part = stand.part if kind == "attribution" and stand.part in PARTS else "source"
    text = found.case["document"]["text"]
    span = _span(now, kind, part, stand, len(text))
    spans = [{"start": span[0], "end": span[1]}] if span else _spans(found.case, kind, now)
    return page(
        ask, "item.html", status=400 if wrong else 200, found=found, kind=kind, one=one,
        machine=machine, now=now, part=part, span=span, wrong=wrong, fields=FIELDS.get(kind, {}),
        view=DeskView(found.head.id, found.case, found.people, ask.show),
        words=bare(text, spans), quotes=[text[s["start"]:s["end"]] for s in spans],
        steps=steps(text, *span) if span else {}, options=options(found.case, kind),
        standing=found.people.standing.get((kind, one)),
        history=[d for d in found.decisions if (d.kind, d.key) == (kind, one)],
        living={d.number for d in in_force(found.decisions)},
        undos={d.value["number"]: d for d in found.decisions if d.action == "undo" and d.value},
        left=waiting(found.case, found.decisions),
    )  # fmt: skip


def _now(found: Open, kind: str, one: str) -> dict[str, Any] | None:
    """The annotation as people read it; None where they rejected it."""
    try:
        return dict(row_of(found.people.case, kind, one))
    except InputError:
        return None


def _span(now: Any, kind: str, part: str, stand: Stand, length: int) -> tuple[int, int] | None:
    """The span that the editor stands on: what the address asks for, else what is read now."""
    if kind not in ("mention", "claim", "attribution"):
        return None
    held = now if kind != "attribution" else now[part]
    if isinstance(held, list):
        held = held[0] if held else None
    held = held or _anything(now)
    first = held["start"] if stand.start is None else stand.start
    last = held["end"] if stand.end is None else stand.end
    if 0 <= first < last <= length:
        return first, last
    return held["start"], held["end"]


def _anything(attribution: Any) -> Any:
    """Where to begin for a part that has no span yet."""
    for part in ("source", "cue", "speaker_span"):
        if attribution.get(part):
            return attribution[part]
    return attribution["content"][0]


def _spans(case: Any, kind: str, row: Any) -> list[Any]:
    """The words behind an annotation."""
    if kind == "entity":
        return [span_of(m) for m in case["mentions"] if m["entity"] == row["id"]]
    if kind == "finding":
        return list(row["spans"])
    claim = next((c for c in case["claims"] if c["id"] == row.get("claim")), None)
    return [span_of(claim)] if claim else []


@router.post("/cases/{key}/{kind}/{one}")
def judge(ask: Annotator, key: str, kind: str, one: str, told: Annotated[Told, Form()]) -> Response:
    """Accept, correct, reject or comment; what doesn't fit is said on the same page."""
    ask.check_csrf(told.csrf)
    with ask.cases() as cases:
        found = opened_case(ask, cases, key)
    if kind not in LISTS:
        raise Refused(404, "no such page")
    try:
        value = value_of(told, found.case, kind, one) if told.action == "correct" else None
        draft = Draft(told.action, kind, one, value, told.why.strip())  # type: ignore[arg-type]
        decide(ask, key, draft)
    except InputError as error:
        return _item(
            ask, found, (kind, one), Stand(part=told.part, start=None, end=None), str(error)
        )
    return go(f"/cases/{key}/{kind}/{one}")


@router.post("/cases/{key}/decide")
def on_case(ask: Annotator, key: str, told: Annotated[Told, Form()]) -> Response:
    """Comment on a whole case, close it, or undo any decision on it."""
    ask.check_csrf(told.csrf)
    if told.action not in ("comment", "close", "undo"):
        raise Refused(400, "a whole case can be commented on or closed")
    value = {"number": told.number} if told.action == "undo" else None
    decide(ask, key, Draft(told.action, "case", "", value, told.why.strip()))  # type: ignore[arg-type]
    back = told.back if told.back.startswith(f"/cases/{key}") else f"/cases/{key}"
    return go(back)


@router.get("/cases/{key}/history")
def history(ask: Reader, key: str) -> HTMLResponse:
    """Every decision on a case, newest first."""
    with ask.cases() as cases:
        found = opened_case(ask, cases, key)
    return page(
        ask, "history.html", found=found, decisions=tuple(reversed(found.decisions)),
        living={d.number for d in in_force(found.decisions)},
        view=DeskView(found.head.id, found.case, found.people, ask.show),
    )  # fmt: skip
