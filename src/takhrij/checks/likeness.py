"""How much two clauses share in words: light stems, common words left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from takhrij.checks.case import Case
from takhrij.claims.vocabulary import vocabulary
from takhrij.document import Span

_SHORT = 3
_ARTICLES = ("وبال", "وكال", "ولل", "وال", "فال", "بال", "كال", "فلل", "لل", "ال")
_ENDINGS = {
    "ar": ("وا", "ات", "ون", "ين", "ان", "يه", "ها", "هم", "ه", "ي", "و"),
    "en": ("'s", "ing", "ed", "es", "s"),
}


@lru_cache(maxsize=65536)
def stem(norm: str, language: str) -> str:
    """A word without article and common endings, to compare words by; no dictionary form."""
    if language == "ar":
        norm = next(
            (norm[len(p) :] for p in _ARTICLES if norm.startswith(p) and len(norm) > len(p) + 2),
            norm,
        )
    for ending in _ENDINGS[language]:
        if norm.endswith(ending) and len(norm) - len(ending) >= _SHORT:
            return norm[: -len(ending)]
    return norm


def stems(case: Case, first: int, last: int) -> frozenset[str]:
    """The stems of the words `first` to `last`, short and common words left out. The name of a body
    counts once, however many and however short its words are (IS, Hayat Tahrir al-Sham)."""
    bodies = case.lookup.bodies
    at = _range(case, first, last)
    named = (bodies[index] for index in at if index in bodies)
    return frozenset((*named, *_stems(case, (index for index in at if index not in bodies))))


def spelled(case: Case, first: int, last: int) -> frozenset[str]:
    """As `stems`, with every word of a name: "the council of the organization" is of it."""
    return frozenset(_stems(case, _range(case, first, last)))


def _range(case: Case, first: int, last: int) -> range:
    return range(max(0, first), min(max(0, last), len(case.lookup.words)))


def _stems(case: Case, at: Iterable[int]) -> Iterator[str]:
    light = vocabulary(case.language, "light_words")
    for word in (case.lookup.words[index].norm for index in at):
        if len(word) > _SHORT and not light.lists(word):
            yield stem(word, case.language)


def stems_of(case: Case, span: Span) -> frozenset[str]:
    return stems(case, *case.lookup.words_of(span))


def alike(case: Case, one: Span, other: Span) -> float:
    """The share of the smaller clause's stems that the other has too, 0 to 1."""
    first, second = stems_of(case, one), stems_of(case, other)
    least = min(len(first), len(second))
    return len(first & second) / least if least else 0.0
