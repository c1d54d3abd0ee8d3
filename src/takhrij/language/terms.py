"""Terms of the data files found in a text: one dictionary look-up a word, kept by word form.

A term is one or more folded words. Its first word may stand with clitics and, where the term
allows, with or without the article; the words after it must stand as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal, NamedTuple

from takhrij.annotations import Word
from takhrij.document import Span, document_of
from takhrij.language.words import clitic_lengths, words

Article = Literal["with", "without", "either"]

_BETWEEN = " \u00a0\u202f\t-‐–./\"“”«»„'’‘()\u200e\u200f\u200b"
_WIDEST_GAP = 3
_SHORTEST_WITH_ARTICLE = 4
_KEPT = 200_000
"""Word forms kept at most: bounds memory over many articles."""
_LONGEST = 40
"""Letters in a word that can start a term, at most."""


class Term(NamedTuple):
    """`key` is the first word without article; `rest` the words after it, folded.

    `case` says what Latin letters must look like: as written if it holds capitals.
    """

    kind: str
    key: str
    rest: tuple[str, ...]
    article: Article
    case: str
    of: Any


class Met(NamedTuple):
    """A term in the text: indexes of its first and last word, and its code points."""

    term: Term
    first: int
    last: int
    start: int
    end: int
    definite: bool

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


class Reading(NamedTuple):
    """One way to take a word as the start of terms: which of its stems, and the terms by
    the words after their first, two at most."""

    stem: int
    definite: bool
    terms: dict[str, tuple[Term, ...]]


def without_article(form: str) -> tuple[str, bool]:
    """A folded form without its article, and whether it had one."""
    if form.startswith("ال") and len(form) >= _SHORTEST_WITH_ARTICLE:
        return form[2:], True
    return form, False


@lru_cache(maxsize=65536)
def spelled(written: str) -> tuple[str, ...]:
    """The folded words of a phrase, split as the words of a text are."""
    return tuple(word.norm for word in words(document_of(written)))


def term(kind: str, written: str, of: Any = None, article: Article | None = None) -> Term:
    """A term from the words of a data file; the article as written unless told otherwise."""
    first, *rest = spelled(written) or ("",)
    key, definite = without_article(possessor(first))
    kept = article or ("with" if definite else "without")
    return Term(kind, key, tuple(rest), kept, written, of)


@dataclass(frozen=True, slots=True)
class Seen:
    """The words of one text, ready to be matched."""

    text: str
    words: Sequence[Word]

    def joined(self, index: int) -> bool:
        """Whether nothing but a space, a hyphen, a dot or a quotation mark precedes a word."""
        before = self.words[index - 1].span.end
        return _is_thin(self.text[before : self.words[index].span.start])

    def gap(self, index: int) -> str:
        """What stands between a word and the one before it."""
        before = self.words[index - 1].span.end if index else 0
        return self.text[before : self.words[index].span.start]

    def end(self, index: int) -> int:
        """Where a word ends, an English possessive left out."""
        word = self.words[index]
        if word.norm.endswith("'s"):
            return word.span.end - 2
        return word.span.end - word.norm.endswith("'")


@lru_cache(maxsize=4096)
def _is_thin(gap: str) -> bool:
    return len(gap) <= _WIDEST_GAP and not gap.strip(_BETWEEN)


def possessor(norm: str) -> str:
    """A folded word without the English possessive ending or the last dot of initials."""
    if norm.endswith("'s"):
        return norm[:-2]
    return norm[:-1] if norm[-1:] in "'." else norm


@lru_cache(maxsize=65536)
def _splits(norm: str) -> tuple[tuple[int, str, bool], ...]:
    """The ways to take a word: which of its stems, without article, and whether it had one.

    Kept once for all the dictionaries that a word is looked up in.
    """
    found: dict[str, tuple[int, str, bool]] = {}
    for stem, skipped in enumerate(clitic_lengths(norm)):
        key, definite = without_article(possessor(norm[skipped:]))
        found.setdefault(key, (stem, key, definite or norm[:skipped].endswith("لل")))
    return tuple(found.values())


class Terms:
    """Terms ready to be looked for. Build once, then reuse."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self._heads: dict[str, list[Term]] = {}
        for one in terms:
            self._heads.setdefault(one.key, []).append(one)
        for kept in self._heads.values():
            kept.sort(key=lambda one: (-len(one.rest), one.kind, one.case))
        self._known: dict[str, tuple[Reading, ...]] = {}

    def starting(self, norm: str) -> tuple[Reading, ...]:
        """The terms that a word may start, for each way its clitics may be split off."""
        known = self._known.get(norm)
        if known is None:
            if len(norm) > _LONGEST:
                return ()
            if len(self._known) > _KEPT:
                self._known.clear()
            known = self._known[norm] = tuple(self._readings(norm))
        return known

    def _readings(self, norm: str) -> Iterator[Reading]:
        for stem, key, definite in _splits(norm):
            if key not in self._heads:
                continue
            fits = ("with", "either") if definite else ("without", "either")
            terms = _by_rest(one for one in self._heads[key] if one.article in fits)
            if terms:
                yield Reading(stem, definite, terms)

    def at(self, seen: Seen, index: int) -> Iterator[Met]:
        """The terms that start at a word; the longest first for each way to split it."""
        word = seen.words[index]
        readings = self.starting(word.norm)
        if not readings:
            return
        following = _following(seen, index)
        for reading in readings:
            if reading.stem >= len(word.stems):
                continue
            start = word.stems[reading.stem].start
            for one in (one for rest in following for one in reading.terms.get(rest, ())):
                last = index + len(one.rest)
                if _goes_on(seen, index, one.rest) and _cased(seen.text, start, one.case):
                    yield Met(one, index, last, start, seen.end(last), reading.definite)

    def longest_at(self, seen: Seen) -> Iterator[tuple[int, Met]]:
        """Every word that starts a term, with the longest that it starts."""
        for index, word in enumerate(seen.words):
            known = self._known.get(word.norm)
            if known or known is None:
                met = self.longest(seen, index)
                if met is not None:
                    yield index, met

    def longest(self, seen: Seen, index: int) -> Met | None:
        """The longest term that starts at a word, or None."""
        if not self.starting(seen.words[index].norm):
            return None
        return max(self.at(seen, index), key=lambda met: met.last, default=None)


