"""Arabic persons: by name, by title and name, and people told only by their role."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Literal, NamedTuple

from takhrij.annotations import Actor
from takhrij.document import Span
from takhrij.language.actors.bodies import is_adjective
from takhrij.language.actors.candidate import Candidate, Rank
from takhrij.language.actors.lexicon import demonyms, folded_set, heads, roles
from takhrij.language.actors.names import Standing, is_role, name_end, part
from takhrij.language.fold import fold
from takhrij.language.lemmas import is_listed
from takhrij.language.terms import Met, Seen, without_article

_CHAIN = 7
"""Words between a role and the name it belongs to, at most."""


def person(seen: Seen, first: int, end: int, start: int) -> Iterator[Candidate]:
    """A named person: words `first` to `end` (not included), from code point `start`."""
    if not _names_a_place(seen, first):
        span = Span(start, seen.end(end - 1))
        yield Candidate(first, end - 1, Rank.PERSON, Actor(span, "person", span.of(seen.text)))


def _names_a_place(seen: Seen, index: int) -> bool:
    """مسجد الإمام الصادق, شارع صالح العلي: a street or a mosque named after somebody."""
    if not index or seen.gap(index).strip(' \u00a0“”«»"'):
        return False
    word = seen.words[index - 1]
    forms = [word.norm[len(word.norm) - len(stem) :] for stem in word.stems]
    places = folded_set("ar", "people", "places", "words")
    return any(without_article(form)[0] in places for form in forms)


# --- by name ----------------------------------------------------------------------------


def by_name(seen: Seen, index: int) -> Iterator[Candidate]:
    """A name without a title; its first word may stand with clitics, but for the article."""
    word = seen.words[index]
    for stem in word.stems:
        form = stem.of(seen.text)
        kind = part(fold(form), form)
        if kind not in ("given", "figure", "weak", "particle"):
            continue
        if stem.start > word.span.start and not _may_split(seen, index, stem.start):
            return
        if kind != "given" and roles("ar").starting(word.norm):
            return
        after_verb = index > 0 and seen.words[index - 1].norm in verbs_of_telling()
        end = name_end(seen, index, "told" if after_verb else "alone", form)
        if end is not None:
            first = _before(seen, index) if kind == "figure" and stem == word.span else index
            start = stem.start if first == index else seen.words[first].span.start
            yield from person(seen, first, end, start)
        return


def _may_split(seen: Seen, index: int, start: int) -> bool:
    """Whether clitics may be taken off: not the article, nor off an everyday word (وجود)."""
    if seen.text.startswith("ال", start - 2):
        return False
    return not is_listed(seen.words[index].span.of(seen.text), "ar")


def _before(seen: Seen, index: int) -> int:
    """The word before a known surname where it is in no dictionary: a given name."""
    if not index or seen.gap(index).strip():
        return index
    word = seen.words[index - 1]
    unknown = part(word.norm, word.span.of(seen.text)) == "unknown"
    return index - 1 if unknown and word.norm[0] not in "وفبلك" else index


@cache
def verbs_of_telling() -> frozenset[str]:
    """Verbs of telling with the conjunctions that may be written onto them."""
    verbs = folded_set("ar", "people", "telling", "words")
    return frozenset(start + verb for verb in verbs for start in ("", "و", "ف"))


def told(seen: Seen, verb: int) -> Iterator[Candidate]:
    """قال تومبل فاندرهوف: two words in no dictionary after a verb of telling."""
    index = verb + 1
    if index >= len(seen.words) or seen.gap(index).strip():
        return
    word = seen.words[index]
    if part(word.norm, word.span.of(seen.text)) == "unknown":
        end = name_end(seen, index, "told")
        if end is not None:
            yield from person(seen, index, end, word.span.start)


# --- by role ----------------------------------------------------------------------------


class _Chain(NamedTuple):
    """How far a role's phrase goes, and the name at its end: first word and the one after."""

    last: int
    name: tuple[int, int] | None = None


def by_role(seen: Seen, index: int) -> Iterator[Candidate]:
    """A person named after a role or a title, or people told only by their role."""
    met = roles("ar").longest(seen, index)
    if met is None:
        return
    chain = _chain(seen, met)
    if chain.name is not None:
        if not _names_a_place(seen, met.first):
            yield _titled(seen, met, *chain.name)
    elif met.term.kind == "role" and not _only_describes(seen, met, chain.last):
        yield _described(seen, met, chain.last)


def _titled(seen: Seen, met: Met, first: int, end: int) -> Candidate:
    """A person named by words `first` to `end` (not included) after a title."""
    span = Span(seen.words[first].span.start, seen.end(end - 1))
    title = Span(met.start, seen.end(first - 1))
    actor = Actor(span, "person", span.of(seen.text), title=title)
    return Candidate(first, end - 1, Rank.PERSON, actor, met.first)


