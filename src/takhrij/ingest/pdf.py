"""PDF files: glyphs at places to text in the order of reading, every number read twice.

PDFium gives the glyphs; pdfminer reads the same page on its own, and every number on which
the two differ is named with its page. Pages without text are read by OCR where tesseract is
installed, and that is named too.
"""

from __future__ import annotations

import ctypes
import math
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from typing import Any

from takhrij.document import Language, Metadata
from takhrij.errors import UnreadableInput
from takhrij.ingest import ocr, second_reading
from takhrij.ingest.glyphs import Glyph, ligature, page_text
from takhrij.ingest.letters import language_of
from takhrij.ingest.text import metadata_of

MOST_PAGES = 400
MOST_GLYPHS = 30_000
"""Glyphs on one page: a page of a broadsheet has under 15,000."""
HEAD = 1024
TAIL = 2048
"""Where readers look for the beginning and for the end of a PDF."""
FEW = 3
"""A page with fewer letters and digits than this has no text."""
SPACE = 0.05
"""A space narrower than this share of the size is none: some producers leave their traces."""


def is_pdf(data: bytes) -> bool:
    return b"%PDF-" in data[:HEAD]


def words(data: bytes, language: Language | None) -> tuple[str, Metadata]:
    """The text of a PDF, a paragraph on each line and a blank line between pages.

    Raises UnreadableInput if it is damaged, under a password, too long or has no text.
    """
    file = _opened(data)
    try:
        pages = _pages(file)
    finally:
        file.close()
    text = "\n\n".join(page for page, _ in pages if page)
    if not text:
        raise UnreadableInput(_without_text(len(pages)))
    problems = (*_cut_off(data), *_scanned(pages), *_doubts(data, pages))
    return text, replace(metadata_of(text, language or language_of(text)), problems=problems)


def _without_text(pages: int) -> str:
    if ocr.program() is None:
        return (
            "is a PDF without a text layer (a scan); OCR with tesseract: install tesseract-ocr "
            "and tesseract-ocr-ara, or give the text"
        )
    return (
        f"is a PDF of {pages} pages without a text layer, and OCR found no words in it; "
        f"see that tesseract-ocr-ara is installed"
    )


def _opened(data: bytes) -> Any:
    import pypdfium2

    try:
        file = pypdfium2.PdfDocument(data)
        count = len(file)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise UnreadableInput(
                "is a PDF protected by a password; save it without one"
            ) from error
        raise UnreadableInput("is a PDF that is damaged or cut off; get a whole copy") from error
    if not 0 < count <= MOST_PAGES:
        raise UnreadableInput(f"is a PDF of {count:,} pages; from 1 to {MOST_PAGES} are read")
    return file


def _pages(file: Any) -> list[tuple[str, bool]]:
    found: list[tuple[str, bool]] = []
    for number in range(len(file)):
        scans = sum(is_scan for _, is_scan in found)
        found.append(_page(file, number, may_scan=scans < ocr.MOST_PAGES))
    return found


def _page(file: Any, number: int, *, may_scan: bool) -> tuple[str, bool]:
    """The text of a page, and whether it has none of its own and was left to OCR."""
    import pypdfium2

    try:
        page = file[number]
    except pypdfium2.PdfiumError as error:
        raise UnreadableInput(f"is a PDF whose page {number + 1} is damaged") from error
    try:
        text = page_text(list(_glyphs(page)))
        if sum(map(str.isalnum, text)) >= FEW:
            return text, False
        return ocr.words(page) if may_scan else "", True
    finally:
        page.close()


def _glyphs(page: Any) -> Iterator[Glyph]:
    """The glyphs of a page; characters at one and the same place are one glyph, a ligature."""
    text = page.get_textpage()
    try:
        characters = list(_characters(text))
    finally:
        text.close()
    for (left, y), group in groupby(characters, key=lambda one: one[0]):
        held = list(group)
        letters = ligature("".join(one[3] for one in held).strip() or " ")
        right = max(left, *(one[1] for one in held))
        size = max(one[2] for one in held)  # spaces made up by producers have no size
        if letters != " " or right - left > SPACE * size:
            yield Glyph(letters, left, right, y, size)


def _characters(text: Any) -> Iterator[tuple[tuple[float, float], float, float, str]]:
    """Origin, right edge, size and character; spaces that PDFium made up are left out."""
    from pypdfium2 import raw

    count = text.count_chars()
    if count > MOST_GLYPHS:
        raise UnreadableInput(
            f"is a PDF with {count:,} glyphs on a page, over the limit of {MOST_GLYPHS:,}"
        )
    x, y, matrix = ctypes.c_double(), ctypes.c_double(), raw.FS_MATRIX()
    for at in range(count):
        if raw.FPDFText_IsGenerated(text, at):
            continue
        character = _character(raw.FPDFText_GetUnicode(text, at))
        raw.FPDFText_GetCharOrigin(text, at, x, y)
        raw.FPDFText_GetMatrix(text, at, matrix)
        size = raw.FPDFText_GetFontSize(text, at) * math.hypot(matrix.c, matrix.d)
        right = text.get_charbox(at, loose=True)[2]
        yield (round(x.value, 2), round(y.value, 2)), right, size, character


def _character(code: int) -> str:
    """The character; PDFium's own sign for a hyphen at the end of a line is one again."""
    if code in (0x02, 0xFFFE):
        return "\u00ad"
    if code > 0x10FFFF or unicodedata.category(chr(code)) in {"Cc", "Cs"}:
        return " "
    return chr(code)


def _cut_off(data: bytes) -> tuple[str, ...]:
    if b"%%EOF" in data[-TAIL:]:
        return ()
    return ("truncated: this PDF has no end mark; pages may be missing",)


def _scanned(pages: list[tuple[str, bool]]) -> tuple[str, ...]:
    """What pages without a text layer came to."""
    found = [n for n, (text, is_scan) in enumerate(pages, start=1) if is_scan and text]
    lost = [n for n, (text, is_scan) in enumerate(pages, start=1) if is_scan and not text]
    said = []
    if found:
        said.append(
            f"ocr: {_listed(found)} read by OCR; its digits are unreliable: compare every "
            f"number with the page"
        )
    if lost:
        said.append(f"no-text: {_listed(lost)} without a text layer; OCR with tesseract")
    return tuple(said)


def _listed(pages: list[int]) -> str:
    shown = ", ".join(map(str, pages[:20])) + (", …" if len(pages) > 20 else "")
    return f"page {shown}" if len(pages) == 1 else f"pages {shown}"


def _doubts(data: bytes, pages: list[tuple[str, bool]]) -> tuple[str, ...]:
    """Numbers on which the second reader differs."""
    texts = {n: text for n, (text, is_scan) in enumerate(pages) if text and not is_scan}
    return tuple(second_reading.differences(data, texts))
