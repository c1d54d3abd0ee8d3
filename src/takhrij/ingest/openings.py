"""The opening lines of a report: its title, who wrote it, for whom, and where the body starts.

Only what stands apart from the body is read here, and only on short lines; whatever is not
plainly a title, a byline or a dateline stays part of the body.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from takhrij.document import Language, Span
from takhrij.ingest.knowledge import Knowledge, knowledge, plain

TITLE_LENGTH = 250
LINE_LENGTH = 120
"""Longest byline or dateline, in characters."""
LINES = 5
"""Opening lines looked at, the title among them."""

OUTLET_WORDS = 5
"""Longest name of an outlet at the end of a title, in words."""

_LINE = re.compile(r"[^\s][^\r\n]*")
_DASH = re.compile(r"\s+[-–—|]+\s*|\s*[–—]\s*|-\s+")
_PLACE = re.compile(r"\s*\([^()]*\)\s*$")
_CREDIT = re.compile(r"\(\s*([^()]{2,40}?)\s*\)\s*[-–—:ـ]")
_DATE_DIGITS = re.compile(r"\d{1,2}\s*[/.\-]\s*\d{1,2}\s*[/.\-]\s*\d{2,4}|\d{4}\s*[/\-]\s*\d{1,2}")
_DIGITS = re.compile(r"\d+")
_TAIL = re.compile(r"\s+(?:/|\|)\s*([^/|]{3,60})$")
_WORDS = re.compile(r"[^\W\d_][\w'’.\-]*")


@dataclass(frozen=True, slots=True)
class Opening:
    """What the opening lines say; None where they don't. `body` is where the body starts."""

    title: Span | None = None
    byline: str | None = None
    publisher: str | None = None
    body: int = 0


@dataclass(frozen=True, slots=True)
class _Credit:
    """What one line above the body says."""

    byline: str | None = None
    publisher: str | None = None


_Reader = Callable[[str, Knowledge], _Credit | None]


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
    found = _joined([*above, *under, _inline(text, lines, known)])
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
    text: str, lines: Sequence[Span], known: Knowledge, readers: Sequence[_Reader]
) -> Iterator[_Credit]:
    """What the first lines say, up to the first that is no byline or dateline."""
    for line in lines[:-1]:
        said = line.of(text) if len(line) <= LINE_LENGTH else "."
        if said.endswith(".") and not said.endswith(".."):
            return
        credit = next((found for read in readers if (found := read(said, known))), None)
        if credit is None:
            return
        yield credit


def _joined(said: Sequence[_Credit]) -> _Credit:
    """The first byline and the first publisher that any line gives."""
    byline = next((credit.byline for credit in said if credit.byline), None)
    publisher = next((credit.publisher for credit in said if credit.publisher), None)
    return _Credit(byline, publisher)


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
        below = lines[1].of(text)[:LINE_LENGTH]
        return blank_after and (_in_title_case(first) or _CREDIT.search(below) is not None)
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


def parted_title(title: str, byline: str | None, known: Knowledge) -> tuple[int, _Credit]:
    """How much of a title is the title, and who the rest of it names.

    "TITLE / author", "TITLE | outlet" and "TITLE - section - outlet" are parted.
    """
    tail = _TAIL.search(title)
    if tail is not None:
        name = tail.group(1).strip()
        if plain(name) == plain(byline or "") or _is_name(name, known):
            return tail.start(), _Credit(byline=name)
    first, *rest = re.split(r"\s+[-–—|]\s+", title)
    if rest and _is_outlet(rest[-1], known) and len(rest[-1].split()) <= OUTLET_WORDS < len(first):
        return len(first), _Credit(publisher=rest[-1])
    return len(title), _Credit()


# --- bylines and datelines --------------------------------------------------------------


def _labelled(line: str, known: Knowledge) -> _Credit | None:
    """ "By Jane Doe", "كتب: فلان": a label and a name, nothing more."""
    words = line.split()
    for count in (3, 2, 1):
        label = plain(" ".join(words[:count]).rstrip(":/"))
        name = _DASH.split(" ".join(words[count:]).lstrip(":/ "))[0].split("،")[0].split(",")[0]
        if label in known.labels and _has_colon_or_name(words[count - 1], name, known):
            return _named(_PLACE.sub("", name), known)
    return None


