"""Intervals of days: months, seasons, weeks, Hijri dates. Both ends are included."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from hijridate import Hijri

from takhrij.document import Language

Interval = tuple[date, date]

SEASONS = {"winter": 12, "spring": 3, "summer": 6, "autumn": 9}
"""First month of each meteorological season of the northern hemisphere."""
HIJRI_YEARS = range(1343, 1501)
"""The years that the Umm al-Qura tables of hijridate hold."""
WEEK_STARTS: dict[Language, int] = {"ar": 6, "en": 0}
"""First weekday of a week, Monday 0: Sunday in Arabic use, Monday in ISO 8601."""


def day(when: date) -> Interval:
    return when, when


def year(number: int) -> Interval | None:
    return (date(number, 1, 1), date(number, 12, 31)) if 1 <= number <= 9999 else None


def month(of_year: int, number: int) -> Interval:
    return date(of_year, number, 1), date(of_year, number, monthrange(of_year, number)[1])


def decade(first_year: int) -> Interval:
    return date(first_year, 1, 1), date(first_year + 9, 12, 31)


def season(of_year: int, name: str) -> Interval:
    """Winter of a year is the December before it, January and February."""
    first = SEASONS[name]
    start = date(of_year - (name == "winter"), first, 1)
    return start, month(of_year, (first + 1) % 12 + 1)[1]


def week(holding: date, language: Language) -> Interval:
    start = holding - timedelta((holding.weekday() - WEEK_STARTS[language]) % 7)
    return start, start + timedelta(6)


def week_of(interval: Interval, number: int | None) -> Interval | None:
    """The nth seven days of a month or year, or its last seven (None)."""
    start, end = interval
    if number is None:
        return end - timedelta(6), end
    first = start + timedelta(7 * (number - 1))
    return (first, min(end, first + timedelta(6))) if first <= end else None


def hijri(of_year: int, number: int, of_month: int | None = None) -> Interval | None:
    """A Hijri month or day by Umm al-Qura, or None outside 1343-1500 or where there is none."""
    if of_year not in HIJRI_YEARS or not 1 <= number <= 12:
        return None
    length = Hijri(of_year, number, 1).month_length()
    first = Hijri(of_year, number, 1).to_gregorian()
    if of_month is None:
        return _plain(first), _plain(first) + timedelta(length - 1)
    if not 1 <= of_month <= 30:
        return None
    return day(_plain(first) + timedelta(of_month - 1))


def _plain(when: date) -> date:
    return date(when.year, when.month, when.day)


def hijri_guess(gregorian_year: int) -> int:
    """About which Hijri year began in a Gregorian one; right to within one."""
    return int((gregorian_year - 622) * 33 / 32)


def hijri_year(number: int) -> Interval | None:
    first, last = hijri(number, 1), hijri(number, 12)
    return (first[0], last[1]) if first and last else None


def third(interval: Interval, edge: str) -> Interval:
    """The early, middle or late third of an interval: of a month days 1-10, 11-20 and 21-, of
    a year four months each, of a week two, three and two days."""
    start, end = interval
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
        opening = {"early": 1, "middle": 5}.get(edge, 9)
        return date(start.year, opening, 1), month(end.year, opening + 3)[1]
    length = (end - start).days + 1
    if length == 7:  # two days, three, two
        first, last = {"early": (0, 1), "middle": (2, 4)}.get(edge, (5, 6))
        return start + timedelta(first), start + timedelta(last)
    step = 10 if 28 <= length <= 31 else -(-length // 3)
    if edge == "early":
        return start, start + timedelta(step - 1)
    if edge == "middle":
        return start + timedelta(step), start + timedelta(2 * step - 1)
    return start + timedelta(2 * step), end


def piece(interval: Interval, size: float, number: int) -> Interval | None:
    """The nth half or quarter of an interval; of a year, by whole months."""
    start, end = interval
    if size not in (0.5, 0.25) or not 1 <= number <= 1 / size:
        return None
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
        months = int(12 * size)
        return date(start.year, months * (number - 1) + 1, 1), month(start.year, months * number)[1]
    days = round(((end - start).days + 1) * size)
    first = start + timedelta(days * (number - 1))
    return first, end if number == 1 / size else first + timedelta(days - 1)


def months_later(when: date, count: int) -> tuple[int, int]:
    """Year and month a number of months after (or, if negative, before) a day."""
    index = when.year * 12 + when.month - 1 + count
    return index // 12, index % 12 + 1
