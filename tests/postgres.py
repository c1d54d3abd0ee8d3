"""A PostgreSQL server of the test's own, in a folder that goes with it."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SECONDS = 60
"""For the server to answer."""


def programs() -> Path | None:
    """The folder with `initdb` and `postgres`, or None where PostgreSQL is not installed."""
    found = shutil.which("initdb")
    if found and shutil.which("postgres"):
        return Path(found).resolve().parent
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return folders[-1].parent if folders else None


@contextmanager
def server(bin_folder: Path) -> Iterator[str]:
    """The address of a running server with an empty database, stopped at the end."""
    with tempfile.TemporaryDirectory(prefix="takhrij-pg") as name:
        folder = Path(name)
        user = _user()
        if user:  # PostgreSQL won't run as root
            folder.chmod(0o755)
            shutil.chown(folder, user)
        data, port = folder / "data", _free_port()
        made = ["initdb", "-D", str(data), "-U", "takhrij", "--auth=trust", "--no-sync"]
        _run([str(bin_folder / made[0]), *made[1:], "-E", "UTF8", "--locale=C"], folder, user)
        command = [str(bin_folder / "postgres"), "-D", str(data), "-k", str(folder)]
        options = ["-p", str(port), "-c", "listen_addresses=127.0.0.1", "-c", "fsync=off"]
        running = subprocess.Popen(
            [*command, *options], cwd=folder, user=user,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            _wait(port)
            yield f"postgresql://takhrij@127.0.0.1:{port}/postgres"
        finally:
            running.send_signal(2)
            running.wait(30)


def _user() -> str | None:
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


def _run(command: list[str], folder: Path, user: str | None) -> None:
    subprocess.run(command, cwd=folder, user=user, check=True, capture_output=True)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _wait(port: int) -> None:
    for _ in range(SECONDS * 10):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError("PostgreSQL did not answer")
