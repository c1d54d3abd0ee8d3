"""What speaks for and against words being a place name."""

from __future__ import annotations

from dataclasses import replace

from takhrij.language.fold import fold
from takhrij.language.gazetteer.lookup import Match
from takhrij.language.places_text import Named, Text

TYPE, BEFORE, CLITIC, LIST, LONG = 3.0, 1.5, 1.0, 1.5, 1.5
ORDINARY, PERSON = -4.0, -3.0


def weighed(text: Text, named: Named, before: Named | None) -> Named:
    """The name with its evidence and type word filled in."""
    if named.anaphor is not None:
        return replace(named, evidence=0.0 if _type_follows(text, named) else 3.0)
    type_word = _type_word(text, named)
    named = replace(named, type_word=type_word, kind=_kind(text, type_word))
    weight = _size(text, named)
    weight += TYPE if named.kind else _context(text, named)
    weight += _listed(text, named, before)
    weight += LONG if named.last > named.first else _ordinary(text, named)
    weight += PERSON if _person_before(text, named) else 0.0
    return replace(named, evidence=weight)


def _type_follows(text: Text, named: Named) -> bool:
    """العاصمة دمشق: the description is only a type word of the name after it."""
    if not text.joined(named.last):
        return False
    following = text.words[named.last + 1]
    matches = text.gazetteer.matches("=" + following.norm)
    return any(match.candidate.feature == "city" for match in matches[:3])


def _type_word(text: Text, named: Named) -> int | None:
    """The number of the type word right before a name, clitics and article aside."""
    index = named.first - 1
    if named.clitic not in ("", "ل", "لل") or not text.adjacent(named.first):
        return None
    for stem in text.words[index].stems:
        word = fold(stem.of(text.text))
        if word in text.lexicon.types:
            return index
    return None


def _kind(text: Text, index: int | None) -> str | None:
    if index is None:
        return None
    stems = (fold(stem.of(text.text)) for stem in text.words[index].stems)
    return next(text.lexicon.types[word] for word in stems if word in text.lexicon.types)


def _size(text: Text, named: Named) -> float:
    """A well-known place is likelier meant than a hamlet; a loose spelling likelier chance."""
    best = max(_prior(match) for match in named.matches[:8])
    if named.quality >= 1.0:
        return best
    if named.quality >= 0.8:
        own = any(match.own for match in named.matches)
        return min(best, 1.0) if own else -1.0
    return -1.5


def _prior(match: Match) -> float:
    if match.candidate.feature == "country":
        return 4.0
    steps = ((1_000_000, 3.0), (100_000, 2.0), (15_000, 1.0))
    size = next((weight for people, weight in steps if match.population >= people), 0.0)
    region = 2.0 if match.candidate.feature in ("region", "water") else 0.0
    return max(size, region, 0.5 if match.own else 0.0)


def _context(text: Text, named: Named) -> float:
    before = text.adjacent(named.first)
    if not named.clitic and before in text.lexicon.before:
        return BEFORE
    if named.clitic.endswith(("ب", "ل")):
        return CLITIC
    return 0.0


def _listed(text: Text, named: Named, before: Named | None) -> float:
    """حلب وحمص، إدلب: a name joined to a place by و or a comma."""
    if before is None or named.first - before.last != 1:
        return 0.0
    gap = text.text[before.span.end : text.words[named.first].span.start].strip()
    return LIST if gap in ("", ",", "،", "-", "–", "(", "/") or named.clitic == "و" else 0.0


def _ordinary(text: Text, named: Named) -> float:
    words = text.lexicon.ordinary
    whole = text.words[named.first].norm
    own = fold(named.span.of(text.text))
    if any(match.candidate.feature == "country" for match in named.matches) and named.quality == 1:
        return 0.0
    return ORDINARY if own in words or whole in words else 0.0


def _person_before(text: Text, named: Named) -> bool:
    return (
        named.kind is None
        and not named.clitic
        and (text.adjacent(named.first) in text.lexicon.person)
    )
