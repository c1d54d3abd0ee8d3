"""The stages in order: a tuple one can read. Nothing here decides anything."""

from __future__ import annotations

from takhrij.annotations import Sentence, Word
from takhrij.document import Document
from takhrij.language.sentences import sentences
from takhrij.language.words import words
from takhrij.stages import Stage, check_order, run

LANGUAGE: tuple[Stage, ...] = (
    Stage("sentences", sentences, makes=Sentence),
    Stage("words", words, makes=Word),
)
STAGES: tuple[Stage, ...] = LANGUAGE
check_order(STAGES)


def read(document: Document) -> Document:
    """The document with every layer on it."""
    return run(document, STAGES)
