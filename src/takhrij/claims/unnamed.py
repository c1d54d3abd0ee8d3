"""People without a name whom nothing in the text tells apart: they may be one person.

"A soldier" who wrote to the reporter, "the officer" who goes on and "an officer who saw it" read
as three sources and may be one. Nothing here says that they are: a role, a sex, a country or a
place that differs, or the word "another", keeps two descriptions apart; silence does not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise, takewhile

from takhrij.document import Language
from takhrij.language.fold import fold
from takhrij.language.gazetteer.keys import bare
from takhrij.language.lexicon import load
from takhrij.language.places_nisba import country_of

_LONGEST = 40
"""Words of a description that are read."""
Classes = Mapping[str, frozenset[str]]
"""The classes of each word."""


@dataclass(frozen=True, slots=True)
class _Words:
    nouns: Classes
    adjectives: Classes
    sex: Mapping[str, bool]
    """Nouns that mean a woman (True) or a man (False)."""
    another: frozenset[str]
    within: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Person:
    """What a description says of whom it means; empty where it says nothing of that kind."""

    who: str
    classes: frozenset[str]
    kinds: frozenset[str]
    """The classes, less a noun that says only that somebody spoke."""
    of: frozenset[str]
    """Countries; in English every proper name."""
    where: frozenset[str]
    is_woman: bool | None


def perhaps_one(described: Sequence[str], language: Language) -> tuple[str, ...]:
    """The most of these unnamed people that may all be one and the same, in the given order;
    nothing where no two may be. Of several such sets the first."""
    people = [person for who in described if (person := _person(who, language)) is not None]
    sets = [_with(first, people[at + 1 :]) for at, first in enumerate(people)]
    most = max(sets, key=len, default=())
    return tuple(person.who for person in most) if len(most) > 1 else ()


def sharing(hands: Iterable[tuple[str, str | None]]) -> tuple[str, ...]:
    """Of hands, each with what marks it as perhaps one with others (`Link.perhaps`), those that
    are marked, in order, where they are at least two."""
    found = tuple(dict.fromkeys(who for who, mark in hands if mark))
    return found if len(found) > 1 else ()


def _with(first: _Person, others: Sequence[_Person]) -> tuple[_Person, ...]:
    kept = [first]
    for other in others:
        if all(_may_be(other, one) for one in kept):
            kept.append(other)
    return tuple(kept)


def _may_be(one: _Person, other: _Person) -> bool:
    if None not in (one.is_woman, other.is_woman) and one.is_woman != other.is_woman:
        return False
    together = _go_together(one.of, other.of) and _go_together(one.where, other.where)
    alike = _go_together(one.kinds, other.kinds) or bool(one.kinds & other.kinds)
    return together and alike and bool(one.classes & other.classes)


def _go_together(one: frozenset[str], other: frozenset[str]) -> bool:
    """Either says nothing, or both the same: Aleppo's police command is not that of Quneitra."""
    return not one or not other or one == other


def _person(who: str, language: Language) -> _Person | None:
    """None for whoever is no single person of a known role, and for "another"."""
    listed = _listed(language)
    words = [bare(word) for word in fold(who).split()[:_LONGEST]]
    before = list(takewhile(lambda word: word not in listed.within, words))
    noun = next(iter(before if language == "ar" else before[::-1]), "")
    if noun not in listed.nouns or listed.another & set(before):
        return None
    described = [listed.adjectives[word] for word in before if word in listed.adjectives]
    classes = listed.nouns[noun].union(*described)
    arabic = language == "ar"
    return _Person(
        who=who,
        classes=classes,
        kinds=classes - {noun},
        of=_countries(before) if arabic else _capitals(who.split()[:_LONGEST]),
        where=_after(words, listed.within) if arabic else frozenset(),
        is_woman=listed.sex.get(noun),
    )


def _countries(words: Sequence[str]) -> frozenset[str]:
    return frozenset(found for word in words if (found := country_of(word)))


def _capitals(words: Sequence[str]) -> frozenset[str]:
    return frozenset(fold(word) for word in words if word[:1].isupper()) - _ARTICLES


_ARTICLES = frozenset({"a", "an", "the"})


def _after(words: Sequence[str], within: frozenset[str]) -> frozenset[str]:
    """The words right after each "in"."""
    return frozenset(b for a, b in pairwise(words) if a in within)


@cache
def _listed(language: Language) -> _Words:
    data = load(language, "unnamed")
    nouns = _classes({**data["nouns"], **{word: [word] for word in data["anyone"]}})
    return _Words(
        nouns=nouns,
        adjectives=_classes(data["adjectives"]),
        sex=_sexes(nouns, data),
        another=frozenset(map(fold, data["another"])),
        within=frozenset(map(fold, data["within"])),
    )


def _classes(listed: Mapping[str, Sequence[str]]) -> Classes:
    found: dict[str, set[str]] = {}
    for name, words in listed.items():
        for word in words:
            found.setdefault(bare(fold(word)), set()).add(name)
    return {word: frozenset(names) for word, names in found.items()}


def _sexes(nouns: Classes, data: Mapping[str, Sequence[str]]) -> dict[str, bool]:
    """A language that lists no men has a sex in every noun, women by their ending."""
    women = {bare(fold(word)) for word in data["women"]}
    if "men" in data:
        return {**dict.fromkeys(data["men"], False), **dict.fromkeys(women, True)}
    either = {bare(fold(word)) for word in data["either"]}
    return {noun: noun in women or noun.endswith("ه") for noun in nouns if noun not in either}
