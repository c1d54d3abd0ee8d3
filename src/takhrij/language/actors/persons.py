"""Arabic persons: by name, by title and name, and people told only by their role."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from takhrij.annotations import Actor
from takhrij.document import Span
from takhrij.language.actors.bodies import is_adjective
from takhrij.language.actors.candidate import Candidate, Rank
from takhrij.language.actors.lexicon import demonyms, folded_set, heads, roles
from takhrij.language.actors.names import Standing, may_start, name_end, part
from takhrij.language.fold import fold
from takhrij.language.terms import Met, Seen, without_article

_CHAIN = 7
"""Words between a role and the name it belongs to, at most."""


def persons(seen: Seen) -> Iterator[Candidate]:
    """Every reading of the words as a person or people, overlapping ones included."""
    for index, word in enumerate(seen.words):
        if roles("ar").starting(word.norm):
            yield from _by_role(seen, index)
        if may_start(word.norm):
            yield from _by_name(seen, index)


def person(seen: Seen, first: int, end: int, start: int, title: Span | None = None) -> Candidate:
    """A named person: words `first` to `end` (not included), from code point `start`."""
    span = Span(start, seen.end(end - 1))
    actor = Actor(span, "person", span.of(seen.text), title=title)
    return Candidate(first, end - 1, Rank.PERSON, actor)


# --- by name ----------------------------------------------------------------------------


def _by_name(seen: Seen, index: int) -> Iterator[Candidate]:
    """A name without a title; its first word may stand with clitics."""
    for stem in seen.words[index].stems:
        form = stem.of(seen.text)
        kind = part(fold(form), form)
        if kind in ("given", "figure", "weak", "particle"):
            end = name_end(seen, index, "alone", form)
            if end is not None:
                yield person(seen, index, end, stem.start)
            return


# --- by role ----------------------------------------------------------------------------


class _Chain(NamedTuple):
    """How far a role's phrase goes, and the name at its end: first word and the one after."""

    last: int
    name: tuple[int, int] | None = None


def _by_role(seen: Seen, index: int) -> Iterator[Candidate]:
    met = roles("ar").longest(seen, index)
    if met is None:
        return
    chain = _chain(seen, met)
    if chain.name is not None:
        first, end = chain.name
        title = Span(met.start, seen.end(first - 1))
        yield person(seen, first, end, seen.words[first].span.start, title)
    elif met.term.kind == "role" and not _only_describes(seen, met):
        yield _described(seen, met, chain.last)


def _chain(seen: Seen, met: Met) -> _Chain:
    """Read on from a role, through its nouns, adjectives and links, to a name or an end."""
    last, closed = met.last, met.definite
    while last + 1 < len(seen.words) and last - met.last < _CHAIN:
        gap = seen.gap(last + 1).strip(" \u00a0\u200f\u200e")
        name = _name_at(seen, met, last + 1, gap, closed)
        if name is not None:
            return _Chain(last, name)
        goes_on, closed = (False, closed) if gap else _step(seen.words[last + 1].norm, closed)
        if not goes_on:
            break
        last += 1
    return _Chain(last)


def _name_at(seen: Seen, met: Met, index: int, gap: str, closed: bool) -> tuple[int, int] | None:
    """A name after a role, straight or past a comma; none after a role in the plural."""
    if gap not in ("", "،", ",", ":", "(") or _is_many(met):
        return None
    standing: Standing = "apposed"
    if not gap:
        standing = "titled" if closed or index == met.last + 1 else "alone"
    end = name_end(seen, index, standing)
    return None if end is None else (index, end)


def _is_many(met: Met) -> bool:
    return met.term.kind == "role" and met.term.of.number == "many"


def _step(norm: str, closed: bool) -> tuple[bool, bool]:
    """Whether a role's phrase goes on with a word, and whether it may end after it."""
    bare, definite = without_article(norm)
    if norm in folded_set("ar", "people", "enders", "words"):
        return False, closed
    if norm in folded_set("ar", "people", "links", "words"):
        return True, False
    if definite:
        return not closed or is_adjective(bare) or _is_role(norm), True
    if closed:
        return False, closed
    if bare in demonyms() or norm in folded_set("ar", "people", "adjectives", "words"):
        return True, False
    return _is_noun(norm), False


def _is_noun(norm: str) -> bool:
    """A noun that may stand in a chain between a role and what it belongs to."""
    if norm in folded_set("ar", "actors", "carriers"):
        return True
    return any(reading.stem == 0 for reading in heads().starting(norm)) or _is_role(norm)


def _is_role(norm: str) -> bool:
    return any(reading.stem == 0 for reading in roles("ar").starting(norm))


def _only_describes(seen: Seen, met: Met) -> bool:
    """عمل عسكري: a role word that is an adjective of the noun before it."""
    word = seen.words[met.first]
    if met.term.key not in folded_set("ar", "people", "adjectival", "words"):
        return False
    if not met.first or met.start != word.span.start or seen.gap(met.first).strip(' \u00a0”»"'):
        return False
    return seen.words[met.first - 1].norm not in folded_set("ar", "people", "before", "words")


def _described(seen: Seen, met: Met, last: int) -> Candidate:
    """People told only by what they are; links at the end of the phrase are left off."""
    links = folded_set("ar", "people", "links", "words")
    while last > met.last and seen.words[last].norm in links:
        last -= 1
    span = Span(met.start, seen.end(last))
    kind = "group" if _is_many(met) else "person"
    actor = Actor(span, kind, span.of(seen.text), named=False)  # type: ignore[arg-type]
    return Candidate(met.first, last, Rank.DESCRIPTION, actor)
