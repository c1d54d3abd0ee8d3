"""The article cut at every boundary of every mark, so that overlapping marks can be drawn.

Marks may overlap in any way; HTML elements may not. The text is cut into segments in which
nothing begins or ends, and each segment knows every mark that lies over it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

Row = Mapping[str, Any]

ORDER = ("source", "cue", "mention", "claim", "finding", "content")
"""Which mark a segment leads to when it is followed: the first of these that lies over it."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One span drawn in the article. `key` is the id of what it belongs to (c3, a2, m7, f1);
    `look` the part of its kind that the eye tells apart (a mention's type, an outcome)."""

    start: int
    end: int
    kind: str
    key: str
    look: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text with the marks over it; `begins` are those that start here."""

    start: int
    text: str
    marks: tuple[Mark, ...] = ()
    begins: tuple[Mark, ...] = ()

    def over(self, kind: str) -> Mark | None:
        """The innermost mark of a kind over this segment."""
        found = [mark for mark in self.marks if mark.kind == kind]
        return max(found, key=lambda mark: (mark.start, -mark.end), default=None)

    @property
    def leads_to(self) -> Mark | None:
        """The mark whose entry this segment links to."""
        found = (self.over(kind) for kind in ORDER)
        return next((mark for mark in found if mark is not None), None)


@dataclass(frozen=True, slots=True)
class Paragraph:
    segments: tuple[Segment, ...]
    is_title: bool = False


def marks(case: Row) -> tuple[Mark, ...]:
    """Every mark of a case, in text order."""
    found = [*_claims(case), *_attributions(case), *_mentions(case), *_findings(case)]
    return tuple(sorted(found, key=lambda mark: (mark.start, -mark.end, mark.kind, mark.key)))


def _claims(case: Row) -> Iterator[Mark]:
    for number, claim in enumerate(case["claims"]):
        yield Mark(claim["start"], claim["end"], "claim", claim["id"], "odd" if number % 2 else "")


def _attributions(case: Row) -> Iterator[Mark]:
    for one in case["attributions"]:
        for part in ("source", "cue"):
            if one[part]:
                yield Mark(one[part]["start"], one[part]["end"], part, one["id"])
        for span in one["content"]:
            yield Mark(span["start"], span["end"], "content", one["id"])


def _mentions(case: Row) -> Iterator[Mark]:
    for one in case["mentions"]:
        yield Mark(one["start"], one["end"], "mention", one["id"], one["type"])


def _findings(case: Row) -> Iterator[Mark]:
    for one in case["findings"]:
        for span in one["spans"]:
            yield Mark(span["start"], span["end"], "finding", one["id"], one["outcome"])


def paragraphs(case: Row) -> tuple[Paragraph, ...]:
    """The article line by line, cut into segments; lines of nothing but space
    are left out, unless something is said of them: what leads there must arrive."""
    text: str = case["document"]["text"]
    title = case["document"].get("title_span")
    lines = tuple(_lines(text))
    pieces = segments(text, marks(case), (start for start, _ in lines))
    return _paragraphs(lines, pieces, title)


def _lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for line in text.split("\n"):
        yield start, start + len(line)
        start += len(line) + 1


def _paragraphs(
    lines: Iterable[tuple[int, int]], pieces: tuple[Segment, ...], title: Row | None
) -> tuple[Paragraph, ...]:
    found: list[Paragraph] = []
    waiting = iter(pieces)
    piece = next(waiting, None)
    for start, end in lines:
        line: list[Segment] = []
        while piece is not None and piece.start <= end:
            line.append(piece)
            piece = next(waiting, None)
        if any(one.text.strip() or one.begins for one in line):
            inside = title is not None and title["start"] < end and start < title["end"]
            found.append(Paragraph(tuple(line), inside))
    return tuple(found)


def segments(text: str, marks: tuple[Mark, ...], also: Iterable[int] = ()) -> tuple[Segment, ...]:
    """The text cut where any mark begins or ends, and at the offsets `also`."""
    begins: dict[int, list[Mark]] = defaultdict(list)
    ends: dict[int, list[Mark]] = defaultdict(list)
    for mark in marks:
        begins[mark.start].append(mark)
        ends[mark.end].append(mark)
    cuts = sorted({0, len(text), *also, *begins, *ends})
    found: list[Segment] = []
    over: dict[Mark, None] = {}
    for start, end in pairwise(cuts):
        for mark in ends[start]:
            over.pop(mark, None)
        over.update(dict.fromkeys(begins[start]))
        found.append(Segment(start, text[start:end], tuple(over), tuple(begins[start])))
    return tuple(found)
