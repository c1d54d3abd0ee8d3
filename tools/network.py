"""Do the main work with the network cut, or with one there and every packet looked at.

    python tools/network.py cut [-- COMMAND…]       nothing but the loopback exists
    python tools/network.py watched [-- COMMAND…]   an interface with a route to everywhere

Both happen in a network namespace of their own (Linux; root or user namespaces). Without a
COMMAND the work is: check a report, take it into a corpus, search, families, custody, export,
redact, the workbench with its pages and a new case, doctor. `watched` reads what leaves from a
packet socket, and then sends a packet and runs `takhrij fetch`, to see that those are caught.
Prints JSON; status 1 if a command failed, or a packet left.
"""

from __future__ import annotations

import http.client
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any

LEAVING = 4
"""`PACKET_OUTGOING` of linux/if_packet.h."""
EVERYTHING = 0x0003
"""`ETH_P_ALL`."""
OUTSIDE, OTHER_END = "outside", "otherend"
SETTLES = 3
"""Seconds in which a new interface announces itself."""
ELSEWHERE = "192.0.43.7"
"""A public address; the packet gets no further than the other end."""
SOURCE = "وكالة المرساة للأنباء"
PAGES = ("/", "/queue", "/search?q=fire", "/families", "/sources", "/records", "/new")
UP = (
    "ip link set lo up",
    f"ip link add {OUTSIDE} type veth peer name {OTHER_END}",
    f"ip address add 198.18.0.2/24 dev {OUTSIDE}",
    f"ip link set {OUTSIDE} up",
    f"ip link set {OTHER_END} up",
    f"ip neighbour add 198.18.0.1 lladdr 02:00:00:00:00:01 dev {OUTSIDE}",
    f"ip route add default via 198.18.0.1 dev {OUTSIDE}",
    f"ip address add 2001:2::2/64 dev {OUTSIDE} nodad",
    f"ip neighbour add 2001:2::1 lladdr 02:00:00:00:00:01 dev {OUTSIDE}",
    f"ip route add default via 2001:2::1 dev {OUTSIDE}",
)
"""An interface whose other end is nobody's: what is sent to it is lost, and seen."""


def inside(words: list[str]) -> int:
    """Run this program again in a network namespace of its own."""
    apart = ["unshare", "--net"]
    if os.geteuid():
        apart[1:1] = ["--user", "--map-root-user"]
    return subprocess.run(
        [*apart, sys.executable, __file__, "inside", *words], check=False
    ).returncode


@dataclass
class Seen:
    """What left, by interface and by where it was going."""

    packets: Counter[str] = field(default_factory=Counter)

    def listen(self) -> None:
        """From now on, look at every packet of the namespace."""
        heard = socket.socket(socket.AF_PACKET, socket.SOCK_DGRAM, socket.htons(EVERYTHING))
        threading.Thread(target=self._hear, args=[heard], daemon=True).start()

    def _hear(self, heard: socket.socket) -> None:
        while True:
            data, (interface, protocol, kind, *_) = heard.recvfrom(65_535)
            if kind == LEAVING and interface == OUTSIDE:
                self.packets[going(data, protocol)] += 1
            elif kind == LEAVING and interface == "lo" and is_lookup(data, protocol):
                self.packets["a name looked up on this machine"] += 1


def going(data: bytes, protocol: int) -> str:
    if protocol == 0x0800:
        return socket.inet_ntoa(data[16:20])
    return socket.inet_ntop(socket.AF_INET6, data[24:40]) if protocol == 0x86DD else hex(protocol)


def is_lookup(data: bytes, protocol: int) -> bool:
    """Whether it goes to port 53, where a resolver of this machine may pass it on."""
    head = 4 * (data[0] & 15) if protocol == 0x0800 else 40
    return data[head + 2 : head + 4] == (53).to_bytes(2, "big")


# --- the work -----------------------------------------------------------------------------


def takhrij(*words: str) -> list[str]:
    return [sys.executable, "-c", "from takhrij.cli import run; run()", *words]


def work(folder: Path) -> dict[str, int]:
    """The exit status of each command, and of the pages of the workbench."""
    here = files("takhrij.examples")
    for name in ("warehouse.ar.txt", "warehouse.en.txt"):
        (folder / name).write_bytes((here / name).read_bytes())
    (folder / "passphrase").write_text("a long enough passphrase\n")
    corpus = ("--corpus", "corpus")
    redact = (
        "--sources",
        "وكالة المرساة للأنباء",
        "--vault",
        "vault",
        "--passphrase-file",
        "passphrase",
    )
    asked = (
        ("check", "warehouse.ar.txt", "--out", "case"),
        ("extract", "warehouse.ar.txt", "warehouse.en.txt"),
        ("corpus", "add", "warehouse.ar.txt", "warehouse.en.txt", *corpus),
        ("corpus", "search", "حريق", *corpus),
        ("corpus", "families", *corpus),
        ("verify", "warehouse.ar.txt", *corpus),
        ("custody", "checkpoint", *corpus),
        ("custody", "verify", *corpus),
        ("export", "case", "--format", "package", *corpus, "--out", "case.zip"),
        ("package", "verify", "case.zip"),
        ("redact", "case", "--out", "masked", *redact),
        ("doctor", *corpus),
    )
    statuses = {" ".join(words[:2]): ran(folder, takhrij(*words)) for words in asked}
    return {**statuses, **served(folder)}


