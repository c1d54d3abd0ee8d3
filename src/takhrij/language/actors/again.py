"""Persons named once are met again by the same words or by their last name alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from takhrij.annotations import Actor
from takhrij.document import Span
from takhrij.language.actors.candidate import Candidate, Rank
from takhrij.language.actors.lexicon import demonyms, folded_set
from takhrij.language.terms import Seen, spelled, without_article

_SHORTEST = 3
"""Letters in a last name that is looked for alone, at least."""
_MOST = 50
"""Names that start alike looked for, at most: bounds the time on hostile text."""


def again(seen: Seen, persons: Iterable[str]) -> Iterator[Candidate]:
    """Further mentions of persons whose names are known."""
    names = _names(persons)
    if not names:
        return
    for index, word in enumerate(seen.words):
        norm = word.norm
        if norm in names or norm[1:] in names or norm[-2:] == "'s":
            yield from _met(seen, index, names)


def _met(
    seen: Seen, index: int, names: dict[str, tuple[tuple[str, ...], ...]]
) -> Iterator[Candidate]:
    if seen.text[seen.words[index].span.start].islower():
        return
    for norm, start in _readings(seen, index, seen.words[index].norm):
        for rest in names.get(norm, ()):
            if _follows(seen, index, rest):
                yield _candidate(seen, index, start, len(rest))
                return


def _names(persons: Iterable[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    """First word to the words after it, longest first: whole names and last names."""
    kept: dict[str, set[tuple[str, ...]]] = {}
    for name in persons:
        parts = spelled(name)
        if len(parts) > 1:
            kept.setdefault(parts[0], set()).add(parts[1:])
            if _stands_alone(parts):
                kept.setdefault(parts[-1], set()).add(())
            elif len(parts) > 2 and parts[-2] in ("عبد", "ابو"):
                kept.setdefault(parts[-2], set()).add(parts[-1:])
    return {
        first: tuple(sorted(rests, key=lambda rest: (-len(rest), rest))[:_MOST])
        for first, rests in kept.items()
    }


def _stands_alone(parts: Sequence[str]) -> bool:
    """Whether the last name is said alone: not a part of عبد الله, no nationality."""
    last = parts[-1]
    if len(last) < _SHORTEST or without_article(last)[0] in demonyms():
        return False
    return parts[-2] not in folded_set("ar", "names", "particles") and last not in folded_set(
        "ar", "names", "seconds"
    )


def _readings(seen: Seen, index: int, norm: str) -> Iterator[tuple[str, int]]:
    word = seen.words[index]
    yield norm.removesuffix("'s"), word.span.start
    for stem in word.stems[1:]:
        skipped = stem.start - word.span.start
        if skipped == 1:
            yield norm[1:], stem.start


def _follows(seen: Seen, index: int, rest: tuple[str, ...]) -> bool:
    if index + len(rest) >= len(seen.words):
        return not rest
    return all(
        seen.words[index + step].norm.removesuffix("'s") == form and seen.joined(index + step)
        for step, form in enumerate(rest, start=1)
    )


def _candidate(seen: Seen, index: int, start: int, more: int) -> Candidate:
    span = Span(start, seen.end(index + more))
    actor = Actor(span, "person", span.of(seen.text))
    return Candidate(index, index + more, Rank.SHORT_NAME, actor)
