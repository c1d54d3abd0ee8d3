"""One side of a comparison: a claim or a passage with what is compared in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from takhrij.annotations import Place, Word
from takhrij.corpus.stance.neutral import named
from takhrij.corpus.stems import stem
from takhrij.document import Document, Language, Span, document_of
from takhrij.language.fold import fold, folded
from takhrij.language.gazetteer.home import default_gazetteer
from takhrij.language.gazetteer.lookup import Gazetteer
from takhrij.language.lexicon import load, words
from takhrij.language.numbers import numbers
from takhrij.language.numerals import Number as Found
from takhrij.language.places import places
from takhrij.language.words import words as words_of

LANGUAGES: tuple[Language, ...] = ("ar", "en")
_WORD = re.compile(r"\w+(?:'\w+)?")
_ARABIC = re.compile("[\u0621-\u064a]")
_LATIN = re.compile("[a-zA-Z]")
_PREFIXES = ("است", "مست", "يست", "تست", "ان", "م", "ت", "ي", "ن", "ا")
_WEAK = str.maketrans("", "", "اويءه")
_RADICALS = 3


@dataclass(frozen=True, slots=True)
class Token:
    """A word in folded spelling, its stem, what it shares with its kin, and where it stands."""

    word: str
    stem: str
    root: str
    span: Span


@dataclass(frozen=True, slots=True)
class Number:
    """A number as stated; `high` is None where it is open."""

    low: float
    high: float | None
    span: Span

    def agrees(self, other: Number) -> bool:
        """Whether one figure can satisfy both."""
        top, others = self.high, other.high
        return (top is None or other.low <= top) and (others is None or self.low <= others)


@dataclass(frozen=True, slots=True)
class Side:
    """A text with its words, numbers, places and the words that turn it round."""

    text: str
    language: Language
    tokens: tuple[Token, ...]
    numbers: tuple[Number, ...]
    places: tuple[Place, ...]
    states: tuple[tuple[str, Span], ...] = ()
    """States that it names by name, adjective or people: the key of each, and where."""

    @property
    def roots(self) -> tuple[str, ...]:
        return tuple(token.root for token in self.tokens)

    @property
    def asks(self) -> bool:
        """Whether it has a question mark."""
        return "?" in self.text or "؟" in self.text

    def listed(self, key: str) -> tuple[Token, ...]:
        """The words that a list of stance.toml holds (`denial`, `open`)."""
        return tuple(token for token in self.tokens if token.word in listed(key))

    @property
    def negations(self) -> tuple[Token, ...]:
        """Words of negation, but for those that belong to a "still" (لا يزال)."""
        after = (*(token.word for token in self.tokens[1:]), "")
        pairs = zip(self.tokens, after, strict=False)  # no words: nothing, though `after` has one
        return tuple(
            token
            for token, following in pairs
            if token.word in listed("negation") and following not in listed("still")
        )

    def quote(self, span: Span) -> str:
        return span.of(self.text)


def is_year(text: str, number: Number) -> bool:
    """Whether a number of a text is written as a year is: four digits, 1900 to 2100."""
    written = number.span.of(text)
    return len(written) == _DIGITS and written.isdecimal() and int(written) in _YEARS


_YEARS, _DIGITS = range(1900, 2101), 4


@cache
def listed(key: str) -> frozenset[str]:
    """A list of stance.toml in all languages, folded."""
    return frozenset(fold(word) for code in LANGUAGES for word in words(code, "stance", key))


@cache
def contraries() -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    """Pairs of sides of contraries, as folded words and their stems."""
    return tuple(
        (_forms(one), _forms(other))
        for code in LANGUAGES
        for one, other in load(code, "stance")["opposites"]
    )


def _forms(written: list[str]) -> frozenset[str]:
    plain = [fold(word) for word in written]
    return frozenset(plain) | frozenset(stem(word) for word in plain)


def language_of(text: str) -> Language:
    """By its letters: Arabic unless the Latin ones outnumber."""
    return "en" if len(_LATIN.findall(text)) > len(_ARABIC.findall(text)) else "ar"


@lru_cache(maxsize=4096)
def side(text: str, gazetteer: Gazetteer | None = None) -> Side:
    """Everything that is compared in a text."""
    language = language_of(text)
    document = document_of(text, language)
    document = document.with_layer(Word, words_of(document), "words")
    return Side(
        text,
        language,
        _tokens(text),
        _numbers(document),
        places(document, gazetteer or default_gazetteer()),
        tuple(_states(text, language)),
    )


def _states(text: str, language: Language) -> Iterator[tuple[str, Span]]:
    """A capital is left out: it is a place of its own."""
    for name in named(text, language):
        kind, key = name.party
        if kind == "states" and name.form != "capitals":
            yield key, name.span


def _tokens(text: str) -> tuple[Token, ...]:
    plain = folded(text)
    return tuple(
        Token(word, stem(word), root(stem(word)), plain.original(*match.span()))
        for match in _WORD.finditer(plain.text)
        for word in (match.group(),)
    )


def root(stem: str) -> str:
    """The letters that an Arabic verb, its noun and its participles have in common: مقتل, قتل,
    يقتل; أصيب, إصابة. No analysis: kin may be missed, and strangers meet. English: the stem."""
    if not _ARABIC.match(stem):
        return stem
    left = stem
    for prefix in _PREFIXES:
        if left.startswith(prefix) and len(left) - len(prefix) >= _RADICALS:
            left = left[len(prefix) :]
            break
    strong = left.translate(_WEAK).removesuffix("ت")
    return strong if len(strong) > 1 else stem


def _numbers(document: Document) -> tuple[Number, ...]:
    found = numbers(document.text, document.language).values()
    return tuple(Number(n.low, n.high, Span(n.start, n.end)) for n in found if _counts(n))


def _counts(number: Found) -> bool:
    """Vague words clash with nothing; one and fractions are too often no count ("one of")."""
    return number.kind != "vague" and number.low > 1
