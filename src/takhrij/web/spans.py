"""Setting a span without a pointer: word by word, or by quoting its words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from takhrij.errors import UsageError

_WORD = re.compile(r"\S+")


def moved(text: str, start: int, end: int, edge: str, by: int) -> tuple[int, int]:
    """The span with one edge a word further (`by` 1) or back (-1); unchanged where it would
    hold no word. `edge` is start or end; offsets are code points."""
    words = [one.span() for one in _WORD.finditer(text)]
    if edge == "start":
        edges = [first for first, _ in words]
        ahead = [at for at in edges if (at > start if by > 0 else at < start)]
        new = (ahead[0] if by > 0 else ahead[-1]) if ahead else start
        return (new, end) if new < end else (start, end)
    edges = [last for _, last in words]
    ahead = [at for at in edges if (at > end if by > 0 else at < end)]
    new = (ahead[0] if by > 0 else ahead[-1]) if ahead else end
    return (start, new) if new > start else (start, end)


def steps(text: str, start: int, end: int) -> dict[str, tuple[int, int]]:
    """The four spans that one step leads to, by the name of the step."""
    return {
        "start_back": moved(text, start, end, "start", -1),
        "start_on": moved(text, start, end, "start", 1),
        "end_back": moved(text, start, end, "end", -1),
        "end_on": moved(text, start, end, "end", 1),
    }


def quoted(text: str, words: str, near: int) -> tuple[int, int]:
    """Where the words stand in the text, the occurrence nearest to an offset.

    White space may differ. Raises UsageError if the words are not in the text.
    """
    parts = words.split()
    if not parts or len(words) > 10_000:
        raise UsageError("quote the words as they stand in the article")
    pattern = re.compile(r"\s+".join(re.escape(part) for part in parts))
    found = [one.span() for one in pattern.finditer(text)]
    if not found:
        raise UsageError(f"the article has no words “{words[:80]}”; copy them from it")
    return min(found, key=lambda span: abs(span[0] - near))


def span_of(row: Mapping[str, Any]) -> dict[str, int]:
    return {"start": int(row["start"]), "end": int(row["end"])}
