"""Quotations: every kind of mark, nested, broken and left open."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from takhrij.annotations import Quotation, Sentence
from takhrij.claims.quotations import quotations
from takhrij.document import Document, document_of
from takhrij.language.sentences import sentences
from takhrij.stages import Stage, run

STAGES = (
    Stage("sentences", sentences, Sentence),
    Stage("quotations", quotations, Quotation, (Sentence,)),
)


def read(text: str) -> Document:
    arabic = any("\u0600" <= character <= "\u06ff" for character in text)
    return run(document_of(text, "ar" if arabic else "en"), STAGES)


def quoted(text: str) -> list[str]:
    document = read(text)
    return [document.quote(item.span) for item in document.layer(Quotation)]


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("“Go,” Ann said, “now.”", ["Go,", "now."]),
        ('"Go," Ann said, "now."', ["Go,", "now."]),
        ("''Go,'' Ann said.", ["Go,"]),
        ("``Go,'' Ann said.", ["Go,"]),
        ("Ann said: ‘Go now’ and left.", ["Go now"]),
        ("قال الشاهد: «سمعت الصوت» ثم مضى.", ["سمعت الصوت"]),
        ("قال الشاهد: “سمعت الصوت” ثم مضى.", ["سمعت الصوت"]),
        ("قال الشاهد: ”سمعت الصوت“ ثم مضى.", ["سمعت الصوت"]),
        ('وصفه ب"الحادث المؤلم" أمس.', ["الحادث المؤلم"]),
    ],
)
def test_every_kind_of_mark_is_a_quotation(text: str, inside: list[str]) -> None:
    assert quoted(text) == inside


@pytest.mark.parametrize(
    "text",
    ["The workers' rights and Ann's don't count.", "In the ’90s it was so.", '""', "“”"],
)
def test_apostrophes_and_empty_marks_are_no_quotations(text: str) -> None:
    assert quoted(text) == []


def test_a_quotation_inside_another_has_depth_one() -> None:
    document = read("Ann said: “He told me ‘go away’ and left.”")
    assert [item.depth for item in document.layer(Quotation)] == [0, 1]


def test_a_mark_left_open_ends_with_its_paragraph_and_says_so() -> None:
    document = read("He said: “We saw it. We ran.\n\nThe town lies by the sea.")
    (only,) = document.layer(Quotation)
    assert document.quote(only.span) == "We saw it. We ran."
    assert not only.closed


def test_trailing_dots_end_a_quotation_left_open() -> None:
    assert quoted("قال: «نؤكد أن الحريق انطفأ.. وأضاف غيره أنه مشتعل.") == ["نؤكد أن الحريق انطفأ"]


def test_a_quotation_of_several_paragraphs_opens_each_of_them() -> None:
    assert quoted("He said: “One.\n\n“Two.” Then he left.") == ["One.", "Two."]


@pytest.mark.parametrize("text", ["“" * 10000 + "a" + "”" * 10000, '"' * 20000, "“‘" * 10000])
def test_ten_thousand_nested_marks_are_read_to_their_end(text: str) -> None:
    document = read(text)
    assert all(item.span.end <= len(text) for item in document.layer(Quotation))


@settings(max_examples=80, deadline=None)
@given(st.text(alphabet="ab «»“”\"'‘’.\nقا،", max_size=60))
def test_no_quotation_holds_white_space_at_its_ends(text: str) -> None:
    document = read(text)
    for item in document.layer(Quotation):
        words = document.quote(item.span)
        assert words == words.strip()
