"""Words between quotation marks: every kind of mark, nested, broken, left open.

A mark that is never closed ends with its sentence, or with its paragraph where little of it
is left or the next one opens with a mark again (the custom for several paragraphs); `closed`
is then False. Time is linear in the text: a closing mark looks back over few open ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from takhrij.annotations import Quotation, Sentence
from takhrij.document import Document, Span, covering

_MARK = re.compile("``|''|[\"“”„‟«»‹›‘’'‚]")
_BREAK = re.compile(r"\n\s*\n|(?<=[.!?…؟:”»\"'])[^\S\n]*\n")
_OPENING_LINE = re.compile(r"\s*[\"“«„”]")
_OPENS = {"“": "”", "„": "”", "‟": "”", "«": "»", "‹": "›", "‘": "’", "‚": "’", "``": "''"}
_CLOSES = frozenset("”»›’")
_DOUBLE = {"“": '"', "”": '"', "„": '"', "‟": '"', "``": '"', "''": '"', '"': '"'}
_SINGLE = {"‘": "'", "’": "'", "‚": "'", "'": "'"}
_KIND = {**_DOUBLE, **_SINGLE, "«": "«", "»": "«", "‹": "‹", "›": "‹"}
_LOOK_BACK = 8
"""How many open marks a closing one may reach over; more are never seen in honest text."""

_DEEPEST = 8
"""Quotations kept within one another; each costs the stages after this one."""
_ENDS = ".,،؛;:!?؟)"
"""After a straight mark that ends a word these show that it can't open anything."""
_SHORT = 400
"""A paragraph with no more code points after a mark left open is taken to be spoken whole."""


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    kind: str
    may_open: bool
    may_close: bool


def quotations(document: Document) -> tuple[Quotation, ...]:
    """The quotations of a text, outer before inner where they start together."""
    text = document.text
    found: list[Quotation] = []
    for start, end in _paragraphs(text):
        found += _paired(text, start, end, document.layer(Sentence))
    kept = (item for item in found if item.depth < _DEEPEST)
    return tuple(sorted(kept, key=lambda item: (item.span.start, -item.span.end)))


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for stop in _BREAK.finditer(text):
        yield start, stop.start()
        start = stop.end()
    yield start, len(text)


def _paired(
    text: str, start: int, end: int, sentences: tuple[Sentence, ...]
) -> Iterator[Quotation]:
    """The quotations of one paragraph."""
    open_marks: list[_Mark] = []
    for mark in _marks(text, start, end):
        at = _opener(open_marks, mark) if mark.may_close else None
        if at is not None:
            span = _trimmed(text, open_marks[at].end, mark.start)
            del open_marks[at:]
            if span:
                yield Quotation(span, closed=True, depth=len(open_marks))
        elif mark.may_open:
            open_marks.append(mark)
    yield from _left_open(text, end, open_marks, sentences)


def _marks(text: str, start: int, end: int) -> Iterator[_Mark]:
    for match in _MARK.finditer(text, start, end):
        mark = _mark(text, match)
        if mark.may_open or mark.may_close:
            yield mark


def _mark(text: str, match: re.Match[str]) -> _Mark:
    """What a mark may do, from its shape and its neighbours."""
    written, (start, end) = match.group(), match.span()
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    if written in _SINGLE:
        may_open, may_close = _single(written, before, after)
    elif written in _OPENS:
        may_open, may_close = not after.isspace(), not before.isspace() and not after.isalnum()
    elif written in _CLOSES:
        may_open, may_close = _starts_words(before, after), True
    else:
        ends_a_word = before.isalnum() and after in _ENDS
        may_open = not after.isspace() and not ends_a_word
        may_close = not before.isspace() or after.isspace()
    return _Mark(start, end, _KIND[written], may_open, may_close)


def _single(written: str, before: str, after: str) -> tuple[bool, bool]:
    """Apostrophes inside a word or before a number are no quotation marks."""
    if before.isalnum() and after.isalnum():
        return False, False
    may_open = written in "‘‚" or (not before.isalnum() and after.isalpha())
    return may_open and not after.isdigit(), written not in "‘‚" and not before.isspace()


def _starts_words(before: str, after: str) -> bool:
    """A closing shape used to open, as some keyboards do (”words“)."""
    return (before.isspace() or before in "(:،,") and not after.isspace()


def _opener(open_marks: list[_Mark], mark: _Mark) -> int | None:
    """The index of the open mark that this one closes, or None."""
    for back in range(len(open_marks) - 1, max(-1, len(open_marks) - 1 - _LOOK_BACK), -1):
        if open_marks[back].kind == mark.kind:
            return back
    return None


def _left_open(
    text: str, end: int, open_marks: list[_Mark], sentences: tuple[Sentence, ...]
) -> Iterator[Quotation]:
    """Marks that nothing closed. Single ones are taken for apostrophes.

    Trailing dots ("in his twenties..") end an open quotation as a full stop would.
    """
    runs_on = bool(_OPENING_LINE.match(text, end))
    for depth, mark in enumerate(m for m in open_marks if m.kind != "'"):
        short = end - mark.end <= _SHORT
        sentence = None if runs_on or short else covering(sentences, Span(mark.start, mark.end))
        stop = end if sentence is None else sentence.span.end
        dots = text.find("..", mark.end, stop) if depth == 0 else -1
        span = _trimmed(text, mark.end, dots if dots > 0 else stop)
        if span:
            yield Quotation(span, closed=False, depth=depth)


def _trimmed(text: str, start: int, end: int) -> Span | None:
    """The span without white space at its ends; None if nothing is left."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None
