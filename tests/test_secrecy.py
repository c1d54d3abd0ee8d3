"""Sealed folders: opened by their passphrase alone, altered nowhere unseen, never half lost."""

from __future__ import annotations

import io
import os
import random
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from takhrij.cli import DONE, UNUSABLE, main
from takhrij.document import document_of
from takhrij.errors import EnvironmentFault, UnreadableInput, UsageError
from takhrij.secrecy import sealed
from takhrij.secrecy.folders import lock, sealed_file, unlock, wipe
from takhrij.store.corpus import opened

AS_SHIPPED = sealed.SETTING
SECRET = "four words of nobody"
TEXT = "اندلع حريق في الميناء وقال شاهد إنه رأى الدخان"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys made with little memory: what is slow on purpose is tested once."""
    monkeypatch.setattr(sealed, "SETTING", {"iterations": 1, "lanes": 1, "memory": 64})


def closed(data: bytes, passphrase: str = SECRET) -> bytes:
    out = io.BytesIO()
    sealed.seal(io.BytesIO(data), out, passphrase)
    return out.getvalue()


def open_again(data: bytes, passphrase: str = SECRET) -> bytes:
    out = io.BytesIO()
    sealed.unseal(io.BytesIO(data), out, passphrase)
    return out.getvalue()


@pytest.mark.parametrize("size", [0, 1, 1000, sealed.PIECE, sealed.PIECE + 1, 2 * sealed.PIECE])
def test_what_was_sealed_opens_again(size: int) -> None:
    data = random.Random(size).randbytes(size)
    assert open_again(closed(data)) == data


def test_the_same_bytes_are_sealed_differently_each_time() -> None:
    assert closed(b"the same") != closed(b"the same")


def test_another_passphrase_opens_nothing() -> None:
    with pytest.raises(UnreadableInput, match="another passphrase"):
        open_again(closed(b"data"), "other words of nobody")


def test_every_bit_counts() -> None:
    data = closed(b"x" * 300)
    dice = random.Random(3)
    for place in dice.sample(range(len(data)), 150):
        altered = bytearray(data)
        altered[place] ^= 1 << dice.randrange(8)
        with pytest.raises(UnreadableInput):
            open_again(bytes(altered))


def test_a_sealed_file_cut_off_lengthened_or_reordered_is_refused() -> None:
    size = sealed.PIECE + sealed.TAG
    data = closed(random.Random(1).randbytes(3 * sealed.PIECE))
    head = len(data) - 3 * size
    pieces = [data[head + n * size : head + (n + 1) * size] for n in range(3)]
    for kept in ([0, 1], [0, 2, 1], [0, 1, 2, 2], [1, 2], []):
        with pytest.raises(UnreadableInput):
            open_again(data[:head] + b"".join(pieces[n] for n in kept))


@pytest.mark.parametrize("head", [b"", b"{}", b'{"memory": 9e9}', b"[" * 990, b"x" * 5000])
def test_a_hostile_head_is_refused_before_it_costs_anything(head: bytes) -> None:
    with pytest.raises(UnreadableInput, match="no file sealed"):
        open_again(sealed.MAGIC + head + b"\n")


def test_a_head_that_asks_for_all_memory_is_refused() -> None:
    greedy = closed(b"x").replace(b'"memory": 64', b'"memory": 64000000')
    with pytest.raises(UnreadableInput, match="no file sealed"):
        open_again(greedy)


def test_a_short_passphrase_is_refused() -> None:
    with pytest.raises(UsageError, match="12 characters"):
        closed(b"x", "short")


# --- folders ----------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    where = tmp_path / "corpus"
    with opened(where, create=True) as corpus:
        corpus.add(document_of(TEXT, source="a"), TEXT.encode(), "test")
        corpus.commit()
    return where


def held(folder: Path) -> dict[str, bytes]:
    """The files of a folder, the database's own notes left out."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.endswith(("-wal", "-shm"))
    }


def test_a_locked_folder_is_gone_and_comes_back_the_same(folder: Path) -> None:
    before = held(folder)
    path = lock(folder, SECRET)
    assert not folder.exists()
    assert [one.name for one in folder.parent.iterdir()] == [path.name]
    assert TEXT.encode() not in path.read_bytes()
    assert held(unlock(folder, SECRET)) == before
    with opened(folder) as corpus:
        assert len(corpus) == 1


