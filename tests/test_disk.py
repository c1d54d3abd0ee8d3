"""What is written is there whole, or what was there before still is."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from takhrij.disk import ENDING, write_whole


def test_a_file_is_made_with_its_folder_and_replaced_later(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "file"
    write_whole(path, b"first")
    write_whole(path, b"second")
    assert path.read_bytes() == b"second"
    assert [one.name for one in path.parent.iterdir()] == ["file"]


def test_what_the_disk_refuses_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "taken"
    (path / "held").mkdir(parents=True)
    with pytest.raises(OSError, match="taken"):
        write_whole(path, b"x")
    assert (path / "held").is_dir()
    assert not list(tmp_path.glob(f"*{ENDING}"))


def test_of_several_that_write_at_once_one_is_there_whole(tmp_path: Path) -> None:
    path = tmp_path / "file"
    given = [bytes([number]) * 200_000 for number in range(8)]
    writers = [threading.Thread(target=write_whole, args=(path, data)) for data in given]
    for one in writers:
        one.start()
    for one in writers:
        one.join()
    assert path.read_bytes() in given
    assert [one.name for one in tmp_path.iterdir()] == ["file"]
