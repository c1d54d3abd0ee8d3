"""What a report is compared with: an open corpus folder as resources of the pipeline."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from takhrij import pipeline


@contextmanager
def consulted(
    folder: Path | None, *, rules_only: bool, evidence: bool = True
) -> Iterator[pipeline.Resources]:
    """Resources with the corpus and the records of a folder; without a folder, with neither.

    Sentences that are not encoded yet are encoded first. Raises UsageError if there is no corpus.
    """
    if folder is None:
        yield pipeline.Resources(rules_only=rules_only)
        return
    from takhrij.cli.corpus_search import encode
    from takhrij.corpus.meaning import sentence_encoder
    from takhrij.store.corpus import opened
    from takhrij.store.library import CorpusLibrary
    from takhrij.store.records import RecordBook

    with opened(folder) as corpus:
        library = None
        if evidence:
            encode(corpus)
            library = CorpusLibrary(corpus, sentence_encoder())
        book = RecordBook(corpus)
        yield pipeline.Resources(
            rules_only=rules_only, library=library, book=book if len(book) else None
        )
