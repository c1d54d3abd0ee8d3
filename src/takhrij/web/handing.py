"""A case in another form, as a file to keep; what it could not carry is said in a header."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from fastapi.responses import Response

from takhrij.casefile.exports import FORMATS, Format, losses_said
from takhrij.casefile.json import dumps
from takhrij.casefile.judged import both, training
from takhrij.casefile.package import package
from takhrij.document import digest
from takhrij.secrecy.keys import signing_key
from takhrij.store.cases import Cases, case_id
from takhrij.store.checkpoints import KEYS
from takhrij.store.packages import parts
from takhrij.store.people import People
from takhrij.web.identity import Ask, Refused
from takhrij.web.lately import Lately
from takhrij.web.masking import Masking, masked
from takhrij.web.work import Open, opened_case

Row = Mapping[str, Any]
OWN = ("judged", "training")
"""Forms that need the decisions too: both readings with every decision, and training data."""
MASKED: tuple[str, ...] = tuple(one.name for one in FORMATS)
"""Forms that a redacted copy can take."""
FORMS: tuple[str, ...] = (*MASKED, *OWN)
_LOSING = {one.name: one for one in FORMATS if not one.binary and one.name not in ("json", "html")}
_TYPES = {".json": "application/json", ".html": "text/html", ".csv": "text/csv"}


@dataclass(frozen=True, slots=True)
class File:
    """A file to hand over: its bytes, the end of its name, what the form had no room for."""

    content: bytes
    suffix: str
    lost: str = ""

    def response(self, name: str) -> Response:
        told = {"Content-Disposition": f'attachment; filename="{name}{self.suffix}"'}
        if self.lost:
            told["X-Left-Out"] = self.lost.encode("ascii", "replace").decode()
        kind = _TYPES.get("." + self.suffix.rpartition(".")[2], "application/octet-stream")
        return Response(self.content, media_type=kind, headers=told)


def made(ask: Ask, key: str, name: str, reading: str = "people") -> Response:
    """A case as a file in a form; logged as an export. Raises Refused for an unknown form."""
    _check_form(name, FORMS)
    with ask.cases() as cases:
        found = opened_case(ask, cases, key)
        if name in OWN:
            file = _own(found, name)
        else:
            file = _file(ask, cases, _reading(found, reading), name)
        told = {"form": name, "reading": reading, "content": digest(file.content)}
        cases.corpus.log("export", key, told)
        cases.corpus.commit()
    return file.response(f"case-{key}")


def made_masked(ask: Ask, key: str, name: str, asked: Masking, reading: str = "people") -> Response:
    """A redacted copy of a case in a form, logged as a redaction and as an export.

    Neither its name nor anything in it leads to the report. Raises Refused for an unknown form
    and all that `masking.masked` does.
    """
    _check_form(name, MASKED)
    with ask.cases() as cases:
        found = opened_case(ask, cases, key)
        copy = masked(ask, cases.corpus, _reading(found, reading), asked)
        file = _file(ask, cases, copy.case, name)
        told = {"form": name, "reading": reading, "content": digest(file.content)}
        cases.corpus.log("export", copy.case["document"]["id"], told)
        cases.corpus.commit()
    return file.response(f"redacted-{case_id(copy.case['document']['id'])}")


def left_out(ask: Ask, found: Open) -> dict[str, str]:
    """What each form has no room for of the people's reading, in words; forms that carry all, or
    draw all, are left out."""
    held: Lately[dict[str, str]] = ask.request.app.state.counted
    language = ask.show.language
    key = ("left out", found.name, language)
    told = held.get(key, found.state)
    if told is None:
        made = {name: form(found.people.case, language).losses for name, form in _LOSING.items()}
        told = {name: losses_said(losses, language) for name, losses in made.items() if losses}
        held.keep(key, told, 1 + len(told), found.state)
    return told


def _check_form(name: str, known: tuple[str, ...]) -> None:
    if name not in known:
        raise Refused(404, f"no form {name[:40]!r}; there are {', '.join(known)}")


def _reading(found: Open, reading: str) -> Row:
    return found.case if reading == "machine" else found.people.case


def _own(found: Open, name: str) -> File:
    if name == "judged":
        return File(dumps(both(found.case, found.decisions)).encode() + b"\n", ".judged.json")
    rows = training(found.case, found.decisions)
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    return File(lines.encode(), ".training.jsonl")


def _file(ask: Ask, cases: Cases, case: Row, name: str) -> File:
    form: Format = next(one for one in FORMATS if one.name == name)
    if name == "package":
        return File(_package(ask, cases, case), form.suffix)
    export = form(case, ask.show.language)
    return File(export.content, form.suffix, losses_said(export.losses, "en"))


def _package(ask: Ask, cases: Cases, case: Row) -> bytes:
    """The package with its originals and custody, signed with the key of the folder's checkpoints;
    originals of cases that aren't open to whoever asks stay out."""
    hidden = People(cases.corpus).hidden_documents(ask.who)
    whole = parts(cases.corpus, case)
    kept = {name: data for name, data in whole.originals.items() if name not in hidden}
    key = signing_key(cases.corpus.folder / KEYS)
    return package(replace(whole, originals=kept), ask.show.language, key)
