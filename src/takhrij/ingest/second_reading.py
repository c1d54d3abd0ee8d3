"""A second reading of a PDF, by another program, to catch numbers that the first got wrong.

pdfminer places the glyphs by its own reading of the file. Digits stand from left to right on
the page in Arabic as in English, so numbers are taken from the page as it looks and owe
nothing to the re-ordering of the first reading.
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any

from takhrij.ingest.glyphs import Glyph, lines

SHOWN = 8
"""Numbers named a page."""
_NUMBER = re.compile(r"\d+(?:[.,:/\u066b\u066c]\d+)*")
_GAP = 0.25


def differences(data: bytes, texts: Mapping[int, str]) -> Iterator[str]:
    """A problem for each page whose numbers the two readings don't share.

    `texts` maps page numbers from 0 to the text of the first reading.
    """
    try:
        seen = _second(data, sorted(texts))
    except Exception as error:  # pdfminer raises what it likes on bad files
        kind = type(error).__name__
        yield f"numbers: no second reading was possible ({kind}); check every number"
        return
    for page, text in sorted(texts.items()):
        ours, theirs = Counter(_NUMBER.findall(text)), seen.get(page, Counter())
        doubted = sorted((ours - theirs) | (theirs - ours))
        if doubted:
            shown = ", ".join(doubted[:SHOWN]) + (", …" if len(doubted) > SHOWN else "")
            yield (
                f"numbers: on page {page + 1} two readings of the PDF differ on {shown}; "
                f"compare with the page"
            )


def _second(data: bytes, pages: list[int]) -> dict[int, Counter[str]]:
    from pdfminer.converter import PDFPageAggregator
    from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
    from pdfminer.pdfpage import PDFPage

    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    manager = PDFResourceManager()
    device = PDFPageAggregator(manager, laparams=None)
    interpreter = PDFPageInterpreter(manager, device)
    found = {}
    for number, page in zip(pages, PDFPage.get_pages(BytesIO(data), set(pages)), strict=False):
        interpreter.process_page(page)
        found[number] = _numbers(device.get_result())
    return found


def _numbers(layout: Any) -> Counter[str]:
    """The numbers of a page as it looks."""
    found: Counter[str] = Counter()
    for line in lines(list(_glyphs(layout))):
        found.update(_NUMBER.findall(_shown(line.glyphs)))
    return found


def _shown(glyphs: tuple[Glyph, ...]) -> str:
    """The line from left to right, with a space wherever there is a gap."""
    pieces: list[str] = []
    edge = glyphs[0].left
    for glyph in glyphs:
        if glyph.left - edge > _GAP * glyph.size:
            pieces.append(" ")
        pieces.append(glyph.text)
        edge = max(edge, glyph.right)
    return "".join(pieces)


def _glyphs(layout: Any) -> Iterator[Glyph]:
    from pdfminer.layout import LTChar, LTFigure

    held = [layout]
    while held:
        for item in held.pop():
            if isinstance(item, LTChar) and _has_text(item.get_text()):
                yield Glyph(item.get_text(), item.x0, item.x1, item.matrix[5], item.size)
            elif isinstance(item, LTFigure):
                held.append(item)


def _has_text(text: str) -> bool:
    """Whether a glyph stands for anything; pdfminer writes (cid:132) where that isn't known."""
    return bool(text.strip()) and not text.startswith("(cid:")
