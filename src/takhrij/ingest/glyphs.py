"""Glyphs at places on a page to lines and paragraphs in the order of reading."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from takhrij.ingest.bidi import Direction, direction_of, logical

LINE = 0.45
"""Glyphs whose baselines differ by less of their size stand on one line: letters are stacked in
some Arabic type, and lines are at least one size apart."""
GAP = 0.2
"""Space between words is at least this share of the size; a quarter to a third is usual."""
PARAGRAPH = 1.35
"""Lines further apart than this many usual distances begin a paragraph."""
SHORT = 0.85
"""A line that fills less of the width of the column ends its paragraph."""
_LAM = "ل"
_ALEF = frozenset("اأإآٱ")
_MARK = re.compile("[\u064b-\u065f\u0670\u06d6-\u06ed]")
_BROKEN = re.compile(r"(?<=[A-Za-z0-9])-\n(?=[A-Za-z0-9])")
_GOD = re.compile(r"(?<![\u0621-\u064a])([وفبت]?)(?:اهلل|هللا)(?![\u0621-\u064a])")
"""The name of God with its ligature taken apart in the wrong order: no word of Arabic."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """What one glyph stands for, and where: its origin, its right edge and its baseline, in
    points, y upwards."""

    text: str
    left: float
    right: float
    y: float
    size: float


@dataclass(frozen=True, slots=True)
class Line:
    """One line of glyphs from left to right."""

    glyphs: tuple[Glyph, ...]
    y: float
    left: float
    right: float


def page_text(glyphs: Sequence[Glyph]) -> str:
    """The text of a page, a paragraph on each line."""
    direction = direction_of("".join(glyph.text for glyph in glyphs))
    columns = _columns(list(glyphs), direction)
    return "\n".join(text for column in columns for text in _paragraphs(column, direction))


def lines(glyphs: Sequence[Glyph]) -> list[Line]:
    """The lines from top to bottom."""
    found: list[list[Glyph]] = []
    bases = [one for one in glyphs if not _is_mark(one)]
    for glyph in sorted(bases, key=lambda one: (-one.y, one.left)):
        if found and found[-1][0].y - glyph.y < LINE * max(found[-1][0].size, glyph.size):
            found[-1].append(glyph)
        else:
            found.append([glyph])
    _add_marks(found, [one for one in glyphs if _is_mark(one)])
    return [_line(group) for group in found]


def _is_mark(glyph: Glyph) -> bool:
    return _MARK.fullmatch(glyph.text) is not None


def _add_marks(groups: list[list[Glyph]], marks: list[Glyph]) -> None:
    """Vowel signs to the line that is nearest to them; they may be drawn above or below it."""
    heights = [-median(one.y for one in group) for group in groups]
    for mark in marks if groups else ():
        after = bisect_left(heights, -mark.y)
        near = [n for n in (after - 1, after) if 0 <= n < len(groups)]
        groups[min(near, key=lambda n: abs(heights[n] + mark.y))].append(mark)


def _line(group: list[Glyph]) -> Line:
    ordered = tuple(sorted(group, key=lambda one: (one.left, one.right)))
    left, right = min(one.left for one in group), max(one.right for one in group)
    return Line(ordered, median(one.y for one in group), left, right)


def _columns(glyphs: list[Glyph], direction: Direction) -> list[list[Line]]:
    """The page cut where nothing crosses a gutter from top to bottom; the first column first."""
    gutter = _gutter(glyphs)
    if gutter is None:
        return [lines(glyphs)]
    sides = (
        [one for one in glyphs if one.right <= gutter],
        [one for one in glyphs if one.right > gutter],
    )
    ordered = sides[::-1] if direction == "rtl" else sides
    return [column for side in ordered for column in _columns(side, direction)]


def _gutter(glyphs: list[Glyph]) -> float | None:
    """The middle of the widest empty stripe with lines of text on both sides, or None."""
    best, edge, found = 0.0, None, None
    for glyph in sorted(glyphs, key=lambda one: one.left):
        if edge is not None and glyph.left - edge > max(best, glyph.size):
            best, found = glyph.left - edge, (glyph.left + edge) / 2
        edge = glyph.right if edge is None else max(edge, glyph.right)
    if found is None:
        return None
    left = lines([one for one in glyphs if one.right <= found])
    right = lines([one for one in glyphs if one.right > found])
    return found if min(_full(left), _full(right)) >= 3 else None


def _full(side: list[Line]) -> int:
    """How many lines have over fifteen glyphs: prose, not the cells of a table."""
    return sum(len(line.glyphs) > 15 for line in side)


def _paragraphs(column: list[Line], direction: Direction) -> Iterator[str]:
    """Lines joined to paragraphs."""
    steps = [above.y - below.y for above, below in pairwise(column)]
    usual = median(steps) if steps else 0.0
    width = max((line.right for line in column), default=0) - min(
        (line.left for line in column), default=0
    )
    held: list[str] = []
    for number, line in enumerate(column):
        held.append(_text(line, direction))
        ends = number == len(column) - 1 or steps[number] > PARAGRAPH * usual
        if ends or line.right - line.left < SHORT * width:
            yield _joined(held)
            held = []


def _joined(held: list[str]) -> str:
    text = _BROKEN.sub("-", "\n".join(filter(None, held)))
    text = text.replace("\u00ad\n", "").replace("\n", " ")
    return _GOD.sub(r"\1الله", text)


def _text(line: Line, direction: Direction) -> str:
    pieces = list(_pieces(line))
    own = direction if any(_is_arabic(piece) for piece in pieces) else direction_of("".join(pieces))
    return re.sub(r" {2,}", " ", logical(pieces, own)).strip()


def _is_arabic(piece: str) -> bool:
    return any(unicodedata.bidirectional(one) == "AL" for one in piece)


def _pieces(line: Line) -> Iterator[str]:
    """What the glyphs stand for from left to right, spaces put in where there is a gap."""
    edge = line.left
    for glyph in _marked(line.glyphs):
        if glyph.left - edge > GAP * glyph.size:
            yield " "
        yield glyph.text
        edge = max(edge, glyph.right)


def _marked(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Vowel signs joined to the letter that they stand over."""
    bases = [one for one in glyphs if not _is_mark(one)]
    over: dict[int, str] = {}
    for mark in glyphs:
        if bases and _is_mark(mark):
            at = _nearest(bases, mark)
            over[at] = over.get(at, "") + mark.text
    return [_with_mark(one, over[n]) if n in over else one for n, one in enumerate(bases)]


