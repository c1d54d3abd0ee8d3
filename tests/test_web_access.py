"""Who may do what: every route, every role; and what somebody hostile tries."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient
from web_desk import BASE, NOW, PASSWORD, client_of, csrf_of, desk_on, fill, give_accounts, sign_in

from takhrij.store.corpus import opened
from takhrij.store.people import People
from takhrij.web.identity import SHOWN
from takhrij.web.pace import A_MINUTE, ADDRESS, Pace, Work
from takhrij.web.wording import words

ROUTES = """
GET    /static/{digest}/{name}         open
GET    /login                          open
POST   /login                          open
POST   /logout                         open
GET    /show                           open
GET    /                               reader
GET    /queue                          reader
GET    /new                            annotator
POST   /new                            annotator
POST   /cases/{key}/again              annotator
GET    /cases/{key}                    reader
GET    /cases/{key}/style.css          reader
GET    /cases/{key}/next               reader
GET    /cases/{key}/map                reader
GET    /cases/{key}/timeline           reader
GET    /cases/{key}/map.css            reader
GET    /cases/{key}/exports            reader
GET    /cases/{key}/exports/{name}     reader
GET    /cases/{key}/redact             annotator
POST   /cases/{key}/redact             annotator
GET    /across                         reader
GET    /across.css                     reader
GET    /people                         admin
POST   /people                         admin
GET    /password                       reader
POST   /password                       reader
GET    /cases/{key}/access             admin
POST   /cases/{key}/access             admin
GET    /search                         reader
GET    /documents/{identity}           reader
GET    /families                       reader
GET    /families/diff                  reader
GET    /records                        reader
GET    /sources                        reader
GET    /sources/one                    reader
POST   /sources/one                    annotator
GET    /cases/{key}/{kind}/{one}       reader
POST   /cases/{key}/{kind}/{one}       annotator
POST   /cases/{key}/decide             annotator
GET    /cases/{key}/history            reader
POST   /api/session                    open
GET    /api/session                    reader
DELETE /api/session                    reader
GET    /api/cases                      reader
POST   /api/cases                      annotator
GET    /api/cases/{key}                reader
GET    /api/cases/{key}/head           reader
GET    /api/cases/{key}/versions       reader
GET    /api/cases/{key}/waiting        reader
GET    /api/cases/{key}/decisions      reader
POST   /api/cases/{key}/decisions      annotator
GET    /api/cases/{key}/exports        reader
GET    /api/cases/{key}/exports/{name} reader
POST   /api/cases/{key}/redactions     annotator
GET    /api/cases/{key}/access         admin
PUT    /api/cases/{key}/access         admin
GET    /api/search                     reader
GET    /api/documents/{identity}       reader
GET    /api/families                   reader
GET    /api/records                    reader
GET    /api/facts                      reader
GET    /api/sources                    reader
GET    /api/sources/grades             reader
POST   /api/sources/grades             annotator
GET    /api/people                     admin
POST   /api/people                     admin
PATCH  /api/people/{name}              admin
"""
"""Every route with the least role that may ask for it; what isn't here fails."""
TABLE = [tuple(line.split()) for line in ROUTES.strip().splitlines()]
ROLES = ("nobody", "reader", "annotator", "reviewer", "admin")
NEEDED = {"open": 0, "reader": 1, "annotator": 2, "reviewer": 3, "admin": 4}


class Place:
    """A workbench with accounts, and a client for each role."""

    def __init__(self, folder: Path) -> None:
        self.keys = fill(folder)
        give_accounts(folder)
        self.desk = desk_on(folder, clock=lambda: NOW)
        self.clients: dict[str, TestClient] = {}

    def as_(self, role: str) -> TestClient:
        return self.clients[role]

    def post(self, role: str, address: str, **told: Any) -> Any:
        client = self.as_(role)
        return client.post(address, data={"csrf": csrf_of(client, self.desk), **told})


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    found = Place(tmp_path_factory.mktemp("access") / "desk")
    with client_of(found.desk) as first:
        found.clients["nobody"] = first
        for role in ROLES[1:]:
            client = TestClient(first.app, base_url=BASE, follow_redirects=False)
            sign_in(client, found.desk, role)
            found.clients[role] = client
        yield found


