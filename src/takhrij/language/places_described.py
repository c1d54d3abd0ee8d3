"""Resolve a place description such as "الفتيح, منطقة جبلة": a name, then what it lies in.

Descriptions come from tables and captions, so they name type words, landmarks and what is
near: "قرب دوار الطيبة في الميادين". What can't be found itself is put where the description
says that it lies; its reference then begins with `in:`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from takhrij.annotations import Candidate
from takhrij.language.fold import fold
from takhrij.language.gazetteer.keys import is_arabic, key
from takhrij.language.gazetteer.lookup import Gazetteer, Match, named
from takhrij.language.places_near import lies_in, rough_km
from takhrij.language.places_words import PlaceWords, place_words

AWAY_KM = 150.0
"""A reading farther than this from what the description says it lies in is another place."""
BORDER_KM = 60.0
"""What is added for a place known to lie in another region; near borders tables err."""
BESIDE_KM = 15.0
"""Differences of distance that say nothing between a settlement and what it lies near."""
MARGIN = 0.5
"""Confidence of the second reading over that of the first, and so on down; ours."""

SHORTEST, ALIKE = 4, 86.0
"""Letters of a key, and least likeness in percent, for a name to be found by likeness."""

_PARTS = re.compile(r"[,،;؛|:\n]+|\s[-–]\s")
_INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\"“”«»()]+")
_MOST_WORDS = 12
_OF = frozenset(("of", "the"))

Readings = tuple[Match, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """One part of a description: what it may mean, and the kind of its type word."""

    readings: Readings
    kind: str | None = None


def resolve(gazetteer: Gazetteer, description: str) -> Readings:
    """What a description may mean, best first; empty if nothing fits."""
    words = place_words("ar" if is_arabic(description) else "en")
    pieces = [piece.strip() for piece in _PARTS.split(_INVISIBLE.sub(" ", description))]
    phrases = [phrase for piece in pieces if piece for phrase in _phrases(piece, words)]
    read = [_piece(gazetteer, phrase, words) for phrase in phrases]
    return _chosen([piece for piece in read if piece is not None], phrases, read)


def _chosen(
    known: Sequence[Piece], phrases: Sequence[str], read: Sequence[Piece | None]
) -> Readings:
    """The readings of the first phrase, or those of what it lies in at its name."""
    if not known or read[0] is None:
        return _inside(known[0], phrases[0]) if known else ()
    first, context = known[0], known[1:]
    fitting = [m for m in first.readings if not _is_away(m, context)]
    if not fitting and context:
        return _inside(context[0], phrases[0])
    if first.kind == "quarter" and not context:
        fitting = [m for m in fitting if m.own or m.candidate.feature != "city"]
    return _ranked(sorted(fitting, key=lambda m: (_distance(m, context), _rank(m, first.kind))))


def _rank(match: Match, kind: str | None) -> bool:
    """The region before the city that it is called after only if a type word asks for it."""
    is_region = match.candidate.feature == "region"
    return is_region != (kind == "region")


def _phrases(piece: str, words: PlaceWords) -> list[str]:
    """A piece, split where it says what it lies in or by: X في Y, X بريف Y."""
    phrases: list[list[str]] = [[]]
    for word in piece.split()[:_MOST_WORDS]:
        plain = fold(word)
        if plain in _OF:
            phrases[-1].append(word)
        elif plain in words.before or plain in words.near or plain in words.inside:
            phrases.append([])
        elif plain[:1] == "ب" and plain[1:] in words.types:
            phrases.append([word[1:]])
        else:
            phrases[-1].append(word)
    return [" ".join(phrase) for phrase in phrases if phrase]


def _piece(gazetteer: Gazetteer, phrase: str, words: PlaceWords) -> Piece | None:
    """A phrase as it stands, else without the type words before it, else by likeness."""
    parts, kind = phrase.split(), None
    while parts:
        matches = named(gazetteer, " ".join(parts))
        if matches:
            return Piece(matches, kind)
        plain = fold(parts[0])
        if plain not in words.types and plain not in _OF:
            break
        kind = words.types.get(plain, kind)
        parts = parts[1:]
    matches = _nearly(gazetteer, parts)
    return Piece(matches, kind) if matches else None


def _nearly(gazetteer: Gazetteer, parts: Sequence[str]) -> Readings:
    """Places of the user's own tables whose name begins so, ends sooner, or is much alike."""
    spelling = key(" ".join(parts))
    if len(spelling) < SHORTEST or not is_arabic(spelling):
        return ()
    found = [m for k in gazetteer.beginning(spelling) for m in gazetteer.matches(k)]
    if not found and len(parts) > 2:
        found = list(gazetteer.matches(key(" ".join(parts[:-1]))))
    if not found:
        found = [m for k in gazetteer.alike(spelling, ALIKE) for m in gazetteer.matches(k)]
    return tuple(dict.fromkeys(match for match in found if match.own))


def _is_away(match: Match, context: Sequence[Piece]) -> bool:
    """Whether a reading is far from every reading of something the description names."""
    return any(all(_off(match, other) > AWAY_KM for other in _holders(piece)) for piece in context)


def _holders(piece: Piece) -> Readings:
    """What a piece may mean as the holder of another: a region where it can be one."""
    regions = tuple(m for m in piece.readings if m.candidate.feature == "region")
    return regions or piece.readings[:10]


def _off(match: Match, other: Match) -> float:
    """How far off a reading is from lying in another: 0 inside or beside it, else km.

    A place known to lie in one region lies in no other, however near.
    """
    inner, outer = match.candidate, other.candidate
    if outer.feature == "country":
        return 0.0 if lies_in(inner, outer) else AWAY_KM * 2
    away = rough_km(inner, outer)
    if outer.feature != "region":
        return away if away > BESIDE_KM else 0.0
    if outer.name in inner.admin:
        return 0.0
    return away + BORDER_KM if inner.admin else away


def _distance(match: Match, context: Sequence[Piece]) -> float:
    """Kilometres off from each piece of the context, added up."""
    return sum(min(_off(match, other) for other in _holders(piece)) for piece in context)


def _inside(holder: Piece, name: str) -> Readings:
    """Somewhere in a settlement or site; of a region that would say nothing."""
    if any(match.candidate.feature == "region" for match in holder.readings):
        return ()
    return _ranked(
        [
            replace(match, candidate=_somewhere_in(match.candidate, name))
            for match in holder.readings
            if match.candidate.feature in ("city", "village", "site")
        ]
    )


def _somewhere_in(holder: Candidate, name: str) -> Candidate:
    if key(holder.name) == key(name):
        return holder
    return replace(holder, ref=f"in:{holder.ref}/{key(name)}", name=name, names=(), feature="site")


def _ranked(matches: Sequence[Match]) -> Readings:
    share = [MARGIN**rank for rank in range(len(matches))]
    total = sum(share)
    return tuple(
        replace(match, candidate=replace(match.candidate, confidence=round(part / total, 3)))
        for match, part in zip(matches, share, strict=True)
    )
