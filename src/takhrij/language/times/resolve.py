"""From what the words say to days: each rule reads the slots it knows and the context."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from takhrij.annotations import Precision, TimeValue
from takhrij.document import Language
from takhrij.language.times import calendars
from takhrij.language.times.calendars import Interval
from takhrij.language.times.slots import Slots

Anchor = Literal["text", "published", "previous", "none"]

SOON = timedelta(45)
"""A date without a year that lies at most this far ahead is read as coming, not as last year's."""
RECENT = timedelta(60)
"""A date without a year at most this long before publication is read as this one, whatever
year the story spoke of before."""


@dataclass(frozen=True, slots=True)
class Context:
    """What relative words are reckoned from: the day of publication and the last date told."""

    language: Language
    reference: date | None = None
    previous: TimeValue | None = None


def resolve(slots: Slots, context: Context) -> TimeValue:
    """The days that the slots mean; both ends None and anchor `none` if they can't be known."""
    for name, rule in _RULES:
        if getattr(slots, name) not in (None, ()):
            value = rule(slots, context) or _unknown(slots)
            return _finished(value, slots)
    return _finished(_unknown(slots), slots)


def _unknown(slots: Slots) -> TimeValue:
    calendar: Literal["hijri", "gregorian"] = "hijri" if slots.hijri else "gregorian"
    return TimeValue(None, None, "vague", calendar=calendar, anchor="none")


def _value(interval: Interval | None, precision: Precision, anchor: Anchor) -> TimeValue | None:
    return interval and TimeValue(*interval, precision, anchor=anchor)


def _finished(value: TimeValue, slots: Slots) -> TimeValue:
    """With the stated weekday and part of day on it; midnight may be of the day after."""
    if slots.weekdays:
        value = replace(value, weekday=slots.weekdays[0])
    if value.earliest == value.latest and value.latest is not None:
        if slots.part == "midnight" and not slots.clock:
            value = replace(value, latest=_shift(value.latest, 1))
        if slots.part:
            value = replace(value, precision="part_of_day")
        if slots.clock:
            value = replace(value, precision="minute" if slots.clock[1] else "hour")
    return replace(value, part_of_day=slots.part) if slots.part else value


def _shift(when: date, days: float) -> date | None:
    try:
        return when + timedelta(days)
    except OverflowError:
        return None


# --- whole dates ------------------------------------------------------------------------


def _numeric(slots: Slots, context: Context) -> TimeValue | None:
    readings = [date_ for date_ in _readings(slots, context) if date_ is not None]
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
        return [_made(a, b, c)] if b <= 12 else [_made(a, c, b)]
    year = c if len(parts[2]) > 2 else _century(c, context)
    if b > 12:
        return [_made(year, a, b)]
    if a > 12 or context.language == "ar" or "/" not in (slots.numeric or ""):
        return [_made(year, b, a)]
    return [_made(year, b, a), _made(year, a, b)]


def _century(two_digits: int, context: Context) -> int:
    latest = context.reference.year + 1 if context.reference else 2049
    return 2000 + two_digits if 2000 + two_digits <= latest else 1900 + two_digits


def _made(year: int, month: int, day: int) -> date | None:
    if year in calendars.HIJRI_YEARS:
        found = calendars.hijri(year, month, day)
        return found[0] if found else None
    try:
        return date(year, month, day)
    except ValueError:
        return None


# --- months -----------------------------------------------------------------------------


def _month(slots: Slots, context: Context) -> TimeValue | None:
    if slots.hijri:
        return _hijri_month(slots, context)
    month = slots.months[0]
    found = _year_of(slots, context, month)
    if found is None:
        return None
    year, anchor = found
    if slots.days:
        return _days_of_month(year, month, slots, anchor)
    interval = calendars.month(year, month)
    if slots.week is not None or (slots.unit == "week" and slots.near == "last"):
        return _value(_week_of_month(interval, slots.week), "week", anchor)
    if slots.edge:
        return _value(calendars.third(interval, slots.edge), "month", anchor)
    return _value(interval, "month", anchor)


