"""Fuzz one part of Takhrij: `fuzz.py readers|language|api --seconds N --found DIR`.

Seconds are those of a core, spent on inputs alone: on a busy machine a run takes longer by the
clock, and getting ready doesn't count. What was run is added to `DIR/ran.jsonl`.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib
import json
import os
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from pathlib import Path

import atheris
import seeds

SLOW = 20
"""Seconds of a core for one input beyond which it counts as hanging."""
STUCK = 300
"""Seconds by the clock after which a run is ended, whatever it does: other work may be going on."""
LONGEST = 20_000
OFTEN = 20
"""Seconds of a core after which what was run is told."""

# The rules are many and their instrumentation takes minutes: what steers is reading and claims.
_READING = ("reading", ["takhrij.ingest", "takhrij.claims", "takhrij.casefile"])
TARGETS: dict[str, tuple[str, list[str]]] = {
    "readers": _READING,
    "language": _READING,
    "api": ("asking", ["takhrij.web", "takhrij.store"]),
}
"""The module of each target, and what of Takhrij is instrumented for it."""


def target_of(name: str) -> Callable[[bytes], None]:
    """The target, with the code that it reaches instrumented."""
    module, steering = TARGETS[name]
    with atheris.instrument_imports(include=steering):
        found: Callable[[bytes], None] = getattr(importlib.import_module(module), name)
    return found


def until(target: Callable[[bytes], None], seconds: float, told: Path) -> Callable[[bytes], None]:
    """The target, until it has had so many seconds of a core; then the fuzzer is stopped.

    What was run is told as it goes, so that a run that is ended from outside counts too.
    """
    begun = since = time.process_time()
    runs = 0

    def run(data: bytes) -> None:
        nonlocal runs, since
        target(data)
        runs, now = runs + 1, time.process_time()
        is_done = now - begun >= seconds
        if is_done or now - since >= OFTEN:
            with told.open("a") as file:
                file.write(json.dumps({"seconds": round(now - since, 1), "inputs": runs}) + "\n")
            since, runs = now, 0
        if is_done:
            os.kill(os.getpid(), signal.SIGINT)

    return run


def keeping(target: Callable[[bytes], None], found: Path) -> Callable[[bytes], None]:
    """The target, with what it raises kept as a file and the run going on."""

    def run(data: bytes) -> None:
        begun = time.process_time()
        try:
            target(data)
            if time.process_time() - begun > SLOW:
                (found / f"slow-{hashlib.sha256(data).hexdigest()[:16]}").write_bytes(data)
        except Exception as error:
            frames = traceback.extract_tb(error.__traceback__)
            place = f"{type(error).__name__}-{Path(frames[-1].filename).stem}-{frames[-1].lineno}"
            ours = next((f for f in reversed(frames) if "takhrij" in f.filename), frames[-1])
            name = f"{place}-{Path(ours.filename).stem}-{ours.lineno}"
            if not (found / name).exists():
                (found / name).write_bytes(data)
                (found / f"{name}.txt").write_text("".join(traceback.format_exception(error)))

    return run


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("target", choices=TARGETS)
    asked.add_argument("--seconds", type=int, default=600)
    asked.add_argument("--found", type=Path, required=True)
    asked.add_argument("--corpus", type=Path, help="folder of inputs, added to as the run goes")
    given = asked.parse_args()
    given.found.mkdir(parents=True, exist_ok=True)
    corpus = given.corpus or Path(tempfile.mkdtemp())
    corpus.mkdir(parents=True, exist_ok=True)
    target = target_of(given.target)
    for name, data in getattr(seeds, given.target)().items():
        target(data)  # what is loaded once must not count for the first input
        (corpus / hashlib.sha256(name.encode()).hexdigest()[:16]).write_bytes(data)
    options = [
        f"-timeout={STUCK}",
        f"-max_len={LONGEST}",
        "-rss_limit_mb=4000",
        "-print_final_stats=1",
        f"-artifact_prefix={given.found}/",
    ]
    kept = until(keeping(target, given.found), given.seconds, given.found / "ran.jsonl")
    atheris.Setup([sys.argv[0], *options, str(corpus)], kept)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
