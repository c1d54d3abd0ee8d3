"""A document as the rules read it: tokens (words and marks), lines, quotations.

A line is a sentence. Indices are into `tokens`; offsets are code points of the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from takhrij.annotations import Actor, Place, Quotation, Sentence, Word
from takhrij.document import Document, Language, Span
from takhrij.language.fold import fold_word
from takhrij.language.lexicon import words

_MARK = re.compile("``|''|\\.\\.+|--|[^\\w\\s\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_LONGEST = 250
"""Tokens of a line at most; a longer sentence, which no reader could follow, is cut there, so
that the time for a megabyte without a full stop stays in proportion to its length."""
QUOTES = frozenset("\"“”„‟«»‹›‘’'‚") | {"``", "''"}


class Token(NamedTuple):
    """A word or a mark. `forms` are the folded spellings with clitics split off, whole first."""

    start: int
    end: int
    norm: str
    forms: tuple[str, ...]
    is_word: bool


@dataclass(frozen=True, slots=True)
class View:
    text: str
    language: Language
    tokens: tuple[Token, ...]
    lines: tuple[tuple[int, int], ...]
    """First token and the token after the last of every sentence that holds any."""
    quotations: tuple[Quotation, ...]
    starts: tuple[int, ...]
    quote_starts: tuple[int, ...]
    quote_ends: dict[int, Quotation]
    """Where a quotation ends, the outermost that does."""
    spoken: bytes
    """For each token 1 if it stands inside quotation marks."""
    actors: tuple[Actor, ...]
    """Where that layer was made; empty otherwise."""
    actor_starts: tuple[int, ...]
    titled: tuple[Actor, ...]
    """Persons that are named with an office or a rank."""
    line_starts: tuple[int, ...]
    """First token of every sentence."""
    states: frozenset[int]
    """Where the names of countries start, and of places that stand for a government."""

    def at(self, offset: int) -> int:
        """Index of the first token that starts at or after an offset."""
        return bisect_left(self.starts, offset)

    def span(self, first: int, after: int) -> Span:
        """The span of tokens `first` up to, not including, `after`."""
        return Span(self.tokens[first].start, self.tokens[after - 1].end)

    def norm(self, index: int) -> str:
        return self.tokens[index].norm if 0 <= index < len(self.tokens) else ""

    def quotation_from(self, offset: int, slack: int = 3) -> Quotation | None:
        """The outermost quotation that starts at an offset or a few marks after it."""
        at = bisect_left(self.quote_starts, offset)
        if at < len(self.quotations) and self.quotations[at].span.start <= offset + slack:
            return self.quotations[at]
        return None

    def actors_over(self, offset: int) -> tuple[Actor, ...]:
        """The actors, at most one or two, that hold an offset."""
        after = bisect_right(self.actor_starts, offset)
        nearest = self.actors[max(0, after - 2) : after]
        return tuple(actor for actor in nearest if actor.span.end > offset)

    def within_name(self, index: int) -> bool:
        """Whether a token and the next belong to one name of the data file: no verb, and no end of
        a name, whatever the word ("Rapid Support Forces", "of Iraq and the Levant")."""
        if not 0 <= index < len(self.tokens) - 1:
            return False
        after = self.tokens[index + 1].start
        over = self.actors_over(self.tokens[index].start)
        return any(one.ref is not None and one.span.start <= after < one.span.end for one in over)

    def spoken_at(self, offset: int) -> bool:
        """Whether an offset stands inside quotation marks."""
        at = self.at(offset)
        return at < len(self.spoken) and bool(self.spoken[at])

    def person_at(self, index: int) -> bool:
        """Whether the name of a person starts at a token."""
        if not 0 <= index < len(self.tokens):
            return False
        start = self.tokens[index].start
        at = bisect_left(self.actor_starts, start)
        near = self.actors[at : at + 2]
        return any(a.span.start == start and a.type == "person" and a.named for a in near)

    def actors_in(self, span: Span) -> tuple[Actor, ...]:
        """The actors that start inside a span."""
        first = bisect_left(self.actor_starts, span.start)
        return self.actors[first : bisect_left(self.actor_starts, span.end)]

    def quotation_to(self, offset: int, slack: int = 3) -> Quotation | None:
        """The outermost quotation that ends at an offset or a few marks before it."""
        for end in range(offset, offset - slack - 1, -1):
            if end in self.quote_ends:
                return self.quote_ends[end]
        return None

    def quotation_around(self, offset: int) -> Quotation | None:
        """The innermost of the nearest few quotations that hold an offset."""
        at = bisect_right(self.quote_starts, offset)
        for quotation in reversed(self.quotations[max(0, at - 16) : at]):
            if quotation.span.start <= offset < quotation.span.end:
                return quotation
        return None


def view(document: Document) -> View:
    """The document's tokens, lines and quotations."""
    tokens = _tokens(document)
    starts = tuple(token.start for token in tokens)
    quotations = document.layer(Quotation)
    actors = document.layer(Actor) if document.has(Actor) else ()
    lines: list[tuple[int, int]] = []
    for sentence in document.layer(Sentence):
        first = bisect_left(starts, sentence.span.start)
        after = bisect_left(starts, sentence.span.end)
        lines += [(at, min(at + _LONGEST, after)) for at in range(first, after, _LONGEST)]
    return View(
        document.text,
        document.language,
        tokens,
        tuple(lines),
        quotations,
        starts,
        tuple(quotation.span.start for quotation in quotations),
        {quotation.span.end: quotation for quotation in reversed(quotations)},
        _spoken(starts, quotations),
        actors,
        tuple(actor.span.start for actor in actors),
        tuple(one for one in actors if one.type == "person" and one.named and one.title),
        tuple(first for first, _ in lines),
        frozenset(_states(document)),
    )


