"""Resolve a place description such as "الفتيح, منطقة جبلة": a name, then what it lies in."""

from __future__ import annotations

import re
from dataclasses import replace

from takhrij.language.fold import fold
from takhrij.language.gazetteer.keys import is_arabic
from takhrij.language.gazetteer.lookup import Gazetteer, Match, named
from takhrij.language.places_words import place_words

_COMMAS = re.compile(r"[,،;؛|]+")
FAR_KM = 300.0


def resolve(gazetteer: Gazetteer, description: str) -> tuple[Match, ...]:
    """What the first part of a description may mean, best first; empty if nothing fits."""
    pieces = [piece.strip() for piece in _COMMAS.split(description) if piece.strip()]
    if not pieces:
        return ()
    options = _named(gazetteer, pieces[0])
    context = [found for piece in pieces[1:] if (found := _named(gazetteer, piece))]
    ranked = sorted(options, key=lambda match: _distance(match, context))
    return tuple(_with_confidence(ranked))


def _named(gazetteer: Gazetteer, piece: str) -> tuple[Match, ...]:
    """A piece as it stands, else without the type words before it."""
    words = piece.split()
    types = place_words("ar" if is_arabic(piece) else "en").types
    while words:
        matches = named(gazetteer, " ".join(words))
        if matches:
            return matches
        if len(words) == 1 or fold(words[0]) not in {**types, "of": "", "the": ""}:
            return ()
        words = words[1:]
    return ()


def _distance(match: Match, context: list[tuple[Match, ...]]) -> float:
    """Kilometres to the nearest reading of each piece of the context, added up."""
    return sum(min(FAR_KM, *(match.km(other) for other in found[:10])) for found in context)


def _with_confidence(ranked: list[Match]) -> list[Match]:
    share = [1.0 / (rank + 1) for rank in range(len(ranked))]
    total = sum(share)
    return [
        replace(match, candidate=replace(match.candidate, confidence=round(part / total, 3)))
        for match, part in zip(ranked, share, strict=True)
    ]
