"""Whether one text copies another: how much of the shorter stands, nearly word for word, in
the other, and which passages.

A word is covered if it stands in a 3-gram that the other text has, or in a gap of at most six
words between such; stretches under eight words are chance. Measured against containment of
5-grams on Arabic reprints (docs/families.md): the same on edited copies, better on reworded
ones, because a changed word costs three words and not nine.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from takhrij.document import Span
from takhrij.language.fold import folded

GRAM, GAP, RUN = 3, 6, 8
"""Words in a seed; words a gap may have; words a passage must have."""

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Words:
    """A text's folded words and where each stands in the original."""

    text: str
    tokens: tuple[str, ...]
    spans: tuple[Span, ...]

    @classmethod
    def of(cls, text: str) -> Words:
        plain = folded(text)
        matches = tuple(_WORD.finditer(plain.text))
        return cls(
            text,
            tuple(match.group() for match in matches),
            tuple(plain.original(*match.span()) for match in matches),
        )

    def grams(self) -> dict[tuple[str, ...], list[int]]:
        """Where each 3-gram stands, by word number."""
        found: dict[tuple[str, ...], list[int]] = {}
        for at in range(len(self.tokens) - GRAM + 1):
            found.setdefault(self.tokens[at : at + GRAM], []).append(at)
        return found


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of one text that stands in the other: word numbers, half-open, in each."""

    start: int
    end: int
    other_start: int
    other_end: int


def passages(words: Words, other: Words) -> tuple[Passage, ...]:
    """The stretches of `words` that stand in `other`, in order, none overlapping."""
    there = other.grams()
    seeds = [
        (at, there[gram])
        for at in range(len(words.tokens) - GRAM + 1)
        if (gram := words.tokens[at : at + GRAM]) in there
    ]
    runs: list[list[tuple[int, int]]] = []
    for at, places in seeds:
        if runs and at - (runs[-1][-1][0] + GRAM) <= GAP:
            runs[-1].append((at, _nearest(places, runs[-1][-1][1] + at - runs[-1][-1][0])))
        else:
            runs.append([(at, places[0])])
    found = (_passage(run) for run in runs)
    return tuple(passage for passage in found if passage.end - passage.start >= RUN)


def _nearest(places: list[int], expected: int) -> int:
    """The occurrence nearest to where the copied text would go on."""
    index = bisect_left(places, expected)
    around = places[max(0, index - 1) : index + 1]
    return min(around, key=lambda place: (abs(place - expected), place))


def _passage(run: list[tuple[int, int]]) -> Passage:
    others = [place for _, place in run]
    return Passage(run[0][0], run[-1][0] + GRAM, min(others), max(others) + GRAM)


@dataclass(frozen=True, slots=True)
class Likeness:
    """How much of each text, 0 to 1, is covered by passages of the other."""

    first: float
    second: float

    @property
    def most(self) -> float:
        """Of the text that is covered most: usually the shorter one."""
        return max(self.first, self.second)


def likeness(first: Words, second: Words) -> Likeness:
    return Likeness(_covered(first, second), _covered(second, first))


def _covered(words: Words, other: Words) -> float:
    held = sum(passage.end - passage.start for passage in passages(words, other))
    return held / len(words.tokens) if words.tokens else 0.0
