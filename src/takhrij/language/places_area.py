"""From a found and resolved name to the Place: span, area, precision, metonymy."""

from __future__ import annotations

from collections.abc import Sequence

from takhrij.annotations import Place
from takhrij.document import Span
from takhrij.language.fold import fold
from takhrij.language.places_around import Around, around
from takhrij.language.places_settle import Settled
from takhrij.language.places_text import Text

PRECISION = {"country": 6, "region": 4, "water": 7}
DISTRICT = 3
"""UCDP's where_prec by what was named; a settlement or site is 1."""


def described(text: Text, items: Sequence[Settled]) -> tuple[Place, ...]:
    """The places of a text, one for each name."""
    parts = [
        _around(text, item, items[at] if at < len(items) else None)
        for at, item in enumerate(items, start=1)
    ]
    return tuple(
        _place(text, item, own if own.area or not last.to_next else last)
        for item, own, last in zip(items, parts, [Around(), *parts], strict=False)
    )


def _around(text: Text, item: Settled, after: Settled | None) -> Around:
    """What lies between two places; talks between two countries lie nowhere."""
    part = around(text, item.named, after.named if after else None)
    ends = (item, after) if part.to_next and after else ()
    return Around() if any(_is_country(end) for end in ends) else part


def _is_country(item: Settled) -> bool:
    return bool(item.candidates) and item.candidates[0].feature == "country"


def _place(text: Text, item: Settled, part: Around) -> Place:
    span = part.span or _span(text, item)
    return Place(
        span,
        text.text[span.start : span.end],
        item.candidates,
        precision=_precision(item, part),
        area=part.area,
        metonym=_is_metonym(text, item),
    )


def _precision(item: Settled, part: Around) -> int:
    if item.precision is not None:
        return item.precision
    usual = PRECISION.get(item.candidates[0].feature, 1) if item.candidates else 1
    if part.area is None:
        return max(usual, 4) if item.named.kind == "region" else usual
    if usual == 6:
        return 5
    if part.precision == DISTRICT:
        return DISTRICT
    return max(usual, part.precision)


def _span(text: Text, item: Settled) -> Span:
    """The name, with its type word where that is part of it (محافظة حماة, not قرية X)."""
    named = item.named
    if named.type_word != named.first - 1 or not text.arabic:
        return named.span
    for stem in text.words[named.type_word].stems:
        if fold(stem.of(text.text)) in text.lexicon.with_name:
            return Span(stem.start, named.span.end)
    return named.span


def _is_metonym(text: Text, item: Settled) -> bool:
    """A country or capital right beside a verb of saying or deciding: قالت موسكو."""
    named, meant = item.named, item.candidates
    if named.kind or named.anaphor or named.clitic.endswith(("ب", "ل")):
        return False
    if not meant or meant[0].feature not in ("country", "city"):
        return False
    verbs, before = text.lexicon.metonym_verbs, text.before(named.first)
    if text.after(named.last) in verbs and before not in text.lexicon.before:
        return True
    return bool(before) and any(form in verbs for form in text.forms(named.first - 1))
