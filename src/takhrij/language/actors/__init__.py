"""Actors: persons, organizations and groups, named or told by what they are.

Find every reading, then choose. Places are no actors; a body with a place in its name is one.
"""

from __future__ import annotations

from takhrij.annotations import Actor, Word
from takhrij.document import Document
from takhrij.language.actors.again import again
from takhrij.language.actors.arabic import arabic
from takhrij.language.actors.candidate import settled
from takhrij.language.actors.doers import doers
from takhrij.language.actors.english import english
from takhrij.language.actors.lexicon import folded_set, party
from takhrij.language.actors.shortened import shortened
from takhrij.language.terms import Seen, spelled

__all__ = ["actors", "party"]

_NAME_WORDS = range(2, 5)
"""Words in a byline that is a person's name."""


def actors(document: Document) -> tuple[Actor, ...]:
    """The actors of a text, in order, none overlapping another. Needs the layer Word."""
    seen = Seen(document.text, document.layer(Word))
    language = document.language
    read = arabic(seen) if language == "ar" else english(seen)
    found = (*read, *doers(seen, language))
    links = folded_set("ar", "people", "links", "words")
    once = settled(seen, found, links)
    known = (*(one.actor.name for one in once if _is_named_person(one.actor)), *_byline(document))
    more = (*again(seen, known), *shortened(seen, once, language))
    kept = settled(seen, (*found, *more), links) if more else once
    return tuple(one.actor for one in kept)


def _is_named_person(actor: Actor) -> bool:
    return actor.type == "person" and actor.named


def _byline(document: Document) -> tuple[str, ...]:
    """The author's name, where the byline is one."""
    byline = document.metadata.byline or ""
    return (byline,) if len(spelled(byline)) in _NAME_WORDS else ()
