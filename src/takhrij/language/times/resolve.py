"""From what the words say to days: each rule reads the slots it knows and the context."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from takhrij.annotations import TimeValue
from takhrij.language.times import calendars, feasts, months, relative
from takhrij.language.times.context import Context, cut, made, shifted
from takhrij.language.times.slots import Slots


def resolve(slots: Slots, context: Context) -> TimeValue:
    """The days that the slots mean; both ends None and anchor `none` if they can't be known."""
    for name, rule in _RULES:
        if getattr(slots, name) not in (None, ()):
            return _finished(rule(slots, context) or unknown(slots), slots)
    return _finished(unknown(slots), slots)


def unknown(slots: Slots) -> TimeValue:
    """Found but not resolved: never a guess."""
    if slots.hijri:
        return TimeValue(None, None, "vague", calendar="hijri", anchor="none")
    return TimeValue(None, None, "vague", anchor="none")


def _finished(value: TimeValue, slots: Slots) -> TimeValue:
    """With the stated weekday and part of day on it; midnight may be of the day after."""
    if len(slots.weekdays) == 1:  # "the night of Saturday to Sunday" states neither
        value = replace(value, weekday=slots.weekdays[0])
    if value.earliest == value.latest and value.latest is not None:
        if slots.part == "midnight" and not slots.clock:
            value = replace(value, latest=shifted(value.latest, 1))
        if slots.part:
            value = replace(value, precision="part_of_day")
        if slots.clock:
            value = replace(value, precision="minute" if slots.clock[1] else "hour")
    return replace(value, part_of_day=slots.part) if slots.part else value


# --- dates in digits --------------------------------------------------------------------


def _numeric(slots: Slots, context: Context) -> TimeValue | None:
    readings = [when for when in _readings(slots, context) if when is not None]
    stated = [when for when in readings if slots.weekdays and when.weekday() in slots.weekdays]
    readings = stated or readings
    if not readings:
        return None
    first, last = min(readings), max(readings)
    value = TimeValue(first, last, "day" if first == last else "vague")
    return replace(value, calendar="hijri", uncertain_days=1) if _is_hijri(slots) else value


def _is_hijri(slots: Slots) -> bool:
    numbers = [int(part) for part in re.findall(r"\d+", slots.numeric or "")]
    return any(number in calendars.HIJRI_YEARS for number in (numbers[0], numbers[-1]))


def _readings(slots: Slots, context: Context) -> list[date | None]:
    """The dates that digits may mean. Day first in Arabic and wherever dots or dashes stand
    between them; English slashes are read both ways, and both dates kept."""
    parts = re.findall(r"\d+", slots.numeric or "")
    a, b, c = (int(part) for part in parts)
    if len(parts[0]) >= 3:
        return [_day(a, b, c)] if b <= 12 else [_day(a, c, b)]
    year = c if len(parts[2]) > 2 else _century(c, context)
    if b > 12:
        return [_day(year, a, b)]
    if a > 12 or context.language == "ar" or "/" not in (slots.numeric or ""):
        return [_day(year, b, a)]
    return [_day(year, b, a), _day(year, a, b)]


def _day(year: int, month: int, day: int) -> date | None:
    """A Gregorian day, or a Hijri one where the year is that of no living person."""
    if year in calendars.HIJRI_YEARS:
        found = calendars.hijri(year, month, day)
        return found[0] if found else None
    return made(year, month, day)


def _century(two_digits: int, context: Context) -> int:
    latest = context.reference.year + 1 if context.reference else 2049
    return 2000 + two_digits if 2000 + two_digits <= latest else 1900 + two_digits


# --- years ------------------------------------------------------------------------------


def _year(slots: Slots, context: Context) -> TimeValue | None:
    """A year alone. One that could be of either calendar and says neither is left unresolved."""
    year = slots.year or 0
    if slots.hijri:
        value = cut(calendars.hijri_year(year), "year", "text", slots)
        return value and replace(value, calendar="hijri", uncertain_days=1)
    if year in calendars.HIJRI_YEARS:
        return None
    return cut(calendars.year(year), "year", "text", slots)


def _decade(slots: Slots, context: Context) -> TimeValue | None:
    return cut(calendars.decade(slots.decade or 0), "decade", "text", slots)


Rule = Callable[[Slots, Context], TimeValue | None]
_RULES: tuple[tuple[str, Rule], ...] = (
    ("anchor", feasts.anchor),
    ("feast", feasts.feast),
    ("numeric", _numeric),
    ("months", months.month),
    ("season", relative.season),
    ("decade", _decade),
    ("relday", relative.relday),
    ("weekdays", relative.weekday),
    ("year", _year),
    ("days", relative.day_of_month_near),
    ("near", relative.unit_near),
    ("edge", relative.unit_near),
    ("part", relative.part_alone),
    ("clock", relative.part_alone),
)
"""The first rule whose slot is filled decides."""
