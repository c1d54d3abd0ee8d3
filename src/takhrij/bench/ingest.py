"""How fast a corpus takes articles in, whether one is lost, and what a kill does to it."""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from takhrij.bench import corpus_sets
from takhrij.bench.timed import PROGRAM, folder_bytes, timed
from takhrij.document import digest
from takhrij.errors import EnvironmentFault
from takhrij.store.corpus import opened
from takhrij.store.originals import Originals

KILLS = 10
SETS: tuple[tuple[str, Callable[[Path], Iterator[bytes]]], ...] = (
    ("arabic-news", corpus_sets.arabic_news),
    ("fa-kes", corpus_sets.fa_kes),
    ("baly2018", corpus_sets.baly),
)


def measure(data: Path, most: int | None = None) -> dict[str, Any]:
    """Arabic news, FA-KES and Baly's articles, added from files; then once more, killed with
    SIGKILL at ten random moments and gone on with. `most` of each set, or all."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        files = {name: folder / f"{name}.jsonl" for name, _ in SETS}
        sizes = {
            name: corpus_sets.written(files[name], islice(articles(data), most))
            for name, articles in SETS
        }
        paths = [str(path) for path in files.values()]
        whole = folder / "whole"
        ran = timed(folder, "corpus", "add", *paths, "--corpus", str(whole), good=(0, 1))
        killed = _killed(folder, paths, folder / "killed", ran.seconds)
        same = fingerprint(whole) == fingerprint(folder / "killed")
        count, size = (sum(pair[at] for pair in sizes.values()) for at in (0, 1))
        return {
            "sets": {name: pair[0] for name, pair in sizes.items()},
            "articles": count,
            **_state(whole, count),
            "articles_per_second": round(count / ran.seconds, 1),
            "megabytes_per_second": round(size / 1e6 / ran.seconds, 2),
            "articles_per_second_of_a_core": round(count / ran.work, 1),
            "peak_megabytes": round(ran.megabytes),
            "peer_plain_copy_articles_per_second": round(count / _plain(folder, files.values()), 1),
            "bytes_received": size,
            "bytes_kept": folder_bytes(whole),
            "killed": {**killed, "same_state": same},
            "published": None,
        }


def _state(home: Path, count: int) -> dict[str, Any]:
    """What became of the articles: none may be unaccounted for."""
    with opened(home) as corpus:
        stats = corpus.stats()
        wrong = corpus.verify()
    kept, again, unread = stats["documents"], stats["seen_again"], len(stats["unread"])
    return {
        "kept": kept,
        "same_bytes_again": again,
        "named_as_unreadable": unread,
        "lost": count - kept - again - unread,
        "originals_not_as_received": len(wrong),
    }


def _killed(folder: Path, paths: list[str], home: Path, usual: float) -> dict[str, Any]:
    """Add in runs that are killed at random moments, then one that may end."""
    draw = random.Random(corpus_sets.SEED)
    kept = []
    for _ in range(KILLS):
        running = subprocess.Popen(
            [*PROGRAM, "corpus", "add", *paths, "--corpus", str(home)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(draw.uniform(0.2, max(0.5, 2 * usual / KILLS)))
        os.kill(running.pid, signal.SIGKILL)
        running.wait()
        kept.append(_kept(home))
    timed(folder, "corpus", "add", *paths, "--corpus", str(home), good=(0, 1))
    return {"kills": KILLS, "kept_after_each": kept}


def _kept(home: Path) -> int:
    try:
        with opened(home) as corpus:
            return len(corpus)
    except (EnvironmentFault, sqlite3.Error):
        return -1
    except Exception:  # killed before there was a corpus
        return 0


def fingerprint(home: Path) -> str:
    """One digest of all that a corpus holds: documents in order, sightings, what was not read."""
    with opened(home) as corpus:
        asked = (
            "SELECT id, source, title, byline, publisher, published, url, language, text, problems"
            " FROM document ORDER BY number",
            "SELECT * FROM sighting ORDER BY document, source",
            "SELECT * FROM unread ORDER BY source",
        )
        rows = [corpus.connection.execute(ask).fetchall() for ask in asked]
        rows.append([(line,) for line in corpus.verify()])
    return digest(json.dumps(rows, ensure_ascii=False).encode())


def _plain(folder: Path, paths: Any) -> float:
    """Seconds to do the least that could be called keeping: parse each line, keep its bytes as
    a file of their own, whole even if the power goes, and the text in SQLite."""
    began = time.perf_counter()
    originals = Originals(folder / "plain")
    database = sqlite3.connect(folder / "plain.sqlite")
    database.execute("CREATE TABLE document (id TEXT PRIMARY KEY, text TEXT)")
    for path in paths:
        for row in path.open("rb"):
            identity = originals.keep(row)
            insert = "INSERT OR IGNORE INTO document VALUES (?, ?)"
            database.execute(insert, [identity, json.loads(row)["text"]])
    database.commit()
    database.close()
    return time.perf_counter() - began
