"""The report: one page, safe whatever the article holds, every link leading somewhere."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from typing import Any

import pytest
from casefile_example import example, judged
from hypothesis import example as shown
from hypothesis import given, settings
from hypothesis import strategies as st

from takhrij.annotations import Attribution, Claim, Finding, Link, Mention, Place
from takhrij.annotations import Chain as ChainOf
from takhrij.casefile.html import render
from takhrij.casefile.json import case, dumps, schema
from takhrij.casefile.summary import summary
from takhrij.document import Document, Span, document_of

HOSTILE = (
    "<script>alert(1)</script> & \"x\" 'y' <img src=x onerror=alert(2)> "
    "</style></title></textarea>--> {{ 7*7 }} {% raw %} javascript:alert(3) "
    "\u202eevil\u202c \u2066x\u2069 \u200fz\u200e \x00 \x1b[31m \u2028 \ufeff"
)
VOID = frozenset(["meta", "input", "br", "link", "img", "hr"])
SHAPES = frozenset(["path", "rect", "line", "circle", "text", "svg", "g"])


class Page(HTMLParser):
    """What a browser would make of a page: elements, ids, links, and what is left open."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.text: list[str] = []
        self.styles: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)

    def handle_data(self, data: str) -> None:
        (self.styles if self.open[-1:] == ["style"] else self.text).append(data)

    def values(self, name: str) -> list[str]:
        return [value for _, key, value in self.attributes if key == name]


def hostile(language: str = "ar") -> Document:
    """A document with hostile words in every field and under every mark."""
    text = f"{HOSTILE}\n{HOSTILE}"
    span = Span(3, 40)
    document = document_of(
        text, language, source=HOSTILE, title=HOSTILE, byline=HOSTILE,  # type: ignore[arg-type]
        publisher=HOSTILE, url=HOSTILE, problems=(HOSTILE,), title_span=Span(0, 20),
    )  # fmt: skip
    told = (("en", HOSTILE), ("ar", HOSTILE))
    layers: list[tuple[type, Any]] = [
        (Mention, Mention("m1", span, "place", Place(span, HOSTILE))),
        (
            Attribution,
            Attribution("a1", (span,), span, span, HOSTILE, span, party=HOSTILE, made_by="model"),
        ),
        (Claim, Claim("c1", span, attributions=("a1",))),
        (ChainOf, ChainOf("c1", (Link(HOSTILE, "unknown", "unknown", "a1"),), "unattributed")),
        (Finding, Finding("f1", HOSTILE, "inconsistent", (span,), told, ("c1",))),
    ]
    for kind, item in layers:
        document = document.with_layer(kind, [item], HOSTILE)
    return document


def reports() -> dict[str, str]:
    made = {HOSTILE: HOSTILE}
    nothing = case(document_of("لا شيء."))
    return {
        "arabic": render(case(judged(example("ar"))), "ar"),
        "english": render(case(judged(example("en"))), "en"),
        "mixed": render(case(example("ar")), "en"),
        "hostile": render(case(hostile(), settings=made, data=made), "ar"),
        "hostile english": render(case(hostile("en"), settings=made, data=made), "en"),
        "empty": render(nothing, "en"),
    }


@pytest.fixture(scope="module", params=["arabic", "english", "mixed", "hostile", "empty"])
def report(request: pytest.FixtureRequest) -> str:
    return reports()[request.param]


def test_every_element_is_closed_in_its_order(report: str) -> None:
    page = Page(report)
    assert (page.wrong, page.open) == ([], [])


def test_nothing_runs_and_nothing_is_embedded(report: str) -> None:
    page = Page(report)
    wrong = {"script", "iframe", "object", "embed", "img", "link", "base", "form", "foreignobject"}
    assert wrong.isdisjoint(page.tags)
    assert [name for _, name, _ in page.attributes if name.startswith("on")] == []
    assert [name for _, name, _ in page.attributes if name in ("style", "src", "srcset")] == []


def test_every_link_stays_in_the_page_and_leads_somewhere(report: str) -> None:
    page = Page(report)
    ids = page.values("id")
    assert len(ids) == len(set(ids))
    assert [link for link in page.values("href") if not link.startswith("#")] == []
    assert {link[1:] for link in page.values("href")} <= set(ids)
    assert set(page.values("for")) <= set(ids)
    assert set(page.values("aria-labelledby")) <= set(ids)


def test_no_address_outside_the_page_is_named_anywhere_live(report: str) -> None:
    page = Page(report)
    styles = "".join(page.styles)
    urls = re.findall(r"url\(([^)]*)", styles)
    assert {url.partition(",")[0] for url in urls} == {"data:font/woff2;base64"}
    assert re.findall(r"@import|https?:|//", re.sub(r"url\([^)]*\)", "", styles)) == []
    outside = [value for _, _, value in page.attributes if re.match(r"\s*(https?:)?//", value)]
    assert outside == []


def test_the_policy_allows_only_the_styles_that_are_there(report: str) -> None:
    page = Page(report)
    (policy,) = [value for value in page.values("content") if "default-src" in value]
    allowed = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    digests = [
        "'sha256-" + base64.b64encode(hashlib.sha256(style.encode()).digest()).decode() + "'"
        for style in re.findall(r"<style>(.*?)</style>", report, re.S)
    ]
    assert allowed["default-src"] == "'none'"
    assert allowed["font-src"] == "data:"
    assert allowed["style-src"].split() == digests
    assert "unsafe" not in policy


def test_no_control_that_could_turn_the_text_is_left(report: str) -> None:
    assert re.findall("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]", report) == []


