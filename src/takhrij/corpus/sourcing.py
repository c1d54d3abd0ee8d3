"""What became of the sources of a text on the way into a copy: lost, added or changed.

An attribution is followed by its content: the words that are said stand in both texts, and
who says them in one. Only attributions whose source or cue was touched are asked about.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from takhrij.annotations import Attribution, SourceKind, Word
from takhrij.claims.vocabulary import Hit, starts_of, vocabulary
from takhrij.corpus.differences import Differences, Region, span_of
from takhrij.document import Document, Span
from takhrij.language.gazetteer.keys import key

SourceChangeKind = Literal[
    "attribution_lost", "attribution_added", "attribution_changed", "attribution_strengthened"
]  # fmt: skip
_UNNAMED = ("unnamed_person", "unknown")
"""Kinds of source that nobody can be asked by; all others have a name or an office."""
_KEPT = 0.5
"""Share of what was said that must stand in the copy for its source to be missed there."""


class SourceChange(NamedTuple):
    kind: SourceChangeKind
    before: Span | None
    after: Span | None


def source_changes(
    before: Document, after: Document, found: Differences, regions: Sequence[Region]
) -> Iterator[SourceChange]:
    """The sources lost, added and changed in the regions, each once."""
    forth = _Map(found, regions)
    back = _Map(_turned(found), [_turned_region(one) for one in regions])
    lost = list(_missed(before, after, forth))
    gained = list(_missed(after, before, back))
    for old, new in lost:
        yield SourceChange(_kind(old, new, before, after), old, new)
    changed = {new for _, new in lost if new is not None}
    for source, mate in gained:
        if mate is None and not any(source.overlaps(one) for one in changed):
            yield SourceChange("attribution_added", None, source)
    told = [span for pair in (*lost, *(pair[::-1] for pair in gained)) for span in pair if span]
    yield from _by_cue(before, after, found, regions, told)


def _kind(old: Span, new: Span | None, before: Document, after: Document) -> SourceChangeKind:
    """A source that nobody could ask made into one with a name or an office is strengthened."""
    if new is None:
        return "attribution_lost"
    was, became = _source_kind(before, old), _source_kind(after, new)
    is_stronger = was in _UNNAMED and became not in _UNNAMED
    return "attribution_strengthened" if is_stronger else "attribution_changed"


def _source_kind(document: Document, source: Span) -> SourceKind:
    return next(one.kind for one in document.layer(Attribution) if one.source == source)


def _turned(found: Differences) -> Differences:
    regions = tuple(_turned_region(one) for one in found.regions)
    return Differences(found.after, found.before, regions, found.moved[::-1])


def _turned_region(one: Region) -> Region:
    return Region(one.b, one.b_end, one.a, one.a_end)


class _Map:
    """From the words of one text to those of the other; `regions` are those asked about."""

    def __init__(self, found: Differences, regions: Sequence[Region]) -> None:
        self.words, self.other = found.before, found.after
        self.changed = [span for r in regions if (span := span_of(self.words, r.a, r.a_end))]
        self.new = [span for r in regions if (span := span_of(self.other, r.b, r.b_end))]
        self.to: dict[int, int] = {}
        a = b = 0
        end = Region(len(self.words.tokens), 0, len(self.other.tokens), 0)
        for one in (*found.regions, end):
            self.to.update(zip(range(a, one.a), range(b, one.b), strict=False))
            a, b = one.a_end, one.b_end

    def is_changed(self, span: Span | None) -> bool:
        return span is not None and any(one.overlaps(span) for one in self.changed)

    def is_new(self, span: Span | None) -> bool:
        return span is not None and any(one.overlaps(span) for one in self.new)

    def over(self, span: Span) -> tuple[list[Span], int]:
        """Where the words of a span stand in the other text, and how many it has."""
        at = [n for n, word in enumerate(self.words.spans) if span.contains(word)]
        return [self.other.spans[self.to[n]] for n in at if n in self.to], len(at)


def _missed(here: Document, there: Document, way: _Map) -> Iterator[tuple[Span, Span | None]]:
    """Sources of touched attributions, with who says the same in the other text, if others."""
    others = there.layer(Attribution)
    for one in here.layer(Attribution):
        told = one.source
        if told is None or one.inferred:  # nobody is named: a hedge, if anything
            continue
        if not (way.is_changed(told) or way.is_changed(one.cue)):
            continue
        kept, size = way.over(one.content[0])
        if len(kept) < _KEPT * max(1, size):
            continue
        mates = [other for other in others if other.source and _says(other, kept)]
        if any(_who(one, here) == _who(other, there) for other in mates):
            continue
        new = (other.source for other in mates if way.is_new(other.source))
        yield told, next(new, None)


def _says(other: Attribution, words: Sequence[Span]) -> bool:
    held = sum(any(part.contains(word) for part in other.content) for word in words)
    return 2 * held > len(words)


def _who(one: Attribution, document: Document) -> str:
    return key(one.source.of(document.text)) if one.source else ""


def _by_cue(
    before: Document,
    after: Document,
    found: Differences,
    regions: Sequence[Region],
    told: Sequence[Span],
) -> Iterator[SourceChange]:
    """Words of telling that only one side of a region has, where the rules saw no attribution;
    and those that vouch ("confirmed") where the others only told ("said")."""
    for one in regions:
        old = _cues(before, span_of(found.before, one.a, one.a_end))
        new = _cues(after, span_of(found.after, one.b, one.b_end))
        if old and new and new[0].label == "sure" and all(hit.label == "cue" for hit in old):
            yield SourceChange("attribution_strengthened", old[0].span, new[0].span)
        if bool(old) == bool(new):
            continue
        span = (old or new)[0].span
        if not any(span.overlaps(other) for other in told):
            lost = SourceChange("attribution_lost", span, None)
            yield lost if old else SourceChange("attribution_added", None, span)


def _cues(document: Document, span: Span | None) -> list[Hit]:
    """Phrases of telling in a region, with the words of the region after them."""
    if span is None:
        return []
    words = document.layer(Word)
    starts = starts_of(words, document.language)["changes"]
    hits = vocabulary(document.language, "changes").find(words, starts)
    return [hit for hit in hits if hit.label in ("cue", "sure") and span.contains(hit.span)]
