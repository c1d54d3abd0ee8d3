"""Which language a text is in, by its letters, and a word of doubt where they don't say."""

from __future__ import annotations

import re

from takhrij.document import Language
from takhrij.errors import UnreadableInput

_ARABIC = re.compile("[\u0620-\u064a\u066e-\u06d3\ufb50-\ufdff\ufe70-\ufefc]+")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]+")
_LETTER = re.compile(r"[^\W\d_]+")
_NOT_ARABIC = re.compile("[پچڈڑژگںھہےۓیکټډړښڼېەۆێ]")
"""Letters of Persian, Urdu, Pashto and Kurdish that Arabic news all but never uses."""
_ENGLISH_WORD = re.compile(r"\b(?:the|of|and|to|in|a|that|was|for|on|were|by|said|is)\b", re.I)
_WORD = re.compile(r"[^\W\d_]+")
SAMPLE = 100_000
FOREIGN_SHARE = 0.03
"""Persian has about one such letter in eight, Urdu more; Arabic with foreign names under 1 %."""
ENGLISH_SHARE = 0.15
"""One word in three or four of English news is one of these; in other languages under 1 in 10."""
FEW_WORDS = 30


def language_of(text: str) -> Language:
    """`ar` or `en`, whichever script has more letters (Arabic if as many).

    Raises UnreadableInput where the text has no letter of either script.
    """
    arabic, latin = _count(_ARABIC, text), _count(_LATIN, text)
    if arabic + latin == 0:
        raise UnreadableInput(
            "holds no Arabic or Latin letters; give a report in Arabic or English, "
            "or text in place of pictures"
        )
    return "ar" if arabic >= latin else "en"


def language_problems(text: str, language: Language) -> tuple[str, ...]:
    """Doubts that the text is in the language it will be read as."""
    sample = text[:SAMPLE]
    letters = _count(_LETTER, sample)
    own = _count(_ARABIC if language == "ar" else _LATIN, sample)
    if own < 0.5 * letters:
        return ("language: most letters are of another script; little of this can be read",)
    doubted = _doubted_arabic(sample, own) if language == "ar" else _doubted_english(sample)
    name = {"ar": "Arabic", "en": "English"}[language]
    said = f"language: read as {name}, but this may be another language in the same letters"
    return (said,) if doubted else ()


def _count(letters: re.Pattern[str], text: str) -> int:
    """How many letters of a kind a text has, from their runs."""
    return sum(map(len, letters.findall(text)))


def _doubted_arabic(sample: str, letters: int) -> bool:
    return letters > 100 and len(_NOT_ARABIC.findall(sample)) > FOREIGN_SHARE * letters


def _doubted_english(sample: str) -> bool:
    words = len(_WORD.findall(sample))
    return words > FEW_WORDS and len(_ENGLISH_WORD.findall(sample)) < ENGLISH_SHARE * words
