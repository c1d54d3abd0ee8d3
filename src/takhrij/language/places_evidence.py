"""What speaks for and against words being a place name. The weights are ours."""

from __future__ import annotations

from dataclasses import replace

from takhrij.language.fold import fold
from takhrij.language.gazetteer.lookup import Match
from takhrij.language.gazetteer.world import capitals
from takhrij.language.places_spelling import BONES, LOOSE, SOUNDS, looked_up
from takhrij.language.places_text import Named, Text

ENOUGH = 2.0
"""The evidence that a name needs."""

TYPE, BEFORE, CLITIC, LIST, LONG = 3.0, 1.5, 1.0, 1.5, 1.0
HELD, LATIN = 2.0, 1.0
ORDINARY, PERSON, BODY, SPLIT = -4.0, -3.0, -2.5, -2.0
_SIZES = ((1_000_000, 2.5), (300_000, 1.5), (100_000, 1.0), (15_000, 0.5))
_COUNTRY, _CAPITAL, _KNOWN, _REGION, _OWN = 4.0, 3.0, 2.0, 1.0, 0.5
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
        weight += _held(text, named) + _person(text, named) + _body(text, named)
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
    prior = max(_prior(match) for match in named.matches[:8])
    if named.quality == BONES:
        return prior - 1.5
    if named.quality == SOUNDS:
        return _OWN
    if named.quality == LOOSE:
        return -1.0 if named.matches[0].own else prior - 4.0
    if named.quality < 1.0:
        known = any(match.own for match in named.matches)
        return _OWN if known or text.norm(named.first).startswith("ال") else -2.0
    if text.norm(named.first) in text.lexicon.adjectival:
        return _adjectival(text, named, prior)
    return prior


def _adjectival(text: Text, named: Named, prior: float) -> float:
    """سورية is a country and "Syrian": after a noun that it agrees with, it is the latter."""
    if not text.norm(named.first).startswith("ال"):
        return _OWN
    return ORDINARY if text.before(named.first).startswith("ال") else prior


def _prior(match: Match) -> float:
    """How widely known a place is: ours, set so that a great city needs no more evidence, a
    town a preposition, a village more than that.
    """
    candidate = match.candidate
    if candidate.feature == "country":
        return _COUNTRY
    if candidate.feature == "city" and capitals().get(candidate.country) == candidate.name:
        return _CAPITAL
    size = next((weight for people, weight in _SIZES if match.population >= people), 0.0)
    if match.alias:
        return size - 0.5
    region = _REGION if candidate.feature in ("region", "water") else 0.0
    known = _KNOWN if candidate.ref.startswith("takhrij:") else 0.0
    return max(size, region, known, _OWN if match.own else 0.0)


def _context(text: Text, named: Named) -> float:
    if named.clitic.endswith(("ب", "ل")):
        return CLITIC
    if named.clitic:
        return 0.0
    if text.after(named.last) in text.lexicon.after:
        return BEFORE
    bracketed = "(" in text.gap(named.first - 1) and ")" in text.gap(named.last)
    return BEFORE if bracketed or text.before(named.first) in text.lexicon.before else 0.0


def _listed(text: Text, named: Named, before: Named | None) -> float:
    """حلب وحمص، إدلب: a name joined to a place by و or a comma."""
    if before is None or before.anaphor or named.first - before.last != 1:
        return 0.0
    gap = text.gap(before.last).strip()
    return LIST if gap in _LISTS or (not gap and named.clitic.startswith("و")) else 0.0


def _held(text: Text, named: Named) -> float:
    """Fairfield, Conn.: what it lies in stands after a comma."""
    if text.gap(named.last).strip() not in _HOLDING or named.last + 1 >= len(text.words):
        return 0.0
    following = text.norm(named.last + 1)
    if following.rstrip(".") in text.lexicon.abbreviations:
        return HELD
    if not text.arabic and not text.is_capital(named.last + 1):
        return 0.0
    holders = looked_up(text.gazetteer, text.written_word(named.last + 1))[0][:3]
    return HELD if any(m.candidate.feature in ("region", "country") for m in holders) else 0.0


