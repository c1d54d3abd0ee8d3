"""The part of a place that the words around its name single out.

"The northern countryside of Hama", "6 km south-west of Halfaya", "between X and Y". The area
is written in plain English whatever the language of the text, as the case file is read by
people who may not know it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from takhrij.document import Span
from takhrij.language.places_text import Named, Text

_POINTS = (
    "north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west",
)  # fmt: skip
_NUMBER = re.compile(r"\d{1,4}(?:[.,]\d{1,2})?")
_KILOMETRE = frozenset(
    ("كم", "كلم", "كيلومتر", "كيلومترا", "كيلومترات", "كيلو", "km", "kms", "kilometers",
     "kilometres", "kilometer", "kilometre")
)  # fmt: skip
_LINKS = frozenset(("من", "عن", "of", "from", "the", "الي", "ال"))
LOOK_BACK = 5


@dataclass(frozen=True, slots=True)
class Around:
    """An area in words with the precision it has, and the span if it takes in more words."""

    area: str | None = None
    precision: int = 1
    span: Span | None = None
    to_next: bool = False
    """Whether the area is that of the place after it too."""


def around(text: Text, named: Named, after: Named | None = None) -> Around:
    """What the words around a name single out, with the name after it; nothing where they don't."""
    if named.anaphor is not None:
        return Around()
    area = _countryside(text, named) or _measured(text, named) or _side(text, named)
    return area or _between(text, named, after) or Around()


def _name(text: Text, named: Named) -> str:
    return text.text[named.span.start : named.span.end]


def compass(degrees: float) -> str:
    """The compass point for a bearing, of eight."""
    return _POINTS[round(degrees / 45) % 8]


def _direction(text: Text, words: list[str]) -> str | None:
    """The point that one or two words of direction give: شمالي شرق is north-east."""
    bearings = [text.lexicon.directions[w] for w in words if w in text.lexicon.directions]
    if not bearings:
        return None
    if len(bearings) > 1 and 0 in bearings[:2] and 270 in bearings[:2]:
        return compass(315)
    return compass(sum(bearings[:2]) / len(bearings[:2]))


def _countryside(text: Text, named: Named) -> Around | None:
    """ريف حماة الشمالي, الريف الشمالي الشرقي لمحافظة حلب."""
    first = _countryside_word(text, named)
    if first is None:
        return None
    inner = [text.norm(i) for i in range(first + 1, named.first)]
    last = named.last
    trailing: list[str] = []
    while text.joined(last) and text.norm(last + 1) in text.lexicon.directions:
        last += 1
        trailing.append(text.norm(last))
    side = _direction(text, inner + trailing) if text.arabic else _direction(text, inner)
    end = text.words[last].span.end if text.arabic else named.span.end
    span = Span(_start(text, first), end) if text.arabic else None
    area = (
        f"{side} countryside of {_name(text, named)}"
        if side
        else f"countryside of {_name(text, named)}"
    )
    return Around(area, 3, span)


def _start(text: Text, first: int) -> int:
    """Where a countryside word begins, its clitics left out."""
    for stem in text.words[first].stems:
        if text.text[stem.start : stem.end].startswith(("ريف", "الريف", "أرياف", "ارياف")):
            return stem.start
    return text.words[first].span.start


def _countryside_word(text: Text, named: Named) -> int | None:
    """The number of the word for countryside that a name belongs to, or None."""
    if not text.arabic:
        return _english_countryside(text, named)
    index = named.first - 1
    for _ in range(LOOK_BACK):
        if index < 0 or text.gap(index).strip():
            return None
        if any(form in text.lexicon.countryside for form in text.forms(index)):
            return index
        if text.norm(index) not in text.lexicon.directions and text.type_of(index) != "region":
            return None
        index -= 1
    return None


def _english_countryside(text: Text, named: Named) -> int | None:
    for index in range(named.first - 1, max(-1, named.first - LOOK_BACK), -1):
        if text.norm(index) in text.lexicon.countryside:
            between = {text.norm(i) for i in range(index + 1, named.first)}
            return index - 1 if between <= _LINKS and index else None
    return None


def _measured(text: Text, named: Named) -> Around | None:
    """على بعد 6 كم جنوب غرب حلفايا, 6 km south-west of Halfaya."""
    index = named.first - 1
    words: list[str] = []
    while index >= 0 and text.norm(index) in {*text.lexicon.directions, *_LINKS}:
        words.insert(0, text.norm(index))
        index -= 1
    if text.norm(index) not in _KILOMETRE or not _NUMBER.fullmatch(text.norm(index - 1)):
        return None
    side = _direction(text, words)
    distance = f"{text.norm(index - 1)} km"
    where = f"{distance} {side} of" if side else f"{distance} from"
    return Around(f"{where} {_name(text, named)}", 2)


def _side(text: Text, named: Named) -> Around | None:
    """شمال سوريا, northern Syria, قرب حلب."""
    before = text.before(named.first)
    name = _name(text, named)
    if before in text.lexicon.directions:
        close = text.gap(named.first - 2).strip() in ("", "-")
        words = [text.norm(named.first - 2), before] if close else [before]
        side = _direction(text, words)
        return Around(f"{side} of {name}", 2)
    if before in text.lexicon.near:
        return Around(f"near {name}", 2)
    return None


def _between(text: Text, named: Named, after: Named | None) -> Around | None:
    """Between X and Y: neither of the two, but what lies between them."""
    before = named.first - (2 if named.type_word == named.first - 1 else 1)
    if before < 0 or text.norm(before) not in text.lexicon.between:
        return None
    if after is None or after.first - named.last > 3:
        return Around(f"between {_name(text, named)} and another place", 2)
    return Around(f"between {_name(text, named)} and {_name(text, after)}", 2, to_next=True)
