"""HTML pages: the article's words as plain text, and what the page says of them.

trafilatura finds the body. The page is parsed, never fetched, never run.
"""

from __future__ import annotations

import re
from dataclasses import replace

from takhrij.document import Language, Metadata
from takhrij.errors import UnreadableInput
from takhrij.ingest.letters import language_of
from takhrij.ingest.markup import tamed
from takhrij.ingest.page import page_metadata
from takhrij.ingest.text import metadata_of, titled

_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.I)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_:-]{2,40})", re.I)
HEAD = 4096
"""Where a page says that it is HTML, in characters."""


def is_html(text: str) -> bool:
    """Whether the text is an HTML page, by what its beginning says."""
    return _HTML.search(text[:HEAD]) is not None


def declared_charset(data: bytes) -> str | None:
    """The encoding that an HTML page names in its head, or None."""
    found = _CHARSET.search(data[:HEAD]) if b"<" in data[:HEAD] else None
    return found.group(1).decode("ascii") if found else None


def article(html: str, language: Language | None) -> tuple[str, Metadata]:
    """The title and body of a page as plain text, one paragraph a line, and its metadata.

    Raises UnreadableInput if the page is an HTML bomb or holds no words.
    """
    page = tamed(html)
    text, problems = _body(page)
    stated = page_metadata(html, page)
    if stated.title and not text.startswith(stated.title):
        text = f"{stated.title}\n\n{text}"
    read = titled(metadata_of(text, language or language_of(text)), text, stated.title)
    return text, replace(
        read,
        byline=stated.byline or read.byline,
        publisher=stated.publisher or read.publisher,
        published=stated.published,
        url=stated.url,
        problems=problems,
    )


def _body(page: str) -> tuple[str, tuple[str, ...]]:
    """The article's text, and a problem where no article was found."""
    from trafilatura import bare_extraction, html2txt

    found = bare_extraction(page, include_comments=False)
    text = str(getattr(found, "text", None) or "").strip()
    if text:
        return text, ()
    text = str(html2txt(page) or "").strip()
    if not text:
        raise UnreadableInput("is an HTML page without words; save the article as plain text")
    return text, ("no-article: no article body was found; all words of the page are kept",)