def _all_routes(app: Any) -> set[tuple[str, str]]:
    found: set[tuple[str, str]] = set()
    waiting = list(app.routes)
    while waiting:
        one = waiting.pop()
        if isinstance(one, APIRoute):
            found |= {(method, one.path) for method in one.methods - {"HEAD"}}
        waiting += list(getattr(one, "routes", ()) or ())
    return found


def test_every_route_is_in_the_table(place: Place) -> None:
    schema = {
        (method.upper(), path)
        for path, told in place.as_("nobody").app.openapi()["paths"].items()  # type: ignore[attr-defined]
        for method in told
    }
    listed = {(row[0], row[1]) for row in TABLE}
    assert schema <= listed
    assert _all_routes(place.as_("nobody").app) <= listed


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(("method", "path", "least"), TABLE, ids=lambda one: one)
def test_each_role_reaches_what_it_may_and_nothing_else(
    place: Place, method: str, path: str, least: str, role: str
) -> None:
    """What is asked for is often nonsense: only refused (401, 403, sign in) or not counts."""
    if (path, method) in (("/logout", "POST"), ("/api/session", "DELETE")):
        pytest.skip("would end the session that the other rows use")
    address = path.replace("{key}", place.keys[0]).replace("{kind}/{one}", "claim/c1")
    address = re.sub(r"\{\w+\}", "sha256:" + "0" * 64 if "documents" in path else "x", address)
    client = place.as_(role)
    headers = {"x-csrf-token": csrf_of(client, place.desk)}
    told: dict[str, Any] = {}
    if method != "GET" and not path.startswith("/api"):
        told["data"] = {"csrf": csrf_of(client, place.desk)}
    elif method != "GET":
        told["json"] = {}
    found = client.request(method, address, headers=headers, **told)
    to_login = found.status_code == 303 and found.headers["location"].startswith("/login")
    refused = found.status_code in (401, 403) or to_login
    if path in ("/login", "/api/session") and method == "POST":
        refused = False  # refused for its password, which is another matter
    assert refused == (ROLES.index(role) < NEEDED[least]), found.status_code
    assert found.status_code < 500


# --- sessions -----------------------------------------------------------------------------


def test_without_accounts_nobody_signs_in_and_the_first_account_ends_that(tmp_path: Path) -> None:
    fill(tmp_path / "desk")
    desk = desk_on(tmp_path / "desk")
    with client_of(desk) as client:
        assert client.get("/").status_code == 200
        told = {"do": "add", "name": "amal", "role": "reader", "password": PASSWORD}
        client.post("/people", data={**told, "csrf": csrf_of(client, desk)})
        assert client.get("/").status_code == 303
        sign_in(client, desk, "amal")
        assert client.get("/people").status_code == 200


@pytest.mark.parametrize("forged", ["", "x", "x.y", "a" * 5000, "ü.ü", "../../etc/passwd"])
def test_a_forged_cookie_opens_nothing(place: Place, forged: str) -> None:
    client = TestClient(place.as_("nobody").app, base_url=BASE)
    address = f"/api/cases/{place.keys[0]}"
    found = client.get(address, headers={"cookie": f"takhrij={forged}".encode()})
    assert found.status_code == 401


def test_a_session_gets_a_new_token_and_ends_for_good(place: Place) -> None:
    client = TestClient(place.as_("nobody").app, base_url=BASE, follow_redirects=False)
    before = csrf_of(client, place.desk), client.cookies["takhrij"]
    sign_in(client, place.desk, "reader")
    token = client.cookies["takhrij"]
    assert token != before[1]
    assert client.post("/logout", data={"csrf": csrf_of(client, place.desk)}).status_code == 303
    again = client.get("/api/session", headers={"cookie": f"takhrij={token}"})
    assert again.status_code == 401


