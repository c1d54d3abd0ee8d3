"""The user's file of ratings of sources (`--sources FILE`), and its digest for the case."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from takhrij.casefile.grades import NOBODY, Ratings, ratings
from takhrij.document import digest
from takhrij.errors import UsageError

_MOST = 5_000_000


@dataclass(frozen=True, slots=True)
class Rated:
    """What the user thinks of sources; `data` names the file's digest, if there is one."""

    ratings: Ratings
    data: dict[str, str]


def read_ratings(path: Path | None) -> Rated:
    """The ratings in a file; none without a file. Raises UsageError if it can't be used."""
    if path is None:
        return Rated(NOBODY, {})
    try:
        with path.open("rb") as file:
            data = file.read(_MOST + 1)
    except OSError as error:
        raise UsageError(f"no ratings in {path}: {error.strerror}; see docs/casefile.md") from error
    if len(data) > _MOST:
        raise UsageError(f"{path} is over {_MOST} bytes; a file of ratings is a short list")
    return Rated(ratings(data, str(path)), {"sources": digest(data)})
