"""Datelines: the day that an article itself says it was published on.

    الثلاثاء 1/10/2024 م        Fri 07 Apr 2017 at 0914        دمشق – 14 آذار 2017

A date counts only where a dateline stands: at the very start of the text or of one of its
first lines, on a short line of its own (a byline), or behind "published". A date inside the
story is an event's, never taken. No layer is needed, so this runs before there is a document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from takhrij.document import Language, Span
from takhrij.language.lexicon import load
from takhrij.language.times.context import Context
from takhrij.language.times.grammar import Expression, expressions
from takhrij.language.times.items import items
from takhrij.language.times.resolve import resolve
from takhrij.language.times.slots import slots

HEAD = 1200
"""Code points at the start of a text in which a dateline may stand."""
LINES = 6
"""Lines, not counting empty ones, among which it may stand."""
BYLINE = 120
"""Longest line, in code points, that may be a byline and not a sentence."""
PLACE = 40
"""Most code points of place and agency before the date at the start of a body line."""
HEADLINE = 200
"""Most code points of headline before the date where a line runs headline, agency and date
together ("... in Idlib AFP Friday 17 Nov 2017 At least...")."""
EARLIEST = date(1900, 1, 1)

_YEAR = re.compile(r"\d{4}|\d ?[/.\-–‐] ?\d|لفين|thousand")
"""What a day given whole can't do without: a year in figures or in words, or a numeric date."""
_GLUED = re.compile(r"(?<=[A-Za-z] )(\d{1,2})((?:19|20)\d\d)(?=\s)")
"""The day and year of "Apr 232017", whose comma was lost."""


def publication_date(text: str, language: Language) -> tuple[date, Span] | None:
    """The date of publication that the text states of itself, and where, or None."""
    head = text[:HEAD]
    if not _YEAR.search(head):
        return None
    lines = tuple(_lines(head))
    for expression in expressions(items(head, language), language):
        line = next((line for line in lines if _holds(line, expression)), None)
        when = _whole_date(expression, language)
        if line is not None and when is not None and _is_dateline(head, line, expression, language):
            return when, Span(expression.start, expression.end)
    return _glued(head, lines, language)


def _lines(head: str) -> Iterator[Span]:
    """The first lines that hold something."""
    found = (match for match in re.finditer(r"[^\n]+", head) if match.group().strip())
    for _, match in zip(range(LINES), found, strict=False):
        yield Span(*match.span())


def _holds(line: Span, expression: Expression) -> bool:
    return line.start <= expression.start and expression.end <= line.end


def _whole_date(expression: Expression, language: Language) -> date | None:
    """The one day that the words give whole, or None."""
    if expression.form != "dayish":
        return None
    value = resolve(slots(expression.items), Context(language))
    if value.anchor != "text" or value.earliest != value.latest or value.earliest is None:
        return None
    return value.earliest if value.earliest >= EARLIEST else None


def _is_dateline(head: str, line: Span, expression: Expression, language: Language) -> bool:
    before = head[line.start : expression.start].strip()
    after = head[expression.end : line.end].strip()
    if _ends_with_word(before, language, "published"):
        return True
    if _ends_with_word(before, language, "event"):
        return False
    if _ends_with_word(before, language, "agency") or _begins_with_word(after, language, "agency"):
        return expression.start - line.start <= HEADLINE
    if not before:
        return not _begins_with_word(after, language, "event_after")
    if len(before) + len(after) <= BYLINE - len(expression.items):
        return _is_byline(before, after)
    return len(before) <= PLACE and _is_place(before, after)


def _is_byline(before: str, after: str) -> bool:
    """A short line that is no sentence: it closes without a full stop."""
    return not (before + after).rstrip(" .…").count(". ") and not after.endswith((".", "؟", "?"))


def _is_place(before: str, after: str) -> bool:
    """ "DAMASCUS, April 4, 2017 -" or "دمشق – 14 آذار 2017": a place, a mark, the date."""
    return before[-1] in "-–—,،(|:/" and (not after or after[0] in "-–—:)(|.،,/")


def _ends_with_word(before: str, language: Language, key: str) -> bool:
    words: list[str] = load(language, "datelines")[key]
    plain = before.lower().rstrip(" :،,-–")
    return any(plain == word or plain.endswith((" " + word, "\t" + word)) for word in words)


def _begins_with_word(after: str, language: Language, key: str) -> bool:
    words: list[str] = load(language, "datelines")[key]
    plain = after.lower().lstrip(" ،,")
    return any(plain.startswith(word + " ") for word in words)


def _glued(head: str, lines: tuple[Span, ...], language: Language) -> tuple[date, Span] | None:
    """As `publication_date`, for a day and year run together: "Last updated at Apr 232017"."""
    match = _GLUED.search(head)
    if match is None or not lines or not lines[0].start <= match.start() < lines[-1].end:
        return None
    mended = head[: match.start(2)] + " " + head[match.start(2) :]
    found = publication_date(mended, language)
    if found is None or found[1].end - 1 != match.end(2):
        return None
    return found[0], Span(found[1].start, found[1].end - 1)
