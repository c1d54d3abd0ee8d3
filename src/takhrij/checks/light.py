"""Light and dark: the hour of an event against the sun."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from takhrij.annotations import Candidate, Outcome, Place, Time
from takhrij.checks.case import Case
from takhrij.checks.drafts import Draft, draft
from takhrij.claims.vocabulary import Hit
from takhrij.document import Span
from takhrij.language.fold import folded
from takhrij.language.sun import Light, moon, sun

_CLOCK = re.compile(
    r"(?<![\d/.:])(?P<hour>[01]?\d|2[0-3])[:.](?P<minute>[0-5]\d)(?![\d/]|[.:]\d)"
    r"|(?:الساعه|at) (?P<full>[01]?\d|2[0-3])(?![\d/:.,])"
    r"|(?<![\d/.:])(?P<us>1?\d) ?(?=[ap]\.?m\b)"
)
_ZONE_SLACK = (-0.5, 0.0, 0.5, 1.0, 1.5)
"""Clocks run from half an hour behind to an hour and a half before the sun (zones, summer time)."""
_SUNLIT = ("dark", "light", "dawn")
_EDGE, _DAWN_BEFORE, _DAWN_AFTER = 45.0, 150.0, 60.0
"""Minutes: so near to sunrise or sunset a word for light or dark may still be meant; dawn is
taken from before the first paling (the call to prayer) to an hour after sunrise."""
_DAY = 1440.0
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

    Consistent if the word fits the sun: for darkness no more than 45 minutes inside the day,
    for daylight no more than 45 minutes outside it, for dawn from two and a half hours before
    civil twilight to an hour after sunrise, whatever the time zone within reason. Inconsistent
    if it fits in no zone from half an hour behind to an hour and a half before local solar
    time. Undetermined if the zone decides. Not done without a clock time with its half of the
    day, or where the sentence names no place that the gazetteer holds. Where the day is known
    the finding gives the phase of the moon too, from which nothing is judged.
    """
    done: set[Span] = set()
    for word in case.hits("light"):
        sentence = case.sentence_of(word.span)
        if word.label in _SUNLIT and sentence not in done:
            hour, where = _hour(case, sentence), _where(case, sentence)
            if hour is None or where is None or _tells_half(case, hour, word):
                continue
            if not _is_parted(case, hour, word):
                done.add(sentence)
                yield _judged(case, hour, word, where)


def _hour(case: Case, sentence: Span) -> _Hour | None:
    """The only clock time of a sentence, if its half of the day is plain."""
    found = [*_in_figures(case, sentence), *_in_words(case, sentence)]
    if len(found) != 1:
        return None
    clock = found[0]
    local = _local(clock.hour, _half(case, clock.span))
    return None if local is None else _Hour(clock.span, local)


def _in_figures(case: Case, sentence: Span) -> Iterator[_Hour]:
    plain = folded(case.quote(sentence))
    for match in _CLOCK.finditer(plain.text):
        hour = int(match["hour"] or match["full"] or match["us"]) + int(match["minute"] or 0) / 60
        yield _Hour(plain.original(match.start(), match.end()).shifted(sentence.start), hour)


def _in_words(case: Case, sentence: Span) -> Iterator[_Hour]:
    """الساعة العاشرة, ten o'clock; a fraction after it changes nothing that is judged here."""
    for hit in case.hits("light", *case.lookup.words_of(sentence)):
        if hit.label[0] == "h" and hit.label[1:].isdigit():
            yield _Hour(hit.span, float(hit.label[1:]))


def _tells_half(case: Case, hour: _Hour, word: Hit) -> bool:
    """ "11 at night": the word only says which half of the day is meant."""
    _, last = case.lookup.words_of(hour.span)
    return _is_night(word) and last <= word.first <= last + _REACH


def _is_parted(case: Case, hour: _Hour, word: Hit) -> bool:
    """A word like "then" or "and" stands between: hour and light are told of two things."""
    first, last = sorted((hour.span, word.span))
    start, end = case.lookup.words_of(first)[1], case.lookup.word_at(last.start)
    joined = any(hit.label == "then" for hit in case.hits("light", start, end))
    between = case.lookup.words[start:end]
    return joined or any(w.norm[0] == "و" and len(w.norm) > _LEAST_JOINED for w in between)


