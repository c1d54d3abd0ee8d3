"""Word pieces: the segmentation that the learned layer reads, with the way back to the text.

A Unigram vocabulary (Kudo 2018) cuts each word into the pieces whose summed log-probabilities
are greatest. Every piece carries the span it came from in the original text, also where a
character was respelled (ﷲ) or left out (a bidi mark).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from takhrij.document import Span

_WORD = re.compile(r"\S+")
_MARK = "\u2581"
"""Stands for the white space before a word, as in the vocabulary."""
_UNKNOWN_PENALTY = 10.0
"""How much less likely than the least likely piece an unknown character is (SentencePiece)."""
_CACHED = 40
"""Longer words are rare; keeping them would let a hostile text fill the memory."""
_CACHE_SIZE = 100_000

Cut = tuple[tuple[int, int, int], ...]
"""Piece id, start and end in the word as written."""


@dataclass(frozen=True, slots=True)
class Segmentation:
    """Piece ids and, for each, its span in the text."""

    text: str
    ids: tuple[int, ...]
    spans: tuple[Span, ...]


def whole_words(text: str, span: Span) -> Span:
    """A span widened so that it cuts no word of up to 40 letters."""
    start, end = span.start, span.end
    least, most = max(0, start - _CACHED), min(len(text), end + _CACHED)
    while start > least and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < most and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return Span(start, end)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Pieces with their log-probabilities. `respelled` maps a code point to what stands for it."""

    pieces: tuple[str, ...]
    scores: Sequence[float]
    respelled: Mapping[int, str]
    unknown: int
    _ids: dict[str, int] = field(init=False)
    _longest: int = field(init=False)
    _least: float = field(init=False)
    _cache: dict[str, Cut] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        ids = {piece: i for i, piece in enumerate(self.pieces)}
        object.__setattr__(self, "_ids", ids)
        object.__setattr__(self, "_longest", max(map(len, self.pieces)))
        object.__setattr__(self, "_least", min(self.scores) - _UNKNOWN_PENALTY)

    def segment(self, text: str) -> Segmentation:
        """The pieces of a text, in order."""
        ids: list[int] = []
        spans: list[Span] = []
        for word in _WORD.finditer(text):
            for piece, start, end in self._cut(word.group()):
                ids.append(piece)
                spans.append(Span(word.start() + start, word.start() + end))
        return Segmentation(text, tuple(ids), tuple(spans))

    def _cut(self, word: str) -> Cut:
        found = self._cache.get(word)
        if found is None:
            found = tuple(self._pieces(word))
            if len(word) <= _CACHED and len(self._cache) < _CACHE_SIZE:
                self._cache[word] = found
        return found

    def _pieces(self, word: str) -> list[tuple[int, int, int]]:
        """The cut of one word; respelling may split it into several (a no-break space)."""
        found: list[tuple[int, int, int]] = []
        for letters, origin in self._respell(word):
            marked, at = _MARK + letters, [origin[0], *origin]
            for piece, start, end in self._best(marked):
                first, last = at[start], at[end - 1] + 1
                if start == 0 and end == 1:  # a mark alone has no letter of its own
                    last = first + 1
                found.append((piece, first, last))
        return found

    def _respell(self, word: str) -> list[tuple[str, list[int]]]:
        letters: list[str] = []
        origin: list[int] = []
        for index, letter in enumerate(word):
            for new in self.respelled.get(ord(letter), letter):
                letters.append(new)
                origin.append(index)
        parts = re.finditer(r"[^ ]+", "".join(letters))
        return [(part.group(), origin[part.start() : part.end()]) for part in parts]

    def _best(self, word: str) -> list[tuple[int, int, int]]:
        """The likeliest cut (Viterbi), as id, start, end; unknown neighbours are one piece."""
        best = [0.0] + [float("-inf")] * len(word)
        came: list[tuple[int, int]] = [(0, self.unknown)] * (len(word) + 1)
        for start in range(len(word)):
            self._extend(word, start, best, came)
        cut: list[tuple[int, int, int]] = []
        end = len(word)
        while end:
            start, piece = came[end]
            if cut and piece == self.unknown == cut[-1][0]:
                cut[-1] = (piece, start, cut[-1][2])
            else:
                cut.append((piece, start, end))
            end = start
        return cut[::-1]

    def _extend(
        self, word: str, start: int, best: list[float], came: list[tuple[int, int]]
    ) -> None:
        base, single = best[start], False
        for end in range(start + 1, min(start + self._longest, len(word)) + 1):
            piece = self._ids.get(word[start:end])
            if piece is None:
                continue
            single = single or end == start + 1
            if base + self.scores[piece] > best[end]:
                best[end], came[end] = base + self.scores[piece], (start, piece)
        if not single and base + self._least > best[start + 1]:
            best[start + 1], came[start + 1] = base + self._least, (start, self.unknown)
