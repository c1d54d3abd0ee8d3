"""Where index files live, and the gazetteer that is used unless another is handed over.

`home()` is the one place in the language layers that reads the environment: TAKHRIJ_HOME
names the user's data folder, else the platform's usual one (XDG_DATA_HOME) is used.
"""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from takhrij.errors import EnvironmentFault
from takhrij.language.gazetteer.index import build
from takhrij.language.gazetteer.lookup import Gazetteer
from takhrij.language.gazetteer.world import edition, world


def home() -> Path:
    """The user's data folder; it need not exist yet."""
    chosen = os.environ.get("TAKHRIJ_HOME")
    if chosen:
        return Path(chosen).expanduser()
    shared = os.environ.get("XDG_DATA_HOME")
    return (Path(shared) if shared else Path.home() / ".local" / "share") / "takhrij"


def folder(at: Path | None = None) -> Path:
    """Where gazetteers are kept, in the data folder given or the user's."""
    return (home() if at is None else at) / "gazetteers"


def file_name(label: str) -> str:
    """What one of the user's tables is filed as; empty where nothing of its label is left."""
    return re.sub(r"[^\w.-]+", "_", label).strip("._")[:80]


def imported(at: Path | None = None) -> tuple[Path, ...]:
    """The user's own index files, in order of name."""
    return tuple(sorted(folder(at).glob("*.places")))


def is_built(at: Path | None = None) -> bool:
    """Whether the embedded world has been built; if not, the first use takes some 20 seconds."""
    return _world_path(at).exists()


def _world_path(at: Path | None) -> Path:
    return folder(at) / "world" / f"{edition()}.index"


def outdated(at: Path | None = None) -> tuple[Path, ...]:
    """Indexes of the world that an older version built and this one doesn't use."""
    current = _world_path(at)
    return tuple(sorted(p for p in current.parent.glob("*.index") if p != current))


def world_index(at: Path | None = None) -> Path:
    """The index of the embedded world, built now if it isn't there (once, some seconds).

    Safe with several processes at once: one builds, the others wait for it.
    Raises EnvironmentFault if the folder can't be written and the index isn't there.
    """
    path = _world_path(at)
    if not path.exists():
        with _alone(path):
            if not path.exists():
                build(path, world(), "world")
    return path


@contextlib.contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Hold the building lock beside a path; on systems without locks, just go on."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = (path.parent / ".lock").open("w")
    except OSError as error:
        raise EnvironmentFault(
            f"can't write the world gazetteer to {path.parent}: {error}; "
            "set TAKHRIJ_HOME to a folder you can write"
        ) from error
    with lock:
        with contextlib.suppress(ImportError, OSError):
            import fcntl

            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def open_gazetteer(at: Path | None = None) -> Gazetteer:
    """The world and the user's own gazetteers from a data folder (default: the user's)."""
    return Gazetteer(imported(at), world_index(at))


@lru_cache(maxsize=4)
def _opened(at: Path, _state: tuple[tuple[str, int, int], ...]) -> Gazetteer:
    return open_gazetteer(at)


def default_gazetteer() -> Gazetteer:
    """The user's gazetteer, opened once and again only when what is imported has changed."""
    at = home()
    state = tuple(
        (path.name, stat.st_mtime_ns, stat.st_size)
        for path in imported(at)
        for stat in (path.stat(),)
    )
    return _opened(at, state)
