"""Cuts the prepared articles into windows and windows into batches."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from network import CUE_TAGS, NAME_TAGS

START, PAD, END, UNKNOWN = 0, 1, 2, 3
IGNORED = -100
NEITHER, SOURCE, CONTENT = 0, 1, 2


@dataclass
class Cue:
    """Ranges in the window, the start piece counted. A source or hull of None is "none"."""

    at: tuple[int, int]
    roles: list[int]
    source: tuple[int, int] | None
    hull: tuple[int, int]


@dataclass
class Window:
    """`ids` begins and ends with the special pieces; tags stand beside it, one each."""

    ids: list[int]
    cue_tags: list[int] | None = None
    name_tags: list[int] | None = None
    cues: list[Cue] = field(default_factory=list)


def load(path: Path) -> list[dict[str, Any]]:
    return json.loads(path.read_text(encoding="utf-8"))


def attribution_windows(
    articles: Sequence[dict[str, Any]], size: int, rng: random.Random
) -> list[Window]:
    """Each article cut into even windows of at most `size` pieces, shifted by chance."""
    found = []
    for article in articles:
        for start, end in _cuts(len(article["ids"]), size, rng):
            found.append(_window(article, start, end))
    return found


def _cuts(length: int, size: int, rng: random.Random) -> Iterator[tuple[int, int]]:
    at = -rng.randrange(size // 2) if length > size else 0
    while at < length:
        start, end = max(0, at), min(length, at + size)
        if end - start > 8:
            yield start, end
        at += size


def _window(article: dict[str, Any], start: int, end: int) -> Window:
    window = Window([START, *article["ids"][start:end], END])
    window.cue_tags = [IGNORED, *[CUE_TAGS.index("O")] * (end - start), IGNORED]
    for mark in article["attributions"]:
        low, high = mark["cue"]
        for piece in range(max(low, start), min(high, end)):
            tag = "B" if piece == low else "I"
            window.cue_tags[piece - start + 1] = CUE_TAGS.index(tag)
        if _inside(mark, start, end):
            window.cues.append(_cue(mark, start, len(window.ids)))
    return window


def _inside(mark: dict[str, Any], start: int, end: int) -> bool:
    """A mark that the cut would clip teaches nothing true."""
    ranges = [mark["cue"], *mark["content"], *([mark["source"]] if mark["source"] else [])]
    return all(start <= low and high <= end for low, high in ranges)


def _cue(mark: dict[str, Any], start: int, length: int) -> Cue:
    def moved(pair: Sequence[int]) -> tuple[int, int]:
        return pair[0] - start + 1, pair[1] - start + 1

    roles = [NEITHER] * length
    content = [moved(pair) for pair in mark["content"]]
    for low, high in content:
        roles[low:high] = [CONTENT] * (high - low)
    source = moved(mark["source"]) if mark["source"] else None
    if source:
        roles[source[0] : source[1]] = [SOURCE] * (source[1] - source[0])
    hull = (min(low for low, _ in content), max(high for _, high in content))
    return Cue(moved(mark["cue"]), roles, source, hull)


def name_windows(
    sentences: Sequence[dict[str, Any]], size: int, rng: random.Random
) -> list[Window]:
    """Sentences in order, packed into windows of at most `size` pieces."""
    found: list[Window] = []
    limit = rng.randrange(size // 2, size + 1)
    ids: list[int] = []
    tags: list[int] = []
    for sentence in sentences:
        if ids and len(ids) + len(sentence["ids"]) > limit:
            found.append(_name_window(ids, tags))
            ids, tags = [], []
        ids += sentence["ids"][:size]
        tags += [NAME_TAGS.index(tag) for tag in sentence["tags"][:size]]
    if ids:
        found.append(_name_window(ids, tags))
    return found


def _name_window(ids: list[int], tags: list[int]) -> Window:
    return Window([START, *ids, END], None, [IGNORED, *tags, IGNORED])


def batches(windows: Sequence[Window], pieces: int, rng: random.Random) -> list[list[Window]]:
    """Windows of like length together, about `pieces` pieces a batch, in chance order."""
    order = sorted(windows, key=lambda window: len(window.ids) + rng.random() * 32)
    found: list[list[Window]] = [[]]
    for window in order:
        longest = max([len(w.ids) for w in found[-1]] + [len(window.ids)])
        if found[-1] and longest * (len(found[-1]) + 1) > pieces:
            found.append([])
        found[-1].append(window)
    rng.shuffle(found)
    return found
