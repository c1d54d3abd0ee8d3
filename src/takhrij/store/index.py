"""The search index of a corpus: tantivy for words, sentence vectors for meaning.

Everything here can be made again from the corpus; it is never the only copy of anything.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import tantivy

from takhrij.corpus.fingerprints import METHOD as FINGERPRINTS
from takhrij.corpus.meaning import METHOD, Encoder, Vectors
from takhrij.corpus.rows import Hashes
from takhrij.corpus.search import (
    DEPTH,
    Hit,
    Phrase,
    Place,
    Query,
    asked_phrases,
    found,
    passages_of,
)
from takhrij.corpus.stems import asked_stems, stems
from takhrij.disk import write_whole
from takhrij.document import Document
from takhrij.errors import EnvironmentFault
from takhrij.store.alone import alone
from takhrij.store.corpus import Corpus
from takhrij.store.meanings import Meanings, day_number

_WRITER = 64_000_000
"""Bytes the index writer may hold."""
_BATCH = 5_000
"""Documents between two commits of the index."""


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

    @cached_property
    def meanings(self) -> Meanings:
        return Meanings(self.corpus, self.corpus.folder / "index" / "meaning")

    def update(self) -> int:
        """Index the documents that are new, drop those that are gone; returns how many were new.

        One process at a time does this; others wait for it. Where nothing came or went since,
        that is seen at once, however many documents there are.
        """
        self.corpus.commit()  # what is rolled back later must not be indexed
        if self._as_left():
            return 0
        with alone(self.corpus.folder / "index" / ".update"):
            stamp = self.corpus.stamp()
            self.meanings.update()
            new = self._update_words()
            self._leave(stamp)
        return new

    @property
    def _left(self) -> Path:
        """A file that says what the index held when it was last brought up to date."""
        return self.corpus.folder / "index" / ".left"

    def _held(self, stamp: int) -> str:
        """What the index holds of the documents that had this stamp, as one line."""
        self.index.reload()
        passages = self.index.searcher().num_docs
        return json.dumps([stamp, METHOD, passages, self.meanings.sizes()])

    def _as_left(self) -> bool:
        try:
            return self._left.read_text(encoding="utf-8") == self._held(self.corpus.stamp())
        except (OSError, UnicodeDecodeError):
            return False

    def _leave(self, stamp: int) -> None:
        write_whole(self._left, self._held(stamp).encode("utf-8"))

    def _update_words(self) -> int:
        connection = self.corpus.connection
        if not self.index.searcher().num_docs:  # the folder is new, or was made again
            connection.execute("DELETE FROM indexed")
        ask = connection.execute
        new = [row[0] for row in ask(
            "SELECT id FROM document WHERE id NOT IN (SELECT document FROM indexed) ORDER BY number"
        )]  # fmt: skip
        gone = [row[0] for row in ask(
            "SELECT document FROM indexed WHERE document NOT IN (SELECT id FROM document)"
        )]  # fmt: skip
        for start in range(0, len(new), _BATCH):
            self._write(gone, new[start : start + _BATCH])
            gone = []
        if gone:
            self._write(gone, [])
        return len(new)

    def _write(self, gone: list[str], new: list[str]) -> None:
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

    def search(self, query: Query, encoder: Encoder | None = None) -> list[Hit]:
        """The best passages, by words alone or, with an encoder, by words and meaning fused."""
        return found(self, query, encoder)

    def texts(self, documents: Sequence[str]) -> dict[str, str]:
        return dict(_in(self.corpus, "SELECT id, text FROM document WHERE id IN", documents))

    def prints(self, documents: Sequence[str]) -> dict[str, Hashes]:
        ask = "SELECT document, hashes FROM fingerprint WHERE method = ? AND document IN"
        rows = _in(self.corpus, ask, documents, FINGERPRINTS)
        return {identity: np.frombuffer(hashes, dtype=np.uint64) for identity, hashes in rows}

    def by_words(self, query: Query, depth: int = DEPTH) -> list[Place]:
        """Passages by BM25 over stems; quoted words must stand together."""
        searcher = self.index.searcher()
        best = searcher.search(self._parsed(query), depth).hits
        return [_place(searcher.doc(address)) for _, address in best]

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
        phrases, names = asked_phrases(query)
        parts += [(must, _together(schema, phrase)) for phrase in phrases]
        if names:
            any_name = [(should, _together(schema, name)) for name in names]
            parts.append((must, tantivy.Query.boolean_query(any_name)))
        for name, value in (("language", query.language), ("publisher", query.publisher)):
            if value:
                parts.append((must, tantivy.Query.term_query(schema, name, value, "basic")))
        if query.since or query.until:
            since, until = day_number(query.since or date.min), day_number(query.until or date.max)
            parts.append((must, _range(schema, since, until)))
        return tantivy.Query.boolean_query(parts)

    def by_meaning(self, query: Query, vector: Vectors, depth: int) -> list[Place]:
        """Of each report the passage that holds its sentence nearest to a vector, best first."""
        return self.meanings.nearest(query, vector, depth)


def _in(corpus: Corpus, ask: str, values: Sequence[str], *also: str) -> Iterator[tuple[Any, ...]]:
    """The rows of a statement that ends in IN, for any number of values; `also` come before."""
    for start in range(0, len(values), 500):
        some = [*also, *values[start : start + 500]]
        marks = ",".join("?" * (len(some) - len(also)))
        yield from corpus.connection.execute(f"{ask} ({marks})", some)


def _together(schema: tantivy.Schema, stand: Phrase) -> tantivy.Query:
    """Stems one after the other; only this, no word of it, is scored as one thing."""
    if len(stand) == 1:
        return tantivy.Query.term_query(schema, "body", stand[0], "freq")
    words: list[str | tuple[int, str]] = [*stand]
    return tantivy.Query.phrase_query(schema, "body", words)


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
            published=day_number(published) if published else 0,
            body=" ".join(stems(document.quote(span))),
        )
        writer.add_document(passage)


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


def search(corpus: Corpus, query: Query, encoder: Encoder | None = None) -> list[Hit]:
    """The hits of one query, in an index that is brought up to date first.

    Only sentences that are encoded (`corpus.encode`) are found by meaning. Who asks often keeps
    a `search_index(corpus)` open and calls its `search`.
    """
    index = search_index(corpus)
    index.update()
    return index.search(query, encoder)
