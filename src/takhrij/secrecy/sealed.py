"""Sealed files: a stream encrypted under a passphrase, altered or cut off nowhere unseen.

The key is made by Argon2id (RFC 9106, its second recommended setting: 64 MiB, three passes,
four lanes). The stream goes in pieces under ChaCha20-Poly1305 (RFC 8439); the nonce of each is
a prefix, its number and whether it is the last, and the head is bound to every piece (the STREAM
construction of Hoang, Reyhanitabar, Rogaway and Vizár, 2015).
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO, Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from takhrij.errors import UnreadableInput, UsageError

MAGIC = b"takhrij.sealed/1\n"
PIECE = 1 << 20
"""Bytes of the open stream in one piece."""
TAG = 16
SETTING = {"iterations": 3, "lanes": 4, "memory": 64 * 1024}
"""Argon2id: passes, lanes, KiB."""
_MOST = {"iterations": 16, "lanes": 16, "memory": 1024 * 1024}
"""More than this a head may not ask for: a hostile file would fill the memory."""
_LONGEST_HEAD = 1000
SHORTEST = 12
"""Characters of a passphrase."""

Random = Callable[[int], bytes]


class Source(Protocol):
    """What bytes are read from."""

    def read(self, size: int, /) -> bytes: ...


class Sink(Protocol):
    """What bytes are written to."""

    def write(self, data: bytes, /) -> int: ...


def seal(opened: Source, sealed: Sink, passphrase: str, random: Random = os.urandom) -> None:
    """Encrypt one stream into another. Raises UsageError if the passphrase is too short."""
    if len(passphrase) < SHORTEST:
        raise UsageError(f"a passphrase needs {SHORTEST} characters or more; use several words")
    head = {"salt": random(16).hex(), "prefix": random(7).hex(), **SETTING}
    written = MAGIC + json.dumps(head, sort_keys=True).encode() + b"\n"
    sealed.write(written)
    cipher = ChaCha20Poly1305(_key(passphrase, head))
    for number, (piece, is_last) in enumerate(_pieces(opened, PIECE)):
        sealed.write(cipher.encrypt(_nonce(head, number, is_last), piece, written))


def unseal(sealed: BinaryIO, opened: Sink, passphrase: str) -> None:
    """Decrypt one stream into another, piece by piece; nothing that was altered is written.

    Raises UnreadableInput if it is no sealed file, the passphrase is another, or any of it was
    altered or cut off: until it returns, what was written must not be relied on.
    """
    written, head = _head(sealed)
    cipher = ChaCha20Poly1305(_key(passphrase, head))
    for number, (piece, is_last) in enumerate(_pieces(sealed, PIECE + TAG)):
        try:
            opened.write(cipher.decrypt(_nonce(head, number, is_last), piece, written))
        except InvalidTag as error:
            what = "was altered or cut off" if number else "has another passphrase, or was altered"
            raise UnreadableInput(f"{what}; nothing of it was kept") from error


def _pieces(file: Source, size: int) -> Iterator[tuple[bytes, bool]]:
    """Pieces of a stream, and whether each is the last; an empty stream has one."""
    piece = file.read(size)
    while True:
        following = file.read(size)
        yield piece, not following
        if not following:
            return
        piece = following


def _nonce(head: dict[str, Any], number: int, is_last: bool) -> bytes:
    return bytes.fromhex(head["prefix"]) + number.to_bytes(4, "big") + bytes([is_last])


def _key(passphrase: str, head: dict[str, Any]) -> bytes:
    make = Argon2id(
        salt=bytes.fromhex(head["salt"]),
        length=32,
        iterations=head["iterations"],
        lanes=head["lanes"],
        memory_cost=head["memory"],
    )
    return make.derive(passphrase.encode())


def _head(sealed: BinaryIO) -> tuple[bytes, dict[str, Any]]:
    magic = sealed.read(len(MAGIC))
    line = sealed.readline(_LONGEST_HEAD)
    try:
        head = json.loads(line)
        lengths = (len(bytes.fromhex(head["salt"])), len(bytes.fromhex(head["prefix"])))
        is_sound = magic == MAGIC and lengths == (16, 7) and _is_bounded(head)
    except (ValueError, TypeError, KeyError, RecursionError):
        is_sound = False
    if not is_sound:
        raise UnreadableInput("is no file sealed by Takhrij, or its head was altered")
    return magic + line, head


def _is_bounded(head: dict[str, Any]) -> bool:
    return all(type(head[name]) is int and 1 <= head[name] <= _MOST[name] for name in _MOST)
