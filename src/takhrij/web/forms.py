"""A review form as it is sent, and the correction that it asks for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, Field

from takhrij.casefile.corrections import row_of
from takhrij.errors import UsageError
from takhrij.web.spans import quoted

Row = Mapping[str, Any]
NONE = "-"
"""What a form sends for null."""


class Told(BaseModel):
    """Every field that a review form may send; most send a few."""

    csrf: str = ""
    action: str = ""
    why: str = Field("", max_length=20_000)
    number: int = Field(0, ge=0, le=10**9)
    back: str = Field("", max_length=500)
    part: str = ""
    start: int | None = Field(None, ge=0, le=10**9)
    end: int | None = Field(None, ge=0, le=10**9)
    quote: str = Field("", max_length=20_000)
    ref: str | None = None
    type: str | None = None
    kind: str | None = None
    event: str | None = None
    polarity: str | None = None
    checkable: str | None = None
    speaker: str | None = None
    knowledge: str | None = None
    act: str | None = None
    label: str | None = None


def value_of(told: Told, case: Row, kind: str, key: str) -> dict[str, Any]:
    """The correction that a form asks for: what differs from what the machine read.

    Raises UsageError if a quotation isn't in the text or nothing was changed.
    """
    machine = row_of(case, kind, key)
    text: str = case["document"]["text"]
    asked = {**_choices(told), **_spans(told, text, kind), **_speaker(told, case)}
    value = {name: one for name, one in asked.items() if machine.get(name) != one or name == "ref"}
    if "start" in asked and value.keys() & {"start", "end"}:
        value |= {"start": asked["start"], "end": asked["end"]}
    if not value:
        raise UsageError("nothing is different from what was read; accept it instead")
    return value


def _choices(told: Told) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name in ("type", "kind", "event", "polarity", "knowledge", "act", "label", "ref"):
        one = getattr(told, name)
        if one is not None:
            found[name] = None if one == NONE else one
    if told.checkable is not None:
        found["checkable"] = told.checkable == "yes"
    return found


def _spans(told: Told, text: str, kind: str) -> dict[str, Any]:
    if told.start is None or told.end is None or kind not in ("mention", "claim", "attribution"):
        return {}
    start, end = told.start, told.end
    if told.quote.strip() and " ".join(told.quote.split()) != " ".join(text[start:end].split()):
        start, end = quoted(text, told.quote, start)
    span = {"start": start, "end": end}
    if kind != "attribution":
        return span
    if told.part == "content":
        return {"content": [span]}
    return {told.part: span} if told.part in ("source", "cue", "speaker_span") else {}


def _speaker(told: Told, case: Row) -> dict[str, Any]:
    """A speaker chosen among the mentions (`m7`), or nobody (`-`)."""
    if told.speaker is None or told.speaker == "":
        return {}
    if told.speaker == NONE:
        return {"speaker": None, "speaker_span": None}
    for one in case["mentions"]:
        if one["id"] == told.speaker:
            span = {"start": one["start"], "end": one["end"]}
            return {"speaker": one["text"], "speaker_span": span}
    raise UsageError(f"the case has no mention {told.speaker[:20]!r}; choose one of the list")
