"""How likely the first reading of a place description is the one meant.

The shares are those that came out right (within 5 km) on one half of Airwars' Arabic place
names, looked up in the Syrian table with and without their governorate; they are rounded, and
the figures in the docs are from the other half. Below `SURE` a look-up says that it can't tell.
"""

from __future__ import annotations

from collections.abc import Sequence

from takhrij.language.gazetteer.keys import key, parts
from takhrij.language.gazetteer.lookup import Match
from takhrij.language.places_pieces import How, Piece, Readings
from takhrij.language.places_words import place_words

SURE = 0.75
APART_KM = 10.0
"""Readings nearer to each other than this are no rivals: one point serves for both."""
GREAT = 100_000
"""People in a city of the world that is meant though it lies where nothing else points."""
_SEAT, _LISTED, _PLAIN, _SECOND = 0.96, 0.92, 0.85, 0.8
_HOW = {
    How.WRITTEN: 1.0,
    How.SPELLED: 0.95,
    How.LOOSE: 0.9,
    How.BY_EAR: 0.9,
    How.LONGER: 0.65,
    How.ALIKE: 0.6,
    How.HEARD: 0.45,
    How.OUTSIDE: 0.9,
}
_HALF, _LONG_ALIKE = 0.95, 0.93
"""For a name that goes on with no more than a word that tells halves of a village apart, and for
one found by likeness whose key has at least `LONG` letters: short names are alike by chance."""
LONG = 6
_SHORT = 0.86
"""For one word with or without the article (العالية, عالية) that one source alone lists."""
_WIDE = 0.5
"""For rivers and regions that nobody asked for as such: the point given is only their middle."""
_HOLDER, _TOWN, _ABROAD = 0.5, 0.8, 0.3
"""For what only what it lies in is known of, and for the part of a town; and for a small
place of the world that no gazetteer of the user holds and nothing else points to."""
_WEAKER = {"seat": 0.97, "listed": 0.65, "plain": 0.3}
"""What is left where the name has other readings, of less standing."""


def likely(readings: Readings, piece: Piece, how: How | None, *, pointed: bool, own: bool) -> float:
    """The share of such first readings that were right.

    `how` is None where only the holder is known; `pointed` says that the description names
    what the place lies in, `own` that the user has gazetteers of their own.
    """
    if not readings:
        return 0.0
    first, written = readings[0], piece.phrase
    inside = _TOWN if piece.urban else _HOLDER
    share = inside if how is None else _found(first, written, how) * _named(first, written, how)
    if first.candidate.feature in ("water", "region") and piece.kind != "region":
        share *= _WIDE
    if own and not first.own and not pointed and not _is_known(first):
        share *= _ABROAD
    return share * _among(readings, written, pointed=pointed)


def _is_known(match: Match) -> bool:
    """A great city of the world, or a site: the world holds none but those of the news."""
    return match.population >= GREAT or match.candidate.feature == "site"


def _found(match: Match, written: str, how: How) -> float:
    if how is How.LONGER and _is_half(match, written):
        return _HALF
    if how is How.ALIKE and len(key(written)) >= LONG:
        return _LONG_ALIKE
    short = how is How.SPELLED and len(parts(written)) == 1 and _standing(match) == "plain"
    return _SHORT if short else _HOW[how]


def _is_half(match: Match, written: str) -> bool:
    """Only a word like "upper" or "western" is in one of the two and not in the other."""
    said = parts(written)
    names = [parts(name) for _, name in match.candidate.names]
    halves = {word for half in place_words("ar").halves for word in parts(half)}
    longer = any(n[: len(said)] == said and halves.issuperset(n[len(said) :]) for n in names)
    return longer or (said[:-1] in names and said[-1] in halves)


def _named(match: Match, written: str, how: How) -> float:
    standing = {"seat": _SEAT, "listed": _LISTED, "plain": _PLAIN}[_standing(match)]
    plain = match.own and _standing(match) == "plain" and len(parts(written)) == 1
    second = how <= How.SPELLED and plain and not is_name(match, written)
    return standing * (_SECOND if second else 1.0)


def _standing(match: Match) -> str:
    if match.candidate.feature == "city" or match.population:
        return "seat"
    return "listed" if match.listed else "plain"


def is_name(match: Match, written: str) -> bool:
    """Whether words are the very name of a place, not a short or second one."""
    spelling = key(written)
    return any(key(name) == spelling for _, name in match.candidate.names)


def _among(readings: Readings, written: str, *, pointed: bool) -> float:
    """What is left of the share beside the rivals: equal ones halve it, weaker ones cost less."""
    first = readings[0]
    rivals = [m for m in readings[1:] if m.own == first.own and m.km(first) > APART_KM]
    equal = _equals(first, rivals, written)
    if len(rivals) == equal:
        return 1 / (1 + equal)
    others = [m for m in rivals if not pointed or is_name(m, written)]
    alone = is_name(first, written) and not others
    return _WEAKER["seat" if alone else _standing(first)] / (1 + equal)


def _equals(first: Match, rivals: Sequence[Match], written: str) -> int:
    mine = _standing(first), is_name(first, written)
    if first.population:
        rivals = [m for m in rivals if m.population * 3 > first.population]
    return sum((_standing(m), is_name(m, written)) == mine for m in rivals)
