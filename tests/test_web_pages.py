"""The workbench's pages, asked for as a browser asks, on a real folder."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from web_desk import client_of, csrf_of, desk_on

from takhrij.casefile.redaction import shape
from takhrij.casefile.verify_package import verified
from takhrij.errors import EnvironmentFault
from takhrij.ingest import read_bytes
from takhrij.secrecy.vault import openings
from takhrij.store.checkpoints import KEYS
from takhrij.store.corpus import opened
from takhrij.store.custody import lines
from takhrij.store.custody_proof import verified as verified_log
from takhrij.store.index import search_index
from takhrij.web.desk import Desk
from takhrij.web.masking import VAULT
from takhrij.web.reader import Reader


@pytest.fixture
def key(client: TestClient) -> str:
    """The case of the Arabic report."""
    page = client.get("/", params={"language": "ar"}).text
    return page.partition('href="/cases/')[2][:16]


def post(client: TestClient, desk: Desk, address: str, **told: Any) -> Any:
    return client.post(address, data={"csrf": csrf_of(client, desk), **told})


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize(
    "address",
    [
        "/", "/queue", "/new", "/search?q=fire", "/families", "/records", "/sources",
        "/sources/one?name=x", "/people", "/login", "/cases/KEY", "/cases/KEY?reading=machine",
        "/cases/KEY/map", "/cases/KEY/map?event=other", "/cases/KEY/timeline?since=2011-01-01",
        "/cases/KEY/history", "/cases/KEY/exports", "/cases/KEY/redact", "/across",
        "/cases/KEY/claim/c1",
        "/cases/KEY/attribution/a2?part=cue", "/cases/KEY/finding/f1", "/cases/KEY/verdict/c3",
        "/cases/KEY/mention/m2?start=3&end=9",
    ],
)  # fmt: skip
def test_every_page_is_there_in_both_languages(
    client: TestClient, key: str, address: str, language: str
) -> None:
    found = client.get(address.replace("KEY", key), headers={"accept-language": language})
    assert found.status_code == 200
    assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}">' in found.text


@pytest.mark.parametrize(
    "address",
    ["/cases/0000000000000000", "/cases/KEY/claim/c999", "/cases/KEY/thing/c1", "/nothing",
     "/documents/sha256:0", "/cases/KEY?version=9", "/static/x/../../store/cases.py",
     "/static/x/%2e%2e%2fapp.py", "/cases/KEY/exports/nothing"],
)  # fmt: skip
def test_what_is_not_there_is_said_to_be_so(client: TestClient, key: str, address: str) -> None:
    assert client.get(address.replace("KEY", key)).status_code in (400, 404)


def test_a_report_in_the_search_leads_to_its_case(client: TestClient) -> None:
    found = client.get("/search", params={"q": "warehouse"}).text
    assert "<mark>" in found
    assert 'href="/cases/' in found


def test_what_is_said_in_the_other_language_is_found_by_meaning(
    client: TestClient, desk: Desk
) -> None:
    asked = {"q": "The wounded were taken to hospital", "language": "ar"}
    assert "<blockquote" not in client.get("/search", params=asked).text
    with opened(desk.settings.folder) as corpus:
        for document in list(corpus.documents()):
            corpus.encode(document.id, desk.encoder)
        corpus.commit()
        search_index(corpus).update()
    assert "by meaning" in client.get("/search", params=asked).text
    assert "<blockquote" not in client.get("/search", params=asked | {"by": "words"}).text
    passages = client.get("/api/search", params={"words": asked["q"], "language": "ar"}).json()
    assert {one["by"] for one in passages} == {"meaning"}


def test_a_place_is_chosen_among_its_candidates(client: TestClient, desk: Desk, key: str) -> None:
    case = client.get(f"/cases/{key}/exports/json?reading=machine").json()
    place = next(e for e in case["entities"] if e.get("alternatives"))
    other = place["alternatives"][0]["ref"]
    address = f"/cases/{key}/entity/{place['id']}"
    assert post(client, desk, address, action="correct", ref=other).status_code == 303
    after = client.get(f"/cases/{key}/exports/judged").json()
    assert next(e for e in after["people"]["entities"] if e["id"] == place["id"])["ref"] == other
    assert after["machine"] == case
    assert after["decisions"][0]["who"] == "amal"


def test_a_span_is_set_by_quoting_its_words(client: TestClient, desk: Desk, key: str) -> None:
    case = client.get(f"/cases/{key}/exports/json?reading=machine").json()
    claim = case["claims"][3]
    fewer = " ".join(claim["text"].split()[:3])
    told = {"action": "correct", "start": claim["start"], "end": claim["end"], "quote": fewer}
    assert post(client, desk, f"/cases/{key}/claim/{claim['id']}", **told).status_code == 303
    after = client.get(f"/cases/{key}/exports/json").json()
    assert next(c for c in after["claims"] if c["id"] == claim["id"])["text"] == fewer


def test_a_speaker_is_chosen_among_those_named(client: TestClient, desk: Desk, key: str) -> None:
    case = client.get(f"/cases/{key}/exports/json?reading=machine").json()
    person = next(m for m in case["mentions"] if m["type"] == "person")
    one = case["attributions"][0]["id"]
    address = f"/cases/{key}/attribution/{one}"
    told = {"action": "correct", "speaker": person["id"]}
    assert post(client, desk, address, **told).status_code == 303
    after = client.get(f"/cases/{key}/exports/json").json()
    assert after["attributions"][0]["speaker"] == person["text"]


@pytest.mark.parametrize(
    "told",
    [
        {"action": "correct"},
        {"action": "correct", "quote": "words that are not there", "start": 0, "end": 4},
        {"action": "reject"},
        {"action": "burn"},
        {"action": "correct", "polarity": "<b>"},
        {"action": "correct", "start": 5, "end": 5},
    ],
)
def test_what_does_not_fit_is_said_on_the_same_page(
    client: TestClient, desk: Desk, key: str, told: dict[str, Any]
) -> None:
    found = post(client, desk, f"/cases/{key}/claim/c1", **told)
    assert found.status_code == 400
    assert 'role="alert"' in found.text
    assert client.get(f"/cases/{key}/exports/judged").json()["decisions"] == []


def test_an_undone_decision_is_shown_as_undone(client: TestClient, desk: Desk, key: str) -> None:
    post(client, desk, f"/cases/{key}/claim/c1", action="reject", why="not a claim")
    post(client, desk, f"/cases/{key}/decide", action="undo", number=1)
    page = client.get(f"/cases/{key}/claim/c1").text
    assert "undone" in page
    assert len(client.get(f"/cases/{key}/exports/json").json()["claims"]) == len(
        client.get(f"/cases/{key}/exports/json?reading=machine").json()["claims"]
    )


def test_alone_a_case_is_closed_once_and_waits_for_a_second_reader(
    client: TestClient, desk: Desk, key: str
) -> None:
    post(client, desk, f"/cases/{key}/decide", action="close")
    assert post(client, desk, f"/cases/{key}/decide", action="close").status_code == 400
    assert "awaits a second reader" in client.get(f"/cases/{key}").text


def test_corrections_come_out_as_lines_to_train_on(
    client: TestClient, desk: Desk, key: str
) -> None:
    post(client, desk, f"/cases/{key}/claim/c1", action="accept")
    rows = client.get(f"/cases/{key}/exports/training").text.splitlines()
    assert [json.loads(row)["action"] for row in rows] == ["accept"]


def test_the_signed_package_is_offered_where_a_case_is_handed_over(
    client: TestClient, desk: Desk, key: str
) -> None:
    page = client.get(f"/cases/{key}/exports").text
    assert f'href="/cases/{key}/exports/package?reading=people"' in page
    manifest, files = verified(client.get(f"/cases/{key}/exports/package?reading=people").content)
    assert any(name.startswith("originals/") for name in files)
    handed_out = desk.settings.folder / KEYS / "custody.pub"
    assert manifest["key"] == handed_out.read_text().strip()


def _masked(client: TestClient, desk: Desk, key: str, **told: Any) -> Any:
    return post(client, desk, f"/cases/{key}/redact", **{"form": "json", **told})


def test_a_redacted_copy_hides_its_sources_and_what_leads_to_the_report(
    client: TestClient, desk: Desk, key: str
) -> None:
    page = client.get(f"/cases/{key}/redact").text
    assert "هشام البنا" in page
    answer = _masked(client, desk, key, sources=["هشام البنا"])
    assert answer.status_code == 200
    assert "البنا" not in answer.text
    assert key not in answer.headers["content-disposition"]
    case = answer.json()
    assert [one["label"] for one in case["redaction"]["masked"]] == ["[مصدر 1]"]
    whole = client.get(f"/cases/{key}/exports/json?reading=machine").json()
    assert case["redaction"]["shape"] == shape(whole)
    assert [one["label"] for one in case["verdicts"]] == [one["label"] for one in whole["verdicts"]]


def test_a_redacted_package_checks_and_holds_no_original(
    client: TestClient, desk: Desk, key: str
) -> None:
    answer = _masked(client, desk, key, sources=["هشام البنا"], form="package")
    _, files = verified(answer.content)
    assert not any(name.startswith("originals/") for name in files)
    assert not any("البنا".encode() in data for data in files.values())


def test_who_is_behind_a_mask_is_kept_under_the_passphrase_only(
    client: TestClient, desk: Desk, key: str
) -> None:
    told = {"sources": ["هشام البنا"], "passphrase": "a phrase that is long"}
    document = _masked(client, desk, key, **told).json()["document"]["id"]
    held = openings(desk.settings.folder / KEYS / VAULT, document, told["passphrase"])
    assert held["[مصدر 1]"].value == "هشام البنا"
    assert _masked(client, desk, key, **told | {"passphrase": "another"}).status_code == 400


def test_redactions_are_logged_and_nobody_masked_is_said(
    client: TestClient, desk: Desk, key: str
) -> None:
    assert "choose who is masked" in _masked(client, desk, key).text
    assert _masked(client, desk, key, others="nobody of that name").status_code == 400
    assert _masked(client, desk, key, others="هشام البنا").status_code == 200
    with opened(desk.settings.folder) as corpus:
        told = [json.loads(line)["event"] for _, line, _ in lines(corpus.connection)]
        assert not verified_log(corpus.connection).faults
    assert told[-2:] == ["redaction", "export"]


def test_what_is_decided_and_handed_over_on_the_pages_is_in_the_custody_log(
    client: TestClient, desk: Desk, key: str
) -> None:
    post(client, desk, f"/cases/{key}/claim/c1", action="accept")
    post(client, desk, f"/cases/{key}/decide", action="comment", why="seen")
    client.get(f"/cases/{key}/exports/package")
    with opened(desk.settings.folder) as corpus:
        told = [json.loads(line) for _, line, _ in lines(corpus.connection)]
        assert not verified_log(corpus.connection).faults
    last = [(one["event"], one["subject"], one["who"]) for one in told[-3:]]
    assert last == [
        ("decision", f"{key}/1", "amal"),
        ("decision", f"{key}/2", "amal"),
        ("export", key, "amal"),
    ]


def test_a_reading_that_brings_its_process_down_costs_that_reading_only() -> None:
    reader = Reader(rules_only=True)
    try:
        with pytest.raises(EnvironmentFault, match="reading it was given up"):
            reader._done("report.txt", os._exit, 3)
        assert reader._done("report.txt", len, "again") == 5
    finally:
        reader.close()


def test_a_report_is_taken_in_and_read(client: TestClient, desk: Desk) -> None:
    told = {"text": "قال شاهد إن حريقا اندلع في المستودع يوم 3 آذار 2020.", "source": "a/../b"}
    taken = post(client, desk, "/new", **told)
    assert taken.status_code == 303
    page = client.get(taken.headers["location"]).text
    assert "شاهد" in page
    assert "<mark>" in client.get("/search", params={"q": "المستودع", "language": "ar"}).text
    assert post(client, desk, "/new", text="  ").status_code == 400
    assert post(client, desk, "/new", text="x", published="soon").status_code == 400
    assert post(client, desk, "/new", document="sha256:0").status_code == 400


def test_a_source_is_graded_with_a_reason(client: TestClient, desk: Desk) -> None:
    told = {"name": "وكالة", "grade": "C", "why": "wrong twice"}
    assert post(client, desk, "/sources/one", **told).status_code == 303
    page = client.get("/sources/one", params={"name": "وكالة"}).text
    assert "wrong twice" in page
    assert post(client, desk, "/sources/one", name="x", grade="Z", why="y").status_code == 400


@pytest.mark.parametrize(
    ("narrow", "some"),
    [({}, True), ({"event": "execution"}, False), ({"until": "2011-12-31"}, True)],
)
def test_the_map_and_the_timeline_narrow_to_claims(
    client: TestClient, key: str, narrow: dict[str, str], some: bool
) -> None:
    whole = client.get(f"/cases/{key}/timeline").text
    found = client.get(f"/cases/{key}/timeline", params=narrow).text
    assert ('rect class="bar"' in found) == some
    if narrow:
        assert found.count('rect class="bar"') < whole.count('rect class="bar"')


def test_digits_are_those_asked_for_and_a_digest_stays_as_it_is(
    client: TestClient, key: str
) -> None:
    client.cookies.set("takhrij_show", "ar.arabic", domain="127.0.0.1")
    page = client.get(f"/cases/{key}").text
    assert '<bdi dir="ltr" class="fig">٢٠٢٣-٠٣-١٤</bdi>' in page
    assert "sha256:" in page
    assert client.get(f"/show?digits=latin&to=/cases/{key}").headers["location"] == f"/cases/{key}"


@pytest.mark.parametrize("to", ["//evil.example", "https://evil.example", "/\\evil.example", "x"])
def test_no_redirect_leads_away(client: TestClient, to: str) -> None:
    assert client.get("/show", params={"language": "ar", "to": to}).headers["location"] == "/"


SAID = (
    "قتل {n} عمال في حريق {hedge}في مستودع شرق البلدة. وقال شهود إن النيران بدأت فجرا وإن رجال "
    "الإطفاء وصلوا بعد ساعة، وإن الطريق إلى السوق بقي مقطوعا حتى الظهر بعد أن سقط الجدار."
)


def test_two_copies_are_shown_with_what_changed_named_and_in_its_place(tmp_path: Path) -> None:
    texts = [SAID.format(n=12, hedge="يُزعم أنه وقع "), SAID.format(n=21, hedge="")]
    one, other = (read_bytes(text.encode(), f"{n}.txt") for n, text in enumerate(texts))
    with opened(tmp_path / "copies", create=True) as corpus:
        for document, text in zip((one, other), texts, strict=True):
            corpus.add(document, text.encode(), "test")
        corpus.commit()
    with client_of(desk_on(tmp_path / "copies", alone="amal")) as client:
        assert other.id in client.get("/families").text
        page = client.get("/families/diff", params={"one": one.id, "other": other.id}).text
    parts = r'class="changes">.*?</ul>|class="whole-diff" dir="rtl">.*?</p>'
    named, whole = re.findall(parts, page, re.DOTALL)
    assert "number" in named
    assert "caution lost" in named
    assert re.search(r"<del>.*?12\s*</del>", whole)
    assert re.search(r"<ins>.*?21\s*</ins>", whole)