def _nearest(bases: Sequence[Glyph], mark: Glyph) -> int:
    """The letter whose middle is nearest to that of the mark; spaces bear none."""
    middle = (mark.left + mark.right) / 2
    letters = [n for n, one in enumerate(bases) if one.text.strip()] or range(len(bases))
    return min(letters, key=lambda n: abs((bases[n].left + bases[n].right) / 2 - middle))


def _with_mark(glyph: Glyph, mark: str) -> Glyph:
    """The mark after the first letter: it is the lam of lam-alef that bears it."""
    text = glyph.text[0] + mark + glyph.text[1:]
    return Glyph(text, glyph.left, glyph.right, glyph.y, glyph.size)


def ligature(characters: str) -> str:
    """The letters of one glyph in the order of reading, however the file orders them."""
    plain = "".join(
        unicodedata.normalize("NFKC", one) if _is_form(one) else one for one in characters
    )
    letters = sorted(plain)
    if letters == sorted("الله"):
        return "الله"
    if letters == sorted("لله"):
        return "لله"
    if _LAM in plain and not _ALEF.isdisjoint(plain) and len(_MARK.sub("", plain)) == 2:
        return "".join(
            sorted(plain, key=lambda one: 0 if one == _LAM else 2 if one in _ALEF else 1)
        )
    return plain


def _is_form(character: str) -> bool:
    """Whether it is a presentation form: a letter by its look at one place in a word."""
    return "\ufb00" <= character <= "\ufdff" or "\ufe70" <= character <= "\ufefc"
