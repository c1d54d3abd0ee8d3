"""One-byte encodings: the reading that looks most like language wins.

Only encodings that Arabic or English news has really come in are tried; charset-normalizer
is asked last, for what none of them explains.
"""

from __future__ import annotations

import codecs
import re
import unicodedata

import charset_normalizer

from takhrij.errors import UnreadableInput

CANDIDATES = ("windows-1252", "windows-1256", "iso-8859-6", "cp720", "mac-arabic")
"""Tried in this order; a later one must read better, not as well, to win."""
SAMPLE = 65536
LEAST = 0.5
"""A reading must score this much per high byte; noise in any encoding scores below 0."""

_ARTICLE = re.compile(r"\bال(?=[ء-ي]{2})")
_WORD = re.compile(r"[^\W\d_]+")


def best_reading(data: bytes, declared: str | None = None) -> tuple[str, str]:
    """The text and the encoding it was read in.

    Raises UnreadableInput where no encoding gives readable text.
    """
    names = [*_known(declared), *CANDIDATES]
    scored = [(score(text, data), name) for name in names if (text := _read(data, name))]
    best = max(scored, key=lambda one: one[0], default=(0.0, ""))
    if best[0] >= LEAST:
        return data.decode(best[1]), best[1]
    return _last_resort(data)


def _known(declared: str | None) -> list[str]:
    """The declared encoding, where Python knows it and it is one for text."""
    try:
        info = codecs.lookup(declared or "")
    except (LookupError, ValueError):
        return []
    return [info.name] if getattr(info, "_is_text_encoding", True) else []


def _read(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)[:SAMPLE]
    except UnicodeError:
        return None


def score(text: str, data: bytes) -> float:
    """How much a reading looks like words, per high byte: about 1 for the right one.

    Letters that stand in a word of one script count for it, letters of two scripts in one
    word, symbols inside words, controls and unused code points count against it; the Arabic
    article, which one word in four carries, settles ties between Arabic code pages.
    """
    high = sum(byte > 0x7F for byte in data[:SAMPLE])
    gained = sum(_worth(match.group()) for match in _WORD.finditer(text))
    gained += 2 * len(_ARTICLE.findall(text))
    lost = sum(unicodedata.category(c) in _WRONG for c in text if c > "\x7f")
    quotes = sum(c in "“”‘’«»–—…\u00a0،؛؟" for c in text)
    return (gained + quotes - 3 * lost) / max(1, high)


_WRONG = frozenset({"Cc", "Co", "Cn", "So", "Sm", "Sk", "Sc", "No"})


def _worth(word: str) -> int:
    """High letters of a word in one script count up, those of a mixed word count down."""
    high = sum(letter > "\x7f" for letter in word)
    arabic = sum("\u0600" <= letter <= "\u06ff" for letter in word)
    if arabic:
        return high if arabic == len(word) > 1 else -high
    return high if high <= len(word) / 2 else -high


def _last_resort(data: bytes) -> tuple[str, str]:
    found = charset_normalizer.from_bytes(data[:SAMPLE]).best()
    if found is None or found.percent_chaos > 10:
        raise UnreadableInput(
            "is not text in any encoding known here (UTF-8, UTF-16, Windows-1256, ISO-8859-6, "
            "Windows-1252 and older Arabic ones); save it as UTF-8 text"
        )
    return data.decode(found.encoding, "replace"), found.encoding
