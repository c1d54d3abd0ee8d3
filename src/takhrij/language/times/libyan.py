"""The Libyan month names of 1969-2011, which are other words everywhere but inside a date."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from takhrij.document import Language
from takhrij.language.lexicon import load
from takhrij.language.tokens import Token, tokens

Match = tuple[int, int, int]
"""The month, the index of its first token and of the one behind its last."""
_BETWEEN = ("من", "شهر")
"""What may stand between the day and the month: 5 من شهر ناصر."""
_BEFORE_YEAR = ("،", ",", "عام", "سنه", "العام")


@cache
def _names(language: Language) -> tuple[tuple[tuple[str, ...], int], ...]:
    table = load(language, "times").get("libyan_months", {})
    return tuple(
        (tuple(token.norm for token in tokens(name)), int(month))
        for month, names in table.items()
        for name in names
    )


def month_after(stream: Sequence[Token], at: int, language: Language) -> Match | None:
    """The Libyan month that begins at a token, or behind "of" and "month", before a year.

    `at` is the token behind the number of a day.
    """
    names = _names(language)
    while names and at < len(stream) and stream[at].norm in _BETWEEN:
        at += 1
    for name, month in names:
        end = at + len(name)
        found = tuple(token.norm for token in stream[at:end])
        if found == name and _is_year(stream, end, language):
            return month, at, end
    return None


def _is_year(stream: Sequence[Token], at: int, language: Language) -> bool:
    """Whether a year of the time in which these names were in use stands there."""
    if at < len(stream) and stream[at].norm in _BEFORE_YEAR:
        at += 1
    if at >= len(stream) or stream[at].sort != "digits" or not stream[at].norm.isdigit():
        return False
    years = load(language, "times")["libyan_years"]
    return bool(years["first"] <= int(stream[at].norm) <= years["last"])
