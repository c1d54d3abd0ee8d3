"""The annotated sets of attributions, read as they lie: PolNeAR (brat) and ours (JSON).

PolNeAR's traps, and what is done about them:

- A span may be discontinuous (`9 25;31 40`): its pieces are kept apart, pieces of white
  space alone are dropped.
- The name of each annotation file ends in the reader's mark (`_ef2d`). Most articles have one
  reader; 18 have five or six. `articles` gives such an article the *agreed* reading: what at
  least half of its readers marked (contents matched as in scoring), in the spans of the first
  of them by name. `readings` gives every reading apart, to measure readers against readers.
- An event may hold no content (it is dropped) or no source (`Attribution-no-source`).
- A note's text column may run over lines; lines that open no note are skipped.
- Offsets are code points into the text with its line ends as stored.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from takhrij.bench.attribution_score import Reading, agreed
from takhrij.document import Language, Span
from takhrij.errors import UsageError


@dataclass(frozen=True, slots=True)
class Article:
    """A text with what its readers marked in it, in text order."""

    name: str
    text: str
    language: Language
    readings: tuple[Reading, ...]
    published: str | None = None


_NOTE = re.compile(r"(T\d+)\t([\w-]+) (\d+ \d+(?:;\d+ \d+)*)(?:\t|$)")
_EVENT = re.compile(r"E\d+\t(Attribution\S*)(?: (.*))?$")
_FILE = re.compile(r"(.+)_([0-9a-f]{4})$")


def polnear(data: Path, part: str) -> Iterator[Article]:
    """The articles of one part (`train` or `dev`), one agreed reading each, by name."""
    for name, readers in _polnear_files(data, part):
        text = _text(data / "polnear" / part / "text" / f"{name}.txt")
        yield Article(name, text, "en", agreed([_brat(path, text) for path in readers]))


def polnear_readings(data: Path, part: str) -> Iterator[tuple[str, list[tuple[Reading, ...]]]]:
    """For each article read by several people: its name and every reading."""
    for name, readers in _polnear_files(data, part):
        if len(readers) > 1:
            text = _text(data / "polnear" / part / "text" / f"{name}.txt")
            yield name, [_brat(path, text) for path in readers]


def _polnear_files(data: Path, part: str) -> list[tuple[str, list[Path]]]:
    folder = data / "polnear" / part / "attributions"
    if not folder.is_dir():
        raise UsageError(f"no folder {folder}; give the folder that holds polnear/{part}")
    found: dict[str, list[Path]] = {}
    for path in sorted(folder.glob("*.ann")):
        match = _FILE.match(path.stem)
        found.setdefault(match.group(1) if match else path.stem, []).append(path)
    return sorted(found.items())


def _text(path: Path) -> str:
    with path.open(encoding="utf-8", newline="") as file:
        return file.read()


def _brat(path: Path, text: str) -> tuple[Reading, ...]:
    """The attributions of one annotation file, in text order."""
    notes: dict[str, tuple[Span, ...]] = {}
    events: list[str] = []
    for line in _text(path).split("\n"):
        if note := _NOTE.match(line):
            notes[note.group(1)] = _spans(note.group(3), text)
        elif event := _EVENT.match(line):
            events.append(event.group(2) or "")
    readings = (_event(roles, notes) for roles in events)
    return tuple(sorted((r for r in readings if r), key=lambda r: r.content[0]))


def _spans(written: str, text: str) -> tuple[Span, ...]:
    spans = (Span(*map(int, piece.split())) for piece in written.split(";"))
    return tuple(span for span in spans if span.of(text).strip())


def _event(roles: str, notes: dict[str, tuple[Span, ...]]) -> Reading | None:
    """`Attribution:T4 Content:T3 Cue:T2 Source:T1` as a reading; None if it has no content."""
    held: dict[str, list[Span]] = {}
    for role in roles.split():
        name, _, note = role.partition(":")
        held.setdefault(name.rstrip("0123456789"), []).extend(notes.get(note, ()))
    if not held.get("Content"):
        return None
    source, cue = held.get("Source"), held.get("Cue")
    return Reading(
        content=tuple(sorted(held["Content"])),
        source=max(source, key=len) if source else None,
        cue=max(cue, key=len) if cue else None,
    )


def arabic(data: Path) -> Iterator[Article]:
    """The Arabic articles, one JSON file beside each text, by name."""
    folder = data / "arabic-attribution"
    if not folder.is_dir():
        raise UsageError(f"no folder {folder}; give the folder that holds arabic-attribution")
    for path in sorted(folder.glob("ar*.json")):
        marked = json.loads(path.read_text(encoding="utf-8"))
        readings = tuple(_json(item) for item in marked["attributions"])
        text = _text(path.with_suffix(".txt"))
        yield Article(path.stem, text, "ar", readings, marked.get("published"))


def _json(item: dict[str, Any]) -> Reading:
    """One attribution; a label that is null was disputed and is not scored."""
    return Reading(
        content=tuple(_span(piece) for piece in item["content"]),
        source=_span(item["source"]) if item["source"] else None,
        cue=_span(item["cue"]) if item["cue"] else None,
        speaker=item["speaker"],
        kind=item["kind"],
        knowledge=item["knowledge"],
        act=item["act"],
    )


def _span(item: dict[str, int]) -> Span:
    return Span(item["start"], item["end"])
