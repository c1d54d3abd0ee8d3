"""Weapons and agents in lay words."""

from __future__ import annotations

import pytest

from takhrij.annotations import Word
from takhrij.document import document_of
from takhrij.language.lexicon import load
from takhrij.language.munitions import munitions
from takhrij.language.words import words


def found(text: str, language: str) -> list[tuple[str, str]]:
    document = document_of(text, language)  # type: ignore[arg-type]
    document = document.with_layer(Word, words(document), "words")
    return [(one.span.of(text), one.name) for one in munitions(document)]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        (
            "سقطت قذائف هاون وبراميل متفجرة",
            "ar",
            [("قذائف هاون", "mortar"), ("براميل متفجرة", "barrel_bomb")],
        ),
        ("قُصفت بالكلور وبغاز السارين", "ar", [("الكلور", "chlorine"), ("غاز السارين", "sarin")]),
        ("انفجرت سيارة مفخخة ثم قنبلة", "ar", [("سيارة مفخخة", "car_bomb"), ("قنبلة", "bomb")]),
        ("حلقت طائرة بدون طيار", "ar", [("طائرة بدون طيار", "drone")]),
        ("نقلت براميل النفط", "ar", []),
        (
            "A barrel bomb and two mortar shells fell",
            "en",
            [("barrel bomb", "barrel_bomb"), ("mortar shells", "mortar")],
        ),
        ("The water tank near the tank", "en", [("tank", "tank")]),
        ("IEDs were found", "en", [("IEDs", "explosive_device")]),
    ],
)
def test_a_weapon_is_filed_under_its_plain_name(
    text: str, language: str, expected: list[tuple[str, str]]
) -> None:
    assert found(text, language) == expected


def test_both_languages_file_weapons_under_the_same_plain_names() -> None:
    arabic, english = (set(load(language, "munitions")["terms"]) for language in ("ar", "en"))
    assert arabic - english == set()
    assert english - arabic <= {"missile"}  # صاروخ is a rocket and a missile
