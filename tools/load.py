"""A day of work on the workbench in half an hour: does its memory stay flat, does it err?

`python tools/load.py --minutes 30 --requests 14400` starts `takhrij serve` on a folder of its
own with four accounts, and asks as ten people would who each do something every minute for a
day and a night: pages, the API, searches, decisions, exports, forms, new reports, signing in and
out, and things that must be refused. Memory is read from the system each minute. Prints JSON;
status 1 if a request failed that should not, or memory grew in the last half.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import quote

from takhrij.store.corpus import opened
from takhrij.store.people import People

PASSWORD = "a long enough one"
ROLES = {"root": "admin", "rana": "reviewer", "amal": "annotator", "sami": "reader"}
CLIENTS, FIRST_CASES = 4, 4
MOST_CASES = 60
"""New reports in a day: they come in the first half, so that what is kept of them in memory
has come to its bound in the second."""
WORDS = ("حريق", "شاهد", "مستودع", "الميناء", "fire", "witnesses", "port", "agency")
PAGES = (
    "/", "/queue", "/sources", "/families", "/records", "/people", "/new",
    "/cases/{key}", "/cases/{key}", "/cases/{key}", "/cases/{key}?reading=machine",
    "/cases/{key}/history", "/cases/{key}/map", "/cases/{key}/timeline", "/cases/{key}/exports",
    "/cases/{key}/claim/c1", "/cases/{key}/style.css",
    "/api/cases", "/api/cases/{key}", "/api/cases/{key}/head", "/api/cases/{key}/waiting",
    "/api/cases/{key}/decisions", "/search?q={word}", "/api/search?words={word}",
)  # fmt: skip
EXPORTS = ("judged", "html", "package", "csv", "misp", "geojson", "followthemoney")
FOR_ROLES = {"/people": ("admin",), "/new": ("admin", "reviewer", "annotator")}
REFUSED = ("/nothing", "/cases/00000000000000aa", "/api/cases/..%2f..", "/static/0/x.css")
GROWTH_MB = 20
"""Memory may wander so much between the third and the last quarter of a run."""
Asked = tuple[str, str, Any, int]
"""Method, address, what is sent, the status that is right."""


@dataclass
class Told:
    """What all clients met, and the cases there are."""

    keys: list[str] = field(default_factory=list)
    statuses: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, asked: Asked, status: int | str, took: float) -> None:
        method, address, _, right = asked
        with self.lock:
            self.statuses[f"{method} {status}"] += 1
            self.times.append(took)
            if status != right:
                self.wrong.append(f"{method} {address[:120]}: {status}")


class Client:
    """One person with a browser that keeps its connection."""

    def __init__(self, port: int, name: str, told: Told, seed: int) -> None:
        self.port, self.name, self.told = port, name, told
        self.dice = random.Random(seed)
        self.token = ""
        self.connection = HTTPConnection("127.0.0.1", port, timeout=600)
        self.asked = 0

    def ask(self, asked: Asked) -> bytes:
        method, address, body, _ = asked
        headers = {"Accept-Language": self.dice.choice(("ar", "en"))}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        sent = None if body is None else json.dumps(body).encode()
        if sent is not None:
            headers["Content-Type"] = "application/json"
        begun = time.perf_counter()
        status, answer = self._sent(method, quote(address, safe="/?=&:%"), sent, headers)
        self.told.add(asked, status, (time.perf_counter() - begun) * 1000)
        self.asked += 1
        return answer

    def _sent(
        self, method: str, address: str, body: bytes | None, headers: dict[str, str]
    ) -> tuple[int | str, bytes]:
        for last in (False, True):  # the server may have closed a connection that was idle
            try:
                self.connection.request(method, address, body, headers)
                got = self.connection.getresponse()
                return got.status, got.read()
            except (OSError, HTTPException) as error:
                self.connection.close()
                if last or method != "GET":
                    return type(error).__name__, b""
        return "", b""

    def sign_in(self) -> None:
        if self.token:
            self.ask(("DELETE", "/api/session", None, 204))
        self.token = ""
        told = {"name": self.name, "password": PASSWORD}
        answer = self.ask(("POST", "/api/session", told, 201))
        self.token = json.loads(answer).get("token", "") if answer.startswith(b"{") else ""

    def step(self) -> None:
        """One thing that people do."""
        if self.asked % 200 == 0:
            self.sign_in()
        does: Callable[[], Asked] = self.dice.choices(
            (self.page, self.decision, self.export, self.refused, self.report),
            (80, 12, 3, 4, 2 if ROLES[self.name] != "reader" else 0),
        )[0]
        asked = does()
        self.learn(asked, self.ask(asked))

    def learn(self, asked: Asked, answer: bytes) -> None:
        """Remember a case that was made."""
        if asked[:2] == ("POST", "/api/cases") and b'"id"' in answer:
            with self.told.lock:
                self.told.keys.append(json.loads(answer)["id"])

    def ask_for_case(self) -> None:
        asked = ("POST", "/api/cases", {"text": text_of(self.dice)}, 201)
        self.learn(asked, self.ask(asked))
        if self.told.wrong:
            raise RuntimeError(f"the first reports were not taken in: {self.told.wrong[0]}")

    def page(self) -> Asked:
        key, word = self.dice.choice(self.told.keys), self.dice.choice(WORDS)
        address = self.dice.choice(PAGES)
        may = ROLES[self.name] in FOR_ROLES.get(address, ROLES.values())
        return "GET", address.format(key=key, word=word), None, 200 if may else 403

    def decision(self) -> Asked:
        key = self.dice.choice(self.told.keys)
        right = 403 if ROLES[self.name] == "reader" else 201
        told = {"action": "comment", "why": f"seen by {self.name} at request {self.asked}"}
        return "POST", f"/api/cases/{key}/decisions", told, right

    def export(self) -> Asked:
        name = self.dice.choice(EXPORTS)
        return "GET", f"/api/cases/{self.dice.choice(self.told.keys)}/exports/{name}", None, 200

    def refused(self) -> Asked:
        address = self.dice.choice(REFUSED)
        return "GET", address, None, 404

    def report(self) -> Asked:
        if len(self.told.keys) >= MOST_CASES:
            return self.page()
        return "POST", "/api/cases", {"text": text_of(self.dice)}, 201


def text_of(dice: random.Random) -> str:
    """One of the bundled reports with a line that makes it another one."""
    name = dice.choice(("warehouse.ar.txt", "warehouse.en.txt"))
    text = (files("takhrij.examples") / name).read_text(encoding="utf-8")
    return f"{text}\n{dice.randrange(10**9)} شاهد آخر قال إنه رأى الدخان.\n"


# --- the server ---------------------------------------------------------------------------


@contextlib.contextmanager
def serving(folder: Path) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """The workbench as users start it, on a port that was free."""
    command = [sys.executable, "-c", "from takhrij.cli import run; run()"]
    command += ["serve", str(folder), "--port", "0", "--rules-only"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, start_new_session=True)
    try:
        assert process.stdout is not None
        line = b""
        while b"http://" not in line:
            line = process.stdout.readline()
            if not line:
                raise RuntimeError("the workbench did not start")
        yield process, int(line.decode().strip().rstrip("/").rpartition(":")[2])
    finally:
        process.terminate()
        process.wait(60)


def memory(pid: int) -> dict[str, float]:
    """Megabytes of the server itself, its part that no file backs, and its children."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    held = {line.split(":")[0]: line.split()[1] for line in status.splitlines() if "kB" in line}
    tasks = list(Path(f"/proc/{pid}/task").iterdir())
    children = [child for task in tasks for child in _children(task)]
    below = sum(_resident(child) for child in children)
    own = {name: int(held[name]) / 1024 for name in ("VmRSS", "RssAnon", "VmHWM")}
    return {
        "rss": round(own["VmRSS"]), "anonymous": round(own["RssAnon"]),
        "peak": round(own["VmHWM"]), "children": round(below), "threads": len(tasks),
        "files": len(list(Path(f"/proc/{pid}/fd").iterdir())),
    }  # fmt: skip


