"""What is fuzzed of reading: the readers of files, and every stage over any text."""

from __future__ import annotations

import io
from contextlib import suppress

from takhrij import pipeline
from takhrij.casefile import html, json
from takhrij.document import document_of
from takhrij.errors import UnreadableInput
from takhrij.ingest import unpack
from takhrij.ingest.articles import read_article
from takhrij.ingest.received import Reading, Unread


def readers(data: bytes) -> None:
    """Every reader, by whatever the bytes look like; a report or a reason must come out."""
    for item in unpack.readings(io.BytesIO(data), "fuzzed"):
        if not isinstance(item, Reading | Unread):
            raise TypeError(f"a reader gave a {type(item).__name__}")
    with suppress(UnreadableInput):
        read_article(data, "fuzzed")


def language(data: bytes) -> None:
    """Every stage over any text, in either language, then the case file and the report."""
    text = data.decode("utf-8", "replace")
    if not text.strip():
        return
    chosen = "en" if len(data) % 2 else "ar"
    document = pipeline.read(document_of(text, chosen), pipeline.RULES)
    html.render(json.case(document), "ar")
