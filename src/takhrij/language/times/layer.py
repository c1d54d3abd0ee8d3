"""The layer of times: every expression of a text, resolved in the order it is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from takhrij.annotations import Time, TimeValue
from takhrij.document import Document, Language, Span
from takhrij.language.times import reckon
from takhrij.language.times.grammar import Expression, expressions
from takhrij.language.times.items import items
from takhrij.language.times.resolve import DAYLIKE, Context, resolve
from takhrij.language.times.slots import Slots, slots

LATEST_DRIFT = timedelta(7)
"""A report kept some days after it was written: "today, Monday" may set its day back so far."""


def times(document: Document) -> tuple[Time, ...]:
    """The times of a text, in order. Relative ones are reckoned from the day of publication
    (`document.metadata.published`) or from an earlier time of the text; `anchor` says which.
    """
    return times_of(document.text, document.language, document.metadata.published)


def times_of(text: str, language: Language, published: date | None) -> tuple[Time, ...]:
    found = tuple(expressions(items(text, language), language))
    context = Context(language, _day_of_writing(found, language, published))
    told: list[Time] = []
    for expression in found:
        time = _time(expression, context)
        if time is None:
            continue
        told.append(time)
        if _is_told(expression, time):
            context = replace(context, previous=time.value)
    return tuple(told)


def _day_of_writing(
    found: tuple[Expression, ...], language: Language, published: date | None
) -> date | None:
    """The day that "today" means: "today, Monday" in a text dated Saturday is that Monday."""
    if published is None:
        return None
    for expression in found:
        slot = slots(expression.items) if expression.form == "dayish" else Slots()
        if slot.relday in (0, -1) and slot.weekdays and not (slot.months or slot.numeric):
            when = resolve(slot, Context(language, published)).latest
            today = when - timedelta(slot.relday) if when is not None else published
            return today if timedelta(0) <= published - today <= LATEST_DRIFT else published
    return published


def _is_told(expression: Expression, time: Time) -> bool:
    """Whether the story is now at this time: not a duration, and not "since" or "until"."""
    known = time.value.earliest is not None and time.value.latest is not None
    return time.kind == "date" and known and expression.before not in ("since", "until")


def _time(expression: Expression, context: Context) -> Time | None:
    span = Span(expression.start, expression.end)
    if expression.form == "range":
        return _range(expression, span, context)
    slot = slots(expression.items)
    if expression.form == "duration":
        days = reckon.length(slot)
        value = TimeValue(None, None, "vague", anchor="none")
        return Time(span, value, "duration", days) if days is not None else None
    if expression.form == "set":
        value = TimeValue(None, None, "vague", anchor="none")
        return Time(span, value, "set")
    return Time(span, _value(expression.form, slot, context))


def _value(form: str, slot: Slots, context: Context) -> TimeValue:
    rule = {"ago": reckon.ago, "later": reckon.later, "span": reckon.span}.get(form)
    if rule is None:
        return resolve(slot, context)
    return rule(slot, context) or TimeValue(None, None, "vague", anchor="none")


def _range(expression: Expression, span: Span, context: Context) -> Time:
    """From one point to another; what the left leaves unsaid the right gives, and the year back."""
    left, right = slots(expression.left), slots(expression.right)
    if not left.months and right.months and left.days:
        left.months, left.hijri = right.months, right.hijri
        left.near, left.unit = right.near, right.unit
    if left.year is None and left.months and right.year is not None:
        left.year = right.year
    if right.year is None and right.months and left.year is not None:
        right.year = left.year
    last = resolve(right, context)
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
