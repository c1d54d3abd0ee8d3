"""ZIP archives: their members, one by one, none unpacked to disk and no bomb swallowed.

A member's name is shown and never used as a path. Sizes are checked as the archive states them,
before anything is unpacked; `zipfile` reads no more of a member than it states.
"""

from __future__ import annotations

import lzma
import zipfile
import zlib
from collections.abc import Iterator
from io import SEEK_END
from typing import BinaryIO, cast

from takhrij.errors import UnreadableInput
from takhrij.ingest.received import Member, Unread

MOST_MEMBERS = 20_000
MOST_BYTES = 4_000_000_000
"""Bytes that all members of one archive may unpack to: a folder of web archives."""
BOMB_BYTES = 5_000_000
BOMB_RATIO = 120
"""Text packs to a fifth of its size, mark-up to a thirtieth. What packs to under a 120th of
over five million bytes is made of nothing, to fill a disk (deflate ends at a 1,032nd)."""
MOST_DIRECTORY = 20_000_000
"""Bytes of an archive's list of members, which is read whole before they can be counted."""
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_END, _LONGEST_END = b"PK\x05\x06", 65_557
"""The mark of an archive's end, and the most bytes from there on: its comment is under 64 KiB."""
_LARGE_END, _IN_LARGE_END = b"PK\x06\x06", 0xFFFF_FFFF
"""The same in the 64-bit form, and what the plain one states where the size stands there."""
_OFFICE = "[Content_Types].xml"
_ENCRYPTED = 0x1
UNSOUND = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    ValueError,
    RuntimeError,
    OverflowError,
    MemoryError,
)
"""What `zipfile` raises on archives that are damaged or packed in a way it doesn't know."""


def is_zip(head: bytes) -> bool:
    return head.startswith(_ZIP)


def holds(file: BinaryIO, name: str) -> bool:
    """Whether a file is a ZIP archive with a member of this name."""
    file.seek(0)
    try:
        if _directory(file) > MOST_DIRECTORY:
            return False
        with zipfile.ZipFile(file) as archive:
            return name in archive.NameToInfo
    except UNSOUND:
        return False


def _directory(file: BinaryIO) -> int:
    """Bytes of the list of members, as the end of the archive states them (APPNOTE 4.3.14 to 16).

    What is stated is what is read; 0 where no end is found, which is for `zipfile` to refuse.
    """
    size = file.seek(0, SEEK_END)
    file.seek(max(0, size - _LONGEST_END))
    end = file.read(_LONGEST_END)
    file.seek(0)
    at = end.rfind(_END)
    if at < 0 or at + 16 > len(end):
        return 0
    stated = int.from_bytes(end[at + 12 : at + 16], "little")
    large = end.rfind(_LARGE_END, 0, at)
    if stated == _IN_LARGE_END and large >= 0:
        stated = int.from_bytes(end[large + 40 : large + 48], "little")
    return min(stated, size)


def opened(file: BinaryIO) -> zipfile.ZipFile:
    """The archive. Raises UnreadableInput where it is damaged or holds too much to be honest."""
    if (listing := _directory(file)) > MOST_DIRECTORY:
        raise UnreadableInput(
            f"is a ZIP archive whose list of members takes {listing:,} bytes, over the limit of "
            f"{MOST_DIRECTORY:,}; unpack it and add the folder"
        )
    try:
        archive = zipfile.ZipFile(file)
    except UNSOUND as error:
        raise UnreadableInput(
            f"is a damaged or cut off ZIP archive ({error}); get a whole copy"
        ) from error
    listed = archive.infolist()
    if len(listed) > MOST_MEMBERS:
        raise UnreadableInput(
            f"is a ZIP archive of {len(listed):,} members, over the limit of "
            f"{MOST_MEMBERS:,}; unpack it and add the folder"
        )
    total = sum(info.file_size for info in listed)
    if total > MOST_BYTES:
        raise UnreadableInput(
            f"is a ZIP archive that unpacks to {total:,} bytes, over the limit of "
            f"{MOST_BYTES:,}; it may be a bomb"
        )
    return archive


def refusal(info: zipfile.ZipInfo) -> str | None:
    """Why a member is not to be unpacked, or None."""
    if info.flag_bits & _ENCRYPTED:
        return "is protected by a password; unpack it with its password and add what is in it"
    packed = max(1, info.compress_size)
    if info.file_size > BOMB_BYTES and info.file_size > BOMB_RATIO * packed:
        return (
            f"is most likely a ZIP bomb: {packed:,} bytes would unpack to "
            f"{info.file_size:,}; it was not unpacked"
        )
    return None


def members(file: BinaryIO) -> Iterator[Member | Unread]:
    """The members of a ZIP archive, or of a WACZ its web archives, in the archive's order.

    The name of an Unread is the member's own. Raises UnreadableInput for a damaged archive.
    """
    with opened(file) as archive:  # closes the archive, not the file
        names = {info.filename for info in archive.infolist()}
        _refuse_office(names)
        for info in archive.infolist():
            is_folder = info.filename.endswith("/")  # `is_dir` falls over a name of no letters
            if not is_folder and not _is_aside(info.filename, names):
                yield _member(archive, info)


def _refuse_office(names: set[str]) -> None:
    if _OFFICE in names:
        raise UnreadableInput("is an Office file other than Word; save it as PDF or DOCX")
    if "mimetype" in names and "content.xml" in names:
        raise UnreadableInput("is an OpenDocument file; save it as DOCX or PDF")


def _is_aside(name: str, names: set[str]) -> bool:
    """Files of the packing program, and the tables of a WACZ (its WARC files hold all)."""
    if name.startswith("__MACOSX/") or name.rsplit("/", 1)[-1].startswith("."):
        return True
    is_wacz = "datapackage.json" in names and any(n.startswith("archive/") for n in names)
    return is_wacz and not name.startswith("archive/")


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Member | Unread:
    reason = refusal(info)
    if reason is not None:
        return Unread(info.filename, reason)
    try:
        return Member(info.filename, cast(BinaryIO, archive.open(info)))
    except UNSOUND as error:
        return Unread(info.filename, f"can't be unpacked: {error}; get a whole copy")
