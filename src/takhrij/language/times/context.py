"""What a resolver of times is given besides the words, and what it gives back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from takhrij.annotations import Precision, TimeValue
from takhrij.document import Language
from takhrij.language.times import calendars
from takhrij.language.times.calendars import Interval
from takhrij.language.times.slots import Slots

Anchor = Literal["text", "published", "previous", "none"]
DAYLIKE: tuple[Precision, ...] = ("day", "part_of_day", "hour", "minute")


@dataclass(frozen=True, slots=True)
class Context:
    """What relative words are reckoned from: the day of writing and the last date told.

    `gap` is how many code points lie between that date and the expression being resolved.
    """

    language: Language
    reference: date | None = None
    previous: TimeValue | None = None
    gap: int = 0


def value(interval: Interval | None, precision: Precision, anchor: Anchor) -> TimeValue | None:
    return interval and TimeValue(*interval, precision, anchor=anchor)


def cut(
    interval: Interval | None, precision: Precision, anchor: Anchor, slots: Slots
) -> TimeValue | None:
    """The interval, or the third of it that "early", "middle" or "late" names, or its half."""
    if interval is not None and slots.edge:
        interval = calendars.third(interval, slots.edge)
    elif interval is not None and slots.piece and slots.fraction:
        interval = calendars.piece(interval, slots.fraction, slots.piece)
    return value(interval, precision, anchor)


def made(year: int, month: int, day: int) -> date | None:
    """A day of the Gregorian calendar, or None if there is none such."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def shifted(when: date, days: float) -> date | None:
    """A day so many days later, or None beyond the calendar."""
    try:
        return when + timedelta(days)
    except OverflowError:
        return None


def unit_interval(unit: str, when: date, offset: int, language: Language) -> Interval | None:
    """The week, month, year… that holds a day, or one so many before or after it."""
    try:
        if unit == "week":
            return calendars.week(when + timedelta(7 * offset), language)
        if unit == "month":
            return calendars.month(*calendars.months_later(when, offset))
        if unit == "year":
            return calendars.year(when.year + offset)
        if unit == "decade":
            return calendars.decade(when.year // 10 * 10 + 10 * offset)
        return calendars.day(when + timedelta(offset if unit == "day" else 0))
    except (OverflowError, ValueError):
        return None


def precision_of(unit: str) -> Precision:
    known: dict[str, Precision] = {
        "week": "week", "month": "month", "year": "year", "decade": "decade",
    }  # fmt: skip
    return known.get(unit, "day")
