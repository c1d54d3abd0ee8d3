"""E-mail: one message (EML) as a report, its attachments, and the messages of an MBOX.

The subject is the title, the sender the byline, the date stated the day of publication. What
the sender wrote as plain text comes before what they wrote as HTML.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING, BinaryIO

from takhrij.document import Language, Metadata, Span
from takhrij.errors import UnreadableInput
from takhrij.ingest import html
from takhrij.ingest.decode import LIMIT, decode
from takhrij.ingest.letters import language_of
from takhrij.ingest.received import Member, Unread
from takhrij.ingest.text import metadata_of

if TYPE_CHECKING:
    from email.message import EmailMessage, MIMEPart

HEAD = 16_384
"""Bytes in which the headers that tell a message from a text are looked for."""
LONGEST_LINE = 1 << 16
"""Bytes of a box that are read at a time, line by line where lines are shorter."""
MOST_PARTS = 500
"""Parts of one message, attachments within attachments counted."""
_FIELD = re.compile(rb"^([A-Za-z][A-Za-z0-9-]{1,60}):", re.M)
_SENT = frozenset({b"date", b"received", b"message-id", b"mime-version"})
_SEPARATOR = re.compile(rb"From \S+ .{0,100}\d\d:\d\d")
"""Between two messages of a box: the address and the time; a sentence has no time like it."""
_BREAK = re.compile(rb"\r?\n\r?\n")
_LINE_BREAKS = re.compile(r"\s*[\r\n]\s*")


def is_message(data: bytes) -> bool:
    """Whether the bytes are an e-mail: headers at the very top, with From and a sign of sending."""
    head = _BREAK.split(data[:HEAD].lstrip(b"\r\n"), maxsplit=1)[0]
    if not _FIELD.match(head):
        return False
    names = {name.lower() for name in _FIELD.findall(head)}
    return b"from" in names and not _SENT.isdisjoint(names)


def is_mbox(head: bytes) -> bool:
    """Whether the bytes begin a box of messages: a `From ` line, then the headers of one."""
    first, _, rest = head.partition(b"\n")
    return _SEPARATOR.match(first) is not None and is_message(rest)


def messages(file: BinaryIO) -> Iterator[Member | Unread]:
    """The messages of an MBOX, each as a member, named by their number."""
    held, number, after_blank, is_start = bytearray(), 0, True, True
    while line := file.readline(LONGEST_LINE):
        if is_start and after_blank and _SEPARATOR.match(line):
            if number:
                yield _boxed(number, held)
            number, held = number + 1, bytearray()
        elif len(held) <= LIMIT:
            held += line[1:] if is_start and line.startswith(b">From ") else line
        after_blank = not line.strip() and (is_start or after_blank)
        is_start = line.endswith(b"\n")
    yield _boxed(number, held)


def _boxed(number: int, held: bytearray) -> Member | Unread:
    name = f"message {number}"
    if len(held) > LIMIT:
        return Unread(name, f"is a message over the limit of {LIMIT:,} bytes; save it by itself")
    return Member(name, BytesIO(held))


def words(data: bytes, language: Language | None) -> tuple[str, Metadata]:
    """The subject and the body of a message, and what its headers say.

    Raises UnreadableInput if it holds no text.
    """
    message = _parsed(data)
    body, read = _body(message, language)
    subject = _header(message, "subject")
    text = f"{subject}\n\n{body}" if subject else body
    told = replace(read, byline=_sender(message), published=_day(message) or read.published)
    if not subject:
        return text, told
    return text, replace(
        told, title=subject, title_span=Span(0, len(subject)), body_start=len(subject) + 2
    )


def _parsed(data: bytes) -> EmailMessage:
    """The message. Raises UnreadableInput where it has too many parts, or parts too deep."""
    import email
    import email.policy

    if data.count(b"multipart/") + data.count(b"message/rfc822") > MOST_PARTS // 5:
        raise UnreadableInput("is a message of too many nested parts; save what is in it apart")
    return email.message_from_bytes(data, policy=email.policy.default)


def _body(message: EmailMessage, language: Language | None) -> tuple[str, Metadata]:
    part = message.get_body(("plain", "html"))
    data = _payload(part) if part is not None else b""
    if part is None or not data.strip():
        raise UnreadableInput("is a message without text; its attachments are read apart")
    decoded = decode(data, declared=part.get_content_charset())
    if part.get_content_subtype() == "html" or html.is_html(decoded.text):
        text, read = html.article(decoded.text, language)
    else:
        text = decoded.text.replace("\r\n", "\n").strip()
        read = metadata_of(text, language or language_of(text))
    problems = (*decoded.problems, *read.problems)
    return text, Metadata(published=read.published, url=read.url, problems=problems)


def _payload(part: MIMEPart) -> bytes:
    """The bytes of a part, or of the message that it forwards."""
    if part.get_content_type() == "message/rfc822":
        return b"".join(bytes(inner) for inner in part.iter_parts())
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _header(message: EmailMessage, name: str) -> str | None:
    """A header in one line, or None; what is written against the rules is taken as it stands."""
    try:
        found = message.get(name)
    except (ValueError, IndexError, AttributeError, TypeError, LookupError):
        return None  # the standard library's parser fails on some of the worst
    text = _LINE_BREAKS.sub(" ", str(found or "")).encode("utf-8", "replace").decode().strip()
    return text or None


def _sender(message: EmailMessage) -> str | None:
    """The name of the sender, or else the address."""
    from email.utils import parseaddr

    name, address = parseaddr(_header(message, "from") or "")
    return name.strip() or address or None


def _day(message: EmailMessage) -> date | None:
    """The day in the sender's own zone."""
    from email.utils import parsedate_to_datetime

    try:
        return parsedate_to_datetime(_header(message, "date") or "").date()
    except (ValueError, TypeError, OverflowError):
        return None


def attachments(data: bytes) -> Iterator[Member | Unread]:
    """What is attached to a message, forwarded messages too; pictures shown in HTML are not."""
    message = _parsed(data)
    body = message.get_body(("plain", "html"))
    for number, part in enumerate(message.walk()):
        if number > MOST_PARTS:
            yield Unread("rest", f"has over {MOST_PARTS} parts; the rest was not read")
            return
        if part is body or not _is_attached(part):
            continue
        name = part.get_filename() or f"part {number}"
        yield Member(name, BytesIO(_payload(part)), charset=part.get_content_charset())


def _is_attached(part: MIMEPart) -> bool:
    if part.get_content_type() == "message/rfc822":
        return True
    return not part.is_multipart() and part.get_content_disposition() == "attachment"