_COUNTRY = 6
"""`precision` of a place that is a whole country."""


def _states(document: Document) -> Iterator[int]:
    for place in document.layer(Place) if document.has(Place) else ():
        if place.metonym or (place.precision == _COUNTRY and place.candidates):
            yield place.span.start


def _spoken(starts: tuple[int, ...], quotations: tuple[Quotation, ...]) -> bytes:
    flags = bytearray(len(starts))
    done = 0
    for quotation in quotations:
        first = max(done, bisect_left(starts, quotation.span.start))
        after = bisect_left(starts, quotation.span.end)
        if after > first:
            flags[first:after] = b"\x01" * (after - first)
            done = after
    return bytes(flags)


def _tokens(document: Document) -> tuple[Token, ...]:
    text = document.text
    initials = _in_capitals(document)
    found: list[Token] = []
    end = 0
    for word in document.layer(Word):
        found += _marks(text, end, word.span.start)
        found.append(_initials(text, word) if word.span.start in initials else _word(text, word))
        end = word.span.end
    found += _marks(text, end, len(text))
    return tuple(found)


def _marks(text: str, start: int, end: int) -> list[Token]:
    if end - start < 2 and text[start:end].isspace():
        return []
    return [
        Token(m.start(), m.end(), m.group(), (), False) for m in _MARK.finditer(text, start, end)
    ]


def _in_capitals(document: Document) -> frozenset[int]:
    """Where names of the data file start that only capitals tell from a small word: IS, also in
    "IS group"."""
    named = document.layer(Actor) if document.has(Actor) else ()
    firsts = ((one, one.span.of(document.text).split()[0]) for one in named if one.ref is not None)
    return frozenset(
        one.span.start for one, word in firsts if word.isupper() and word.lower() in _small_words()
    )


@cache
def _small_words() -> frozenset[str]:
    return frozenset(words("en", "stopwords", "words"))


def _initials(text: str, word: Word) -> Token:
    """A name in capitals keeps them, so that it is no small word: IS is no "is"."""
    written = word.span.of(text)
    return Token(word.span.start, word.span.end, written, (written,), True)


def _word(text: str, word: Word) -> Token:
    span = word.span
    if len(word.stems) == 1:
        return Token(span.start, span.end, word.norm, (word.norm,), True)
    forms = (word.norm, *[fold_word(stem.of(text)) for stem in word.stems[1:]])
    return Token(span.start, span.end, word.norm, forms, True)
