"""One process at a time in a folder; the others wait."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from takhrij.errors import EnvironmentFault


@contextlib.contextmanager
def alone(path: Path) -> Iterator[None]:
    """Hold the lock file at a path; on systems without locks, just go on.

    Raises EnvironmentFault if the file can't be made.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = path.open("w")
    except OSError as error:
        raise EnvironmentFault(f"{path} can't be written: {error.strerror}") from error
    with lock:
        with contextlib.suppress(ImportError, OSError):
            import fcntl

            fcntl.flock(lock, fcntl.LOCK_EX)
        yield
