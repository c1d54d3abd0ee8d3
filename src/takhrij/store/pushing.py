"""From a corpus to a search server: what is new goes there, what was removed goes from there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from takhrij.corpus.fingerprints import METHOD as FINGERPRINTS
from takhrij.corpus.meaning import encoded_spans
from takhrij.corpus.search import passages_of
from takhrij.corpus.signatures import Signatures, signatures
from takhrij.corpus.stems import stems
from takhrij.document import Document, Span
from takhrij.store.corpus import Corpus
from takhrij.store.meanings import Halves, Meanings
from takhrij.store.server import Server

BATCH = 200
"""Documents in one transaction: what a kill can cost goes again."""
MOST_STEMS = 16_000
"""Stems of one passage; PostgreSQL numbers no more positions."""
LONGEST_STEM = 500
"""Characters of a stem; PostgreSQL takes 2,046 bytes."""


def push(corpus: Corpus, server: Server) -> Iterator[int]:
    """Bring the server up to date; yields the number of documents of each batch sent.

    A run that was killed is gone on with by running it again.
    """
    there = dict(server.run("SELECT id, encoded FROM takhrij.document"))
    here = dict(_here(corpus))
    _remove(server, [identity for identity in there if identity not in here])
    stale = [i for i, encoded in here.items() if i not in there or (encoded and not there[i])]
    for start in range(0, len(stale), BATCH):
        some = stale[start : start + BATCH]
        with server.transaction():
            _remove(server, [identity for identity in some if identity in there])
            _add(corpus, server, some)
        yield len(some)
    corpus.log("export", "server", {"server": server.address, "documents": stale})
    corpus.commit()


def _here(corpus: Corpus) -> Iterator[tuple[str, bool]]:
    """Ids in order of intake, and whether their sentences are encoded."""
    for identity, number in corpus.connection.execute(
        "SELECT id, encoded.number FROM document LEFT JOIN encoded ON document = id"
        " ORDER BY document.number"
    ):
        yield identity, number is not None


_COUNTED = (
    "SELECT lexeme, count(*) AS passages FROM takhrij.passage, unnest(stems)"
    " WHERE number = ANY(CAST(:numbers AS bigint[])) GROUP BY lexeme"
)


def _remove(server: Server, gone: list[str]) -> None:
    if not gone:
        return
    ask = "SELECT number FROM takhrij.document WHERE id = ANY(CAST(:gone AS text[]))"
    numbers = [row[0] for row in server.run(ask, gone=gone)]
    server.run(
        f"UPDATE takhrij.stem SET passages = stem.passages - counted.passages"
        f" FROM ({_COUNTED}) AS counted WHERE stem = lexeme",
        numbers=numbers,
    )
    delete = "DELETE FROM takhrij.document WHERE number = ANY(CAST(:numbers AS bigint[]))"
    server.run(delete, numbers=numbers)


def _add(corpus: Corpus, server: Server, identities: list[str]) -> None:
    documents = [corpus.document(identity) for identity in identities]
    encoded = dict(_here_numbers(corpus, identities))
    prints = dict(_prints(corpus, identities))
    server.copy(
        "document",
        "id, source, title, publisher, published, language, text, hashes, encoded",
        [_row(one, prints.get(one.id, b""), one.id in encoded) for one in documents],
    )
    ask = "SELECT id, number FROM takhrij.document WHERE id = ANY(CAST(:some AS text[]))"
    numbers = dict(server.run(ask, some=identities))
    passages = [
        (numbers[one.id], span.start, span.end, *_stemmed(one.quote(span)))
        for one in documents
        for span in passages_of(one)
    ]
    server.copy("passage", "number, first, last, length, stems", passages)
    server.run(
        f"INSERT INTO takhrij.stem {_COUNTED} ON CONFLICT (stem)"
        " DO UPDATE SET passages = stem.passages + excluded.passages",
        numbers=list(numbers.values()),
    )
    vectors = Meanings(corpus, corpus.folder).vectors(encoded.values())
    sentences = [
        row
        for one in documents
        if one.id in encoded
        for row in _sentences(one, numbers[one.id], vectors[encoded[one.id]])
    ]
    server.copy("sentence", "number, first, last, signature, vector", sentences)


def _here_numbers(corpus: Corpus, identities: list[str]) -> Iterator[tuple[str, int]]:
    marks = ",".join("?" * len(identities))
    ask = f"SELECT document, number FROM encoded WHERE document IN ({marks})"
    yield from corpus.connection.execute(ask, identities)


def _prints(corpus: Corpus, identities: list[str]) -> Iterator[tuple[str, bytes]]:
    marks = ",".join("?" * len(identities))
    ask = f"SELECT document, hashes FROM fingerprint WHERE method = ? AND document IN ({marks})"
    yield from corpus.connection.execute(ask, [FINGERPRINTS, *identities])


def _row(document: Document, prints: bytes, encoded: bool) -> tuple[Any, ...]:
    meta = document.metadata
    known = (meta.source, meta.title, meta.publisher, meta.published)
    return (document.id, *known, document.language, document.text, prints, encoded)


def _stemmed(text: str) -> tuple[int, str]:
    """How many stems a passage has, and PostgreSQL's form of them with their positions."""
    places: dict[str, list[str]] = {}
    found = stems(text)[:MOST_STEMS]
    for at, stem in enumerate(found, start=1):
        places.setdefault(stem[:LONGEST_STEM], []).append(str(at))
    return len(found), " ".join(f"'{stem}':{','.join(at)}" for stem, at in places.items())


def _sentences(document: Document, number: int, stored: Halves) -> Iterator[tuple[Any, ...]]:
    passages = passages_of(document)
    signed = signatures(stored)
    for at, span in enumerate(encoded_spans(document)[: len(stored)]):
        inside: Span = next((one for one in passages if one.contains(span)), span)
        vector = stored[at].tobytes()
        yield number, inside.start, inside.end, bits(signed[at]), vector


def bits(signature: Signatures) -> str:
    """A signature as PostgreSQL writes a bit string, the first sign first."""
    return "".join(f"{byte:08b}" for byte in signature.tobytes())
