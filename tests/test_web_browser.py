"""The workbench in a real browser: taken in, corrected, read twice, handed over; both languages."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from casefile_example import example, judged
from chromium import Chromium, chromium, found
from test_casefile_html import hostile
from web_desk import PASSWORD, desk_on, fill, give_accounts, served

from takhrij.casefile.decisions import LISTS
from takhrij.store.cases import Cases
from takhrij.store.corpus import opened
from takhrij.store.decisions import Decisions

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(found() is None, reason="needs chromium: apt-get install chromium"),
]

PHONE, DESK = (390, 844), (1280, 900)
LANGUAGES = ("en", "ar")
REPORT = (
    "قال شاهد عيان إن حريقا اندلع في مستودع قرب جبلة مساء الاثنين."
    " وأكد مدير المستودع أن عاملين أصيبا."
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Chromium]:
    with chromium() as opened_one:
        yield opened_one


class Place:
    """A workbench on a socket; `keys` are its cases: Arabic, English, hostile."""

    def __init__(self, folder: Path, base: str, keys: list[str]) -> None:
        self.folder, self.base, self.keys = folder, base, keys


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    folder = tmp_path_factory.mktemp("browser") / "desk"
    keys = fill(folder, judged(example("ar")), judged(example("en")), hostile())
    with served(desk_on(folder, alone="amal")) as base:
        yield Place(folder, base, keys)


def speak(browser: Chromium, place: Place, language: str, digits: str = "latin") -> None:
    browser.command(
        "Network.setCookie", name="takhrij_show", value=f"{language}.{digits}", url=place.base
    )


def pages(place: Place) -> list[str]:
    key = place.keys[0]
    documents = [_case(place, number)["document"]["id"] for number in range(3)]
    return [
        "/", "/queue", "/new", "/search?q=fire", "/sources", "/sources/one?name=x", "/people",
        "/families", "/records", "/across", "/across?misfits=1", "/login", "/password",
        "/nowhere", f"/families/diff?one={documents[0]}&other={documents[2]}",
        f"/documents/{documents[0]}", f"/documents/{documents[0]}?start=3&end=9",
        f"/cases/{key}", f"/cases/{key}?reading=machine", f"/cases/{key}/claim/c2",
        f"/cases/{key}/attribution/a2", f"/cases/{key}/entity/{_place(place)['id']}",
        *(f"/cases/{key}/{kind}/{_first(place, kind)}" for kind in ("mention", "verdict")),
        f"/cases/{key}/map", f"/cases/{key}/timeline", f"/cases/{key}/history",
        f"/cases/{key}/exports", f"/cases/{key}/redact", f"/cases/{key}/access",
    ]  # fmt: skip


def _first(place: Place, kind: str) -> str:
    rows = _case(place)[LISTS[kind]]
    return str(rows[0]["claim" if kind == "verdict" else "id"])


def complaints(browser: Chromium, address: str) -> list[str]:
    """What the browser complained of, but that a page that isn't there isn't."""
    return [one for one in browser.console if address != "/nowhere" or "404" not in one]


def _case(place: Place, number: int = 0) -> dict[str, Any]:
    with opened(place.folder) as corpus:
        return Cases(corpus).read(place.keys[number])


def _place(place: Place) -> dict[str, Any]:
    found: dict[str, Any] = next(e for e in _case(place)["entities"] if e.get("alternatives"))
    return found


# --- end to end ---------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_from_a_report_to_a_case_read_twice_and_handed_over(
    browser: Chromium, tmp_path: Path, language: str
) -> None:
    folder = tmp_path / "desk"
    fill(folder, judged(example("en")))
    give_accounts(folder)
    report = tmp_path / "تقرير.txt"
    report.write_text(REPORT, encoding="utf-8")
    with served(desk_on(folder)) as base:
        desk = Place(folder, base, [])
        browser.size(*DESK)
        speak(browser, desk, language)
        _sign_in(browser, base, "annotator")
        key = _take_in(browser, base, report)
        desk.keys.append(key)
        _correct_a_place(browser, base, fill_place(desk))
        end = _correct_a_span(browser, base, key)
        browser.open(f"{base}/cases/{key}")
        browser.follow("document.querySelector('#closing button[value=close]').click()")
        _sign_out(browser)
        _sign_in(browser, base, "reviewer")
        browser.open(f"{base}/cases/{key}")
        browser.follow("document.querySelector('#closing button[value=close]').click()")
        assert browser.run("!!document.querySelector('.case-bar .status.closed')")
        with opened(folder) as corpus:
            cases = Cases(corpus)
            rows = Decisions(cases).of(key, 1)
            assert cases.head(key).status == "closed"
        assert [one.action for one in rows] == ["correct", "close", "close"]
        assert [one.who for one in rows] == ["annotator", "annotator", "reviewer"]
        assert rows[0].value is not None
        assert rows[0].value["end"] == end
        _handed_over(browser, base, key, tmp_path / "handed")
        _sign_out(browser)


def _handed_over(browser: Chromium, base: str, key: str, folder: Path) -> None:
    """Both readings come down as a file, by the link on the page."""
    folder.mkdir()
    told = {"behavior": "allow", "downloadPath": str(folder), "eventsEnabled": False}
    browser.command("Browser.setDownloadBehavior", **told)
    browser.open(f"{base}/cases/{key}/exports")
    browser.run("document.querySelector('a[href$=\"/exports/judged\"]').click()")
    end = time.monotonic() + 60
    while not (files_there := list(folder.glob("*.json"))):
        assert time.monotonic() < end
        time.sleep(0.1)
    handed = json.loads(files_there[0].read_text(encoding="utf-8"))
    assert handed["state"]["status"] == "closed"
    assert handed["machine"]["claims"][0] != handed["people"]["claims"][0]


def fill_place(desk: Place) -> str:
    """A case with a place that has candidates, beside the one that was taken in."""
    key = fill(desk.folder, judged(example("ar")))[0]
    with opened(desk.folder) as corpus:
        case = Cases(corpus).read(key)
    one = next(e for e in case["entities"] if e.get("alternatives"))
    return f"/cases/{key}/entity/{one['id']}"


def _sign_in(browser: Chromium, base: str, name: str) -> None:
    browser.open(f"{base}/login")
    browser.run(f"document.querySelector('[name=name]').value = {name!r}")
    browser.run(f"document.querySelector('[name=password]').value = {PASSWORD!r}")
    browser.follow("document.querySelector('main button').click()")


def _sign_out(browser: Chromium) -> None:
    browser.follow("document.querySelector('form[action=\"/logout\"] button').click()")


def _take_in(browser: Chromium, base: str, report: Path) -> str:
    browser.open(f"{base}/new")
    browser.choose_file("[type=file]", report)
    browser.follow("document.querySelector('main form button').click()")
    address: str = browser.run("location.pathname")
    assert address.startswith("/cases/"), browser.run("document.body.innerText")
    return address.removeprefix("/cases/")


def _correct_a_place(browser: Chromium, base: str, address: str) -> None:
    browser.open(base + address)
    browser.run("document.querySelectorAll('[name=ref]')[1].click()")
    chosen = browser.run("document.querySelectorAll('[name=ref]')[1].value")
    browser.follow("document.querySelector('#correct > button').click()")
    assert browser.run("document.querySelector('[name=ref]:checked').value") == chosen


def _correct_a_span(browser: Chromium, base: str, key: str) -> int:
    """Drag over the first words of the article; returns the end of the span as it was set."""
    browser.open(f"{base}/cases/{key}/claim/c1")
    ends = browser.run(
        """(() => { const r = document.createRange();
        const text = document.querySelector('#article mark').firstChild;
        const box = (a) => { r.setStart(text, a); r.setEnd(text, a + 1);
          const b = r.getBoundingClientRect(); return b; };
        const rtl = getComputedStyle(document.getElementById('article')).direction === 'rtl';
        const first = box(0), last = box(11);
        return [rtl ? first.right - 1 : first.left + 1, first.top + first.height / 2,
                rtl ? last.left + 1 : last.right - 1, last.top + last.height / 2]; })()"""
    )
    browser.drag((ends[0], ends[1]), (ends[2], ends[3]))
    chosen = browser.run("document.getElementById('chosen').textContent")
    assert chosen
    assert len(chosen) <= 12
    end: int = browser.run("Number(document.querySelector('[name=end]').value)")
    browser.run("document.querySelector('#correct textarea').value = 'shorter'")
    browser.follow("document.querySelector('#correct > button').click()")
    assert browser.run("!!document.querySelector('.standing.correct')")
    assert browser.run("document.querySelector('.quoted').innerText.trim()") == chosen
    return end


def test_a_span_is_moved_by_the_arrow_keys(browser: Chromium, place: Place) -> None:
    browser.size(*DESK)
    speak(browser, place, "en")
    browser.open(f"{place.base}/cases/{place.keys[0]}/claim/c4")
    words = browser.run("document.getElementById('chosen').textContent").split()
    browser.run("document.querySelector('[data-step]').focus()")
    browser.key("ArrowRight")  # back, in a text that runs from right to left
    assert browser.run("document.getElementById('chosen').textContent").split() == words[:-1]
    browser.key("ArrowLeft", shift=True)
    assert browser.run("document.getElementById('chosen').textContent").split() == words[1:-1]


# --- what everybody must be able to read -----------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_has_a_serious_fault_of_accessibility(
    browser: Chromium, place: Place, language: str
) -> None:
    axe = pytest.importorskip("axe_core_python")
    script = (files(axe) / "axe.min.js").read_text(encoding="utf-8")
    speak(browser, place, language)
    browser.size(*DESK)
    wrong = {}
    for address in pages(place):
        browser.open(place.base + address)
        browser.run(script + "; true")
        told = browser.run(
            "axe.run({resultTypes: ['violations']}).then(r => JSON.stringify(r.violations"
            ".filter(v => ['serious', 'critical'].includes(v.impact))"
            ".map(v => [v.id, v.nodes.slice(0, 2).map(n => n.html.slice(0, 160))])))"
        )
        if json.loads(told):
            wrong[address] = json.loads(told)
    assert wrong == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_scripts_everything_is_there_and_fits_a_phone(
    browser: Chromium, place: Place, language: str
) -> None:
    speak(browser, place, language)
    browser.size(*PHONE, mobile=True)
    browser.scripts(False)
    try:
        for address in pages(place):
            browser.console.clear()
            browser.open(place.base + address)
            width = browser.run("document.documentElement.scrollWidth")
            assert width == PHONE[0], address
            assert browser.run("document.querySelector('main').innerText.length") > 20, address
            assert browser.run("document.documentElement.dir") == (
                "rtl" if language == "ar" else "ltr"
            )
            assert complaints(browser, address) == [], address
    finally:
        browser.scripts(True)


def test_every_control_can_be_reached_and_hit(browser: Chromium, place: Place) -> None:
    """WCAG 2.2 AA: nothing to press is smaller than 24 pixels (2.5.8), words in text aside."""
    speak(browser, place, "en")
    browser.size(*PHONE, mobile=True)
    small = """[...document.querySelectorAll('button, select, input:not([type=hidden]), .button')]
      .filter(e => e.getClientRects().length)
      .map(e => [e.outerHTML.slice(0, 90), e.getBoundingClientRect()])
      .filter(([, b]) => Math.min(b.width, b.height) < 24)
      .filter(([html]) => !/type="(radio|checkbox)"/.test(html)).map(([html]) => html)"""
    for address in pages(place):
        browser.open(place.base + address)
        assert browser.run(small) == [], address
        assert browser.run(
            "[...document.querySelectorAll('[tabindex]')].every(e => e.tabIndex < 1)"
        )


# --- what nobody must be able to do ---------------------------------------------------------


def test_nothing_is_asked_of_anybody_else(browser: Chromium, place: Place) -> None:
    speak(browser, place, "ar")
    browser.size(*DESK)
    for address in pages(place):
        browser.console.clear()
        browser.open(place.base + address)
        # The browser draws the sign of a date field from data of its own.
        ours = (place.base, "data:image/svg+xml")
        assert [url for url in browser.requests if not url.startswith(ours)] == []
        assert complaints(browser, address) == [], address


def test_a_hostile_report_stays_words(browser: Chromium, place: Place) -> None:
    key = place.keys[2]
    speak(browser, place, "en")
    browser.size(*DESK)
    for address in (f"/cases/{key}", f"/cases/{key}/claim/c1", f"/cases/{key}/map", "/", "/queue"):
        browser.console.clear()
        browser.open(place.base + address)
        assert browser.run("document.scripts.length") == 1, address
        assert browser.run("document.images.length") == 0, address
        assert browser.run("window.happened === undefined"), address
        assert browser.console == [], address
        hidden = "/[\\u202a-\\u202e\\u2066-\\u2069]/.test(document.body.innerText)"
        assert not browser.run(hidden), address


def test_a_line_of_a_million_letters_moves_nothing(browser: Chromium, tmp_path: Path) -> None:
    document = judged(example("en"))
    long = "<b>x</b>" * 125_000
    meta = replace(document.metadata, title=long, publisher=long, byline=long, source=long)
    keys = fill(tmp_path / "desk", replace(document, metadata=meta))
    with served(desk_on(tmp_path / "desk")) as base:
        browser.size(*PHONE, mobile=True)
        for address in ("/", "/queue", f"/cases/{keys[0]}", f"/cases/{keys[0]}/claim/c1"):
            browser.open(base + address)
            assert browser.run("document.documentElement.scrollWidth") == PHONE[0], address
            assert browser.run("document.querySelectorAll('b b').length") == 0
