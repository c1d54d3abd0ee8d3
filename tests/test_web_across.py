"""What all cases tell, on one map and one timeline."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from casefile_example import example, judged
from fastapi.testclient import TestClient
from web_desk import client_of, csrf_of, desk_on, fill, give_accounts, sign_in

from takhrij.casefile.facts import facts
from takhrij.casefile.json import case as case_row
from takhrij.store.corpus import opened
from takhrij.store.facts import Facts
from takhrij.store.people import People
from takhrij.web.desk import Desk


def told(client: TestClient, **asked: Any) -> Any:
    answer = client.get("/api/facts", params=asked)
    assert answer.status_code == 200
    return answer.json()


def test_a_fact_is_a_claim_with_its_time_at_each_of_its_places() -> None:
    case = case_row(judged(example("en")))
    found = [(one.claim, one.earliest, (one.names or {}).get("en")) for one in facts(case)]
    assert len({claim for claim, _, _ in found}) == len(case["claims"])
    assert any(name == "Jableh" for _, _, name in found)
    assert any(first == "2023-03-13" for _, first, _ in found)


def test_all_cases_are_counted_together(client: TestClient) -> None:
    held = told(client)
    assert held["cases"] == 2
    assert held["claims"] == 2 * len(case_row(judged(example("en")))["claims"])
    assert held["rows"] >= held["claims"]
    assert {one["case"] for one in held["facts"]} == {
        one["id"] for one in client.get("/api/cases").json()["cases"]
    }


@pytest.mark.parametrize(
    ("asked", "fits"),
    [
        ({"q": "Jableh"}, lambda one: "Jableh" in str(one)),
        ({"language": "ar"}, lambda one: any("\u0600" < c < "\u06ff" for c in one["words"])),
        ({"since": "2023-01-01"}, lambda one: (one["latest"] or one["earliest"]) >= "2023-01-01"),
        ({"until": "2012-01-01"}, lambda one: (one["earliest"] or one["latest"]) <= "2012-01-01"),
        ({"misfits": "1"}, lambda one: one["misfits"]),
        ({"at": "35.361,35.926"}, lambda one: round(one["lat"], 3) == 35.361),
    ],
)
def test_a_filter_leaves_what_fits_and_only_that(
    client: TestClient, asked: dict[str, str], fits: Any
) -> None:
    every, held = told(client), told(client, **asked)
    assert 0 < held["rows"] < every["rows"]
    assert all(fits(one) for one in held["facts"])


def test_a_filter_that_makes_no_sense_asks_for_anything(client: TestClient) -> None:
    assert told(client, at="here", since="yesterday")["rows"] == told(client)["rows"]


def test_what_people_reject_is_told_no_more_and_undoing_brings_it_back(
    client: TestClient, desk: Desk
) -> None:
    key = told(client)["facts"][0]["case"]
    before = told(client)["claims"]
    csrf = csrf_of(client, desk)
    rejection = {"csrf": csrf, "action": "reject", "why": "not there"}
    client.post(f"/cases/{key}/claim/c1", data=rejection)
    assert told(client)["claims"] == before - 1
    client.post(f"/cases/{key}/decide", data={"csrf": csrf, "action": "undo", "number": 1})
    assert told(client)["claims"] == before


def test_cases_kept_before_there_were_facts_get_theirs(desk: Desk) -> None:
    with opened(desk.settings.folder) as corpus:
        whole = Facts(corpus)
        corpus.connection.execute("DELETE FROM fact")
        corpus.connection.execute("UPDATE case_head SET has_facts = 0")
        corpus.commit()
        assert whole.update() == 2
        assert whole.update() == 0
        assert corpus.connection.execute("SELECT count(*) FROM fact").fetchone()[0] > 0


def test_a_restricted_case_is_on_no_map_of_others(tmp_path: Path) -> None:
    keys = fill(tmp_path / "desk")
    give_accounts(tmp_path / "desk")
    with opened(tmp_path / "desk") as corpus:
        People(corpus).restrict(keys[0], ["reviewer"])
    desk = desk_on(tmp_path / "desk")
    with client_of(desk) as client:
        sign_in(client, desk, "reader")
        assert {one["case"] for one in told(client)["facts"]} == {keys[1]}
        assert keys[0] not in client.get("/across").text
        sign_in(client, desk, "reviewer")
        assert told(client)["cases"] == 2


def test_the_page_has_a_pin_a_month_and_a_way_to_narrow(client: TestClient) -> None:
    page = client.get("/across").text
    assert 'class="pin at-main-p1' in page
    assert "since=2023-03-01&amp;until=2023-03-31" in page
    assert ".at-main-p1{left:" in client.get("/across.css").text
