"""The consonants of a name in Arabic or Latin letters, so that سراقب and Saraqeb meet.

Letters that the two scripts write alike are brought to one sign; vowels, ʿayn, hamza, h
within a word and doubled letters are left out. After the consonant skeletons of record
linkage (Soundex and its kin), with the digraphs of newspaper spelling.
"""

from __future__ import annotations

import re
from functools import lru_cache

from takhrij.language.gazetteer.keys import is_arabic, parts

LEAST = 3
"""Fewer consonants fit too many names."""

_ARABIC = str.maketrans(
    {
        **dict.fromkeys("اوييءعةهىئؤآأإ", ""),
        **dict.fromkeys("تطث", "t"),
        **dict.fromkeys("سصش", "s"),
        **dict.fromkeys("دضذ", "d"),
        **dict.fromkeys("زظ", "z"),
        **dict.fromkeys("قكخ", "k"),
        **dict.fromkeys("جغ", "g"),
        "ب": "b", "ح": "", "ر": "r", "ف": "f", "ل": "l", "م": "m", "ن": "n", "پ": "b", "گ": "g",
    }
)  # fmt: skip
_DIGRAPHS = (
    ("kh", "k"), ("gh", "g"), ("sh", "s"), ("ch", "s"), ("th", "t"), ("dh", "d"), ("ph", "f"),
    ("zh", "z"), ("dj", "g"), ("ck", "k"),
)  # fmt: skip
_LATIN = str.maketrans(
    {**dict.fromkeys("aeiouwyhı", ""), "q": "k", "c": "k", "j": "g", "p": "b", "v": "f", "x": "ks"}
)
_ARTICLES = frozenset(("al", "el", "ul", "ad", "an", "ar", "as", "ash", "at", "az", "ed", "es"))
_EAR = str.maketrans("طثضذظصقح", "تتددزسكه", "اعء")
_FIRST = {letter: sound for letter, sound in _EAR.items() if sound}
_ENDING = re.compile("[اه]$")
"""Letters that writers take for each other by ear, and those that they leave out."""
_DOUBLED = re.compile(r"(.)\1+")


@lru_cache(maxsize=65_536)
def sounds(name: str) -> str:
    """The consonants of a name; empty where they are too few to tell it by."""
    words = [word for word in parts(name) if word not in _ARTICLES]
    signs = "".join(_signs(word) for word in words)
    plain = _DOUBLED.sub(r"\1", signs)
    return plain if len(plain) >= LEAST else ""


def _signs(word: str) -> str:
    if is_arabic(word):
        return "".join(sign for sign in word.translate(_ARABIC) if sign.isascii())
    if word.startswith("al") and len(word) > 5:
        word = word[2:]
    for pair, sign in _DIGRAPHS:
        word = word.replace(pair, sign)
    return word.translate(_LATIN)


@lru_cache(maxsize=65_536)
def ear(spelling: str) -> str:
    """An Arabic key as it sounds to those who don't know how it is written: بشنترا and
    بشنطرة are one, رومانية and رحمانية are not. Short vowels apart, all that is said is kept.
    """
    ended = _ENDING.sub("ه", spelling)
    return _DOUBLED.sub(r"\1", ended[:1].translate(_FIRST) + ended[1:].translate(_EAR))
