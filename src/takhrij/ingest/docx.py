"""Word files (DOCX): paragraphs, tables and footnotes in the order of the page.

What was inserted while changes were tracked is kept, what was deleted is left out, and that is
said. Headers, footers and comments are left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import Any

from takhrij.document import Language, Metadata
from takhrij.errors import UnreadableInput
from takhrij.ingest.archives import UNSOUND, holds, is_zip, opened, refusal
from takhrij.ingest.letters import language_of
from takhrij.ingest.text import metadata_of

MOST_BYTES = 200_000_000
"""Bytes that the file may unpack to, pictures and all."""
MOST_MARKUP = 50_000_000
"""Bytes of the main part: two million words with mark-up about each of them."""
BODY = "word/document.xml"
_NAMES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
}
_W = "{" + _NAMES["w"] + "}"
_BLOCKS = "./w:p | ./w:tbl | ./w:sdt/w:sdtContent/w:p | ./w:sdt/w:sdtContent/w:tbl"
_WORDS = ".//w:t | .//w:r/w:tab | .//w:br | .//w:cr | .//w:noBreakHyphen"
_SHOWN = "[not(ancestor::mc:Fallback)]"  # a second form of the same words, for old programs
_PIECES = " | ".join(f"{path.strip()}{_SHOWN}" for path in _WORDS.split("|"))
_AS_TEXT = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "\u2011"}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED = "EncryptedPackage".encode("utf-16-le")


def is_docx(data: bytes) -> bool:
    return is_zip(data) and holds(BytesIO(data), BODY)


def is_locked(data: bytes) -> bool:
    """Whether this is an Office file that a password protects."""
    return data.startswith(_OLE) and _LOCKED in data


def refuse_locked(data: bytes, language: Language | None) -> tuple[str, Metadata]:
    raise UnreadableInput("is an Office file protected by a password; save it without one")


def words(data: bytes, language: Language | None) -> tuple[str, Metadata]:
    """The text of a Word file, a paragraph or a row of a table on each line.

    Raises UnreadableInput if the file is damaged, a bomb or holds no words.
    """
    _refuse_bomb(data)
    body, footnotes = _parts(data)
    lines = [*_lines(body), *_lines_of_notes(footnotes)]
    text = "\n".join(lines).strip()
    if not text:
        raise UnreadableInput("is a Word file without words; pictures in it are not read")
    problems = _problems(body)
    return text, replace(metadata_of(text, language or language_of(text)), problems=problems)


def _refuse_bomb(data: bytes) -> None:
    with opened(BytesIO(data)) as archive:
        listed = archive.infolist()
    for info in listed:
        reason = refusal(info)
        if reason is not None:
            raise UnreadableInput(f"is a Word file whose part {info.filename[:60]!r} {reason}")
    main = next(info.file_size for info in listed if info.filename == BODY)
    if main > MOST_MARKUP or sum(info.file_size for info in listed) > MOST_BYTES:
        raise UnreadableInput(
            f"is a Word file over the limit of {MOST_MARKUP:,} bytes of text with its mark-up "
            f"or {MOST_BYTES:,} in all; split it"
        )


def _parts(data: bytes) -> tuple[Any, Any]:
    """The body, and the footnotes or None, as elements of XML."""
    from docx import Document as WordFile
    from docx.oxml.parser import parse_xml
    from lxml.etree import LxmlError

    try:
        part = WordFile(BytesIO(data)).part
        notes = (rel for rel in part.rels.values() if rel.reltype.endswith("/footnotes"))
        blob = next((rel.target_part.blob for rel in notes if not rel.is_external), None)
        return part.element.body, None if blob is None else parse_xml(blob)
    except (*UNSOUND, LxmlError, KeyError, AttributeError, TypeError) as error:
        raise UnreadableInput(
            f"is a damaged Word file ({type(error).__name__}: {error}); "
            f"open it in a word processor and save it again"
        ) from error


def _found(element: Any, path: str) -> list[Any]:
    from lxml.etree import _Element  # its own xpath: that of python-docx knows fewer names

    return list(_Element.xpath(element, path, namespaces=_NAMES))


def _lines(body: Any) -> Iterator[str]:
    for block in _found(body, _BLOCKS):
        if block.tag == f"{_W}p":
            yield _text(block)
        else:
            yield from _rows(block)


def _rows(table: Any) -> Iterator[str]:
    """One line a row, its cells apart by tabs; tables inside cells are read as their words."""
    for row in _found(table, "./w:tr"):
        cells = _found(row, "./w:tc | ./w:sdt/w:sdtContent/w:tc")
        yield "\t".join(" ".join(map(_text, _found(cell, ".//w:p"))).strip() for cell in cells)


def _lines_of_notes(notes: Any) -> Iterator[str]:
    if notes is not None:
        yield from filter(None, (_text(note).strip() for note in _found(notes, "./w:footnote")))


def _text(paragraph: Any) -> str:
    pieces = _found(paragraph, _PIECES)
    return "".join(_AS_TEXT.get(piece.tag) or piece.text or "" for piece in pieces)


def _problems(body: Any) -> tuple[str, ...]:
    deleted = len(_found(body, ".//w:del"))
    inserted = len(_found(body, ".//w:ins"))
    if not deleted + inserted:
        return ()
    return (
        f"tracked-changes: {inserted} insertions are read as text and {deleted} deletions "
        f"are left out",
    )
