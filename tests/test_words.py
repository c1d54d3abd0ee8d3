"""Words, their folded forms, their clitics and their lemmas."""

from __future__ import annotations

import pytest

from takhrij.document import document_of
from takhrij.language.lemmas import is_familiar, lemma
from takhrij.language.words import words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قالت أ.ف.ب إن 1,250 شخصا وصلوا", ["قالت", "ا.ف.ب", "ان", "1,250", "شخصا", "وصلوا"]),
        ("The U.S. air-strike didn't", ["the", "u.s.", "air-strike", "didn't"]),
        ("«مُدَرَّسَة»،ثم", ["مدرسه", "ثم"]),
        ("في ١٤/٣/٢٠١٧", ["في", "14/3/2017"]),
    ],
)
def test_a_text_is_cut_into_words(text: str, expected: list[str]) -> None:
    assert [word.norm for word in words(document_of(text))] == expected


@pytest.mark.parametrize("unit", ["ا", "ب.", "a-", "1-", "بُ", "بـ", "و ", "'"])
def test_a_million_letters_in_one_line_are_cut_without_trouble(unit: str) -> None:
    found = words(document_of(unit * (1_000_000 // len(unit))))
    assert all(word.stems[0] == word.span for word in found)


def test_a_vowelled_word_is_split_at_its_letters() -> None:
    (word,) = words(document_of("وَبِحَلَب"))
    assert [stem.of("وَبِحَلَب") for stem in word.stems] == ["وَبِحَلَب", "بِحَلَب", "حَلَب"]


@pytest.mark.parametrize(
    ("word", "language", "expected"),
    [
        ("المدينة", "ar", "مدينة"),
        ("والمدينة", "ar", "مدينة"),
        ("شتاينبرغ", "ar", "شتاينبرغ"),
        ("weapons", "en", "weapon"),
    ],
)
def test_a_word_comes_down_to_its_dictionary_form(word: str, language: str, expected: str) -> None:
    assert lemma(word, language) == expected


@pytest.mark.parametrize(
    ("word", "familiar"),
    [("زيارته", True), ("تقودها", True), ("المقاتلين", True), ("شتاينبرغ", False)],
)
def test_everyday_words_are_told_from_names(word: str, familiar: bool) -> None:
    assert is_familiar(word, "ar") is familiar
