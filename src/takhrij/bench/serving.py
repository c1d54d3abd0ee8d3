"""The workbench under load: how long pages take with many cases, documents and users.

Everything is invented: one case, read once from the example report, under a thousand titles;
documents of words drawn with a fixed seed. The server is a process of its own; the clients
share the machine with it, so the times are what a user on the same two cores would see.
"""

from __future__ import annotations

import http.client
import os
import random
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any

from takhrij.document import digest, document_of

CASES, DOCUMENTS, USERS, EACH = 1_000, 100_000, 50, 20
ROUNDS = 20
PAUSE = 1.0
"""Seconds, in the mean, that a user looks at a page before the next: fewer than anybody does."""
WORDS = 60
MADE = "2026-01-01T00:00:00Z"
PUBLISHED_TARGET_MS = 200


def measure(
    data: Path, *, cases: int = CASES, documents: int = DOCUMENTS, users: int = USERS
) -> dict[str, Any]:
    """Times of pages in milliseconds, one after another and with `users` at once."""
    with tempfile.TemporaryDirectory() as folder:
        keys = fill(Path(folder), cases, documents)
        with _server(Path(folder)) as (port, process):
            alone, worked = _alone(port, keys, process)
            reading = _crowd(port, keys, users, pause=PAUSE)
            crowd = _crowd(port, keys, users, pause=0)
    return {
        "cases": cases,
        "documents": documents,
        "cores": len(os.sched_getaffinity(0)),
        "load_before": round(os.getloadavg()[0], 1),
        "alone": {
            name: {**_told(times), "cpu_ms": round(worked[name] / len(times), 1)}
            for name, times in alone.items()
        },
        "alone_all": _told([one for times in alone.values() for one in times]),
        "users": users,
        "crowd_reading": {"seconds_a_page": PAUSE, **reading},
        "crowd": crowd,
        "published": {"target": f"p95 under {PUBLISHED_TARGET_MS} ms"},
    }


def _told(times: list[float]) -> dict[str, float]:
    ordered = sorted(times)
    at = min(len(ordered) - 1, int(0.95 * len(ordered)))
    return {
        "n": len(ordered),
        "p50_ms": round(statistics.median(ordered), 1),
        "p95_ms": round(ordered[at], 1),
        "worst_ms": round(ordered[-1], 1),
    }


# --- the folder ---------------------------------------------------------------------------


def fill(folder: Path, cases: int, documents: int) -> list[str]:
    """A folder with so many cases and documents, its index made; returns the cases' ids."""
    from takhrij.store.corpus import opened
    from takhrij.store.index import search_index

    with opened(folder, create=True) as corpus:
        connection = corpus.connection
        connection.execute("PRAGMA synchronous = OFF")
        connection.executemany(
            "INSERT INTO document (id, source, title, publisher, published, language, text,"
            " made_by, original_size) VALUES (?, ?, ?, ?, ?, 'en', ?, 'bench', 0)",
            _documents(documents),
        )
        connection.commit()
        keys = _cases(connection, cases)
        search_index(corpus).update()
    return keys


def _documents(count: int) -> Iterator[tuple[str, ...]]:
    draw = random.Random(0)
    letters = "abcdefghijklmnopqrstuvwxyz"
    known = ["".join(draw.choices(letters, k=draw.randint(3, 9))) for _ in range(20_000)]
    for number in range(count):
        words = " ".join(draw.choices(known, k=WORDS))
        day = f"20{draw.randint(10, 25)}-{draw.randint(1, 12):02}-{draw.randint(1, 28):02}"
        name = f"Paper {number % 200}"
        identity = digest(f"{number}".encode())
        yield identity, f"{number}.txt", f"Report {number}", name, day, f"{words}."


def _cases(connection: sqlite3.Connection, count: int) -> list[str]:
    """Copies of one case, each for a document of its own and with its places elsewhere, so that
    no two have the same map."""
    from takhrij.store.cases import Cases
    from takhrij.store.corpus import Corpus
    from takhrij.store.originals import Originals

    case, draw = _case(), random.Random(2)
    corpus = Corpus(Path(), connection, Originals(Path()))
    ids = connection.execute("SELECT id, title FROM document ORDER BY number LIMIT ?", [count])
    keys = []
    for identity, title in ids.fetchall():
        about = {**case["document"], "id": identity, "title": title}
        moved = {**case, "document": about, "entities": _moved(case["entities"], draw)}
        keys.append(Cases(corpus).keep(moved, made=MADE).id)
    return keys


