"""No bit of the custody log, of an original or of a package changes unseen on the disk."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

TOOL = Path(__file__).resolve().parents[1] / "tools" / "flips.py"


def test_every_flipped_bit_is_detected_and_nothing_else_is() -> None:
    ran = subprocess.run(
        [sys.executable, TOOL, "--flips", "30", "--seed", "7"],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    found = json.loads(ran.stdout)
    assert found["flips"] == {"log": 10, "original": 10, "package": 10}
    assert found["missed"] == []
    assert found["alarms_without_a_flip"] == []
