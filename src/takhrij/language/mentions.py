"""Mentions: everything the text names, with ids in text order and the entity behind each."""

from __future__ import annotations

from takhrij.annotations import Entity, Mention
from takhrij.document import Document
from takhrij.language.named import named


def mentions(document: Document) -> tuple[Mention, ...]:
    """The mentions of a text, in order. Needs the layers Word and Entity.

    A time and a quantity carry their own value and have no entity; a report or a letter has
    none because nothing is known of it but its words.
    """
    behind = {span: entity.id for entity in document.layer(Entity) for span in entity.mentions}
    return tuple(
        Mention(f"m{number}", one.span, one.type, one.of, behind.get(one.span))
        for number, one in enumerate(named(document), start=1)
    )
