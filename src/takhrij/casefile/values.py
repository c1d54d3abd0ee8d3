"""What a time or a figure was understood as, in one short phrase of the interface."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from takhrij.casefile.interface import Page, ltr

Row = Mapping[str, Any]


def meaning(mention: Row, page: Page) -> Markup:
    """The value of a mention of any type; empty where its words say all that is known."""
    value = mention["value"]
    if mention["type"] == "time":
        return interval(value, page)
    if mention["type"] == "quantity":
        return amount(value, page)
    return Markup("")


def interval(value: Row, page: Page) -> Markup:
    """The days that a time covers: a date, a month, a year, or two ends."""
    if value.get("kind") == "duration" and value.get("days"):
        return _length(value["days"], page)
    earliest, latest = value["earliest"], value["latest"]
    if earliest is None and latest is None:
        return page.say("timeline.unknown")
    if earliest is None or latest is None:
        key = "timeline.open_start" if earliest is None else "timeline.open_end"
        return Markup("{} {}").format(page.say(key), ltr(latest or earliest))
    shown = _whole(earliest, latest)
    if shown:
        return ltr(shown)
    return Markup("{} {} {}").format(ltr(earliest), page.say("timeline.to"), ltr(latest))


def _whole(earliest: str, latest: str) -> str | None:
    """One date where the interval is exactly a day, a month or a year."""
    if earliest == latest:
        return earliest
    if earliest[4:] == "-01-01" and latest == earliest[:4] + "-12-31":
        return earliest[:4]
    if earliest[:7] == latest[:7] and earliest.endswith("-01") and _is_month_end(latest):
        return earliest[:7]
    return None


def _is_month_end(iso: str) -> bool:
    year, month, day = (int(part) for part in iso.split("-"))
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    last = (29 if leap else 28) if month == 2 else 30 if month in (4, 6, 9, 11) else 31
    return day == last


def _length(days: list[float], page: Page) -> Markup:
    least, most = (number(round(end) if end >= 10 else round(end, 1)) for end in days)
    shown = least if least == most else f"{least}–{most}"
    return Markup("{} {}").format(ltr(shown), page.say("timeline.days"))


def amount(value: Row, page: Page) -> Markup:
    """A figure with what it counts: "at least 20 soldiers"."""
    shown = _range(value["min"], value["max"], page)
    if value.get("approximate"):
        shown = page.say("quantity.about", value=shown)
    if value["of"] in ("distance_km", "percent"):
        return page.say(f"quantity.{value['of']}", amount=shown)
    of = page.term("of", value["of"])
    counted = page.say("quantity.counted", amount=shown, of=of) if of else shown
    unit = value.get("unit")
    return Markup("{} {}").format(counted, page.term("of", unit)) if unit else counted


def _range(least: float | None, most: float | None, page: Page) -> Markup:
    if least is None and most is None:
        return page.say("quantity.unknown")
    if most is None:
        return page.say("quantity.least", min=ltr(number(least)))
    if least is None:
        return page.say("quantity.most", max=ltr(number(most)))
    if least == most:
        return page.say("quantity.exactly", min=ltr(number(least)))
    return page.say("quantity.between", min=ltr(number(least)), max=ltr(number(most)))


def number(value: float | None) -> str:
    """A number without a needless point: 20, 6.1, 1500000."""
    if value is None:
        return ""
    return str(int(value)) if float(value).is_integer() else str(value)
