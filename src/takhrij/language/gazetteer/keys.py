"""Spelling keys: one key for every way a name is commonly written.

An Arabic key is folded, without article, spaces and hyphens: قليب الثور and قليب ثور are one,
as are كفر نبودة and كفرنبودة. A Latin key is folded to plain letters; names in Arab countries
are also filed without their article (al-, el-, ash-).
"""

from __future__ import annotations

import re
from functools import lru_cache

from takhrij.language.fold import fold

LONGEST = 6
"""The most words of a text that are tried as one name."""

_SEPARATORS = re.compile(r"[\W_]+")
_MARKS = re.compile(r"['`´ʻʿʾ′]+")
_ARABIC = re.compile("[\u0620-\u064a]")
_LATIN_ARTICLE = re.compile(
    r"(?:(?:al|el|ul)[- ]|(?:adh?|an|ar|ash?|ath?|az|ed|en|er|esh?|et|ez)-)(?=.{3})"
)
_BONES = str.maketrans("غقجطثذظضص", "كككتتدددس", "اويهءع")
"""Letters of the same sound as one, and those that are left out."""
_DOUBLED = re.compile(r"(.)\1+")
_LAST_VOWELS = ("ا", "ه", "ي")
_SAME_WORD = {"ابي": "ابو", "ابا": "ابو", "ابن": "بن", "أبن": "بن"}


def is_arabic(text: str) -> bool:
    return _ARABIC.search(text) is not None


@lru_cache(maxsize=65536)
def bare(word: str) -> str:
    """A single folded word without its article: الثور gives ثور."""
    if word.startswith("ال") and len(word) >= 4:
        word = word[2:]
    return _SAME_WORD.get(word, word)


@lru_cache(maxsize=65536)
def parts(name: str) -> tuple[str, ...]:
    """The folded, bare words of a name."""
    plain = _MARKS.sub("", fold(name))
    if plain.isalnum():
        return (bare(plain),)
    return tuple(bare(word) for word in _SEPARATORS.split(plain) if word)


def key(name: str) -> str:
    """The key of a name; empty where it holds no letter or digit."""
    return "".join(parts(name))


def exact(name: str) -> str:
    """The key of an Arabic name as written, articles kept, marked `=`."""
    plain = _MARKS.sub("", fold(name))
    return "=" + "".join(word for word in _SEPARATORS.split(plain) if word)


def skeleton(spelling: str) -> str:
    """The consonants of an Arabic key, for foreign names that everyone spells otherwise:
    شنغهاي and شانغهاي are one. Empty where fewer than four are left.
    """
    return consonants(spelling) if is_arabic(spelling) else ""


def consonants(spelling: str) -> str:
    """As `skeleton`, for a key that is known to be Arabic."""
    bones = spelling.translate(_BONES)
    return bones if len(bones) >= 4 else ""


def without_article(name: str) -> str | None:
    """A Latin name without the Arabic article it begins with, or None where it has none.

    Articles that are English words as well (an, as, at) count only with a hyphen.
    """
    plain = _MARKS.sub("", fold(name))
    match = _LATIN_ARTICLE.match(plain)
    return plain[match.end() :] if match else None


def loose(spelling: str) -> str:
    """A key that also forgets what writers disagree on: the final vowel, doubled letters,
    hamza. Used only where the words around say that a place is meant.
    """
    return relaxed(spelling) if is_arabic(spelling) else ""


def relaxed(spelling: str) -> str:
    """As `loose`, for a key that is known to be Arabic."""
    squeezed = spelling.replace("ء", "")
    if _DOUBLED.search(squeezed):
        squeezed = _DOUBLED.sub(r"\1", squeezed)
    stripped = squeezed[:-1] if squeezed.endswith(_LAST_VOWELS) else squeezed
    return stripped if len(stripped) >= 3 else ""
