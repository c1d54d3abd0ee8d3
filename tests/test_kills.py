"""Killed at random moments of its work, the program loses nothing that it accepted."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

TOOL = Path(__file__).resolve().parents[1] / "tools" / "kills.py"


def test_nothing_accepted_is_lost_by_kills_and_the_log_holds_after_each() -> None:
    ran = subprocess.run(
        [sys.executable, TOOL, "--kills", "8"], capture_output=True, encoding="utf-8", check=False
    )
    found = json.loads(ran.stdout)
    assert (found["wrong"], ran.returncode) == ([], 0)
    assert found["proofs"] == 8
    assert found["accepted"]
