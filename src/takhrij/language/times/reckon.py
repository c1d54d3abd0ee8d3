"""Times with a count: durations, "three days ago", "the past two months", "a week later"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from takhrij.annotations import TimeValue
from takhrij.language.times.context import DAYLIKE, Context, precision_of, shifted, unit_interval
from takhrij.language.times.slots import Slots

# Least and greatest length of a unit in days. A month is 28 to 31 days, but n months are
# close to n times the mean month: see `length`.
_MEAN = {
    "minute": 1 / 1440,
    "hour": 1 / 24,
    "day": 1.0,
    "week": 7.0,
    "month": 30.436875,
    "year": 365.2425,
    "decade": 3652.425,
}
_SLACK = {"month": 2.0, "year": 1.0, "decade": 1.0}
"""How far, in days, a run of calendar months or years may be from its mean length."""


def length(slots: Slots) -> tuple[float, float] | None:
    """Least and greatest length of a duration, in days, or None if its count is open."""
    if slots.unit is None:
        return None
    low, high = slots.count or (1, 1)
    if high is None or (slots.plural and slots.count is None):
        return None
    mean, slack = _MEAN[slots.unit], _SLACK.get(slots.unit, 0.0)
    extra = slots.fraction
    return (
        round(max(0.0, (low + extra) * mean - slack), 2),
        round((high + extra) * mean + slack, 2),
    )


def ago(slots: Slots, context: Context) -> TimeValue | None:
    """Three days ago: that day. Two months ago: the calendar month two before this one."""
    reference = context.reference
    if reference is None or slots.unit is None:
        return None
    if slots.count is None and slots.plural:
        return TimeValue(None, reference, "vague", anchor="published")
    low, high = slots.count or (1, 1)
    if slots.fraction or low != high or low != int(low):
        return _loosely_ago(slots, reference)
    if slots.unit in ("hour", "minute"):
        return _hours_ago(low * _MEAN[slots.unit], reference)
    interval = unit_interval(slots.unit, reference, -int(low), context.language)
    value = interval and TimeValue(*interval, precision_of(slots.unit), anchor="published")
    return value and _bounded(value, slots, reference)


def _bounded(value: TimeValue, slots: Slots, reference: date) -> TimeValue:
    """More than ten days ago: that day or before it. Less than: since then."""
    if slots.bound == "more":
        return replace(value, earliest=None, precision="vague")
    if slots.bound == "less":
        return replace(value, latest=reference, precision="vague")
    return value


def _hours_ago(days: float, reference: date) -> TimeValue:
    first = reference - timedelta(-(-days // 1))
    return TimeValue(first, reference - timedelta(int(days)), "day", anchor="published")


def _loosely_ago(slots: Slots, reference: date) -> TimeValue | None:
    lengths = length(slots)
    if lengths is None:
        return TimeValue(None, reference, "vague", anchor="published")
    try:
        first, last = (reference - timedelta(days) for days in reversed(lengths))
    except OverflowError:
        return None
    return TimeValue(first, last, "vague", anchor="published")


def later(slots: Slots, context: Context) -> TimeValue | None:
    """Two days later: after the last day that the text told of."""
    previous, lengths = context.previous, length(slots)
    if slots.near == "from_now" or slots.ahead:
        return _from_now(context, lengths)
    if previous is None or previous.latest is None or previous.earliest is None:
        return None
    if lengths is None:
        return TimeValue(previous.latest, None, "vague", anchor="previous")
    try:
        first = previous.earliest + timedelta(int(lengths[0]))
        last = previous.latest + timedelta(-int(-lengths[1] // 1))
    except OverflowError:
        return None
    precise = first == last and previous.precision in DAYLIKE
    return TimeValue(first, last, "day" if precise else "vague", anchor="previous")


def _from_now(context: Context, lengths: tuple[float, float] | None) -> TimeValue | None:
    if context.reference is None or lengths is None:
        return None
    first, last = (shifted(context.reference, days) for days in lengths)
    precise = first == last
    return TimeValue(first, last, "day" if precise else "vague", anchor="published")


def span(slots: Slots, context: Context) -> TimeValue | None:
    """The past two months, the next 24 hours: from or to the day of publication."""
    reference = context.reference
    if reference is None or slots.unit is None:
        return None
    lengths = length(slots)
    if lengths is None:
        value = TimeValue(None, reference, "vague", anchor="published")
        return value if slots.near != "next" else replace(value, earliest=reference, latest=None)
    return _counted_span(slots, reference, lengths)


def _counted_span(slots: Slots, reference: date, lengths: tuple[float, float]) -> TimeValue | None:
    days = timedelta(-(-(sum(lengths) / 2) // 1))
    try:
        first, last = reference - days, reference
        if slots.near == "next":
            first, last = reference, reference + days
    except OverflowError:
        return None
    low, high = slots.count or (1, 1)
    precision = precision_of(slots.unit or "day") if low == high else "vague"
    return TimeValue(first, last, precision, anchor="published")
