"""Runs as a program of its own, started by path: the main work where no network answers.

It cuts itself off before anything of Takhrij is loaded. In a network namespace of its own it
sets up an interface that leads everywhere and ends in our own hands, so that a packet which
native code sends is seen, name servers asked included; and Python's own attempts are counted
and refused. Prints JSON. `EXAMPLE FOLDER` are its arguments.
"""

from __future__ import annotations

import contextlib
import ctypes
import fcntl
import json
import os
import socket
import struct
import sys
from collections import Counter
from pathlib import Path
from typing import Any

NEWUSER, NEWNET = 0x10000000, 0x40000000
OUTSIDE = b"outside"
# Of linux/if_tun.h, linux/sockios.h and linux/route.h.
_TUN, _TUN_WITHOUT_HEAD = 0x400454CA, 0x1001
_SET_ADDRESS, _SET_MASK, _SET_FLAGS, _ADD_ROUTE = 0x8916, 0x891C, 0x8914, 0x890B
_UP_AND_RUNNING, _UP_BY_GATEWAY = 0x41, 0x3
_KERNEL_OWN = (0, 58)
"""Protocols of IPv6 by which the system itself makes an interface known."""
ATTEMPTS = ("socket.connect", "socket.getaddrinfo", "socket.sendto", "socket.sendmsg")


def cut_off() -> bool:
    """Leave the network: as root, or else in a user namespace."""
    libc = ctypes.CDLL(None, use_errno=True)
    return any(libc.unshare(what) == 0 for what in (NEWNET, NEWUSER | NEWNET))


def trap() -> int | None:
    """An interface with a route to everywhere; what is sent there can be read from the file.

    None where the system has no such interfaces.
    """
    try:
        end = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK | os.O_CLOEXEC)
        fcntl.ioctl(end, _TUN, struct.pack("16sH22x", OUTSIDE, _TUN_WITHOUT_HEAD))
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
            _lead_out(asked)
    except OSError:
        return None
    with contextlib.suppress(OSError):
        _lead_out_by_ipv6()
    return end


def _lead_out(asked: socket.socket) -> None:
    for request, address in ((_SET_ADDRESS, "198.18.0.2"), (_SET_MASK, "255.255.255.0")):
        fcntl.ioctl(asked, request, struct.pack("16s16s8x", OUTSIDE, _address(address)))
    for name in (OUTSIDE, b"lo"):
        fcntl.ioctl(asked, _SET_FLAGS, struct.pack("16sH14x", name, _UP_AND_RUNNING))
    everywhere, gateway = _address("0.0.0.0"), _address("198.18.0.1")
    route = struct.pack("8x16s16s16sH", everywhere, gateway, everywhere, _UP_BY_GATEWAY)
    fcntl.ioctl(asked, _ADD_ROUTE, route.ljust(120, b"\0"))


def _address(written: str) -> bytes:
    return struct.pack("HH4s8x", socket.AF_INET, 0, socket.inet_aton(written))


def _lead_out_by_ipv6() -> None:
    index = socket.if_nametoindex(OUTSIDE.decode())
    own = socket.inet_pton(socket.AF_INET6, "2001:2::2")
    with socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as asked:
        fcntl.ioctl(asked, _SET_ADDRESS, struct.pack("16sIi", own, 64, index))
        route = struct.pack("48xIHHI12xIi", 0, 0, 0, 1, 1, index)
        fcntl.ioctl(asked, _ADD_ROUTE, route)


def caught(end: int) -> Counter[str]:
    """Where the packets were going that were sent so far."""
    going = Counter[str]()
    with contextlib.suppress(BlockingIOError):
        while packet := os.read(end, 65_535):
            if packet[0] >> 4 == 4:
                going[socket.inet_ntoa(packet[16:20])] += 1
            elif packet[6] not in _KERNEL_OWN:
                going[socket.inet_ntop(socket.AF_INET6, packet[24:40])] += 1
    return going


def on_this_machine() -> int:
    """Packets over the loopback, where a resolver of the machine may listen."""
    told = Path("/proc/net/dev").read_text(encoding="ascii").splitlines()
    return sum(int(line.split()[10]) for line in told if line.strip().startswith("lo:"))


def work(example: str) -> dict[str, int]:
    """The exit status of each command, in the folder that we are in."""
    from takhrij.cli import main

    corpus = ["--corpus", "corpus"]
    package = ["--format", "package", "--out", "case.zip"]
    asked = (
        ["check", example, "--out", "case"],
        ["corpus", "add", example, *corpus],
        ["corpus", "search", "حريق", *corpus],
        ["corpus", "families", *corpus],
        ["verify", example, *corpus],
        ["custody", "checkpoint", *corpus],
        ["custody", "verify", *corpus],
        ["export", "case", *package, *corpus],
        ["package", "verify", "case.zip"],
    )
    return {" ".join(words[:2]): main(words) for words in asked}


def run(example: str, folder: str) -> dict[str, Any]:
    cut = cut_off()
    end = trap() if cut else None
    tries: list[str] = []

    def watch(event: str, _: tuple[Any, ...]) -> None:
        if event in ATTEMPTS:
            tries.append(event)
            raise PermissionError("the network is cut")

    sys.addaudithook(watch)
    os.chdir(folder)
    statuses = work(example)
    left = caught(end) if end is not None else Counter[str]()
    if cut and (here := on_this_machine()):
        left["this machine"] = here
    return {
        "cut": cut,
        "watched": end is not None,
        "tries": tries,
        "left": dict(left),
        "statuses": statuses,
    }


if __name__ == "__main__":
    to = os.dup(1)
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        sys.stdout = sys.stderr = nowhere
        told = run(*sys.argv[1:])
    os.write(to, json.dumps(told).encode())
