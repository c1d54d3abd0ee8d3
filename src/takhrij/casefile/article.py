"""The article as HTML: escaped text with its marks as links, and nothing of its own alive."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from markupsafe import Markup, escape

from takhrij.casefile.controls import HIDDEN, name
from takhrij.casefile.interface import Words
from takhrij.casefile.marks import Mark, Paragraph, Segment

LOOKS = {
    "person": "name",
    "organization": "name",
    "group": "name",
    "place": "place",
    "time": "time",
    "quantity": "quantity",
    "munition": "munition",
    "document": "munition",
}
"""The look of each type of mention, as the style sheet names it."""


@dataclass(slots=True)
class Article:
    """Writes the paragraphs of one article once, for one interface.

    Each mark's words get an anchor `<prefix>w-<key>` where they first begin; each segment
    carries the keys of the marks over it as classes, which is how the style sheet finds
    every piece of a span.
    """

    prefix: str
    words: Words
    numbers: dict[str, int]
    _anchored: set[str] = field(default_factory=set)

    def paragraph(self, paragraph: Paragraph) -> Markup:
        return Markup("").join(
            piece for segment in paragraph.segments for piece in self._pieces(segment)
        )

    def _pieces(self, segment: Segment) -> Iterator[Markup]:
        for mark in segment.begins:
            if mark.key not in self._anchored:
                self._anchored.add(mark.key)
                anchor = escape(f"{self.prefix}w-{mark.key}")
                yield Markup(f'<span class="at" id="{anchor}"></span>')
        for mark in segment.begins:
            if mark.kind == "claim":
                yield self._tag(mark)
        yield self._marked(segment)

    def _tag(self, mark: Mark) -> Markup:
        number = self.numbers[mark.key]
        title = escape(self.words.say("claims.number", n=number))
        return Markup(f'<a class="tag" href="#{self._to(mark)}" title="{title}">{number}</a>')

    def _to(self, mark: Mark) -> Markup:
        return escape(self.prefix + mark.key)

    def _marked(self, segment: Segment) -> Markup:
        text = shown(segment.text)
        if not segment.marks or not segment.text.strip():
            return text
        classes = escape(" ".join(_classes(segment)))
        target = segment.leads_to
        if target is None:
            return Markup(f'<span class="{classes}">{text}</span>')
        title = escape(self._title(segment))
        return Markup(f'<a class="{classes}" href="#{self._to(target)}" title="{title}">{text}</a>')

    def _title(self, segment: Segment) -> str:
        """What a segment is, for those who can't tell its looks apart: "Claim 3 · source"."""
        told = [self._name(mark) for mark in segment.marks if mark.kind != "content"]
        return " · ".join(dict.fromkeys(part for part in told if part))

    def _name(self, mark: Mark) -> str:
        if mark.kind == "claim":
            return self.words.say("claims.number", n=self.numbers[mark.key])
        if mark.kind == "finding":
            return self.words.term("outcome", mark.look)
        return self.words.say(f"legend.{LOOKS.get(mark.look, mark.kind)}")


def _classes(segment: Segment) -> Iterator[str]:
    """What the style sheet needs: the looks of a segment, then its keys."""
    looks = dict.fromkeys(look for mark in segment.marks for look in _looks(mark))
    yield from looks
    yield from dict.fromkeys(mark.key for mark in segment.marks)


def _looks(mark: Mark) -> Iterator[str]:
    if mark.kind == "mention":
        yield LOOKS[mark.look]
    elif mark.kind == "finding":
        if mark.look == "inconsistent":
            yield "finding"
    elif mark.kind != "content":
        yield mark.kind
        if mark.look:
            yield mark.look


_STRETCH = re.compile(r"\S{200}(?=\S)")
"""A browser takes a time that grows with the square to draw letters that nothing parts."""


def stretches(text: str) -> Iterator[str]:
    """A text in pieces between which a line may be broken: longer than words ever are."""
    at = 0
    for found in _STRETCH.finditer(text):
        yield text[at : found.end()]
        at = found.end()
    yield text[at:]


def shown(text: str) -> Markup:
    """Article text, escaped, its hidden controls written out in a frame."""
    return Markup("<wbr>").join(_framed(piece) for piece in stretches(text.strip("\n")))


def _framed(text: str) -> Markup:
    safe = escape(text)
    framed = HIDDEN.sub(lambda found: f'<span class="ctl">{name(found.group())}</span>', safe)
    return Markup(framed)
