"""What of one side the other lacks: words, figures, places; each a function of two sides."""

from __future__ import annotations

from collections.abc import Iterator

from takhrij.annotations import Place
from takhrij.corpus.stance.sides import Number, Side, Token, contraries, listed
from takhrij.language.fold import fold

_BEGINNING = 4
"""Letters of a stem by which a place and its adjective are one: أمري, Fran."""
_REACH = 3
"""Words after a negation or a denial that it turns round."""


def without(side: Side, other: Side) -> tuple[Token, ...]:
    """Words that the other side lacks; the name of a state and its adjective are one."""
    there = frozenset(other.roots)
    theirs = frozenset(key for key, _ in other.states)
    both = [span for key, span in side.states if key in theirs]
    return tuple(
        token
        for token in side.tokens
        if token.root not in there and not any(span.overlaps(token.span) for span in both)
    )


def lacking(ours: tuple[Token, ...], theirs: tuple[Token, ...]) -> tuple[Token, ...]:
    """Words of one list with a stem that the other lacks."""
    there = frozenset(token.stem for token in theirs)
    return tuple(token for token in ours if token.stem not in there)


def unmatched(ours: tuple[Number, ...], theirs: tuple[Number, ...]) -> tuple[Number, ...]:
    """Numbers that none of the others agrees with."""
    return tuple(n for n in ours if not any(n.agrees(other) for other in theirs))


def named_sites(side: Side, only: tuple[Token, ...]) -> tuple[Token, ...]:
    """Tokens of one side alone that stand right after a word that only a place follows; in
    English they are written with a capital."""
    lone = frozenset(token.span for token in only)
    pairs = zip(side.tokens, side.tokens[1:], strict=False)
    return tuple(
        name
        for before, name in pairs
        if before.word in listed("site") and name.span in lone
        if side.language == "ar" or side.quote(name.span)[0].isupper()
    )


def is_before(token: Token, side: Side, roots: frozenset[str]) -> bool:
    """Whether one of the few words after a token is among these roots."""
    at = side.tokens.index(token)
    return any(after.root in roots for after in side.tokens[at + 1 : at + 1 + _REACH])


def without_months(side: Side, only: tuple[Token, ...]) -> tuple[Token, ...]:
    """The second words of months (كانون الأول) left out."""
    pairs = zip(side.tokens, side.tokens[1:], strict=False)
    seconds = {token.span for before, token in pairs if before.word in listed("month")}
    return tuple(token for token in only if token.span not in seconds)


def opposed(ours: tuple[Token, ...], theirs: tuple[Token, ...]) -> Iterator[tuple[Token, Token]]:
    """Pairs of contraries, the first of each side."""
    seen: set[tuple[str, str]] = set()
    for left, right in contraries():
        for here, there in ((left, right), (right, left)):
            one = next((t for t in ours if t.word in here or t.stem in here), None)
            other = next((t for t in theirs if t.word in there or t.stem in there), None)
            if one and other and (one.word, other.word) not in seen:
                seen.add((one.word, other.word))
                yield one, other


def elsewhere(side: Side, other: Side) -> tuple[Place, ...]:
    """Places of one side that the other neither names, nor lies in, nor holds, nor calls by an
    adjective (كندا, كندي): one that sides.toml holds, or that begins like the place."""
    beginnings = frozenset(token.stem[:_BEGINNING] for token in other.tokens)
    found = [p for p in side.places if not any(fits(p, o) for o in other.places)]
    unlike = [p for p in found if not _stems_of(side, p) <= beginnings]
    return tuple(place for place in unlike if not _is_state_of(side, place, other))


def _is_state_of(side: Side, place: Place, other: Side) -> bool:
    """Whether a place is a state that the other side names too, whatever form the name has."""
    theirs = frozenset(key for key, _ in other.states)
    return any(key in theirs and place.span.overlaps(span) for key, span in side.states)


def _stems_of(side: Side, place: Place) -> frozenset[str]:
    return frozenset(
        token.stem[:_BEGINNING] for token in side.tokens if place.span.overlaps(token.span)
    )


def fits(one: Place, other: Place) -> bool:
    """One name, one entry, or one inside the other."""
    if fold(one.name) == fold(other.name) or not (one.candidates and other.candidates):
        return fold(one.name) == fold(other.name)
    refs = {candidate.ref for candidate in one.candidates}
    if any(candidate.ref in refs for candidate in other.candidates):
        return True
    return _holds(one, other) or _holds(other, one)


def _holds(wide: Place, narrow: Place) -> bool:
    """A country or region and what the gazetteer puts in it."""
    area, spot = wide.candidates[0], narrow.candidates[0]
    if area.feature == "country":
        return area.country == spot.country
    inside = {fold(name) for name in spot.admin}
    names = {fold(name) for name in (area.name, wide.name, *(name for _, name in area.names))}
    return area.feature == "region" and bool(inside & names)
