"""Where the sun stands, to the degree: enough to tell night from day.

Low-precision formulas of the Astronomical Almanac (US Naval Observatory), good to 0.01 degree
between 1950 and 2050.
"""

from __future__ import annotations

from datetime import date
from math import asin, atan2, cos, degrees, radians, sin

_EPOCH = date(2000, 1, 1).toordinal()


def altitude(lat: float, lon: float, day: date, utc_hour: float) -> float:
    """Degrees of the sun above the horizon at a place (WGS 84) and hour UTC; below is negative."""
    days = day.toordinal() - _EPOCH - 0.5 + utc_hour / 24
    anomaly = radians((357.529 + 0.98560028 * days) % 360)
    mean = (280.459 + 0.98564736 * days) % 360
    longitude = radians(mean + 1.915 * sin(anomaly) + 0.020 * sin(2 * anomaly))
    tilt = radians(23.439 - 0.00000036 * days)
    declination = asin(sin(tilt) * sin(longitude))
    ascension = degrees(_ascension(longitude, tilt))
    sidereal = (280.46061837 + 360.98564736629 * days) % 360
    hour_angle = radians((sidereal + lon - ascension) % 360)
    here = radians(lat)
    height = sin(here) * sin(declination) + cos(here) * cos(declination) * cos(hour_angle)
    return degrees(asin(height))


def _ascension(longitude: float, tilt: float) -> float:
    return atan2(cos(tilt) * sin(longitude), cos(longitude))
