"""The meaning half of a search index: a file of signatures and a file of rows, read as they lie.

Both are only added to, and made again when they are gone. A row tells which sentence of which
document a signature stands for, and what a query may be narrowed by. Only the rows that are
looked at come into memory; the vectors themselves stay in the corpus and are read for the few
sentences that are nearest by signature.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from takhrij.corpus.meaning import METHOD, SIZE, Vectors, encoded_spans
from takhrij.corpus.search import Place, Query, passages_of
from takhrij.corpus.signatures import FAR, WORDS, Signatures, distances, nearest, signatures
from takhrij.store.corpus import Corpus

ROW = np.dtype(
    [
        ("encoded", "<u4"),  # number of the document in the table `encoded`, never used again
        ("start", "<i4"),  # the passage that holds the sentence
        ("end", "<i4"),
        ("published", "<i4"),  # 20170314; no date is 0
        ("publisher", "<u4"),  # CRC-32 of the name
        ("at", "<u2"),  # which of the document's vectors
        ("language", "u1"),
        ("spare", "u1"),
    ]
)
LANGUAGES = {"ar": 1, "en": 2}
NEAREST = 800
"""Sentences nearest by signature whose vectors are read: see docs/scale.md for what is missed."""
BATCH = 200
"""Documents written at once."""
LEAST = 1_000
"""Rows below which files are not made anew, however many of them are of removed documents."""

Rows = NDArray[Any]
Halves = NDArray[np.float16]
"""Vectors in half precision, as they are stored."""


@dataclass(frozen=True)
class Meanings:
    """The two files, open beside their corpus."""

    corpus: Corpus
    folder: Path

    @property
    def _paths(self) -> tuple[Path, Path]:
        return self.folder / "rows", self.folder / "signatures"

    def rows(self) -> tuple[Rows, Signatures]:
        """What both files hold, as far as both do."""
        paths = self._paths
        sizes = (ROW.itemsize, WORDS * 8)
        held = [
            p.stat().st_size // s if p.exists() else 0 for p, s in zip(paths, sizes, strict=True)
        ]
        count = min(held)
        if not count:
            return np.zeros(0, dtype=ROW), np.zeros((0, WORDS), dtype=np.uint64)
        rows = np.memmap(paths[0], dtype=ROW, mode="r", shape=(count,))
        signed = np.memmap(paths[1], dtype=np.uint64, mode="r", shape=(count, WORDS))
        return rows, signed

    def update(self) -> int:
        """Add the documents encoded since; returns how many. Begins anew where half is stale.

        A removed document's rows stay and name a number that no document has.
        """
        self.corpus.commit()  # a number that is rolled back would be given again
        rows, _ = self.rows()
        if len(rows) > 2 * max(self._encoded_rows(), LEAST):
            rows = self._emptied()
        last = self._last_whole(rows)
        ask = self.corpus.connection.execute
        new = ask(
            "SELECT number, document FROM encoded WHERE number > ? AND method = ? ORDER BY number",
            [last, METHOD],
        ).fetchall()
        for start in range(0, len(new), BATCH):
            self._append([self._of(*one) for one in new[start : start + BATCH]])
        return len(new)

    def _encoded_rows(self) -> int:
        ask = "SELECT coalesce(sum(rows), 0) FROM encoded"
        return int(self.corpus.connection.execute(ask).fetchone()[0])

    def _emptied(self) -> Rows:
        for path in self._paths:
            path.write_bytes(b"")
        return self.rows()[0]

    def _last_whole(self, rows: Rows) -> int:
        """The number of the last document whose rows are all there; what a kill left of the next
        is cut off."""
        last = int(rows["encoded"][-1]) if len(rows) else 0
        ask = "SELECT rows FROM encoded WHERE number = ?"
        wanted = self.corpus.connection.execute(ask, [last]).fetchone()
        whole = int(np.searchsorted(rows["encoded"], last))
        if wanted is None or len(rows) - whole == wanted[0]:
            whole = len(rows)
        else:
            last = int(rows["encoded"][whole - 1]) if whole else 0
        for path, size in zip(self._paths, (ROW.itemsize, WORDS * 8), strict=True):
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("ab") as file:
                file.truncate(whole * size)
        return last

    def _of(self, number: int, identity: str) -> tuple[Rows, Signatures]:
        document = self.corpus.document(identity)
        stored = self.vectors([number])[number]
        spans = encoded_spans(document)
        rows = np.zeros(len(stored), dtype=ROW)
        rows["encoded"], rows["at"] = number, np.arange(len(stored))
        passages = passages_of(document)
        for at, span in enumerate(spans[: len(stored)]):
            inside = next((p for p in passages if p.contains(span)), span)
            rows[at]["start"], rows[at]["end"] = inside.start, inside.end
        meta = document.metadata
        rows["published"] = day_number(meta.published) if meta.published else 0
        rows["publisher"] = _crc(meta.publisher or "")
        rows["language"] = LANGUAGES[document.language]
        return rows, signatures(stored)

    def _append(self, parts: Sequence[tuple[Rows, Signatures]]) -> None:
        rows, signed = zip(*parts, strict=True)
        for path, arrays in zip(self._paths, (rows, signed), strict=True):
            with path.open("ab") as file:
                file.write(b"".join(array.tobytes() for array in arrays))

    def nearest(self, query: Query, vector: Vectors, depth: int) -> list[Place]:
        """Of each report the passage with its sentence nearest to a vector, best first."""
        rows, signed = self.rows()
        if not len(rows):
            return []
        far = distances(signed, signatures(vector[None])[0])
        far[~_may_be_found(rows, query)] = FAR
        close = rows[nearest(far, max(NEAREST, 2 * depth))]
        stored = self.vectors({int(number) for number in close["encoded"]})
        close = close[[number in stored for number in close["encoded"].tolist()]]
        if not len(close):
            return []
        pairs = zip(close["encoded"].tolist(), close["at"].tolist(), strict=True)
        near = np.stack([stored[number][at] for number, at in pairs]).astype(np.float32) @ vector
        best: dict[int, int] = {}
        for order in np.argsort(-near, kind="stable"):
            best.setdefault(int(close["encoded"][order]), int(order))
            if len(best) == depth:
                break
        names = self._names(best)
        return [
            (names[number], int(close["start"][order]), int(close["end"][order]))
            for number, order in best.items()
        ]

    def vectors(self, numbers: Iterable[int]) -> dict[int, Halves]:
        """The stored vectors of the encoded documents with these numbers, if they are there."""
        wanted = sorted(numbers)
        found: dict[int, Halves] = {}
        for start in range(0, len(wanted), 500):
            some = wanted[start : start + 500]
            marks = ",".join("?" * len(some))
            for number, blob in self.corpus.connection.execute(
                "SELECT number, vectors FROM encoded JOIN sentence_vectors USING (document)"
                f" WHERE number IN ({marks})",
                some,
            ):
                found[number] = np.frombuffer(blob, dtype=np.float16).reshape(-1, SIZE)
        return found

    def _names(self, numbers: Iterable[int]) -> dict[int, str]:
        wanted = list(numbers)
        marks = ",".join("?" * len(wanted))
        ask = f"SELECT number, document FROM encoded WHERE number IN ({marks})"
        return dict(self.corpus.connection.execute(ask, wanted).fetchall())


def _may_be_found(rows: Rows, query: Query) -> NDArray[np.bool_]:
    """Which rows a query's language, publisher and dates let through."""
    fits = np.ones(len(rows), dtype=np.bool_)
    if query.language:
        fits &= rows["language"] == LANGUAGES.get(query.language, 0)
    if query.publisher:
        fits &= rows["publisher"] == _crc(query.publisher)
    if query.since or query.until:
        fits &= rows["published"] >= day_number(query.since or date.min)
        fits &= rows["published"] <= day_number(query.until or date.max)
    return fits


def _crc(name: str) -> int:
    return zlib.crc32(name.encode("utf-8", "replace"))


def day_number(day: date) -> int:
    """A day as an index keeps it: 20170314. No date is 0."""
    return day.year * 10_000 + day.month * 100 + day.day
