"""Import a table as one of the user's gazetteers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from takhrij.errors import UsageError
from takhrij.language.gazetteer.entries import Entry
from takhrij.language.gazetteer.home import file_name, folder, world_index
from takhrij.language.gazetteer.index import Index, build
from takhrij.language.gazetteer.nearest import Districts, Surroundings
from takhrij.language.gazetteer.tables import Columns, entries

NAMED_PROBLEMS = 20
"""Bad rows are all counted; the first of them are named."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import took in and what it couldn't use. `problems` names the first bad rows."""

    name: str
    places: int
    bad: int
    problems: tuple[str, ...]
    digest: str


def import_table(
    path: Path, columns: Columns | None = None, *, name: str | None = None, at: Path | None = None
) -> Imported:
    """Read a table into an index of the user's data folder, replacing one of the same name.

    Raises UsageError where the table can't be read or holds no place, EnvironmentFault where
    the folder can't be written.
    """
    label = _label(name or path.stem)
    count = _Count()
    filled = _filled_in(path, columns, Surroundings(Index(world_index(at))))
    stream = map(filled, count.good(entries(path, columns)))
    first = next(stream, None)
    if first is None:
        raise UsageError(f"{path} holds no usable place" + _because(count.problems))
    target = folder(at) / f"{label}.places"
    digest = build(target, _chain(first, stream), label)
    return Imported(label, count.places, count.bad, tuple(count.problems), digest)


def _filled_in(
    path: Path, columns: Columns | None, around: Surroundings
) -> Callable[[Entry], Entry]:
    """What fills in country and region: by district where the table tells districts, for
    which it is read twice; else by the settlements around each place.
    """
    rows = (row for row in entries(path, columns) if isinstance(row, Entry))
    first = next(rows, None)
    if first is None or first.country or not first.admin:
        return around.placed
    return Districts(around, rows).placed


def _label(name: str) -> str:
    label = file_name(name)
    if not label:
        raise UsageError(f"{name!r} can't name a gazetteer; use letters, digits, - and _")
    return label


def _because(problems: list[str]) -> str:
    return f": {problems[0]}" if problems else "; it needs a header and at least one row"


def _chain(first: Entry, rest: Iterator[Entry]) -> Iterator[Entry]:
    yield first
    yield from rest


class _Count:
    """Tallies rows as they stream past."""

    def __init__(self) -> None:
        self.places = 0
        self.bad = 0
        self.problems: list[str] = []

    def good(self, rows: Iterator[Entry | str]) -> Iterator[Entry]:
        for row in rows:
            if isinstance(row, Entry):
                self.places += 1
                yield row
                continue
            self.bad += 1
            if len(self.problems) < NAMED_PROBLEMS:
                self.problems.append(row)
