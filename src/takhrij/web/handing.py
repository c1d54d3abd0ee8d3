"""A case in another form, as a file to keep; what it could not carry is said in a header."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from fastapi.responses import Response

from takhrij.casefile.exports import FORMATS, Format, losses_said
from takhrij.casefile.json import dumps
from takhrij.casefile.judged import both, training
from takhrij.casefile.package import package
from takhrij.document import digest
from takhrij.secrecy.keys import signing_key
from takhrij.store.cases import Cases
from takhrij.store.checkpoints import KEYS
from takhrij.store.packages import parts
from takhrij.store.people import People
from takhrij.web.identity import Ask, Refused
from takhrij.web.work import Open, opened_case

OWN = ("judged", "training")
"""Forms that need the decisions too: both readings with every decision, and training data."""
FORMS: tuple[str, ...] = (*(one.name for one in FORMATS), *OWN)
_TYPES = {".json": "application/json", ".html": "text/html", ".csv": "text/csv"}


def made(ask: Ask, key: str, name: str, reading: str = "people") -> Response:
    """A case as a file in a form; logged as an export. Raises Refused for an unknown form."""
    if name not in FORMS:
        raise Refused(404, f"no form {name!r}; there are {', '.join(FORMS)}")
    with ask.cases() as cases:
        found = opened_case(ask, cases, key)
        content, suffix, lost = (
            (_package(ask, cases, found, reading), ".zip", "")
            if name == "package"
            else _content(ask, found, name, reading)
        )
        told = {"form": name, "reading": reading, "content": digest(content)}
        cases.corpus.log("export", key, told)
        cases.corpus.commit()
    headers = {"Content-Disposition": f'attachment; filename="case-{key}{suffix}"'}
    if lost:
        headers["X-Left-Out"] = lost.encode("ascii", "replace").decode()
    kind = _TYPES.get("." + suffix.rpartition(".")[2], "application/octet-stream")
    return Response(content, media_type=kind, headers=headers)


def _content(ask: Ask, found: Open, name: str, reading: str) -> tuple[bytes, str, str]:
    if name == "judged":
        return dumps(both(found.case, found.decisions)).encode() + b"\n", ".judged.json", ""
    if name == "training":
        return _lines(found), ".training.jsonl", ""
    form: Format = next(one for one in FORMATS if one.name == name)
    case: Mapping[str, Any] = found.case if reading == "machine" else found.people.case
    export = form(case, ask.show.language)
    return export.content, form.suffix, losses_said(export.losses, "en")


def _package(ask: Ask, cases: Cases, found: Open, reading: str) -> bytes:
    """The package with its originals and custody, signed with the key of the folder's checkpoints;
    originals of cases that aren't open to whoever asks stay out."""
    case = found.case if reading == "machine" else found.people.case
    hidden = People(cases.corpus).hidden_documents(ask.who)
    whole = parts(cases.corpus, case)
    kept = {name: data for name, data in whole.originals.items() if name not in hidden}
    key = signing_key(cases.corpus.folder / KEYS)
    return package(replace(whole, originals=kept), ask.show.language, key)


def _lines(found: Open) -> bytes:
    rows = training(found.case, found.decisions)
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()
