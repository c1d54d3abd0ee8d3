"""The report in a real browser, network off: what a reader sees on a desk, a phone, in print."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from casefile_example import example, judged
from chromium import Chromium, chromium, found
from test_casefile_html import hostile

from takhrij.casefile.html import render
from takhrij.casefile.json import case

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(found() is None, reason="needs chromium: apt-get install chromium"),
]

PHONE, DESK = (390, 844), (1280, 900)


@pytest.fixture(scope="module")
def browser() -> Iterator[Chromium]:
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Addresses of reports: article language, then interface language."""
    folder: Path = tmp_path_factory.mktemp("reports")
    cases = {
        "ar": case(judged(example("ar"))),
        "en": case(judged(example("en"))),
        "hostile": case(hostile()),
    }
    addresses = {}
    for name, row in cases.items():
        for language in ("ar", "en"):
            path = folder / f"{name}-{language}.html"
            path.write_text(render(row, language), encoding="utf-8")  # type: ignore[arg-type]
            addresses[f"{name}-{language}"] = path.as_uri()
    return addresses


ALL = ["ar-ar", "ar-en", "en-ar", "en-en", "hostile-ar", "hostile-en"]


@pytest.mark.parametrize("name", ALL)
def test_no_page_scrolls_sideways_on_a_phone(
    browser: Chromium, pages: dict[str, str], name: str
) -> None:
    browser.size(*PHONE, mobile=True)
    browser.open(pages[name])
    assert browser.run("document.documentElement.scrollWidth") == PHONE[0]


@pytest.mark.parametrize("name", ALL)
def test_nothing_is_asked_of_the_network_and_nothing_is_refused(
    browser: Chromium, pages: dict[str, str], name: str
) -> None:
    browser.size(*DESK)
    browser.console.clear()
    browser.open(pages[name])
    outside = {url for url in browser.requests if not url.startswith(("file:", "data:font/woff2"))}
    assert outside == set()
    assert browser.console == []


def test_nothing_in_a_hostile_article_came_alive(browser: Chromium, pages: dict[str, str]) -> None:
    browser.open(pages["hostile-en"])
    assert browser.run("document.scripts.length + document.images.length") == 0
    assert "alert(1)" in browser.run("document.body.innerText")


@pytest.mark.parametrize("name", ["ar-ar", "ar-en"])
def test_one_interface_is_shown_and_the_other_is_a_click_away(
    browser: Chromium, pages: dict[str, str], name: str
) -> None:
    shown = "[...document.querySelectorAll('main')].filter(m => m.offsetHeight).map(m => m.id)"
    first = name.rpartition("-")[2]
    other = "en" if first == "ar" else "ar"
    browser.size(*DESK)
    browser.open(pages[name])
    assert browser.run(shown) == [first]
    browser.run(f"document.querySelector('main.{first} label[for=ui-{other}]').click()")
    assert browser.run(shown) == [other]
    assert browser.run(f"getComputedStyle(document.querySelector('main.{other}')).direction") == (
        "rtl" if other == "ar" else "ltr"
    )


def test_the_arabic_font_is_the_one_in_the_page(browser: Chromium, pages: dict[str, str]) -> None:
    browser.open(pages["ar-ar"])
    faces = (
        "[...document.fonts].map(f => f.family.replaceAll('\"', '') + ' ' + f.weight + f.status)"
    )
    assert browser.run(faces) == ["Noto Naskh Arabic 400loaded", "Noto Naskh Arabic 700loaded"]


LIT = """(() => {
  const lit = getComputedStyle(document.documentElement).getPropertyValue('--lit').trim();
  const probe = document.createElement('i'); probe.style.background = lit;
  document.body.append(probe); const want = getComputedStyle(probe).backgroundColor;
  probe.remove();
  return [...document.querySelectorAll('main.en .text a, main.en .text span')]
    .filter(e => getComputedStyle(e).backgroundColor === want && e.textContent.trim())
    .filter(e => !e.classList.contains('tag'))
    .map(e => e.textContent).join('');
})()"""


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("c4", "ستة عمال فقط فقدوا حياتهم"),
        ("m5", "مساء الاثنين"),
        ("f3", "عشرة عمالستة عمال"),
        ("a2", "وقالمصدر في الدفاع المدنيعشرة عمال قتلوا وأصيب أكثر من 20 آخرين"),
    ],
)
def test_following_a_link_lights_up_exactly_its_words(
    browser: Chromium, pages: dict[str, str], key: str, words: str
) -> None:
    browser.size(*DESK)
    browser.open(f"{pages['ar-en']}#en-w-{key}")
    assert browser.run(LIT) == words


