"""Search: passages by words and by meaning, fused, with the exact words marked.

Words find names and numbers, meaning finds the same thing said otherwise or in the other
language. The two rankings are joined by reciprocal rank fusion (Cormack, Clarke and Büttcher
2009), which needs no scores that can be compared. Where the rankings come from (the index in
a corpus's folder, a server) is behind `Rankings`; everything else is here, once.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from typing import Protocol, TypeVar

import numpy as np

from takhrij.corpus.meaning import Encoder, Vectors, vectors
from takhrij.corpus.rows import Hashes
from takhrij.corpus.stems import asked_stems, stemmed, stems
from takhrij.document import Document, Span
from takhrij.language.sentences import sentences

PASSAGE = 40
"""Words after which a passage ends with its sentence: about a paragraph of news."""
RANK = 10
"""The constant of reciprocal rank fusion. The published 60 makes the tenth of a ranking nearly
the equal of its first; on claims and articles of the Baly set 10 finds more."""
MEANING = 0.5
"""What a rank by meaning weighs, beside 1 for one by words. Chosen with RANK on every other
claim of the Baly set; on the other claims recall@10 rose from .484 to .565 (docs/scale.md)."""
DEPTH = 50
"""Passages taken from each ranking before they are fused."""
DEEPER = 400
"""Passages taken by meaning where some are then left out for want of a phrase or a place."""
COPIED = 0.5
"""Two reports are copies when one holds half of the other's fingerprints; see families."""
LEAST_SHARED = 2
"""Fingerprints in common below which chance may be at work."""
_QUOTED = re.compile(r'"([^"]+)"')

_NONE: Hashes = np.zeros(0, dtype=np.uint64)

Key = TypeVar("Key", bound=Hashable)
Place = tuple[str, int, int]
"""A passage: document id, start, end."""


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked for. Words between straight quotation marks must stand together.

    `place` holds the names of one place in any language: a passage must have one of them.
    Without `copies`, one report is given of those that copy one another.
    """

    text: str
    language: str | None = None
    publisher: str | None = None
    since: date | None = None
    until: date | None = None
    limit: int = 10
    place: tuple[str, ...] = ()
    copies: bool = True


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found. `marks` are the query's words in it, as spans of the document.

    `by` says what found it: words, meaning or both. `family` is the first found of the reports
    that copy one another, and `also` are the others, where copies were left out.
    """

    document: str
    span: Span
    text: str
    marks: tuple[Span, ...]
    score: float
    by: str
    family: str | None = None
    also: tuple[str, ...] = ()


class Search(Protocol):
    """Somewhere to search: the index in a corpus's folder, or a server."""

    def search(self, query: Query, encoder: Encoder | None = None) -> list[Hit]:
        """The best passages, by words alone or, with an encoder, by words and meaning fused."""
        ...


class Rankings(Protocol):
    """What a place to search must be able to do; `found` does the rest."""

    def by_words(self, query: Query, depth: int) -> list[Place]:
        """Passages with the words of the query, best first; phrases and place held to."""
        ...

    def by_meaning(self, query: Query, vector: Vectors, depth: int) -> list[Place]:
        """Of each report the passage with its sentence nearest to a vector, best first."""
        ...

    def texts(self, documents: Sequence[str]) -> Mapping[str, str]: ...

    def prints(self, documents: Sequence[str]) -> Mapping[str, Hashes]: ...


def found(source: Rankings, query: Query, encoder: Encoder | None = None) -> list[Hit]:
    """The hits of a query: both rankings fused, copies folded together if the query says so."""
    hits = _ranked(source, query, encoder)
    if not query.copies:
        hits = one_a_family(_with_families(hits, source))[: query.limit]
    wanted = asked_stems(query.text)
    return [replace(hit, marks=marks(hit.text, hit.span.start, wanted)) for hit in hits]


def _ranked(source: Rankings, query: Query, encoder: Encoder | None) -> list[Hit]:
    """Both rankings fused, without marks: as many as are asked for, or all where copies go."""
    by_words = source.by_words(query, DEPTH)
    by_meaning = [] if encoder is None else _by_meaning(source, query, encoder)
    ranked = fused(by_words, by_meaning)
    if query.copies:
        ranked = ranked[: query.limit]
    texts = source.texts(list(dict.fromkeys(place[0] for place, _ in ranked)))
    hits = []
    for (identity, start, end), score in ranked:
        if identity not in texts:  # it went since the index was brought up to date
            continue
        place = identity, start, end
        by = [n for n, r in (("words", by_words), ("meaning", by_meaning)) if place in r]
        text = texts[identity][start:end]
        said = "both" if len(by) == 2 else by[0]
        hits.append(Hit(identity, Span(start, end), text, (), score, said))
    return hits


