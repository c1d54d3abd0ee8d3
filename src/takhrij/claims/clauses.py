"""Clauses: where in a sentence one assertion ends and the next begins.

A sentence is cut at the edges of what is attributed, then at joints (a conjunction with a
verb, a subordinator, a relative pronoun before an event), but only where both sides can
stand: each has a verb or an event word and enough words. In doubt it stays whole.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from takhrij.annotations import Attribution, Sentence
from takhrij.claims.lookup import Lookup
from takhrij.claims.vocabulary import Hit, vocabulary
from takhrij.document import Document, Metadata, Span

_LEAST_WORDS = 3
"""A piece shorter than this stays with its neighbour."""
_LOOK_AHEAD = 7
"""A joint opens a clause only if a verb or an event stands within so many words after it."""
_COVERED = 0.6
"""The share of a clause that must lie in attributed content for it to be attributed."""
_MANY = 48
"""Attributions looked at backwards from a piece: more in one sentence are a hostile text."""
_FRAME_WORDS = 8
"""Inside what someone else said, a longer piece with a cue in it still asserts something."""
_SUBJECT_WORDS = 6
_NOT_PAST = ("ing", "s")
"""After "and" these are more likely nouns ("strikes and attacks") than verbs."""
_THAT = frozenset({"ان", "بان", "that"})
_LEFT_OVER = _THAT | {"الي", "علي", "حول", "عن", "في", "من", "و", "حقيقه", "and", "on", "of", "to"}
"""Words that a clause can't end with: they led up to what was cut off."""
_MARKS = {"”": "“", "»": "«", ")": "("}
_TELLING = ("statement", "aircraft", "medical")
_MINOR = ("deed", "other")
"""Events that, told of a source before its words, only describe it."""
_STOPS = (":", ";", "؛", "..", "…")
_BARE_WORDS = 6
"""Without verb or event word, fewer words than this assert nothing (a dateline, a tag)."""


@dataclass(frozen=True, slots=True)
class Clause:
    """One piece of a sentence: words `first` to `last`, `last` excluded."""

    span: Span
    first: int
    last: int
    sentence: Span
    attributions: tuple[Attribution, ...] = ()
    """Innermost first: it says the least, so it stands nearest to the event."""

    @property
    def innermost(self) -> tuple[Attribution, ...]:
        return self.attributions[:1]


def clauses(lookup: Lookup, document: Document) -> Iterator[Clause]:
    """The clauses that assert something, in text order; who-said frames are left out."""
    sentences = document.layer(Sentence)
    said = document.layer(Attribution) if document.has(Attribution) else ()
    touching = _by_sentence(sentences, said)
    for index, sentence in enumerate(sentences):
        span = _asserted(document.metadata, sentence.span)
        if span is not None:
            yield from _of_sentence(lookup, span, touching.get(index, ()))


def _asserted(metadata: Metadata, span: Span) -> Span | None:
    """What of a sentence is title or body; what stands between (byline, dateline) is neither."""
    title = metadata.title_span
    if span.end > metadata.body_start:
        return span
    if title is None or not title.overlaps(span):
        return None
    return Span(span.start, min(span.end, title.end))


def _by_sentence(
    sentences: Sequence[Sentence], said: Sequence[Attribution]
) -> dict[int, tuple[Attribution, ...]]:
    """For each sentence, by index, the attributions with any span in it."""
    starts = [sentence.span.start for sentence in sentences]
    found: dict[int, list[Attribution]] = {}
    for attribution in said:
        touched: set[int] = set()
        for span in attribution.spans:
            first = max(0, bisect_right(starts, span.start) - 1)
            touched.update(range(first, bisect_left(starts, span.end)))
        for index in sorted(touched):
            found.setdefault(index, []).append(attribution)
    return {index: tuple(items) for index, items in found.items()}


def _of_sentence(lookup: Lookup, span: Span, said: tuple[Attribution, ...]) -> Iterator[Clause]:
    first, last = lookup.words_of(span)
    hard = _content_edges(lookup, said, first, last)
    said = tuple(sorted(said, key=_start))
    starts = [_start(attribution) for attribution in said]
    for start, end in _ranges(first, last, hard):
        until = bisect_left(starts, lookup.words[end - 1].span.end)
        near = said[max(0, until - _MANY) : until]
        for piece in _ranges(start, end, _joints(lookup, start, end)):
            clause = _clause(lookup, span, near, piece)
            if clause is not None:
                yield clause


