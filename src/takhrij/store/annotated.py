"""What the stages found in each document of a corpus, kept as the line that `extract` prints.

A line is stored under the digest of what made it (version, data, settings): one made by
anything else is made again, and a run that was stopped goes on with what is left.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from takhrij.document import digest
from takhrij.errors import EnvironmentFault
from takhrij.store.corpus import Corpus

_LEVEL = 6
"""Of zlib: a line of 60 kB becomes one of 8."""


@dataclass(frozen=True, slots=True)
class Annotated:
    """The line of one document."""

    document: str
    line: str


def pending(corpus: Corpus, made_by: str) -> list[str]:
    """Ids of the documents that have no line made by this, in order of intake."""
    rows = corpus.connection.execute(
        "SELECT id FROM document WHERE id NOT IN"
        " (SELECT document FROM annotation WHERE made_by = ?) ORDER BY number",
        [made_by],
    )
    return [identity for (identity,) in rows]


def keep(corpus: Corpus, made_by: str, lines: Iterable[Annotated]) -> None:
    """Store lines and log them, in one transaction. A document that went meanwhile is left out."""
    kept = {one.document: one.line for one in lines if _is_here(corpus, one.document)}
    if not kept:
        return
    proof = {identity: digest(line.encode()) for identity, line in kept.items()}
    corpus.log("annotation", made_by, proof)
    corpus.connection.executemany(
        "INSERT OR REPLACE INTO annotation VALUES (?, ?, ?)",
        [(identity, made_by, _packed(line)) for identity, line in kept.items()],
    )
    corpus.commit()


def kept_annotations(corpus: Corpus) -> Iterator[Annotated]:
    """Every line, in order of intake. Raises EnvironmentFault if one is damaged."""
    rows = corpus.connection.execute(
        "SELECT id, row FROM document JOIN annotation ON document = id ORDER BY number"
    )
    for identity, row in rows:
        yield Annotated(identity, _unpacked(identity, row))


def annotation(corpus: Corpus, identity: str) -> Annotated | None:
    """The line of one document, or None where no run has made it yet."""
    found = corpus.connection.execute(
        "SELECT row FROM annotation WHERE document = ?", [identity]
    ).fetchone()
    return None if found is None else Annotated(identity, _unpacked(identity, found[0]))


def _is_here(corpus: Corpus, identity: str) -> bool:
    found = corpus.connection.execute("SELECT 1 FROM document WHERE id = ?", [identity])
    return found.fetchone() is not None


def _packed(line: str) -> bytes:
    return zlib.compress(line.encode("utf-8"), _LEVEL)


def _unpacked(identity: str, row: bytes) -> str:
    try:
        return zlib.decompress(row).decode("utf-8")
    except (zlib.error, UnicodeDecodeError) as error:
        raise EnvironmentFault(
            f"the annotation of {identity} is damaged ({error}); restore the corpus from a copy"
        ) from error
