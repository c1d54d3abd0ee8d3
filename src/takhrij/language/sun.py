"""Sun and moon over a place: rise, set, twilight and the moon's phase, for light and dark.

The sun's position is that of NOAA's solar calculator (after J. Meeus, Astronomical Algorithms,
1991), right to about a minute between 72 degrees north and south; the moon's phase is the mean
synodic month corrected by the largest terms of Meeus chapter 47, right to about an hour.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date

from takhrij.errors import UsageError

MINUTES = 1440
SUNRISE = 90.833
"""Degrees from overhead to the sun's centre at rise and set: half its disc and refraction."""
CIVIL = 96.0
"""At the end of civil twilight: the sun 6 degrees below the horizon, when lamps are needed."""
_J2000 = date(2000, 1, 1).toordinal()
_SYNODIC = 29.530588861


@dataclass(frozen=True, slots=True)
class Light:
    """Rise, set and civil twilight in minutes after midnight UTC of one day.

    A minute may be below 0 or above 1440: the event then falls on the UTC day before or after.
    None where the sun doesn't cross that height that day; `always` then says `day` or `night`.
    """

    rise: float | None
    set: float | None
    dawn: float | None
    dusk: float | None
    always: str | None = None


def sun(lat: float, lon: float, day: date) -> Light:
    """The light of one day at a place in degrees, east and north positive.

    Raises UsageError if the place is not on earth.
    """
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise UsageError(f"no place at {lat}, {lon}; latitude -90 to 90, longitude -180 to 180")
    rise, set_ = _crossing(lat, lon, day, SUNRISE, -1), _crossing(lat, lon, day, SUNRISE, 1)
    dawn, dusk = _crossing(lat, lon, day, CIVIL, -1), _crossing(lat, lon, day, CIVIL, 1)
    always = None
    if rise is None or set_ is None:
        declination = _position(_centuries(day, 720))[0]
        always = "day" if lat * declination > 0 else "night"
    return Light(rise, set_, dawn, dusk, always)


def _crossing(lat: float, lon: float, day: date, zenith: float, side: int) -> float | None:
    """Minute UTC at which the sun crosses a height, before (-1) or after (1) noon; refined
    once with the sun's position at that minute."""
    minute: float | None = 720.0 - 4 * lon
    for _ in range(3):
        if minute is None:
            return None
        declination, equation = _position(_centuries(day, minute))
        minute = _at_height(lat, lon, zenith, side, declination, equation)
    return minute


def _at_height(
    lat: float, lon: float, zenith: float, side: int, declination: float, equation: float
) -> float | None:
    north, tilt = math.radians(lat), math.radians(declination)
    cosine = math.cos(math.radians(zenith)) - math.sin(north) * math.sin(tilt)
    scale = math.cos(north) * math.cos(tilt)
    if abs(scale) < 1e-12 or abs(cosine / scale) > 1:
        return None
    angle = math.degrees(math.acos(cosine / scale))
    return 720 - 4 * lon - equation + side * 4 * angle


def _centuries(day: date, minute: float) -> float:
    """Julian centuries since noon of 1 January 2000."""
    return (day.toordinal() - _J2000 - 0.5 + minute / MINUTES) / 36525


def _position(t: float) -> tuple[float, float]:
    """The sun's declination in degrees and the equation of time in minutes."""
    longitude = (280.46646 + t * (36000.76983 + t * 0.0003032)) % 360
    anomaly = math.radians(357.52911 + t * (35999.05029 - 0.0001537 * t))
    eccentricity = 0.016708634 - t * (0.000042037 + 0.0000001267 * t)
    centre = (
        math.sin(anomaly) * (1.914602 - t * (0.004817 + 0.000014 * t))
        + math.sin(2 * anomaly) * (0.019993 - 0.000101 * t)
        + math.sin(3 * anomaly) * 0.000289
    )
    node = math.radians(125.04 - 1934.136 * t)
    apparent = math.radians(longitude + centre - 0.00569 - 0.00478 * math.sin(node))
    obliquity = math.radians(
        23 + (26 + (21.448 - t * (46.815 + t * (0.00059 - t * 0.001813))) / 60) / 60
        + 0.00256 * math.cos(node)
    )  # fmt: skip
    declination = math.degrees(math.asin(math.sin(obliquity) * math.sin(apparent)))
    return declination, _equation_of_time(math.radians(longitude), anomaly, eccentricity, obliquity)


def _equation_of_time(longitude: float, anomaly: float, e: float, obliquity: float) -> float:
    y = math.tan(obliquity / 2) ** 2
    return 4 * math.degrees(
        y * math.sin(2 * longitude)
        - 2 * e * math.sin(anomaly)
        + 4 * e * y * math.sin(anomaly) * math.cos(2 * longitude)
        - 0.5 * y * y * math.sin(4 * longitude)
        - 1.25 * e * e * math.sin(2 * anomaly)
    )


# --- the moon ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Moon:
    """`age` in days since new moon, `lit` the share of the disc that is lit, at 21:00 UTC."""

    age: float
    lit: float
    phase: str


PHASES = (
    "new", "waxing crescent", "first quarter", "waxing gibbous",
    "full", "waning gibbous", "last quarter", "waning crescent",
)  # fmt: skip


def moon(day: date) -> Moon:
    """The moon's phase on the evening of a day (the same all over the earth)."""
    elongation = _elongation(_centuries(day, 21 * 60))
    lit = (1 - math.cos(math.radians(elongation))) / 2
    phase = PHASES[int((elongation + 22.5) % 360 // 45)]
    return Moon(round(elongation / 360 * _SYNODIC, 1), round(lit, 2), phase)


def _elongation(t: float) -> float:
    """Degrees that the moon stands east of the sun: 0 new, 180 full (Meeus, chapters 47, 48)."""
    mean = 297.8501921 + 445267.1114034 * t
    sun_anomaly = math.radians(357.5291092 + 35999.0502909 * t)
    moon_anomaly = math.radians(134.9633964 + 477198.8675055 * t)
    twice = math.radians(2 * mean)
    moon_terms = (
        6.289 * math.sin(moon_anomaly)
        + 1.274 * math.sin(twice - moon_anomaly)
        + 0.658 * math.sin(twice)
        + 0.214 * math.sin(2 * moon_anomaly)
        - 0.110 * math.sin(math.radians(mean))
        - 0.186 * math.sin(sun_anomaly)
    )
    sun_terms = 1.915 * math.sin(sun_anomaly) + 0.020 * math.sin(2 * sun_anomaly)
    return (mean + moon_terms - sun_terms) % 360
