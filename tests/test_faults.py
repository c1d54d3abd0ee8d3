"""Whatever breaks, nothing accepted is lost unnamed, and what can be mended is."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from takhrij.cli import DONE, PROBLEMS, main
from takhrij.document import document_of
from takhrij.errors import UsageError
from takhrij.store.corpus import opened
from takhrij.store.custody import Witness
from takhrij.store.custody_proof import verified
from takhrij.store.mending import faults

COUNT = 60
DESK = Witness("desk", lambda: datetime(2031, 5, 4, tzinfo=UTC))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    where = tmp_path / "corpus"
    with opened(where, create=True, witness=DESK) as corpus:
        for n in range(COUNT):
            text = f"اندلع حريق رقم {n} في الميناء. " + "وقال شاهد إنه رأى الدخان. " * 40
            corpus.add(document_of(text, source=f"{n}.txt"), text.encode(), "test")
        corpus.commit()
        corpus.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return where


def said(folder: Path, *, repair: bool = False) -> str:
    return "\n".join(one.said for one in faults(folder, repair=repair, witness=DESK))


def damage(folder: Path, table: str) -> None:
    """Overwrite one page that holds rows of a table."""
    path = folder / "corpus.sqlite"
    with sqlite3.connect(path) as connection:
        (size,) = connection.execute("PRAGMA page_size").fetchone()
        pages = connection.execute(
            "SELECT pageno FROM dbstat WHERE name = ? AND pagetype = 'leaf' ORDER BY pageno",
            [table],
        ).fetchall()
    with path.open("r+b") as file:
        file.seek((pages[len(pages) // 2][0] - 1) * size)
        file.write(b"\xa5" * size)


def test_a_sound_corpus_has_no_fault(folder: Path) -> None:
    assert said(folder) == ""


@pytest.mark.parametrize("table", ["document", "custody"])
def test_a_damaged_page_is_named_and_the_rest_is_copied(table: str, folder: Path) -> None:
    damage(folder, table)
    assert "the database corpus.sqlite is damaged" in said(folder)
    told = said(folder, repair=True)
    assert (folder / "corpus.sqlite.damaged-1").exists()
    with opened(folder) as corpus:
        left = len(corpus)
        assert left == COUNT if table == "custody" else COUNT // 2 < left < COUNT
    lost = COUNT - left
    assert told.count("came in and is gone, and no entry of the log says why") == lost
    assert ("entries are missing" in told) == (table == "custody")
    assert told.count("belongs to no document") == lost  # the originals are there still


def test_a_database_that_is_none_is_named(folder: Path) -> None:
    (folder / "corpus.sqlite").write_bytes(b"this is no database" * 1000)
    assert "is damaged" in said(folder)


def test_an_original_that_is_missing_is_named(folder: Path) -> None:
    with opened(folder) as corpus:
        (first, *_) = corpus.documents()
        corpus.originals.remove(first.id)
    assert f"original {first.id} is missing" in said(folder)


def test_what_a_stop_left_among_the_originals_is_taken_away(folder: Path) -> None:
    with opened(folder, witness=DESK) as corpus:
        (first, *_) = corpus.documents()
        path = corpus.originals.path(first.id)
        data = path.read_bytes()
        corpus.remove(first.id, "withdrawn")
        path.write_bytes(data)
        path.with_name("x.7.partial").write_bytes(b"half")
    assert "was removed and is here" in said(folder)
    assert "half written" in said(folder, repair=True)
    assert said(folder) == ""
    assert not path.exists()


def test_a_folder_without_a_corpus_is_said(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no corpus"):
        said(tmp_path)


def test_the_command_names_and_mends(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["doctor", "--corpus", str(folder)]
    assert main(asked) == DONE
    assert "sound" in capsys.readouterr().out
    damage(folder, "document")
    assert main(asked) == PROBLEMS
    assert "doctor --repair" in capsys.readouterr().out


FULL = (
    "import resource, signal, sys\n"
    "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
    "resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), int(sys.argv[1])))\n"
    "from takhrij.cli import main\n"
    "sys.exit(main(sys.argv[2:]))\n"
)
"""A disk on which no file can grow any more, as a limit of the process: so no test needs root."""


@pytest.mark.parametrize("room", [5_000, 100_000])
def test_on_a_full_disk_nothing_accepted_is_lost(room: int, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for n in range(30):
        (tmp_path / "in" / f"{n}.txt").write_text(f"خبر جديد رقم {n}. " * 400, encoding="utf-8")
    asked = ["corpus", "add", str(tmp_path / "in"), "--corpus", str(folder)]
    ran = subprocess.run(
        [sys.executable, "-c", FULL, str(room), *asked],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert ran.returncode in (DONE, PROBLEMS)
    assert "Traceback" not in ran.stderr
    assert "a bug in Takhrij" not in ran.stderr, ran.stderr
    with opened(folder) as corpus:
        assert verified(corpus.connection).faults == ()
        assert corpus.verify() == []
        assert len(corpus) >= COUNT
    assert main(asked) == DONE
    with opened(folder) as corpus:
        assert len(corpus) == COUNT + 30


def test_two_runs_at_once_on_one_folder_take_in_everything(tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / name).mkdir()
        for n in range(40):
            text = f"خبر {name} رقم {n}. " * 30
            (tmp_path / name / f"{n}.txt").write_text(text, encoding="utf-8")
    program = "import sys; from takhrij.cli import main; sys.exit(main(sys.argv[1:]))"
    running = [
        subprocess.Popen(
            [sys.executable, "-c", program, "corpus", "add", str(tmp_path / name),
             "--corpus", str(tmp_path / "corpus")],
            stdout=subprocess.DEVNULL,
        )
        for name in "ab"
    ]  # fmt: skip
    assert [one.wait() for one in running] == [DONE, DONE]
    with opened(tmp_path / "corpus") as corpus:
        assert len(corpus) == 80
        assert verified(corpus.connection).faults == ()


def test_the_work_is_done_with_the_network_cut(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor", "--offline", "--json"]) == DONE
    (part,) = json.loads(capsys.readouterr().out)["parts"]
    assert "0 tried the network" in part["said"]
