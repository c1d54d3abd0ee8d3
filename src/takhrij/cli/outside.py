"""What a report is compared with: an open corpus folder as resources of the pipeline."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from takhrij import pipeline
from takhrij.document import Document


@contextmanager
def consulted(
    folder: Path | None, *, rules_only: bool, evidence: bool = True, in_words: bool = False
) -> Iterator[pipeline.Resources]:
    """Resources with the corpus and the records of a folder; without a folder, with neither.
    `in_words`: a claim in words is looked up and no report.

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
            library = CorpusLibrary(corpus, sentence_encoder(), in_words=in_words)
        book = RecordBook(corpus)
        yield pipeline.Resources(
            rules_only=rules_only, library=library, book=book if len(book) else None
        )


def _is_shown(family: Any, own: str, others: Collection[str]) -> bool:
    """This report's families, and copies and translations of its evidence.

    A sentence that a passage's report shares with a third one says nothing of this case.
    """
    if own in family.members:
        return True
    copied = family.kind in ("reprint", "translation")
    return copied and any(member in others for member in family.members)


def family_rows_of(document: Document, library: Any) -> list[dict[str, Any]]:
    """The families of a read report and of its evidence, as rows; none without a corpus."""
    if library is None:
        return []
    from takhrij.annotations import Evidence
    from takhrij.casefile.families import Kindred, family_rows

    found = document.layer(Evidence) if document.has(Evidence) else ()
    others = dict.fromkeys(one.document for one in found if one.stance != "unrelated")
    families, kin = library.families(document, tuple(others))
    shown = [one for one in families if _is_shown(one, document.id, others)]
    own_first = sorted(shown, key=lambda one: document.id not in one.members)

    def find(identity: str) -> Document:
        return document if identity == document.id else library.document(identity)

    return family_rows(own_first, Kindred(kin, find, own=document.id))
