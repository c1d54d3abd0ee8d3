"""What a correction may set on each kind of annotation, checked against the case's own words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, get_args

from takhrij.annotations import (
    Act,
    ClaimKind,
    Event,
    Knowledge,
    Label,
    MentionType,
    Polarity,
    SourceKind,
)
from takhrij.casefile.decisions import LISTS
from takhrij.errors import UsageError

Row = Mapping[str, Any]
Check = Callable[[Any, Row], Any]
"""Takes a value and the case; returns the value in the case file's form, or raises UsageError."""

LONGEST = 500
"""Characters of any name that a person may write."""


def checked(case: Row, kind: str, key: str, value: Row) -> dict[str, Any]:
    """The correction in the case file's own form, spans with their words.

    Raises UsageError if the case has no such target, a key is not one that can be corrected
    there, or a value doesn't fit the text.
    """
    target = row_of(case, kind, key)
    fields = FIELDS.get(kind, {})
    if not fields:
        raise UsageError(f"a {kind} can be accepted, rejected or commented on, not corrected")
    if not value:
        raise UsageError(f"nothing to correct; give one of {', '.join(fields)}")
    for name in value:
        if name not in fields:
            raise UsageError(f"{name!r} of a {kind} can't be corrected; {', '.join(fields)} can")
    found = {name: fields[name](one, case) for name, one in value.items()}
    if "start" in found or "end" in found:
        span = {
            "start": found.get("start", target["start"]),
            "end": found.get("end", target["end"]),
        }
        found |= _span(span, case)
    if kind == "entity":
        found["ref"] = _place(target, found["ref"])
    return found


def row_of(case: Row, kind: str, key: str) -> Row:
    """The annotation itself. Raises UsageError if the case has no such one."""
    name = "claim" if kind == "verdict" else "id"
    for row in case.get(LISTS.get(kind, ""), ()):
        if row[name] == key:
            return dict(row)
    raise UsageError(f"the case has no {kind} {key!r}")


# --- values -------------------------------------------------------------------------------


def _offset(value: Any, case: Row) -> int:
    length = len(case["document"]["text"])
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= length:
        raise UsageError(f"offset {value!r} is not in the text; give one from 0 to {length}")
    return value


def _span(value: Any, case: Row) -> dict[str, int]:
    if not isinstance(value, Mapping) or set(value) != {"start", "end"}:
        raise UsageError(f"{value!r} is no span; give start and end")
    start, end = _offset(value["start"], case), _offset(value["end"], case)
    if start >= end or not case["document"]["text"][start:end].strip():
        raise UsageError(f"span {start}:{end} holds no words; start < end is needed")
    return {"start": start, "end": end}


def _maybe_span(value: Any, case: Row) -> dict[str, int] | None:
    return None if value is None else _span(value, case)


def _spans(value: Any, case: Row) -> list[dict[str, int]]:
    if not isinstance(value, list) or not value:
        raise UsageError(f"{value!r} is no list of spans; give at least one")
    return [_span(one, case) for one in value]


def _one_of(choices: tuple[Any, ...]) -> Check:
    def check(value: Any, case: Row) -> Any:
        if value not in choices:
            named = ", ".join(str(one) for one in choices)
            raise UsageError(f"{value!r} is not one of {named}")
        return value

    return check


def _words(value: Any, case: Row) -> str | None:
    if value is None:
        return None
    if not isinstance(value, str) or not value.strip() or len(value) > LONGEST:
        raise UsageError(f"a name is needed, of at most {LONGEST} characters")
    if any("\ud800" <= one <= "\udfff" for one in value):
        raise UsageError("the name has a lone surrogate, which is no character")
    return value.strip()


def _flag(value: Any, case: Row) -> bool:
    if not isinstance(value, bool):
        raise UsageError(f"{value!r} is neither true nor false")
    return value


def _place(entity: Row, ref: Any) -> str | None:
    if entity["type"] != "place":
        raise UsageError("only a place can be set to one of its candidates")
    known = [entity.get("ref"), *(one["ref"] for one in entity.get("alternatives", ()))]
    if ref is not None and ref not in known:
        named = ", ".join(str(one) for one in known if one)
        raise UsageError(f"{ref!r} is no candidate of {entity['name']}; its candidates: {named}")
    return None if ref is None else str(ref)


CHOICES: dict[str, dict[str, tuple[str, ...]]] = {
    "mention": {"type": get_args(MentionType)},
    "claim": {
        "kind": get_args(ClaimKind),
        "event": get_args(Event),
        "polarity": get_args(Polarity),
    },
    "attribution": {
        "kind": get_args(SourceKind),
        "knowledge": get_args(Knowledge),
        "act": get_args(Act),
    },
    "verdict": {"label": get_args(Label)},
}
"""By kind of annotation: what is one of few words, and the words, in the order of the contract."""
_SPAN: dict[str, Check] = {"start": _offset, "end": _offset}
_FREE: dict[str, dict[str, Check]] = {
    "mention": _SPAN,
    "entity": {"ref": lambda value, case: value},
    "claim": {**_SPAN, "checkable": _flag},
    "attribution": {
        "source": _maybe_span,
        "cue": _maybe_span,
        "content": _spans,
        "speaker": _words,
        "speaker_span": _maybe_span,
    },
    "verdict": {},
}


def _fields(kind: str) -> dict[str, Check]:
    chosen = {name: _one_of(words) for name, words in CHOICES.get(kind, {}).items()}
    if kind == "claim":
        chosen["event"] = _one_of((*CHOICES[kind]["event"], None))
    return {**_FREE[kind], **chosen}


FIELDS: dict[str, dict[str, Check]] = {kind: _fields(kind) for kind in _FREE}
"""What can be corrected, by kind of annotation. Everything else is accepted or rejected."""


# --- applied ------------------------------------------------------------------------------


def corrected(row: Row, kind: str, value: Row, text: str) -> dict[str, Any]:
    """The annotation with a checked correction on it; `text` is the document's."""
    if kind == "entity":
        return _placed(row, value["ref"])
    found = {**row, **value}
    if kind in ("mention", "claim"):
        found["text"] = text[found["start"] : found["end"]]
    if kind == "attribution" and value.get("speaker_span"):
        span = value["speaker_span"]
        found["speaker"] = value.get("speaker") or text[span["start"] : span["end"]]
    return found


def _placed(entity: Row, ref: str | None) -> dict[str, Any]:
    """A place set to one of its candidates, the one it stood for kept among the others."""
    if ref == entity.get("ref"):
        return {**entity, "confidence": 1.0}
    rest = [one for one in entity.get("alternatives", ()) if one["ref"] != ref]
    if entity.get("ref"):
        rest = [_as_candidate(entity), *rest]
    if ref is None:
        nowhere: dict[str, Any] = {
            "ref": None,
            "lat": None,
            "lon": None,
            "country": None,
            "admin": [],
        }
        nowhere |= {"confidence": 0.0, "precision": None, "alternatives": rest}
        return {**entity, **nowhere}
    chosen = next(one for one in entity["alternatives"] if one["ref"] == ref)
    where = {key: chosen[key] for key in ("ref", "lat", "lon", "country", "admin") if key in chosen}
    return {**entity, **where, "confidence": 1.0, "precision": 1, "alternatives": rest}


def _as_candidate(entity: Row) -> dict[str, Any]:
    keys = ("ref", "name", "lat", "lon", "country", "admin", "confidence")
    return {key: entity[key] for key in keys if entity.get(key) is not None}
