"""The case file as JSON: schema `takhrij.casefile/1`, the same bytes for the same case."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from types import NoneType
from typing import Any

from takhrij import __version__
from takhrij.annotations import (
    Attribution,
    Chain,
    Claim,
    Entity,
    Evidence,
    Finding,
    Incident,
    Mention,
    RecordMatch,
    Searched,
    Sentence,
    Verdict,
)
from takhrij.casefile import rows
from takhrij.casefile.around import around
from takhrij.casefile.grades import graded
from takhrij.document import Document, Span, digest
from takhrij.errors import ContractError
from takhrij.language.gazetteer.lookup import Gazetteer
from takhrij.records.record import Dataset

SCHEMA = "takhrij.casefile/1"
DIGITS = 6
"""Decimals kept of any number: a tenth of a metre in degrees, finer than any source."""


def case(
    document: Document,
    *,
    settings: Mapping[str, Any] | None = None,
    data: Mapping[str, str] | None = None,
    families: Iterable[Mapping[str, Any]] = (),
    gazetteer: Gazetteer | None = None,
    datasets: Iterable[Dataset] = (),
) -> rows.Row:
    """The whole case. A layer that no stage has made gives an empty list.

    `data` names each data file that decided something with its digest (`sha256:...`);
    `families` are rows of the corpus; the gazetteer gives the map the places around; `datasets`
    are those whose records were compared. No source is rated; `grades.graded` does that. Raises
    ContractError if a value has no JSON form.
    """
    judged: rows.Row = {
        "evidence": _judging(document),
        "records": _each(document, RecordMatch, rows.record_row),
        "families": [{"origin": None, "changes": [], **family} for family in families],
        "verdicts": _each(document, Verdict, rows.verdict_row),
        "searched": _each(document, Searched, rows.searched_row),
        "datasets": [rows.dataset_row(one) for one in datasets],
        "made_by": made_by(document, settings or {}, data or {}),
    }
    read = plain({**_read(document), **judged})
    read["claims"] = graded(read)
    nearby = [] if gazetteer is None else around(read, gazetteer)
    return {**read, "around": plain(nearby)}


def extraction(
    document: Document,
    *,
    settings: Mapping[str, Any] | None = None,
    data: Mapping[str, str] | None = None,
) -> rows.Row:
    """The case up to its findings, as `extract` prints it: what one article says by itself."""
    made = made_by(document, settings or {}, data or {})
    return plain({**_read(document), "made_by": made})  # type: ignore[no-any-return]


def dumps(case: Mapping[str, Any], *, indent: int | None = 1) -> str:
    """Canonical JSON text, ending without a newline; `indent=None` gives one line.

    Keys stay in the order of the schema; no characters are escaped that JSON doesn't ask for.
    """
    separators = (",", ":") if indent is None else (",", ": ")
    return json.dumps(
        case, ensure_ascii=False, indent=indent, separators=separators, allow_nan=False
    )


@cache
def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) that every case file is valid against. Don't change it."""
    path = files("takhrij.casefile") / "schema.json"
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def _read(document: Document) -> rows.Row:
    """What is read out of the article itself, in the order of the schema."""
    text = document.text
    return {
        "schema": SCHEMA,
        "document": rows.document_row(document),
        "sentences": _each(document, Sentence, lambda one: rows.span_row(one.span)),
        "mentions": _each(document, Mention, lambda one: rows.mention_row(one, text)),
        "entities": _each(document, Entity, rows.entity_row),
        "attributions": _each(document, Attribution, rows.attribution_row),
        "claims": _claims(document),
        "incidents": _each(document, Incident, rows.incident_row),
        "findings": _each(document, Finding, rows.finding_row),
    }


def items(document: Document, kind: type[Any]) -> tuple[Any, ...]:
    """The layer of a type, or nothing where no stage has made it."""
    return document.layer(kind) if document.has(kind) else ()


def _each(document: Document, kind: type[Any], row: Callable[[Any], rows.Row]) -> list[rows.Row]:
    return [row(item) for item in items(document, kind)]


def _claims(document: Document) -> list[rows.Row]:
    chains = {chain.claim: chain for chain in items(document, Chain)}
    entities = {one.id: one.entity for one in items(document, Mention) if one.entity}
    return _each(
        document,
        Claim,
        lambda claim: rows.claim_row(claim, chains.get(claim.id), document.text, entities),
    )


def _judging(document: Document) -> list[rows.Row]:
    """Evidence that bears on a claim; what was judged unrelated to it is none."""
    found = (one for one in items(document, Evidence) if one.stance != "unrelated")
    return [rows.evidence_row(one) for one in found]


def made_by(document: Document, settings: Mapping[str, Any], data: Mapping[str, str]) -> rows.Row:
    """What made the case: versions, data digests, settings. No clock, no machine."""
    return {
        "takhrij": __version__,
        "data": {"language": language_digest(), **dict(sorted(data.items()))},
        "settings": dict(sorted(settings.items())),
        "stages": {layer.kind.__name__: layer.made_by for layer in document.layers},
    }


@cache
def language_digest() -> str:
    """One digest over every file of language data, so two runs can be told to share them."""
    folder = files("takhrij.language") / "data"
    listed = sorted(
        f"{language.name}/{file.name} {digest(file.read_bytes())}\n"
        for language in folder.iterdir()
        if language.is_dir()
        for file in language.iterdir()
        if file.name.endswith(".toml")
    )
    return digest("".join(listed).encode())


def plain(value: Any) -> Any:
    """The value in JSON's own types: numbers rounded, dates in ISO form, tuples as lists.

    Raises ContractError on a type or a number that JSON has no form for.
    """
    kind = type(value)
    if kind in _AS_IT_IS:
        return value
    if kind is dict:
        return {str(key): plain(one) for key, one in value.items()}
    if kind is list or kind is tuple:
        return [plain(one) for one in value]
    return _plain_object(value)


_AS_IT_IS = frozenset({str, int, bool, NoneType})


def _plain_object(value: Any) -> Any:
    if isinstance(value, str | int):
        return value
    if isinstance(value, float):
        return _rounded(value)
    if isinstance(value, Mapping):
        return plain(dict(value))
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    if isinstance(value, Span):
        return rows.span_row(value)
    if isinstance(value, date):
        return value.isoformat()
    raise ContractError(
        f"the case file can't hold a {type(value).__name__}; "
        f"give text, numbers, dates, spans, lists or mappings"
    )


def _rounded(value: float) -> float:
    if value != value or value in (float("inf"), float("-inf")):
        raise ContractError(f"the case file can't hold the number {value}; leave it null")
    return round(value, DIGITS) + 0.0
