"""The stages in order: a tuple one can read. Nothing here decides anything."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from takhrij.annotations import (
    Actor,
    Attribution,
    Entity,
    Mention,
    Munition,
    Place,
    Quotation,
    Sentence,
    Time,
    Word,
)
from takhrij.claims.attributions import attributions
from takhrij.claims.quotations import quotations
from takhrij.document import Document
from takhrij.language.actors import actors
from takhrij.language.entities import entities
from takhrij.language.gazetteer.lookup import Gazetteer
from takhrij.language.mentions import mentions
from takhrij.language.munitions import munitions
from takhrij.language.places import places
from takhrij.language.sentences import sentences
from takhrij.language.times import times
from takhrij.language.words import words
from takhrij.stages import Stage, check_order, run


@dataclass(frozen=True, slots=True)
class Resources:
    """What stages draw on besides the document. None: the user's own, opened when needed."""

    gazetteer: Gazetteer | None = None


DEFAULT = Resources()


def stages(resources: Resources = DEFAULT) -> tuple[Stage, ...]:
    """Every stage, in the order they run."""
    return (
        Stage("sentences", sentences, makes=Sentence),
        Stage("words", words, makes=Word),
        Stage("places", partial(places, gazetteer=resources.gazetteer), makes=Place, needs=(Word,)),
        Stage("times", times, makes=Time),
        Stage("actors", actors, makes=Actor, needs=(Word,)),
        Stage("munitions", munitions, makes=Munition, needs=(Word,)),
        # What is named, from every layer above; a layer that finds such things belongs above.
        Stage("entities", entities, makes=Entity, needs=(Word, Place, Time, Actor, Munition)),
        Stage("mentions", mentions, makes=Mention, needs=(Entity,)),
        Stage("quotations", quotations, makes=Quotation, needs=(Sentence,)),
        Stage(
            "attributions",
            attributions,
            makes=Attribution,
            needs=(Sentence, Word, Quotation),
        ),
    )


STAGES: tuple[Stage, ...] = stages()
check_order(STAGES)


def read(document: Document, resources: Resources = DEFAULT) -> Document:
    """The document with every layer on it."""
    return run(document, stages(resources))
