"""Every stage over every document of a corpus, on any engine, with the same result on each.

A document leaves as a row of bytes and comes back as the line that `extract` prints for it.
Lines are kept in batches as they come, so a run may be killed at any moment and run again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import islice
from typing import Any

from takhrij import __version__, pipeline
from takhrij.casefile.json import dumps, extraction
from takhrij.corpus.engines import Engine
from takhrij.document import Document, Metadata, Span, digest
from takhrij.errors import EnvironmentFault, TakhrijError
from takhrij.store.annotated import Annotated, keep, pending
from takhrij.store.corpus import Corpus

BATCH = 32
"""Lines between two commits: what a kill can cost is made again."""


@dataclass(frozen=True, slots=True)
class Run:
    """What decides the lines besides the documents: settings, and the digests of data."""

    rules_only: bool = False
    data: tuple[tuple[str, str], ...] = ()

    @property
    def made_by(self) -> str:
        """The digest under which the lines are kept."""
        told = {"takhrij": __version__, "rules_only": self.rules_only, "data": dict(self.data)}
        return digest(json.dumps(told, sort_keys=True).encode())

    @property
    def resources(self) -> pipeline.Resources:
        return pipeline.Resources(rules_only=self.rules_only)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one document: `error` says why it has no line."""

    document: str
    error: str | None = None


def run_of(*, rules_only: bool) -> Run:
    """A run with this machine's data."""
    data = pipeline.data_digests(pipeline.Resources(rules_only=rules_only))
    return Run(rules_only, tuple(sorted(data.items())))


def annotate(corpus: Corpus, engine: Engine, run: Run) -> Iterator[Outcome]:
    """Make the lines that the corpus lacks; yields what became of each document.

    Where a worker died and the engine can't say on which row, the rest is run again as long
    as every try brings the work on; then EnvironmentFault is raised. What was made is kept.
    """
    made_by = run.made_by
    failed: set[str] = set()
    left = pending(corpus, made_by)
    while left:
        try:
            yield from _round(corpus, engine, run, left, failed)
            return
        except EnvironmentFault:
            before = len(left)
            left = [one for one in pending(corpus, made_by) if one not in failed]
            if len(left) == before:
                raise


def _round(
    corpus: Corpus, engine: Engine, run: Run, left: Iterable[str], failed: set[str]
) -> Iterator[Outcome]:
    work = partial(annotated, run=run)
    rows = (row_of(corpus.document(identity)) for identity in left)
    results = engine.run(work, rows, lost)
    for batch in _batches(results):
        good = [Annotated(identity, line) for identity, line, _ in batch if line is not None]
        keep(corpus, run.made_by, good)
        failed.update(identity for identity, line, _ in batch if line is None)
        yield from (Outcome(identity, error) for identity, _, error in batch)


def _batches(results: Iterator[bytes]) -> Iterator[list[tuple[str, str | None, str | None]]]:
    """Results in batches; one that an engine's failure cuts short is given before the failure."""
    while True:
        batch: list[tuple[str, str | None, str | None]] = []
        try:
            for one in islice(results, BATCH):
                batch.append(tuple(json.loads(one)))  # noqa: PERF401 - kept if the next one fails
        except EnvironmentFault:
            if batch:
                yield batch
            raise
        if not batch:
            return
        yield batch


def row_of(document: Document) -> bytes:
    """A document without its layers, as a row for an engine."""
    meta = document.metadata
    told = {name: getattr(meta, name) for name in Metadata.__slots__}
    span = meta.title_span
    told["title_span"] = span and [span.start, span.end]
    told["published"] = meta.published and meta.published.isoformat()
    row = {"id": document.id, "text": document.text, "language": document.language, "told": told}
    return json.dumps(row, ensure_ascii=False).encode()


def document_of_row(row: bytes) -> Document:
    """The document that `row_of` was given."""
    found = json.loads(row)
    told = found["told"]
    span, published = told["title_span"], told["published"]
    told["title_span"] = span and Span(*span)
    told["published"] = published and date.fromisoformat(published)
    told["problems"] = tuple(told["problems"])
    return Document(found["id"], found["text"], found["language"], Metadata(**told))


def annotated(row: bytes, run: Run) -> bytes:
    """One row read through every stage: JSON of [id, line or null, error or null].

    Never raises for a bad row, nor for a bug of ours: the others are worth more. A worker
    whose data is not the run's refuses, so a cluster can't mix two gazetteers in one corpus.
    """
    document = document_of_row(row)
    try:
        return _result(document.id, line=_line(document, run))
    except TakhrijError as error:
        return _result(document.id, error=f"{document.metadata.source}: {error}")
    except Exception as error:
        reason = f"{document.metadata.source}: a bug in Takhrij, please report it: {error!r}"
        return _result(document.id, error=reason)


def _line(document: Document, run: Run) -> str:
    data = pipeline.data_digests(run.resources)
    if tuple(sorted(data.items())) != run.data:
        raise EnvironmentFault(
            "this worker has another gazetteer or model than the one that started the run; "
            "give each the same TAKHRIJ_HOME"
        )
    settings: dict[str, Any] = {"rules_only": True} if run.rules_only else {}
    found = extraction(pipeline.read(document, run.resources), settings=settings, data=data)
    return dumps(found, indent=None)


def lost(row: bytes) -> bytes:
    """The result of a row whose worker died twice."""
    document = document_of_row(row)
    reason = f"{document.metadata.source}: the process that read it died; is there memory enough?"
    return _result(document.id, error=reason)


def _result(identity: str, *, line: str | None = None, error: str | None = None) -> bytes:
    return json.dumps([identity, line, error], ensure_ascii=False).encode()
