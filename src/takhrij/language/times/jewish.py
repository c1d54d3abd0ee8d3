"""Passover, from which the feasts of the Jewish calendar that the press names are reckoned."""

from __future__ import annotations

from datetime import date

_EPOCH = -1373427
"""The ordinal of 1 Tishri of the year 1 (Reingold and Dershowitz, Calendrical Calculations)."""
_YEARS_APART = 3761
"""The Jewish year that begins in the autumn of a Gregorian year is higher by so many."""
_TO_NEW_YEAR = 163
"""Days from the first day of Passover to the next new year, always."""
_LONG, _SHORT = 356, 382


def passover(year: int) -> date:
    """The first day of Passover (15 Nisan) in a Gregorian year; it begins the evening before."""
    return date.fromordinal(_new_year(year + _YEARS_APART) - _TO_NEW_YEAR)


def _new_year(year: int) -> int:
    before, here, after = (_elapsed(number) for number in (year - 1, year, year + 1))
    late = 2 if after - here == _LONG else int(here - before == _SHORT)
    return _EPOCH + here + late


def _elapsed(year: int) -> int:
    """Days to the new moon of a year, put off where the new year would fall on a barred day."""
    months = (235 * year - 234) // 19
    day = 29 * months + (12084 + 13753 * months) // 25920
    return day + (3 * (day + 1) % 7 < 3)