def _days_of_month(year: int, month: int, slots: Slots, anchor: Anchor) -> TimeValue | None:
    first, last = _made(year, month, slots.days[0]), _made(year, month, slots.days[-1])
    if first is None or last is None or last < first:
        return None
    return TimeValue(first, last, "day", anchor=anchor)


def _week_of_month(interval: Interval, number: int | None) -> Interval:
    start, end = interval
    if number is None:
        return end - timedelta(6), end
    return start + timedelta(7 * (number - 1)), min(end, start + timedelta(7 * number - 1))


def _year_of(slots: Slots, context: Context, month: int) -> tuple[int, Anchor] | None:
    """The year of a month: stated, or reckoned from publication or from the story."""
    if slots.year is not None:
        return slots.year, "text"
    reference, previous = context.reference, context.previous
    if slots.near == "same" and previous and previous.earliest:
        return previous.earliest.year, "previous"
    if reference is None:
        year = _story_year(month, previous)
        return None if year is None else (year, "previous")
    if slots.near is not None:
        return _near_year(slots, reference, month), "published"
    return _bare_year(slots, context, reference, month)


def _near_year(slots: Slots, reference: date, month: int) -> int:
    if slots.unit == "year":
        return reference.year + {"last": -1, "next": 1}.get(slots.near or "", 0)
    here = (month, slots.days[0]) if slots.days else (month, 0)
    now = (reference.month, reference.day if slots.days else 0)
    if slots.near == "last":
        return reference.year - (here >= now)
    if slots.near == "next":
        return reference.year + (here <= now)
    return reference.year


def _bare_year(slots: Slots, context: Context, reference: date, month: int) -> tuple[int, Anchor]:
    day = min(slots.days[0], 28) if slots.days else 1
    year = reference.year if date(reference.year, month, day) <= reference else reference.year - 1
    coming = date(year + 1, month, day)
    if coming - reference <= SOON and slots.days:
        return year + 1, "published"
    story = _story_year(month, context.previous)
    if story is not None and story < year and reference - date(year, month, day) > RECENT:
        return story, "previous"
    return year, "published"


def _story_year(month: int, previous: TimeValue | None) -> int | None:
    """The year that the story is in, if an earlier date of the text gives one."""
    if previous is None or previous.earliest is None or previous.latest is None:
        return None
    for year in range(previous.earliest.year, previous.latest.year + 1):
        if previous.earliest <= calendars.month(year, month)[1] <= previous.latest:
            return year
    return previous.latest.year


def _hijri_month(slots: Slots, context: Context) -> TimeValue | None:
    year, anchor = slots.year, "text"
    if year is None and context.reference is not None:
        year, anchor = _hijri_year_near(slots, context.reference), "published"
    if year is None:
        return None
    if year > calendars.HIJRI_YEARS.stop:  # رمضان 2015: a Gregorian year
        return _hijri_in_gregorian(slots, year)
    day = slots.days[0] if slots.days else None
    value = _value(
        calendars.hijri(year, slots.months[0], day),
        "day" if day else "month",
        "text" if anchor == "text" else "published",
    )
    return value and replace(value, calendar="hijri", uncertain_days=1)


def _hijri_year_near(slots: Slots, reference: date) -> int | None:
    """The Hijri year whose such month began last before the day of publication."""
    guess = int((reference.year - 622) * 33 / 32) + 1
    for year in (guess + 1, guess, guess - 1, guess - 2):
        found = calendars.hijri(year, slots.months[0], slots.days[0] if slots.days else None)
        if found and found[0] <= reference and not (slots.near == "last" and found[1] >= reference):
            return year
    return None


