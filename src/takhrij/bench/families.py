"""Families: copies found among 50,000 reports, beside other libraries in the same run."""

from __future__ import annotations

import multiprocessing
import resource
import time
from collections import defaultdict
from collections.abc import Sequence
from importlib.metadata import version
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from takhrij import __version__
from takhrij.bench.copy_peers import METHODS, Pairs, is_here
from takhrij.bench.copy_sets import Made, made

COUNT = 50_000


def measure(
    data: Path, count: int = COUNT, methods: Sequence[str] = tuple(METHODS)
) -> dict[str, Any]:
    """Reports a second from texts to pairs, peak memory, recall by kind of edit, false pairs.

    `takhrij` reads every candidate closely and says what it is; `takhrij, unread` stops at the
    candidates, as MinHash does. Each method runs alone in a process of its own, one after
    another. A false pair is one of two reports that are no copies of one another, of which at
    least one is of random words.
    """
    reports = made(data, count)
    return {
        "reports": len(reports.texts),
        "copies": len(reports.copies),
        "characters": sum(map(len, reports.texts)),
        "methods": {name: _measured(name, reports) for name in methods},
        "published": "MinHash over 5-grams on 50,000 made reports: recall .56, no false pair",
    }


def _measured(name: str, reports: Made) -> dict[str, Any]:
    if not is_here(name):
        return {"not_installed": f"pip install 'takhrij[bench]' brings {name}"}
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_alone, args=(name, reports.texts, theirs))
    process.start()
    theirs.close()
    try:
        pairs, seconds, busy, memory = ours.recv()
    except EOFError:
        return {"failed": f"the process ended with status {process.exitcode}"}
    finally:
        process.join()
    return {
        "version": __version__ if name.startswith("takhrij") else version(name),
        "seconds": round(seconds, 1),
        "reports_per_second": round(len(reports.texts) / seconds),
        "cpu_seconds": round(busy, 1),
        "peak_mb": round(memory[1]),
        "of_which_texts_mb": round(memory[0]),
        **scores(pairs, reports),
    }


def _alone(name: str, texts: tuple[str, ...], answer: Connection) -> None:
    METHODS[name](texts[-40:])  # what is loaded and compiled once is not measured
    before, start, busy = _peak(), time.perf_counter(), time.process_time()
    pairs = METHODS[name](texts)
    spent = time.perf_counter() - start, time.process_time() - busy
    answer.send((pairs, *spent, (before, _peak())))


def _peak() -> float:
    """Megabytes held at most so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def scores(pairs: Pairs, reports: Made) -> dict[str, Any]:
    """Recall of planted copies, in all and by kind of edit, and false pairs."""
    found: dict[str, list[bool]] = defaultdict(list)
    for one in reports.copies:
        found[f"{one.form}, {one.edits:.0%} edited"].append((one.source, one.copy) in pairs)
    hits = sum(map(sum, found.values()))
    false = sum(_is_false(pair, reports) for pair in pairs)
    return {
        "recall": round(hits / max(1, len(reports.copies)), 4),
        "recall_by_edit": {kind: round(sum(f) / len(f), 3) for kind, f in sorted(found.items())},
        "pairs": len(pairs),
        "false_pairs": false,
        "false_in_10000": round(10_000 * false / max(1, len(pairs)), 2),
    }


def _is_false(pair: tuple[int, int], reports: Made) -> bool:
    first, second = map(reports.origin, pair)
    return first != second and min(first, second) < reports.invented
