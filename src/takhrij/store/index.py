"""The search index of a corpus: tantivy for words, sentence vectors for meaning.

Everything here can be made again from the corpus; it is never the only copy of anything.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
import tantivy
from numpy.typing import NDArray

from takhrij.corpus.meaning import Encoder, Vectors, encoded_spans, vectors
from takhrij.corpus.search import Hit, Query, fused, marks, passages_of
from takhrij.corpus.stems import asked_stems, stems
from takhrij.document import Document, Span
from takhrij.errors import EnvironmentFault
from takhrij.store.corpus import Corpus

_WRITER = 64_000_000
"""Bytes the index writer may hold."""
_DEPTH = 50
"""Passages and reports taken from each ranking before they are fused."""
_QUOTED = re.compile(r'"([^"]+)"')

Indices = NDArray[np.int64]
Place = tuple[str, int, int]
"""A passage: document id, start, end."""


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for name in ("document", "language", "publisher"):
        builder.add_text_field(name, stored=name == "document", tokenizer_name="raw")
    for name in ("start", "end"):
        builder.add_integer_field(name, stored=True)
    builder.add_integer_field("published", indexed=True, fast=True)
    builder.add_text_field("body", tokenizer_name="stems")
    return builder.build()


@dataclass(frozen=True)
class SearchIndex:
    """An index open beside its corpus. Make one with `search_index(corpus)`."""

    corpus: Corpus
    index: tantivy.Index

    def update(self) -> int:
        """Index the documents that are new, drop those that are gone; returns how many were new."""
        ask = self.corpus.connection.execute
        new = [row[0] for row in ask(
            "SELECT id FROM document WHERE id NOT IN (SELECT document FROM indexed) ORDER BY number"
        )]  # fmt: skip
        gone = [row[0] for row in ask(
            "SELECT document FROM indexed WHERE document NOT IN (SELECT id FROM document)"
        )]  # fmt: skip
        if not new and not gone:
            return 0
        writer = self.index.writer(_WRITER, 1)
        for identity in (*gone, *new):  # a kill after the last commit may have left a copy
            writer.delete_documents_by_term("document", identity)
        for identity in new:
            _write(writer, self.corpus.document(identity))
        writer.commit()
        writer.wait_merging_threads()
        self.index.reload()
        connection = self.corpus.connection
        connection.executemany("DELETE FROM indexed WHERE document = ?", [[i] for i in gone])
        connection.executemany("INSERT INTO indexed VALUES (?)", [[i] for i in new])
        connection.commit()
        return len(new)

    def search(self, query: Query, encoder: Encoder | None = None) -> list[Hit]:
        """The best passages, by words alone or, with an encoder, by words and meaning fused."""
        by_words = self.by_words(query)
        by_meaning = self.by_meaning(query, encoder) if encoder is not None else []
        wanted = asked_stems(query.text)
        hits = []
        for place, score in fused(by_words, by_meaning)[: query.limit]:
            found = [n for n, r in (("words", by_words), ("meaning", by_meaning)) if place in r]
            hits.append(self._hit(place, score, "both" if len(found) == 2 else found[0], wanted))
        return hits

    def _hit(self, place: Place, score: float, by: str, wanted: list[str]) -> Hit:
        identity, start, end = place
        text = self.corpus.document(identity).text[start:end]
        return Hit(identity, Span(start, end), text, marks(text, start, wanted), score, by)

    def by_words(self, query: Query, depth: int = _DEPTH) -> list[Place]:
        """Passages by BM25 over stems; quoted words must stand together."""
        searcher = self.index.searcher()
        found = searcher.search(self._parsed(query), depth).hits
        return [_place(searcher.doc(address)) for _, address in found]

    def _parsed(self, query: Query) -> tantivy.Query:
        schema = self.index.schema
        should, must = tantivy.Occur.Should, tantivy.Occur.Must
        words = [
            (should, tantivy.Query.term_query(schema, "body", stem, "freq"))
            for stem in asked_stems(query.text)
        ]
        if not words:
            return tantivy.Query.empty_query()
        # a word of the query must be there: beside a filter, "should" alone asks for nothing
        parts = [(must, tantivy.Query.boolean_query(words))]
        for quoted in _QUOTED.findall(query.text):
            phrase: list[str | tuple[int, str]] = [*stems(quoted)]
            if len(phrase) > 1:
                parts.append((must, tantivy.Query.phrase_query(schema, "body", phrase)))
        for name, value in (("language", query.language), ("publisher", query.publisher)):
            if value:
                parts.append((must, tantivy.Query.term_query(schema, name, value, "basic")))
        if query.since or query.until:
            since, until = _number(query.since or date.min), _number(query.until or date.max)
            parts.append((must, _range(schema, since, until)))
        return tantivy.Query.boolean_query(parts)

    def by_meaning(self, query: Query, encoder: Encoder) -> list[Place]:
        """Of each report the passage that holds its sentence nearest in meaning, best first."""
        ids, owners, rows = self._sentences
        if not len(rows):
            return []
        near = rows @ vectors([query.text], encoder)[0]
        best: dict[int, int] = {}
        for at in np.argsort(-near, kind="stable")[: _DEPTH * 8]:
            best.setdefault(int(owners[at]), int(at))
        firsts = np.searchsorted(owners, np.arange(len(ids)))
        places = []
        for owner, at in list(best.items())[:_DEPTH]:
            document = self.corpus.document(ids[owner])
            if _fits(document, query):
                places.append(_passage_at(document, at - int(firsts[owner])))
        return places

    @cached_property
    def _sentences(self) -> tuple[list[str], Indices, Vectors]:
        """Document ids, the number of each stored sentence's document, and the sentences."""
        ids, _, rows = self.corpus.sentence_vectors()
        owners = np.repeat(np.arange(len(ids)), [len(found) for found in rows])
        return ids, owners, np.concatenate(rows) if rows else np.zeros((0, 1), dtype=np.float32)


