"""Mojibake: UTF-8 that was once read in a one-byte encoding and saved like that.

Arabic letters are two bytes in UTF-8, the first D8 to DB. Read as Windows-1252 those show as
"Ø" or "Ù" and one more sign, read as Windows-1256 as "ط" or "ظ" and one more. Going back is
certain only if the whole text is valid UTF-8 again; then it is done, and said.
"""

from __future__ import annotations

import re

_UNUSED = (0x81, 0x8D, 0x8F, 0x90, 0x9D)
"""Bytes that Windows-1252 leaves unused; programs pass them through as controls."""
_C1 = {chr(byte): bytes([byte]) for byte in _UNUSED}


def _sign(encoding: str, leads: str) -> re.Pattern[str]:
    """Four letters in a row, each a lead byte and a following byte of UTF-8 misread."""
    following = bytes(range(0x80, 0xC0)).decode(encoding, "ignore") + "".join(_C1)
    return re.compile(f"(?:[{leads}][{re.escape(following)}]){{4}}")


_SIGNS = {
    "windows-1252": _sign("windows-1252", "ØÙÚÛ"),
    "iso-8859-1": _sign("iso-8859-1", "ØÙÚÛ"),
    "windows-1256": _sign("windows-1256", "طظعغ"),
}


def repaired(text: str) -> tuple[str, tuple[str, ...]]:
    """The text, put right if it is mojibake and the way back is certain, and what to say."""
    signed = [encoding for encoding, sign in _SIGNS.items() if sign.search(text)]
    for encoding in signed:
        put_right = _undone(text, encoding)
        if put_right is not None:
            return put_right, (
                f"mojibake: the text is UTF-8 that was read as {encoding}; it was put right, "
                f"and every offset is into the text put right",
            )
    if not signed:
        return text, ()
    return text, (
        f"mojibake: parts look like UTF-8 read as {signed[0]}; "
        f"they could not be put right with certainty and stand as they are",
    )


def _undone(text: str, encoding: str) -> str | None:
    """The text before the wrong reading, or None unless all of it goes back."""
    try:
        original = text.encode(encoding, "strict")
    except UnicodeEncodeError:
        original = _bytes_with_controls(text, encoding)
    try:
        return original.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _bytes_with_controls(text: str, encoding: str) -> bytes:
    """As `encode`, with unused bytes passed through; what has no byte becomes FF (invalid)."""
    pieces = []
    for character in text:
        try:
            pieces.append(character.encode(encoding))
        except UnicodeEncodeError:
            pieces.append(_C1.get(character, b"\xff"))
    return b"".join(pieces)