State = Literal["open", "definite", "indefinite"]
"""Where a role's phrase stands: a noun chain still open, or closed with the article or not."""


def _chain(seen: Seen, met: Met) -> _Chain:
    """Read on from a role, through its nouns, adjectives and links, to a name or an end."""
    last, end = met.last, met.last
    state = _first_state(seen, met)
    while last + 1 < len(seen.words) and last - met.last < _CHAIN:
        gap = seen.gap(last + 1).strip(" \u00a0\u200f\u200e")
        name = _name_at(seen, met, last + 1, gap, state != "open")
        if name is not None:
            return _Chain(last, name)
        following = None if gap else _step(seen.words[last + 1].norm, state)
        if following is None:
            break
        last, state = last + 1, following
        end = last if state != "open" else end
    return _Chain(end)


def _first_state(seen: Seen, met: Met) -> State:
    """أطلق مسلحون النار: a plural that has kept its nun governs no noun after it."""
    if met.definite:
        return "definite"
    whole = _is_many(met) and seen.words[met.last].norm.endswith(("ون", "ين"))
    return "indefinite" if whole else "open"


def _name_at(seen: Seen, met: Met, index: int, gap: str, closed: bool) -> tuple[int, int] | None:
    """A name after a role, straight or past a comma; none after a role in the plural."""
    if gap not in ("", "،", ",", ":", "(") or _is_many(met):
        return None
    standing: Standing = "apposed"
    if not gap:
        standing = "titled" if _is_straight(seen, met, index, closed) else "alone"
    end = name_end(seen, index, standing)
    return None if end is None else (index, end)


def _is_straight(seen: Seen, met: Met, index: int, closed: bool) -> bool:
    """Whether a word stands where a title's name must be, and is no adjective of the title."""
    word = seen.words[index]
    bare, definite = without_article(word.norm)
    if definite and part(word.norm, word.span.of(seen.text)) == "unknown":
        return False
    before = without_article(seen.words[index - 1].norm)[0]
    if index == met.last + 1:
        return True
    return closed and (before in demonyms() or not (definite and is_adjective(bare)))


def _is_many(met: Met) -> bool:
    return met.term.kind == "role" and met.term.of.number == "many"


def _step(norm: str, state: State) -> State | None:
    """Where a role's phrase stands after one more word; None where it doesn't go on."""
    bare, definite = without_article(norm)
    if norm in folded_set("ar", "people", "enders", "words"):
        return None
    if norm in folded_set("ar", "people", "links", "words"):
        return "open"
    if definite:
        describes = is_adjective(bare) or is_role(norm) or _is_quality(bare)
        goes_on = state == "open" or (state == "definite" and describes)
        return "definite" if goes_on else None
    if state != "definite" and _is_quality(norm):
        return "indefinite"
    return "open" if state == "open" and _is_noun(norm) else None


def _is_quality(bare: str) -> bool:
    """A nationality or a listed adjective, article aside."""
    return bare in demonyms() or bare in folded_set("ar", "people", "adjectives", "words")


def _is_noun(norm: str) -> bool:
    """A noun that may stand in a chain between a role and what it belongs to."""
    if norm in folded_set("ar", "actors", "carriers"):
        return True
    return any(reading.stem == 0 for reading in heads().starting(norm)) or is_role(norm)


def _only_describes(seen: Seen, met: Met, last: int) -> bool:
    """عمل عسكري: a role word that is an adjective of the noun before it."""
    word = seen.words[met.first]
    links = folded_set("ar", "people", "links", "words")
    linked = last > met.last and seen.words[met.last + 1].norm in links
    if last > met.last and not linked and not is_adjective(seen.words[last].norm):
        return False  # it leads a phrase of its own: رئيس اللجنة
    if met.term.key not in folded_set("ar", "people", "adjectival", "words"):
        return False
    joined = not seen.gap(met.first).strip(' \u00a0”»"') and met.start == word.span.start
    if not met.first or not joined:
        return False
    before = seen.words[met.first - 1].norm
    if met.definite or _is_many(met):
        return without_article(before)[1] and met.definite
    nouns = folded_set("ar", "people", "before", "words") | verbs_of_telling()
    return before not in nouns and not (before[0] in "وف" and before[1:] in nouns)


def _described(seen: Seen, met: Met, last: int) -> Candidate:
    """People told only by what they are."""
    span = Span(met.start, seen.end(last))
    kind = "group" if _is_many(met) else "person"
    name = span.of(seen.text)
    if met.definite and not name.startswith("ال"):  # the article is lost in للضابط
        name = "ال" + name
    actor = Actor(span, kind, name, named=False)  # type: ignore[arg-type]
    return Candidate(met.first, last, Rank.DESCRIPTION, actor)
