"""The order and length of times in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from takhrij.annotations import Mention, Outcome, Time, TimeValue
from takhrij.checks.case import Case
from takhrij.checks.drafts import Draft, draft
from takhrij.claims.vocabulary import Hit
from takhrij.document import Span
from takhrij.language.fold import fold

_YEAR = re.compile(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)")
_LONG_DAYS, _TOLD_DAYS = 30, 7
"""Shorter durations (an attack of two hours) aren't told of a period of years; but for "that
is, three weeks".
"""
_SLACK = 1.1
"""A year and a half may be a little more or less."""
_YEAR_DAYS, _ANY = 366, 10**6
_NEAR_WORDS = 8
_BACK_SENTENCES = 4
_PAIR = 2


def chronology(case: Case) -> Iterator[Draft]:
    """The order of dates in a sentence, and lengths of time against the period they belong to.

    Inconsistent if a range runs backwards (from 2019 to 2018), if something is said to come
    after a date that is later than its own, or before one that is earlier (both in full), or
    if a length of time is more than a tenth longer than the period given in the same sentence
    ("from 2018 to 2019, for three years") or since its start, or a tenth shorter than the least
    that a range can hold ("from 2010 to 2019, for a year and a half"). Consistent if order or
    length fit. Undetermined if the period stands in another sentence and the length exceeds it.
    """
    yield from _backward_ranges(case)
    for index, sentence in enumerate(case.sentences):
        times = [m for m in case.mentions_in(sentence) if isinstance(m.of, Time)]
        if times:
            full = [m for m in times if _is_full_date(m.of.value)]
            if len(full) == _PAIR and not any(_dates_a_paper(case, m) for m in full):
                yield from _orders(case, sentence, full)
            yield from _lengths(case, index, times)


def _backward_ranges(case: Case) -> Iterator[Draft]:
    """Ranges that end before they begin, by the years in their own words."""
    for mention in case.times:
        years = [int(year) for year in _YEAR.findall(fold(case.quote(mention.span)))]
        value: TimeValue = mention.of.value
        if len(years) != _PAIR or value.calendar != "gregorian" or not _is_range(case, mention):
            continue
        same_year_turned = years[0] == years[1] and (
            value.earliest is None or value.earliest.year < years[0]
        )
        if years[0] > years[1] or same_year_turned:
            words = [mention.span]
            yield draft(case, "chronology.backward", "inconsistent", words, range=mention.span)


def _is_range(case: Case, mention: Mention) -> bool:
    """From one time to another, or between two."""
    first, last = case.lookup.words_of(mention.span)
    labels = {hit.label for hit in case.hits("order", first - 1, last)}
    return {"from", "to"} <= labels or "between" in labels


def _is_full_date(value: TimeValue) -> bool:
    return value.anchor == "text" and value.earliest is not None and value.earliest == value.latest


def _dates_a_paper(case: Case, mention: Mention) -> bool:
    """The date is that of a report or a letter, not of what it tells."""
    first, _ = case.lookup.words_of(mention.span)
    start = case.lookup.words[max(0, first - 3)].span.start
    near = Span(start, mention.span.end)
    return any(m.type == "document" for m in case.mentions_in(near))


def _orders(case: Case, sentence: Span, dates: Sequence[Mention]) -> Iterator[Draft]:
    """ "X on one date after (before) Y on another": just two full dates and one such word."""
    joint = _joint(case, sentence, dates)
    if joint is None:
        return
    governed = next(d for d in dates if d.span.start > joint.span.start)
    other = next(d for d in dates if d is not governed)
    late, early = (other, governed) if joint.label == "after" else (governed, other)
    fits = late.of.value.latest >= early.of.value.earliest
    outcome: Outcome = "consistent" if fits else "inconsistent"
    words = [dates[0].span, joint.span, dates[1].span]
    fields: dict[str, Any] = {"first": words[0], "joint": joint.span, "second": words[2]}
    yield draft(case, f"chronology.order_{outcome}", outcome, words, **fields)


def _joint(case: Case, sentence: Span, dates: Sequence[Mention]) -> Hit | None:
    """The only "after" or "before" of a sentence, if it governs one of its dates.

    "After a year", "two days before": those measure a time and order nothing else.
    """
    hits = case.hits("order", *case.lookup.words_of(sentence))
    joints = [
        hit
        for hit in hits
        if hit.label in ("after", "before") and not any(d.span.contains(hit.span) for d in dates)
    ]
    if len(joints) != 1 or joints[0].span.start > dates[1].span.start:
        return None
    measured = case.hits("order", joints[0].last + 1, joints[0].last + 4)
    return None if any(hit.label == "unit" for hit in measured) else joints[0]


def _lengths(case: Case, index: int, times: Sequence[Mention]) -> Iterator[Draft]:
    """Each length of time against the period it is told of."""
    for length in times:
        if length.of.kind != "duration" or not length.of.days or length.of.days[0] < _TOLD_DAYS:
            continue
        if _is_elsewhere(case, length):
            continue
        here = [m for m in times if _period(case, m) is not None and _is_near(case, length, m)]
        if length.of.days[0] < _LONG_DAYS and not any(_is_told_of(case, length, m) for m in here):
            continue
        period = here[0] if here else _period_before(case, index)
        if period is not None:
            yield from _compared(case, length, period, same_sentence=bool(here))


def _is_near(case: Case, length: Mention, period: Mention) -> bool:
    """So few words lie between a length and a period that they are told of one thing."""
    first, second = sorted((length.span, period.span))
    return case.lookup.word_at(second.start) - case.lookup.word_at(first.end) <= _NEAR_WORDS


def _is_told_of(case: Case, length: Mention, period: Mention) -> bool:
    """Nothing but words like "that is", "for", "a full" stands between a length and a period:
    what comes after "then" or in a clause of its own is told of something else.
    """
    first, second = sorted((length.span, period.span))
    at, end = case.lookup.words_of(first)[1], case.lookup.word_at(second.start)
    linked = {
        n for hit in case.hits("order", at, end) if hit.label == "link" for n in _numbers(hit)
    }
    return linked >= set(range(at, end)) and (at < end or not _is_cut(case, first, second))


def _numbers(hit: Hit) -> range:
    return range(hit.first, hit.last + 1)


def _is_cut(case: Case, first: Span, second: Span) -> bool:
    return first is not None and any(c in case.text[first.end : second.start] for c in ".;؛\n")


def _is_elsewhere(case: Case, length: Mention) -> bool:
    """An age, a sentence, a plan, a "five-year war": lengths that no period must hold."""
    if "-" in case.quote(length.span):
        return True
    first, last = case.lookup.words_of(length.span)
    near = case.hits("order", first - 4, last + 3)
    return any(hit.label == "other_length" for hit in near)


def _period(case: Case, mention: Mention) -> tuple[int, int] | None:
    """Least and greatest length in days of a stated period: a range, or since a date.

    Of whole years the ends are not known: from 2018 to 2019 is a day at least. A period since a
    date may hold a shorter length.
    """
    value: TimeValue = mention.of.value
    if value.earliest is None or value.latest is None or value.anchor != "text":
        return None
    if _is_range(case, mention):
        longest = (value.latest - value.earliest).days + 1
        return max(0, longest - 2 * _open_days(case, mention)), longest
    published = case.document.metadata.published
    if published is not None and _is_since(case, mention):
        return 0, (published - value.earliest).days + 1
    return None


def _open_days(case: Case, mention: Mention) -> int:
    """The days by which either end of a range may lie further in: those of a year, unless the
    words hold more than years. Then the least length isn't asked for.
    """
    figures = re.findall(r"\d+", fold(case.quote(mention.span)))
    only_years = len(figures) == _PAIR and all(_YEAR.fullmatch(one) for one in figures)
    named = case.hits("order", *case.lookup.words_of(mention.span))
    return _YEAR_DAYS if only_years and named else _ANY


def _is_since(case: Case, mention: Mention) -> bool:
    first, last = case.lookup.words_of(mention.span)
    found = case.hits("order", max(0, first - 2), last)
    return any(hit.label == "since" for hit in found)


def _period_before(case: Case, index: int) -> Mention | None:
    """The nearest range in the sentences before."""
    for back in range(index - 1, max(-1, index - 1 - _BACK_SENTENCES), -1):
        for mention in case.mentions_in(case.sentences[back]):
            if isinstance(mention.of, Time) and _is_range(case, mention):
                return mention if _period(case, mention) else None
    return None


def _compared(
    case: Case, length: Mention, period: Mention, *, same_sentence: bool
) -> Iterator[Draft]:
    shortest, longest = _period(case, period) or (0, 0)
    least, most = length.of.days[0], length.of.days[-1] or longest
    is_told = same_sentence and _is_told_of(case, length, period)
    name, outcome = _judged(least <= longest * _SLACK, most * _SLACK >= shortest, is_told)
    if outcome is None:
        return
    yield draft(
        case,
        name,
        outcome,
        [length.span, period.span],
        data={"days": list(length.of.days), "period_days": longest},
        length=length.span,
        period=period.span,
    )


def _judged(is_short: bool, is_long: bool, is_told: bool) -> tuple[str, Outcome | None]:
    """Short enough and long enough for the period; what is told of something else, and shorter,
    says nothing.
    """
    if not is_short:
        outcome: Outcome = "inconsistent" if is_told else "undetermined"
        return f"chronology.length_{outcome}", outcome
    if not is_long:
        return "chronology.length_short", "inconsistent" if is_told else None
    return "chronology.length_consistent", "consistent"
