"""What comes out of a file: reports that were read, members to read on, and what can't be read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO

from takhrij.document import Document

_UNSHOWABLE = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
LONGEST_NAME = 200
"""Characters shown of a member's name, which may be as long as its maker liked."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One report that was read, with its bytes as received."""

    document: Document
    original: bytes


@dataclass(frozen=True, slots=True)
class Known:
    """Bytes that were read before, on an earlier run or under another name."""

    source: str
    original: bytes


@dataclass(frozen=True, slots=True)
class Unread:
    """Something that could not be read, and why."""

    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class Member:
    """One file inside another, and what the outer one says of it.

    `name` is for showing only and never becomes a path. `charset` is the encoding that the
    outer file states for it; `captured` is the day on which an archive fetched it.
    """

    name: str
    file: BinaryIO
    url: str | None = None
    published: date | None = None
    captured: date | None = None
    charset: str | None = None


def within(source: str, name: str) -> str:
    """The source of a member: that of the outer file, then its own name, fit to show."""
    return f"{source}!{_UNSHOWABLE.sub('_', name)[:LONGEST_NAME]}"
