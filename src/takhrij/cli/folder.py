"""The folder that a case is written to: never over someone else's files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from takhrij.disk import write_whole
from takhrij.errors import EnvironmentFault, UsageError

CASE, REPORT = "case.json", "report.html"


def default_folder(source: str) -> Path:
    """`NAME.case` in the current folder, after the file's own name."""
    return Path(f"{'stdin' if source == '-' else Path(source).stem}.case")


def check_folder(folder: Path, *, source: str | None = None) -> None:
    """Raise UsageError if writing a case there would harm what is there already.

    A case of Takhrij may be written again; with `source`, only one of the same source.
    """
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} is a file; name a folder for the case: --out DIR")
    if not any((folder / name).exists() for name in (CASE, REPORT)):
        return
    there = _case_there(folder / CASE)
    if there is None:
        raise UsageError(
            f"{folder} holds a {CASE} or {REPORT} that Takhrij did not write; "
            f"name another folder: --out DIR"
        )
    if source is not None and there.get("source") != source:
        raise UsageError(
            f"{folder} holds the case of {there.get('source')}; name another folder: --out DIR"
        )


def _case_there(path: Path) -> dict[str, Any] | None:
    """The `document` part of the case file at a path, or None if there is no case file."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    if not isinstance(found, dict) or not str(found.get("schema")).startswith("takhrij.casefile/"):
        return None
    document = found.get("document")
    return document if isinstance(document, dict) else None


def write_case(folder: Path, case: str, report: str) -> None:
    """Write both files, each whole or not at all. Raises EnvironmentFault if the disk refuses."""
    try:
        write_whole(folder / REPORT, report.encode("utf-8"))
        write_whole(folder / CASE, case.encode("utf-8"))
    except OSError as error:
        raise EnvironmentFault(
            f"could not write to {folder}: {error.strerror}; name another folder: --out DIR"
        ) from error


def write_file(path: Path, data: bytes) -> None:
    """Write one file whole or not at all. Raises EnvironmentFault if the disk refuses."""
    try:
        write_whole(path, data)
    except OSError as error:
        raise EnvironmentFault(f"could not write {path}: {error.strerror}") from error
