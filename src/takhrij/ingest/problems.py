"""What a reader of the text must be told before trusting what they see of it.

Each problem is `code: text`, in plain English; the code is stable, so an interface in another
language can say the same.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

LONG_LINE = 20_000
"""Characters of a line beyond which paragraphs have most likely been lost."""
SHOWN = 3
"""Examples given of a problem; the count says how many there are."""

_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
_ZERO_WIDTH = re.compile("[\u200b\u2060\ufeff\u00ad]|[\u200c\u200d](?![\u0600-\u06ff])")
_MARKUP = re.compile(r"</?(?:p|div|span|a|br|b|i|img|script|style|table|item|title)\b[^<>]{0,200}>")
_LATIN = "A-Za-z\u00c0-\u024f"
_WORD = re.compile(r"[^\W\d_]{2,}")
_ALPHABETS = (
    re.compile(f"[{_LATIN}]"),
    re.compile("[\u0620-\u064a\u0671-\u06d3]"),
    re.compile("[\u0400-\u052f]"),
    re.compile("[\u0370-\u03ff]"),
)
_BEFORE_A_NAME = "والبلفكـ"
"""Clitics and stretching that Arabic writes before a name in Latin letters: this is usual."""
_FOREIGN_FORMS = re.compile("[\U0001d400-\U0001d7ff\uff21-\uff5a]")
_ARABIC_LETTERS = re.compile("[\u0620-\u064a]+")
_LATIN_LETTERS = re.compile(f"[{_LATIN}]+")
_LINE = re.compile(r"[^\n\r]+")


def problems(text: str) -> tuple[str, ...]:
    """Everything worth telling about the characters of a text, in a fixed order."""
    found = (finder(text) for finder in FINDERS)
    return tuple(problem for problem in found if problem is not None)


def _bidi_controls(text: str) -> str | None:
    found = Counter(_BIDI.findall(text))
    if not found:
        return None
    return (
        f"bidi-controls: {found.total()} invisible direction controls ({_listed(found)}); "
        f"a screen may show these words in another order than the one they are stored in"
    )


def _zero_width(text: str) -> str | None:
    found = Counter(_ZERO_WIDTH.findall(text))
    if not found:
        return None
    return (
        f"zero-width: {found.total()} invisible characters ({_listed(found)}) stand in the text; "
        f"names that hold them look the same and are not"
    )


def _listed(found: Counter[str]) -> str:
    return ", ".join(f"U+{ord(one):04X}" for one in sorted(found))


def _mixed_scripts(text: str) -> str | None:
    if sum(bool(alphabet.search(text)) for alphabet in _ALPHABETS) < 2:
        return None
    found = list(dict.fromkeys(filter(_is_disguised, _WORD.findall(text))))
    if not found:
        return None
    return (
        f"mixed-scripts: {_count(len(found), 'word')} with letters of two scripts "
        f"({_shown(found)}); look-alike letters can disguise a name"
    )


def _is_disguised(word: str) -> bool:
    name = word.lstrip(_BEFORE_A_NAME)
    return sum(bool(alphabet.search(name)) for alphabet in _ALPHABETS) > 1


def _foreign_forms(text: str) -> str | None:
    found = _FOREIGN_FORMS.findall(text)
    if not found:
        return None
    return (
        f"letter-forms: {len(found)} letters or digits in mathematical or full-width form; "
        f"a search for the plain word would miss them"
    )


def _lost_characters(text: str) -> str | None:
    found = text.count("\ufffd")
    if not found:
        return None
    return f"lost-characters: {_count(found, 'replacement mark')} (\ufffd) where letters were lost"


def _mixed_directions(text: str) -> str | None:
    """Whole passages in the other direction, not names or numbers."""
    letters = Counter(_direction(line.group()) for line in _LINE.finditer(text))
    left, right = letters["left"], letters["right"]
    if min(left, right) < max(2, 0.1 * (left + right)):
        return None
    return (
        f"mixed-directions: {right} lines run right to left and {left} left to right; "
        f"only the main language is read well"
    )


def _direction(line: str) -> str:
    arabic = sum(map(len, _ARABIC_LETTERS.findall(line)))
    latin = sum(map(len, _LATIN_LETTERS.findall(line)))
    if arabic + latin < 20:
        return "short"
    return "right" if arabic > latin else "left"


def _long_lines(text: str) -> str | None:
    longest = max((len(line.group()) for line in _LINE.finditer(text)), default=0)
    if longest <= LONG_LINE:
        return None
    return f"long-line: one line has {longest:,} characters; its paragraphs are lost"


def _markup(text: str) -> str | None:
    found = _MARKUP.findall(text)
    if len(found) < 2:
        return None
    return f"markup: {len(found)} HTML or XML tags stand in the text and are kept as words"


def _control_characters(text: str) -> str | None:
    found = re.findall(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f]", text)
    if not found:
        return None
    return f"control-characters: {_count(len(found), 'control character')} in the text"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _shown(found: list[str]) -> str:
    rest = ", …" if len(found) > SHOWN else ""
    return ", ".join(word[:30] for word in found[:SHOWN]) + rest


FINDERS: tuple[Callable[[str], str | None], ...] = (
    _control_characters,
    _lost_characters,
    _bidi_controls,
    _zero_width,
    _mixed_scripts,
    _foreign_forms,
    _mixed_directions,
    _long_lines,
    _markup,
)
