"""Days, weeks and longer reckoned from publication or from the last date told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from takhrij.annotations import TimeValue
from takhrij.language.times import calendars
from takhrij.language.times.context import (
    DAYLIKE,
    Anchor,
    Context,
    cut,
    precision_of,
    unit_interval,
)
from takhrij.language.times.months import days_of_month, month
from takhrij.language.times.slots import Slots


def relday(slots: Slots, context: Context) -> TimeValue | None:
    """Yesterday, today, tomorrow; a weekday said with it decides ("yesterday, Wednesday")."""
    offset = slots.relday or 0
    if slots.near in ("same", "after"):
        return previous_day(context, 1 if slots.near == "after" else 0)
    if context.reference is None:
        return None
    when = context.reference + timedelta(offset)
    if slots.weekdays and when.weekday() != slots.weekdays[-1]:
        when = weekday_near(slots.weekdays[-1], when, forward=offset > 0)
    return TimeValue(when, when, "day", anchor="published")


def weekday(slots: Slots, context: Context) -> TimeValue | None:
    """The most recent such day up to publication, or the coming one where words look ahead."""
    reference, wanted = context.reference, slots.weekdays[-1]
    if reference is None:
        return None
    if slots.unit == "week" and slots.near:
        when = _in_week(wanted, slots, context, reference)
    elif slots.near == "next":
        when = weekday_near(wanted, reference + timedelta(1), forward=True)
    elif slots.near == "last":
        when = weekday_near(wanted, reference - timedelta(1), forward=False)
    else:
        when = weekday_near(wanted, reference, forward=slots.ahead or slots.near == "this")
    first = when - timedelta((wanted - slots.weekdays[0]) % 7)
    return TimeValue(first, when, "day", anchor="published")


def _in_week(wanted: int, slots: Slots, context: Context, reference: date) -> date:
    """Friday of last week."""
    offset = {"last": -1, "next": 1}.get(slots.near or "", 0)
    start, _ = calendars.week(reference + timedelta(7 * offset), context.language)
    return weekday_near(wanted, start, forward=True)


def weekday_near(wanted: int, start: date, *, forward: bool) -> date:
    """The first such weekday from a day on, forward or back, the day itself included."""
    if forward:
        return start + timedelta((wanted - start.weekday()) % 7)
    return start - timedelta((start.weekday() - wanted) % 7)


def previous_day(context: Context, offset: int) -> TimeValue | None:
    """The last day that the text told of, or so many days after it."""
    previous = context.previous
    if previous is None or previous.earliest is None or previous.precision not in DAYLIKE:
        return None
    when = previous.earliest + timedelta(offset)
    return TimeValue(when, when, "day", anchor="previous")


def part_alone(slots: Slots, context: Context) -> TimeValue | None:
    """ "In the morning": of the last day that the text told of."""
    return previous_day(context, 0)


def unit_near(slots: Slots, context: Context) -> TimeValue | None:
    """Last week, this month, the same year, the end of the year, the following day."""
    unit, near = slots.unit or "day", slots.near or "this"
    if near in ("same", "after"):
        return _unit_of_previous(slots, context, unit, 1 if near == "after" else 0)
    if context.reference is None:
        return None
    offset = {"last": -1, "next": 1}.get(near, 0)
    if unit == "day" and offset:
        return previous_day(context, offset)
    interval = unit_interval(unit, context.reference, offset, context.language)
    if interval and slots.so_far and interval[0] <= context.reference <= interval[1]:
        interval = interval[0], context.reference
    return cut(interval, precision_of(unit), "published", slots)


def _unit_of_previous(slots: Slots, context: Context, unit: str, offset: int) -> TimeValue | None:
    if unit == "day":
        return previous_day(context, offset)
    if context.previous is None or context.previous.earliest is None:
        return None
    interval = unit_interval(unit, context.previous.earliest, offset, context.language)
    return cut(interval, precision_of(unit), "previous", slots)


def day_of_month_near(slots: Slots, context: Context) -> TimeValue | None:
    """The fifth of this month, the 12th of the same month, "on 22/4"."""
    if slots.near is None and len(slots.days) == 2:
        day, number = slots.days
        if number <= 12:
            return month(replace(slots, days=(day,), months=(number,)), context)
        return None
    whole = unit_near(slots, context)
    if whole is None or whole.earliest is None or slots.unit != "month":
        return None
    anchor: Anchor = "previous" if slots.near == "same" else "published"
    return days_of_month(whole.earliest.year, whole.earliest.month, slots, anchor)


def season(slots: Slots, context: Context) -> TimeValue | None:
    """A season of a stated year, this summer, last winter."""
    name, previous = slots.season or "", context.previous
    if slots.year is not None:
        return cut(calendars.season(slots.year, name), "season", "text", slots)
    if slots.near == "same":
        year = previous.earliest.year if previous and previous.earliest else None
        interval = None if year is None else calendars.season(year, name)
        return cut(interval, "season", "previous", slots)
    if context.reference is None:
        return None
    interval = calendars.season(_season_year(slots, name, context.reference), name)
    return cut(interval, "season", "published", slots)


def _season_year(slots: Slots, name: str, reference: date) -> int:
    this = calendars.season(reference.year, name)
    if slots.unit == "year":
        return reference.year + {"last": -1, "next": 1}.get(slots.near or "", 0)
    if slots.near == "last":
        return reference.year - (this[1] >= reference)
    if slots.near == "next":
        return reference.year + (this[0] <= reference)
    return reference.year
