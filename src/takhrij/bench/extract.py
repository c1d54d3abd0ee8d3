"""How fast `extract` reads, and in how much memory: whole articles, every stage, by rules alone
and with the learned reader.

Each figure is a run of the program as a user starts it, so it holds start-up too; the rate
after start-up is what a long run comes to. `articles_per_second_of_a_core` counts the time
that the processes worked, so other work on the machine doesn't change it.
"""

from __future__ import annotations

import csv
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from takhrij.errors import EnvironmentFault

AIM = 20
"""Articles a second a core that rules alone should reach."""
PROGRAM = [sys.executable, "-c", "from takhrij.cli import run; run()", "extract"]


def measure(data: Path) -> dict[str, Any]:
    """Articles a second and peak memory, Arabic and English, one process and all cores."""
    sets = {
        "arabic-news": list(_arabic(data / "arabic-news" / "articles.jsonl")),
        "fa-kes": list(_english(data / "fa-kes" / "articles.csv")),
    }
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    with tempfile.TemporaryDirectory() as folder:
        found = {
            name: {
                "articles": len(rows),
                "characters": sum(len(row["text"]) for row in rows),
                "runs": [
                    _run(Path(folder), rows, jobs, reader)
                    for reader in ("rules", "rules and model")
                    for jobs in sorted({1, cores or 1})
                ],
            }
            for name, rows in sets.items()
        }
    aim = f"{AIM} articles a second a core by rules alone (our own aim; none published)"
    return {"sets": found, "cores": cores, "published": aim}


def _arabic(path: Path) -> Iterator[dict[str, str]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield {"title": row["title"], "text": row["text"], "date": row["extracted"][:10]}


def _english(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", errors="replace", newline="") as file:
        for row in csv.DictReader(file):
            yield {"title": row["article_title"], "text": row["article_content"]}


def _run(folder: Path, rows: list[dict[str, str]], jobs: int, reader: str) -> dict[str, Any]:
    options = ["--jobs", str(jobs), *(["--rules-only"] if reader == "rules" else [])]
    start, start_work, _ = _timed(folder, rows[:1], options)
    wall, work, peak = _timed(folder, rows, options)
    more = len(rows) - 1
    return {
        "by": reader,
        "processes": jobs,
        "seconds": round(wall, 2),
        "start_seconds": round(start, 2),
        "articles_per_second": round(len(rows) / wall, 1),
        "articles_per_second_after_start": round(more / max(wall - start, 0.001), 1),
        "articles_per_second_of_a_core": round(more / max(work - start_work, 0.001), 1),
        "peak_megabytes_of_all_processes": round(peak),
    }


def _timed(
    folder: Path, rows: list[dict[str, str]], options: list[str]
) -> tuple[float, float, float]:
    """Seconds from start to end, seconds of a core that the processes worked, and the most
    memory in megabytes that they held at once. Raises EnvironmentFault if a run fails: a run
    that stopped early would look quick."""
    path = folder / "articles.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    began, worked = time.perf_counter(), _worked()
    command = [*PROGRAM, str(path), *options]
    with (folder / "out").open("wb") as out, (folder / "err").open("wb") as err:
        running = subprocess.Popen(command, stdout=out, stderr=err)
        peak = 0.0
        while running.poll() is None:
            peak = max(peak, _megabytes(running.pid))
            time.sleep(0.05)
    if running.returncode:
        raise EnvironmentFault((folder / "err").read_text(errors="replace")[-300:])
    return time.perf_counter() - began, _worked() - worked, peak


def _worked() -> float:
    """Seconds of a core used so far by processes that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _megabytes(parent: int) -> float:
    """Memory of a process and its children, shared pages split between them (Linux only)."""
    try:
        children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    except OSError:
        children = []
    return sum(_proportional_megabytes(int(pid)) for pid in (parent, *map(int, children)))


def _proportional_megabytes(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:  # it has just ended, or this is no Linux
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:")), 0.0)
