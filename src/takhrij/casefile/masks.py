"""Masks: where names stand in any text, however spelled, and the text with labels over them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import unquote

from takhrij.language.fold import fold, folded
from takhrij.language.lexicon import words

_WORD = re.compile(r"[^\W\d_]+")
_SHORTEST = 3
"""Letters of a part of a name that is masked by itself."""
_YEH = frozenset("ىی")
"""Written for yeh at the end of a word in Egypt, and everywhere for the end of على."""


@dataclass(frozen=True, slots=True)
class Masked:
    """A masked text, and the way to it: each region of the text before, and that now."""

    text: str
    before: tuple[tuple[int, int], ...] = ()
    now: tuple[tuple[int, int], ...] = ()

    def offset(self, place: int) -> int:
        """Where a place outside every mask is now."""
        at = bisect_right(self.before, (place, -1)) - 1
        return place if at < 0 else place - self.before[at][1] + self.now[at][1]

    def _within(self, place: int) -> int | None:
        at = bisect_right(self.before, (place, 1 << 60)) - 1
        return at if at >= 0 and self.before[at][0] < place < self.before[at][1] else None

    def start(self, place: int) -> int:
        """Where a span that began at a place begins now; a mask is taken whole."""
        at = self._within(place)
        return self._plain(place) if at is None else self.now[at][0]

    def end(self, place: int) -> int:
        """Where a span that ended at a place ends now."""
        at = self._within(place)
        return self._plain(place) if at is None else self.now[at][1]

    def _plain(self, place: int) -> int:
        moved = 0
        for (_, old), (_, new) in zip(self.before, self.now, strict=True):
            if old > place:
                break
            moved = new - old
        return place + moved


@dataclass(frozen=True, slots=True)
class Masks:
    """What is masked: patterns over folded text, each with its label."""

    patterns: tuple[tuple[re.Pattern[str], str], ...]

    def applied(self, text: str) -> Masked:
        """The text with its masks on; names next to each other under one label become one."""
        found = _joined(text, self._found(text))
        if not found:
            hidden = self._packed(text)
            return Masked(hidden or text)
        pieces, before, now, at, length = [], [], [], 0, 0
        for start, end, label in found:
            pieces += [text[at:start], label]
            length += start - at
            before.append((start, end))
            now.append((length, length + len(label)))
            length, at = length + len(label), end
        return Masked("".join([*pieces, text[at:]]), tuple(before), tuple(now))

    def _packed(self, text: str) -> str | None:
        """A label for the whole of an address that has a name in it in coded form."""
        plain = unquote(text) if "%" in text else text
        return self.patterns[0][1] if plain != text and self._found(plain) else None

    def _found(self, text: str) -> list[tuple[int, int, str]]:
        """Start, end and label of every name, in order, none over another."""
        flat = folded(text)
        taken: list[tuple[int, int, str]] = []
        for pattern, label in self.patterns:
            for match in pattern.finditer(flat.text):
                span = flat.original(*match.span("name"))
                is_free = all(span.end <= start or end <= span.start for start, end, _ in taken)
                if is_free and _is_spelled(text[span.start : span.end], match["name"], pattern):
                    taken.append((span.start, span.end, label))
        return sorted(taken)


def _is_spelled(raw: str, flat: str, pattern: re.Pattern[str]) -> bool:
    """A short name by itself must not be the preposition that is folded alike (علي, على)."""
    alone = pattern.groupindex.get("alone")
    return not (alone and len(flat) <= _SHORTEST and raw[-1:] in _YEH)


def _joined(text: str, found: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    joined: list[tuple[int, int, str]] = []
    for start, end, label in found:
        last = joined[-1] if joined else None
        if last and last[2] == label and not text[last[1] : start].strip():
            joined[-1] = (last[0], end, label)
        else:
            joined.append((start, end, label))
    return joined


def masks(
    sources: Sequence[tuple[Sequence[str], bool]], labels: Sequence[str], others: Iterable[str]
) -> Masks:
    """Masks for sources, each with its names and whether it is a person, in the order of labels.

    Of a person, each part that names somebody by itself is masked where it stands alone, unless
    one of `others`, who stay, has it too.
    """
    shared = {part for name in others for part in _parts(name)}
    whole, alone = [], []
    for (names, is_person), label in zip(sources, labels, strict=True):
        whole += [(fold(name).strip(), label) for name in names]
        if is_person:
            parts = {part for name in names for part in _parts(name)} - shared
            alone += [(part, label) for part in sorted(parts)]
    made = [(_pattern(name, alone=False), label) for name, label in _longest(whole) if name]
    return Masks((*made, *((_pattern(part, alone=True), label) for part, label in _longest(alone))))


def _longest(named: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return sorted(dict.fromkeys(named), key=lambda one: (-len(one[0]), one[0]))


def _parts(name: str) -> set[str]:
    """The parts of a name that say who it is, folded."""
    common = {fold(one) for lang in ("ar", "en") for one in words(lang, "redaction", "parts")}
    found = {fold(part) for part in _WORD.findall(name)}
    bare = {part.removeprefix("ال") for part in found if len(part) > _SHORTEST + 2}
    return {part for part in found | bare if len(part) >= _SHORTEST and part not in common}


def _pattern(name: str, *, alone: bool) -> re.Pattern[str]:
    """A name over folded text, with what may be written on to its front and spaces as they come."""
    fronts = "".join(fold(one) for one in words("ar", "redaction", "proclitics"))
    body = r"\s+".join(re.escape(part) for part in name.split())
    is_arabic = re.match("[\u0621-\u064a]", name) is not None
    front = rf"(?<![^\W_])[{fronts}]{{0,3}}(?:ال|ل)?" if is_arabic else r"(?<![^\W_])"
    mark = "(?P<alone>)" if alone else ""
    return re.compile(rf"{front}{mark}(?P<name>{body})(?![^\W_])")
