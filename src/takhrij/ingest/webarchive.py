"""Web archives (WARC, also inside a WACZ): pages as they were fetched, with address and day.

Responses with status 200 whose type a reader knows are members; pictures, scripts, styles and
redirects are left out. Records are read one after the other and none is held in memory but the
one that is handed on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from typing import Any, BinaryIO

from takhrij.errors import UnreadableInput
from takhrij.ingest.decode import LIMIT
from takhrij.ingest.received import Member, Unread

MOST_RECORDS = 1_000_000
BOMB_BYTES = 50_000_000
BOMB_RATIO = 200
"""A compressed web archive that unpacks to over so many times its bytes holds nothing."""
PIECE = 1 << 16
LONGEST_LINE, MOST_HEADERS = 1_000_000, 4_000_000
"""Bytes of one line of headers, and of all headers of one record, before it holds no page."""
_TYPES = frozenset(
    {
        "text/html",
        "text/plain",
        "application/xhtml+xml",
        "application/pdf",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    }
)
_KINDS = frozenset({"response", "resource"})
_WARC = b"WARC/1."
_GZIP = b"\x1f\x8b"
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9_:-]{2,40})", re.I)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def is_warc(head: bytes) -> bool:
    """Whether a file begins as a web archive, packed by gzip or not."""
    return head.startswith(_WARC) or _unpacked(head).startswith(_WARC)


def _unpacked(head: bytes) -> bytes:
    import zlib

    if not head.startswith(_GZIP):
        return b""
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(head, 64)
    except zlib.error:
        return b""


def records(file: BinaryIO) -> Iterator[Member | Unread]:
    """The pages of a web archive in its order, named by their addresses.

    Raises UnreadableInput where the archive breaks off or is a bomb; what came before is kept.
    """
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    unpacked = 0
    try:
        archive = ArchiveIterator(file)
        _bound(archive.reader)
        for number, record in enumerate(archive):
            if number >= MOST_RECORDS:
                raise UnreadableInput(f"has over {MOST_RECORDS:,} records; split it")
            if _is_page(record):
                yield _member(record)
            unpacked += int(record.length or 0)
            _read_on(record, BOMB_RATIO * file.tell() + BOMB_BYTES - unpacked)
    except (ArchiveLoadFailed, AttributeError, TypeError, ValueError, KeyError) as error:
        said = (str(error).strip().splitlines() or [type(error).__name__])[0]
        raise UnreadableInput(f"is a damaged or cut off web archive ({said})") from error


def _bound(reader: Any) -> None:
    """Have the library read no more of a line, or of lines in a row, than headers may have."""
    plain_line, plain_read, held = reader.readline, reader.read, 0

    def line(length: int | None = None) -> Any:
        nonlocal held
        found = plain_line(min(length or LONGEST_LINE, LONGEST_LINE))
        held += len(found)
        if held > MOST_HEADERS or len(found) == LONGEST_LINE:
            raise UnreadableInput("is a web archive with headers of no end; get a whole copy")
        return found

    def read(length: int | None = None) -> Any:
        nonlocal held
        held = 0
        return plain_read(length)

    reader.readline, reader.read = line, read


def _is_page(record: Any) -> bool:
    if record.rec_type not in _KINDS:
        return False
    if record.rec_type == "response" and not _is_success(record.http_headers):
        return False
    return _type(record).partition(";")[0].strip().lower() in _TYPES


def _is_success(headers: Any) -> bool:
    return headers is not None and headers.get_statuscode() == "200"


def _type(record: Any) -> str:
    """The type of the page, as the server or else the archive states it."""
    headers = record.http_headers if record.rec_type == "response" else record.rec_headers
    return str(headers.get_header("Content-Type") or "")


def _member(record: Any) -> Member | Unread:
    url = str(record.rec_headers.get_header("WARC-Target-URI") or "no address")
    data = record.content_stream().read(LIMIT + 1)
    if len(data) > LIMIT:
        return Unread(url, f"is a page over the limit of {LIMIT:,} bytes")
    charset = _CHARSET.search(_type(record))
    return Member(
        url,
        BytesIO(data),
        url=url,
        captured=_day(str(record.rec_headers.get_header("WARC-Date") or "")),
        charset=charset.group(1) if charset else None,
    )


def _day(stated: str) -> date | None:
    try:
        return date.fromisoformat(stated[:10]) if _DAY.match(stated) else None
    except ValueError:
        return None


def _read_on(record: Any, most: int) -> None:
    """Read a record to its end. Raises UnreadableInput where it goes on over `most` bytes."""
    while piece := record.raw_stream.read(PIECE):
        most -= len(piece)
        if most < 0:
            raise UnreadableInput("is most likely a bomb: almost nothing, packed to fill a disk")
