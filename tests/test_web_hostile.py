"""Whatever stands in any field, on every page: nothing runs, moves or is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from casefile_example import example, judged
from chromium import Chromium, chromium, found
from web_desk import desk_on, served

from takhrij.casefile.json import case as case_row
from takhrij.document import digest
from takhrij.store.cases import Cases
from takhrij.store.corpus import opened
from takhrij.store.index import search_index
from takhrij.web.desk import Desk

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(found() is None, reason="needs chromium: apt-get install chromium"),
]

NASTY = (
    "<script>window.happened=1</script>\"'><img src=x onerror=window.happened=1>"
    "<svg onload=window.happened=1><style>body{display:none}</style></textarea></title>"
    "javascript:window.happened=1 {{7*7}} {% raw %} \u202eevil\u2066\u200f\u0000 "
)
LONG = NASTY + "ي" * 500_000 + "W" * 500_000
"""One line of a million letters, in both directions of writing, after all that is tried."""
MILLION = 1_000_000
IN_TEXT = 20_000
"""Letters of it that stand in the report itself, which is drawn whole: time grows with their
number, and a million take a browser some five seconds a page: two pages have them."""
PHONE, DESK = (390, 844), (1280, 900)
HIDDEN = "/[\\u202a-\\u202e\\u2066-\\u2069]/.test(document.documentElement.outerHTML)"
EXPECTED = ("status of 4", "Password forms should have")
"""What a browser says of pages that aren't there, and of a passphrase that has no user."""
FREE = {
    "title", "byline", "publisher", "source", "url", "name", "speaker", "who", "text", "message",
    "en", "ar", "country", "admin", "ref", "reason",
}  # fmt: skip
"""Fields of a case that hold words from elsewhere."""


def _spoiled(value: Any, key: str = "", *, by: str) -> Any:
    """A case with a text put into every field that can hold words from elsewhere."""
    if isinstance(value, dict):
        return {name: _spoiled(one, name, by=by) for name, one in value.items()}
    if isinstance(value, list):
        return [_spoiled(one, key, by=by) for one in value]
    return value + by if isinstance(value, str) and key in FREE else value


def _line(letters: int) -> str:
    return NASTY.replace("\u0000", "") + "ي" * (letters // 2) + "W" * (letters // 2)


def _fill(folder: Path, letters: int = IN_TEXT) -> str:
    """A folder with one report of one hostile line; gives the id of its case."""
    text = example("en").text
    document = replace(judged(example("en")), text=text + "\n" + _line(letters))
    meta = replace(
        document.metadata, title=LONG, byline=LONG, publisher=LONG, source=LONG, url=LONG
    )
    document = replace(document, metadata=meta)
    with opened(folder, create=True) as corpus:
        corpus.add(document, document.text.encode(), "test")
        corpus.commit()
        row = case_row(document)
        about = {**row["document"], "id": digest(document.text.encode())}
        case = {**_spoiled(row, by=NASTY * 20), "document": {**about, "text": document.text}}
        key = Cases(corpus).keep(case, made="2026-01-01T00:00:00Z").id
        search_index(corpus).update()
    return key


def _say(base: str, desk: Desk, key: str) -> None:
    """Every field that a person can write into."""
    with httpx.Client(base_url=base) as client:
        client.get("/login")
        csrf = {"csrf": desk.csrf(client.cookies["takhrij"])}
        words = {**csrf, "why": NASTY * 40}
        sent = [
            (f"/cases/{key}/claim/c1", {**words, "action": "comment"}),
            (f"/cases/{key}/claim/c2", {**words, "action": "reject"}),
            (f"/cases/{key}/decide", {**words, "action": "comment"}),
            ("/sources/one", {**words, "name": NASTY, "grade": "F"}),
        ]
        for address, told in sent:
            assert client.post(address, data=told).status_code == 303, address


def _pages(key: str) -> list[str]:
    asked = quote(NASTY[:400].replace("\u0000", ""), safe="")
    parts = ("", "/map", "/timeline", "/history", "/exports", "/redact", "/claim/c1", "/entity/e1",
             "/attribution/a1", "/finding/f1", "/mention/m1")  # fmt: skip
    return [
        "/", f"/?q={asked}", "/queue", "/new", "/across", f"/across?q={asked}", "/search?q=fire",
        f"/search?q={asked}&publisher={asked}", "/sources", f"/sources?q={asked}",
        f"/sources/one?name={asked}", "/families", f"/records?q={asked}", "/people",
        f"/login?to={asked}", f"/cases/{key}/map?source={asked}", f"/nothing/{asked}",
        *(f"/cases/{key}{part}" for part in parts),
    ]  # fmt: skip


@pytest.fixture(scope="module")
def browser() -> Iterator[Chromium]:
    with chromium() as opened_one:
        yield opened_one


def test_nothing_runs_moves_or_is_asked_for_whatever_stands_in_any_field(
    browser: Chromium, tmp_path: Path
) -> None:
    key = _fill(tmp_path / "desk")
    desk = desk_on(tmp_path / "desk", alone="amal")
    wrong: dict[str, list[Any]] = {}
    with served(desk) as base:
        _say(base, desk, key)
        for language, size in (("en", PHONE), ("ar", DESK)):
            browser.size(*size, mobile=size is PHONE)
            browser.command("Network.setCookie", name="takhrij_show", value=language, url=base)
            every = _pages(key) if language == "en" else ["/across", f"/cases/{key}"]
            for address in every:
                wrong[f"{language} {address[:60]}"] = list(_faults(browser, base, address, size[0]))
    assert {address: told for address, told in wrong.items() if told} == {}


def test_a_line_of_a_million_letters_in_the_report_itself_moves_nothing(
    browser: Chromium, tmp_path: Path
) -> None:
    key = _fill(tmp_path / "desk", MILLION)
    with opened(tmp_path / "desk") as corpus:
        (document,) = (one.id for one in corpus.documents())
    browser.size(*PHONE, mobile=True)
    with served(desk_on(tmp_path / "desk")) as base:
        for address in (f"/cases/{key}", f"/documents/{document}"):
            assert list(_faults(browser, base, address, PHONE[0])) == [], address
            assert browser.run("document.body.textContent.length") > MILLION


def _faults(browser: Chromium, base: str, address: str, width: int) -> Iterator[Any]:
    browser.console.clear()
    browser.open(base + address)
    if not browser.run("window.happened === undefined"):
        yield "something ran"
    if browser.run("document.scripts.length") != 1 or browser.run("document.images.length"):
        yield "something became markup"
    if browser.run("document.querySelectorAll('main :is(style, iframe, object, base)').length"):
        yield "something became a style"
    if browser.run("document.documentElement.scrollWidth") > width:
        yield "something moved the page sideways"
    if browser.run(HIDDEN):
        yield "a hidden control reached the page"
    if browser.run("document.body.innerText.includes(' 49 ')"):
        yield "a template in a text was filled in"
    yield from (url for url in browser.requests if not url.startswith((base, "data:image/svg")))
    yield from (line for line in browser.console if not any(one in line for one in EXPECTED))