def _children(task: Path) -> list[int]:
    try:
        return [int(child) for child in (task / "children").read_text(encoding="ascii").split()]
    except OSError:  # a thread that is gone
        return []


def _resident(pid: int) -> float:
    try:
        pages = Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]
    except OSError:
        return 0.0
    return int(pages) * os.sysconf("SC_PAGE_SIZE") / 2**20


def load(port: int, pid: int, told: Told, minutes: float, requests: int) -> list[dict[str, float]]:
    """Ask evenly over so many minutes; returns the memory of each minute."""
    begun, seen = time.monotonic(), list[dict[str, float]]()
    ends, per_client = begun + 60 * minutes, requests / CLIENTS
    pause = 60 * minutes / per_client

    def live(number: int, name: str) -> None:
        client = Client(port, name, told, number)
        while (now := time.monotonic()) < ends:
            client.step()
            # where the machine is too slow for the pace, the next comes at once
            time.sleep(max(0.0, begun + client.asked * pause - max(now, time.monotonic())))

    threads = [
        threading.Thread(target=live, args=(number, name)) for number, name in enumerate(ROLES)
    ]
    for thread in threads:
        thread.start()
    while time.monotonic() < ends and any(thread.is_alive() for thread in threads):
        time.sleep(max(0.1, begun + 60 * (len(seen) + 1) * min(1, minutes / 30) - time.monotonic()))
        at = {"minute": round((time.monotonic() - begun) / 60, 1), "requests": len(told.times)}
        seen.append({**at, "cases": len(told.keys), **memory(pid)})
        sys.stderr.write(json.dumps(seen[-1]) + "\n")
        sys.stderr.flush()
    for thread in threads:
        thread.join()
    return seen


def summary(told: Told, seen: list[dict[str, float]]) -> dict[str, Any]:
    times = sorted(told.times)
    quarter = max(1, len(seen) // 4)
    third = statistics.mean(one["rss"] for one in seen[-2 * quarter : -quarter] or seen)
    last = statistics.mean(one["rss"] for one in seen[-quarter:])
    return {
        "requests": len(times),
        "statuses": dict(sorted(told.statuses.items())),
        "wrong": len(told.wrong),
        "first_wrong": told.wrong[:10],
        "p50_ms": round(times[len(times) // 2]),
        "p95_ms": round(times[int(len(times) * 0.95)]),
        "cases": len(told.keys),
        "rss_third_quarter_mb": round(third),
        "rss_last_quarter_mb": round(last),
        "flat": last - third <= GROWTH_MB,
        "minutes": seen,
    }


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--minutes", type=float, default=30)
    asked.add_argument("--requests", type=int, default=14_400)
    given = asked.parse_args()
    told = Told()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with opened(folder, create=True) as corpus:
            for who, role in ROLES.items():
                People(corpus).add(who, role, PASSWORD)
        with serving(folder) as (process, port):
            first = Client(port, "root", told, 99)
            first.sign_in()
            while len(told.keys) < FIRST_CASES:
                first.ask_for_case()
            seen = load(port, process.pid, told, given.minutes, given.requests)
    found = summary(told, seen)
    sys.stdout.write(json.dumps(found, ensure_ascii=False, indent=1) + "\n")
    return 0 if found["flat"] and not found["wrong"] else 1


if __name__ == "__main__":
    sys.exit(main())