def _start(attribution: Attribution) -> int:
    return min(span.start for span in attribution.spans)


def _ranges(first: int, last: int, cuts: Sequence[int]) -> Iterator[tuple[int, int]]:
    edges = [first, *(cut for cut in cuts if first < cut < last), last]
    yield from ((a, b) for a, b in itertools.pairwise(edges) if a < b)


def _content_edges(
    lookup: Lookup, said: tuple[Attribution, ...], first: int, last: int
) -> list[int]:
    """Words at which attributed content begins or ends."""
    edges: set[int] = set()
    for attribution in said:
        for content in attribution.content:
            edges.update(lookup.words_of(content))
    return sorted(edge for edge in edges if first < edge < last)


def _joints(lookup: Lookup, first: int, last: int) -> list[int]:
    """Words at which a new clause safely begins."""
    cuts: list[int] = []
    previous = first
    for index in _candidates(lookup, first, last):
        far_enough = index - previous >= _LEAST_WORDS and last - index >= _LEAST_WORDS
        if far_enough and _has_predicate(lookup, previous, index):
            cuts.append(index)
            previous = index
    return cuts


def _candidates(lookup: Lookup, first: int, last: int) -> Iterator[int]:
    """Where a clause may begin: joints of the data file and coordinated verbs, in order."""
    places = {hit.first for hit in lookup.joints.within(first, last) if _opens(lookup, hit, last)}
    places.update(_coordinated(lookup, first, last))
    places.update(_after_marks(lookup, first, last))
    yield from sorted(places)


def _opens(lookup: Lookup, hit: Hit, last: int) -> bool:
    ahead = min(last, hit.last + 1 + _LOOK_AHEAD)
    if hit.label == "start":
        return bool(_verbs(lookup, hit.last, ahead))
    if hit.label == "relative":
        near = lookup.events.within(hit.last + 1, min(last, hit.last + 4))
        return any(event.verb and event.label not in ("statement", "deed") for event in near)
    return hit.label == "that" and _is_assertive(lookup, hit, ahead)


def _is_assertive(lookup: Lookup, hit: Hit, ahead: int) -> bool:
    """أن before a present verb is a wish or a purpose, not an assertion."""
    if lookup.language != "ar" or hit.last + 1 >= len(lookup.words):
        return _has_predicate(lookup, hit.last + 1, ahead)
    following = lookup.words[hit.last + 1].norm
    subjunctive = lookup.words[hit.first].norm == "ان" and following[:1] in "يتنا"
    verbs = _verbs(lookup, hit.last + 1, hit.last + 2)
    return not (subjunctive and verbs) and _has_predicate(lookup, hit.last + 1, ahead)


def _coordinated(lookup: Lookup, first: int, last: int) -> Iterator[int]:
    """Words at which a verb is joined to what stands before it."""
    joined = _joined_arabic if lookup.language == "ar" else _joined_english
    for index in _verbs(lookup, first + 1, last):
        start = joined(lookup, index)
        if start is not None and start > first:
            yield start


def _joined_arabic(lookup: Lookup, index: int) -> int | None:
    """و or ف written onto the verb itself; a present verb only after a comma."""
    norm = lookup.words[index].norm
    present = norm[1:2] in "يتن" and not _after_comma(lookup, index)
    return index if norm[:1] in "وف" and not present and not _is_whole(norm) else None


def _joined_english(lookup: Lookup, index: int) -> int | None:
    """ "And" before the verb, or before its subject where a comma stands first."""
    if lookup.words[index].norm.endswith(_NOT_PAST):
        return None
    for start in range(index - 1, max(0, index - _SUBJECT_WORDS), -1):
        if lookup.words[start].norm == "and":
            direct = start == index - 1
            return start if direct or _after_comma(lookup, start) else None
    return None


