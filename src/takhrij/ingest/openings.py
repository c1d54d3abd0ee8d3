"""The opening lines of a report: its title, who wrote it, for whom, and where the body starts.

Only what stands apart from the body is read here, and only on short lines; whatever is not
plainly a title, a byline or a dateline stays part of the body.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from takhrij.document import Language, Span
from takhrij.ingest.bylines import (
    ABOVE,
    LINE_LENGTH,
    UNDER,
    Credit,
    Reader,
    credited,
    has_credit,
    is_name,
    is_outlet,
)
from takhrij.ingest.knowledge import Knowledge, knowledge, plain

TITLE_LENGTH = 250
LINES = 5
"""Opening lines looked at, the title among them."""

OUTLET_WORDS = 5
"""Longest name of an outlet at the end of a title, in words."""

_LINE = re.compile(r"[^\s][^\r\n]*")
_TAIL = re.compile(r"\s+(?:/|\|)\s*([^/|]{3,60})$")
_WORDS = re.compile(r"[^\W\d_][\w'’.\-]*")


@dataclass(frozen=True, slots=True)
class Opening:
    """What the opening lines say; None where they don't. `body` is where the body starts."""

    title: Span | None = None
    byline: str | None = None
    publisher: str | None = None
    body: int = 0


def opening(text: str, language: Language) -> Opening:
    """Title, byline, publisher and start of the body, as the first lines show them."""
    known = knowledge(language)
    lines = list(_first_lines(text))
    above = list(_leading(text, lines, known, ABOVE))
    lines = lines[len(above) :]
    title = _title(text, lines, known)
    lines = lines[1:] if title else lines
    under = list(_leading(text, lines, known, UNDER))
    lines = lines[len(under) :]
    found = _joined([*above, *under, credited(lines[0].of(text) if lines else "", known)])
    body = lines[0].start if lines else 0
    if title is None:
        return Opening(None, found.byline, found.publisher, body)
    length, said = parted_title(title.of(text), found.byline, known)
    byline, publisher = found.byline or said.byline, said.publisher or found.publisher
    return Opening(Span(title.start, title.start + length), byline, publisher, body)


def _first_lines(text: str) -> Iterator[Span]:
    """The first lines that hold anything, without the white space at their ends."""
    for count, line in enumerate(_LINE.finditer(text), 1):
        yield Span(line.start(), line.start() + len(line.group().rstrip()))
        if count > LINES:
            return


def _leading(
    text: str, lines: Sequence[Span], known: Knowledge, readers: Sequence[Reader]
) -> Iterator[Credit]:
    """What the first lines say, up to the first that is no byline or dateline."""
    for line in lines[:-1]:
        said = line.of(text) if len(line) <= LINE_LENGTH else "."
        if said.endswith(".") and not said.endswith(".."):
            return
        credit = next((found for read in readers if (found := read(said, known))), None)
        if credit is None:
            return
        yield credit


def _joined(said: Sequence[Credit]) -> Credit:
    """The first byline and the first publisher that any line gives."""
    byline = next((credit.byline for credit in said if credit.byline), None)
    publisher = next((credit.publisher for credit in said if credit.publisher), None)
    return Credit(byline, publisher)


# --- the title --------------------------------------------------------------------------


def _title(text: str, lines: Sequence[Span], known: Knowledge) -> Span | None:
    """The first line, where it stands apart from the lines after it."""
    if len(lines) < 2 or not _is_like_a_title(lines[0].of(text)):
        return None
    if not _stands_apart(text, lines) and not any(_leading(text, lines[1:], known, UNDER)):
        return None
    return _without_marks(text, lines[0])


def _is_like_a_title(line: str) -> bool:
    return len(line) <= TITLE_LENGTH and len(_WORDS.findall(line)) > 1 and line[-1] not in ",،;؛:-"


def _stands_apart(text: str, lines: Sequence[Span]) -> bool:
    first = lines[0].of(text)
    blank_after = _blank_lines(text[lines[0].end : lines[1].start])
    if first.endswith(".") and not first.endswith(".."):
        return blank_after and (_in_title_case(first) or has_credit(lines[1].of(text)))
    return blank_after or not _is_wrapped(lines)


def _blank_lines(between: str) -> bool:
    return between.replace("\r\n", "\n").replace("\r", "\n").count("\n") > 1


def _in_title_case(line: str) -> bool:
    """English headlines that end in a full stop: most long words have a capital."""
    long = [word for word in _WORDS.findall(line) if len(word) > 3]
    return len(long) > 2 and sum(word[0].isupper() for word in long) > 0.6 * len(long)


def _is_wrapped(lines: Sequence[Span]) -> bool:
    """Lines broken at a fixed width: the first is about as long as the longest."""
    longest = max(map(len, lines))
    return 50 < longest <= LINE_LENGTH and len(lines[0]) > 0.7 * longest


def _without_marks(text: str, line: Span) -> Span:
    """A title without the signs that Markdown puts before one."""
    start = line.start + len(line.of(text)) - len(line.of(text).lstrip("#*= \ufeff"))
    return Span(start, line.end) if start < line.end else line


def parted_title(title: str, byline: str | None, known: Knowledge) -> tuple[int, Credit]:
    """How much of a title is the title, and who the rest of it names.

    "TITLE / author", "TITLE | outlet" and "TITLE - section - outlet" are parted.
    """
    tail = _TAIL.search(title)
    if tail is not None:
        name = tail.group(1).strip()
        if plain(name) == plain(byline or "") or is_name(name, known):
            return tail.start(), Credit(byline=name)
    first, *rest = re.split(r"\s+[-–—|]\s+", title)
    if rest and is_outlet(rest[-1], known) and len(rest[-1].split()) <= OUTLET_WORDS < len(first):
        return len(first), Credit(publisher=rest[-1])
    return len(title), Credit()
