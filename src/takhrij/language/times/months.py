"""Months and days of months: which year a month without one is of; Hijri months."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from takhrij.annotations import TimeValue
from takhrij.language.times import calendars
from takhrij.language.times.calendars import Interval
from takhrij.language.times.context import Anchor, Context, cut, made, value
from takhrij.language.times.slots import Slots

SOON = timedelta(45)
"""A day without a year that lies at most this far ahead is read as coming, not as last year's."""
AHEAD = timedelta(183)
"""The same where the words look ahead ("will meet in May")."""
RECENT = timedelta(60)
"""A date without a year at most this long before publication is read as this one, whatever
year the story spoke of before."""
STORY_STEP = timedelta(45)
"""How far from the last dated day of a story its next day without a year may lie."""
STORY_GAP = 400
"""Code points after which a year told before no longer governs."""


def month(slots: Slots, context: Context) -> TimeValue | None:
    """A month, a part of one, or days of one."""
    if slots.hijri:
        return _hijri_month(slots, context)
    number = slots.months[0]
    found = _year_of(slots, context, number)
    if found is None:
        return None
    year, anchor = found
    if slots.days:
        return days_of_month(year, number, slots, anchor)
    interval = calendars.month(year, number)
    return cut(interval, "month", anchor, slots)


def days_of_month(year: int, number: int, slots: Slots, anchor: Anchor) -> TimeValue | None:
    first, last = made(year, number, slots.days[0]), made(year, number, slots.days[-1])
    if first is None or last is None or last < first:
        return None
    return TimeValue(first, last, "day", anchor=anchor)


def _year_of(slots: Slots, context: Context, number: int) -> tuple[int, Anchor] | None:
    """The year of a month: stated, or reckoned from publication or from the story."""
    if slots.year is not None:
        return slots.year, "text"
    reference, previous = context.reference, context.previous
    if slots.near == "same":
        return (previous.earliest.year, "previous") if previous and previous.earliest else None
    story = _story_year(slots, context, number)
    if reference is None:
        return None if story is None else (story, "previous")
    if slots.near is not None:
        return _near_year(slots, reference, number), "published"
    year = _published_year(slots, reference, number)
    is_recent = timedelta(0) <= reference - date(year, number, _day(slots)) <= RECENT
    if story is not None and story < year and not is_recent:
        return story, "previous"
    return year, "published"


def _near_year(slots: Slots, reference: date, number: int) -> int:
    if slots.unit == "year":
        return reference.year + {"last": -1, "next": 1}.get(slots.near or "", 0)
    here = (number, slots.days[0]) if slots.days else (number, 0)
    now = (reference.month, reference.day if slots.days else 0)
    if slots.near == "last":
        return reference.year - (here >= now)
    if slots.near == "next":
        return reference.year + (here <= now)
    return reference.year


def _published_year(slots: Slots, reference: date, number: int) -> int:
    """The last such date up to publication, or the next where the words look ahead."""
    year = reference.year - (date(reference.year, number, _day(slots)) > reference)
    coming = date(year + 1, number, _day(slots))
    limit = AHEAD if slots.ahead else SOON if slots.days else timedelta(-1)
    return year + 1 if coming - reference <= limit else year


def _day(slots: Slots) -> int:
    """A day that every month has, to compare by."""
    return min(slots.days[0], 28) if slots.days else 1


def _story_year(slots: Slots, context: Context, number: int) -> int | None:
    """The year that the story is in, if an earlier date of the text gives one.

    A season, year or range told just before governs months inside it; a day or month told
    before governs only what lies close to it.
    """
    previous = context.previous
    if previous is None or previous.earliest is None or previous.latest is None:
        return None
    if previous.anchor not in ("text", "previous") or context.gap > STORY_GAP:
        return None
    years = range(previous.earliest.year, previous.latest.year + 1)
    found = [year for year in years if _is_in_story(slots, previous, year, number)]
    return found[0] if len(found) == 1 else None


def _is_in_story(slots: Slots, previous: TimeValue, year: int, number: int) -> bool:
    """Whether the month of that year fits the last date told; False if that has no ends."""
    if previous.earliest is None or previous.latest is None:
        return False
    first, last = calendars.month(year, number)
    if previous.precision in ("season", "year", "vague", "month"):
        return previous.earliest <= first and last <= previous.latest
    return abs(date(year, number, _day(slots)) - previous.latest) <= STORY_STEP


# --- Hijri ------------------------------------------------------------------------------


def _hijri_month(slots: Slots, context: Context) -> TimeValue | None:
    year, reference = slots.year, context.reference
    if year is not None and year > calendars.HIJRI_YEARS.stop:  # رمضان 2015
        return _hijri_in_gregorian(slots, year)
    if year is not None:
        return _hijri(calendars.hijri(year, slots.months[0], _hijri_day(slots)), slots, "text")
    if reference is None:
        return None
    year = _hijri_year_near(slots, reference)
    if year is None:
        return None
    return _hijri(calendars.hijri(year, slots.months[0], _hijri_day(slots)), slots, "published")


def _hijri(interval: Interval | None, slots: Slots, anchor: Anchor) -> TimeValue | None:
    found = value(interval, "day" if slots.days else "month", anchor)
    return found and replace(found, calendar="hijri", uncertain_days=1)


def _hijri_day(slots: Slots) -> int | None:
    return slots.days[0] if slots.days else None


def _hijri_year_near(slots: Slots, reference: date) -> int | None:
    """The Hijri year whose such month began last before the day of publication."""
    guess = calendars.hijri_guess(reference.year) + 1
    for year in (guess + 1, guess, guess - 1, guess - 2):
        found = calendars.hijri(year, slots.months[0], _hijri_day(slots))
        past = found and found[0] <= reference
        if past and not (slots.near == "last" and found and found[1] >= reference):
            return year
    return None


def _hijri_in_gregorian(slots: Slots, year: int) -> TimeValue | None:
    guess = calendars.hijri_guess(year)
    for hijri_year in range(guess - 1, guess + 3):
        found = calendars.hijri(hijri_year, slots.months[0], _hijri_day(slots))
        if found and found[0].year == year:
            return _hijri(found, slots, "text")
    return None
