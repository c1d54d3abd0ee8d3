"""A folder sealed into one file and back, and files wiped; a stop at any time loses nothing.

Locking writes the sealed file, reads it back to see that it opens to the same bytes, and only
then takes the open folder away. Unlocking leaves the sealed file where it is.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import tarfile
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import BinaryIO

from takhrij.disk import keep_names
from takhrij.errors import EnvironmentFault, UnreadableInput, UsageError
from takhrij.secrecy.sealed import seal, unseal

SUFFIX = ".sealed"
DATABASE = "corpus.sqlite"


def sealed_file(folder: Path) -> Path:
    """Where the sealed form of a folder is: beside it."""
    return folder.with_name(folder.name + SUFFIX)


def lock(folder: Path, passphrase: str) -> Path:
    """Seal a folder into one file beside it, and wipe the folder; returns the file.

    Raises UsageError if there is no folder or the passphrase is too short, EnvironmentFault if
    someone works in the folder or the disk refuses: then the folder is as it was.
    """
    if not folder.is_dir():
        raise UsageError(f"no folder {folder}; give the folder of a corpus or a case")
    _finish_wiping(folder)
    target = sealed_file(folder)
    half = target.with_name(target.name + ".part")
    try:
        with _alone(folder / DATABASE):
            _sealed(folder, half, passphrase)
        half.replace(target)
        keep_names(target.parent)
    except OSError as error:
        half.unlink(missing_ok=True)
        raise EnvironmentFault(f"{folder} was not locked: {error.strerror or error}") from error
    folder.rename(_leaving(folder))  # never again taken for the folder, should wiping be stopped
    wipe(_leaving(folder))
    return target


def _finish_wiping(folder: Path) -> None:
    if _leaving(folder).exists():
        wipe(_leaving(folder))


def _leaving(folder: Path) -> Path:
    return folder.with_name(folder.name + ".wiping")


def _sealed(folder: Path, half: Path, passphrase: str) -> None:
    with half.open("wb") as file:
        with _piped(lambda to: _pack(folder, to)) as packed:
            counted = _Counted(packed)
            seal(counted, file, passphrase)
        file.flush()
        os.fsync(file.fileno())
    back = _Counting()
    with half.open("rb") as file:
        unseal(file, back, passphrase)
    if back.sum.digest() != counted.sum.digest():
        raise OSError("what was written does not read back the same")


@contextmanager
def _alone(database: Path) -> Iterator[None]:
    """Hold the corpus's database for ourselves, its log of changes written back into it."""
    if not database.exists():
        yield
        return
    with closing(sqlite3.connect(database, timeout=1, isolation_level=None)) as connection:
        try:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.Error as error:
            raise OSError(f"someone works in it ({error}); stop them first") from error
        yield


def _pack(folder: Path, to: BinaryIO) -> None:
    with tarfile.open(fileobj=to, mode="w|", format=tarfile.PAX_FORMAT) as archive:
        for path in sorted(folder.rglob("*")):
            if not path.name.endswith(("-wal", "-shm")):
                archive.add(path, arcname=str(path.relative_to(folder)), recursive=False)


@contextmanager
def _piped(write: Callable[[BinaryIO], None]) -> Iterator[BinaryIO]:
    """What a function writes, as a stream to read; its fault is raised here."""
    ends = os.pipe()
    faults: list[BaseException] = []

    def run() -> None:
        try:
            with os.fdopen(ends[1], "wb") as to:
                write(to)
        except BaseException as error:
            faults.append(error)

    thread = threading.Thread(target=run)
    with os.fdopen(ends[0], "rb") as source:
        thread.start()
        yield source
    thread.join()
    if faults:
        raise faults[0]


class _Counted:
    """A stream that keeps the digest of what was read through it."""

    def __init__(self, source: BinaryIO) -> None:
        self.source, self.sum = source, hashlib.sha256()

    def read(self, size: int, /) -> bytes:
        data = self.source.read(size)
        self.sum.update(data)
        return data


class _Counting:
    """A stream that keeps only the digest of what is written to it."""

    def __init__(self) -> None:
        self.sum = hashlib.sha256()

    def write(self, data: bytes, /) -> int:
        self.sum.update(data)
        return len(data)


def unlock(folder: Path, passphrase: str) -> Path:
    """Open the sealed form of a folder beside it, whole or not at all; returns the folder.

    Raises UsageError if the folder is there already or its sealed form isn't, UnreadableInput
    for a wrong passphrase or an altered file, EnvironmentFault if the disk refuses.
    """
    source = sealed_file(folder)
    _finish_wiping(folder)
    if folder.exists():
        raise UsageError(f"{folder} is open already; `takhrij lock {folder}` seals it anew")
    if not source.is_file():
        raise UsageError(f"no file {source}; give the folder as it was called when it was locked")
    half = folder.with_name(folder.name + ".unlocking")
    try:
        _open(source, half, passphrase)
        half.rename(folder)
        keep_names(folder.parent)
    except UnreadableInput as error:
        shutil.rmtree(half, ignore_errors=True)
        raise UnreadableInput(f"{source} {error}") from error
    except (OSError, tarfile.TarError) as error:
        shutil.rmtree(half, ignore_errors=True)
        raise EnvironmentFault(f"{source} was not unlocked: {error}") from error
    return folder


def _open(source: Path, half: Path, passphrase: str) -> None:
    shutil.rmtree(half, ignore_errors=True)
    half.mkdir(mode=0o700)

    def write(to: BinaryIO) -> None:
        with source.open("rb") as file:
            unseal(file, to, passphrase)

    faults: list[tarfile.TarError] = []
    with _piped(write) as opened:
        try:
            with tarfile.open(fileobj=opened, mode="r|") as archive:
                archive.extractall(half, filter="data")
        except tarfile.TarError as error:  # most likely the seal broke: then that is raised
            faults.append(error)
        while opened.read(1 << 20):  # to the last piece, whose seal tells of a cut
            pass
    if faults:
        raise faults[0]


def wipe(path: Path) -> int:
    """Overwrite a file, or every file below a folder, and take it away; returns how many.

    On a magnetic disk without a journal the bytes are gone. A solid-state disk, a copy-on-write
    or journalled file system, a backup and the memory swapped out may each keep a copy.
    """
    if path.is_dir() and not path.is_symlink():
        files = [one for one in path.rglob("*") if one.is_symlink() or not one.is_dir()]
        for file in files:
            _wipe_file(file)
        shutil.rmtree(path)
        return len(files)
    _wipe_file(path)
    return 1


def _wipe_file(path: Path) -> None:
    """A link is taken away and what it leads to left alone."""
    if path.is_file() and not path.is_symlink():
        with path.open("r+b", buffering=0) as file:
            left = path.stat().st_size
            while left > 0:
                left -= file.write(os.urandom(min(left, 1 << 20)))
            os.fsync(file.fileno())
            file.truncate(0)
        unnamed = path.with_name(os.urandom(8).hex())
        path = path.rename(unnamed)
    path.unlink()
