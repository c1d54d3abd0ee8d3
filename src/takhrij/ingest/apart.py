"""Readers of risky formats, run in a process of their own: what kills it kills nothing else.

PDF, Word files, mail and HTML are read by large programs in C. A child process reads them under
limits of memory, of time on a core and by the clock; it writes no file, opens no connection, and
answers in JSON. A fault in it is one clear line about one file, and the next file gets a new one.
"""

from __future__ import annotations

import atexit
import json
import os
import selectors
import signal
import struct
import subprocess
import sys
import threading
import time
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from datetime import date
from io import BytesIO
from typing import IO, Any

from takhrij.document import Language, Metadata, Span
from takhrij.errors import EnvironmentFault, UnreadableInput
from takhrij.ingest.received import Member, Unread

Words = Callable[[bytes, Language | None, str | None], tuple[str, Metadata]]
"""From bytes, the language asked for and the encoding stated to a text and what is known of it."""

Attached = Callable[[bytes], Iterable[Member | Unread]]
"""From a message to what is attached to it."""

_LENGTHS = struct.Struct(">II")
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
LONGEST_ANSWER = 200_000_000
"""Bytes: more than any text that is taken, whatever a child that has gone mad may send."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost: bytes of memory, seconds of a core, seconds by the clock.

    The clock is for pages read by OCR, which runs beside the child.
    """

    memory: int = 4_000_000_000
    core: int = 120
    clock: int = 900


class _Died(Exception):  # noqa: N818 - never leaves this module
    """The child is gone; the words say why."""