def _hijri_in_gregorian(slots: Slots, year: int) -> TimeValue | None:
    guess = int((year - 622) * 33 / 32)
    day = slots.days[0] if slots.days else None
    for hijri_year in range(guess - 1, guess + 3):
        found = calendars.hijri(hijri_year, slots.months[0], day)
        if found and found[0].year == year:
            value = TimeValue(*found, "day" if day else "month", calendar="hijri")
            return replace(value, uncertain_days=1)
    return None


# --- longer and shorter -----------------------------------------------------------------


def _season(slots: Slots, context: Context) -> TimeValue | None:
    name, reference = slots.season or "", context.reference
    if slots.year is not None:
        return _cut(calendars.season(slots.year, name), "season", "text", slots)
    if slots.near == "same" and context.previous and context.previous.earliest:
        year = context.previous.earliest.year
        return _cut(calendars.season(year, name), "season", "previous", slots)
    if reference is None:
        return None
    interval = calendars.season(reference.year, name)
    if slots.unit == "year":
        year = reference.year + {"last": -1, "next": 1}.get(slots.near or "", 0)
        interval = calendars.season(year, name)
    elif slots.near == "last" and interval[1] >= reference:
        interval = calendars.season(reference.year - 1, name)
    elif slots.near == "next" and interval[0] <= reference:
        interval = calendars.season(reference.year + 1, name)
    return _cut(interval, "season", "published", slots)


def _cut(
    interval: Interval | None, precision: Precision, anchor: Anchor, slots: Slots
) -> TimeValue | None:
    """The interval, or the third of it that "early", "middle" or "late" names."""
    if interval is not None and slots.edge:
        interval = calendars.third(interval, slots.edge)
    return _value(interval, precision, anchor)


def _year(slots: Slots, context: Context) -> TimeValue | None:
    year = slots.year or 0
    if slots.hijri or year in calendars.HIJRI_YEARS:
        value = _cut(calendars.hijri_year(year), "year", "text", slots) if slots.hijri else None
        return value and replace(value, calendar="hijri", uncertain_days=1)
    return _cut(calendars.year(year), "year", "text", slots)


def _decade(slots: Slots, context: Context) -> TimeValue | None:
    return _cut(calendars.decade(slots.decade or 0), "decade", "text", slots)


def _anchor(slots: Slots, context: Context) -> TimeValue | None:
    first, last = (date.fromisoformat(part) for part in (slots.anchor or "").split())
    return TimeValue(first, last, "day" if first == last else "vague")


# --- days reckoned from publication -----------------------------------------------------


def _relday(slots: Slots, context: Context) -> TimeValue | None:
    offset = slots.relday or 0
    if slots.near in ("same", "after"):
        return _previous_day(slots, context, 1 if slots.near == "after" else 0)
    if context.reference is None:
        return None
    when = context.reference + timedelta(offset)
    if slots.weekdays and when.weekday() != slots.weekdays[-1]:
        when = _weekday_near(slots.weekdays[-1], when, forward=offset > 0)
    return TimeValue(when, when, "day", anchor="published")


def _weekday(slots: Slots, context: Context) -> TimeValue | None:
    reference, wanted = context.reference, slots.weekdays[-1]
    if reference is None:
        return None
    if slots.near == "next":
        when = _weekday_near(wanted, reference + timedelta(1), forward=True)
    else:
        strictly = timedelta(1 if slots.near == "last" else 0)
        when = _weekday_near(wanted, reference - strictly, forward=False)
    first = when - timedelta((wanted - slots.weekdays[0]) % 7)
    return TimeValue(first, when, "day", anchor="published")


def _weekday_near(weekday: int, start: date, *, forward: bool) -> date:
    """The first such weekday from a day on, forward or back, the day itself included."""
    if forward:
        return start + timedelta((weekday - start.weekday()) % 7)
    return start - timedelta((start.weekday() - weekday) % 7)


