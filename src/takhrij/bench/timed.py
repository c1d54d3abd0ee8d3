"""A program run as a user starts it, with its time, its work and the most memory it held."""

from __future__ import annotations

import contextlib
import os
import resource
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from takhrij.errors import EnvironmentFault

PROGRAM = [sys.executable, "-c", "from takhrij.cli import run; run()"]


@dataclass(frozen=True, slots=True)
class Timed:
    """Seconds from start to end, seconds of a core that the processes worked, and megabytes."""

    seconds: float
    work: float
    megabytes: float


def timed(
    folder: Path, *arguments: str, good: tuple[int, ...] = (0,), home: Path | None = None
) -> Timed:
    """Run `takhrij` with arguments; what it prints goes to `folder/out`, complaints to `err`.
    `home` is the data folder with the gazetteers, if not the user's own.

    Raises EnvironmentFault if it ends with another status: a run that stopped early would
    look quick.
    """
    began, worked = time.perf_counter(), _worked()
    with (folder / "out").open("wb") as out, (folder / "err").open("wb") as err:
        chosen = {} if home is None else {"TAKHRIJ_HOME": str(home)}
        running = subprocess.Popen(
            [*PROGRAM, *arguments], stdout=out, stderr=err, env={**os.environ, **chosen}
        )
        peak = 0.0
        while running.poll() is None:
            peak = max(peak, megabytes(running.pid))
            time.sleep(0.05)
    if running.returncode not in good:
        raise EnvironmentFault((folder / "err").read_text(errors="replace")[-300:])
    return Timed(time.perf_counter() - began, _worked() - worked, peak)


def _worked() -> float:
    """Seconds of a core used so far by processes that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def megabytes(parent: int) -> float:
    """Memory of a process and all it started, shared pages split between them (Linux only)."""
    return sum(_proportional(pid) for pid in (parent, *descendants(parent)))


def descendants(parent: int) -> list[int]:
    """The processes that a process has started, and those that these have."""
    found = children(parent)
    return [*found, *(pid for child in found for pid in descendants(child))]


def children(parent: int) -> list[int]:
    """The processes that any thread of a process has started (Linux only)."""
    found: list[int] = []
    for path in Path(f"/proc/{parent}/task").glob("*/children"):
        with contextlib.suppress(OSError):  # the thread has just ended
            found += map(int, path.read_text().split())
    return sorted(found)


def _proportional(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:  # it has just ended, or this is no Linux
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:")), 0.0)


def folder_bytes(folder: Path) -> int:
    """Bytes of every file in a folder and below it."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