def test_hostile_words_are_shown_and_not_obeyed() -> None:
    for name in ("hostile", "hostile english"):
        page = Page(reports()[name])
        shown = "".join(page.text)
        assert "<script>alert(1)</script>" in shown
        assert "{{ 7*7 }}" in shown
        assert "⟨U+202E⟩" in shown
        assert "49" not in re.findall(r"\{\{ 7\*7 \}\}|\b49\b", shown)


def test_the_article_can_be_read_back_from_its_marked_text() -> None:
    text = example().text
    page = reports()["arabic"]
    body = re.search(r'<div class="text"[^>]*>(.*?)</div>', page, re.S)
    assert body is not None
    plain = re.sub(r'<a class="tag".*?</a>', "", body.group(1))
    plain = re.sub(r"</p>\s*<p[^>]*>", "\n", plain.strip())
    found = Page(re.sub(r"</?p[^>]*>", "", plain))
    assert "".join(found.text).strip() == text


@pytest.mark.parametrize("language", ["ar", "en"])
def test_each_interface_is_marked_with_its_language_and_direction(language: str) -> None:
    report = reports()["mixed"]
    direction = {"ar": "rtl", "en": "ltr"}[language]
    pattern = (
        rf'<main id="{language}" class="interface {language}" lang="{language}" dir="{direction}">'
    )
    assert re.search(pattern, report)
    assert '<html lang="en" dir="ltr">' in report


def test_the_article_keeps_its_own_direction_in_either_interface() -> None:
    assert re.findall(r'<div class="text" lang="(\w+)" dir="(\w+)">', reports()["mixed"]) == [
        ("ar", "rtl"),
        ("ar", "rtl"),
    ]


def test_the_interface_asked_for_is_the_one_shown_first() -> None:
    row = case(example())
    for language in ("ar", "en"):
        page = render(row, language)
        (checked,) = re.findall(r'id="ui-(\w+)"[^>]* checked', page)
        assert checked == language
        assert page.index(f'<main id="{language}"') < page.index(
            f'<main id="{"en" if language == "ar" else "ar"}"'
        )


def test_every_claim_source_cue_and_mention_is_marked_and_linked() -> None:
    row = case(example())
    page = Page(render(row, "en"))
    ids, links = set(page.values("id")), set(page.values("href"))
    for key in [item["id"] for part in ("claims", "mentions", "findings") for item in row[part]]:
        assert f"en-w-{key}" in ids
        assert f"#en-w-{key}" in links
    assert {f"#en-{c['id']}" for c in row["claims"]} <= links
    assert {f"#en-{a['id']}" for a in row["attributions"] if a["source"]} <= links
    assert {f"#en-{m['id']}" for m in row["mentions"] if m["type"] == "place"} <= links


def test_two_runs_give_the_same_bytes() -> None:
    assert render(case(judged(example())), "ar") == render(case(judged(example())), "ar")


def test_a_report_can_be_made_again_from_its_case_file() -> None:
    row = case(judged(example()))
    assert render(json.loads(dumps(row)), "ar") == render(row, "ar")


def least(value: Any, node: dict[str, Any]) -> Any:
    """The value with every key dropped that the schema doesn't ask for."""
    if "$ref" in node:
        node = schema()["$defs"][node["$ref"].rpartition("/")[2]]
    if "anyOf" in node and value is not None:
        node = next(one for one in node["anyOf"] if one.get("type") != "null")
        return least(value, node)
    if isinstance(value, list):
        return [least(one, node.get("items", {})) for one in value]
    if isinstance(value, dict) and "required" in node:
        wanted = {*node["required"], *node.get("then", {}).get("required", ())}
        return {k: least(v, node["properties"][k]) for k, v in value.items() if k in wanted}
    return value


def test_a_case_of_the_least_keys_of_the_contract_still_renders() -> None:
    row = json.loads(dumps(case(judged(example()))))
    parts = {**schema()["$defs"]["extraction"]["properties"], **schema()["properties"]}
    wanted = {*schema()["required"], *schema()["$defs"]["extraction"]["required"]}
    bare = {key: least(value, parts[key]) for key, value in row.items() if key in wanted}
    for mention in bare["mentions"]:
        if mention["type"] in ("time", "quantity"):
            mention["value"] = least(mention["value"], {"$ref": f"/{mention['type']}_value"})
    assert "standing" not in bare["claims"][0]["chain"][0]
    page = Page(render(bare, "ar"))
    assert (page.wrong, page.open) == ([], [])
    assert summary(bare, "en")


def test_ids_from_a_foreign_case_cannot_reach_the_style_sheet() -> None:
    row = json.loads(dumps(case(example())))
    row["claims"][0]["id"] = "c1}</style><script>alert(1)</script>"
    page = Page(render(row, "en"))
    assert "script" not in page.tags
    assert "alert" not in "".join(page.styles)


@given(
    st.text(st.sampled_from("ab اب\u202e\u200f<>&\"'\n{}%⟩"), min_size=1, max_size=40).filter(
        str.strip
    ),
    st.lists(st.tuples(st.integers(0, 39), st.integers(1, 40)), max_size=6),
)
@shown(text="b \n\n", spans=[(2, 2)])
@settings(max_examples=60, deadline=None)
def test_marks_may_overlap_in_any_way(text: str, spans: list[tuple[int, int]]) -> None:
    held = [Span(s, min(s + n, len(text))) for s, n in spans if s < len(text)]
    document = document_of(text)
    document = document.with_layer(
        Claim, [Claim(f"c{n}", span) for n, span in enumerate(held, 1)], "test"
    )
    document = document.with_layer(
        Attribution, [Attribution(f"a{n}", (s,), s, s) for n, s in enumerate(held, 1)], "test"
    )
    page = Page(render(case(document), "en"))
    assert (page.wrong, page.open) == ([], [])
    assert {link[1:] for link in page.values("href")} <= set(page.values("id"))
