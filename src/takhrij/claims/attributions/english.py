"""English: every cue of the lists with its source and what it opens, kept where trusted.

`candidates` proposes; each has a key whose trust was counted on annotated news (`frames.toml`,
see docs/attributions.md). `english` keeps those whose trust is enough, and of two that say
nearly the same of nearly the same words ("refused to comment on") the more trusted one. Words
inside quotation marks are left alone, as in the annotated news.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from takhrij.claims.attributions.contents import overlap
from takhrij.claims.attributions.english_nouns import according, named_colons, nouns
from takhrij.claims.attributions.english_verbs import Candidate, Key, verbs
from takhrij.claims.attributions.found import Found
from takhrij.claims.attributions.trust import ENOUGH, NESTED, trust
from takhrij.claims.attributions.view import View

_NEAR = 150
"""Code points between two cues that may speak for one attribution."""
_SHARED = 0.3
"""Share of their contents in common from which they do."""


def english(view: View) -> Iterator[Found]:
    """The attributions that are trusted enough, most trusted first."""
    yield from trusted(candidates(view), trust)


def trusted(items: Iterable[Candidate], trust: Callable[[Key], float]) -> Iterator[Found]:
    """Of some candidates those that are trusted enough, most trusted first."""
    weighed = (replace(c.found, confidence=round(trust(c.key), 3)) for c in items)
    yield from chosen(found for found in weighed if found.confidence >= ENOUGH)


def candidates(view: View) -> Iterator[Candidate]:
    """Everything that may be an attribution, line by line."""
    for line in view.lines:
        yield from according(view, line)
        yield from named_colons(view, line)
        yield from verbs(view, line)
        yield from nouns(view, line)


def chosen(found: Iterable[Found]) -> Iterator[Found]:
    """Of those that rival each other the most trusted; the first of equals."""
    kept: dict[int, list[Found]] = {}
    for item in sorted(found, key=lambda item: -item.confidence):
        at = item.cue.start // _NEAR
        near = [other for place in (at - 1, at, at + 1) for other in kept.get(place, ())]
        if not any(_rivals(item, other) for other in near):
            kept.setdefault(at, []).append(item)
            yield item


def _rivals(item: Found, other: Found) -> bool:
    """Whether two cues most likely stand for one attribution, the second the more trusted."""
    if abs(item.cue.start - other.cue.start) >= _NEAR:
        return False
    if item.confidence >= NESTED and (_holds(item, other) or _holds(other, item)):
        return False
    return overlap(item.content, other.content) >= _SHARED


def _holds(outer: Found, inner: Found) -> bool:
    """Whether one is told inside the other's content, by somebody named there."""
    if inner.source is None:
        return False
    return any(span.contains(inner.cue) and span.contains(inner.source) for span in outer.content)
