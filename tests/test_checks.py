"""All checks together: ids, messages, docs, and text that means harm."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from marked import marked

from takhrij.annotations import Chain, Claim, Finding, Incident
from takhrij.bench.checks import measure
from takhrij.checks import CHECKS, described, findings
from takhrij.checks.drafts import INTERFACES
from takhrij.claims.chains import chains
from takhrij.claims.claims import claims
from takhrij.claims.incidents import incidents
from takhrij.language.lexicon import load

DOCS = Path(__file__).resolve().parents[1] / "docs" / "checks.md"


def checked(document):
    document = document.with_layer(Claim, claims(document), "test")
    document = document.with_layer(Chain, chains(document), "test")
    document = document.with_layer(Incident, incidents(document), "test")
    return document.with_layer(Finding, findings(document), "test")


def test_the_page_of_checks_says_what_the_docstrings_say():
    assert DOCS.read_text(encoding="utf-8") == described(), (
        "docs/checks.md lags; write it again: "
        "python -c 'from takhrij.checks import described; print(described(), end=\"\")'"
        " > docs/checks.md"
    )


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_every_check_tells_its_outcomes_and_its_tolerance(check):
    words = check.__doc__
    assert re.search("undetermined", words, re.I)
    assert len(words.split()) > 30


def test_every_message_exists_in_both_languages_with_the_same_fields():
    tables = [load(language, "messages") for language in INTERFACES]
    for part in ("checks", "verdicts", "knowledge"):
        assert tables[0][part].keys() == tables[1][part].keys()
    for name, template in tables[0]["checks"].items():
        fields = [
            {re.sub("_(ar|en)$", "", field) for field in re.findall(r"{(\w+)}", text)}
            for text in (template, tables[1]["checks"][name])
        ]
        assert fields[0] == fields[1], name


@pytest.mark.parametrize("language", INTERFACES)
def test_no_message_says_true_or_false(language):
    messages = " ".join(load(language, "messages")["checks"].values())
    assert not re.search(r"\b(true|false|lying|fake)\b|كاذب|صادق|صحيح|كذب", messages)


def test_findings_stand_in_text_order_with_ids_and_both_messages():
    document = checked(
        marked(
            "[12 people|count 12 killed] died, including [14 children|count 14 killed], on"
            " [Monday, 14 March 2017|time 2017-03-14 weekday=0]. The regime fell."
        )
    )
    found = document.layer(Finding)
    assert [f.id for f in found] == ["f1", "f2", "f3"]
    assert [f.check for f in found] == ["parts", "calendar", "wording"]
    assert all([language for language, _ in f.messages] == list(INTERFACES) for f in found)
    assert found[0].claims == ("c1",)


def test_braces_in_the_article_are_words_and_nothing_else():
    document = checked(marked("On [Monday {0} {words}|time 2017-03-14 weekday=0] it burned down."))
    (finding,) = document.layer(Finding)
    assert "{0}" in dict(finding.messages)["en"]


def test_long_quotations_are_cut_in_messages_but_not_in_spans():
    words = "very " * 60
    document = checked(marked(f"The [Hills Army|group] used chlorine {words}often."))
    (finding,) = document.layer(Finding)
    assert len(dict(finding.messages)["en"]) < 300
    assert document.quote(finding.words[0]).endswith("often")


def test_a_text_of_nothing_but_contradictions_is_read_in_one_pass():
    document = checked(marked("The guards withdrew from the gate. It was no reply. " * 800))
    assert len(document.layer(Finding)) < 4000


WORDS = st.sampled_from(
    [
        "لم",
        "رد",
        "أبلغ",
        "المنظمة",
        "قتل",
        "12",
        "بينهم",
        "في",
        "الساعة",
        "3:30",
        "ليلا",
        "وقع",
        "من",
        "إلى",
        "2019",
        "the",
        "no",
        "reply",
        "killed",
        "including",
        "at",
        "night",
        "after",
        "before",
        "used",
        "chlorine",
        "regime",
        "said",
        ".",
        ",",
        ":",
        "؟",
        "\n",
    ]
)


@settings(deadline=None, max_examples=60)
@given(st.lists(WORDS, max_size=60), st.sampled_from(["ar", "en"]))
def test_checks_take_any_text(parts, language):
    text = " ".join(parts)
    document = checked(marked(text, language, title="رد" if language == "ar" else "No reply"))
    assert all(
        f.outcome in ("consistent", "inconsistent", "undetermined") for f in document.layer(Finding)
    )


def test_planted_errors_are_caught_and_clean_sentences_left_alone():
    """Floors a little below the measured figures (docs/verdicts.md)."""
    figures = measure(Path())
    assert figures["caught"] >= 0.88
    assert figures["false_alarms"] <= 0.015
