"""What the words of a time expression say, each in its slot; nothing is resolved here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from takhrij.language.numerals import Number
from takhrij.language.times.items import Item

Count = tuple[float, float | None]


@dataclass(slots=True)
class Slots:
    """The parts of one point in time. `near` is last, next, now, this, same or after;
    `unit` the unit that it, an edge or a count is about."""

    weekdays: tuple[int, ...] = ()
    days: tuple[int, ...] = ()
    months: tuple[int, ...] = ()
    hijri: bool = False
    year: int | None = None
    numeric: str | None = None
    relday: int | None = None
    part: str | None = None
    clock: tuple[int, int] | None = None
    near: str | None = None
    unit: str | None = None
    edge: str | None = None
    season: str | None = None
    feast: str | None = None
    anchor: str | None = None
    decade: int | None = None
    count: Count | None = None
    fraction: float = 0.0
    piece: int | None = None
    """Which half or quarter: 2 in "the second half of 2014"; `fraction` is its size."""
    plural: bool = False
    ahead: bool = False
    """Whether the words before look ahead ("will meet on Monday")."""
    so_far: str | None = None
    """Set in "earlier this week": up to the day of writing."""
    bound: str | None = None
    """`more` or `less` where a count is "more than" or "less than" so much."""


def slots(items: Sequence[Item]) -> Slots:
    """The slots that the items of an expression fill."""
    filled = Slots()
    for index, item in enumerate(items):
        before = items[index - 1].kind if index else ""
        fill = _FILL.get(item.kind, _fill_unit if item.kind[-1] in "12n" else None)
        if fill is not None:
            fill(filled, item, before)
    return filled


def _weekday(filled: Slots, item: Item, before: str) -> None:
    filled.weekdays = (*filled.weekdays, item.value)


def _month(filled: Slots, item: Item, before: str) -> None:
    if item.value not in filled.months:
        filled.months = (*filled.months, item.value)
    filled.hijri = filled.hijri or "hijri" in item.kind


def _number(filled: Slots, item: Item, before: str) -> None:
    number: Number = item.value
    if before in ("hour_word", "at"):
        filled.clock = _hour(number)
    elif before == "fraction":
        filled.piece = int(number.low)
    elif item.kind in ("number", "year"):
        _count(filled, number)
    else:
        filled.days = (*filled.days, int(number.low))
        _count(filled, number)


def _count(filled: Slots, number: Number) -> None:
    filled.count = (number.low, number.high)


def _hour(number: Number) -> tuple[int, int] | None:
    """Ten, or 1159 without its colon."""
    hour, minute = divmod(int(number.low), 100) if number.low > 24 else (int(number.low), 0)
    return (hour, minute) if hour < 24 and minute < 60 else None


def _year(filled: Slots, item: Item, before: str) -> None:
    if before in ("hour_word", "at"):
        filled.clock = _hour(item.value)
        return
    filled.year = int(item.value.low)
    _count(filled, item.value)


def _near(filled: Slots, item: Item, before: str) -> None:
    filled.near = {"same_": "same", "past": "last", "latest": "last"}.get(item.kind, item.kind)


def _fill_unit(filled: Slots, item: Item, before: str) -> None:
    if item.kind[:-1] != item.value:
        return
    filled.unit = item.value
    if item.kind.endswith("2"):
        filled.count = (2, 2)
    filled.plural = item.kind.endswith("n")


def _clock(filled: Slots, item: Item, before: str) -> None:
    hour, minute = (int(part) for part in item.value.split(":")[:2])
    filled.clock = (hour, minute) if hour < 24 and minute < 60 else None


def _part(filled: Slots, item: Item, before: str) -> None:
    filled.part = item.value


def _tonight(filled: Slots, item: Item, before: str) -> None:
    offset, filled.part = item.value.split()
    filled.relday = int(offset)


def _fraction(filled: Slots, item: Item, before: str) -> None:
    if filled.clock is not None:
        filled.clock = (filled.clock[0], int(item.value.low * 60))
    else:
        filled.fraction = item.value.low
    if before == "ordinal":  # the second half
        filled.piece, filled.days = filled.days[-1], ()


def _set(name: str) -> Callable[[Slots, Item, str], None]:
    def fill(filled: Slots, item: Item, before: str) -> None:
        setattr(filled, name, item.value)

    return fill


def _hijri(filled: Slots, item: Item, before: str) -> None:
    filled.hijri = True


def _first(filled: Slots, item: Item, before: str) -> None:
    """الفاتح من نوفمبر: the first of the month."""
    filled.days = (1,)


def _of_it(filled: Slots, item: Item, before: str) -> None:
    """حتى 19 منه: of the month just named."""
    filled.near, filled.unit = "same", "month"


_FILL: dict[str, Callable[[Slots, Item, str], Any]] = {
    "weekday": _weekday,
    "short_weekday": _weekday,
    "month": _month,
    "weak_month": _month,
    "hijri_month": _month,
    "weak_hijri": _month,
    "day": _number,
    "ordinal": _number,
    "number": _number,
    "year": _year,
    "numeric": _set("numeric"),
    "relday": _set("relday"),
    "season": _set("season"),
    "edge": _set("edge"),
    "first_": _first,
    "feast": _set("feast"),
    "anchor": _set("anchor"),
    "decade_name": _set("decade"),
    "tonight": _tonight,
    "part": _part,
    "adverb_part": _part,
    "from_now": _set("near"),
    "latest": _near,
    "earlier": _set("so_far"),
    "of_it": _of_it,
    "clock": _clock,
    "more": _set("bound"),
    "less": _set("bound"),
    "fraction": _fraction,
    "hijri": _hijri,
    **dict.fromkeys(("last", "past", "next", "now", "this", "same", "same_", "after"), _near),
}
