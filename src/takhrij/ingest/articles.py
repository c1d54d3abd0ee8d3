"""Lines of JSON, one article a line: {"text", "title", "date" or "published", "url", "source"}."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Literal

from takhrij.document import Document, Language, Metadata, digest
from takhrij.errors import UnreadableInput
from takhrij.ingest.letters import language_of, language_problems
from takhrij.ingest.problems import problems
from takhrij.ingest.text import metadata_of, titled

_NAMES = {
    "title": ("title", "headline", "article_title"),
    "text": ("text", "body", "content", "article_content"),
    "published": ("published", "date", "publication_date"),
    "publisher": ("publisher", "source"),
    "byline": ("byline", "author"),
    "url": ("url", "link"),
}
_DAY_FORMS = ("%Y-%m-%d", "%Y/%m/%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y")
"""Day before month, as Arabic and British papers write; the year first where it is first."""


def read_article(
    line: bytes,
    source: str,
    *,
    published: date | None = None,
    language: Language | Literal["auto"] = "auto",
) -> Document:
    """The document of one line. Its text is the title, an empty line and the article's text.

    `source` names the file and line. Raises UnreadableInput, naming it, if the line is no JSON
    mapping with a "text".
    """
    row = _row(line, source)
    title, body = (_string(row, name) for name in ("title", "text"))
    if not body:
        raise UnreadableInput(f'{source} has no "text"; each line needs {{"text": "..."}}')
    title = " ".join(title.split()) if title else None
    text = f"{title}\n\n{body}" if title and not body.startswith(title) else body
    chosen = _language(text, source) if language == "auto" else language
    metadata = _metadata(row, text, title, chosen)
    told = replace(
        metadata,
        source=source,
        published=published or metadata.published,
        problems=(*metadata.problems, *problems(text), *language_problems(text, chosen)),
    )
    return Document(digest(line), text, chosen, told)


def _row(line: bytes, source: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise UnreadableInput(f"{source} is no JSON ({error}); write one article a line") from error
    if not isinstance(row, dict):
        raise UnreadableInput(f'{source} is no mapping; each line needs {{"text": "..."}}')
    return row


def _string(row: dict[str, Any], name: str) -> str | None:
    """The first field that goes by one of a name's spellings and holds words."""
    for spelling in _NAMES[name]:
        value = row.get(spelling)
        if isinstance(value, str) and value.strip():
            return value.encode("utf-8", "replace").decode("utf-8")  # JSON may escape surrogates
    return None


def _language(text: str, source: str) -> Language:
    try:
        return language_of(text)
    except UnreadableInput as error:
        raise UnreadableInput(f"{source} {error}") from error


def _metadata(row: dict[str, Any], text: str, title: str | None, language: Language) -> Metadata:
    """What the line states; what it doesn't, the opening lines of the text may."""
    read = titled(metadata_of(text, language), text, title)
    stated = _string(row, "published")
    day = day_of(stated) if stated else None
    doubt = () if day or not stated else (f"date: {stated[:40]!r} is no date known here",)
    return replace(
        read,
        byline=_string(row, "byline") or read.byline,
        publisher=_string(row, "publisher") or read.publisher,
        published=day,
        url=_string(row, "url"),
        problems=doubt,
    )


def day_of(stated: str) -> date | None:
    """The day that a string states, with or without a time after it; None if in no known form."""
    words = stated.strip().replace("T", " ").split()
    for form in _DAY_FORMS:
        try:
            return datetime.strptime(words[0] if words else "", form).date()
        except ValueError:
            continue
    return None
