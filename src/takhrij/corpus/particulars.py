"""Facts: what a text tells, as far as a changed copy is compared by it.

Numbers by their value, times, places by what they refer to, persons and bodies by name, and
the words that hedge or deny. A text is read by the rules alone: the same on every machine.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal

from takhrij.annotations import (
    Actor,
    Attribution,
    Place,
    Quotation,
    Sentence,
    Time,
    Word,
)
from takhrij.claims.attributions import attributions
from takhrij.claims.quotations import quotations
from takhrij.claims.vocabulary import Hit, starts_of, vocabulary
from takhrij.document import Document, Span, within
from takhrij.language.actors import actors
from takhrij.language.gazetteer.keys import key
from takhrij.language.gazetteer.lookup import Gazetteer
from takhrij.language.lemmas import is_familiar
from takhrij.language.numbers import numbers
from takhrij.language.places import places
from takhrij.language.sentences import sentences
from takhrij.language.times import times
from takhrij.language.words import words

LONGEST_NAME = 4
"""Words of a name that is taken for one by its looks."""
FactKind = Literal["number", "time", "place", "name", "hedge", "negation"]


@dataclass(frozen=True, slots=True)
class Fact:
    """`key` is what the words come to: two facts of one key say the same."""

    kind: FactKind
    span: Span
    key: str


def read(document: Document, gazetteer: Gazetteer | None = None) -> Document:
    """The document with the layers that changes are told by; those it has are kept."""
    makers: tuple[tuple[type[Any], Callable[[Document], tuple[Any, ...]]], ...] = (
        (Sentence, sentences),
        (Word, words),
        (Place, partial(places, gazetteer=gazetteer)),
        (Time, times),
        (Actor, actors),
        (Quotation, quotations),
        (Attribution, attributions),
    )
    for kind, make in makers:
        if not document.has(kind):
            document = document.with_layer(kind, make(document), "particulars")
    return document


def facts(document: Document) -> tuple[Fact, ...]:
    """Everything a read document tells, in text order."""
    told = (*_numbers(document), *_times(document), *_named(document), *_doubts(document))
    return tuple(sorted(told, key=lambda fact: (fact.span.start, fact.span.end, fact.kind)))


def _numbers(document: Document) -> Iterator[Fact]:
    """Numbers outside dates and hours, which are told as times."""
    dated = [time.span for time in document.layer(Time)]
    for number in numbers(document.text, document.language).values():
        span = Span(number.start, number.end)
        if not any(one.overlaps(span) for one in dated):
            yield Fact("number", span, f"{number.low:g}:{number.high}:{number.kind == 'ordinal'}")


def _times(document: Document) -> Iterator[Fact]:
    for time in document.layer(Time):
        value = time.value
        says = (value.earliest, value.latest, value.weekday, value.part_of_day, time.days)
        plain = key(time.span.of(document.text)) if value.anchor != "text" else ""
        yield Fact("time", time.span, repr((says, plain)))


def _named(document: Document) -> Iterator[Fact]:
    """Persons, bodies and places; a place in the name of a body is both."""
    for actor in document.layer(Actor):
        if actor.named:
            yield Fact("name", actor.span, actor.ref or key(actor.name))
    for place in document.layer(Place):
        ref = place.candidates[0].ref if place.candidates else key(place.name)
        yield Fact("place", place.span, ref)


def _doubts(document: Document) -> Iterator[Fact]:
    read_words = document.layer(Word)
    starts = starts_of(read_words, document.language)
    for name in ("polarity", "changes"):
        for hit in vocabulary(document.language, name).find(read_words, starts[name]):
            kind = _doubt(hit, read_words)
            if kind is not None and not _is_date(document, hit.span):
                yield Fact(kind, hit.span, hit.entry)


def _doubt(hit: Hit, read_words: tuple[Word, ...]) -> FactKind | None:
    if hit.label in ("hedge", "doubt", "rough"):
        return "hedge"
    if hit.label == "maybe":  # قد weakens a present verb only
        following = read_words[hit.last + 1 : hit.last + 2]
        return "hedge" if following and following[0].norm.startswith("ي") else None
    return "negation" if hit.label in ("negation", "absence", "denial") else None


def _is_date(document: Document, span: Span) -> bool:
    """May is a month."""
    return any(time.span.contains(span) for time in document.layer(Time))


def is_name(span: Span | None, document: Document) -> bool:
    """Whether words that no list knows look like a name: capitals inside an English sentence,
    or an Arabic word that the dictionary doesn't hold."""
    if span is None:
        return False
    read_words = within(document.layer(Word), span)
    if not 0 < len(read_words) <= LONGEST_NAME:
        return False
    if document.language == "ar":
        return any(not is_familiar(document.quote(word.span), "ar") for word in read_words)
    starts = {sentence.span.start for sentence in document.layer(Sentence)}
    return all(
        document.text[word.span.start].isupper() and word.span.start not in starts
        for word in read_words
    )