def _number(day: date) -> int:
    """A day as the index keeps it: 20170314. No date is 0."""
    return day.year * 10_000 + day.month * 100 + day.day


def _range(schema: tantivy.Schema, since: int, until: int) -> tantivy.Query:
    return tantivy.Query.range_query(schema, "published", tantivy.FieldType.Integer, since, until)


def _place(found: tantivy.Document) -> Place:
    return (
        str(found.get_first("document")),
        int(found.get_first("start") or 0),
        int(found.get_first("end") or 0),
    )


def _write(writer: tantivy.IndexWriter, document: Document) -> None:
    published = document.metadata.published
    for span in passages_of(document):
        passage = tantivy.Document(
            document=document.id,
            language=document.language,
            publisher=document.metadata.publisher or "",
            start=span.start,
            end=span.end,
            published=_number(published) if published else 0,
            body=" ".join(stems(document.quote(span))),
        )
        writer.add_document(passage)


def _passage_at(document: Document, row: int) -> Place:
    """The passage that holds the sentence behind one row of a report's vectors."""
    sentence = encoded_spans(document)[row]
    span = next(span for span in passages_of(document) if span.contains(sentence))
    return document.id, span.start, span.end


def _fits(document: Document, query: Query) -> bool:
    meta = document.metadata
    return (
        query.language in (None, document.language)
        and query.publisher in (None, meta.publisher)
        and (query.since is None or (meta.published is not None and meta.published >= query.since))
        and (query.until is None or (meta.published is not None and meta.published <= query.until))
    )


def search_index(corpus: Corpus) -> SearchIndex:
    """The corpus's index, made if there is none. Raises EnvironmentFault if it can't be opened."""
    folder = corpus.folder / "index"
    try:
        folder.mkdir(exist_ok=True)
        index = tantivy.Index(_schema(), path=str(folder))
    except (OSError, ValueError) as error:
        raise EnvironmentFault(
            f"search index {folder} can't be opened: {error}; remove the folder to make it again"
        ) from error
    stems_as_given = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    index.register_tokenizer("stems", stems_as_given)
    return SearchIndex(corpus, index)
