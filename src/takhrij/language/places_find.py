"""Find: which words of a text name a place. What they mean is for `places_resolve`.

A name of the gazetteer counts as found when the evidence around it adds up: a type word
(قرية، محافظة) before it, a preposition, its size, a place beside it; an ordinary word or a
person's name weighs against. The weights are ours, set on half of the annotated articles.
"""

from __future__ import annotations

from functools import lru_cache

from takhrij.document import Document, Span
from takhrij.language.fold import fold
from takhrij.language.gazetteer.keys import LONGEST, bare, exact, key, loose, parts
from takhrij.language.gazetteer.lookup import Gazetteer, Match
from takhrij.language.places_evidence import weighed
from takhrij.language.places_text import Named, Text

ENOUGH = 2.0
"""The evidence that a name needs."""

_CONJUNCTIONS = ("و", "ف")
_PREPOSITIONS = ("ب", "ل")
_PROCLITICS = ("", "و", "ف", "ب", "ل", "وب", "ول", "فب", "فل", "لل", "ولل")


def found(document: Document, gazetteer: Gazetteer) -> tuple[Named, ...]:
    """The place names of a text, in order, none inside another."""
    text = Text(document, gazetteer)
    names: list[Named] = []
    index = 0
    while index < len(text.words):
        named = _best_at(text, index, names[-1] if names else None)
        if named is not None:
            names.append(named)
            index = named.last
        index += 1
    return tuple(names)


def _best_at(text: Text, index: int, before: Named | None) -> Named | None:
    """The longest name that begins with a word, if the evidence for it is enough."""
    for named in _candidates(text, index):
        judged = weighed(text, named, before)
        if judged.evidence >= ENOUGH:
            return judged
    return None


def _candidates(text: Text, index: int) -> list[Named]:
    """Names that may begin at a word: longest first, then with fewest letters split off."""
    word = text.words[index]
    anaphor = _anaphor(text, index)
    if anaphor is not None:
        return [anaphor]
    options: list[Named] = []
    seen: set[str] = set()
    for stem in word.stems:
        clitic = fold(text.text[word.span.start : stem.start])
        first = fold(stem.of(text.text))
        if clitic not in _PROCLITICS or bare(first) in seen:
            continue
        seen.add(bare(first))
        options += _from_stem(text, index, stem, clitic)
    return sorted(options, key=lambda named: (-named.last, named.span.start))


def _anaphor(text: Text, index: int) -> Named | None:
    word = text.words[index]
    kinds = (("capital", text.lexicon.capital), ("country", text.lexicon.country))
    for kind, words in kinds:
        if word.norm in words:
            return Named(word.span, index, index, (), 1.0, anaphor=kind)
        for stem in word.stems[1:]:
            if fold(stem.of(text.text)) in words:
                return Named(stem, index, index, (), 1.0, anaphor=kind)
    return None


def _from_stem(text: Text, index: int, stem: Span, clitic: str) -> list[Named]:
    first = fold(stem.of(text.text))
    heads = parts(first)
    if not heads:
        return []
    options: list[Named] = []
    for last in range(index, _reach(text, index, heads[0])):
        written = text.written(stem.start, last)
        if clitic.endswith("لل"):
            written = "ال" + written
        matches, quality = looked_up(text.gazetteer, written)
        if matches:
            span = Span(stem.start, text.words[last].span.end)
            options.append(Named(span, index, last, matches, quality, clitic=clitic))
    return options


def _reach(text: Text, index: int, head: str) -> int:
    """One past the last word that a name beginning here may have."""
    if not text.gazetteer.may_begin(head):
        return index + 1
    last = index
    while last - index + 1 < LONGEST and text.joined(last):
        last += 1
    return last + 1


@lru_cache(maxsize=65_536)
def _keys(written: str) -> tuple[str, str, str]:
    spelling = key(written)
    relaxed = loose(spelling)
    return exact(written), spelling, "~" + relaxed if relaxed else ""


def looked_up(gazetteer: Gazetteer, written: str) -> tuple[tuple[Match, ...], float]:
    """What a written name may mean and how well its spelling fits, 1 as filed."""
    precise, spelling, relaxed = _keys(written)
    if len(spelling) < 2:
        return (), 0.0
    for form, quality in ((precise, 1.0), (spelling, 0.8), (relaxed, 0.4)):
        matches = gazetteer.matches(form) if form else ()
        if matches:
            return matches, 1.0 if precise == "=" + written.lower() else quality
    return (), 0.0
