"""The meaning half of a search index: files of rows, signatures and vectors, read as they lie.

They are only added to, and made again when they are gone. A row tells which sentence of which
document a signature stands for, and what a query may be narrowed by. Only what is looked at
comes into memory: every signature, and the vectors of the few sentences nearest by signature.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence
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
SIZES = (ROW.itemsize, WORDS * 8, SIZE * 2)
"""Bytes of a row in each of the files."""
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
    """The files, beside their corpus."""

    corpus: Corpus
    folder: Path

    @property
    def _paths(self) -> tuple[Path, ...]:
        return tuple(self.folder / name for name in ("rows", "signatures", "vectors"))

    def sizes(self) -> list[int]:
        """Bytes of each file."""
        return [path.stat().st_size if path.exists() else 0 for path in self._paths]

    def rows(self) -> tuple[Rows, Signatures, Halves]:
        """What the files hold, as far as all do."""
        paths = self._paths
        count = min(held // size for held, size in zip(self.sizes(), SIZES, strict=True))
        if not count:
            nothing = np.zeros((0, WORDS), dtype=np.uint64), np.zeros((0, SIZE), dtype=np.float16)
            return np.zeros(0, dtype=ROW), *nothing
        rows = np.memmap(paths[0], dtype=ROW, mode="r", shape=(count,))
        signed = np.memmap(paths[1], dtype=np.uint64, mode="r", shape=(count, WORDS))
        return rows, signed, np.memmap(paths[2], dtype=np.float16, mode="r", shape=(count, SIZE))

    def update(self) -> int:
        """Add the documents encoded since; returns how many. Begins anew where half is stale.

        A removed document's rows stay and name a number that no document has.
        """
        self.corpus.commit()  # a number that is rolled back would be given again
        rows, _, _ = self.rows()
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
        for path, size in zip(self._paths, SIZES, strict=True):
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("ab") as file:
                file.truncate(whole * size)
        return last

    def _of(self, number: int, identity: str) -> tuple[Rows, Signatures, Halves]:
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
        return rows, signatures(stored), stored

    def _append(self, parts: Sequence[tuple[Rows, Signatures, Halves]]) -> None:
        for path, arrays in zip(self._paths, zip(*parts, strict=True), strict=True):
            with path.open("ab") as file:
                file.write(b"".join(array.tobytes() for array in arrays))

    def nearest(self, query: Query, vector: Vectors, depth: int) -> list[Place]:
        """Of each report the passage with its sentence nearest to a vector, best first."""
        rows, signed, stored = self.rows()
        if not len(rows):
            return []
        far = distances(signed, signatures(vector[None])[0])
        far[~_may_be_found(rows, query)] = FAR
        at = nearest(far, max(NEAREST, 2 * depth))
        close = rows[at]
        near = stored[at].astype(np.float32) @ vector
        names = self._names({int(number) for number in close["encoded"]})
        best: dict[str, Place] = {}
        for order in np.argsort(-near, kind="stable"):
            _, start, end, *_ = close[order].tolist()
            name = names.get(int(close["encoded"][order]))  # none: the report is gone
            if name is not None and name not in best:
                best[name] = name, start, end
                if len(best) == depth:
                    break
        return list(best.values())

    def vectors(self, numbers: Iterable[int]) -> dict[int, Halves]:
        """The stored vectors of the encoded documents with these numbers, if they are there."""
        found: dict[int, Halves] = {}
        for some in _parts(numbers):
            ask = (
                "SELECT number, vectors FROM encoded JOIN sentence_vectors USING (document)"
                f" WHERE number IN ({_marks(some)})"
            )
            for number, blob in self.corpus.connection.execute(ask, some):
                found[number] = np.frombuffer(blob, dtype=np.float16).reshape(-1, SIZE)
        return found

    def _names(self, numbers: Iterable[int]) -> dict[int, str]:
        found: dict[int, str] = {}
        for some in _parts(numbers):
            ask = f"SELECT number, document FROM encoded WHERE number IN ({_marks(some)})"
            found.update(self.corpus.connection.execute(ask, some).fetchall())
        return found


def _parts(numbers: Iterable[int]) -> Iterator[list[int]]:
    """Numbers in order, in lists as long as one statement takes."""
    wanted = sorted(numbers)
    for start in range(0, len(wanted), 500):
        yield wanted[start : start + 500]


def _marks(values: Sequence[int]) -> str:
    return ",".join("?" * len(values))


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
