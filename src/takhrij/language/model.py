"""The learned reader: one pass of a small encoder over a text, and what its heads see in it.

The text is read in windows of pieces with room on both sides; each piece and each cue is
judged once, in the window in whose middle part it lies. A window is read by itself, so that
what is found in it depends on nothing but the text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from takhrij.document import Document, Span
from takhrij.language.pieces import Segmentation, whole_words
from takhrij.language.roles import RoleScores, distances
from takhrij.language.tags import Tagged, tagged
from takhrij.language.weights import SHA256, Weights, installed, opened

MIDDLE, ROOM = 216, 52
"""Pieces judged in a window, and pieces of room on either side. Trained on windows of 320."""
MOST = 12_000
"""Pieces read of one text, some 50,000 letters: news is shorter, and time stays bounded."""
AT_ONCE = 64
"""Cues judged together; a window of news holds about nine. Bounds the memory."""
START, END = 0, 2
LEAST_CUE = 0.1
"""Cues less likely than this are not looked at; what is kept is decided later, on the whole."""

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Name:
    """A name as the model reads it: PER, LOC, ORG or MISC."""

    span: Span
    kind: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Told:
    """An attribution as the model reads it. Confidences are probabilities, 0 to 1."""

    cue: Span
    source: Span | None
    content: tuple[Span, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Reading:
    """What the heads see in a text, in text order. From `until` on, nothing was read."""

    names: tuple[Name, ...]
    told: tuple[Told, ...]
    until: int

    @property
    def spans(self) -> tuple[Span, ...]:
        parts = [(t.cue, *t.content, *([t.source] if t.source else [])) for t in self.told]
        return (*(name.span for name in self.names), *(span for part in parts for span in part))


@dataclass(frozen=True, slots=True)
class _Window:
    """Pieces `start` to `end` are read, those from `first` to `after` judged."""

    start: int
    end: int
    first: int
    after: int


class Model:
    """A reader with its weights; one per process is enough."""

    def __init__(self, weights: Weights) -> None:
        self.weights = weights

    @property
    def made_by(self) -> str:
        return f"{self.weights.name} {self.weights.digest}"

    def read(self, text: str) -> Reading:
        """Names and attributions of a text."""
        pieces = self.weights.vocabulary.segment(text)
        names: list[Name] = []
        told: list[Told] = []
        for window in _windows(min(len(pieces.ids), MOST)):
            self._read_window(pieces, window, names, told)
        whole = len(pieces.ids) <= MOST
        until = len(text) if whole else pieces.spans[MOST].start
        return Reading(tuple(names), tuple(told), until)

    def _read_window(
        self, pieces: Segmentation, window: _Window, names: list[Name], told: list[Told]
    ) -> None:
        ids = np.array([START, *pieces.ids[window.start : window.end], END], dtype=np.int64)
        words = self.weights.vectors(ids)
        cues, kinds, vectors = self.weights.encoder.run({"words": words})
        card = self.weights.card
        for found in _judged(tagged(kinds, card["name_tags"], 0.5), window):
            span = _span(pieces, window, found.start, found.end)
            names.append(Name(span, found.kind, found.confidence))
        marks = list(_judged(tagged(cues, card["cue_tags"], LEAST_CUE), window))
        if marks:
            scores = self._roles(vectors, marks)
            told += [
                _told(pieces, window, m, s) for m, s in zip(marks, scores, strict=True) if s.hull
            ]

    def _roles(self, vectors: Floats, marks: list[Tagged]) -> list[RoleScores]:
        card = self.weights.card
        found: list[RoleScores] = []
        for first in range(0, len(marks), AT_ONCE):
            part = marks[first : first + AT_ONCE]
            cues = np.array([(mark.start, mark.end) for mark in part], dtype=np.int64)
            far = distances(len(vectors), cues, card["reach"])
            given = {"vectors": vectors, "cues": cues, "distances": far}
            (scores,) = self.weights.roles.run(given)
            found += [RoleScores.of(row, card["role_outputs"]) for row in scores]
        return found


def readings(document: Document, model: Model | None = None) -> tuple[Reading, ...]:
    """What the model reads in a document: one item, or none where there is no model."""
    return () if model is None else (model.read(document.text),)


def load(path: Path | None = None, *, threads: int = 1) -> Model | None:
    """The model that came with the program, or that of a file; None where there is neither.

    With one thread the model outlives a fork, and a machine is best used by a process a core.
    """
    if path is not None:
        return Model(opened(path, threads=threads))
    mine = installed()
    return Model(opened(mine, sha256=SHA256 or None, threads=threads)) if mine else None


@cache
def own() -> Model | None:
    """The model that came with the program, opened once; None where there is none."""
    return load()


def _windows(length: int) -> Iterator[_Window]:
    """Even windows over a text of `length` pieces."""
    short = length <= MIDDLE + 2 * ROOM
    count = min(1, length) if short else -(-length // MIDDLE)
    for index in range(count):
        first, after = length * index // count, length * (index + 1) // count
        yield _Window(max(0, first - ROOM), min(length, after + ROOM), first, after)


def _judged(found: list[Tagged], window: _Window) -> Iterator[Tagged]:
    """Those that begin in the middle part; the start piece stands at 0."""
    for item in found:
        at = window.start + item.start - 1
        if window.first <= at < window.after and item.end - 1 <= window.end - window.start:
            yield item


def _span(pieces: Segmentation, window: _Window, start: int, end: int) -> Span:
    """The span of pieces of a window, widened to whole words."""
    first, last = window.start + start - 1, window.start + end - 2
    return whole_words(pieces.text, Span(pieces.spans[first].start, pieces.spans[last].end))


def _told(pieces: Segmentation, window: _Window, mark: Tagged, scores: RoleScores) -> Told:
    source = _span(pieces, window, *scores.source) if scores.source else None
    content = tuple(_span(pieces, window, *part) for part in scores.content)
    cue = _span(pieces, window, mark.start, mark.end)
    return Told(cue, source, content, mark.confidence * scores.confidence)
