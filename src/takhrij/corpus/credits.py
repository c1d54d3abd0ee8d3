"""Credits: the agencies whose credit line a report bears, in its byline, dateline or last line.

    دمشق - سانا          (رويترز)          BEIRUT (AFP) -          Source: Reuters

A credit is for the whole report; who is cited for one claim is told by its attributions.
Only bodies that the data file marks as media count: a report that begins "Damascus - the
observatory said" credits nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from takhrij.corpus.hands import Hand, bodies_in, hand_of
from takhrij.document import Document
from takhrij.language.lexicon import load

HEAD, TAIL = 400, 160
"""Code points after the title, and before the end, in which a credit line may stand."""
SHORT = 60
"""Longest line, in code points, that may be nothing but a credit."""

_LINE = re.compile(r"[^\n]+")
_BRACKETED = re.compile(r"[(\[]([^()\[\]\n]{2,40})[)\]]")
_DASHED = re.compile(r"^[^\n.:،]{0,40}?[-–—/،,]?\s*([^\n.:()\-–—]{2,30}?)\s*[-–—:]\s")


def credited(document: Document) -> tuple[Hand, ...]:
    """The agencies credited with a report, each once, in order; empty where it credits none."""
    found: dict[str | None, Hand] = {}
    for written in _written(document):
        for body in bodies_in(written):
            if body.media and body.ref not in _platforms():
                hand = hand_of(body)
                found.setdefault(hand.key, hand)
    return tuple(found.values())


def _platforms() -> frozenset[str]:
    """Where anybody may publish: no credit says who wrote it."""
    return frozenset(load("world", "credits")["platforms"])


def _written(document: Document) -> Iterator[str]:
    """The short pieces of a text in which a credit may stand."""
    meta = document.metadata
    if meta.byline:
        yield meta.byline
    start = meta.title_span.end if meta.title_span else meta.body_start
    head, tail = document.text[start : start + HEAD], document.text[-TAIL:]
    yield from (match.group(1) for match in _BRACKETED.finditer(head))
    for line in _LINE.findall(head):
        yield from _alone(line)
        yield from (match.group(1) for match in _DASHED.finditer(line.strip()))
    last = _LINE.findall(tail)[-2:]
    yield from (match.group(1) for line in last for match in _BRACKETED.finditer(line))
    for line in last if len(document.text) > TAIL else ():
        yield from _alone(line)


def _alone(line: str) -> Iterator[str]:
    """A line that is nothing but a credit: names of bodies, places, a date, "source:"."""
    if len(line) > SHORT or line.rstrip().endswith((".", "؟", "?", "!", "…")):
        return
    bodies = bodies_in(line)
    if bodies and len(line.split()) <= load("world", "credits")["words"]:
        yield line