def test_a_wrong_passphrase_leaves_all_as_it_was(folder: Path) -> None:
    path = lock(folder, SECRET)
    with pytest.raises(UnreadableInput, match="another passphrase"):
        unlock(folder, "other words of nobody")
    assert [one.name for one in folder.parent.iterdir()] == [path.name]


def test_a_sealed_folder_cut_off_at_its_end_is_not_opened(folder: Path) -> None:
    path = lock(folder, SECRET)
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(UnreadableInput):
        unlock(folder, SECRET)
    assert not folder.exists()


def test_a_folder_that_someone_works_in_is_not_locked(folder: Path) -> None:
    other = sqlite3.connect(folder / "corpus.sqlite")
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(EnvironmentFault, match="works in it"):
        lock(folder, SECRET)
    other.rollback()
    assert len(held(folder)) == 2


def test_a_folder_that_is_open_is_not_opened_over(folder: Path) -> None:
    lock(folder, SECRET)
    unlock(folder, SECRET)
    with pytest.raises(UsageError, match="open already"):
        unlock(folder, SECRET)


KILLED = (
    "import os, sys; from pathlib import Path; from takhrij.secrecy import folders, sealed\n"
    "sealed.SETTING = {'iterations': 1, 'lanes': 1, 'memory': 64}\n"
    "steps = [int(sys.argv[2])]\n"
    "def step(event, arguments):\n"
    "    if event in ('open', 'os.rename', 'os.remove', 'os.rmdir', 'os.truncate'):\n"
    "        steps[0] -= 1\n"
    "        if steps[0] < 0: os.kill(os.getpid(), 9)\n"
    "sys.addaudithook(step)\n"
    "folders.lock(Path(sys.argv[1]), 'four words of nobody')\n"
)


@pytest.mark.parametrize("step", [1, 6, 10, 12, 13, 14, 15, 16, 17, 18, 20, 24])
def test_killed_at_any_step_of_locking_nothing_is_lost(step: int, folder: Path) -> None:
    before = held(folder)
    ran = subprocess.run([sys.executable, "-c", KILLED, str(folder), str(step)], check=False)
    assert ran.returncode in (0, -signal.SIGKILL)
    if not folder.exists():
        assert sealed_file(folder).exists()
        unlock(folder, SECRET)
    assert held(folder) == before
    lock(folder, SECRET)
    left = {path.name for path in folder.parent.iterdir()}
    assert left == {sealed_file(folder).name}


def test_wiping_takes_away_files_and_leaves_what_links_lead_to(tmp_path: Path) -> None:
    (tmp_path / "kept").write_bytes(b"kept")
    (tmp_path / "gone").mkdir()
    (tmp_path / "gone" / "secret").write_bytes(b"secret")
    os.link(tmp_path / "gone" / "secret", tmp_path / "twin")
    (tmp_path / "gone" / "link").symlink_to(tmp_path / "kept")
    assert wipe(tmp_path / "gone") == 2
    assert not (tmp_path / "gone").exists()
    assert (tmp_path / "kept").read_bytes() == b"kept"
    assert b"secret" not in (tmp_path / "twin").read_bytes()


def test_the_commands_lock_unlock_and_wipe(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "secret").write_text(f"{SECRET}\n")
    secret = ["--passphrase-file", str(tmp_path / "secret")]
    assert main(["lock", str(folder), *secret]) == DONE
    assert "may keep copies" in capsys.readouterr().out
    assert main(["unlock", str(folder), *secret]) == DONE
    assert main(["wipe", str(folder), "--yes"]) == DONE
    assert "solid-state" in capsys.readouterr().out
    assert not folder.exists()
    assert main(["wipe", str(folder), "--yes"]) == UNUSABLE


def test_a_key_is_made_as_the_standard_asks() -> None:
    """RFC 9106, section 4: 64 MiB, three passes, four lanes."""
    assert AS_SHIPPED == {"iterations": 3, "lanes": 4, "memory": 65536}