def test_the_cookie_is_out_of_the_reach_of_scripts_and_other_sites(place: Place) -> None:
    client = TestClient(place.as_("nobody").app, base_url=BASE)
    told = client.get("/login").headers["set-cookie"].lower()
    assert "httponly" in told
    assert "samesite=strict" in told


def test_after_five_wrong_passwords_a_name_must_wait(tmp_path: Path) -> None:
    fill(tmp_path / "desk")
    give_accounts(tmp_path / "desk")
    now = [NOW]
    desk = desk_on(tmp_path / "desk", clock=lambda: now[0])
    with client_of(desk) as client:
        told = {"name": "reader", "password": "wrong", "csrf": csrf_of(client, desk)}
        statuses = [client.post("/login", data=told).status_code for _ in range(6)]
        assert statuses == [401] * 5 + [429]
        right = {**told, "password": PASSWORD}
        assert client.post("/login", data=right).status_code == 429
        now[0] += timedelta(minutes=6)
        assert client.post("/login", data=right).status_code == 303


# --- how much at once ---------------------------------------------------------------------

COSTLY = """
report      POST /new
report      POST /cases/{key}/again
report      POST /api/cases
redaction   POST /cases/{key}/redact
redaction   POST /api/cases/{key}/redactions
export      GET  /cases/{key}/exports/json
export      GET  /api/cases/{key}/exports/json
search      GET  /search?q=fire
search      GET  /api/search?words=fire
comparison  GET  /families
comparison  GET  /families/diff?one=x&other=y
comparison  GET  /api/families
overview    GET  /across
overview    GET  /across.css
overview    GET  /api/facts
"""
"""What costs the machine most, by the turns that it takes."""


@pytest.mark.parametrize(("work", "method", "path"), [r.split() for r in COSTLY.split("\n")[1:-1]])
@pytest.mark.parametrize("language", ["ar", "en"])
def test_who_asks_for_too_much_is_told_how_long_to_wait(
    place: Place, work: Work, method: str, path: str, language: str
) -> None:
    place.desk.__dict__["pace"] = pace = Pace()
    while not pace.take(work, "annotator", "elsewhere", NOW):
        pass
    found = _asked(place, "annotator", method, path.replace("{key}", place.keys[0]), language)
    wait = int(found.headers["retry-after"])
    assert (found.status_code, 0 < wait <= 60) == (429, True)
    assert words(language).count("desk_counts.wait", wait) in re.sub(r"<[^<>]*>", "", found.text)
    other = _asked(place, "reviewer", method, path.replace("{key}", place.keys[0]), language)
    assert other.status_code != 429


def _asked(place: Place, role: str, method: str, address: str, language: str) -> Any:
    client = place.as_(role)
    token = csrf_of(client, place.desk)
    if SHOWN in client.cookies:
        client.cookies.delete(SHOWN)
    headers = {"accept-language": language, "x-csrf-token": token}
    told: dict[str, Any] = {}
    if method == "POST":
        told = {"json": {}} if address.startswith("/api") else {"data": {"csrf": token}}
    return client.request(method, address, headers=headers, **told)


def test_turns_come_back_with_time_and_a_clock_moved_back_gives_none() -> None:
    pace = Pace()
    taken = 0
    while not (wait := pace.take("export", "amal", "here", NOW)):
        taken += 1
    assert taken == A_MINUTE["export"]
    assert pace.take("export", "amal", "here", NOW - timedelta(days=1)) == wait
    assert pace.take("search", "amal", "here", NOW) == 0
    assert pace.take("export", "amal", "here", NOW + timedelta(seconds=wait)) == 0


def test_many_accounts_at_one_address_are_slowed_together() -> None:
    pace = Pace()
    for number in range(A_MINUTE["redaction"] * ADDRESS):
        assert pace.take("redaction", f"account {number}", "here", NOW) == 0
    assert pace.take("redaction", "one more", "here", NOW) > 0
    assert pace.take("redaction", "one more", "elsewhere", NOW) == 0


