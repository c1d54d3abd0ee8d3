"""Where two texts differ, word by word, and which sentences only one of them has.

Spelling, marks, spaces and line breaks are no difference: words are compared folded. The
alignment is rapidfuzz's edit distance over words; a few common words between two changes are
taken for part of one change.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from rapidfuzz.distance import Levenshtein

from takhrij.corpus.copies import GRAM, RUN, Words
from takhrij.document import Span

ISLAND = 2
"""Words in common between two longer changes that are chance, not a thread to hold on to."""
OWN = 0.75
"""Share of a sentence's words that must be new for it to be a sentence of its own."""
FEWEST = 3
"""Words that make a sentence: less is a heading or a mark."""
CLAUSE = 6
"""New words at an edge of a sentence that are one themselves, where marks or lines between
them are missing."""
_STEPS = range(GRAM)


class Region(NamedTuple):
    """A change: words `a` to `a_end` of the one became `b` to `b_end` of the other."""

    a: int
    a_end: int
    b: int
    b_end: int


class Part(NamedTuple):
    """A piece of a diff that people read: words as they stand in the text they come from."""

    op: Literal["same", "del", "ins"]
    text: str


@dataclass(frozen=True)
class Differences:
    """Two texts with the regions in which they differ, in order."""

    before: Words
    after: Words
    regions: tuple[Region, ...]
    moved: tuple[frozenset[int], frozenset[int]] = field(default=(frozenset(), frozenset()))
    """Words of each text that stand somewhere in the other, if elsewhere."""


def differences(before: Words, after: Words) -> Differences:
    codes = Levenshtein.opcodes(before.tokens, after.tokens)
    raw = [
        Region(one.src_start, one.src_end, one.dest_start, one.dest_end)
        for one in codes
        if one.tag != "equal"
    ]
    regions = tuple(_joined(raw))
    gone = [range(one.a, one.a_end) for one in regions]
    new = [range(one.b, one.b_end) for one in regions]
    moved = _moved(before, gone, after, new), _moved(after, new, before, gone)
    return Differences(before, after, regions, moved)


def _moved(
    words: Words, gone: Iterable[range], other: Words, new: Iterable[range]
) -> frozenset[int]:
    """Words that went in one place and came in another, in passages of some length."""
    there = {gram for held in new for _, gram in _grams(other, held)}
    found: set[int] = set()
    for held in gone:
        same = {at + step for at, gram in _grams(words, held) if gram in there for step in _STEPS}
        if len(same) >= RUN:
            found |= same
    return frozenset(found)


def _grams(words: Words, held: range) -> Iterator[tuple[int, tuple[str, ...]]]:
    for at in range(held.start, held.stop - GRAM + 1):
        yield at, words.tokens[at : at + GRAM]


def _joined(regions: Iterable[Region]) -> Iterator[Region]:
    """Changes that touch, or have but an island between them, are one."""
    held: Region | None = None
    for one in regions:
        if held is None:
            held = one
        elif _is_one(held, one):
            held = Region(held.a, one.a_end, held.b, one.b_end)
        else:
            yield held
            held = one
    if held is not None:
        yield held


def _is_one(first: Region, second: Region) -> bool:
    between = second.a - first.a_end
    least = min(_size(first), _size(second))
    return between == 0 or (between <= ISLAND and least > 2 * between)


def _size(region: Region) -> int:
    return max(region.a_end - region.a, region.b_end - region.b)


def span_of(words: Words, first: int, end: int) -> Span | None:
    """The code points of words `first` up to `end`, or None where there is none."""
    if first >= end:
        return None
    return Span(words.spans[first].start, words.spans[end - 1].end)


def own_sentences(
    words: Words, sentences: Iterable[Span], changed: Iterable[range], moved: frozenset[int]
) -> Iterator[tuple[Span, range]]:
    """The sentences of a text that the other doesn't have, and the words of each.

    `changed` are the words of each region. A sentence counts that is new but for a few words,
    and so does a run of new words at either edge of one.
    """
    regions = list(changed)
    new = {at for held in regions for at in held if at not in moved}
    done: set[int] = set()
    ranges = list(_ranges(words, sentences))
    for sentence, held in ranges:
        if len(held) >= FEWEST and sum(at in new for at in held) >= OWN * len(held):
            done.update(held)
            yield sentence, held
    edges = {held.start for _, held in ranges}, {held.stop for _, held in ranges}
    for held in regions:
        left = [at for at in held if at in new and at not in done]
        if len(left) >= CLAUSE and (left[0] in edges[0] or left[-1] + 1 in edges[1]):
            span = span_of(words, left[0], left[-1] + 1)
            if span is not None:
                yield span, range(left[0], left[-1] + 1)


def _ranges(words: Words, sentences: Iterable[Span]) -> Iterator[tuple[Span, range]]:
    """The words of each sentence."""
    at = 0
    for sentence in sentences:
        while at < len(words.spans) and words.spans[at].start < sentence.start:
            at += 1
        first = at
        while at < len(words.spans) and words.spans[at].start < sentence.end:
            at += 1
        yield sentence, range(first, at)


def parts(found: Differences) -> tuple[Part, ...]:
    """The whole of both texts as one readable diff; marks and spaces as the later text has them."""
    made: list[Part] = []
    done = 0
    for one in found.regions:
        made.append(Part("same", _text(found.after, done, one.b)))
        made.append(Part("del", _text(found.before, one.a, one.a_end)))
        made.append(Part("ins", _text(found.after, one.b, one.b_end)))
        done = one.b_end
    made.append(Part("same", _text(found.after, done, len(found.after.spans))))
    return tuple(part for part in made if part.text)


def _text(words: Words, first: int, end: int) -> str:
    """Words with what stands between and after them, up to the next word."""
    if first >= end:
        return ""
    start = words.spans[first].start
    after = words.spans[end].start if end < len(words.spans) else len(words.text)
    return words.text[start:after]