def _is_night(word: Hit) -> bool:
    return word.label == "dark" and word.entry in _NIGHT


def _half(case: Case, span: Span) -> str | None:
    _, last = case.lookup.words_of(span)
    for hit in case.hits("light", last, last + _REACH):
        if hit.label in _HALVES:
            return hit.label
        if _is_night(hit):
            return "night"
    return None


_HALVES = ("am", "pm", "noon")
_NIGHT = ("=ليلا", "=at")
"""First words of "at night" as the data files write it."""
_LEAST_JOINED = 3
"""Letters of an Arabic word that "and" may be written onto."""
_MIDDAY = 6
"""Hours that "at night" says are before midnight: from this one on."""


def _local(hour: float, half: str | None) -> float | None:
    """Hours since midnight; None where 12 hours and 24 hours can't be told apart."""
    if hour >= _NOON + 1:
        return hour
    if half is None or (half == "pm" and hour >= _NOON):
        return None
    if half == "am":
        return hour % _NOON
    if half == "night":
        return hour % _NOON + _NOON * (_MIDDAY <= hour < _NOON)
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
    skies = _skies(_day(case, case.sentence_of(word.span)), where)
    minutes = [60 * (hour.hour - where.lon / 15 - slack) for slack in _ZONE_SLACK]
    fits = [any(_fits(word.label, minute, sky) for sky in skies) for minute in minutes]
    outcome: Outcome = "undetermined"
    if all(fits) or not any(fits):
        outcome = "consistent" if all(fits) else "inconsistent"
    rise, fall = (_clock(skies[0].rise, where), _clock(skies[0].set, where))
    data = {"hour": round(hour.hour, 2), "sunrise": rise, "sunset": fall, "place": where.ref}
    data |= _moonlight(_day(case, case.sentence_of(word.span)))
    fields: dict[str, Any] = {"time": hour.span, "word": word.span, "place": where.name}
    words = [hour.span, word.span]
    return draft(
        case, f"light.{outcome}", outcome, words, data=data, rise=rise, fall=fall, **fields
    )


def _moonlight(day: date | None) -> dict[str, Any]:
    """The moon of that evening, for whoever asks what could be seen; nothing is judged by it."""
    return {} if day is None else {"moon": moon(day).phase, "moon_lit": moon(day).lit}


def _skies(day: date | None, where: Candidate) -> tuple[Light, ...]:
    """The light of the day, or of both solstices where the day isn't known."""
    dates = (day,) if day is not None else (date(2000, 6, 21), date(2000, 12, 21))
    return tuple(sun(where.lat, where.lon, one) for one in dates)


def _fits(word: str, minute: float, sky: Light) -> bool:
    """Whether a word of light fits a minute UTC. Places without a night or a day fit all."""
    if sky.rise is None or sky.set is None or sky.dawn is None:
        return True
    since_rise = (minute - sky.rise) % _DAY
    length = (sky.set - sky.rise) % _DAY
    if word == "dark":
        return not _EDGE < since_rise < length - _EDGE
    if word == "light":
        return since_rise < length + _EDGE or since_rise > _DAY - _EDGE
    twilight = (sky.rise - sky.dawn) % _DAY
    return since_rise < _DAWN_AFTER or since_rise > _DAY - twilight - _DAWN_BEFORE


def _clock(minute: float | None, where: Candidate) -> str:
    """Minutes UTC as a clock time by local solar time, which needs no table of zones."""
    if minute is None:
        return "-"
    local = round(minute + 4 * where.lon) % int(_DAY)
    return f"{local // 60:02d}:{local % 60:02d}"


def _day(case: Case, sentence: Span) -> date | None:
    """The day of the sentence, if it gives just one."""
    times = [m.of.value for m in case.mentions_in(sentence) if isinstance(m.of, Time)]
    days = {v.earliest for v in times if v.earliest is not None and v.earliest == v.latest}
    return next(iter(days)) if len(days) == 1 else None