def _previous_day(slots: Slots, context: Context, offset: int) -> TimeValue | None:
    previous = context.previous
    if previous is None or previous.earliest is None or previous.precision not in DAYLIKE:
        return None
    when = previous.earliest + timedelta(offset)
    return TimeValue(when, when, "day", anchor="previous")


DAYLIKE: tuple[Precision, ...] = ("day", "part_of_day", "hour", "minute")


def _part_alone(slots: Slots, context: Context) -> TimeValue | None:
    """ "In the morning": of the last day that the text told of."""
    return _previous_day(slots, context, 0)


def _unit_near(slots: Slots, context: Context) -> TimeValue | None:
    """Last week, this month, the same year, the end of the year, the following day."""
    unit, near = slots.unit or "day", slots.near or "this"
    if near in ("same", "after"):
        return _unit_of_previous(slots, context, unit, near)
    if context.reference is None:
        return None
    if unit == "day" and near == "next":
        return _previous_day(slots, context, 1)
    if unit == "day" and near == "last":
        return _previous_day(slots, context, -1)
    offset = {"last": -1, "next": 1}.get(near, 0)
    interval = unit_interval(unit, context.reference, offset, context.language)
    return _cut(interval, _precision(unit), "published", slots)


def _unit_of_previous(slots: Slots, context: Context, unit: str, near: str) -> TimeValue | None:
    offset = 1 if near == "after" else 0
    if unit == "day":
        return _previous_day(slots, context, offset)
    if context.previous is None or context.previous.earliest is None:
        return None
    interval = unit_interval(unit, context.previous.earliest, offset, context.language)
    return _cut(interval, _precision(unit), "previous", slots)


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


def _precision(unit: str) -> Precision:
    known: dict[str, Precision] = {
        "week": "week", "month": "month", "year": "year", "decade": "decade",
    }  # fmt: skip
    return known.get(unit, "day")


def _feast(slots: Slots, context: Context) -> TimeValue | None:
    calendar, when, length = (slots.feast or "").split()
    month, day = (int(part) for part in when.split("-"))
    start = _feast_day(calendar, month, day, slots, context)
    if start is None:
        return None
    anchor: Anchor = "text" if slots.year else "published"
    if slots.days:
        start += timedelta(slots.days[0] - 1)
        interval = calendars.day(start)
    else:
        interval = (start, start + timedelta(int(length) - 1))
    value = TimeValue(*interval, "day", anchor=anchor)
    if calendar == "hijri":
        return replace(value, calendar="hijri", uncertain_days=1)
    return value


def _feast_day(calendar: str, month: int, day: int, slots: Slots, context: Context) -> date | None:
    year = slots.year or (context.reference.year if context.reference else None)
    if year is None:
        return None
    found = [
        when
        for candidate in (year - 1, year, year + 1)
        for when in _feast_days(calendar, month, day, candidate)
        if slots.year is None or when.year == slots.year
    ]
    if slots.year is None and context.reference is not None:
        limit = context.reference + timedelta(15)
        found = [when for when in found if when <= limit]
    return max(found, default=None)


def _feast_days(calendar: str, month: int, day: int, year: int) -> list[date]:
    if calendar == "gregorian":
        return [date(year, month, day)]
    guess = int((year - 622) * 33 / 32)
    days = (calendars.hijri(number, month, day) for number in range(guess - 1, guess + 3))
    return [interval[0] for interval in days if interval and interval[0].year == year]


Rule = Callable[[Slots, Context], TimeValue | None]
_RULES: tuple[tuple[str, Rule], ...] = (
    ("anchor", _anchor),
    ("feast", _feast),
    ("numeric", _numeric),
    ("months", _month),
    ("season", _season),
    ("decade", _decade),
    ("relday", _relday),
    ("weekdays", _weekday),
    ("year", _year),
    ("near", _unit_near),
    ("edge", _unit_near),
    ("part", _part_alone),
    ("clock", _part_alone),
)