def _everyday(text: Text, named: Named) -> float:
    """Ordinary words weigh against a place, a name of several other words for it."""
    if text.text[text.words[named.last].span.start : named.span.end].endswith(_INDEFINITE):
        return 2 * ORDINARY
    if text.lexicon.never and _phrase(text, named) in text.lexicon.never:
        return 2 * ORDINARY
    words = text.lexicon.ordinary
    first = fold(named.span.of(text.text)) if named.first == named.last else text.norm(named.first)
    ordinary = first in words or text.norm(named.first) in words
    if named.first == named.last:
        country = named.quality == 1 and named.matches[0].candidate.feature == "country"
        return ORDINARY if ordinary and not country else 0.0
    if not text.arabic and not named.matches[0].alias:
        return LONG + LATIN
    if _prior(named.matches[0]) >= _REGION and named.quality == 1:
        return LONG
    rest = (text.norm(index) in words for index in range(named.first + 1, named.last + 1))
    return ORDINARY / 2 if ordinary and all(rest) and not named.matches[0].own else LONG


def _phrase(text: Text, named: Named) -> str:
    return " ".join(text.norm(i) for i in range(named.first, named.last + 1))


def _person(text: Text, named: Named) -> float:
    """A name that people bear, beside another such name or after a title."""
    lexicon = text.lexicon
    if named.clitic and text.norm(named.first) in lexicon.people:
        return PERSON
    if named.kind is not None or _prior(named.matches[0]) >= _CAPITAL:
        return 0.0
    before, after = text.before(named.first), text.after(named.last)
    titled = before in lexicon.person or before in lexicon.given_names
    titled = titled or (before == "علي" and text.is_ali(named.first - 1))
    if not named.clitic and titled and (text.arabic or text.is_capital(named.first - 1)):
        return PERSON
    if not text.arabic:
        return _latin_person(text, named)
    single = named.first == named.last
    borne = single and text.norm(named.last) in lexicon.given_names
    borne = borne or text.norm(named.first) in lexicon.person
    if borne and (after in lexicon.given_names or after in lexicon.surnames):
        return PERSON
    if borne and not named.clitic and before not in lexicon.before:
        return PERSON
    return PERSON / 2 if borne else 0.0


def _acronym(text: Text, named: Named) -> float:
    """SANA is an agency; only countries are written so (UK, UAE)."""
    written = named.span.of(text.text)
    if named.first != named.last or not written.isupper() or not 2 < len(written) <= 5:
        return 0.0
    around = (text.is_upper(named.first - 1), text.is_upper(named.last + 1))
    country = any(m.candidate.feature == "country" for m in named.matches)
    return 0.0 if country or any(around) else 2 * BODY


def _latin_person(text: Text, named: Named) -> float:
    """A given name before a capital, or the surname of someone the text has named."""
    if (acronym := _acronym(text, named)) < 0:
        return acronym
    last, first = text.norm(named.last), text.norm(named.first)
    following = named.last + 1
    borne = first in text.lexicon.given_names or first in text.lexicon.weak_names
    if borne and text.after(named.last) and text.is_capital(following):
        return 0.0 if text.type_of(following) else PERSON
    if last in text.surnames and named.first == named.last:
        return PERSON
    initial = text.text[text.words[named.first].span.start - 3 : text.words[named.first].span.start]
    return PERSON if initial.endswith(". ") and initial[:1].isupper() else 0.0


def _split(text: Text, named: Named) -> float:
    """A short rest after a clitic is chance unless it is a known place: بشوش is no شوش."""
    if not named.clitic or named.first != named.last or len(named.span) >= 4:
        return 0.0
    return 0.0 if _prior(named.matches[0]) >= 1.0 else SPLIT


def _body(text: Text, named: Named) -> float:
    """جيش العزة, «الشرق الأوسط»: a small place's name inside the name of a body."""
    if _phrase(text, named) in text.lexicon.papers and text.is_quoted(named.first, named.last):
        return 2 * BODY
    if text.after(named.last) in text.lexicon.organization_after:
        return BODY
    if not text.arabic and text.before(named.first) in text.lexicon.organization:
        return 2 * BODY
    if named.kind is not None or named.clitic or _prior(named.matches[0]) >= _CAPITAL:
        return 0.0
    forms = text.forms(named.first - 1) if text.before(named.first) else ()
    return BODY if any(form in text.lexicon.organization for form in forms) else 0.0
