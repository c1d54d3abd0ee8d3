"""Everything a text names, from all the layers that find such things, overlaps settled.

Nothing is resolved here: `entities` says what refers to what.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, NamedTuple

from takhrij.annotations import Actor, MentionType, Munition, Place, Quantity, Time, Word
from takhrij.document import Document, Span
from takhrij.language.actors.lexicon import folded_set
from takhrij.language.lexicon import load
from takhrij.language.terms import Seen, Terms, term

_LINK = re.compile(r"(?:https?://|www\.)\S+")


class Named(NamedTuple):
    """One thing named: its words, its type and the annotation behind it (a Span for documents)."""

    span: Span
    type: MentionType
    of: Any


def named(document: Document) -> tuple[Named, ...]:
    """What the text names, in text order. Reads the layers that are there of Place, Time,
    Quantity, Actor and Munition; needs Word."""
    found = (
        *(Named(a.span, a.type, a) for a in _layer(document, Actor)),
        *(Named(p.span, "place", p) for p in _layer(document, Place)),
        *(Named(t.span, "time", t) for t in _layer(document, Time)),
        *(Named(q.span, "quantity", q) for q in _layer(document, Quantity)),
        *(Named(m.span, "munition", m) for m in _layer(document, Munition)),
        *(Named(span, "document", span) for span in _documents(document)),
    )
    links = [match.span() for match in _LINK.finditer(document.text)]
    return _settled(_outside(found, links))


def _outside(found: Iterable[Named], links: list[tuple[int, int]]) -> Iterator[Named]:
    """What doesn't stand in the address of a web page."""
    starts = [start for start, _ in links]
    for one in found:
        at = bisect_right(starts, one.span.start) - 1
        if at < 0 or links[at][1] <= one.span.start:
            yield one


def _layer(document: Document, kind: type[Any]) -> tuple[Any, ...]:
    return document.layer(kind) if document.has(kind) else ()


def _documents(document: Document) -> Iterator[Span]:
    """Reports, letters and statements."""
    seen = Seen(document.text, document.layer(Word))
    terms = _document_terms(document.language)
    never_after = folded_set(document.language, "actors", "documents", "except_after")
    for index, met in terms.longest_at(seen):
        if not (index and seen.words[index - 1].norm in never_after):
            yield met.span


@cache
def _document_terms(language: str) -> Terms:
    written = load(language, "actors")["documents"]["words"]
    return Terms(term("document", one, article="either") for one in written)


def _settled(found: Iterable[Named]) -> tuple[Named, ...]:
    """Of things that overlap the better stays; a part may stand inside a quantity."""
    kept: list[Named | None] = []
    over: list[tuple[int, Named]] = []
    for one in sorted(found, key=lambda one: (one.span.start, -one.span.end, one.type)):
        over = [(at, held) for at, held in over if held.span.end > one.span.start]
        rivals = [(at, held) for at, held in over if not _side_by_side(held, one)]
        if any(_rank(held) <= _rank(one) for _, held in rivals):
            continue
        for at, _ in rivals:
            kept[at] = None
        over = [pair for pair in over if pair not in rivals]
        over.append((len(kept), one))
        kept.append(one)
    return tuple(one for one in kept if one is not None)


def _side_by_side(outer: Named, inner: Named) -> bool:
    """Whether both may stay: a body, a place or a munition inside a quantity ("20 rockets")."""
    if outer.type != "quantity" or not outer.span.contains(inner.span):
        return False
    if inner.type in ("time", "document"):
        return False
    return not isinstance(inner.of, Actor) or inner.of.named


def _rank(one: Named) -> tuple[int, int]:
    """Which of two that overlap stays: the lower; the longer of equals."""
    of = one.of
    order = 3
    if isinstance(of, Actor):
        whole = any(character.isspace() for character in of.name)
        sure = of.title is not None or of.ref is not None or of.type != "person" or whole
        order = (1 if sure else 4) if of.named else 6
    elif isinstance(of, Place):
        order = 2 if of.candidates else 5
    elif isinstance(of, Time):
        order = 0
    return (order, -len(one.span))
