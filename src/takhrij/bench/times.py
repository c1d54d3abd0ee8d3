"""Dates: exactly right against the Arabic annotation, Microsoft's Arabic cases and FA-KES."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from takhrij.annotations import Time
from takhrij.bench.overlap import paired, scores
from takhrij.document import Span, document_of
from takhrij.language.datelines import publication_date
from takhrij.language.times import times

_CASES = "recognizers-ar/DateTime/Arabic"


def measure(data: Path) -> dict[str, Any]:
    """Every set of the folder that times can be measured on."""
    return {
        "arabic-attribution": attribution(data),
        "recognizers-ar": recognizers(data),
        "fa-kes": fa_kes(data),
        "published": "none found for Arabic news dates; dateparser 6/30 and puckling 14/30 on "
        "thirty expressions of METHODS.md",
    }


def attribution(data: Path) -> dict[str, Any]:
    """Dates found and exactly right (both ends) in annotated Arabic news; durations aside."""
    gold = found = right = met = 0
    for path in sorted((data / "arabic-attribution").glob("*.json")):
        notes = json.loads(path.read_text(encoding="utf-8"))
        text = path.with_suffix(".txt").read_text(encoding="utf-8")
        dates = _dates(text, date.fromisoformat(notes["published"]))
        wanted = notes["times"]
        pairs = paired([Span(t["start"], t["end"]) for t in wanted], [t.span for t in dates])
        gold, found, met = gold + len(wanted), found + len(dates), met + len(pairs)
        right += sum(
            _ends(dates[index]) == (wanted[number]["earliest"], wanted[number]["latest"])
            for number, index in pairs.items()
        )
    return {**scores(right, gold, found), "exact_of_found": round(right / met, 3) if met else None}


def _dates(text: str, published: date | None) -> list[Time]:
    document = document_of(text, "ar", published=published)
    return [time for time in times(document) if time.kind == "date"]


def _ends(time: Time) -> tuple[str, str]:
    return str(time.value.earliest), str(time.value.latest)


def recognizers(data: Path) -> dict[str, Any]:
    """Microsoft's Arabic cases: one of our times must be one of the two readings they allow.

    Their periods end before the last day even where it is named ("from 3 to 12 September"),
    so either day counts as the end. Their weeks begin on Monday, ours on Sunday; their halves
    and thirds of a month differ from ours: these count as wrong here.
    """
    return {
        name: _cases(data / _CASES / f"{name}.json")
        for name in ("DateParser", "DatePeriodParser")
        if (data / _CASES / f"{name}.json").is_file()
    }


def _cases(path: Path) -> dict[str, Any]:
    cases = json.loads(path.read_text(encoding="utf-8-sig"))
    right = total = 0
    for case in cases:
        wanted = set(_wanted(case))
        if not wanted:
            continue
        published = date.fromisoformat(case["Context"]["ReferenceDateTime"][:10])
        total += 1
        right += any(_ends(time) in wanted for time in _dates(case["Input"], published))
    return {"cases": total, "right": right, "share": round(right / total, 3) if total else None}


def _wanted(case: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for result in case["Results"]:
        value = result.get("Value") or {}
        for reading in (value.get("PastResolution"), value.get("FutureResolution")):
            if reading and "date" in reading:
                yield reading["date"], reading["date"]
            elif reading and "startDate" in reading and reading["endDate"] != "0001-01-01":
                end = date.fromisoformat(reading["endDate"])
                yield reading["startDate"], str(end)
                yield reading["startDate"], str(end - timedelta(1))


def fa_kes(data: Path) -> dict[str, Any]:
    """English articles: a dateline found, and the event's day as the crowd read it among the
    times. Their day is often the article's own, and sometimes years away from any in the text.
    """
    path = data / "fa-kes" / "articles.csv"
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8", errors="replace", newline="") as file:
        rows = list(csv.DictReader(file))
    dated = near = told = 0
    for row in rows:
        text = f"{row['article_title']}\n{row['article_content']}"
        found = publication_date(text, "en")
        day = datetime.strptime(row["date"], "%m/%d/%y").date()
        if found is None:
            continue
        dated += 1
        near += abs((found[0] - day).days) <= _NEAR_DAYS
        told += _tells(text, found[0], day)
    return {
        "articles": len(rows),
        "datelines_found": dated,
        "event_within_a_week_of_dateline": near,
        "event_day_among_times": told,
    }


_NEAR_DAYS = 7


def _tells(text: str, published: date, day: date) -> bool:
    document = document_of(text, "en", published=published)
    return any(time.value.earliest == day == time.value.latest for time in times(document))
