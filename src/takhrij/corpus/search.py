"""Search: passages by words and by meaning, fused, with the exact words marked.

Words find names and numbers, meaning finds the same thing said otherwise or in the other
language. The two rankings are joined by reciprocal rank fusion (Cormack, Clarke and Büttcher
2009), which needs no scores that can be compared.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from takhrij.corpus.stems import stemmed
from takhrij.document import Document, Span
from takhrij.language.sentences import sentences

PASSAGE = 40
"""Words after which a passage ends with its sentence: about a paragraph of news."""
RANK = 60
"""The constant of reciprocal rank fusion, as published."""

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked for. Words between straight quotation marks must stand together."""

    text: str
    language: str | None = None
    publisher: str | None = None
    since: date | None = None
    until: date | None = None
    limit: int = 10


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found. `marks` are the query's words in it, as spans of the document.

    `by` says what found it: words, meaning or both. `family` is set where families are known.
    """

    document: str
    span: Span
    text: str
    marks: tuple[Span, ...]
    score: float
    by: str
    family: str | None = None


def passages_of(document: Document) -> list[Span]:
    """A report cut into passages of whole sentences, in order; together they hold all of them."""
    found: list[Span] = []
    start, words = None, 0
    for sentence in sentences(document):
        start = sentence.span.start if start is None else start
        words += len(document.quote(sentence.span).split())
        if words >= PASSAGE:
            found.append(Span(start, sentence.span.end))
            start, words = None, 0
        end = sentence.span.end
    if start is not None:
        found.append(Span(start, end))
    return found


def fused(*rankings: Sequence[Key]) -> list[tuple[Key, float]]:
    """Keys by the sum of 1 / (RANK + rank) over the rankings; ties in the order first met."""
    scores: dict[Key, float] = {}
    for ranking in rankings:
        for rank, key in enumerate(ranking, start=1):
            scores[key] = scores.get(key, 0.0) + 1 / (RANK + rank)
    return sorted(scores.items(), key=lambda item: -item[1])


def marks(text: str, start: int, wanted: Iterable[str]) -> tuple[Span, ...]:
    """Where words with the wanted stems stand in a passage that begins at `start`."""
    stems = frozenset(wanted)
    return tuple(span.shifted(start) for stem, span in stemmed(text) if stem in stems)


def one_a_family(hits: Iterable[Hit]) -> list[Hit]:
    """The best hit of each family, and every hit of no family, in order."""
    seen: set[str] = set()
    kept = []
    for hit in hits:
        if hit.family is None or hit.family not in seen:
            kept.append(hit)
        if hit.family is not None:
            seen.add(hit.family)
    return kept
