"""The proof that no network is needed: the main work done in a process that has none."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from importlib.resources import as_file, files
from typing import Any

FAILED = {"cut": False, "watched": False, "tries": [], "left": {}}


def offline() -> dict[str, Any]:
    """What came of the main work without a network: whether a namespace cut it off (`cut`) and
    its packets were looked at (`watched`), attempts to reach it from Python (`tries`), where
    packets went (`left`), and the exit status of each command."""
    example = str(files("takhrij.examples") / "warehouse.ar.txt")
    with (
        tempfile.TemporaryDirectory() as folder,
        as_file(files("takhrij.cli") / "apart_from_network.py") as program,
    ):
        ran = subprocess.run(
            [sys.executable, "-P", str(program), example, folder],
            capture_output=True,
            check=False,
        )
    if ran.returncode or not ran.stdout:
        return {**FAILED, "statuses": {"start": ran.returncode or 1}}
    told: dict[str, Any] = json.loads(ran.stdout)
    return told
