"""Nothing reports home: neither Takhrij nor what it is made of."""

from __future__ import annotations

import json
import os
import subprocess
import sys

from takhrij.silence import SILENCED


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
