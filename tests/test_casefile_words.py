"""The interface speaks Arabic and English alike, and holds figures in their own order."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from html import unescape
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from takhrij.casefile.interface import INTERFACES, Page, isolated, ltr, plural_form, said, words
from takhrij.casefile.json import schema
from takhrij.errors import DataFileError


def texts(table: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from texts(value, f"{prefix}{key}.")
        elif isinstance(value, str):
            yield f"{prefix}{key}", value


def is_count(table: Any) -> bool:
    return (
        isinstance(table, dict)
        and "other" in table
        and set(table) <= {"zero", "one", "two", "few", "many", "other"}
    )


def flat(language: str) -> dict[str, str]:
    """Every text but the forms of counts, which differ from language to language."""
    table = words(language).table  # type: ignore[arg-type]
    return {
        key: value
        for key, value in texts(table)
        if not is_count(words(language).find(key.rpartition(".")[0]))  # type: ignore[arg-type]
        or key.startswith("of.")
    }


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_both_languages_say_the_same_things() -> None:
    assert set(flat("ar")) == set(flat("en"))


def test_both_languages_fill_in_the_same_fields() -> None:
    arabic, english = flat("ar"), flat("en")
    assert [key for key in english if fields(english[key]) != fields(arabic[key])] == []


@pytest.mark.parametrize("language", INTERFACES)
def test_every_count_has_every_form_of_its_language(language: Any) -> None:
    table = words(language).table
    wanted = set(table["plural"])
    lacking = [
        f"{section}.{key}"
        for section, held in table.items()
        if isinstance(held, dict) and section != "of"
        for key, value in held.items()
        if isinstance(value, dict) and not wanted <= set(value)
    ]
    assert lacking == []


ENUMS = [
    ("outcome", ("finding", "outcome")),
    ("act", ("attribution", "act")),
    ("source_kind", ("attribution", "kind")),
    ("source_kind", ("link", "kind")),
    ("knowledge", ("attribution", "knowledge")),
    ("basis", ("claim", "basis")),
    ("claim_kind", ("claim", "kind")),
    ("event", ("claim", "event")),
    ("polarity", ("claim", "polarity")),
    ("label", ("verdict", "label")),
    ("stance", ("evidence", "stance")),
    ("precision", ("time_value", "precision")),
    ("anchor", ("time_value", "anchor")),
    ("calendar", ("time_value", "calendar")),
    ("standing", ("link", "standing")),
    ("names", ("mention", "type")),
]


@pytest.mark.parametrize("language", INTERFACES)
@pytest.mark.parametrize(("section", "path"), ENUMS)
def test_every_value_of_the_contract_has_a_word(
    section: str, path: tuple[str, str], language: Any
) -> None:
    kind, name = path
    values = [v for v in schema()["$defs"][kind]["properties"][name]["enum"] if v is not None]
    assert [v for v in values if words(language).find(f"{section}.{v}") is None] == []


@pytest.mark.parametrize("language", INTERFACES)
def test_every_check_that_runs_has_a_name(language: Any) -> None:
    checks = pytest.importorskip("takhrij.checks")
    names = [check.__name__ for check in getattr(checks, "CHECKS", ())]
    if not names:
        pytest.skip("needs the checks: takhrij.checks has no CHECKS yet")
    assert [name for name in names if words(language).find(f"check.{name}") is None] == []


@pytest.mark.parametrize(
    ("language", "n", "form"),
    [
        ("en", 0, "other"),
        ("en", 1, "one"),
        ("en", 2, "other"),
        ("ar", 0, "zero"),
        ("ar", 1, "one"),
        ("ar", 2, "two"),
        ("ar", 3, "few"),
        ("ar", 10, "few"),
        ("ar", 11, "many"),
        ("ar", 99, "many"),
        ("ar", 100, "other"),
        ("ar", 102, "other"),
        ("ar", 103, "few"),
        ("ar", 111, "many"),
    ],
)
def test_a_count_takes_the_plural_form_of_its_language(language: str, n: int, form: str) -> None:
    assert plural_form(language, n) == form


def test_arabic_counts_read_as_arabic() -> None:
    spoken = words("ar")
    counted = [spoken.count("counts.claims_are", n) for n in (1, 2, 3, 11, 100)]
    assert counted == ["ادّعاء واحد", "ادّعاءان", "3 ادّعاءات", "11 ادّعاءً", "100 ادّعاء"]


def test_asking_for_words_that_do_not_exist_says_so() -> None:
    with pytest.raises(DataFileError, match=r"no text 'page\.nothing'"):
        words("en").say("page.nothing")
    with pytest.raises(DataFileError, match=r"counts\.nothing"):
        words("ar").count("counts.nothing", 3)


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("كان 2023-03-14 يوم ثلاثاء", ["2023-03-14"]),
        ("على بعد 6.1 كم باتجاه 234°", ["6.1", "234°"]),
        ("قالت Human Rights Watch ذلك", ["Human Rights Watch"]),
        ("(Executive Council, 6.1 كم)", ["Executive Council", "6.1"]),
        ("من 3 إلى 5، ثم 12/7", ["3", "5", "12/7"]),
        ("لا أرقام هنا", []),
        (
            "يقول «A “large” fire, at dawn, killed 12» ثم «no one»",
            ["A “large” fire, at dawn, killed 12", "no one"],
        ),
        ("وهو باق في case.json: 3 أسماء", ["case.json", "3"]),
        ("صيغة ClaimReview (JSON-LD)", ["ClaimReview (JSON-LD)"]),
        ("صيغة (JSON)", ["JSON"]),
    ],
)
def test_figures_dates_and_latin_names_are_isolated_in_arabic(text: str, runs: list[str]) -> None:
    assert re.findall(r'<bdi dir="ltr"[^>]*>([^<]*)</bdi>', isolated(text, "ar")) == runs


def test_arabic_words_are_isolated_in_an_english_sentence() -> None:
    assert isolated("It says «قرب جبلة» twice.", "en") == (
        'It says «<bdi lang="ar" dir="rtl">قرب جبلة</bdi>» twice.'
    )


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        (
            "“ستة كيلومترات” between “المصاصنة” and “حلفايا”",
            ["ستة كيلومترات", "المصاصنة", "حلفايا"],
        ),
        ("“مسلحو “الفرقة” في عام 2019”.", ["مسلحو “الفرقة” في عام 2019"]),
        ("“نعم” (2024-10-01) 12 killed", ["نعم"]),
    ],
)
def test_a_quotation_in_arabic_stays_in_one_piece(text: str, runs: list[str]) -> None:
    found = re.findall(r'<bdi lang="ar" dir="rtl">([^<]*)</bdi>', isolated(text, "en"))
    assert found == runs


@given(st.text(st.sampled_from("ab اب12 .,“”«»-–°%()"), max_size=80), st.sampled_from(INTERFACES))
@settings(max_examples=200, deadline=None)
def test_isolating_never_adds_or_drops_a_letter(text: str, language: str) -> None:
    assert unescape(re.sub("</?bdi[^>]*>", "", isolated(text, language))) == text


def test_isolating_changes_no_character_that_is_read() -> None:
    text = "قال <b>Human Rights</b> & 6.1 كم"
    assert re.sub("</?bdi[^>]*>", "", isolated(text, "ar")) == (
        "قال &lt;b&gt;Human Rights&lt;/b&gt; &amp; 6.1 كم"
    )


def test_values_are_escaped_wherever_they_are_put() -> None:
    page = Page(words("en"))
    assert "<b>" not in page.say("attributions.via", who="<b>x</b>")
    assert "<b>" not in ltr("<b>")
    assert "<b>" not in said("<b>", "en")


def test_hidden_controls_are_written_out() -> None:
    assert said("a\u202eb\x00", "ar") == '<bdi lang="ar" dir="rtl">a⟨U+202E⟩b⟨U+0000⟩</bdi>'


# --- contrast -------------------------------------------------------------------------------

TEXT_ON = {
    "ink": ("paper", "sheet", "claim", "claim-odd", "land", "sea"),
    "soft": ("paper", "sheet", "sea", "land"),
    "accent": ("paper", "sheet"),
    "source": ("sheet", "claim", "claim-odd"),
    "cue": ("sheet", "claim", "claim-odd"),
    "lit-ink": ("lit",),
    "near": ("land", "sea"),
    "bad": ("bad-paper", "sheet"),
    "good": ("good-paper", "sheet"),
    "open": ("open-paper", "sheet"),
    "sheet": ("accent",),
}
DRAWN_ON = {
    "name": ("sheet", "claim"),
    "place": ("sheet", "claim"),
    "time": ("sheet", "claim", "paper"),
    "quantity": ("sheet", "claim"),
    "munition": ("sheet", "claim"),
    "doubt": ("land", "sea"),
}


def palettes() -> list[dict[str, str]]:
    """Light and dark: the custom properties of both :root blocks of the style sheet."""
    sheet = (files("takhrij.casefile") / "templates" / "style.css").read_text(encoding="utf-8")
    blocks = re.findall(r":root\{color-scheme:(?:light|dark);(.*?)\}", sheet, re.S)
    found = [dict(re.findall(r"--([\w-]+):(#[0-9a-f]{6})", block)) for block in blocks]
    assert len(found) == 2
    return [found[0], {**found[0], **found[1]}]


def luminance(color: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    channels = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("index", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("pairs", "least"), [(TEXT_ON, 4.5), (DRAWN_ON, 3.0)])
def test_the_palette_has_the_contrast_of_wcag_aa(
    index: int, pairs: dict[str, tuple[str, ...]], least: float
) -> None:
    palette = palettes()[index]
    low = {
        f"{front} on {back}": round(contrast(palette[front], palette[back]), 2)
        for front, backs in pairs.items()
        for back in backs
        if contrast(palette[front], palette[back]) < least
    }
    assert low == {}
