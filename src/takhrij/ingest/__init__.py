"""From bytes as received to a document. Nothing is fetched, nothing is run."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Literal

from takhrij.document import Document, Language, Metadata, digest
from takhrij.errors import UnreadableInput, UsageError
from takhrij.ingest import archives, docx, html, mail, pdf, picture
from takhrij.ingest.apart import HERE, By
from takhrij.ingest.decode import LIMIT, Decoded, decode
from takhrij.ingest.letters import language_of, language_problems
from takhrij.ingest.problems import problems
from takhrij.ingest.text import metadata_of

MOST_CHARACTERS = 1_000_000
"""Longest text read as one report: a book of 400 pages."""

Words = Callable[[bytes, Language | None], tuple[str, Metadata]]
"""A reader: from bytes and the language asked for to a text and what is known of it."""

READERS: tuple[tuple[Callable[[bytes], bool], Words], ...] = (
    (pdf.is_pdf, pdf.words),
    (docx.is_docx, docx.words),
    (docx.is_locked, docx.refuse_locked),
    (mail.is_message, mail.words),
    (picture.is_picture, picture.words),
)
"""How a format is told by its bytes, and what reads it; all else is text or HTML."""


def read_bytes(
    data: bytes,
    source: str = "-",
    *,
    published: date | None = None,
    language: Language | Literal["auto"] = "auto",
    limit: int = LIMIT,
    by: By = HERE,
) -> Document:
    """The document that `data` holds: plain text as it is, the words of a page, file or message.

    `source` is the path or address shown to the reader. `published` overrides every date that
    the input states. `by` says who opens what is risky to
    open, a child process or we ourselves, and the encoding that was stated beside the bytes.
    Raises UnreadableInput, naming the source, if no text can be read.
    """
    try:
        _refuse(data, limit)
        asked = None if language == "auto" else language
        read = _words(data, asked, limit, by)
        text, metadata, chosen = _read(*read, asked)
    except UnreadableInput as error:
        raise UnreadableInput(f"{source} {error}") from error
    told = replace(metadata, source=source, published=published or metadata.published)
    return Document(digest(data), text, chosen, told)


def read_file(
    path: Path,
    *,
    published: date | None = None,
    language: Language | Literal["auto"] = "auto",
    limit: int = LIMIT,
    by: By = HERE,
) -> Document:
    """The document that a file holds; see `read_bytes`. Raises UsageError if it can't be read."""
    data = file_bytes(path, limit)
    source = os.fsencode(path).decode("utf-8", "replace")  # a name may hold any bytes
    return read_bytes(data, source, published=published, language=language, limit=limit, by=by)


def file_bytes(path: Path, limit: int = LIMIT) -> bytes:
    """At most one byte more than the limit, so that no file, however large, fills the memory.

    Raises UsageError if there is no such file or it can't be opened.
    """
    try:
        with path.open("rb") as file:
            return file.read(limit + 1)
    except FileNotFoundError as error:
        raise UsageError(f"no file {path}; give the path of a report, or - to read it") from error
    except IsADirectoryError as error:
        raise UsageError(f"{path} is a folder; give a file in it") from error
    except OSError as error:
        raise UsageError(
            f"{path} can't be read: {error.strerror}; check who may read it"
        ) from error


def _refuse(data: bytes, limit: int) -> None:
    """Refuse what holds many reports, and what is too large before any reader opens it."""
    if len(data) > limit:
        raise UnreadableInput(
            f"is over the limit of {limit:,} bytes; split it, or raise the limit with --max-bytes"
        )
    if archives.is_zip(data) and not docx.is_docx(data):
        archives.opened(BytesIO(data)).close()
        raise UnreadableInput(
            "is a ZIP archive, which may hold many reports; unpack it, or add it to a corpus: "
            "takhrij corpus add"
        )


def _words(data: bytes, language: Language | None, limit: int, by: By) -> tuple[str, Metadata]:
    """The text that some reader finds in the bytes, and what it says of it."""
    for is_one, words in READERS:
        if is_one(data):
            return by.apart.words(data, language, None) if by.apart else words(data, language)
    decoded = decode(data, declared=html.declared_charset(data) or by.charset, limit=limit)
    if by.apart and html.is_html(decoded.text):
        return by.apart.words(data, language, by.charset)
    text, metadata = _words_of(decoded, language)
    return text, replace(metadata, problems=(*decoded.problems, *metadata.problems))


def words_here(data: bytes, language: Language | None, charset: str | None) -> tuple[str, Metadata]:
    """What the readers find in bytes whose size was checked, as the child process reads them."""
    return _words(data, language, len(data) + 1, By(charset=charset))


def _read(
    text: str, metadata: Metadata, language: Language | None
) -> tuple[str, Metadata, Language]:
    if len(text) > MOST_CHARACTERS:
        raise UnreadableInput(
            f"holds {len(text):,} characters, over the limit of {MOST_CHARACTERS:,} "
            f"for one report; split it"
        )
    chosen = language or language_of(text)
    told = (*metadata.problems, *problems(text), *language_problems(text, chosen))
    return text, replace(metadata, problems=told), chosen


def _words_of(decoded: Decoded, language: Language | None) -> tuple[str, Metadata]:
    if html.is_html(decoded.text):
        return html.article(decoded.text, language)
    return decoded.text, metadata_of(decoded.text, language or language_of(decoded.text))
