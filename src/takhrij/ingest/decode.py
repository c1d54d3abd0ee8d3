"""Bytes to characters: which encoding, and what was wrong with the bytes.

UTF-8 and UTF-16 are recognised by their own structure; the one-byte encodings that Arabic
text still comes in are told apart by how much their reading looks like Arabic. Nothing is
guessed in silence: whatever had to be assumed is named in `Decoded.problems`.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from takhrij.errors import UnreadableInput
from takhrij.ingest.legacy import best_reading
from takhrij.ingest.magic import format_of
from takhrij.ingest.mojibake import repaired

LIMIT = 20_000_000
"""Bytes of input taken by default: far over any article, far under what fills a laptop."""
CONTROL_SHARE = 0.001
"""Text holds no control characters; more than one in a thousand is a binary format."""
DAMAGED_SHARE = 0.1
"""Broken UTF-8 is read as UTF-8 while at most this share of its letters is broken."""

_MARKS = (  # the longer marks first: that of UTF-32 begins like that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """The characters, the encoding they were read in, and what the reader must be told."""

    text: str
    encoding: str
    problems: tuple[str, ...] = ()


def decode(data: bytes, *, declared: str | None = None, limit: int = LIMIT) -> Decoded:
    """The text of `data`; a byte-order mark is no part of it, newlines stay as they are.

    `declared` is the encoding that the file itself names (an HTML page may), tried where the
    bytes don't settle it. Raises UnreadableInput for empty, oversized or binary input.
    """
    _refuse(data, limit)
    decoded = _marked(data) or _utf16(data) or _utf8(data) or _other(data, declared)
    if not decoded.text.strip().strip("\ufeff\u200b\u200e\u200f"):
        raise UnreadableInput("is empty: it holds no words; give a file with a report in it")
    controls = len(_CONTROL.findall(decoded.text))
    if controls > CONTROL_SHARE * len(decoded.text):
        raise UnreadableInput(
            f"is binary, not text: {controls} control characters; save it as plain text or HTML"
        )
    return _without_mojibake(decoded)


def _refuse(data: bytes, limit: int) -> None:
    if not data:
        raise UnreadableInput("is empty: 0 bytes; give a file with a report in it")
    if len(data) > limit:
        raise UnreadableInput(
            f"is over the limit of {limit:,} bytes; split it, or raise the limit with --max-bytes"
        )
    binary = format_of(data)
    if binary is not None:
        raise UnreadableInput(f"is {binary}, not text; save it as plain text or HTML first")


def _marked(data: bytes) -> Decoded | None:
    """Text that begins with a byte-order mark."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _unbroken(data[len(mark) :], encoding)
    return None


def _unbroken(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, "replace")
    problems = _damage(text, data, encoding)
    cut_off = any(problem.startswith("truncated") for problem in problems)
    return Decoded(text[:-1] if cut_off else text, encoding, problems)


def _damage(text: str, data: bytes, encoding: str) -> tuple[str, ...]:
    """What was lost in decoding; a character cut off at the very end is named apart."""
    try:
        data.decode(encoding)
    except UnicodeDecodeError as error:
        if error.end == len(data) and len(data) - error.start < 4:
            return ("truncated: the text breaks off inside its last character",)
        lost = text.count("\ufffd")
        return (f"broken-bytes: {lost} characters could not be decoded and are shown as \ufffd",)
    return ()


def _utf16(data: bytes) -> Decoded | None:
    """UTF-16 without a mark: every second byte is 00 (Latin, spaces) or 06 (Arabic)."""
    sample = data[:65536]
    for encoding, high, low in (
        ("utf-16-le", sample[1::2], sample[::2]),
        ("utf-16-be", sample[::2], sample[1::2]),
    ):
        if _share_of_high_bytes(high) > 0.8 > 2 * _share_of_high_bytes(low):
            found = _unbroken(data, encoding)
            said = f"encoding: read as {encoding.upper()}; the file has no mark that says so"
            return Decoded(found.text, encoding, (said, *found.problems))
    return None


def _share_of_high_bytes(sample: bytes) -> float:
    return sum(map(sample.count, (b"\x00", b"\x06"))) / max(1, len(sample))


def _utf8(data: bytes) -> Decoded | None:
    """UTF-8, whole, cut off at its end, or with a few broken bytes among many sound ones."""
    found = _unbroken(data, "utf-8")
    if not found.problems:
        return found
    broken = found.text.count("\ufffd")
    sound = sum(character > "\x7f" for character in found.text) - broken
    return found if sound and broken <= DAMAGED_SHARE * sound else None


def _other(data: bytes, declared: str | None) -> Decoded:
    text, encoding = best_reading(data, declared)
    return Decoded(text, encoding, (f"encoding: read as {encoding}, which is not UTF-8",))


def _without_mojibake(decoded: Decoded) -> Decoded:
    text, problem = repaired(decoded.text)
    return Decoded(text, decoded.encoding, decoded.problems + problem)
