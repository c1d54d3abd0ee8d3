"""Sentences. Arabic by our own rules (every library splits at abbreviations or misses glued
full stops, see docs/methods.md); English by sentencex."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import sentencex

from takhrij.annotations import Sentence
from takhrij.document import Document, Span
from takhrij.language.lexicon import load

_STOP = re.compile(r"[.!?؟…]+[\"”»’')\]]*|\n+|؛(?=\s*\n)")
_NEAR = 16
"""Code points before a mark that can decide whether it ends a sentence."""
_BREAK = re.compile(r"[\s\"“«(\[]")


def sentences(document: Document) -> tuple[Sentence, ...]:
    """The sentences of a text; together they hold every character that is not white space."""
    split = _arabic if document.language == "ar" else _english
    found: list[Sentence] = []
    for start, end in split(document.text):
        span = _trimmed(document.text, start, end)
        if span is not None:
            found.append(Sentence(span))
    return tuple(found)


def _trimmed(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None


# --- Arabic -----------------------------------------------------------------------------


def _arabic(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for stop in _STOP.finditer(text):
        if _ends_sentence(text, stop):
            yield start, stop.end()
            start = stop.end()
    yield start, len(text)


def _ends_sentence(text: str, stop: re.Match[str]) -> bool:
    mark = stop.group()
    before = text[max(0, stop.start() - _NEAR) : stop.start()]
    after = text[stop.end() : stop.end() + 8]
    if mark[0] in ".…":
        return _full_stop_ends(mark, before, after)
    return not (before.endswith("(") and ")" in mark)  # (!) and (؟) are asides


def _full_stop_ends(mark: str, before: str, after: str) -> bool:
    if mark == "." and _is_inside_word(before, after):
        return False
    if mark.startswith(("..", "…")) and not after.startswith("\n"):
        return False  # dots that trail off: Arabic has no capital to tell what follows
    return not _is_abbreviation(before)


def _is_abbreviation(before: str) -> bool:
    *earlier, token = _BREAK.split(before)
    if token not in _listed("abbreviations"):
        return False
    counted = any(character.isdigit() for character in "".join(earlier)[-4:])
    return not (counted and token in _listed("eras"))


def _is_inside_word(before: str, after: str) -> bool:
    """A dot in a number (3.5), an initialism (أ.ف.ب, بي.بي.سي) or a Latin name (a.b)."""
    if not before or not after or after[0].isspace():
        return False
    if before[-1].isdigit() and after[0].isdigit():
        return True
    if after[0].isascii() and after[0].isalnum() and before[-1].isascii():
        return True
    letters = re.split(r"[\s.]", before)[-1]
    if len(letters) == 1 and letters.isalpha():
        return True
    following = re.split(r"[^\w]", after)[0]
    return letters.lstrip('("“«') in _listed("letters") and following in _listed("letters")


@cache
def _listed(key: str) -> frozenset[str]:
    return frozenset(load("ar", "sentences")[key])


# --- English ----------------------------------------------------------------------------


def _english(text: str) -> Iterator[tuple[int, int]]:
    """sentencex over each line: a line end always ends a sentence (titles, lists)."""
    for line in re.finditer(r"[^\n]+", text):
        pieces = sentencex.segment("en", line.group())
        if "".join(pieces) != line.group():  # its pieces don't add up: keep the line whole
            pieces = [line.group()]
        yield from _rejoined(text, line.start(), pieces)


def _rejoined(text: str, start: int, pieces: list[str]) -> Iterator[tuple[int, int]]:
    """Pieces as ranges; one that ends in "p.m." takes in the day after it."""
    end = start
    for piece in pieces:
        if end > start and not _goes_on(text[max(start, end - 6) : end], piece):
            yield start, end
            start = end
        end += len(piece)
    yield start, end


def _goes_on(before: str, piece: str) -> bool:
    table = load("en", "sentences")
    if not before.rstrip().endswith(tuple(table["hours"])):
        return False
    return piece.lstrip().startswith(tuple(table["after_hours"]))
