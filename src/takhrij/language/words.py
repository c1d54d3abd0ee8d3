"""Words, with the ways Arabic clitics may be split off."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from takhrij.annotations import Word
from takhrij.document import Document, Span
from takhrij.language.fold import fold
from takhrij.language.lexicon import load

# Letters and marks joined by an apostrophe or hyphen between letters; numbers with their
# separators; an initialism with its dots (U.S., أ.ف.ب) is one word.
_WORD = re.compile(
    r"(?:[^\W\d_]\.){2,}[^\W\d_]?"
    r"|\d+(?:[.,٬٫/:\-]\d+)*"
    r"|[^\W\d_][\w\u0610-\u061a\u064b-\u065f\u0670\u0640\u06d6-\u06ed]*"
    r"(?:[-'’][^\W\d_][\w\u064b-\u065f]*)*"
)
_ARABIC = re.compile("[\u0620-\u064a]")
_SHORTEST = 2
"""Letters of a stem at least."""
_LONGEST = 40
"""A longer run of letters is no Arabic word: it is not split, nor kept in memory."""


def words(document: Document) -> tuple[Word, ...]:
    """The words of a text, in order. Punctuation and lone marks belong to no word."""
    return tuple(map(_word, _WORD.finditer(document.text)))


def _word(match: re.Match[str]) -> Word:
    written = match.group()
    start, end = match.span()
    norm, skipped = _form(written) if end - start <= _LONGEST else (fold(written), ())
    span = Span(start, end)
    if not skipped:
        return Word(span, norm, (span,))
    return Word(span, norm, (span, *[Span(start + skip, end) for skip in skipped]))


@lru_cache(maxsize=65536)
def _form(written: str) -> tuple[str, tuple[int, ...]]:
    """The folded form, and the ways to split clitics off but the one that splits nothing."""
    return fold(written), clitic_lengths(written)[1:]


@lru_cache(maxsize=65536)
def clitic_lengths(written: str) -> tuple[int, ...]:
    """How many characters may be split off the front, 0 first, in rising order.

    Every combination of و/ف, then ب/ل/ك/س, then ال that leaves a stem of two letters or
    more is listed; nothing is decided here.
    """
    if not _ARABIC.match(written):
        return (0,)
    plain = fold(written)
    if len(plain) != len(written):  # vowelled or stretched: count letters, not characters
        return _marked_clitic_lengths(written)
    prefixes, longest = _prefixes()
    most = min(longest, len(plain) - _SHORTEST)
    return (0, *(length for length in range(1, most + 1) if plain[:length] in prefixes))


@cache
def _prefixes() -> tuple[frozenset[str], int]:
    """What may be written onto a word, and the letters of the longest."""
    found: list[str] = load("ar", "clitics")["prefixes"]
    return frozenset(found), max(map(len, found))


def _marked_clitic_lengths(written: str) -> tuple[int, ...]:
    """As `clitic_lengths`, for a word with vowel marks: skip each letter with its marks."""
    ends = [index for index in range(1, len(written)) if fold(written[index])]
    letters = clitic_lengths(fold(written))
    return (0, *(ends[count - 1] for count in letters[1:] if count <= len(ends)))
