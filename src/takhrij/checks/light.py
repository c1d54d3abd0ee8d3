"""Light and dark: the hour of an event against the sun."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from takhrij.annotations import Candidate, Outcome, Place, Time
from takhrij.checks.case import Case
from takhrij.checks.drafts import Draft, draft
from takhrij.checks.sun import altitude
from takhrij.claims.vocabulary import Hit
from takhrij.document import Span
from takhrij.language.fold import folded

_CLOCK = re.compile(
    r"(?<![\d/.:])(?P<hour>[01]?\d|2[0-3])[:.](?P<minute>[0-5]\d)(?![\d/]|[.:]\d)"
    r"|(?:الساعه|at) (?P<full>[01]?\d|2[0-3])(?![\d/:.,])"
    r"|(?<![\d/.:])(?P<us>1?\d) ?(?=[ap]\.?m\b)"
)
_ZONE_SLACK = (-0.5, 0.0, 0.5, 1.0, 1.5)
"""Clocks run from half an hour behind to an hour and a half before the sun (zones, summer time)."""
_SUNLIT = {"dark": (-90.0, 8.0), "light": (-8.0, 90.0), "dawn": (-30.0, 12.0)}
"""Degrees of the sun above the horizon that each word allows: 8 degrees from the horizon on,
nobody mistakes day for night; dawn is taken from the first paling to an hour after sunrise."""
_NOON = 12
_REACH = 3
"""Words after a clock time in which its half of the day stands."""


@dataclass(frozen=True, slots=True)
class _Hour:
    """A clock time of a sentence, in hours 0 to 24 of local time."""

    span: Span
    hour: float


def light(case: Case) -> Iterator[Draft]:
    """A word for darkness or daylight beside a clock time, against the sun at that place.

    Consistent if the sun stood where the word needs it: for darkness no more than 8 degrees
    above the horizon, for daylight no more than 8 below, for dawn between 30 below and 12
    above, whatever the time zone within reason. Inconsistent if it can't have, in any zone
    from half an hour behind to an hour and a half before local solar time. Undetermined
    if the zone decides. Not done without a clock time with its half of the day, or where the
    sentence names no place that the gazetteer holds.
    """
    done: set[Span] = set()
    for word in case.hits("light"):
        sentence = case.sentence_of(word.span)
        if word.label in _SUNLIT and sentence not in done:
            done.add(sentence)
            hour, where = _hour(case, sentence), _where(case, sentence)
            if hour is not None and where is not None:
                yield _judged(case, hour, word, where)


def _hour(case: Case, sentence: Span) -> _Hour | None:
    """The only clock time of a sentence, if its half of the day is plain."""
    plain = folded(case.quote(sentence))
    found = list(_CLOCK.finditer(plain.text))
    if len(found) != 1:
        return None
    match = found[0]
    hour = int(match["hour"] or match["full"] or match["us"]) + int(match["minute"] or 0) / 60
    span = plain.original(match.start(), match.end()).shifted(sentence.start)
    local = _local(hour, _half(case, span))
    return None if local is None else _Hour(span, local)


def _half(case: Case, span: Span) -> str | None:
    _, last = case.lookup.words_of(span)
    halves = [h for h in case.hits("light", last, last + _REACH) if h.label in _HALVES]
    return halves[0].label if halves else None


_HALVES = ("am", "pm", "noon")


def _local(hour: float, half: str | None) -> float | None:
    """Hours since midnight; None where 12 hours and 24 hours can't be told apart."""
    if hour >= _NOON + 1:
        return hour
    if half is None or (half == "pm" and hour >= _NOON):
        return None
    if half == "am":
        return hour % _NOON
    return hour if hour >= _NOON - 2 and half == "noon" else hour % _NOON + _NOON


def _where(case: Case, sentence: Span) -> Candidate | None:
    for mention in case.mentions_in(sentence):
        if isinstance(mention.of, Place) and _is_known(mention.of):
            candidate: Candidate = mention.of.candidates[0]
            return candidate
    return None


def _is_known(place: Place) -> bool:
    return bool(place.candidates) and place.candidates[0].feature != "country"


def _judged(case: Case, hour: _Hour, word: Hit, where: Candidate) -> Draft:
    day = _day(case, case.sentence_of(word.span))
    heights = [_heights(day, hour.hour - where.lon / 15 - slack, where) for slack in _ZONE_SLACK]
    low, high = _SUNLIT[word.label]
    fits = [any(low <= height <= high for height in pair) for pair in heights]
    outcome: Outcome = "undetermined"
    if all(fits) or not any(fits):
        outcome = "consistent" if all(fits) else "inconsistent"
    middle = round(heights[1][0])
    data = {"hour": round(hour.hour, 2), "altitude": middle, "place": where.ref}
    fields = {"time": hour.span, "word": word.span, "place": where.name, "altitude": middle}
    words = [hour.span, word.span]
    return draft(case, f"light.{outcome}", outcome, words, data=data, **fields)


def _day(case: Case, sentence: Span) -> date | None:
    """The day of the sentence, if it gives just one."""
    times = [m.of.value for m in case.mentions_in(sentence) if isinstance(m.of, Time)]
    days = {v.earliest for v in times if v.earliest is not None and v.earliest == v.latest}
    return next(iter(days)) if len(days) == 1 else None


def _heights(day: date | None, utc_hour: float, where: Candidate) -> tuple[float, ...]:
    """Altitudes on the day, or at both solstices where the day isn't known."""
    dates = (day,) if day is not None else (date(2000, 6, 21), date(2000, 12, 21))
    return tuple(altitude(where.lat, where.lon, one, utc_hour) for one in dates)
