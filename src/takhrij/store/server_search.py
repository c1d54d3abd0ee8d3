"""Search on a server: the same hits by the same rules as in a corpus's folder.

Words are weighed as BM25 does (Robertson and Zaragoza 2009), with one difference: a word counts
once, however often it stands in a passage of forty. PostgreSQL's own ranks know nothing of how
rare a word is.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from takhrij.corpus.meaning import Encoder, Vectors
from takhrij.corpus.rows import Hashes
from takhrij.corpus.search import DEPTH, Hit, Phrase, Place, Query, asked_phrases, found
from takhrij.corpus.signatures import signatures
from takhrij.corpus.stems import asked_stems
from takhrij.document import Document, Language, Metadata
from takhrij.errors import UsageError
from takhrij.store.meanings import NEAREST
from takhrij.store.pushing import LONGEST_STEM, bits
from takhrij.store.server import Server

K1, B = 1.2, 0.75
"""The constants of BM25, as usual and as the index in the folder has them."""


@dataclass(frozen=True, slots=True)
class ServerSearch:
    """A server to search. Its corpus must have been pushed there."""

    server: Server

    def search(self, query: Query, encoder: Encoder | None = None) -> list[Hit]:
        """The best passages, by words alone or, with an encoder, by words and meaning fused."""
        return found(self, query, encoder)

    def document(self, identity: str) -> Document:
        """One document, as far as the server knows it. Raises UsageError if it doesn't."""
        rows = self.server.run(
            "SELECT text, language, source, title, publisher, published"
            " FROM takhrij.document WHERE id = :identity",
            identity=identity,
        )
        if not rows:
            raise UsageError(f"no document {identity} on {self.server.address}; push the corpus")
        text, language, source, title, publisher, published = rows[0]
        known: Language = language
        meta = Metadata(source, title, publisher=publisher, published=published)
        return Document(identity, text, known, meta)

    def texts(self, documents: Sequence[str]) -> dict[str, str]:
        return dict(self._of("text", documents))

    def prints(self, documents: Sequence[str]) -> dict[str, Hashes]:
        rows = self._of("hashes", documents)
        return {identity: np.frombuffer(hashes, dtype=np.uint64) for identity, hashes in rows}

    def _of(self, column: str, documents: Sequence[str]) -> list[list[Any]]:
        ask = f"SELECT id, {column} FROM takhrij.document WHERE id = ANY(CAST(:ids AS text[]))"
        return self.server.run(ask, ids=list(documents))

    def by_words(self, query: Query, depth: int = DEPTH) -> list[Place]:
        """Passages by the rarity of the asked words they hold; quoted words stand together."""
        asked = [stem[:LONGEST_STEM] for stem in asked_stems(query.text)]
        weights = self._weights(asked)
        if not weights:
            return []
        score = " + ".join(
            f"CASE WHEN stems @@ CAST(:s{n} AS tsquery) THEN {weight:.6f} ELSE 0 END"
            for n, weight in enumerate(weights.values())
        )
        narrowed, values = _narrowed(query)
        any_of = " | ".join(map(_quoted, weights))
        rows = self.server.run(
            f"SELECT id, first, last FROM takhrij.passage JOIN takhrij.document USING (number)"
            f" WHERE stems @@ CAST(:query AS tsquery){narrowed}"
            f" ORDER BY ({score}) / (1 + {K1} * (1 - {B} + {B} * length / {self._length()})) DESC,"
            f" number, first LIMIT {depth:d}",
            query=_all_of(any_of, query),
            **{f"s{n}": _quoted(stem) for n, stem in enumerate(weights)},
            **values,
        )
        return [(identity, first, last) for identity, first, last in rows]

    def _weights(self, asked: Sequence[str]) -> dict[str, float]:
        """The stems that are in the corpus, and how much each tells: rare ones most."""
        ask = "SELECT stem, passages FROM takhrij.stem WHERE stem = ANY(CAST(:asked AS text[]))"
        known = {stem: count for stem, count in self.server.run(ask, asked=list(asked)) if count}
        total = self._passages()
        return {
            stem: math.log(1 + (total - known[stem] + 0.5) / (known[stem] + 0.5))
            for stem in asked
            if stem in known
        }

    def _passages(self) -> int:
        """How many passages there are, by PostgreSQL's own estimate where that is good enough."""
        ask = "SELECT reltuples FROM pg_class WHERE oid = CAST('takhrij.passage' AS regclass)"
        estimate = int(self.server.run(ask)[0][0])
        if estimate > 10_000:
            return estimate
        return int(self.server.run("SELECT count(*) FROM takhrij.passage")[0][0])

    def _length(self) -> float:
        """Stems of a usual passage, from the first thousand."""
        ask = "SELECT avg(length) FROM (SELECT length FROM takhrij.passage LIMIT 1000) AS sample"
        return float(self.server.run(ask)[0][0] or 1)

    def by_meaning(self, query: Query, vector: Vectors, depth: int) -> list[Place]:
        """Of each report the passage with its sentence nearest to a vector, best first."""
        narrowed, values = _narrowed(query)
        rows = self.server.run(
            "SELECT id, first, last, vector FROM takhrij.sentence"
            f" JOIN takhrij.document USING (number) WHERE true{narrowed}"
            " ORDER BY bit_count(signature # CAST(:asked AS bit(512))), number, first"
            f" LIMIT {max(NEAREST, 2 * depth):d}",
            asked=bits(signatures(vector[None])[0]),
            **values,
        )
        near = [float(np.frombuffer(row[3], dtype=np.float16) @ vector) for row in rows]
        best: dict[str, Place] = {}
        for at in sorted(range(len(rows)), key=lambda at: -near[at]):
            identity, first, last, _ = rows[at]
            best.setdefault(identity, (identity, first, last))
        return list(best.values())[:depth]


def _all_of(any_of: str, query: Query) -> str:
    """One of the words, every phrase, and one of the place's names."""
    phrases, names = asked_phrases(query)
    parts = [any_of, *map(_together, phrases)]
    if names:
        parts.append(" | ".join(map(_together, names)))
    return " & ".join(f"({part})" for part in parts)


def _together(phrase: Phrase) -> str:
    return " <-> ".join(_quoted(stem[:LONGEST_STEM]) for stem in phrase)


def _quoted(stem: str) -> str:
    return "'" + stem.replace("\\", "\\\\").replace("'", "''") + "'"


def _narrowed(query: Query) -> tuple[str, dict[str, Any]]:
    """The conditions that a query's fields make, and their values."""
    asked = {
        "language = :language": query.language,
        "publisher = :publisher": query.publisher,
        "published >= :since": query.since,
        "published <= :until": query.until,
    }
    held = {condition: value for condition, value in asked.items() if value}
    words = "".join(f" AND {condition}" for condition in held)
    return words, {condition.rpartition(":")[2]: value for condition, value in held.items()}
