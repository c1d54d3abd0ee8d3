"""Plain text: the characters as they are, and what the opening lines say of them."""

from __future__ import annotations

from takhrij.document import Language, Metadata
from takhrij.ingest.openings import opening


def metadata_of(text: str, language: Language) -> Metadata:
    """Title, byline, publisher and start of the body, from the text alone."""
    found = opening(text, language)
    return Metadata(
        title=found.title.of(text) if found.title else None,
        title_span=found.title,
        byline=found.byline,
        publisher=found.publisher,
        body_start=found.body,
    )
