"""Feasts by the Hijri and Gregorian calendars, by Easter and Passover; events of a known date."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from takhrij.annotations import TimeValue
from takhrij.language.times import calendars, easter, jewish
from takhrij.language.times.context import Anchor, Context
from takhrij.language.times.slots import Slots

_MOVING = {
    "western": easter.western,
    "eastern": easter.eastern,
    "either": easter.western,
    "jewish": jewish.passover,
}
SOON = timedelta(15)
"""A feast without a year that lies at most this far ahead is the coming one."""


def feast(slots: Slots, context: Context) -> TimeValue | None:
    """A feast, or the nth day of one. `slots.feast` is `calendar when length`: `when` is
    month-day, or how many days after whose Easter (`western`, `eastern`, `either`) or after
    Passover (`jewish`)."""
    calendar, when, length = (slots.feast or "").split()
    start = _first_day(calendar, when, slots, context)
    if start is None:
        return None
    anchor: Anchor = "text" if slots.year else "published"
    if slots.days:
        start += timedelta(slots.days[0] - 1)
        length = "1"
    value = TimeValue(start, start + timedelta(int(length) - 1), "day", anchor=anchor)
    if calendar == "hijri":
        return replace(value, calendar="hijri", uncertain_days=1)
    return _with_eastern(value, start.year) if calendar == "either" else value


def _with_eastern(value: TimeValue, year: int) -> TimeValue:
    """Up to the day of the eastern churches, where the two do not fall together."""
    apart = easter.eastern(year) - easter.western(year)
    if not apart or value.latest is None:
        return value
    return replace(value, latest=value.latest + apart, precision="vague")


def _first_day(calendar: str, when: str, slots: Slots, context: Context) -> date | None:
    """In the stated year, else the last up to publication (or coming within days)."""
    if slots.year is not None:
        return max(_days(calendar, when, slots.year), default=None)
    if context.reference is None:
        return None
    year, limit = context.reference.year, context.reference + SOON
    found = [day for y in (year - 1, year, year + 1) for day in _days(calendar, when, y)]
    return max((day for day in found if day <= limit), default=None)


def _days(calendar: str, when: str, year: int) -> list[date]:
    """The days of a Gregorian year on which a feast begins: two Hijri years may share one."""
    if calendar in _MOVING:
        first = _MOVING[calendar](year) if 1583 <= year <= 9998 else None
        return [first + timedelta(int(when))] if first else []
    month, day = (int(part) for part in when.split("-"))
    if calendar == "gregorian":
        return [date(year, month, day)] if 1 <= year <= 9999 else []
    guess = calendars.hijri_guess(year)
    days = (calendars.hijri(number, month, day) for number in range(guess - 1, guess + 3))
    return [interval[0] for interval in days if interval and interval[0].year == year]


def has_come(slots: Slots, context: Context) -> bool:
    """Whether an event of its own date was over or under way when the text was written."""
    first = date.fromisoformat((slots.anchor or "").split()[0])
    return context.reference is None or first <= context.reference


def anchor(slots: Slots, context: Context) -> TimeValue | None:
    """An event that stands for its date: `slots.anchor` is two ISO dates."""
    first, last = (date.fromisoformat(part) for part in (slots.anchor or "").split())
    return TimeValue(first, last, "day" if first == last else "vague")