def ran(folder: Path, words: list[str]) -> int:
    done = subprocess.run(words, cwd=folder, stdout=subprocess.DEVNULL, check=False)
    return done.returncode


def served(folder: Path) -> dict[str, int]:
    """Pages of the workbench, a report read into a case, and its package: 0 where it worked."""
    words = takhrij("serve", "corpus", "--port", "0", "--rules-only")
    server = subprocess.Popen(words, cwd=folder, stdout=subprocess.PIPE)
    try:
        line = b""
        while b"http://" not in line and server.poll() is None:
            line = server.stdout.readline() if server.stdout else b""
        if b"http://" not in line:
            return {"serve": 1}
        port = int(line.decode().strip().rstrip("/").rpartition(":")[2])
        return {f"serve {name}": is_wrong for name, is_wrong in asked_of(port)}
    finally:
        server.terminate()
        server.wait(30)


def asked_of(port: int) -> list[tuple[str, int]]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=300)

    def ask(method: str, address: str, body: bytes | None = None) -> tuple[int, bytes]:
        connection.request(method, address, body, {"Content-Type": "application/json"})
        answer = connection.getresponse()
        return answer.status, answer.read()

    found = [(page, int(ask("GET", page)[0] != 200)) for page in PAGES]
    text = (files("takhrij.examples") / "warehouse.en.txt").read_text(encoding="utf-8")
    status, made = ask("POST", "/api/cases", json.dumps({"text": text + "\nAgain.\n"}).encode())
    found.append(("POST /api/cases", int(status != 201)))
    key = json.loads(made).get("id", "")
    parts = ("", "/map", "/timeline", "/exports/html", "/exports/package")
    of_case = [(what, ask("GET", f"/cases/{key}{what}")[0]) for what in parts]
    return found + [(f"/cases/…{what}", int(status != 200)) for what, status in of_case]


# --- the two ways -------------------------------------------------------------------------


def cut(do: Callable[[Path], dict[str, int]], folder: Path) -> dict[str, Any]:
    """With the loopback alone; a page asked for by name must fail in a clear way."""
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
    statuses = do(folder)
    fetch = subprocess.run(
        takhrij("fetch", f"http://{ELSEWHERE}/", "--out", "page"),
        cwd=folder, capture_output=True, text=True, check=False,
    )  # fmt: skip
    return {
        "interfaces": _interfaces(), "statuses": statuses,
        "fetch": {"status": fetch.returncode, "says": fetch.stderr.strip()},
        "holds": not any(statuses.values()) and fetch.returncode != 0,
    }  # fmt: skip


def _interfaces() -> list[str]:
    return sorted(name for _, name in socket.if_nameindex())


def watched(do: Callable[[Path], dict[str, int]], folder: Path) -> dict[str, Any]:
    """With a route to everywhere: what left while the work was done, and then when it was meant."""
    for setting in ("router_solicitations", "accept_ra"):  # of the system, not of a program
        Path(f"/proc/sys/net/ipv6/conf/default/{setting}").write_text("0")
    for line in UP:
        subprocess.run(line.split(), check=True)
    time.sleep(SETTLES)
    seen = Seen()
    seen.listen()
    statuses = do(folder)
    left = dict(seen.packets)
    seen.packets.clear()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as plain:
        plain.sendto(b"seen?", (ELSEWHERE, 9))
    time.sleep(0.5)
    sent = dict(seen.packets)
    seen.packets.clear()
    fetch = subprocess.Popen(
        takhrij("fetch", f"http://{ELSEWHERE}/", "--out", "page"),
        cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    ends = time.monotonic() + 30
    while not seen.packets and fetch.poll() is None and time.monotonic() < ends:
        time.sleep(0.2)
    fetch.kill()
    fetch.wait()
    return {
        "interfaces": _interfaces(), "statuses": statuses, "left": left,
        "seen_of_a_packet_sent": sent, "seen_of_fetch": dict(seen.packets),
        "holds": not any(statuses.values()) and not left and bool(sent and seen.packets),
    }  # fmt: skip


def main() -> int:
    words = sys.argv[1:]
    within = words[:1] == ["inside"]
    words = words[within:]
    if not words or words[0] not in ("cut", "watched") or words[1:2] not in ([], ["--"]):
        sys.stderr.write(__doc__ or "")
        return 2
    if not within:
        if not shutil.which("unshare") or not shutil.which("ip"):
            sys.stderr.write("this needs `unshare` (util-linux) and `ip` (iproute2)\n")
            return 2
        return inside(words)
    command = words[2:]

    def asked(_: Path) -> dict[str, int]:
        return {" ".join(command): subprocess.run(command, check=False, stdout=2).returncode}

    with tempfile.TemporaryDirectory() as name:
        way = cut if words[0] == "cut" else watched
        told = way(asked if command else work, Path(name))
    sys.stdout.write(json.dumps(told, ensure_ascii=False, indent=1) + "\n")
    return 0 if told["holds"] else 1


if __name__ == "__main__":
    sys.exit(main())
