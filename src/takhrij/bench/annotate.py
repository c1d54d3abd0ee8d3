"""The same documents annotated here and on the engine: the same lines, how fast, and after a
worker was killed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from takhrij.bench import corpus_sets
from takhrij.bench.timed import PROGRAM, Timed, children, descendants, timed
from takhrij.corpus.engines.processes import cores
from takhrij.document import digest
from takhrij.store.annotated import kept_annotations
from takhrij.store.corpus import opened

DOCUMENTS = 10_000
LENGTH = 2
"""Sentences of each: short, since the stages and not the articles are compared."""
RULES = "--rules-only"


def measure(data: Path) -> dict[str, Any]:
    return compared(data, DOCUMENTS)


def compared(data: Path, count: int) -> dict[str, Any]:
    """`count` made documents on every engine that is installed, by rules alone."""
    sentences = corpus_sets.sentences_of(data, 4_000)
    workers = max(2, cores())
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        source = folder / "made.jsonl"
        corpus_sets.written(source, corpus_sets.made(sentences, count, LENGTH))
        timed(folder, "corpus", "add", str(source), "--corpus", str(folder / "corpus"))
        runs = {"local, 1 worker": ("local", 1), f"local, {workers} workers": ("local", workers)}
        for name in ("daft", "ray"):
            if find_spec("daft") and (name == "daft" or find_spec("ray")):
                runs[f"{name}, {workers} workers"] = (name, workers)
        found = {name: _run(folder, *how) for name, how in runs.items()}
        engines = dict.fromkeys(name for name, _ in runs.values())
        killed = {name: _with_a_kill(folder, name, workers) for name in engines}
    digests = {one["lines"] for one in (*found.values(), *killed.values())}
    return {
        "documents": count,
        "sentences_each": LENGTH,
        "runs": found,
        "a_worker_killed_in_the_middle": killed,
        "identical": len(digests) == 1,
        "published": None,
    }


def _command(home: Path, engine: str, workers: int) -> list[str]:
    how = ["--engine", engine, "--workers", str(workers), RULES]
    return ["corpus", "annotate", "--corpus", str(home), *how]


def _run(folder: Path, engine: str, workers: int) -> dict[str, Any]:
    home = _copy(folder)
    ran: Timed = timed(folder, *_command(home, engine, workers))
    lines, count = lines_of(home)
    return {
        "seconds": round(ran.seconds, 1),
        "documents_per_second": round(count / ran.seconds, 1),
        "documents_per_second_of_a_core": round(count / max(ran.work, 0.01), 1),
        "peak_megabytes": round(ran.megabytes),
        "lines": lines,
    }


def _with_a_kill(folder: Path, engine: str, workers: int) -> dict[str, Any]:
    """Kill one worker once some documents are done; run again if the run ended for it."""
    home = _copy(folder)
    running = subprocess.Popen(
        [*PROGRAM, *_command(home, engine, workers)],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    done_then = _some_done(home, running)
    victim = _a_worker(running.pid)
    if victim:
        os.kill(victim, signal.SIGKILL)
    again = running.wait() != 0
    if again:
        timed(folder, *_command(home, engine, workers))
    lines, count = lines_of(home)
    told = {"killed": bool(victim), "done_when_killed": done_then, "run_again": again}
    return {**told, "documents": count, "lines": lines}


def _some_done(home: Path, running: subprocess.Popen[bytes]) -> int:
    """Wait until some lines are kept, or the run has ended; how many there are."""
    count = 0
    while count == 0 and running.poll() is None:
        time.sleep(0.2)
        with opened(home) as corpus:
            (count,) = corpus.connection.execute("SELECT count(*) FROM annotation").fetchone()
    return int(count)


def _a_worker(parent: int) -> int | None:
    """The last process that works for another (Linux only): Ray's, which it names after what
    they do, else a child that is a Python of its own."""
    on_ray = [pid for pid in descendants(parent) if b"UDFActor" in _called(pid)]
    named = on_ray or [pid for pid in children(parent) if b"python" in _called(pid)]
    return named[-1] if named else None


def _called(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def _copy(folder: Path) -> Path:
    """A fresh copy of the corpus that was added."""
    home = folder / "copy"
    shutil.rmtree(home, ignore_errors=True)
    shutil.copytree(folder / "corpus", home)
    return home


def lines_of(home: Path) -> tuple[str, int]:
    """The digest of every line in order, and how many there are."""
    with opened(home) as corpus:
        lines = [one.line for one in kept_annotations(corpus)]
    return digest("\n".join(lines).encode()), len(lines)
