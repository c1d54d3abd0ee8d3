"""Lines above the body that say who wrote a report, for whom, where and when."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from takhrij.ingest.knowledge import Knowledge, plain

LINE_LENGTH = 120
"""Longest byline or dateline, in characters."""

_DASH = re.compile(r"\s+[-–—|]+\s*|\s*[–—]\s*|-\s+")
_PLACE = re.compile(r"\s*\([^()]*\)\s*$")
_CREDIT = re.compile(r"\(\s*([^()]{2,40}?)\s*\)\s*[-–—:ـ]")
_DATE_DIGITS = re.compile(r"\d{1,2}\s*[/.\-]\s*\d{1,2}\s*[/.\-]\s*\d{2,4}|\d{4}\s*[/\-]\s*\d{1,2}")
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Credit:
    """What one line above the body says; both None for a line that says only when."""

    byline: str | None = None
    publisher: str | None = None


Reader = Callable[[str, Knowledge], Credit | None]


def _labelled(line: str, known: Knowledge) -> Credit | None:
    """ "By Jane Doe", "كتب: فلان": a label and a name, nothing more."""
    words = line.split()
    for count in range(min(3, len(words)), 0, -1):
        label = plain(" ".join(words[:count]).rstrip(":/"))
        name = _DASH.split(" ".join(words[count:]).lstrip(":/ "))[0].split("،")[0].split(",")[0]
        if label in known.labels and _has_colon_or_name(words[count - 1], name, known):
            return _named(_PLACE.sub("", name), known)
    return None


def _has_colon_or_name(label: str, name: str, known: Knowledge) -> bool:
    marked = label.endswith((":", "/"))
    return 1 <= len(name.split()) <= 6 and (marked or is_name(name, known))


def _desked(line: str, known: Knowledge) -> Credit | None:
    """ "name (place) – weekday date", "name – desk"."""
    name, rest = _dashed(line)
    if not any(_is_date(part, known) for part in rest) and plain(rest[-1]) not in known.desks:
        return None
    return Credit() if _is_date(name, known) else _named(name, known)


def _placed(line: str, known: Knowledge) -> Credit | None:
    """ "outlet – place", "name – place"."""
    name, rest = _dashed(line)
    if is_outlet(name, known) and all(len(part.split()) <= 6 for part in rest):
        return Credit(publisher=name)
    if is_name(name, known) and len(rest) == 1 and len(rest[0].split()) <= 2:
        return _named(name, known)
    return None


def _dashed(line: str) -> tuple[str, Sequence[str]]:
    """What stands before the first dash of a line, its place taken off, and the rest."""
    name, *rest = _DASH.split(line)
    name = _PLACE.sub("", name).strip()
    if not 1 <= len(rest) <= 3 or not 1 <= len(name.split()) <= 5:
        return "", ("",)
    return name, [part.strip(" :…") for part in rest]


def _dated(line: str, known: Knowledge) -> Credit | None:
    """A date with nothing beside it."""
    return Credit() if _is_date(line, known) else None


def _alone(line: str, known: Knowledge) -> Credit | None:
    """An outlet or a person's name with nothing beside it."""
    if plain(line) in known.outlets or plain(line) in known.desks:
        return Credit(publisher=line)
    bare = _PLACE.sub("", line)
    return Credit(byline=bare) if is_name(bare, known) else None


def _named(name: str, known: Knowledge) -> Credit:
    name = name.strip(" :/،,")
    if is_outlet(name, known) or plain(name) in known.desks:
        return Credit(publisher=name or None)
    return Credit(byline=name or None)


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


def is_outlet(name: str, known: Knowledge) -> bool:
    words = plain(name).split()
    return plain(name) in known.outlets or any(word in known.outlet_words for word in words)


def is_name(name: str, known: Knowledge) -> bool:
    """Two to four words that begin with a given name and hold no digit or verb mark."""
    words = plain(name).split()
    if not 2 <= len(words) <= 4 or _DIGITS.search(name) or plain(name) in known.title_tails:
        return False
    if name[:1].isascii() and not all(word[:1].isupper() for word in name.split()):
        return False
    return words[0] in known.given_names and not is_outlet(name, known)


def credited(body: str, known: Knowledge) -> Credit:
    """The agency that a body's first words credit: "CITY (agency) -", "city – agency:"."""
    start = body[:LINE_LENGTH]
    found = _CREDIT.search(start)
    if found is not None and is_outlet(found.group(1), known):
        return Credit(publisher=found.group(1))
    for part in _DASH.split(start.partition(":")[0])[:3]:
        if len(part) < 40 and plain(part) in known.outlets:
            return Credit(publisher=part.strip())
    return Credit()


def has_credit(line: str) -> bool:
    """Whether a line begins as agency reports do, with a name in brackets and a dash."""
    return _CREDIT.search(line[:LINE_LENGTH]) is not None


ABOVE: tuple[Reader, ...] = (_labelled, _dated, _desked)
"""What may stand above a title: only lines that can't be a title themselves."""
UNDER: tuple[Reader, ...] = (*ABOVE, _placed, _alone)