def _by_rest(terms: Iterable[Term]) -> dict[str, tuple[Term, ...]]:
    """Terms by the one or two words after their first, in the order they come."""
    found: dict[str, list[Term]] = {}
    for one in terms:
        found.setdefault(" ".join(one.rest[:2]), []).append(one)
    return {rest: tuple(several) for rest, several in found.items()}


def _following(seen: Seen, index: int) -> tuple[str, ...]:
    """What the words after a word may match: two of them, one of them, none."""
    after = [word.norm for word in seen.words[index + 1 : index + 3]]
    forms = [(norm,) if norm == possessor(norm) else (norm, possessor(norm)) for norm in after]
    two = (f"{a} {b}" for a in forms[0] for b in forms[1]) if len(forms) > 1 else ()
    return (*two, *(forms[0] if forms else ()), "")


def _goes_on(seen: Seen, index: int, rest: tuple[str, ...]) -> bool:
    if index + len(rest) >= len(seen.words):
        return not rest
    for step, form in enumerate(rest, start=index + 1):
        norm = seen.words[step].norm
        if form not in (norm, possessor(norm)) or not seen.joined(step):
            return False
    return True


def _cased(text: str, start: int, case: str) -> bool:
    """Whether Latin capitals stand where the data file has them: all, or the first."""
    if not case[0].isascii() or case.islower():
        return True
    if case.isupper():
        return text.startswith(case.rstrip("."), start)
    return text[start].isupper() or not case[0].isupper()
