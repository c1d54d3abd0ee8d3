"""Files written whole or not at all, and kept even if the power goes at once."""

from __future__ import annotations

import os
import threading
from pathlib import Path

ENDING = ".partial"
"""What a file that is being written is called at its end; one left behind may be taken away."""


def write_whole(path: Path, data: bytes) -> None:
    """Put the bytes at a path, its folder made if there is none.

    Whatever happens the path holds what it held before or all of the bytes; several may write at
    once. Raises OSError if the disk refuses.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    name = f"{path.name}.{os.getpid()}-{threading.get_ident()}{ENDING}"
    partial = path.with_name(name)
    try:
        with partial.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    except OSError:
        partial.unlink(missing_ok=True)
        raise
    keep_names(path.parent)


def keep_names(folder: Path) -> None:
    """Have the disk keep what was renamed in a folder: without it a file may lose its name."""
    held = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(held)
    finally:
        os.close(held)
