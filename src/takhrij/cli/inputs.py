"""The inputs of a run: files, folders, and files of JSON lines, as items in a fixed order."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from takhrij.errors import UsageError

SUFFIXES = frozenset({".txt", ".text", ".md", ".html", ".htm", ".xhtml", ".jsonl", ".ndjson"})
"""What is read out of a folder; a file named by itself is read whatever it is called."""
LINES = frozenset({".jsonl", ".ndjson"})


@dataclass(frozen=True, slots=True)
class Item:
    """One report to read: a file, or a line of a file of JSON lines."""

    path: Path
    line: int | None = None
    data: bytes | None = None

    @property
    def source(self) -> str:
        shown = os.fsencode(self.path).decode("utf-8", "replace")
        return shown if self.line is None else f"{shown}:{self.line}"


def files(paths: Iterable[Path]) -> tuple[list[Path], list[str]]:
    """Every file to read, folders searched through in order of name, and what was left out.

    Raises UsageError if a path doesn't exist.
    """
    found: list[Path] = []
    left_out: list[str] = []
    for path in paths:
        if not path.exists():
            raise UsageError(f"no file or folder {path}; give paths that exist")
        inside = sorted(one for one in path.rglob("*") if one.is_file()) if path.is_dir() else []
        found += [one for one in inside if one.suffix.lower() in SUFFIXES] or [path] * (not inside)
        others = [one for one in inside if one.suffix.lower() not in SUFFIXES]
        if others:
            left_out.append(f"{path}: {len(others)} files that are no text or HTML left out")
    return found, left_out


def count(paths: Iterable[Path]) -> int:
    """How many items there are: one a file, one a line of JSON lines."""
    return sum(_lines_in(path) if path.suffix.lower() in LINES else 1 for path in paths)


def _lines_in(path: Path) -> int:
    return sum(1 for _ in _numbered(path))


def items(paths: Iterable[Path]) -> Iterator[Item]:
    """Every item, in order. Lines of JSON come with their bytes, files are read later."""
    for path in paths:
        if path.suffix.lower() in LINES:
            yield from (Item(path, number, line) for number, line in _numbered(path))
        else:
            yield Item(path)


def _numbered(path: Path) -> Iterator[tuple[int, bytes]]:
    """Lines with something on them and their numbers, from 1."""
    try:
        with path.open("rb") as file:
            for number, line in enumerate(file, 1):
                if line.strip():
                    yield number, line.rstrip(b"\r\n")
    except OSError as error:
        raise UsageError(
            f"{path} can't be read: {error.strerror}; check who may read it"
        ) from error
