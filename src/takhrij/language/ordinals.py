"""Ordinals: الرابع عشر, الحادي والعشرين, twenty-first, 21st."""

from __future__ import annotations

from collections.abc import Sequence

from takhrij.document import Language
from takhrij.language.numerals import Number, Numeral, numeral, ordinal
from takhrij.language.tokens import Token

_SUFFIXES = frozenset({"st", "nd", "rd", "th"})


def ordinal_at(tokens: Sequence[Token], at: int, language: Language) -> Number | None:
    """The ordinal that begins at a token, or None."""
    read = _arabic_ordinal if language == "ar" else _english_ordinal
    found = read(tokens, at)
    if found is None:
        return None
    value, after, first = found
    token = tokens[at]
    skip = 0 if first is None else first.skip
    return Number(
        at, after, token.start + skip, tokens[after - 1].end, value, value, "ordinal",
        digits=token.sort == "digits",
        joined=first is not None and first.joined,
        definite=first is not None and first.definite,
    )  # fmt: skip


def _arabic_ordinal(tokens: Sequence[Token], at: int) -> tuple[float, int, Numeral | None] | None:
    first = ordinal(tokens[at].norm, "ar")
    if first is None and (first := numeral(tokens[at].norm, "ar")) is not None:
        first = first if first.part == "compound" and first.definite else None
    if first is None:
        return None
    after = numeral(tokens[at + 1].norm, "ar") if at + 1 < len(tokens) else None
    if after is not None and after.part == "ten" and not after.joined and first.low < 10:
        return first.low + 10, at + 2, first
    if after is not None and after.part == "tens" and after.joined and after.definite:
        return first.low + after.low, at + 2, first
    return None if first.part == "compound" else (first.low, at + 1, first)


def _english_ordinal(tokens: Sequence[Token], at: int) -> tuple[float, int, Numeral | None] | None:
    token = tokens[at]
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if token.sort == "digits" and token.norm.isdigit() and following is not None:
        if following.norm in _SUFFIXES and following.start == token.end and len(token.norm) < 4:
            return float(token.norm), at + 2, None
        return None
    if (single := ordinal(token.norm, "en")) is not None:
        return single.low, at + 1, single
    tens = numeral(token.norm, "en")
    if tens is not None and tens.part == "tens" and following is not None:
        return _hyphenated(tokens, at, tens)
    return None


def _hyphenated(
    tokens: Sequence[Token], at: int, tens: Numeral
) -> tuple[float, int, Numeral | None] | None:
    """twenty-first, twenty first."""
    last = at + 2 if tokens[at + 1].norm == "-" else at + 1
    unit = ordinal(tokens[last].norm, "en") if last < len(tokens) else None
    if unit is None or unit.low > 9:
        return None
    return tens.low + unit.low, last + 1, tens