def test_alone_at_the_machine_nobody_waits(tmp_path: Path) -> None:
    fill(tmp_path / "desk")
    desk = desk_on(tmp_path / "desk", clock=lambda: NOW)
    with client_of(desk) as client:
        many = A_MINUTE["overview"] + 1
        assert {client.get("/across.css").status_code for _ in range(many)} == {200}


# --- cross-site requests ------------------------------------------------------------------


@pytest.mark.parametrize("csrf", ["", "x", "0" * 64])
def test_a_form_without_the_sessions_own_token_changes_nothing(place: Place, csrf: str) -> None:
    client, key = place.as_("annotator"), place.keys[0]
    told = {"csrf": csrf, "action": "accept"}
    assert client.post(f"/cases/{key}/claim/c1", data=told).status_code == 403
    assert client.post(f"/api/cases/{key}/decisions", json={"action": "close"}).status_code == 403
    assert client.get(f"/api/cases/{key}/decisions").json() == []


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"host": "evil.example"},
        {"host": "127.0.0.1.evil.example:80"},
    ],
)
def test_another_site_can_change_nothing(place: Place, headers: dict[str, str]) -> None:
    client, key = place.as_("annotator"), place.keys[0]
    told = {"csrf": csrf_of(client, place.desk), "action": "accept"}
    found = client.post(f"/cases/{key}/claim/c1", data=told, headers=headers)
    assert found.status_code == 403


def test_a_name_that_is_not_ours_is_not_answered(place: Place) -> None:
    assert place.as_("admin").get("/", headers={"host": "rebound.example"}).status_code == 403


# --- roles in judging ---------------------------------------------------------------------


def test_the_second_reading_takes_a_reviewer_other_than_the_first(place: Place) -> None:
    key = place.keys[1]
    assert place.post("annotator", f"/cases/{key}/decide", action="close").status_code == 303
    assert place.post("annotator", f"/cases/{key}/decide", action="close").status_code == 403
    assert place.post("reviewer", f"/cases/{key}/decide", action="close").status_code == 303
    state = place.as_("reader").get(f"/api/cases/{key}").json()["state"]
    assert state == {
        "status": "closed", "first_reader": "annotator", "second_reader": "reviewer",
    }  # fmt: skip
    undo = {"action": "undo", "number": 2}
    assert place.post("annotator", f"/cases/{key}/decide", **undo).status_code == 403
    assert place.post("reviewer", f"/cases/{key}/decide", **undo).status_code == 303


def test_a_restricted_case_is_nowhere_for_those_who_may_not_read_it(place: Place) -> None:
    key = place.keys[1]
    told = {"restricted": "yes", "readers": ["annotator"]}
    assert place.post("admin", f"/cases/{key}/access", **told).status_code == 303
    document = place.as_("admin").get(f"/api/cases/{key}/head").json()["document"]
    seen = {
        role: [
            place.as_(role).get(address).status_code
            for address in (
                f"/cases/{key}", f"/cases/{key}/claim/c1", f"/cases/{key}/exports/json",
                f"/api/cases/{key}", f"/documents/{document}", f"/api/documents/{document}",
            )
        ]
        for role in ("reader", "annotator", "admin")
    }  # fmt: skip
    assert seen == {"reader": [404] * 6, "annotator": [200] * 6, "admin": [200] * 6}
    client = place.as_("reader")
    assert key not in client.get("/").text + client.get("/queue").text
    assert document not in client.get("/api/search", params={"words": "warehouse"}).text
    place.post("admin", f"/cases/{key}/access", restricted="no")
    assert place.as_("reader").get(f"/cases/{key}").status_code == 200


# --- injection ----------------------------------------------------------------------------

NASTY = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'; DROP TABLE case_head; --",
    "%' OR 1=1 --",
    "{{ 7*7 }}{% raw %}",
    "../../../../etc/passwd",
    "javascript:alert(1)",
    "\u202eevil\u2066",
    "a\x00b",
    "\ud800".encode("utf-8", "surrogatepass").decode("utf-8", "replace"),
    "((((a+)+)+)+)+$" + "a" * 2000,
)


