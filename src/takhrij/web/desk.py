"""The desk: the one folder a workbench works on, with its clock, its keys and its reader."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

from takhrij.corpus.meaning import Encoder
from takhrij.store.corpus import Corpus, connected
from takhrij.store.custody import Witness
from takhrij.store.originals import Originals
from takhrij.web.attempts import Attempts
from takhrij.web.encoding import InTurn
from takhrij.web.pace import Pace
from takhrij.web.reader import Reader

Clock = Callable[[], datetime]


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Settings:
    """How a workbench is opened. `alone` signs decisions where there are no accounts."""

    folder: Path
    hosts: tuple[str, ...] = ("127.0.0.1", "localhost", "[::1]")
    alone: str = "local"
    secure: bool = False
    """Whether it is reached over TLS, so that cookies must be."""
    rules_only: bool = False
    warm: bool = False
    """Whether what reading needs is loaded at once, beside the pages."""
    clock: Clock = _now


@dataclass(frozen=True)
class Desk:
    """One workbench while it runs. The key dies with it: every session ends when it stops."""

    settings: Settings
    key: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    attempts: Attempts = field(default_factory=Attempts)
    pace: Pace = field(default_factory=Pace)
    index_lock: threading.Lock = field(default_factory=threading.Lock)
    _free: list[sqlite3.Connection] = field(default_factory=list)
    """Connections that nobody works with, used again: opening one takes longer than most asking."""

    @cached_property
    def reader(self) -> Reader:
        """Reads articles in a process of its own; started when first needed."""
        return Reader(self.settings.rules_only)

    @cached_property
    def encoder(self) -> Encoder:
        """Puts what is searched for into the space of meaning; loaded when first needed."""
        return InTurn()

    def now(self) -> datetime:
        return self.settings.clock().astimezone(UTC)

    def stamp(self) -> str:
        """The time as rows hold it: UTC to the second."""
        return self.now().strftime("%Y-%m-%dT%H:%M:%SZ")

    @contextmanager
    def corpus(self, who: str = "-") -> Iterator[Corpus]:
        """The folder's store for one piece of work by one thread; what isn't committed is lost."""
        folder = self.settings.folder
        connection = self._connection()
        try:
            witness = Witness(who, self.settings.clock)
            yield Corpus(folder, connection, Originals(folder / "originals"), witness)
        finally:
            connection.rollback()
            self._free.append(connection)

    def _connection(self) -> sqlite3.Connection:
        try:
            return self._free.pop()
        except IndexError:
            return connected(self.settings.folder, create=True)

    def close(self) -> None:
        """End what runs beside the pages, and let go of the store."""
        self.reader.close()
        while self._free:
            self._free.pop().close()

    # --- tokens ---------------------------------------------------------------------------

    def token(self) -> str:
        """A new session token, signed."""
        held = secrets.token_urlsafe(32)
        return f"{held}.{self._signature('session', held)}"

    def is_ours(self, token: str) -> bool:
        held, _, signature = token.partition(".")
        return hmac.compare_digest(signature.encode(), self._signature("session", held).encode())

    def csrf(self, token: str) -> str:
        """What a form must bring back to change anything in the session of a token."""
        return self._signature("csrf", token)

    def _signature(self, use: str, text: str) -> str:
        return hmac.new(self.key, f"{use}:{text}".encode(), hashlib.sha256).hexdigest()
