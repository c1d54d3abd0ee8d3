"""Containers are opened here, not in the child: whatever they are, memory and time have bounds,
each that can't be opened is named, and the rest is read."""

from __future__ import annotations

import gzip
import io
import time
import tracemalloc
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest

from takhrij.cli import PROBLEMS, main
from takhrij.ingest import mail, unpack
from takhrij.ingest.apart import Apart
from takhrij.ingest.received import Member, Unread

MOST_MEMORY = 80_000_000
"""Bytes that opening a container may take besides what it holds."""
BOX = b"From a@example.org Sun May  4 06:07:08 2031\nFrom: a@example.org\nMessage-ID: <1>\n\n"
RECORD = b"WARC/1.0\r\nWARC-Type: response\r\n"


class Endless(io.RawIOBase):
    """A file of so many bytes that is made while it is read."""

    def __init__(self, head: bytes, size: int) -> None:
        self.head, self.size, self.at = head, size, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, at: int, whence: int = 0) -> int:
        self.at = at if whence == 0 else self.size
        return self.at

    def tell(self) -> int:
        return self.at

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        count = min(len(buffer), self.size - self.at)
        whole = self.head[self.at : self.at + count]
        buffer[:count] = whole + b"x" * (count - len(whole))
        self.at += count
        return count


def directory(size: int) -> bytes:
    """A ZIP archive that is nothing but a list of members."""
    end = b"PK\x05\x06" + bytes(8) + size.to_bytes(4, "little") + bytes(6)
    return b"PK\x03\x04" + b"PK\x01\x02" * (size // 4) + end


HOSTILE = {
    "a message of one line": (lambda: Endless(BOX, 300_000_000), "over the limit"),
    "a header of one line": (
        lambda: io.BytesIO(gzip.compress(RECORD + b"X: " + b"x" * 50_000_000)),
        "headers of no end",
    ),
    "headers without end": (
        lambda: io.BytesIO(gzip.compress(RECORD + b"X: a\r\n" * 2_000_000)),
        "headers of no end",
    ),
    "a list of members without end": (
        lambda: io.BytesIO(directory(30_000_000)),
        "list of members takes",
    ),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_container_made_to_eat_memory_is_named_and_eats_none(what: str) -> None:
    made, said = HOSTILE[what]
    file = made()
    opened = io.BufferedReader(file) if isinstance(file, Endless) else file
    tracemalloc.start()
    try:
        found = list(unpack.readings(opened, "held"))
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert [type(one) for one in found] == [Unread]
    assert said in found[0].reason  # type: ignore[union-attr]
    assert most < MOST_MEMORY


def test_a_container_that_takes_too_long_to_open_is_ended() -> None:
    def slow() -> Iterator[Member | Unread]:
        while True:
            begun = time.process_time()
            while time.process_time() - begun < 0.01:
                pass
            yield Unread("x", "is slow")

    allowance, inner = unpack.Allowance(seconds=0.05), slow()
    with pytest.raises(unpack.Spent):
        list(iter(lambda: allowance.next(inner), None))


def test_what_is_attached_is_the_same_read_apart_or_here() -> None:
    message = EmailMessage()
    message["From"], message["Date"] = "a@example.org", "Sun, 04 May 2031 06:07:08 +0300"
    message.set_content("See below.")
    message.add_attachment(b"\xd8\xa7 14", maintype="text", subtype="plain", filename="../x.txt")
    apart = Apart()
    try:
        told = apart.attached(message.as_bytes())
    finally:
        apart.close()
    here = list(mail.attachments(message.as_bytes()))

    def shown(one: Member | Unread) -> tuple[str, str | None, bytes]:
        assert isinstance(one, Member)
        return one.name, one.charset, one.file.read()

    assert [shown(one) for one in told] == [shown(one) for one in here] != []


def test_the_run_goes_on_after_hostile_containers(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.zip").write_bytes(directory(30_000_000))
    (folder / "b.warc.gz").write_bytes(gzip.compress(RECORD + b"X: " + b"x" * 9_000_000))
    (folder / "c.txt").write_text("A fire at the port hurt 14 people, witnesses said.\n")
    asked = ["corpus", "add", str(folder), "--corpus", str(tmp_path / "corpus")]
    assert main(asked) == PROBLEMS
    told = capsys.readouterr()
    assert "1 added" in told.out
    assert "a.zip" in told.err
    assert "b.warc.gz" in told.err