@dataclass(slots=True)
class Apart:
    """One child process, started when first needed and again after each fault."""

    limits: Limits = field(default_factory=Limits)
    program: tuple[str, ...] = (sys.executable, "-P", "-m", "takhrij.ingest.apart")
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _child: subprocess.Popen[bytes] | None = None
    _parent: int = 0

    def words(
        self, data: bytes, language: Language | None, charset: str | None
    ) -> tuple[str, Metadata]:
        """What the readers find in the bytes. Raises UnreadableInput as they do, or where the
        child dies of it; EnvironmentFault if no child can be started."""
        asked = {"language": language, "charset": charset, "core": self.limits.core}
        answer = self._told(asked, data)
        return str(answer["text"]), _metadata(answer["metadata"])

    def attached(self, data: bytes) -> list[Member | Unread]:
        """What is attached to a message. Raises as `words` does."""
        answer = self._told({"attached": True, "core": self.limits.core}, data)
        return [
            Unread(one["name"], one["reason"])
            if "reason" in one
            else Member(one["name"], BytesIO(b64decode(one["data"])), charset=one["charset"])
            for one in answer["attached"]
        ]

    def _told(self, asked: dict[str, Any], data: bytes) -> dict[str, Any]:
        with self._lock:
            try:
                answer = self._answer(json.dumps(asked).encode(), data)
            except _Died as error:
                self.close()
                raise UnreadableInput(f"can't be read: its reader {error}") from error
        if "refused" in answer:
            raise UnreadableInput(str(answer["refused"]))
        return answer

    def _answer(self, asked: bytes, data: bytes) -> dict[str, Any]:
        child = self._running()
        to, back = child.stdin, child.stdout
        if to is None or back is None:
            raise _Died("has no pipes")
        try:
            to.write(_LENGTHS.pack(len(asked), len(data)) + asked + data)
            to.flush()
        except OSError:
            raise _Died(self._why(child)) from None
        ends = time.monotonic() + self.limits.clock
        (size, _) = _LENGTHS.unpack(self._read(back, _LENGTHS.size, ends))
        if size > LONGEST_ANSWER:
            raise _Died("answered without end")
        answer: dict[str, Any] = json.loads(self._read(back, size, ends))
        return answer

    def _read(self, back: IO[bytes], size: int, ends: float) -> bytes:
        held = bytearray()
        with selectors.DefaultSelector() as ready:
            ready.register(back, selectors.EVENT_READ)
            while len(held) < size:
                if not ready.select(max(0.0, ends - time.monotonic())):
                    raise _Died(f"took over {self.limits.clock} seconds")
                piece = os.read(back.fileno(), min(size - len(held), 1 << 20))
                if not piece:
                    raise _Died(self._why(self._child))
                held += piece
        return bytes(held)

    def _running(self) -> subprocess.Popen[bytes]:
        """The child; after a fork of ours, one of our own."""
        if self._child is None or self._parent != os.getpid() or self._child.poll() is not None:
            self._parent = os.getpid()
            self._child = self._started()
        return self._child

    def _started(self) -> subprocess.Popen[bytes]:
        try:
            return subprocess.Popen(
                [*self.program, str(self.limits.memory)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,  # libraries print words of the file there
                start_new_session=True,
            )
        except OSError as error:
            raise EnvironmentFault(
                f"no process could be started to read files in: {error.strerror}"
            ) from error

    def _why(self, child: subprocess.Popen[bytes] | None) -> str:
        if child is None:
            return "is gone"
        try:
            status = child.wait(timeout=5)
        except subprocess.TimeoutExpired:
            return "went silent"
        if -status == signal.SIGXCPU:
            return f"took over {self.limits.core} seconds of a core"
        return f"broke down (signal {-status})" if status < 0 else f"broke down (status {status})"

    def close(self) -> None:
        """End the child, if it is ours."""
        if self._child is not None and self._parent == os.getpid():
            self._child.kill()
            self._child.wait()
            for pipe in (self._child.stdin, self._child.stdout):
                if pipe is not None:
                    pipe.close()
        self._child = None


@dataclass(frozen=True, slots=True)
class By:
    """How bytes are opened: in a child process or, without one, here; and the encoding that was
    stated beside them."""

    apart: Apart | None = None
    charset: str | None = None


OWN = Apart()
"""The child of this process."""
atexit.register(OWN.close)
HERE, CHILD = By(), By(OWN)


def _metadata(row: dict[str, Any]) -> Metadata:
    day, span = row.pop("published"), row.pop("title_span")
    return Metadata(
        **{**row, "problems": tuple(row["problems"])},
        published=date.fromisoformat(day) if day else None,
        title_span=Span(**span) if span else None,
    )


def _row(metadata: Metadata) -> dict[str, Any]:
    day = metadata.published
    return {**asdict(metadata), "published": day.isoformat() if day else None}


# --- in the child -------------------------------------------------------------------------------


def serve(memory: int, words: Words, attached: Attached) -> None:
    """Answer one file after another until the parent is gone."""
    import resource

    for kind, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        _limit(kind, most, for_good=True)
    sys.dont_write_bytecode = True
    sys.addaudithook(_refuse)
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    while len(head := source.read(_LENGTHS.size)) == _LENGTHS.size:
        asked_size, size = _LENGTHS.unpack(head)
        asked = json.loads(source.read(asked_size))
        used = resource.getrusage(resource.RUSAGE_SELF)
        most = int(used.ru_utime + used.ru_stime) + asked["core"]
        _limit(resource.RLIMIT_CPU, most)
        answer = json.dumps(_answered(words, attached, source.read(size), asked)).encode()
        sink.write(_LENGTHS.pack(len(answer), 0) + answer)
        sink.flush()


def _limit(kind: int, most: int, *, for_good: bool = False) -> None:
    """Take no more of something than this, nor than this process was allowed from outside.

    A limit set for good can't be raised again; that of processor time moves with every file.
    """
    import resource

    allowed = resource.getrlimit(kind)[1]
    soft = most if allowed == resource.RLIM_INFINITY else min(most, allowed)
    resource.setrlimit(kind, (soft, soft if for_good else allowed))


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    """A reader has no business with the network, nor with files other than to read them."""
    if event in ("socket.connect", "socket.getaddrinfo", "socket.sendto", "socket.bind"):
        raise PermissionError("readers open no connection")
    if event == "open" and arguments[0] != os.devnull and int(arguments[2] or 0) & _WRITING:
        raise PermissionError("readers write no file")


def _answered(
    words: Words, attached: Attached, data: bytes, asked: dict[str, Any]
) -> dict[str, Any]:
    try:
        if asked.get("attached"):
            return {"attached": [_part(one) for one in attached(data)]}
        text, metadata = words(data, asked["language"], asked["charset"])
        return {"text": text, "metadata": _row(metadata)}
    except UnreadableInput as error:
        return {"refused": str(error)}
    except MemoryError:
        return {"refused": "needs more memory to be read than one file may take; split it"}
    except Exception as error:  # a bug in a reader is the file's misfortune, not the run's
        return {"refused": f"can't be read: its reader failed ({type(error).__name__})"}


def _part(one: Member | Unread) -> dict[str, Any]:
    if isinstance(one, Unread):
        return {"name": one.source, "reason": one.reason}
    data = b64encode(one.file.read()).decode()
    return {"name": one.name, "charset": one.charset, "data": data}


if __name__ == "__main__":
    from takhrij.ingest import words_here
    from takhrij.ingest.mail import attachments

    serve(int(sys.argv[1]), words_here, attachments)
