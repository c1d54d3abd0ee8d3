"""Reports as families ask for them: what is known of each, the text only where it is read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from takhrij.corpus.fingerprints import METHOD, fingerprints
from takhrij.corpus.rows import Hashes
from takhrij.store.corpus import Corpus


@dataclass(frozen=True, slots=True)
class Stored:
    """A report in a corpus. Its text is read from there each time it is asked for."""

    id: str
    published: date | None
    publisher: str | None
    corpus: Corpus

    @property
    def text(self) -> str:
        return self.corpus.document(self.id).text


def stored_reports(corpus: Corpus) -> tuple[Sequence[Stored], Sequence[Hashes]]:
    """Every report with its fingerprints, in order of intake."""
    rows = corpus.connection.execute(
        "SELECT id, published, publisher, hashes FROM document"
        " LEFT JOIN fingerprint ON document = id AND method = ? ORDER BY number",
        [METHOD],
    ).fetchall()
    reports = [
        Stored(row[0], date.fromisoformat(row[1]) if row[1] else None, row[2], corpus)
        for row in rows
    ]
    return reports, [
        fingerprints(report.text) if row[3] is None else np.frombuffer(row[3], dtype=np.uint64)
        for report, row in zip(reports, rows, strict=True)
    ]
