"""Reports ranked by how well they tell in the other language what one report tells.

Sentences that line up in order count most, as for translations; numbers that both name tell
apart reports of one author on one subject, whose sentences are all alike.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from takhrij.corpus.meaning import Vectors
from takhrij.corpus.translations import aligned
from takhrij.document import Document, Language
from takhrij.language.numbers import numbers

NUMBERS = 0.3
"""What the share of numbers in common (Jaccard) adds to the alignment. On the bilingual
investigations every weight from .1 to 1 ranks alike, weights chosen on one half of them find
as many twins of the other, and to .5 no document of NTREX is lost (docs/scale.md)."""
LEAST = 4
"""Smaller numbers stand in every report, and often as words in one language only."""

OTHER: dict[Language, Language] = {"ar": "en", "en": "ar"}


@dataclass(frozen=True, slots=True)
class Told:
    """What a report is compared by: its sentence vectors and the numbers it names."""

    id: str
    sentences: Vectors
    numbers: frozenset[float]


@dataclass(frozen=True, slots=True)
class Twin:
    """A report of the other language; `aligned` is 0 to 1, `numbers` are those in common."""

    document: str
    score: float
    aligned: float
    numbers: tuple[float, ...]


def told(document: Document, sentences: Vectors) -> Told:
    """A report as it is compared; `sentences` are its vectors."""
    found = numbers(document.text, document.language).values()
    named = frozenset(n.low for n in found if n.kind != "ordinal" and n.low >= LEAST)
    return Told(document.id, sentences, named)


def twins(own: Told, others: Iterable[Told]) -> list[Twin]:
    """The others, the likeliest twin first; ties in the order given."""
    return sorted((_twin(own, other) for other in others), key=lambda twin: -twin.score)


def _twin(own: Told, other: Told) -> Twin:
    both, all_of = own.numbers & other.numbers, own.numbers | other.numbers
    line = 0.0
    if len(own.sentences) and len(other.sentences):
        line = min(aligned(own.sentences, other.sentences))
    score = line + NUMBERS * len(both) / max(1, len(all_of))
    return Twin(other.id, round(score, 4), round(line, 4), tuple(sorted(both)))
