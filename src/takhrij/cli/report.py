"""One report from the command line: read from its file, taken through every stage."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Any

from takhrij import pipeline
from takhrij.cli.progress import progress
from takhrij.document import Document


def read_document(file: str, published: date | None, lang: Any, max_bytes: int) -> Document:
    """The report in a file, or on standard input for `-`."""
    from takhrij import ingest
    from takhrij.ingest.apart import CHILD

    how: dict[str, Any] = {"published": published, "language": lang, "limit": max_bytes}
    if file != "-":
        return ingest.read_file(Path(file), **how, by=CHILD)
    return ingest.read_bytes(sys.stdin.buffer.read(max_bytes + 1), "-", **how, by=CHILD)


def read_through(document: Document, resources: pipeline.Resources) -> Document:
    """The document with every layer on it, stage by stage on the terminal."""
    return pipeline.read(
        document, resources, watch=lambda stages: progress(stages, len(stages), "stage")
    )
