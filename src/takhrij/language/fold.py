"""Folding: one spelling for many, with the way back to the original offsets.

Arabic: short vowels, tatweel and invisible controls go; hamza seats, alef, yeh and teh
marbuta forms are one letter each; Arabic-Indic and Persian digits become ASCII. Latin:
lower case, accents off. Light10's normalisation (Larkey et al. 2002) with our additions.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from takhrij.document import Span
from takhrij.errors import SpanError

_ONE_TO_ONE = {
    **dict.fromkeys("أإآٱٲٳ", "ا"),
    "ى": "ي",
    "ی": "ي",
    "ې": "ي",
    "ئ": "ي",
    "ؤ": "و",
    "ة": "ه",
    "ە": "ه",
    "ہ": "ه",
    "ھ": "ه",
    "ک": "ك",
    "گ": "ك",
    "ڤ": "ف",
    "پ": "ب",
    "چ": "ج",
    "ژ": "ز",
    "ۆ": "و",
    "ێ": "ي",
    "ڕ": "ر",
    "ڵ": "ل",
    "’": "'",
    "‘": "'",
    "ʼ": "'",
    "\u00a0": " ",
    "\u202f": " ",
    **{chr(0x660 + n): str(n) for n in range(10)},
    **{chr(0x6F0 + n): str(n) for n in range(10)},
}
_INVISIBLE = frozenset(
    "\u0640\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
    "\u2060\u2066\u2067\u2068\u2069\u061c\ufeff\u00ad"
)


def fold_character(character: str) -> str:
    """The folded form of one character: empty where it goes, more than one for ligatures."""
    if character in _INVISIBLE:
        return ""
    if character in _ONE_TO_ONE:
        return _ONE_TO_ONE[character]
    if character.isascii():
        return character.lower()
    parts = unicodedata.normalize("NFKD", character)
    kept = "".join(part for part in parts if not unicodedata.combining(part))
    return "".join(_ONE_TO_ONE.get(part, part) for part in kept.lower() if part not in _INVISIBLE)


class _Table(dict[int, str]):
    """`str.translate` runs in C; each character is folded once, when first met."""

    def __missing__(self, code: int) -> str:
        self[code] = piece = fold_character(chr(code))
        return piece


_TABLE = _Table()


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text and, for each of its characters, the original offset it came from."""

    text: str
    origins: tuple[int, ...]
    length: int
    """Length of the original, in code points."""

    def original(self, start: int, end: int) -> Span:
        """The original span behind `text[start:end]`. Raises SpanError on an empty range."""
        if not 0 <= start < end <= len(self.text):
            raise SpanError(f"folded range {start}:{end} is empty or leaves the text")
        return Span(self.origins[start], self._after(end - 1))

    def _after(self, last: int) -> int:
        """Where the original of a folded character ends, dropped marks after it included."""
        for index in range(last + 1, len(self.origins)):
            if self.origins[index] != self.origins[last]:
                return self.origins[index]
        return self.length


def fold(text: str) -> str:
    """The folded form of a text, without the way back."""
    return text.translate(_TABLE)


_FEW = 40
"""Characters of a word that is kept folded at most, so that memory stays bounded."""


def fold_word(word: str) -> str:
    """As `fold`, for the words of texts, which come again: kept once folded."""
    return _kept_fold(word) if len(word) <= _FEW else fold(word)


_kept_fold = lru_cache(maxsize=131_072)(fold)


def folded(text: str) -> Folded:
    """The folded form of a text with its map of offsets."""
    pieces: list[str] = []
    origins: list[int] = []
    for offset, character in enumerate(text):
        piece = _TABLE[ord(character)]
        pieces.append(piece)
        origins.extend([offset] * len(piece))
    return Folded("".join(pieces), tuple(origins), len(text))
