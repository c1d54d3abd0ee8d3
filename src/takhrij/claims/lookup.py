"""The words of a document with what the data files know of them, looked up once."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Generic, TypeVar

from takhrij.annotations import Actor, Mention, Word
from takhrij.claims.vocabulary import Hit, starts_of, vocabulary
from takhrij.document import Document, Language, Span

T = TypeVar("T")

_NAMES = frozenset({"organization", "group", "place"})
_TIMES = frozenset({"time"})


class Same(Generic[T]):
    """A layer as the key of a cache: equal to itself alone, which costs no look at its items."""

    __slots__ = ("items",)

    def __init__(self, items: tuple[T, ...]) -> None:
        self.items = items

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and other.items is self.items

    def __hash__(self) -> int:
        return id(self.items)


class Hits:
    """Phrases found, in text order, to be asked for by range of words."""

    def __init__(self, found: Sequence[Hit]) -> None:
        self.all = tuple(found)
        self._firsts = [hit.first for hit in self.all]

    def within(self, first: int, last: int) -> tuple[Hit, ...]:
        """The phrases that begin at words `first` to `last`, `last` excluded."""
        return self.all[bisect_left(self._firsts, first) : bisect_left(self._firsts, last)]


@dataclass(frozen=True)
class Lookup:
    """A text and its words; the phrases are looked for when first asked for."""

    text: str
    language: Language
    words: tuple[Word, ...]
    mentions: tuple[Mention, ...]

    @cached_property
    def starts(self) -> list[int]:
        return [word.span.start for word in self.words]

    @cached_property
    def mention_starts(self) -> list[int]:
        return [mention.span.start for mention in self.mentions]

    @cached_property
    def mention(self) -> dict[str, Mention]:
        """Mentions by id."""
        return {mention.id: mention for mention in self.mentions}

    @cached_property
    def _starts(self) -> dict[str, list[int]]:
        return starts_of(self.words, self.language)

    @cached_property
    def _found(self) -> dict[str, Hits]:
        return {}

    def hits(self, name: str) -> Hits:
        """Every phrase of a data file in the text; looked for once."""
        if name not in self._found:
            known = vocabulary(self.language, name)
            self._found[name] = Hits(known.find(self.words, self._starts[name]))
        return self._found[name]

    @cached_property
    def _event_words(self) -> tuple[Hit, ...]:
        return self.hits("events").all

    @cached_property
    def events(self) -> Hits:
        """Event words, those inside a name or a date left out: a ministry is no event, and فجر
        before a weekday is dawn, not "blew up"."""
        return Hits(
            [
                hit
                for hit in self._event_words
                if hit.label != "ignore" and not self._is_inside(hit.span, _NAMES | _TIMES)
            ]
        )

    @cached_property
    def aircraft(self) -> Hits:
        """Words for aircraft, those inside a name too: طائرات التحالف says who, and with what."""
        return Hits([hit for hit in self._event_words if hit.label == "aircraft"])

    @cached_property
    def no_verbs(self) -> frozenset[int]:
        """Words that only look like verbs: part of a longer phrase of the data, or of a name
        (إيران is no "do they see?")."""
        longer = (
            index
            for hit in self._event_words
            if hit.label == "ignore"
            for index in range(hit.first, hit.last + 1)
        )
        alike = (hit.first for hit in self.joints.all if self.is_named(hit.span))
        return frozenset((*longer, *alike))

    @cached_property
    def polarity(self) -> Hits:
        """Words of doubt and denial, those inside a date left out (May is a month)."""
        found = self.hits("polarity").all
        return Hits([hit for hit in found if not self._is_inside(hit.span, _TIMES)])

    @cached_property
    def joints(self) -> Hits:
        return self.hits("clauses")

    @cached_property
    def bodies(self) -> dict[int, str]:
        """Words that belong to the name of a body of the data file: its reference, by index."""
        return {
            index: mention.of.ref
            for mention in self.mentions
            if isinstance(mention.of, Actor) and mention.of.ref is not None
            for index in range(*self.words_of(mention.span))
        }

    def word_at(self, offset: int) -> int:
        """Index of the first word that starts at or after an offset."""
        return bisect_left(self.starts, offset)

    def words_of(self, span: Span) -> tuple[int, int]:
        """The range of words that start inside a span, the end excluded."""
        return self.word_at(span.start), self.word_at(span.end)

    def mentions_of(self, span: Span) -> tuple[Mention, ...]:
        """The mentions that start inside a span."""
        first = bisect_left(self.mention_starts, span.start)
        return self.mentions[first : bisect_left(self.mention_starts, span.end)]

    def _is_inside(self, span: Span, types: frozenset[str]) -> bool:
        """Whether a mention of one of the types holds the span; words for people ("the wounded")
        are no name."""
        at = bisect_left(self.mention_starts, span.start + 1)
        return any(
            mention.type in types and mention.span.contains(span) and not _is_told_of(mention)
            for mention in self.mentions[max(0, at - 3) : at]
        )

    def is_named(self, span: Span) -> bool:
        """Whether a word is of a name, what is written onto it left out: وإيران."""
        at = bisect_left(self.mention_starts, span.end)
        return any(
            mention.type in _NAMES and mention.span.overlaps(span) and not _is_told_of(mention)
            for mention in self.mentions[max(0, at - 3) : at]
        )


def _is_told_of(mention: Mention) -> bool:
    """Whether people are told of by what they are or do, not by a name."""
    of = mention.of
    return mention.type == "group" and isinstance(of, Actor) and not of.named


def lookup(document: Document) -> Lookup:
    """A document ready to be read. Raises MissingLayer without words."""
    mentions = document.layer(Mention) if document.has(Mention) else ()
    return _kept(document.text, document.language, Same(document.layer(Word)), Same(mentions))


@lru_cache(maxsize=2)
def _kept(text: str, language: Language, words: Same[Word], mentions: Same[Mention]) -> Lookup:
    """The claims of a text are read with it, then the checks of the same text."""
    return Lookup(text, language, words.items, mentions.items)
