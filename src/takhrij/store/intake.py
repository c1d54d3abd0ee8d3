"""Intake: from paths to documents in a corpus, one bad file never stopping the rest."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from takhrij import __version__
from takhrij.document import Document
from takhrij.errors import UsageError
from takhrij.ingest import unpack
from takhrij.ingest.apart import OWN
from takhrij.ingest.received import Known, Reading, Unread
from takhrij.language.datelines import publication_date
from takhrij.store.corpus import Corpus

BATCH = 50
"""Documents between two commits: what a kill can cost is read again on the next run."""
_MADE_BY = f"ingest/{__version__}"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one report: added, known (the same bytes were there) or unread."""

    source: str
    what: Literal["added", "known", "unread"]
    reason: str = ""
    read: int = 0
    """Bytes of the files that had been read by then."""


def files(paths: Iterable[Path]) -> list[Path]:
    """The files that paths name, folders searched through, in order and each once.

    Raises UsageError if a path doesn't exist. Hidden files and folders are left out.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            below = (file for file in sorted(path.rglob("*")) if file.is_file())
            found.update((f, None) for f in below if not _is_hidden(f.relative_to(path)))
        elif path.exists():
            found[path] = None
        else:
            raise UsageError(f"no file or folder {path}; give paths that exist")
    return list(found)


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def size_of(paths: Iterable[Path]) -> int:
    """The bytes of all the files; one that can't be looked at counts as none."""
    return sum(map(_size, paths))


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


Item = Reading | Known | Unread


def _readings(corpus: Corpus, path: Path) -> Iterator[tuple[Item, int]]:
    """The reports in one file: one, or many in JSON lines, archives and boxes of mail. With
    each, how far into the file one has read."""
    source = os.fsencode(path).decode("utf-8", "replace")  # a name may hold any bytes
    try:
        with path.open("rb") as file:
            for item in unpack.readings(file, source, OWN, corpus.holds):
                yield item, file.tell()
    except OSError as error:
        reason = f"{source} can't be read: {error.strerror}; check who may read it"
        yield Unread(source, reason), 0


def take_in(corpus: Corpus, paths: Iterable[Path]) -> Iterator[Outcome]:
    """Add every report under the paths; yields each as it is dealt with, for the progress shown.

    What is already there is left as it is and not read again, so a run that was killed is
    resumed by running again.
    """
    number = before = 0
    for path in paths:
        for item, at in _readings(corpus, path):
            yield replace(_taken(corpus, item), read=before + at)
            number += 1
            if number % BATCH == 0:
                corpus.commit()
        before += _size(path)
    corpus.commit()


def _taken(corpus: Corpus, item: Item) -> Outcome:
    if isinstance(item, Known):
        corpus.see(item.original, item.source)
        return Outcome(item.source, "known")
    if isinstance(item, Unread):
        corpus.note_unread(item.source, item.reason)
        return Outcome(item.source, "unread", item.reason)
    is_new = corpus.add(_dated(item.document), item.original, _MADE_BY)
    return Outcome(item.document.metadata.source, "added" if is_new else "known")


def _dated(document: Document) -> Document:
    """With the date of the report's own dateline, where no metadata gave one."""
    if document.metadata.published is not None:
        return document
    stated = publication_date(document.text, document.language)
    return document if stated is None else document.with_metadata(published=stated[0])
