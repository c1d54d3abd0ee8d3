"""Risky files are read in a child process: what kills it is one clear line about one file."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from takhrij import ingest
from takhrij.cli import PROBLEMS, main
from takhrij.errors import UnreadableInput
from takhrij.ingest import unpack
from takhrij.ingest.apart import Apart, By, Limits
from takhrij.ingest.received import Reading, Unread

WORDS = "قال شهود عيان إن الحريق اندلع في المستودع فجر الخميس، وإن 14 عاملا أصيبوا بحروق. " * 3
PAGE = f"<html><head><title>حريق</title></head><body><p>{WORDS}</p></body></html>".encode()

CHILD = """
import os, socket, sys, time
from takhrij.ingest.apart import serve
from takhrij.document import Metadata
from takhrij.ingest.mail import attachments

def words(data, language, charset):
    {body}
    return data.decode(), Metadata()

serve(int(sys.argv[1]), words, attachments)
"""
BODIES = {
    "dies of a signal": ("os.kill(os.getpid(), 11)", "broke down (signal 11)"),
    "ends": ("os._exit(7)", "broke down (status 7)"),
    "runs for ever": ("list(iter(int, 1))", "took over 1 seconds of a core"),
    "sleeps for ever": ("time.sleep(100)", "took over 3 seconds"),
    "eats all memory": ("held = bytearray(2_000_000_000)", "needs more memory"),
    "raises": ("raise KeyError('a word of the file')", "its reader failed (KeyError)"),
    "writes a file": ("open('written', 'w')", "(PermissionError)"),
    "opens a connection": ("socket.create_connection(('127.0.0.1', 9))", "(PermissionError)"),
}


def child(body: str) -> Apart:
    program = (sys.executable, "-P", "-c", CHILD.format(body=body))
    return Apart(Limits(memory=1_000_000_000, core=1, clock=3 if "sleep" in body else 90), program)


@pytest.mark.parametrize("what", BODIES)
def test_a_reader_that_goes_wrong_is_one_line_about_its_file(what: str) -> None:
    body, said = BODIES[what]
    apart = child(f"if data == b'bad': {body}")
    try:
        with pytest.raises(UnreadableInput) as raised:
            apart.words(b"bad", None, None)
        assert said in str(raised.value)
        assert "a word of the file" not in str(raised.value)
        assert apart.words(b"good", None, None)[0] == "good"
    finally:
        apart.close()


def test_what_is_read_apart_is_what_is_read_here() -> None:
    apart = Apart()
    try:
        assert ingest.read_bytes(PAGE, "x", by=By(apart)) == ingest.read_bytes(PAGE, "x")
        with pytest.raises(UnreadableInput, match="x is a PDF that is damaged"):
            ingest.read_bytes(b"%PDF-1.7 nothing", "x", by=By(apart))
    finally:
        apart.close()


def test_plain_text_starts_no_process() -> None:
    apart = Apart()
    ingest.read_bytes(WORDS.encode(), by=By(apart))
    assert apart._child is None


def test_one_file_that_kills_its_reader_leaves_the_others() -> None:
    apart = child("if b'deadly' in data: os.kill(os.getpid(), 9)")
    box = b"".join(
        b"From a@example.org Sun May  4 06:07:08 2031\nFrom: a@example.org\n"
        b"Date: Sun, 04 May 2031 06:07:08 +0300\n\n%b\n\n" % words
        for words in (b"a quiet message", b"a deadly message", b"another message")
    )
    try:
        found = list(unpack.readings(io.BytesIO(box), "box", apart))
    finally:
        apart.close()
    assert [type(one) for one in found] == [Reading, Unread, Reading]


def test_a_page_is_read_apart_by_the_program(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "good.html").write_bytes(PAGE)
    (tmp_path / "in" / "bad.pdf").write_bytes(b"%PDF-1.7 nothing")
    asked = ["corpus", "add", str(tmp_path / "in"), "--corpus", str(tmp_path / "corpus")]
    assert main(asked) == PROBLEMS
    printed = capsys.readouterr()
    assert "1 added" in printed.out
    assert "damaged" in printed.err
