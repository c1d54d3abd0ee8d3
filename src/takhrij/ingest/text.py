"""Plain text: the characters as they are, and what the opening lines say of them."""

from __future__ import annotations

from dataclasses import replace

from takhrij.document import Language, Metadata, Span
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


def titled(metadata: Metadata, text: str, title: str | None) -> Metadata:
    """The metadata of a text whose first line is known to be `title`.

    What the opening lines part off the title (an author, an outlet) stays parted off.
    """
    if not title:
        return metadata
    short = metadata.title if metadata.title and title.startswith(metadata.title) else title
    body = max(metadata.body_start, len(title))
    start = body + len(text[body:]) - len(text[body:].lstrip())
    return replace(metadata, title=short, title_span=Span(0, len(short)), body_start=start)
