"""Hands: who passed a claim on, each under a key that holds across reports and languages.

The observatory is one body whether a report writes المرصد السوري or SOHR: bodies are joined
by data/world/groups.toml and the actors of the text, persons by the consonants of their names.
A hand without a name has no key: whether two of them are one can't be told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from takhrij.annotations import (
    Actor,
    Attribution,
    Chain,
    Knowledge,
    Quotation,
    Sentence,
    SourceKind,
    Word,
)
from takhrij.claims.attributions import attributions
from takhrij.claims.chains import standing_of
from takhrij.claims.quotations import quotations
from takhrij.document import Document, Language, Span, document_of
from takhrij.language.actors import actors
from takhrij.language.actors.lexicon import Group, aliases, groups
from takhrij.language.fold import fold
from takhrij.language.gazetteer.keys import key
from takhrij.language.gazetteer.sounds import sounds
from takhrij.language.sentences import sentences
from takhrij.language.terms import Seen
from takhrij.language.words import words

_BODIES: frozenset[SourceKind] = frozenset({"official_body", "organization", "media", "group"})
_WHOLE = 0.7
"""Share of a source's words that make it a body by themselves: "the SOHR"."""


@dataclass(frozen=True, slots=True)
class Hand:
    """One hand: `key` is None where the report gives it no name.

    `names` are pairs of language and name; `words` is where it stands in the report.
    """

    key: str | None
    name: str
    names: tuple[tuple[str, str], ...] = ()
    knowledge: Knowledge = "unknown"
    words: Span | None = None


Line = tuple[Hand, ...]
"""Hands in a row, nearest the event first. The report itself, which comes last, is left out."""


def lines_of(document: Document, claim: str) -> tuple[Line, ...]:
    """The lines behind a claim of an annotated document; empty for the report's own voice.

    Needs the layers Chain and Attribution. Two bodies named as one source ("the observatory
    and the civil defence") are two lines.
    """
    chain = next((one for one in document.layer(Chain) if one.claim == claim), None)
    links = chain.links if chain is not None else ()
    told = {link.attribution for link in links}
    return _separate(document, [one for one in document.layer(Attribution) if one.id in told])


def lines_over(document: Document, span: Span) -> tuple[Line, ...]:
    """The lines behind a passage: whoever is said to have said any of it.

    A document that no one has annotated is read for it, the paragraph around the passage only.
    """
    if not document.has(Attribution):
        document, span = _read_around(document, span)
    said = [one for one in document.layer(Attribution) if _covers(one, span)]
    return _separate(document, said)


def _separate(document: Document, said: Iterable[Attribution]) -> tuple[Line, ...]:
    """A line for each attribution that passes no other on, with those that passed it on."""
    kept = tuple(said)
    by_id = {one.id: one for one in document.layer(Attribution)}
    relays = {one.via for one in kept}
    firsts = [one for one in kept if one.id not in relays]
    found = (line for one in firsts for line in _lines(document, [one, *_via(one, by_id)]))
    return tuple(dict.fromkeys(found))


def _covers(one: Attribution, span: Span) -> bool:
    """More than half of the passage, or of what was said, is the other."""
    return any(2 * part.shared(span) >= min(len(part), len(span)) for part in one.content)


def _via(one: Attribution, by_id: dict[str, Attribution]) -> list[Attribution]:
    through: list[Attribution] = []
    at = by_id.get(one.via or "")
    while at is not None and at not in through:
        through.append(at)
        at = by_id.get(at.via or "")
    return through


def _read_around(document: Document, span: Span) -> tuple[Document, Span]:
    """The paragraph that holds a passage, annotated by the rules, and the passage in it."""
    text = document.text
    start = text.rfind("\n", 0, span.start) + 1
    after = text.find("\n", span.end)
    end = len(text) if after < 0 else after
    read = document_of(text[start:end], document.language)
    for kind, make in (
        (Sentence, sentences),
        (Word, words),
        (Actor, actors),
        (Quotation, quotations),
        (Attribution, attributions),
    ):
        read = read.with_layer(kind, make(read), "hands")
    return read, span.shifted(-start)