def _moved(entities: list[dict[str, Any]], draw: random.Random) -> list[dict[str, Any]]:
    """The places some degrees away, all by as much."""
    lat, lon = draw.uniform(-6, 4), draw.uniform(-6, 12)
    return [
        one if one.get("lat") is None else {**one, "lat": one["lat"] + lat, "lon": one["lon"] + lon}
        for one in entities
    ]


def _case() -> dict[str, Any]:
    from takhrij import pipeline
    from takhrij.casefile.json import case
    from takhrij.language.gazetteer.home import default_gazetteer

    text = (files("takhrij.examples") / "warehouse.ar.txt").read_text(encoding="utf-8")
    read = pipeline.read(document_of(text, "ar"), pipeline.RULES)
    return case(read, gazetteer=default_gazetteer())


# --- asking -------------------------------------------------------------------------------


@contextmanager
def _server(folder: Path) -> Iterator[tuple[int, int]]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    run = "from takhrij.cli import run; run()"
    command = [sys.executable, "-c", run, "serve", str(folder), "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    try:
        assert process.stdout is not None
        while b"http" not in process.stdout.readline():
            if process.poll() is not None:
                raise RuntimeError("the server didn't start")
        yield port, process.pid
    finally:
        process.terminate()
        process.wait(30)


def addresses(keys: list[str], draw: random.Random) -> dict[str, str]:
    """One address of each kind of page."""
    key = draw.choice(keys)
    return {
        "cases": f"/?p={draw.randint(1, max(1, len(keys) // 50))}",
        "queue": "/queue",
        "case": f"/cases/{key}",
        "item": f"/cases/{key}/claim/c1",
        "map": f"/cases/{key}/map",
        "timeline": f"/cases/{key}/timeline",
        "search": f"/search?q={draw.choice('abcdefgh')}{draw.choice('aeiou')}r",
        "document": f"/documents/{digest(str(draw.randrange(len(keys))).encode())}",
        "families": "/families",
        "across": f"/across?q={draw.choice('abcdefgh')}",
        "records": "/records",
        "sources": "/sources",
        "history": f"/cases/{key}/history",
        "exports": f"/cases/{key}/exports",
        "api": f"/api/cases/{key}/head",
    }


def _ask(connection: http.client.HTTPConnection, address: str) -> tuple[int, float]:
    begun = time.perf_counter()
    connection.request("GET", address, headers={"Accept-Language": "ar"})
    answer = connection.getresponse()
    answer.read()
    return answer.status, (time.perf_counter() - begun) * 1000


def _worked(process: int) -> float:
    """Milliseconds that a process has worked; other work on the machine doesn't change it."""
    held = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(held[11]) + int(held[12])) * 1000 / os.sysconf("SC_CLK_TCK")


def _alone(
    port: int, keys: list[str], process: int
) -> tuple[dict[str, list[float]], dict[str, float]]:
    """Times of each kind of page, one after another, and the work that all of a kind took."""
    draw, found = random.Random(1), dict[str, list[float]]()
    worked: dict[str, float] = {}
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    for number in range(ROUNDS + 1):
        for name, address in addresses(keys, draw).items():
            before = _worked(process)
            status, took = _ask(connection, address)
            if status != 200:
                raise RuntimeError(f"{address} answered {status}")
            if number:  # the first round warms up
                found.setdefault(name, []).append(took)
                worked[name] = worked.get(name, 0.0) + _worked(process) - before
    return found, worked


def _crowd(port: int, keys: list[str], users: int, *, pause: float) -> dict[str, Any]:
    """So many users at once, each going from page to page, with a pause or with none at all;
    errors are statuses other than 200."""
    times: list[float] = []
    errors: list[str] = []

    def user(number: int) -> None:
        draw = random.Random(number)
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=300)
        for _ in range(EACH):
            time.sleep(draw.uniform(0, 2 * pause))
            address = draw.choice(list(addresses(keys, draw).values()))
            try:
                status, took = _ask(connection, address)
            except (OSError, http.client.HTTPException) as error:
                errors.append(repr(error))
                return
            times.append(took)
            if status != 200:
                errors.append(f"{status} {address}")

    begun = time.perf_counter()
    threads = [threading.Thread(target=user, args=[number]) for number in range(users)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = time.perf_counter() - begun
    return {
        **_told(times),
        "errors": len(errors),
        "first_errors": errors[:3],
        "requests_a_second": round(len(times) / took, 1),
    }
