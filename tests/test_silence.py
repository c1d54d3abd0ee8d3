"""Nothing reports home: neither Takhrij nor what it is made of."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from takhrij.silence import SILENCED

SENDING = """
import json, os, socket
from takhrij.cli.apart_from_network import caught, cut_off, on_this_machine, trap
end = trap() if cut_off() else None
if end is not None:
    for address, port in (("192.0.43.7", 9), ("192.0.43.8", 53), ("127.0.0.53", 53)):
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", (address, port))
    socket.socket(socket.AF_INET6, socket.SOCK_DGRAM).sendto(b"x", ("2001:500:88:200::7", 9))
print(json.dumps([end is not None, end and dict(caught(end)), on_this_machine()]))
"""


def test_libraries_are_told_before_they_are_loaded_whatever_the_environment_says() -> None:
    said = {**os.environ, **dict.fromkeys(SILENCED, "on")}
    program = "import takhrij.cli, json, os; print(json.dumps(dict(os.environ)))"
    ran = subprocess.run(
        [sys.executable, "-c", program], env=said, capture_output=True, check=True, text=True
    )
    told = json.loads(ran.stdout)
    assert {name: told[name] for name in SILENCED} == SILENCED


def test_the_maker_of_the_network_library_is_not_written_to(tmp_path: os.PathLike[str]) -> None:
    """onnxruntime keeps what it would send in a database under the user's cache."""
    home = {**os.environ, "HOME": str(tmp_path), "XDG_CACHE_HOME": f"{tmp_path}/cache"}
    program = "import takhrij, onnxruntime"
    subprocess.run([sys.executable, "-c", program], env=home, check=True)
    assert [name for _, folders, names in os.walk(tmp_path) for name in (*folders, *names)] == []


def test_the_proof_sees_a_packet_that_is_sent() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", SENDING], capture_output=True, check=True, text=True
    )
    could, left, here = json.loads(ran.stdout)
    if not could:
        pytest.skip("this system lets no one make a network namespace with an interface")
    assert left == {"192.0.43.7": 1, "192.0.43.8": 1, "2001:500:88:200::7": 1}
    assert here >= 1  # and the answer that nobody listens
