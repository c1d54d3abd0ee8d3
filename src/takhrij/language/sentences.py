"""Sentences. Arabic by our own rules (every library splits at abbreviations or misses glued
full stops, see docs/methods.md); English by sentencex."""

from __future__ import annotations

import re
from collections.abc import Iterator

import sentencex

from takhrij.annotations import Sentence
from takhrij.document import Document, Span
from takhrij.language.lexicon import load

_STOP = re.compile(r"[.!?؟…]+[\"”»’')\]]*|\n+|؛(?=\s*\n)")


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


def _arabic(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for stop in _STOP.finditer(text):
        if _ends_sentence(text, stop):
            yield start, stop.end()
            start = stop.end()
    yield start, len(text)


def _ends_sentence(text: str, stop: re.Match[str]) -> bool:
    mark = stop.group()
    if mark[0] != ".":
        return True
    before, after = (
        text[max(0, stop.start() - 12) : stop.start()],
        text[stop.end() : stop.end() + 2],
    )
    if mark == "." and _is_inside_word(before, after):
        return False
    if mark.startswith("..") and not after.startswith("\n"):
        return False
    token = re.split(r"[\s\"“«(]", before)[-1]
    return token not in load("ar", "sentences")["abbreviations"]


def _is_inside_word(before: str, after: str) -> bool:
    """A dot inside a number (3.5), an initialism (أ.ف.ب) or a Latin name (a.b)."""
    if not before or not after or after[0].isspace():
        return False
    if before[-1].isdigit() and after[0].isdigit():
        return True
    if after[0].isascii() and after[0].isalnum() and before[-1].isascii():
        return True
    letters = re.split(r"[\s.]", before)[-1]
    return len(letters) == 1 and letters.isalpha()


def _english(text: str) -> Iterator[tuple[int, int]]:
    """sentencex over each line: a line end always ends a sentence (titles, lists)."""
    for line in re.finditer(r"[^\n]+", text):
        pieces = sentencex.segment("en", line.group())
        if "".join(pieces) != line.group():  # its pieces don't add up: keep the line whole
            pieces = [line.group()]
        start = line.start()
        for piece in _past_titles(pieces):
            yield start, start + len(piece)
            start += len(piece)


def _past_titles(pieces: list[str]) -> Iterator[str]:
    """The pieces, joined again where one ends with a title ("said Ms." "Brainard")."""
    titles = tuple(load("en", "sentences")["titles"])
    held = ""
    for piece in pieces:
        held += piece
        written = held.rstrip()
        if not (written.endswith(titles) and written.split()[-1].lstrip("(\"“") in titles):
            yield held
            held = ""
    if held:
        yield held
