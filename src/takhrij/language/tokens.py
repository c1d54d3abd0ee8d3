"""Tokens for grammars of numbers, times and quantities: digits, words and marks apart.

Words of the layer `Word` keep "و100جريح" and "14/3/2017" whole; a grammar needs the number
out of the first and the second as one date. These tokens need no layer, so they also serve
a text that is not a document yet.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, NamedTuple

from takhrij.language.fold import fold_word

Sort = Literal["word", "digits", "date", "clock", "dotted", "mark", "line"]


class Token(NamedTuple):
    """Code points `start` to `end`; `norm` is folded, and digits are ASCII in it."""

    start: int
    end: int
    norm: str
    sort: Sort


# Digits in the order of alternatives: a numeric date, a clock, a grouped number, a number.
# Bounded repeats only, so the whole is linear. \d takes Arabic-Indic and Persian digits.
_TOKEN = re.compile(
    r"(?P<date>(?<![\d/.\-])\d{1,4}(?P<by> ?[/\-‐–] ?|\.)\d{1,2}(?P=by)\d{1,4}(?!\d|/\d))"
    r"|(?P<clock>(?<![\d:])\d{1,2}:\d{2}(?::\d{2})?(?![:\d]))"
    r"|(?P<dotted>\d+(?:\.\d+){3,})"
    r"|(?P<digits>(?<![\d.,])\d{1,3}(?:(?:[\u00a0\u202f]\d{3})+| 000(?: 000)*|(?: \d{3}){2,})"
    r"(?![\d.,])"
    r"|(?<!\d)\d{1,3}(?:[,٬،'’]\d{3})+(?:[.٫]\d+)?(?!\d)|(?<!\d)\d{1,3}(?:\.\d{3}){2,}(?!\d)"
    r"|\d+(?:[.,٫]\d+)?)"
    r"|(?P<word>[^\W\d_](?:[^\W\d_]|[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u200c-\u200f])*)"
    r"|(?P<line>\n)"
    r"|(?P<mark>[’']s\b|[^\w\s])"
)


@lru_cache(maxsize=2)
def tokens(text: str) -> tuple[Token, ...]:
    """The tokens of a text, in order. White space but line ends belongs to none."""
    return tuple(
        Token(match.start(), match.end(), norm, match.lastgroup)  # type: ignore[arg-type]
        for match in _TOKEN.finditer(text)
        if (norm := fold_word(match.group()))  # a lone invisible mark folds to nothing
    )
