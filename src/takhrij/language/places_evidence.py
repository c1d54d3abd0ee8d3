"""What speaks for and against words being a place name. The weights are ours."""

from __future__ import annotations

from dataclasses import replace

from takhrij.language.fold import fold
from takhrij.language.places_people import body, person
from takhrij.language.places_prior import OWN, REGION, prior_of
from takhrij.language.places_spelling import BONES, LOOSE, SOUNDS, looked_up
from takhrij.language.places_text import Named, Text

ENOUGH = 2.0
"""The evidence that a name needs."""

TYPE, BEFORE, CLITIC, LIST, LONG = 3.0, 1.5, 1.0, 1.5, 1.0
AFTER, HELD, LATIN = 2.0, 2.0, 1.0
ORDINARY, SPLIT = -4.0, -2.0
_INDEFINITE = ("ًا", "اً")
"""The accusative ending of indefinite words, which names of places don't take (تركيًا)."""
_HOLDING = frozenset((",", "،", "("))
_LISTS = frozenset((",", "،", "-", "–", "(", "/"))


def weighed(text: Text, named: Named, before: Named | None) -> Named | None:
    """The name with its evidence and type word filled in, or None if that is not enough."""
    if named.anaphor is not None:
        return None if _is_type_word(text, named) else named
    type_word = _type_word(text, named)
    if type_word is not None:
        named = replace(named, type_word=type_word, kind=text.type_of(type_word))
    elif _listed(text, named, before) and before is not None and _is_plural(text, before):
        named = replace(named, type_word=before.type_word, kind=before.kind)
    weight = _size(text, named) + (TYPE if named.kind else _context(text, named))
    weight += _listed(text, named, before) + _everyday(text, named)
    if weight >= ENOUGH - HELD:
        weight += _held(text, named) + person(text, named) + body(text, named)
        weight += _split(text, named)
    return replace(named, evidence=weight) if weight >= ENOUGH else None


def _is_plural(text: Text, named: Named) -> bool:
    """Whether the type word of a name holds for the rest of its list too."""
    if named.type_word is None:
        return False
    return any(form in text.lexicon.plural for form in text.forms(named.type_word))


def _is_type_word(text: Text, named: Named) -> bool:
    """العاصمة دمشق, العاصمة السورية دمشق: the description only announces the name after it."""
    for step in (1, 2):
        if not text.joined(named.last + step - 1):
            return False
        matches = text.gazetteer.matches("=" + text.norm(named.last + step))
        if any(match.candidate.feature == "city" and match.population > 0 for match in matches):
            return True
    return False


def _type_word(text: Text, named: Named) -> int | None:
    """The number of the type word right before a name, or None."""
    if not text.arabic:
        return _english_type_word(text, named)
    if named.clitic not in ("", "ل", "لل") or not text.before(named.first):
        return None
    return named.first - 1 if text.type_of(named.first - 1) else None


def _english_type_word(text: Text, named: Named) -> int | None:
    """The city of X, Mount X, X province."""
    before, after = named.first - 1, named.last + 1
    if text.before(named.first) == "of" and text.type_of(before - 1):
        return before - 1
    if text.is_capital(before) and text.before(named.first) and text.type_of(before) == "site":
        return before
    return after if text.after(named.last) and text.type_of(after) else None


def _size(text: Text, named: Named) -> float:
    """A well-known place is likelier meant than a hamlet; a loose spelling likelier chance."""
    prior = max(prior_of(match) for match in named.matches[:8])
    if named.quality == BONES:
        return prior - 1.5
    if named.quality == SOUNDS:
        return OWN
    if named.quality == LOOSE:
        return -1.0 if named.matches[0].own else prior - 4.0
    if named.quality < 1.0:
        known = any(match.own for match in named.matches)
        return OWN if known or text.norm(named.first).startswith("ال") else -2.0
    if text.norm(named.first) in text.lexicon.adjectival:
        return _adjectival(text, named, prior)
    return prior


def _adjectival(text: Text, named: Named, prior: float) -> float:
    """سورية is a country and "Syrian": after a noun that it agrees with, it is the latter."""
    if not text.norm(named.first).startswith("ال"):
        return OWN
    return ORDINARY if text.before(named.first).startswith("ال") else prior


def _context(text: Text, named: Named) -> float:
    if named.clitic.endswith(("ب", "ل")):
        return CLITIC
    if named.clitic:
        return 0.0
    if text.after(named.last) in text.lexicon.after:
        return AFTER
    bracketed = "(" in text.gap(named.first - 1) and ")" in text.gap(named.last)
    return BEFORE if bracketed or text.before(named.first) in text.lexicon.before else 0.0


def _listed(text: Text, named: Named, before: Named | None) -> float:
    """حلب وحمص، إدلب; Aleppo and Idlib: joined to a place by a conjunction or a comma."""
    if before is None or before.anaphor:
        return 0.0
    between = named.first - before.last - 1
    gap = text.gap(before.last).strip()
    if between == 1:
        joined = not gap and text.before(named.first) in text.lexicon.conjunctions
        return LIST if joined else 0.0
    if between:
        return 0.0
    return LIST if gap in _LISTS or (not gap and named.clitic.startswith("و")) else 0.0


def _held(text: Text, named: Named) -> float:
    """Fairfield, Conn.; Saraqeb in Syria: what it lies in stands after a comma or an "in"."""
    following = named.last + 1
    if text.after(named.last) in text.lexicon.inside:
        return HELD / 2 if _is_wide(text, following + 1) else 0.0
    if text.gap(named.last).strip() not in _HOLDING:
        return 0.0
    return HELD if _is_wide(text, following) else 0.0


def _is_wide(text: Text, index: int) -> bool:
    """Whether a word names a region or a country, or announces one."""
    if index >= len(text.words):
        return False
    if text.arabic and text.type_of(index) == "region":
        return True
    if text.norm(index).rstrip(".") in text.lexicon.abbreviations:
        return True
    if not text.arabic and not text.is_capital(index):
        return False
    holders = looked_up(text.gazetteer, text.written_word(index))[0][:3]
    return any(m.candidate.feature in ("region", "country") for m in holders)


def _everyday(text: Text, named: Named) -> float:
    """Ordinary words weigh against a place, a name of several other words for it."""
    if text.text[text.words[named.last].span.start : named.span.end].endswith(_INDEFINITE):
        return 2 * ORDINARY
    if text.lexicon.never and text.phrase(named) in text.lexicon.never:
        return 2 * ORDINARY
    words = text.lexicon.ordinary
    first = fold(named.span.of(text.text)) if named.first == named.last else text.norm(named.first)
    ordinary = first in words or text.norm(named.first) in words or first in text.lexicon.family
    if named.first == named.last:
        country = named.quality == 1 and named.matches[0].candidate.feature == "country"
        return ORDINARY if ordinary and not country else 0.0
    if not text.arabic and not named.matches[0].alias:
        return LONG + LATIN
    if prior_of(named.matches[0]) >= REGION and named.quality == 1:
        return LONG
    rest = (text.norm(index) in words for index in range(named.first + 1, named.last + 1))
    return ORDINARY / 2 if ordinary and all(rest) and not named.matches[0].own else LONG


def _split(text: Text, named: Named) -> float:
    """A short rest after a clitic is chance unless it is a known place: بشوش is no شوش."""
    if not named.clitic or named.first != named.last or len(named.span) >= 4:
        return 0.0
    return 0.0 if prior_of(named.matches[0]) >= 1.0 else SPLIT
