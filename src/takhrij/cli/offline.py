"""The proof that no network is needed: the main work done in a process that has none."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from importlib.resources import files
from typing import Any

# Runs in a process of its own: cut off from the network where the system allows it (a network
# namespace of its own, by a user namespace where we aren't root), and with every attempt to
# reach it counted and refused.
_PROGRAM = """
import ctypes, json, os, sys

libc = ctypes.CDLL(None, use_errno=True)
NEWUSER, NEWNET = 0x10000000, 0x40000000
cut = libc.unshare(NEWNET) == 0 or libc.unshare(NEWUSER | NEWNET) == 0
tries = []

def watch(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.sendto", "socket.sendmsg"):
        tries.append(event)
        raise PermissionError("the network is cut")

sys.addaudithook(watch)
example, folder = sys.argv[1:]
os.chdir(folder)
sys.stdout = sys.stderr = open(os.devnull, "w")
from takhrij.cli import main

statuses = {
    " ".join(words[:2]): main(words)
    for words in (
        ["check", example, "--out", "case"],
        ["corpus", "add", example, "--corpus", "corpus"],
        ["corpus", "search", "حريق", "--corpus", "corpus"],
        ["corpus", "families", "--corpus", "corpus"],
        ["custody", "checkpoint", "--corpus", "corpus"],
        ["custody", "verify", "--corpus", "corpus"],
        ["export", "case", "--format", "package", "--corpus", "corpus", "--out", "case.zip"],
        ["package", "verify", "case.zip"],
    )
}
lines = open("/proc/self/net/dev").readlines()[2:] if cut else []
packets = sum(int(n) for line in lines for n in (line.split(":")[1].split()[i] for i in (1, 9)))
told = {"cut": cut, "tries": tries, "statuses": statuses, "packets": packets}
os.write(1, json.dumps(told).encode())
"""


def offline() -> dict[str, Any]:
    """What came of the main work without a network: whether a namespace cut it off (`cut`),
    attempts to reach it (`tries`), the exit status of each command, packets in the namespace."""
    example = str(files("takhrij.examples") / "warehouse.ar.txt")
    with tempfile.TemporaryDirectory() as folder:
        ran = subprocess.run(
            [sys.executable, "-P", "-c", _PROGRAM, example, folder],
            capture_output=True,
            check=False,
        )
    if ran.returncode or not ran.stdout:
        return {"cut": False, "tries": [], "statuses": {"start": ran.returncode or 1}, "packets": 0}
    told: dict[str, Any] = json.loads(ran.stdout)
    return told
