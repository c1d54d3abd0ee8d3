"""From the order on the page to the order of reading: the Unicode bidirectional rules, backwards.

A PDF holds glyphs at places. Read from left to right, an Arabic line is its logical text
reversed, with numbers and Latin words left as they are (Unicode Standard Annex 9: W2, W4, W5,
W7, N1, L2, L4). Some visual orders have two logical ones; the more usual is taken.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Literal

Direction = Literal["rtl", "ltr"]

_MIRRORED = str.maketrans("()[]{}<>«»‹›≤≥", ")(][}{><»«›‹≥≤")
_LETTER_CLASSES = {"L": "L", "R": "R", "AL": "R"}
_JOINERS = frozenset(".,:/\u066b\u066c\u00a0")
"""Separators that hold a number together after Arabic letters (class CS and the Arabic ones)."""
_MORE_JOINERS = frozenset("+-\u2212")
_ATTACHED = frozenset("%‰$€£¥#°\u066a")
"""Signs that stay with a European number where no Arabic letter stands before it (class ET)."""


def direction_of(text: str) -> Direction:
    """Which way most letters run."""
    classes = [_LETTER_CLASSES.get(unicodedata.bidirectional(letter)) for letter in text]
    return "rtl" if classes.count("R") >= max(1, classes.count("L")) else "ltr"


def logical(pieces: Sequence[str], direction: Direction) -> str:
    """The text of one line from its pieces in order from left to right.

    A piece is what one glyph stands for: mostly one character, more for a ligature, already in
    logical order. `direction` is that of the paragraph.
    """
    kinds = [_kind(piece) for piece in pieces]
    if direction == "ltr":
        return _left_to_right(pieces, kinds)
    return _right_to_left(pieces, kinds)


def _kind(piece: str) -> str:
    """L, R, D (a digit) or N (neither)."""
    for character in piece:
        if character.isdecimal():
            return "D"
        found = _LETTER_CLASSES.get(unicodedata.bidirectional(character))
        if found:
            return found
    return "N"


def _right_to_left(pieces: Sequence[str], kinds: Sequence[str]) -> str:
    """From right to left, every Latin run and every number kept from left to right."""
    done: list[str] = []
    at = len(pieces)
    while at > 0:
        if kinds[at - 1] in "LD":
            start = _run_start(pieces, kinds, at)
            done += pieces[start:at]
            at = start
        else:
            at -= 1
            done.append(pieces[at].translate(_MIRRORED))
    return "".join(done)


def _run_start(pieces: Sequence[str], kinds: Sequence[str], end: int) -> int:
    """Where the run that ends at `end` begins: Latin with what is between, or one number."""
    first = _latin_start(kinds, end)
    if first < end:
        return first
    after_arabic = next((kind == "R" for kind in kinds[end:] if kind in "RL"), False)
    joiners = _JOINERS if after_arabic else _JOINERS | _MORE_JOINERS
    start = end - 1
    while start > 0 and _goes_on(pieces, kinds, start, joiners):
        start -= 1
    while not after_arabic and start > 0 and pieces[start - 1] in _ATTACHED:
        start -= 1
    return start


def _latin_start(kinds: Sequence[str], end: int) -> int:
    """The leftmost Latin letter of the run, or `end` if the run has none."""
    found = end
    for at in range(end - 1, -1, -1):
        if kinds[at] == "R":
            break
        if kinds[at] == "L":
            found = at
    return found


def _goes_on(
    pieces: Sequence[str], kinds: Sequence[str], start: int, joiners: frozenset[str]
) -> bool:
    """Whether the number that begins at `start` begins further to the left."""
    if kinds[start - 1] == "D":
        return True
    between = pieces[start - 1] in joiners and kinds[start] == "D"
    return between and start > 1 and kinds[start - 2] == "D"


def _left_to_right(pieces: Sequence[str], kinds: Sequence[str]) -> str:
    """As it stands, with every Arabic run turned."""
    done: list[str] = []
    at = 0
    while at < len(pieces):
        if kinds[at] != "R":
            done.append(pieces[at])
            at += 1
            continue
        end = _arabic_end(kinds, at)
        done.append(_right_to_left(pieces[at:end], kinds[at:end]))
        at = end
    return "".join(done)


def _arabic_end(kinds: Sequence[str], start: int) -> int:
    """After the last Arabic letter before the next Latin one, with a number at its left."""
    found = start
    for at in range(start, len(kinds)):
        if kinds[at] == "L":
            break
        if kinds[at] == "R":
            found = at + 1
    return found
