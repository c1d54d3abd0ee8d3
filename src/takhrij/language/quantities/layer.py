"""The layer of quantities: counts and measures of a text with what they are of."""

from __future__ import annotations

from collections.abc import Sequence

from takhrij.annotations import Actor, Quantity, QuantityValue, Time
from takhrij.document import Document, Language, Span
from takhrij.language.quantities.counts import Count, counts
from takhrij.language.quantities.harm import Governed, govern
from takhrij.language.quantities.items import PEOPLE, UNKNOWN, Item, items
from takhrij.language.quantities.measures import Measure, measure


def quantities(document: Document) -> tuple[Quantity, ...]:
    """The quantities of a text, in order. Needs the layer of times: dates count nothing; names of
    the layer of actors, where there is one, are read as one word each."""
    dates = tuple(time.span for time in document.layer(Time))
    named = document.layer(Actor) if document.has(Actor) else ()
    names = tuple(one.span for one in named if one.ref is not None)
    return quantities_of(document.text, document.language, dates, names)


def quantities_of(
    text: str, language: Language, dates: Sequence[Span] = (), names: Sequence[Span] = ()
) -> tuple[Quantity, ...]:
    found = _without_dates(_with_names(items(text, language), names, language), dates)
    plain = tuple(counts(found, language))
    measures = tuple(measure(found, count.first, count.number) for count in plain)
    people = tuple(c for c, m in zip(plain, measures, strict=True) if m is None)
    harms = dict(zip(people, govern(found, people, language), strict=True))
    told: dict[Count, Quantity] = {}
    for count, measured in zip(plain, measures, strict=True):
        quantity = (
            _counted(text, found, count, harms[count], told, people)
            if measured is None
            else _measured(text, found, count, measured)
        )
        if quantity is not None:
            told[count] = quantity
    return tuple(told.values())


def _with_names(
    found: tuple[Item, ...], names: Sequence[Span], language: Language
) -> tuple[Item, ...]:
    """The items, those of one name put together: a party is as near to a number whether its name
    has one word or four. Names that end in people, as "rebel fighters", stay as they are."""
    kept: list[Item] = []
    at = 0
    for name in names:
        while at < len(found) and found[at].end <= name.start:
            kept.append(found[at])
            at += 1
        start = at
        while at < len(found) and found[at].start < name.end:
            at += 1
        kept += _whole(found[start:at], language)
    return (*kept, *found[at:])


def _whole(name: tuple[Item, ...], language: Language) -> tuple[Item, ...]:
    if not name or _counts(name[0 if language == "ar" else -1]):
        return name
    first = name[0]
    return (Item("word", UNKNOWN, first.start, name[-1].end, first.joined, first.definite),)


def _counts(item: Item) -> bool:
    return item.kind == "word" and item.value.noun is not None


def _without_dates(found: tuple[Item, ...], dates: Sequence[Span]) -> tuple[Item, ...]:
    """The items, those inside a date or a duration marked as such: they count nothing."""
    kept = list(found)
    at = 0
    for date in sorted(dates):
        while at < len(kept) and kept[at].end <= date.start:
            at += 1
        while at < len(kept) and kept[at].start < date.end:
            kept[at] = kept[at]._replace(kind="date")
            at += 1
    return tuple(kept)


def _measured(text: str, found: Sequence[Item], count: Count, of: Measure) -> Quantity | None:
    if of.of == "duration":
        return None
    span = Span(found[count.first].start, found[of.last - 1].end)
    value = QuantityValue(
        _times(count.low, of.factor),
        _times(count.high, of.factor),
        of.of,
        unit=of.unit,
        approximate=count.approximate,
        words=span.of(text),
        bearing=of.bearing,
    )
    return Quantity(span, value)


def _times(bound: float | None, factor: float) -> float | None:
    return None if bound is None else round(bound * factor, 6)


def _counted(
    text: str,
    found: Sequence[Item],
    count: Count,
    harm: Governed,
    told: dict[Count, Quantity],
    people: Sequence[Count],
) -> Quantity | None:
    if harm.of is None and not count.sure:
        return None
    span = Span(found[count.first].start, found[count.last - 1].end)
    noun = None if count.noun is None else found[count.noun]
    total = None if harm.part_of is None else told.get(people[harm.part_of])
    value = QuantityValue(
        count.low,
        count.high,
        harm.of or _class(count),
        unit=count.kind.of if count.kind is not None and count.kind.of in PEOPLE else None,
        approximate=count.approximate,
        words=span.of(text),
    )
    counted = None if noun is None else Span(noun.start, noun.end)
    return Quantity(span, value, counted, part_of=None if total is None else total.span)


def _class(count: Count) -> str:
    known = count.kind.of if count.kind is not None else "other"
    return known if known in ("vehicles", "strikes") else "other"
