"""The API against its own schema: whatever is sent, no answer is a fault of the server."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from web_desk import BASE, client_of, desk_on, fill

EXAMPLES = 12
"""Requests made up for each route; thousands were made when it was written."""


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder = tmp_path_factory.mktemp("api") / "desk"
    fill(folder)
    with client_of(desk_on(folder)) as found:
        yield found


def test_the_schema_tells_every_answer_that_a_route_may_give(client: TestClient) -> None:
    schema = client.get("/api/openapi.json").json()
    assert schema["openapi"].startswith("3.1")
    for path, methods in schema["paths"].items():
        assert path.startswith("/api"), path
        for told in methods.values():
            assert {"400", "401", "403", "404", "422"} <= set(told["responses"]), path
            assert told["description"], path


def _cases(client: TestClient, schema: dict[str, Any]) -> Iterator[Any]:
    schemathesis = pytest.importorskip("schemathesis")
    loaded = schemathesis.openapi.from_dict(schema)
    for result in loaded.get_all_operations():
        yield result.ok()


def test_whatever_is_sent_no_answer_is_a_fault_of_the_server(client: TestClient) -> None:
    from hypothesis import HealthCheck, Phase, given, settings

    schema = client.get("/api/openapi.json").json()
    key = client.get("/api/cases").json()["cases"][0]["id"]
    faults: list[str] = []

    for operation in _cases(client, schema):
        # Reading a report takes seconds, and the first account would shut everybody out.
        if (operation.method.upper(), operation.path) in (
            ("POST", "/api/cases"),
            ("POST", "/api/people"),
        ):
            continue

        @settings(
            max_examples=EXAMPLES,
            deadline=None,
            database=None,
            derandomize=True,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy())
        def send(case: Any) -> None:
            if "key" in (case.path_parameters or {}):
                case.path_parameters["key"] = key
            told = case.as_transport_kwargs(base_url=BASE)
            told.pop("cookies", None)
            answer = client.request(**told)
            if answer.status_code >= 500:
                faults.append(f"{case.method} {case.path} {answer.status_code}: {told}"[:500])

        send()
    assert faults == []


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ({"text": "   "}, 400),
        ({}, 400),
        ({"text": "x", "published": "2020-02-31"}, 400),
        ({"text": "x", "published": "yesterday"}, 422),
        ({"document": "sha256:" + "0" * 64}, 400),
        ({"text": "x", "unknown": 1}, 422),
    ],
)
def test_a_report_that_does_not_do_is_refused_in_words(
    client: TestClient, told: dict[str, Any], status: int
) -> None:
    answer = client.post("/api/cases", json=told)
    assert answer.status_code == status
    assert answer.json()["error"]


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b'"x"', b"\xff\xfe", b'{"action": "\\ud800"}', b"[" * 100_000,
     json.dumps({"action": "comment", "why": "a\x00b"}).encode(),
     json.dumps({"action": "undo", "number": 10**30}).encode(),
     json.dumps({"action": "correct", "kind": "claim", "key": "c1",
                 "value": {"start": 10**400}}).encode(),
     json.dumps({"action": "correct", "kind": "claim", "key": "c1",
                 "value": {"start": 1.5, "end": {}}}).encode(),
     json.dumps({"action": "correct", "kind": "attribution", "key": "a1",
                 "value": {"content": [[[]]], "kind": []}}).encode(),
     json.dumps({"action": "correct", "kind": "entity", "key": "e1",
                 "value": {"ref": {"x": 1}}}).encode()],
)  # fmt: skip
def test_a_body_of_any_kind_is_answered(client: TestClient, body: bytes) -> None:
    key = client.get("/api/cases").json()["cases"][0]["id"]
    answer = client.post(
        f"/api/cases/{key}/decisions", content=body, headers={"content-type": "application/json"}
    )
    assert answer.status_code < 500, answer.text
    assert answer.status_code in (201, 400, 422)


def test_a_form_posted_from_elsewhere_is_no_request_to_the_api(client: TestClient) -> None:
    key = client.get("/api/cases").json()["cases"][0]["id"]
    sent = '{"action": "close"}'
    for kind in ("text/plain", "application/x-www-form-urlencoded", None):
        headers = {"content-type": kind} if kind else {}
        answer = client.post(f"/api/cases/{key}/decisions", content=sent, headers=headers)
        assert answer.status_code == 422


def test_cases_come_in_pages(client: TestClient, tmp_path: Path) -> None:
    answer = client.get("/api/cases", params={"page": 2}).json()
    assert answer == {"count": 2, "page": 2, "cases": []}
