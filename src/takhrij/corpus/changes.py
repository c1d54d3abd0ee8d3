"""Changes: what became of a report on the way from one paper to another, passage by passage.

Only words that differ are looked at, so an unchanged copy has no change, however its marks,
spaces, spelling and lines were set. A change is named by what it touches: a number by its
value, a place by what it refers to, a name, a time, a hedge or negation lost or added, a
source lost, added or changed, a sentence added or removed; anything else is wording.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from takhrij.annotations import Attribution, Sentence
from takhrij.corpus.copies import Words
from takhrij.corpus.differences import (
    Differences,
    Region,
    differences,
    own_sentences,
    span_of,
)
from takhrij.corpus.particulars import Fact, facts, is_name, read
from takhrij.corpus.sourcing import SourceChange, source_changes
from takhrij.document import Document, Span
from takhrij.language.gazetteer.lookup import Gazetteer

ChangeKind = Literal[
    "number", "name", "place", "time", "hedge_lost", "hedge_added", "attribution_lost",
    "attribution_added", "attribution_changed", "attribution_strengthened", "negation",
    "sentence_added", "sentence_removed", "wording",
]  # fmt: skip
_COMPARED = ("number", "time", "place", "name")
_NAMED_BY = {"hedge": ("hedge_lost", "hedge_added"), "negation": ("negation", "negation")}


@dataclass(frozen=True, slots=True)
class Change:
    """One change; a side is None where nothing stands there. Spans are in each text."""

    kind: ChangeKind
    before: Span | None
    after: Span | None


@dataclass(frozen=True, slots=True)
class _Side:
    document: Document
    words: Words
    facts: tuple[Fact, ...]
    changed: tuple[range, ...]
    """The words of each region."""

    def told(self, first: int, end: int) -> list[Fact]:
        """The facts that words of a region belong to."""
        span = span_of(self.words, first, end)
        return [fact for fact in self.facts if span and fact.span.overlaps(span)]


def changes(
    before: Document, after: Document, gazetteer: Gazetteer | None = None
) -> tuple[Change, ...]:
    """What changed from one text to the other, in the order of the texts.

    Both are read by the rules as far as they differ at all; texts of one language only.
    """
    found = differences(Words.of(before.text), Words.of(after.text))
    if not found.regions or before.language != after.language:
        return ()
    sides = _sides(read(before, gazetteer), read(after, gazetteer), found)
    made = tuple(_once(_changes(*sides, found)))
    return tuple(sorted(made, key=_order))


def _order(change: Change) -> tuple[int, int, str]:
    before = change.before.start if change.before else -1
    after = change.after.start if change.after else -1
    return max(before, after), after, change.kind


def _sides(before: Document, after: Document, found: Differences) -> tuple[_Side, _Side]:
    here = tuple(range(one.a, one.a_end) for one in found.regions)
    there = tuple(range(one.b, one.b_end) for one in found.regions)
    return (
        _Side(before, found.before, facts(before), here),
        _Side(after, found.after, facts(after), there),
    )


def _changes(before: _Side, after: _Side, found: Differences) -> Iterator[Change]:
    removed = list(_own(before, found.moved[0]))
    added = list(_own(after, found.moved[1]))
    yield from (Change("sentence_removed", span, None) for span, _ in removed)
    yield from (Change("sentence_added", None, span) for span, _ in added)
    gone = found.moved[0].union(*(held for _, held in removed))
    new = found.moved[1].union(*(held for _, held in added))
    regions = [one for one in found.regions if not _is_told(one, gone, new)]
    sources = tuple(source_changes(before.document, after.document, found, regions))
    yield from (Change(one.kind, one.before, one.after) for one in sources)
    yield from _typed(before, after, regions, sources)


def _own(side: _Side, moved: frozenset[int]) -> Iterator[tuple[Span, range]]:
    """Sentences that only this text has; who said the words beside is no sentence."""
    spans = [sentence.span for sentence in side.document.layer(Sentence)]
    for span, held in own_sentences(side.words, spans, side.changed, moved):
        if not any(_is_teller(one, span) for one in side.document.layer(Attribution)):
            yield span, held


def _is_teller(one: Attribution, span: Span) -> bool:
    """Whether words are the source of an attribution and not what is said."""
    told = one.source or one.cue
    return told is not None and told.overlaps(span) and not span.overlaps(one.content[0])


def _is_told(one: Region, gone: frozenset[int], new: frozenset[int]) -> bool:
    """Whether all of a region is sentences removed, added or moved."""
    words = [at in gone for at in range(one.a, one.a_end)]
    return all(words) and all(at in new for at in range(one.b, one.b_end))


def _typed(
    before: _Side, after: _Side, regions: Sequence[Region], sources: Sequence[SourceChange]
) -> Iterator[Change]:
    """The facts of each region that are not among those of the other side."""
    lost = [_outside(before.told(one.a, one.a_end), sources, "before") for one in regions]
    gained = [_outside(after.told(one.b, one.b_end), sources, "after") for one in regions]
    same = _cancel(lost, gained)
    for region, old, new in zip(regions, lost, gained, strict=True):
        left, right = _spans(before, after, region)
        told = [*_compared(old, new), *_doubts(old, new)]
        if not told and is_name(left, before.document) and is_name(right, after.document):
            told = [Change("name", left, right)]
        yield from told
        if told or any(_touches(one, left, right) for one in sources):
            continue
        if not (_is_same(left, same) and _is_same(right, same)):
            yield Change("wording", left, right)


def _spans(before: _Side, after: _Side, one: Region) -> tuple[Span | None, Span | None]:
    return span_of(before.words, one.a, one.a_end), span_of(after.words, one.b, one.b_end)


def _is_same(span: Span | None, same: Sequence[Span]) -> bool:
    """Whether a region is nothing but a fact that both texts tell: 12 written out as twelve."""
    return span is not None and any(one.contains(span) for one in same)


def _outside(
    told: Iterable[Fact], sources: Sequence[SourceChange], side: Literal["before", "after"]
) -> list[Fact]:
    """Facts without the names of a source whose loss or gain is told already."""
    gone = [one for one in sources if one.kind in ("attribution_lost", "attribution_added")]
    spans = [span for one in gone if (span := getattr(one, side)) is not None]
    return [
        fact
        for fact in told
        if fact.kind not in ("name", "place") or not any(s.overlaps(fact.span) for s in spans)
    ]


def _touches(one: SourceChange, before: Span | None, after: Span | None) -> bool:
    return bool(
        (before and one.before and before.overlaps(one.before))
        or (after and one.after and after.overlaps(one.after))
    )


def _cancel(lost: list[list[Fact]], gained: list[list[Fact]]) -> list[Span]:
    """Drop what is told on both sides, here or some regions on; gives its spans."""
    new = {(fact.kind, fact.key) for each in gained for fact in each}
    old = {(fact.kind, fact.key) for each in lost for fact in each}
    both = new & old
    same = [f.span for each in (*lost, *gained) for f in each if (f.kind, f.key) in both]
    for each in (*lost, *gained):
        each[:] = [fact for fact in each if (fact.kind, fact.key) not in both]
    return same


def _compared(old: Sequence[Fact], new: Sequence[Fact]) -> Iterator[Change]:
    """Facts of one kind, paired in order; what is left over is dropped or new.

    A name that became a place, or the other way round, is one change, named by the first.
    """
    left = [fact for fact in old if fact.kind in _COMPARED]
    right = [fact for fact in new if fact.kind in _COMPARED]
    for fact in left:
        mate = next((one for one in right if one.kind == fact.kind), None)
        if mate is None and fact.kind in ("place", "name"):
            mate = next((one for one in right if one.kind in ("place", "name")), None)
        if mate is not None:
            right.remove(mate)
        yield Change(fact.kind, fact.span, mate.span if mate else None)  # type: ignore[arg-type]
    yield from (Change(fact.kind, None, fact.span) for fact in right)  # type: ignore[arg-type]


def _doubts(old: Sequence[Fact], new: Sequence[Fact]) -> Iterator[Change]:
    for kind, (lost, added) in _NAMED_BY.items():
        left = [fact.span for fact in old if fact.kind == kind]
        right = [fact.span for fact in new if fact.kind == kind]
        if len(left) > len(right):
            yield from (Change(lost, span, None) for span in left[len(right) :])  # type: ignore[arg-type]
        else:
            yield from (Change(added, None, span) for span in right[len(left) :])  # type: ignore[arg-type]


def _once(found: Iterable[Change]) -> Iterator[Change]:
    yield from dict.fromkeys(found)
