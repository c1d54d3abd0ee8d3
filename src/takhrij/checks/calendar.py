"""Dates against the calendar."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from takhrij.annotations import Mention, Outcome, TimeValue
from takhrij.checks.case import Case
from takhrij.checks.drafts import Draft, draft
from takhrij.language.lexicon import load

_FIGURES = re.compile(r"\d{1,4}\s?[/.\-]\s?\d{1,2}\s?[/.\-]\s?\d{1,4}")


def calendar(case: Case) -> Iterator[Draft]:
    """The weekday that the text gives for a date, against the calendar.

    Consistent if the date fell on that day. Inconsistent if the words give day, month and
    year and it fell on another; one day's doubt is allowed for Hijri dates, because months
    begin with the sighting of the moon. Undetermined if the year was not in the words, or if
    day and month may have been meant the other way round (3/4/2017).
    """
    for mention in case.times:
        value: TimeValue = mention.of.value
        if value.weekday is None or value.earliest is None or value.earliest != value.latest:
            continue
        yield _weekday(case, mention, value, value.earliest)


def _weekday(case: Case, mention: Mention, value: TimeValue, day: date) -> Draft:
    stated, actual = int(value.weekday or 0), day.weekday()
    apart = min((stated - actual) % 7, (actual - stated) % 7)
    fields: dict[str, Any] = {"words": mention.span, "date": day.isoformat()}
    data = {"date": day.isoformat(), "stated": stated, "actual": actual}
    names = {"actual_ar": _name("ar", actual), "actual_en": _name("en", actual)}
    outcome: Outcome = "inconsistent"
    if apart == 0:
        outcome = "consistent"
    elif (
        value.anchor != "text"
        or apart <= value.uncertain_days
        or _turned_fits(case.quote(mention.span), day, stated)
    ):
        outcome = "undetermined"
    return draft(case, f"calendar.{outcome}", outcome, [mention.span], data=data, **fields, **names)


def _is_open(words: str, value: TimeValue, apart: int, day: date) -> bool:
    """Year not in the words, calendar in doubt by so much, or day and month exchanged."""
    if value.anchor != "text" or apart <= value.uncertain_days:
        return True
    return _turned_fits(words, day, int(value.weekday or 0))


def _turned_fits(words: str, day: date, weekday: int) -> bool:
    """Whether the weekday fits a date in figures with day and month exchanged."""
    if not _FIGURES.search(words):
        return False
    try:
        return day.day <= 12 and date(day.year, day.day, day.month).weekday() == weekday
    except ValueError:
        return False


def _name(language: str, weekday: int) -> str:
    name: str = load(language, "messages")["words"]["weekdays"][weekday]
    return name
