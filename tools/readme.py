"""Write the README's dialogue anew: run its command, put what it prints in its place."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

README = Path(__file__).resolve().parents[1] / "README.md"
COMMAND = "takhrij check src/takhrij/examples/warehouse.en.txt --out out/demo"
LINES = 32
"""Lines of the output that are shown: what the report rests on, the checks, the first claims."""
DIALOGUE = re.compile(r"(<!-- dialogue.*?-->\n```\n)(.*?)(```\n<!-- /dialogue -->)", re.S)


def main() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", "from takhrij.cli import run; run()", *shlex.split(COMMAND)[1:]],
        capture_output=True,
        encoding="utf-8",
        check=True,
        cwd=README.parent,
        env={**os.environ, "TAKHRIJ_HOME": str(README.parent / ".cache" / "takhrij")},
    )
    text = README.read_text(encoding="utf-8")
    shown = "".join(ran.stdout.splitlines(keepends=True)[:LINES])
    command = f"{COMMAND} | head -n {LINES}"
    written = DIALOGUE.sub(lambda m: f"{m[1]}$ {command}\n{shown}{m[3]}", text)
    README.write_text(written, encoding="utf-8")


if __name__ == "__main__":
    main()
