"""Sun and moon against printed almanacs."""

from __future__ import annotations

from datetime import date

import pytest

from takhrij.errors import UsageError
from takhrij.language.sun import moon, sun


def minutes(clock: str, zone: float) -> float:
    hour, minute = clock.split(":")
    return int(hour) * 60 + int(minute) - zone * 60


@pytest.mark.parametrize(
    ("place", "lat", "lon", "day", "zone", "rise", "set_"),
    [
        ("London", 51.5074, -0.1278, date(2020, 6, 21), 1, "4:43", "21:21"),
        ("New York", 40.7128, -74.006, date(2021, 1, 1), -5, "7:20", "16:39"),
        ("Sydney", -33.8688, 151.2093, date(2020, 12, 21), 11, "5:41", "20:05"),
        ("Cairo", 30.0444, 31.2357, date(2020, 6, 21), 2, "4:54", "18:59"),
        ("Reykjavik", 64.1466, -21.9426, date(2020, 6, 21), 0, "2:55", "24:03"),
    ],
)
def test_rise_and_set_agree_with_the_almanac_to_two_minutes(
    place: str, lat: float, lon: float, day: date, zone: float, rise: str, set_: str
) -> None:
    light = sun(lat, lon, day)
    assert light.rise == pytest.approx(minutes(rise, zone), abs=2), place
    assert light.set == pytest.approx(minutes(set_, zone), abs=2), place


def test_dawn_comes_before_sunrise_and_dusk_after_sunset() -> None:
    light = sun(33.5, 36.3, date(2017, 3, 20))
    assert None not in (light.dawn, light.rise, light.set, light.dusk)
    assert 20 < light.rise - light.dawn < 30  # type: ignore[operator]
    assert 20 < light.dusk - light.set < 30  # type: ignore[operator]


@pytest.mark.parametrize(
    ("lat", "day", "always"),
    [
        (69.6, date(2020, 6, 21), "day"),
        (69.6, date(2020, 12, 21), "night"),
        (-80, date(2020, 12, 21), "day"),
    ],
)
def test_near_the_poles_the_sun_may_stay_up_or_down(lat: float, day: date, always: str) -> None:
    light = sun(lat, 18.95, day)
    assert (light.always, None in (light.rise, light.set)) == (always, True)


def test_a_place_off_the_earth_is_refused() -> None:
    with pytest.raises(UsageError, match="latitude"):
        sun(95, 0, date(2020, 1, 1))


@pytest.mark.parametrize(
    ("day", "phase", "lit"),
    [
        (date(2017, 8, 21), "new", 0.0),  # a total eclipse of the sun
        (date(2018, 1, 31), "full", 1.0),  # a total eclipse of the moon
        (date(2017, 4, 3), "first quarter", 0.5),
        (date(2020, 4, 7), "full", 1.0),
    ],
)
def test_the_moon_has_the_phase_of_the_almanac(day: date, phase: str, lit: float) -> None:
    found = moon(day)
    assert (found.phase, found.lit) == (phase, pytest.approx(lit, abs=0.03))