def _by_meaning(source: Rankings, query: Query, encoder: Encoder) -> list[Place]:
    """By meaning, and then only what holds the phrases and the place that must be there."""
    if not query.text.strip():
        return []
    vector = vectors([query.text], encoder)[0]
    phrases, names = asked_phrases(query)
    if not phrases and not names:
        return source.by_meaning(query, vector, DEPTH)
    places = source.by_meaning(query, vector, DEEPER)
    texts = source.texts([identity for identity, _, _ in places])
    return [
        p for p in places if p[0] in texts and _holds(texts[p[0]][p[1] : p[2]], phrases, names)
    ][:DEPTH]


Phrase = tuple[str, ...]


def asked_phrases(query: Query) -> tuple[list[Phrase], list[Phrase]]:
    """Stems that must stand together: every quoted phrase, and one of the place's names."""
    phrases = [tuple(stems(quoted)) for quoted in _QUOTED.findall(query.text)]
    names = [tuple(stems(name)) for name in query.place]
    return [p for p in phrases if p], list(dict.fromkeys(n for n in names if n))


def _holds(text: str, phrases: Sequence[Phrase], names: Sequence[Phrase]) -> bool:
    line = f" {' '.join(stems(text))} "
    stand = (f" {' '.join(phrase)} " in line for phrase in phrases)
    return all(stand) and (not names or any(f" {' '.join(name)} " in line for name in names))


def passages_of(document: Document) -> list[Span]:
    """A report cut into passages of whole sentences, in order; together they hold all of them."""
    cut: list[Span] = []
    start, words = None, 0
    for sentence in sentences(document):
        start = sentence.span.start if start is None else start
        words += len(document.quote(sentence.span).split())
        if words >= PASSAGE:
            cut.append(Span(start, sentence.span.end))
            start, words = None, 0
        end = sentence.span.end
    if start is not None:
        cut.append(Span(start, end))
    return cut


def fused(by_words: Sequence[Key], by_meaning: Sequence[Key]) -> list[tuple[Key, float]]:
    """Keys by the weighted sum of 1 / (RANK + rank) over both; ties in the order first met."""
    scores: dict[Key, float] = {}
    for weight, ranking in ((1.0, by_words), (MEANING, by_meaning)):
        for rank, key in enumerate(ranking, start=1):
            scores[key] = scores.get(key, 0.0) + weight / (RANK + rank)
    return sorted(scores.items(), key=lambda item: -item[1])


def marks(text: str, start: int, wanted: Iterable[str]) -> tuple[Span, ...]:
    """Where words with the wanted stems stand in a passage that begins at `start`."""
    known = frozenset(wanted)
    return tuple(span.shifted(start) for stem, span in stemmed(text) if stem in known)


def _with_families(hits: Sequence[Hit], source: Rankings) -> list[Hit]:
    documents = list(dict.fromkeys(hit.document for hit in hits))
    family = copied(documents, source.prints(documents))
    return [replace(hit, family=family.get(hit.document)) for hit in hits]


def copied(documents: Sequence[str], prints: Mapping[str, Hashes]) -> dict[str, str]:
    """For each document the first before it that it copies or is copied by; none for others."""
    families: dict[str, str] = {}
    firsts: dict[int, list[str]] = {}
    for document in documents:
        own = prints.get(document, _NONE).tolist()
        shared = Counter(chain.from_iterable(firsts.get(one, ()) for one in own))
        for first, count in shared.items():
            if count >= max(LEAST_SHARED, COPIED * min(len(own), len(prints[first]))):
                families[first] = families[document] = first
                break
        else:
            for one in own:
                firsts.setdefault(one, []).append(document)
    return families


def one_a_family(hits: Iterable[Hit]) -> list[Hit]:
    """The hits of one member of each family and of reports of no family, in order.

    The member is the one that was found first; the others stand in its `also`.
    """
    shown: dict[str, str] = {}
    others: dict[str, dict[str, None]] = {}
    kept = []
    for hit in hits:
        if hit.family is None or shown.setdefault(hit.family, hit.document) == hit.document:
            kept.append(hit)
        else:
            others.setdefault(hit.family, {})[hit.document] = None
    return [replace(hit, also=tuple(others.get(hit.family or "", ()))) for hit in kept]
