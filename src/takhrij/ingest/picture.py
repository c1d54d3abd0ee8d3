"""Pictures of text (PNG, JPEG, TIFF): read by tesseract, in Arabic and English."""

from __future__ import annotations

import struct

from takhrij.document import Language, Metadata
from takhrij.errors import UnreadableInput
from takhrij.ingest import ocr
from takhrij.ingest.magic import format_of
from takhrij.ingest.text import metadata_of

MOST_DOTS = 100_000_000
"""Dots of a picture: twelve pages of A4 at 300 to the inch. A small file can claim any number."""
FEWEST = 5
"""Words that a picture must have: fewer are a logo, or what OCR makes of a landscape."""
_KINDS = frozenset({"a PNG image", "a JPEG image", "a TIFF image"})
_WIDTH, _HEIGHT = 256, 257
_OF_TIFF = {3: "H", 4: "I"}


def is_picture(data: bytes) -> bool:
    return format_of(data) in _KINDS


def words(data: bytes, language: Language | None) -> tuple[str, Metadata]:
    """The words in a picture. Raises UnreadableInput if there are none that OCR can read, the
    picture is too large, or tesseract is not installed."""
    kind = format_of(data)
    width, height = size(data)
    if not 0 < width * height <= MOST_DOTS:
        raise UnreadableInput(
            f"is {kind} of {width:,} by {height:,} dots; up to {MOST_DOTS:,} in all are read"
        )
    path = ocr.program()
    if path is None:
        raise UnreadableInput(
            f"is {kind}; OCR with tesseract: install tesseract-ocr and tesseract-ocr-ara, "
            "or give the text"
        )
    text = ocr.recognised(path, data)
    if len(text.split()) < FEWEST:
        raise UnreadableInput(f"is {kind} in which OCR found no text")
    read = metadata_of(text, language or "ar")
    said = "ocr: a picture read by OCR; its digits are unreliable: compare every number with it"
    return text, Metadata(
        title=read.title,
        byline=read.byline,
        publisher=read.publisher,
        published=read.published,
        title_span=read.title_span,
        body_start=read.body_start,
        problems=(said, *read.problems),
    )


def size(data: bytes) -> tuple[int, int]:
    """Width and height in dots as a picture's head states them; (0, 0) if it states none."""
    try:
        if data.startswith(b"\x89PNG"):
            return struct.unpack(">II", data[16:24])
        return _of_jpeg(data) if data.startswith(b"\xff\xd8") else _of_tiff(data)
    except (struct.error, IndexError, KeyError):
        return 0, 0


def _of_jpeg(data: bytes) -> tuple[int, int]:
    """From the frame header (ITU T.81, B.2.2), past the segments before it."""
    at = 2
    while data[at] == 0xFF:
        marker, length = struct.unpack(">BH", data[at + 1 : at + 4])
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        at += 2 + length
    return 0, 0


def _of_tiff(data: bytes) -> tuple[int, int]:
    """From the first directory (TIFF 6.0, section 2)."""
    order = "<" if data.startswith(b"II") else ">"
    (first,) = struct.unpack(f"{order}I", data[4:8])
    (count,) = struct.unpack(f"{order}H", data[first : first + 2])
    found = {}
    for number in range(count):
        at = first + 2 + 12 * number
        tag, kind = struct.unpack(f"{order}HH", data[at : at + 4])
        if tag in (_WIDTH, _HEIGHT):
            form = f"{order}{_OF_TIFF[kind]}"
            (found[tag],) = struct.unpack_from(form, data, at + 8)
    return found[_WIDTH], found[_HEIGHT]
