"""From one file to its reports: containers are opened, and what is in them read likewise.

Nothing is unpacked to disk. Whatever can't be read is named with its place in the container,
and never keeps the rest from being read.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from typing import BinaryIO

from takhrij.document import Document
from takhrij.errors import InputError, UnreadableInput
from takhrij.ingest import archives, docx, mail, read_bytes, webarchive
from takhrij.ingest.apart import Apart, By
from takhrij.ingest.articles import read_article
from takhrij.ingest.decode import LIMIT
from takhrij.ingest.magic import format_of
from takhrij.ingest.received import Known, Member, Reading, Unread, within

DEEPEST = 4
"""Containers within containers: a message in a box in an archive in an archive."""
MOST_BYTES = 8_000_000_000
"""Bytes read out of one file in all, however its members are nested."""
COST = 1_000
"""What a member counts for besides its bytes, so that empty ones are bounded too."""
LARGEST_INNER = 200_000_000
"""Bytes of an archive inside another, which is held in memory."""
LARGEST_PICTURED = 100_000_000
"""Bytes of a PDF or a Word file, which may be mostly pictures."""
LONGEST = 1_800.0
"""Seconds of a core that opening one file's containers may take, what is in them not counted."""
HEAD = 20_000

Item = Reading | Known | Unread
Opener = Callable[[BinaryIO], Iterator[Member | Unread]]


@dataclass(slots=True)
class Allowance:
    """What may still be read out of one file, the child process that reads it, and which bytes
    need no reading since they are known."""

    left: int = MOST_BYTES
    apart: Apart | None = None
    seconds: float = LONGEST
    known: Callable[[bytes], bool] | None = None

    def is_known(self, data: bytes) -> bool:
        return self.known is not None and self.known(data)

    def spend(self, size: int) -> None:
        """Raises Spent when more has been read than one file may hold."""
        self.left -= size + COST
        if self.left < 0:
            raise Spent

    def next(self, inner: Iterator[Member | Unread]) -> Member | Unread | None:
        """What comes next out of a container, or None at its end. Raises Spent when opening
        containers has taken too long."""
        begun = time.process_time()
        found = next(inner, None)
        self.seconds -= time.process_time() - begun
        if self.seconds < 0:
            raise Spent
        return found


class Spent(Exception):  # noqa: N818 - never leaves this module
    """More was read out of one file, or it took longer, than one file may hold or take."""


CONTAINERS: tuple[tuple[Callable[[bytes], bool], Opener], ...] = (
    (archives.is_zip, archives.members),
    (mail.is_mbox, mail.messages),
    (webarchive.is_warc, webarchive.records),
)
"""How a container is told by its first bytes, and what opens it."""


def readings(
    file: BinaryIO,
    source: str,
    apart: Apart | None = None,
    known: Callable[[bytes], bool] | None = None,
) -> Iterator[Item]:
    """The reports in one file: one, or one for every member of a container, in its order.

    `apart` is the child process that opens what is risky to open; without one, we do. Of bytes
    that are `known` only that is said: they are not read again.
    """
    try:
        allowance = Allowance(apart=apart, known=known)
        yield from _readings(Member(source, file), source, allowance, 0)
    except Spent:
        reason = (
            f"{source} holds over {MOST_BYTES:,} bytes, or takes over {LONGEST:,.0f} seconds to "
            "unpack; the rest was not read; split it"
        )
        yield Unread(source, reason)


def _readings(member: Member, source: str, allowance: Allowance, depth: int) -> Iterator[Item]:
    try:
        held = _held(member, allowance, depth)
        opener = _opener(held.file)
        if source.endswith(".jsonl"):
            yield from _articles(held.file, source, allowance)
        elif opener is None:
            yield from _report(held, source, allowance, depth)
        else:
            yield from _inside(opener(held.file), source, allowance, depth)
    except (UnreadableInput, *archives.UNSOUND) as error:
        yield Unread(source, f"{source} {_said(error)}")


def _said(error: Exception) -> str:
    if isinstance(error, UnreadableInput):
        return str(error)
    return f"can't be unpacked ({type(error).__name__}: {error}); get a whole copy"


def _held(member: Member, allowance: Allowance, depth: int) -> Member:
    """A member in which one can go to and fro: an inner archive is read into memory."""
    if not depth or not archives.is_zip(_head(member.file)):
        return member
    return replace(member, file=BytesIO(_bytes(member.file, LARGEST_INNER, allowance)))


def _head(file: BinaryIO) -> bytes:
    head = file.read(HEAD)
    file.seek(0)
    return head


def _bytes(file: BinaryIO, limit: int, allowance: Allowance) -> bytes:
    data = file.read(limit + 1)
    allowance.spend(len(data))
    if len(data) > limit:
        raise UnreadableInput(f"is over the limit of {limit:,} bytes; split it")
    return data


def _opener(file: BinaryIO) -> Opener | None:
    head = _head(file)
    for is_one, opener in CONTAINERS:
        if is_one(head):
            is_word_file = opener is archives.members and archives.holds(file, docx.BODY)
            file.seek(0)
            return None if is_word_file else opener
    return None


def _inside(
    inner: Iterator[Member | Unread], source: str, allowance: Allowance, depth: int
) -> Iterator[Item]:
    while one := allowance.next(inner):
        allowance.spend(0)
        if isinstance(one, Unread):
            name = within(source, one.source)
            yield Unread(name, f"{name} {one.reason}")
        elif depth == DEEPEST:
            raise UnreadableInput(f"lies over {DEEPEST} containers deep; unpack it and add it")
        else:
            yield from _readings(one, within(source, one.name), allowance, depth + 1)


def _report(member: Member, source: str, allowance: Allowance, depth: int) -> Iterator[Item]:
    """The report itself, and what is attached to it where it is a message."""
    data = _bytes(member.file, LARGEST_PICTURED, allowance)
    yield (
        Known(source, data) if allowance.is_known(data) else _read(data, member, source, allowance)
    )
    if mail.is_message(data):
        yield from _inside(_attached(data, allowance.apart), source, allowance, depth)


def _read(data: bytes, member: Member, source: str, allowance: Allowance) -> Item:
    limit = LIMIT if format_of(data) is None else LARGEST_PICTURED
    try:
        document = read_bytes(
            data,
            source,
            published=member.published,
            limit=limit,
            by=By(allowance.apart, member.charset),
        )
        return Reading(_told(document, member), data)
    except InputError as error:
        return Unread(source, str(error))


def _attached(data: bytes, apart: Apart | None) -> Iterator[Member | Unread]:
    return mail.attachments(data) if apart is None else iter(apart.attached(data))


def _told(document: Document, member: Member) -> Document:
    """With the address and the day of capture that a web archive states."""
    meta = document.metadata
    if member.captured is None:
        return document.with_metadata(url=meta.url or member.url)
    said = f"captured: a web archive fetched this page on {member.captured.isoformat()}"
    return document.with_metadata(url=member.url or meta.url, problems=(said, *meta.problems))


def _articles(file: BinaryIO, source: str, allowance: Allowance) -> Iterator[Item]:
    """JSON lines, one article each."""
    for number, line in enumerate(iter(lambda: file.readline(LIMIT), b""), start=1):
        allowance.spend(len(line))
        if not line.strip():
            continue
        place = f"{source}:{number}"
        yield Known(place, line) if allowance.is_known(line) else _article(line, place)


def _article(line: bytes, place: str) -> Item:
    try:
        return Reading(read_article(line, place), line)
    except InputError as error:
        return Unread(place, str(error))