def test_words_and_their_entry_stand_side_by_side_on_a_desk(
    browser: Chromium, pages: dict[str, str]
) -> None:
    browser.size(*DESK)
    browser.open(f"{pages['ar-en']}#en-w-c7")
    inside = """(() => { const b = document.getElementById('en-w-c7').getBoundingClientRect();
      return b.top >= 0 && b.top < innerHeight && scrollY === 0; })()"""
    assert browser.run(inside)


def test_a_kind_of_mark_can_be_put_out_without_a_script(
    browser: Chromium, pages: dict[str, str]
) -> None:
    line = "getComputedStyle(document.querySelector('main.en .text .time')).textDecorationLine"
    browser.open(pages["ar-en"])
    assert browser.run(line) == "underline"
    browser.run("document.querySelector('main.en .show-time').click()")
    assert browser.run(line) == "none"


ORDER = """(() => {
  const line = document.querySelector('main.ar .finding.consistent .message');
  const boxes = [...line.querySelectorAll('bdi')].map(e => e.getBoundingClientRect());
  const range = document.createRange(), first = line.querySelector('bdi').firstChild;
  const at = (n) => { range.setStart(first, n); range.setEnd(first, n + 1);
                      return range.getBoundingClientRect().left; };
  return {text: first.data, rising: at(0) < at(5) && at(5) < at(8),
          before: boxes[0].left > boxes[1].left};
})()"""


def test_a_date_inside_arabic_keeps_its_own_order(browser: Chromium, pages: dict[str, str]) -> None:
    browser.open(pages["ar-ar"])
    assert browser.run(ORDER) == {"text": "2023-03-14", "rising": True, "before": True}


OVERLAPS = """(() => {
  const names = [...document.querySelectorAll('main.SIDE .map.main .name')]
    .map(e => e.getBoundingClientRect()).filter(b => b.width);
  const map = document.querySelector('main.SIDE .map.main').getBoundingClientRect();
  let wrong = 0;
  names.forEach((a, i) => {
    if (a.left < map.left - 1 || a.right > map.right + 1) wrong++;
    names.slice(i + 1).forEach(b => {
      if (a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom) wrong++;
    });
  });
  return [names.length > 0, wrong];
})()"""


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("interface", ["ar", "en"])
def test_names_on_the_map_stand_apart_and_inside_it(
    browser: Chromium, pages: dict[str, str], interface: str, size: tuple[int, int]
) -> None:
    browser.size(*size, mobile=size == PHONE)
    browser.open(pages[f"ar-{interface}"])
    assert browser.run(OVERLAPS.replace("SIDE", interface)) == [True, 0]


@pytest.mark.parametrize(("interface", "first"), [("ar", "right"), ("en", "left")])
def test_who_told_whom_runs_the_way_the_page_is_read(
    browser: Chromium, pages: dict[str, str], interface: str, first: str
) -> None:
    browser.size(*DESK)
    browser.open(pages[f"ar-{interface}"])
    boxes = browser.run(
        f"[...document.querySelectorAll('main.{interface} .tree .box')]"
        ".map(e => [e.innerText.split('\\n')[0], e.getBoundingClientRect().left])"
    )
    left = {name.strip(): at for name, at in boxes}
    source, author = left["مصدر في الدفاع المدني"], left["سليم الوراق"]
    assert (source < author) == (first == "left")


def test_it_prints_whole_without_what_only_a_screen_needs(
    browser: Chromium, pages: dict[str, str], tmp_path: Path
) -> None:
    browser.open(pages["ar-ar"])
    browser.command("Emulation.setEmulatedMedia", media="print")
    try:
        shown = json.loads(
            browser.run(
                "JSON.stringify(Object.fromEntries(['.parts', '.switch', '.text', '.map', "
                "'.claim', '.limits'].map(s => [s, document.querySelector('main.ar ' + s)"
                ".getBoundingClientRect().height > 0])))"
            )
        )
        scrolling = browser.run(
            "[...document.querySelectorAll('main.ar .pane')]"
            ".filter(e => getComputedStyle(e).overflowY !== 'visible').length"
        )
    finally:
        browser.command("Emulation.setEmulatedMedia", media="")
    assert shown == {
        ".parts": False,
        ".switch": False,
        ".text": True,
        ".map": True,
        ".claim": True,
        ".limits": True,
    }
    assert scrolling == 0
    browser.print(tmp_path / "report.pdf")
    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF")


def test_reading_by_keyboard_reaches_the_switch_and_the_claims(
    browser: Chromium, pages: dict[str, str]
) -> None:
    browser.size(*DESK)
    browser.open(pages["ar-en"])
    reachable = browser.run(
        "[...document.querySelectorAll('a[href], input, [tabindex=\"0\"]')]"
        ".filter(e => e.getClientRects().length && e.tabIndex >= 0).length"
    )
    assert reachable > 50
    assert browser.run(
        "[...document.querySelectorAll('.ui')].every(e => e.getClientRects().length)"
    )