def _lines(document: Document, said: Iterable[Attribution]) -> tuple[Line, ...]:
    """One line for each body of the first hand."""
    hands = [tuple(_hands(document, one)) for one in said]
    if not hands:
        return ()
    rest = tuple(each[0] for each in hands[1:])
    return tuple((first, *rest) for first in hands[0])


def _hands(document: Document, one: Attribution) -> Iterator[Hand]:
    span, name = one.speaker_span, one.speaker
    if span is None or name is None:
        yield Hand(None, name or "", knowledge=one.knowledge, words=one.cue)
        return
    bodies = tuple(dict.fromkeys(_bodies(document, one, span)))
    if bodies:
        for body in bodies:
            yield hand_of(body, one.knowledge, span)
    elif standing_of(one, document) != "named":
        yield Hand(None, name, knowledge=one.knowledge, words=span)
    else:
        yield Hand(_key(document, one, span), name, (), one.knowledge, span)


def hand_of(body: Group, knowledge: Knowledge = "unknown", words: Span | None = None) -> Hand:
    """The hand of a body that the data file holds, under its name in each language."""
    return Hand(f"body:{body.ref}", body.names[0][1], body.names, knowledge, words)


def _bodies(document: Document, one: Attribution, span: Span) -> Iterator[Group]:
    """The bodies that a source is or speaks for.

    An unnamed person who does not speak for an office is not the body that is named beside
    him: "a resident of the area held by the group".
    """
    layer = document.layer(Actor) if document.has(Actor) else ()
    inside = [actor for actor in layer if actor.ref and span.contains(actor.span)]
    whole = any(len(actor.span) >= _WHOLE * len(span) for actor in inside)
    is_body = one.kind in _BODIES or whole
    if not is_body and one.knowledge != "official" and one.kind != "named_person":
        return
    words = span.of(document.text)
    refs = [actor.ref for actor in inside] or [body.ref for body in bodies_in(words)]
    found = [groups()[ref] for ref in refs if ref in groups()]
    yield from found if is_body else [body for body in found if body.type == "organization"][:1]


@lru_cache(maxsize=16384)
def bodies_in(text: str) -> tuple[Group, ...]:
    """The bodies and groups of the data file that a short text names, in order."""
    seen = Seen(text, words(document_of(text)))
    found: list[Group] = []
    index = 0
    while index < len(seen.words):
        met = aliases().longest(seen, index)
        if met is not None and met.term.of in groups():
            found.append(groups()[met.term.of])
        index = met.last + 1 if met is not None else index + 1
    return tuple(found)


def _key(document: Document, one: Attribution, span: Span) -> str:
    """Of a person the consonants of the name, else the words, articles and spelling aside."""
    layer = document.layer(Actor) if document.has(Actor) else ()
    inside = (a.name for a in layer if a.type == "person" and a.named and a.span.overlaps(span))
    name = next(inside, "")
    if name and sounds(name):
        return f"person:{sounds(name)}"
    return f"name:{key(one.speaker or '')}"


@lru_cache(maxsize=16384)
def paper(publisher: str, language: Language = "ar") -> Hand:
    """The hand of a publisher: the body it is, or its name as the report gives it.

    The sites of one publisher are one hand: english.alarabiya.net and www.alarabiya.net.
    """
    plain = _site(publisher)
    bodies = bodies_in(publisher) or bodies_in(plain)
    if bodies and len(bodies[0].names[0][1].split()) >= len(publisher.split()) - 2:
        return hand_of(bodies[0])
    return Hand(f"name:{key(plain) or fold(publisher)}", publisher)


_SECOND = frozenset({"ac", "co", "com", "edu", "gov", "gob", "gouv", "info", "mil", "net", "org"})
"""Labels under which a country registers names: example.co.uk, example.com.sy."""


def _site(publisher: str) -> str:
    """The label that a site is registered under; the name itself where it is no site."""
    plain = fold(publisher).strip()
    host = plain.split("://")[-1].split("/")[0].split(":")[0]
    labels = host.split(".")
    if " " in plain or len(labels) < 2 or not all(labels):
        return plain
    labels = labels[:-1]
    if len(labels) > 1 and labels[-1] in _SECOND:
        labels = labels[:-1]
    return labels[-1]
