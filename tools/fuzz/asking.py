"""What is fuzzed of the workbench: any request, as an admin, to the application in process.

The bytes are a line `method address` and then the body. `{key}` stands for a case of the folder,
`{csrf}` for the token of the session; without them hardly any request would come far.
"""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Generator
from pathlib import Path
from urllib.parse import quote

from fastapi import Request
from fastapi.responses import Response
from fastapi.testclient import TestClient
from seeds import ARABIC, ENGLISH

from takhrij import pipeline
from takhrij.casefile import json
from takhrij.document import Document, document_of
from takhrij.errors import InputError, TakhrijError, UsageError
from takhrij.store.cases import Cases
from takhrij.store.corpus import opened
from takhrij.store.index import search_index
from takhrij.store.people import People
from takhrij.web.app import answer, app
from takhrij.web.desk import Desk, Settings

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS")
A_FOLDER = 400
"""Requests before the folder is what it was: accounts get shut, cases closed and restricted."""
SPARE = "/._~!$&'()*+,;=:@%?-"
ADMIN, PASSWORD = "admin", "a long enough one"
Asked = tuple[str, str, bytes]


class NotRead:
    """Stands for the reader of reports, which is fuzzed by itself: here it refuses."""

    def case(self, document: Document) -> dict[str, object]:
        raise UsageError(f"{document.id} isn't read while requests are fuzzed")

    def close(self) -> None:
        pass


def api(data: bytes) -> None:
    """One request; whatever it is, the answer is no fault of the server."""
    method, address, body = _asked(data)
    status = _answers.send((method, address, body))
    if status >= 500:
        raise RuntimeError(f"{method} {address} was answered {status}")


def _asked(data: bytes) -> Asked:
    head, _, body = data.partition(b"\n")
    method, _, address = head.decode("utf-8", "replace").partition(" ")
    if method not in METHODS:
        method = METHODS[len(method) % len(METHODS)]
    return method, "/" + address.lstrip("/"), body


def _answering() -> Generator[int, Asked, None]:
    """Statuses of what is sent, over folder after folder."""
    with tempfile.TemporaryDirectory() as name:
        key = _filled(Path(name) / "whole")
        asked = yield 0
        while True:
            folder = Path(name) / "desk"
            shutil.copytree(Path(name) / "whole", folder)
            asked = yield from _on(folder, key, asked)
            shutil.rmtree(folder)


def _on(folder: Path, key: str, asked: Asked) -> Generator[int, Asked, Asked]:
    """Answer so many requests on one folder; returns the one that comes after."""
    desk = Desk(Settings(folder, rules_only=True))
    desk.__dict__["reader"] = NotRead()
    made = app(desk)
    made.add_exception_handler(TakhrijError, _strict)
    with TestClient(made, base_url="http://127.0.0.1", follow_redirects=False) as client:
        told = {"name": ADMIN, "password": PASSWORD}
        token = client.post("/api/session", json=told).json()["token"]
        client.cookies.clear()
        client.headers["authorization"] = f"Bearer {token}"
        for _ in range(A_FOLDER):
            asked = yield _status(client, asked, {"{key}": key, "{csrf}": desk.csrf(token)})
    return asked


def _strict(request: Request, error: Exception) -> Response:
    """What users do wrong is answered; anything else comes out as it is, with where it arose."""
    if not isinstance(error, InputError):
        raise error
    return answer(request, 400, str(error))


def _status(client: TestClient, asked: Asked, names: dict[str, str]) -> int:
    method, address, body = asked
    for name, value in names.items():
        address, body = address.replace(name, value), body.replace(name.encode(), value.encode())
    kind = "application/json"
    if not address.startswith("/api"):
        kind = "application/x-www-form-urlencoded"
    headers = {"content-type": kind}
    sent = client.request(method, quote(address, safe=SPARE), content=body, headers=headers)
    return sent.status_code


def _filled(folder: Path) -> str:
    """A folder with two reports, their cases and an account; returns the first case's id."""
    keys = []
    with opened(folder, create=True) as corpus:
        for text, language in ((ARABIC, "ar"), (ENGLISH, "en")):
            document = pipeline.read(document_of(text, language), pipeline.RULES)  # type: ignore[arg-type]
            corpus.add(document, text.encode(), "fuzz")
            corpus.commit()
            keys.append(Cases(corpus).keep(json.case(document), made="2031-05-04T06:07:08Z").id)
        search_index(corpus).update()
        People(corpus).add(ADMIN, "admin", PASSWORD)
        corpus.commit()
    return keys[0]


_answers = _answering()
next(_answers)
atexit.register(_answers.close)