def _after_marks(lookup: Lookup, first: int, last: int) -> Iterator[int]:
    """Words after a colon, a semicolon or two dots: titles put two statements so."""
    text, words = lookup.text, lookup.words
    for index in range(first + 1, last):
        if words[index].span.start - words[index - 1].span.end > 1:
            gap = text[words[index - 1].span.end : words[index].span.start]
            if any(mark in gap for mark in _STOPS) and _has_predicate(lookup, index, last):
                yield index


def _after_comma(lookup: Lookup, index: int) -> bool:
    gap = lookup.text[lookup.words[index - 1].span.end : lookup.words[index].span.start]
    return any(mark in gap for mark in "،,؛;")


def _is_whole(norm: str) -> bool:
    """The و or ف belongs to the verb itself: وصل, فقد."""
    return any(vocabulary("ar", name).knows(norm, verb=True) for name in ("events", "clauses"))


def _verbs(lookup: Lookup, first: int, last: int) -> list[int]:
    """Indexes of words that are known verbs."""
    found = {hit.first for hit in lookup.events.within(first, last) if hit.verb}
    found |= {hit.first for hit in lookup.joints.within(first, last) if hit.label == "verb"}
    return sorted(found - lookup.no_verbs)


def _has_predicate(lookup: Lookup, first: int, last: int) -> bool:
    """A verb or an event word stands among these words."""
    return bool(lookup.events.within(first, last)) or bool(_verbs(lookup, first, last))


def _clause(
    lookup: Lookup, sentence: Span, said: tuple[Attribution, ...], piece: tuple[int, int]
) -> Clause | None:
    """The clause of a range of words, or None where it asserts nothing of its own."""
    first, last = _trimmed(lookup, *piece)
    if first >= last:
        return None
    span = _with_marks(lookup, lookup.words[first].span.start, lookup.words[last - 1].span.end)
    covering = tuple(sorted((a for a in said if _share(a.content, span) >= _COVERED), key=_reach))
    if _is_frame(lookup, said, span) and (not covering or last - first <= _FRAME_WORDS):
        return None
    if last - first < _BARE_WORDS and not _has_predicate(lookup, first, last):
        return None
    return Clause(span, first, last, sentence, covering)


def _reach(attribution: Attribution) -> tuple[int, str]:
    return sum(len(part) for part in attribution.content), attribution.id


def _with_marks(lookup: Lookup, start: int, end: int) -> Span:
    """With the closing quotation mark, where the opening one is inside."""
    text = lookup.text
    inside, after = text[start:end], text[end : end + 1]
    opening = _MARKS.get(after)
    if opening and inside.count(opening) > (inside.count(after) if opening != after else 0):
        return Span(start, end + 1)
    return Span(start, end)


def _trimmed(lookup: Lookup, first: int, last: int) -> tuple[int, int]:
    """Without the "that" that opens what is said, or is left over at the end."""
    while first < last and lookup.words[first].norm in _THAT:
        first += 1
    while last > first and lookup.words[last - 1].norm in _LEFT_OVER:
        last -= 1
    return first, last


def _share(parts: Sequence[Span], span: Span) -> float:
    return sum(part.shared(span) for part in parts) / len(span)


def _is_frame(lookup: Lookup, said: tuple[Attribution, ...], span: Span) -> bool:
    """Only says who reports: holds a cue or a source, and no event but the telling itself."""
    frame = [part for a in said for part in (a.source, a.cue) if part is not None]
    if not any(part.overlaps(span) for part in frame):
        return False
    describing = [part for a in said for part in _description(a)]
    return not any(
        hit.label not in _TELLING
        and not any(part.overlaps(hit.span) for part in frame)
        and not (hit.label in _MINOR and any(part.overlaps(hit.span) for part in describing))
        for hit in lookup.events.within(*lookup.words_of(span))
    )


def _description(attribution: Attribution) -> Iterator[Span]:
    """From who says it to what is said, where that comes after: "who declined to be named"."""
    parts = [part for part in (attribution.source, attribution.cue) if part is not None]
    end = attribution.content[0].start
    start = min((part.start for part in parts), default=end)
    if start < end:
        yield Span(start, end)
