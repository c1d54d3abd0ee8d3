"""Actors: persons, organizations and groups, named or told by what they are.

Find every reading, then choose. Places are no actors; a body with a place in its name is one.
"""

from __future__ import annotations

from takhrij.annotations import Actor, Word
from takhrij.document import Document
from takhrij.language.actors.again import again
from takhrij.language.actors.arabic import arabic
from takhrij.language.actors.candidate import settled
from takhrij.language.actors.english import english
from takhrij.language.actors.lexicon import folded_set, party
from takhrij.language.actors.shortened import shortened
from takhrij.language.terms import Seen

__all__ = ["actors", "party"]


def actors(document: Document) -> tuple[Actor, ...]:
    """The actors of a text, in order, none overlapping another. Needs the layer Word."""
    seen = Seen(document.text, document.layer(Word))
    language = document.language
    found = tuple(arabic(seen) if language == "ar" else english(seen))
    links = folded_set("ar", "people", "links", "words")
    once = settled(seen, found, links)
    more = (*again(seen, (one.actor for one in once)), *shortened(seen, once, language))
    kept = settled(seen, (*found, *more), links) if more else once
    return tuple(one.actor for one in kept)