@pytest.mark.parametrize("nasty", NASTY)
def test_nothing_sent_comes_back_alive_or_reaches_the_database(place: Place, nasty: str) -> None:
    client, key = place.as_("admin"), place.keys[0]
    pages = [
        client.get("/", params={"q": nasty, "status": nasty, "language": nasty}),
        client.get("/search", params={"q": nasty, "publisher": nasty, "since": nasty}),
        client.get("/sources", params={"q": nasty}),
        client.get("/sources/one", params={"name": nasty}),
        client.get(f"/cases/{key}/map", params={"source": nasty, "event": nasty}),
        client.get(f"/cases/{key}/claim/{quote(nasty[:200], safe='')}"),
        client.get("/login", params={"to": nasty}),
        place.post("admin", f"/cases/{key}/claim/c1", action="comment", why=nasty),
        place.post("admin", "/sources/one", name=nasty, grade="F", why=nasty),
        client.get(f"/cases/{key}/history"),
        client.get(f"/cases/{key}/claim/c1"),
    ]
    for page in pages:
        assert page.status_code < 500
        assert "<script>alert" not in page.text
        assert "<img src=x" not in page.text
        assert 'href="javascript:' not in page.text
        assert "\u202e" not in page.text
        assert "49{%" not in page.text
    with opened(place.desk.settings.folder) as corpus:
        assert len(People(corpus).accounts()) == 4
        assert corpus.connection.execute("SELECT count(*) FROM case_head").fetchone()[0] == 2


@pytest.mark.parametrize(
    "path",
    ["/static/x/..%2f..%2fapp.py", "/static/x/....//app.py", "/cases/..%2f..%2fcorpus.sqlite",
     "/documents/..%2f..%2fx"],
)  # fmt: skip
def test_no_address_leads_to_a_file(place: Place, path: str) -> None:
    found = place.as_("admin").get(path)
    assert found.status_code in (400, 404, 422)
    assert b"SQLite format" not in found.content


def test_every_answer_carries_the_strict_policy(place: Place) -> None:
    for address in ("/", "/login", "/nothing", "/api/cases", f"/cases/{place.keys[0]}/style.css"):
        headers = place.as_("admin").get(address).headers
        assert headers["content-security-policy"].startswith(
            "default-src 'none'; script-src 'self'"
        )
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cache-control"] == "no-store"


def test_no_page_holds_a_style_or_script_of_its_own(place: Place) -> None:
    for address in ("/", f"/cases/{place.keys[0]}", f"/cases/{place.keys[0]}/claim/c1"):
        page = place.as_("admin").get(address).text
        assert not re.search(r"<style|<script(?! src=\"/static/)|<[^<>]*\s(?:style|on\w+)=", page)


def test_nothing_is_told_to_a_telemetry_collector() -> None:
    from takhrij.web.app import SILENT

    assert not any(SILENT.values())


def test_a_decision_through_the_api_is_the_same_row(place: Place) -> None:
    key = place.keys[0]
    login = {"name": "annotator", "password": PASSWORD}
    client = TestClient(place.as_("nobody").app, base_url=BASE)
    token = client.post("/api/session", json=login).json()["token"]
    bearer = {"authorization": f"Bearer {token}"}
    told = {"action": "correct", "kind": "claim", "key": "c2", "value": {"polarity": "denied"}}
    made = client.post(f"/api/cases/{key}/decisions", json=told, headers=bearer)
    assert made.status_code == 201
    assert (made.json()["who"], made.json()["at"]) == ("annotator", "2026-01-02T03:04:05Z")
    both = client.get(f"/api/cases/{key}", headers=bearer).json()
    assert both["people"]["claims"][1]["polarity"] == "denied"
    assert json.dumps(both["machine"]["claims"][1]).count("denied") == 0
