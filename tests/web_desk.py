"""A workbench on a folder with two invented reports, for the tests of its pages and its API."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import uvicorn
from casefile_example import example, judged
from fastapi.testclient import TestClient

from takhrij.casefile.json import case as case_row
from takhrij.document import Document
from takhrij.store.cases import Cases
from takhrij.store.corpus import opened
from takhrij.store.index import search_index
from takhrij.store.people import ROLES, People
from takhrij.web.app import app
from takhrij.web.desk import Desk, Settings
from takhrij.web.serving import config, listen

BASE = "http://127.0.0.1"
PASSWORD = "a long enough one"
NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


def fill(folder: Path, *documents: Document) -> list[str]:
    """Keep documents (the two examples by default) and their cases; returns the cases' ids."""
    keys = []
    with opened(folder, create=True) as corpus:
        for document in documents or (judged(example("ar")), judged(example("en"))):
            corpus.add(document, document.text.encode(), "test")
            corpus.commit()
            keys.append(Cases(corpus).keep(case_row(document), made="2026-01-01T00:00:00Z").id)
        search_index(corpus).update()
    return keys


def give_accounts(folder: Path) -> None:
    """One account a role, named by it; two reviewers."""
    with opened(folder, create=True) as corpus:
        people = People(corpus)
        people.add("admin", "admin", PASSWORD)
        for role in ROLES[:-1]:
            people.add(role, role, PASSWORD)


def desk_on(folder: Path, **settings: Any) -> Desk:
    return Desk(Settings(folder, rules_only=True, **settings))


@contextmanager
def client_of(desk: Desk, language: str = "en") -> Iterator[TestClient]:
    with TestClient(
        app(desk),
        base_url=BASE,
        follow_redirects=False,
        headers={"accept-language": language},
        raise_server_exceptions=False,
    ) as client:
        yield client


@contextmanager
def served(desk: Desk) -> Iterator[str]:
    """The workbench on a real socket, in a thread of this process; gives its address."""
    listening = listen("127.0.0.1", 0)
    server = uvicorn.Server(config(desk))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(10)
        listening.close()


def csrf_of(client: TestClient, desk: Desk) -> str:
    """The token that the pages of this client's session carry."""
    if "takhrij" not in client.cookies:
        client.get("/login")
    return desk.csrf(client.cookies["takhrij"])


def sign_in(client: TestClient, desk: Desk, name: str) -> None:
    told = {"name": name, "password": PASSWORD, "csrf": csrf_of(client, desk)}
    assert client.post("/login", data=told).status_code == 303
