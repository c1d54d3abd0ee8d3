"""The layer of times: every expression of a text, resolved in the order it is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from takhrij.annotations import Time, TimeValue
from takhrij.document import Document, Language, Span
from takhrij.language.times import calendars, feasts, reckon
from takhrij.language.times.context import DAYLIKE, Context
from takhrij.language.times.grammar import Expression, expressions
from takhrij.language.times.items import Item, items
from takhrij.language.times.resolve import resolve, unknown
from takhrij.language.times.slots import Slots, slots


def times(document: Document) -> tuple[Time, ...]:
    """The times of a text, in order. Relative ones are reckoned from the day of publication
    (`document.metadata.published`) or from an earlier time of the text; `anchor` says which.
    """
    return times_of(document.text, document.language, document.metadata.published)


def times_of(text: str, language: Language, published: date | None) -> tuple[Time, ...]:
    """As `times`, for a text that is not a document."""
    found = tuple(expressions(items(text, language), language))
    context = Context(language, _day_of_writing(found, language, published))
    told: list[Time] = []
    end = 0
    for expression in found:
        time = _time(expression, replace(context, gap=expression.start - end))
        if time is None:
            continue
        told.append(time)
        if _is_told(expression, time):
            context, end = replace(context, previous=time.value), expression.end
    return tuple(told)


def _day_of_writing(
    found: tuple[Expression, ...], language: Language, published: date | None
) -> date | None:
    """The day that "today" means: "today, Monday" in a text dated Saturday is that Monday."""
    if published is None:
        return None
    for expression in found:
        slot = slots(expression.items) if expression.form == "dayish" else Slots()
        if slot.relday is not None and slot.weekdays and not (slot.months or slot.numeric):
            drift = (published.weekday() + slot.relday - slot.weekdays[0]) % 7
            return published - timedelta(drift)
    return published


def _is_told(expression: Expression, time: Time) -> bool:
    """Whether the story is now at this time: not a duration, not "since" or "until", and not
    an event of old that it only names."""
    known = time.value.earliest is not None and time.value.latest is not None
    since = expression.before[-1:] in (("since",), ("until",))
    return time.kind == "date" and known and not since and expression.form != "event"


def _looks_ahead(expression: Expression) -> bool:
    """Whether "will" stands before it, and no "said" nearer."""
    for kind in reversed(expression.before):
        if kind in ("future", "said", "stop"):
            return kind == "future"
    return False


def _time(expression: Expression, context: Context) -> Time | None:
    span = Span(expression.start, expression.end)
    if expression.form == "range":
        return _range(expression, span, context)
    if expression.form == "age":
        return None
    if expression.form == "weekof":
        return Time(span, _week_of(expression.items, context))
    slot = slots(expression.items)
    if expression.form == "event" and not feasts.has_come(slot, context):
        return None
    slot.ahead = _looks_ahead(expression)
    if expression.form == "duration":
        if len(expression.items) == 1 and expression.items[0].definite:
            return None  # المدراء العامين: general, not two years
        days = reckon.length(slot)
        return None if days is None else Time(span, unknown(slot), "duration", days)
    if expression.form == "set":
        return Time(span, unknown(slot), "set")
    return Time(span, _value(expression.form, slot, context))


def _week_of(parts: Sequence[Item], context: Context) -> TimeValue:
    """The first or the last week of a month or year."""
    of = next(index for index, item in enumerate(parts) if item.kind in ("of", "in"))
    whole = slots(parts[of + 1 :])
    value = resolve(whole, context)
    numbers = [item.value for item in parts[:of] if item.kind == "ordinal"]
    if value.earliest is None or value.latest is None:
        return value
    interval = (value.earliest, value.latest)
    week = calendars.week_of(interval, int(numbers[0].low) if numbers else None)
    if week is None:
        return unknown(whole)
    return replace(value, earliest=week[0], latest=week[1], precision="week")


def _value(form: str, slot: Slots, context: Context) -> TimeValue:
    rule = {"ago": reckon.ago, "later": reckon.later, "span": reckon.span}.get(form)
    if rule is None:
        return resolve(slot, context)
    return rule(slot, context) or unknown(slot)


def _range(expression: Expression, span: Span, context: Context) -> Time:
    """From one point to another; what the left leaves unsaid the right gives, and the year back."""
    left, right = slots(expression.left), slots(expression.right)
    if not left.months and left.days and left.near is None:
        left.months, left.hijri = right.months, right.hijri
        left.near, left.unit = right.near, right.unit
    if left.year is None and left.months and right.year is not None:
        left.year = right.year
    if right.year is None and right.months and left.year is not None:
        right.year = left.year
    if right.near == "same":
        context = replace(context, previous=resolve(left, context))
    last = resolve(right, context)
    if left.weekdays and last.earliest is not None and not (left.days or left.numeric):
        context = replace(context, reference=last.earliest)
    first = resolve(left, context)
    return Time(span, _between(first, last, left))


def _between(first: TimeValue, last: TimeValue, left: Slots) -> TimeValue:
    earliest, latest = first.earliest, last.latest
    if earliest is not None and latest is not None and earliest > latest and left.months:
        earliest = _year_before(earliest)
    if earliest is None or latest is None or earliest > latest:
        return replace(last, earliest=None, latest=None, anchor="none")
    precision = "day" if last.precision in DAYLIKE else last.precision
    return replace(last, earliest=earliest, latest=latest, precision=precision)


def _year_before(when: date) -> date:
    return when.replace(year=when.year - 1, day=min(when.day, 28))