def _has_colon_or_name(label: str, name: str, known: Knowledge) -> bool:
    marked = label.endswith((":", "/"))
    return 1 <= len(name.split()) <= 6 and (marked or _is_name(name, known))


def _desked(line: str, known: Knowledge) -> _Credit | None:
    """ "name (place) – weekday date", "name – desk"."""
    name, rest = _dashed(line)
    if not any(_is_date(part, known) for part in rest) and plain(rest[-1]) not in known.desks:
        return None
    return _Credit() if _is_date(name, known) else _named(name, known)


def _placed(line: str, known: Knowledge) -> _Credit | None:
    """ "outlet – place", "name – place"."""
    name, rest = _dashed(line)
    if _is_outlet(name, known) and all(len(part.split()) <= 6 for part in rest):
        return _Credit(publisher=name)
    if _is_name(name, known) and len(rest) == 1 and len(rest[0].split()) <= 2:
        return _named(name, known)
    return None


def _dashed(line: str) -> tuple[str, Sequence[str]]:
    """What stands before the first dash of a line, its place taken off, and the rest."""
    name, *rest = _DASH.split(line)
    name = _PLACE.sub("", name).strip()
    if not 1 <= len(rest) <= 3 or not 1 <= len(name.split()) <= 5:
        return "", ("",)
    return name, [part.strip(" :…") for part in rest]


def _dated(line: str, known: Knowledge) -> _Credit | None:
    """A date with nothing beside it."""
    return _Credit() if _is_date(line, known) else None


def _alone(line: str, known: Knowledge) -> _Credit | None:
    """An outlet or a person's name with nothing beside it."""
    if plain(line) in known.outlets or plain(line) in known.desks:
        return _Credit(publisher=line)
    bare = _PLACE.sub("", line)
    return _Credit(byline=bare) if _is_name(bare, known) else None


def _named(name: str, known: Knowledge) -> _Credit:
    name = name.strip(" :/،,")
    if _is_outlet(name, known) or plain(name) in known.desks:
        return _Credit(publisher=name or None)
    return _Credit(byline=name or None)


def _is_date(part: str, known: Knowledge) -> bool:
    """Digits, names of days and months, and little else."""
    words = [plain(word).strip(" :،,()") for word in part.split()]
    labelled = next((n for n in (4, 3, 2, 1) if _label_of(words[:n]) in known.date_labels), 0)
    left = words[labelled:]
    dated = [word for word in left if word in known.dates or _DIGITS.search(word)]
    has_number = any(_DIGITS.search(word) for word in dated)
    return has_number and len(left) <= 8 and len(dated) >= len(left) - 3 and _is_day(part, dated)


def _label_of(words: Sequence[str]) -> str:
    return " ".join(words).rstrip(": ")


def _is_day(part: str, dated: Sequence[str]) -> bool:
    named = any(not word[:1].isdigit() for word in dated)
    return named or _DATE_DIGITS.search(part) is not None


def _is_outlet(name: str, known: Knowledge) -> bool:
    words = plain(name).split()
    return plain(name) in known.outlets or any(word in known.outlet_words for word in words)


def _is_name(name: str, known: Knowledge) -> bool:
    """Two to four words that begin with a given name and hold no digit or verb mark."""
    words = plain(name).split()
    if not 2 <= len(words) <= 4 or _DIGITS.search(name) or plain(name) in known.title_tails:
        return False
    if name[:1].isascii() and not all(word[:1].isupper() for word in name.split()):
        return False
    return words[0] in known.given_names and not _is_outlet(name, known)


def _inline(text: str, lines: Sequence[Span], known: Knowledge) -> _Credit:
    """The agency that the first words of the body credit: "CITY (agency) -", "city – agency:"."""
    if not lines:
        return _Credit()
    start = lines[0].of(text)[:LINE_LENGTH]
    credited = _CREDIT.search(start)
    if credited is not None and _is_outlet(credited.group(1), known):
        return _Credit(publisher=credited.group(1))
    for part in _DASH.split(start.partition(":")[0])[:3]:
        if len(part) < 40 and plain(part) in known.outlets:
            return _Credit(publisher=part.strip())
    return _Credit()


ABOVE: tuple[_Reader, ...] = (_labelled, _dated, _desked)
"""What may stand above a title: only lines that can't be a title themselves."""
UNDER: tuple[_Reader, ...] = (*ABOVE, _placed, _alone)
