"""A case on the workbench: the report's own view, with what people said beside each part."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from markupsafe import Markup, escape

from takhrij.casefile.article import LOOKS, stretches
from takhrij.casefile.controls import HIDDEN
from takhrij.casefile.decisions import Decision
from takhrij.casefile.html import positions
from takhrij.casefile.interface import DIRECTIONS
from takhrij.casefile.judged import Judged
from takhrij.casefile.marks import marks
from takhrij.casefile.view import View
from takhrij.web.rendering import environment
from takhrij.web.wording import Show

Row = Mapping[str, Any]
SAMPLES = {
    **{look: look for look in ("claim", "source", "cue", "finding")},
    **{look: look for look in LOOKS.values()},
}


LONGEST = 1_000
"""Characters shown of anything that is known of a report besides its text; files hold it whole."""


def cut(about: Row) -> dict[str, Any]:
    """What is known of a report, each piece no longer than a page can bear."""

    def short(value: Any) -> Any:
        if isinstance(value, str) and len(value) > LONGEST:
            return value[:LONGEST] + "…"
        return [short(one) for one in value] if isinstance(value, list) else value

    return {name: value if name == "text" else short(value) for name, value in about.items()}


class DeskView(View):
    """The view of a case, `case` being the reading shown; each part leads to its review page."""

    def __init__(self, key: str, case: Row, people: Judged, show: Show) -> None:
        super().__init__({**case, "document": cut(case["document"])}, show.language)
        self.key = key
        self.people = people
        self.page = show.page

    def aside(self, kind: str, key: str) -> Markup:
        """A link to the page where it is judged, with where it stands."""
        standing = self.people.standing.get((kind, key))
        comments = self.people.comments.get((kind, key), ())
        sign = self._sign(standing)
        if comments:
            sign += Markup('<span class="said">{}</span>').format(
                self.page.count("desk_counts.comments", len(comments))
            )
        return Markup('<a class="judge" href="/cases/{}/{}/{}">{}</a>').format(
            self.key, kind, key, sign or self.page.say("review.judge")
        )

    def _sign(self, standing: Decision | None) -> Markup:
        if standing is None:
            return Markup()
        return Markup('<span class="standing {}">{}</span>').format(
            standing.action, self.page.term("standing_now", standing.action)
        )


@dataclass(frozen=True, slots=True)
class Drawn:
    """A case drawn once: its two panes and the style rules that only it needs."""

    reading: Markup
    file: Markup
    style: str

    def packed(self) -> bytes:
        """The pieces as they are kept in memory: a tenth of what they are drawn."""
        pieces = json.dumps([self.reading, self.file, self.style], ensure_ascii=False)
        return zlib.compress(pieces.encode("utf-8", "surrogatepass"), level=1)


def unpacked(packed: bytes) -> Drawn:
    """What was packed, as it was drawn."""
    pieces = zlib.decompress(packed).decode("utf-8", "surrogatepass")
    reading, file, style = json.loads(pieces)
    return Drawn(Markup(reading), Markup(file), style)


def draw(view: DeskView) -> Drawn:
    """The article's pane, the case's pane and their style rules."""
    about = view.case["document"]
    context = {
        "case": view.case,
        "v": view,
        "page": view.page,
        "p": f"{view.language}-",
        "direction": DIRECTIONS.get(about["language"], "auto"),
        "samples": SAMPLES,
        "hidden": HIDDEN.search(about["text"]) is not None,
    }
    env = environment()
    reading = env.get_template("desk/reading.html").render(context)
    file = env.get_template("desk/file.html").render(context)
    return Drawn(Markup(reading), Markup(file), "\n".join(_style(view)))


def _style(view: DeskView) -> Iterator[str]:
    """Where pins stand; and which words light up for what is followed, pointed at or in focus."""
    p = f"{view.language}-w-"
    for key in dict.fromkeys(mark.key for mark in marks(view.case)):
        if key.isalnum() and key.isascii():
            link = f'a[href="#{p}{key}"]'
            yield (
                f":root:has(#{p}{key}:target) .text .{key},"
                f":root:has({link}:is(:hover,:focus-visible)) .text .{key},"
                f":root:has(#{view.language}-{key}:is(:hover,:focus-within)) .text .{key}"
                "{background:var(--lit);color:var(--lit-ink)}"
            )
    yield from positions(view.maps.main, view.maps.overview)


def pieces(text: str, spans: Sequence[Row]) -> Iterator[tuple[int, str, bool]]:
    """The article cut at lines and spans: start, words, and whether a span lies over them."""
    cuts = {0, len(text)}
    for span in spans:
        cuts |= {span["start"], span["end"]}
    at = 0
    for line in text.split("\n"):
        cuts |= {at, min(at + len(line) + 1, len(text))}
        at += len(line) + 1
    ordered = sorted(cuts)
    for start, end in pairwise(ordered):
        lit = any(span["start"] <= start and end <= span["end"] for span in spans)
        yield start, text[start:end], lit


def bare(text: str, spans: Sequence[Row]) -> Markup:
    """The article's words, each piece with its offset in code points, the spans marked."""
    out: list[str] = []
    anchored = False
    for start, words, lit in pieces(text, spans):
        tag = "mark" if lit else "span"
        here = ' id="words"' if lit and not anchored else ""
        anchored = anchored or lit
        for offset, part in _parts(words):
            name = ' class="ctl"' if part.startswith("⟨U+") and offset >= 0 else ""
            at = start + abs(offset)
            for piece in stretches(part):
                wider = "<wbr>" if at > start + abs(offset) else ""
                out.append(f'{wider}<{tag}{here}{name} data-at="{at}">{escape(piece)}</{tag}>')
                here, at = "", at + len(piece)
    return Markup("".join(out))


def _parts(words: str) -> Iterator[tuple[int, str]]:
    """Plain stretches and hidden controls written out, each with its offset."""
    at = 0
    for found in HIDDEN.finditer(words):
        if found.start() > at:
            yield at, words[at : found.start()]
        yield found.start(), f"⟨U+{ord(found.group()):04X}⟩"
        at = found.end()
    if at < len(words):
        yield at, words[at:]
