"""Light and dark: the hour of an event against the sun."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from takhrij.annotations import Candidate, Mention, Outcome, Place, Time
from takhrij.checks.case import Case
from takhrij.checks.drafts import Draft, draft
from takhrij.checks.sun import altitude
from takhrij.claims.vocabulary import Hit
from takhrij.document import Span
from takhrij.language.fold import fold

_CLOCK = re.compile(r"(?<![\d/.\-])([01]?\d|2[0-4])(?:[:.]([0-5]\d))?(?![\d/]|[.:\-]\d)")
_ZONE_SLACK = (-0.5, 0.0, 0.5, 1.0, 1.5)
"""Clocks run from half an hour behind to an hour and a half before the sun (zones, summer time)."""
_CLEAR = 8.0
"""Degrees above or below the horizon from which nobody mistakes day for night."""
_SUNLIT = {"dark": (-90.0, _CLEAR), "light": (-_CLEAR, 90.0), "dawn": (-30.0, _CLEAR + 4)}
"""Altitudes of the sun that each word allows."""
_NOON = 12
_REACH = 8


def light(case: Case) -> Iterator[Draft]:
    """A word for darkness or daylight beside a clock time, against the sun at that place.

    Consistent if the sun stood where the word needs it: for darkness no more than 8 degrees
    above the horizon, for daylight no more than 8 below, for dawn between 30 below and 12
    above, whatever the time zone within reason. Inconsistent if it can't have, in any zone
    from half an hour behind to an hour and a half before local solar time. Undetermined
    if the zone decides. Not done without a clock time, or where the place is not known.
    """
    for mention in case.times:
        if mention.of.kind == "date":
            clock = _hour(case, mention)
            word = None if clock is None else _light_word(case, mention)
            where = None if word is None else _where(case, mention)
            if clock is not None and word is not None and where is not None:
                yield _judged(case, mention, clock, word, where)


def _hour(case: Case, mention: Mention) -> float | None:
    """The clock time in hours 0 to 24, if the words give it with its half of the day."""
    if mention.of.value.precision not in ("minute", "hour"):
        return None
    found = list(_CLOCK.finditer(fold(case.quote(mention.span))))
    if not found:
        return None
    match = found[-1]
    hour = int(match.group(1)) + int(match.group(2) or 0) / 60
    half = _half(case, mention)
    if hour > _NOON or (half is None and match.group(1).startswith("0")):
        return hour % 24
    if half is None:
        return None
    return hour % _NOON + (_NOON if half == "pm" else 0)


def _half(case: Case, mention: Mention) -> str | None:
    for hit in _words_near(case, mention.span, 2):
        if hit.label in ("am", "pm"):
            return hit.label
    return None


def _words_near(case: Case, span: Span, reach: int) -> tuple[Hit, ...]:
    first, last = case.lookup.words_of(span)
    inside = case.sentence_of(span)
    return tuple(
        hit for hit in case.hits("light", first - reach, last + reach) if inside.contains(hit.span)
    )


def _light_word(case: Case, mention: Mention) -> Hit | None:
    """The nearest word for darkness, daylight or dawn in the sentence."""
    found = [hit for hit in _words_near(case, mention.span, _REACH) if hit.label in _SUNLIT]
    return min(found, key=lambda hit: abs(hit.span.start - mention.span.start), default=None)


def _where(case: Case, mention: Mention) -> Candidate | None:
    """A place of the sentence, else of a claim over the time, known to the gazetteer."""
    for other in case.mentions_in(case.sentence_of(mention.span)):
        if isinstance(other.of, Place) and _is_known(other.of):
            return other.of.candidates[0]
    for name in case.claims_over(mention.span):
        for where in case.claim[name].where:
            if _is_known(case.mention[where].of):
                candidate: Candidate = case.mention[where].of.candidates[0]
                return candidate
    return None


def _is_known(place: Place) -> bool:
    return bool(place.candidates) and place.candidates[0].feature != "country"


def _judged(case: Case, mention: Mention, hour: float, word: Hit, where: Candidate) -> Draft:
    heights = [_height(mention.of, hour - where.lon / 15 - slack, where) for slack in _ZONE_SLACK]
    low, high = _SUNLIT[word.label]
    fits = [any(low <= height <= high for height in pair) for pair in heights]
    outcome: Outcome = "undetermined"
    if all(fits):
        outcome = "consistent"
    elif not any(fits):
        outcome = "inconsistent"
    middle = heights[1][0]
    return draft(
        case,
        f"light.{outcome}",
        outcome,
        [mention.span, word.span],
        data={"hour": round(hour, 2), "altitude": round(middle, 1), "place": where.ref},
        time=mention.span,
        word=word.span,
        place=where.name,
        altitude=round(middle),
    )


def _height(time: Time, utc_hour: float, where: Candidate) -> tuple[float, ...]:
    """Altitudes on the day, or at both solstices where the day isn't known."""
    day = time.value.earliest
    known = day is not None and time.value.latest == day
    dates = [day] if known else [date(2000, 6, 21), date(2000, 12, 21)]
    return tuple(altitude(where.lat, where.lon, d, utc_hour) for d in dates if d is not None)
